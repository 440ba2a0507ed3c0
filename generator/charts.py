"""Charts: where each bar, dot and label stands, worked out from the figures that it shows.

In: what templates see of load cases, pages and savings. Out: charts by name, each with its template and its marks in
points. A length is drawn and never read as a number; what is read is a figure, printed like any other.
"""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from math import ceil, floor, log
from typing import Any, NamedTuple

from generator.figures import Figure
from generator.units import COMPACT, write

WIDTH, HEAD, PITCH, BAR = 486.0, 22.0, 30.0, 11.0
"""Points: of the drawing, of its legend, of a row, and of a bar, which stands below its row's label."""
DIGIT, GAP, ROOM = 4.6, 5.0, 62.0
"""Points: the width of a digit at the charts' size, the gap beside a bar or dot, the room that a value takes there."""
MOST_ROWS = 18
"""More rows do not fit a page: the largest are drawn, and the chart says so."""


class Length(NamedTuple):
    """A place or size in a drawing, in points."""

    points: float

    def __str__(self) -> str:
        return f"{self.points:.2f}".rstrip("0").rstrip(".")


class Bar(NamedTuple):
    """A bar: what it shows, where it begins, how long it is, and where its value is written; nowhere, if too short."""

    kind: str
    figure: Figure
    x: Length
    y: Length
    width: Length
    text: Length | None


class Dot(NamedTuple):
    """A dot on the scale, and where its value is written."""

    figure: Figure
    x: Length
    text: Length


class Row(NamedTuple):
    """A row: its label and what is drawn below it. `subject` is the view that the row is about."""

    subject: Any
    label: Length
    middle: Length
    foot: Length
    bars: tuple[Bar, ...] = ()
    dots: tuple[Dot, ...] = ()
    low: Length | None = None
    high: Length | None = None


class Chart(NamedTuple):
    """A chart by the name of its file: template, subject, height, rows and grid; `whole` where no row is left out."""

    name: str
    template: str
    subject: Any
    height: Length
    rows: tuple[Row, ...]
    grid: tuple[Length, ...] = ()
    whole: bool = True


def charts(names: dict[str, Any]) -> dict[str, Chart]:
    """Every chart that has something to show, by the name of its file; `names` are those that templates see."""
    profiles = names["profiles"]
    found = [_demand(names["cases"], names["grid_step"])]
    for index, profile in enumerate(profiles, 1):
        name = f"page-{index}" if names["several_profiles"] else "page"
        found.append(_tokens(name, profile, profile.models, "per_page"))
    found.append(_tokens("peak", names["request"], names["request"].models, "per_minute"))
    found.append(_savings([one for one in names["savings"] if one.what], names["savings"]))
    return {chart.name: chart for chart in found if chart.rows}


def _rows(subjects: Sequence[Any]) -> Iterable[tuple[Any, float]]:
    """Each subject of a row with the top of its row."""
    return ((subject, HEAD + PITCH * index) for index, subject in enumerate(subjects))


def _height(rows: Sequence[Any]) -> Length:
    return Length(HEAD + PITCH * len(rows))


def _largest(subjects: Sequence[Any], key: str) -> tuple[list[Any], bool]:
    """The subjects to draw, in their order, and whether they are all."""
    ranked = sorted(subjects, key=lambda one: _value(getattr(one, key)), reverse=True)[:MOST_ROWS]
    return [one for one in subjects if one in ranked], len(subjects) <= MOST_ROWS


def _value(figure: Figure) -> Fraction:
    return Fraction(figure.value)


def _demand(cases: Sequence[Any], step: Figure) -> Chart:
    """A dot for the tokens a minute of each load case, on a scale where a step to the right multiplies."""
    some, _ = _largest([case for case in cases if case.uncached_tokens_per_minute.low > 0], "tokens_per_minute")
    values = [float(end) for case in some for end in _ends(case)]
    if not values:
        return Chart("demand", "chart-demand.svg.j2", None, Length(0), ())
    base = float(step.value)
    least, most = log(min(values), base), log(max(values), base)
    wide = (WIDTH - 2 * ROOM) / (most - least or 1.0)

    def x(value: Any) -> Length:
        return Length(ROOM + (log(float(value), base) - least) * wide)

    rows = []
    for case, top in _rows(some):
        total, uncached = case.tokens_per_minute, case.uncached_tokens_per_minute
        dots = (
            Dot(uncached, x(uncached.value), Length(min(x(uncached.value).points, x(total.low).points) - GAP)),
            Dot(total, x(total.value), Length(x(total.high).points + GAP)),
        )
        ends = (x(total.low), x(total.high)) if total.low != total.high else (None, None)
        rows.append(Row(case, Length(top + 8), Length(top + 18), Length(top + 21), (), dots, *ends))
    grid = tuple(x(base**power) for power in range(ceil(least), floor(most) + 1))
    return Chart("demand", "chart-demand.svg.j2", None, _height(rows), tuple(rows), grid, len(some) == len(cases))


def _ends(case: Any) -> tuple[Any, ...]:
    total = case.tokens_per_minute
    return case.uncached_tokens_per_minute.value, total.value, total.low, total.high


def _tokens(name: str, subject: Any, models: Sequence[Any], per: str) -> Chart:
    """A bar for the tokens of each model, in uncached input, cached input and output."""
    some, whole = _largest(models, f"tokens_{per}")
    scale = _scale(getattr(model, f"tokens_{per}") for model in some)
    rows = []
    for model, top in _rows(some):
        x, bars = 0.0, []
        for kind in ("uncached_input", "cached_input", "output"):
            figure = getattr(model, f"{kind}_tokens_{per}")
            width = float(figure.value) * scale
            fits = width > DIGIT * len(write(figure.value, figure.unit, COMPACT)) + GAP
            text = Length(x + width / 2) if fits else None
            bars.append(Bar(kind, figure, Length(x), Length(top + 12), Length(width), text))
            x += width
        total = Dot(getattr(model, f"tokens_{per}"), Length(x), Length(x + GAP))
        rows.append(Row(model, Length(top + 8), Length(top + 12), Length(top + 20.5), tuple(bars), (total,)))
    return Chart(name, "chart-tokens.svg.j2", subject, _height(rows), tuple(rows), (), whole)


def _savings(measured: Sequence[Any], savings: Sequence[Any]) -> Chart:
    """Two bars for each saving that was measured: all tokens a minute, and the uncached ones among them."""
    some, whole = _largest(measured, "saved_tokens_per_minute")
    scale = _scale(saving.saved_tokens_per_minute for saving in some)
    rows = []
    for index, saving in enumerate(some):
        top, bars = HEAD + (PITCH + BAR) * index, []
        for at, kind in ((12.0, "total"), (12.0 + BAR, "uncached")):
            figure = saving.saved_tokens_per_minute if kind == "total" else saving.saved_uncached_tokens_per_minute
            width = max(0.0, float(figure.value)) * scale
            bars.append(Bar(kind, figure, Length(0), Length(top + at), Length(width), Length(width + GAP)))
        rows.append(Row(saving, Length(top + 8), Length(top + 20.5), Length(top + 31.5), tuple(bars)))
    height = Length(HEAD + (PITCH + BAR) * len(rows))
    return Chart("savings", "chart-savings.svg.j2", None, height, tuple(rows), (), whole and len(some) == len(savings))


def _scale(figures: Iterable[Figure]) -> float:
    """Points of a bar to one of what it shows, so that the longest leaves room for its value."""
    return (WIDTH - ROOM) / (max((float(figure.value) for figure in figures), default=0.0) or 1.0)
