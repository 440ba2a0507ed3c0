"""Charts: where each bar, mark and label stands, worked out from the figures that it shows.

In: what templates see of pages, the request and its month. Out: charts by name, each with its template and its marks in
points. A length is drawn and never read as a number; what is read is a figure, printed like any other.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from operator import attrgetter
from typing import Any, NamedTuple

from generator.figures.figure import Figure
from generator.units import COMPACT, write

DARK = {
    "#1c2329": "#e4eaec",
    "#ffffff": "#12181b",
    "#0b5c6b": "#72c7d6",
    "#8db7bf": "#2c6570",
    "#e3eef0": "#203238",
    "#5a6570": "#9badb5",
    "#ccd4d9": "#334047",
    "#a3330b": "#ff9b73",
    "#d9663a": "#c9552a",
}
"""The colors of a drawing, and what each is where the reader's screen is dark."""
PLATE = 12.0
"""Points: the space between a drawing and the edge of the plate that it stands on where nothing else colors it."""
WIDTH, HEAD, PITCH, BAR = 440.0, 22.0, 30.0, 11.0
"""Points: of the drawing, of its legend, of a row, and of a bar, which stands below its row's label."""
DIGIT, GAP, ROOM = 4.6, 5.0, 62.0
"""Points: the width of a digit at the charts' size, the gap beside a bar, the room that a value takes there."""
LABEL, BASELINE, MIDDLE = 8.0, 8.5, 12.0
"""Points: from the top of a row to the foot of its label, from a bar to its value's, and from a row to its bar."""
TOLD = 150.0
"""Points: the room that a value and the limit that it is held against take."""
TALL, HALF = 56.0, 220.0
"""Points: the height of the reservation in the chart of its use, and how far to the right what is said in it begins."""
COLUMNS = 168.0
"""Points: the room that both moves of the total and of the uncached tokens take beside their bars."""
SLOT, UPRIGHT, HOURS = 440 / 24, 64.0, 12.0
"""Points: the room of an hour, the height of the busiest one's bar, and the width of each."""
MOST_ROWS = 18
"""More rows do not fit a page: the largest are drawn, and the chart says so."""

LIMITS = {
    "default_total_tokens_per_minute": "default",
    "default_total_of_input_per_minute": "default_of_input",
    "tokens_per_minute": "requested",
}
"""What stands in a row of the chart of limits, and the kind of its bar."""
MOVES = {"tokens": "total", "uncached_tokens": "uncached"}
"""What stands in a row of the chart of moves, and the kind of its bar."""


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
    text: Length | None = None
    height: Length = Length(BAR)


class Row(NamedTuple):
    """A row: what it is about, where its label stands, its bars with the foot of their values, and its whole.

    `text` is where the value of the whole is written, and `end` the foot of what stands below the row.
    """

    subject: Any
    label: Length
    foot: Length
    bars: tuple[Bar, ...]
    total: Figure
    text: Length = Length(0)
    end: Length = Length(0)


class Chart(NamedTuple):
    """A chart by the name of its file: template, subject, height and rows; `whole` where no row is left out."""

    name: str
    template: str
    subject: Any
    height: Length
    rows: tuple[Row, ...]
    whole: bool = True

    @property
    def largest(self) -> Any:
        """What the row with the largest whole is about."""
        return max(self.rows, key=attrgetter("total.value")).subject

    @property
    def dark(self) -> str:
        """The colors of its file on a dark screen; a page has its own."""
        rules = (f'[{of}="{one}"] {{ {of}: {other} }}' for one, other in DARK.items() for of in ("fill", "stroke"))
        return f"@media (prefers-color-scheme: dark) {{ {' '.join(rules)} }}"

    @property
    def box(self) -> str:
        """What a viewer shows of it: the drawing and its plate, from the left, from the top, and how large."""
        return f"{-PLATE:g} {-PLATE:g} {WIDTH + 2 * PLATE:g} {self.height.points + 2 * PLATE:g}"


def charts(names: dict[str, Any]) -> dict[str, Chart]:
    """Every chart that has something to show, by the name of its file; `names` are those that templates see."""
    pools, measured = names["pools"], names.get("measured")
    timed = [log for log in measured.logs if log.hours] if measured else []
    grow = [one for one in (pool.headline for pool in pools) if one.stages and one.known.tokens_per_minute]
    found = [*_each("page", _page, names["profiles"]), *_each("limits", _limits, pools), *_each("use", _use, pools)]
    # Beside work, whose moves stand in a table, no moves of tokens are drawn.
    farthest = [] if names.get("work_units") else names["assumptions"]["farthest"]
    moving = [one for one in farthest if one.known.tokens_at_low]
    found += [_moves(moving), *_each("chances", _chances, names.get("chances", ()))]
    found += [*_each("day", _day, timed), *_each("growth", _growth, grow)]
    return {chart.name: chart for chart in found if chart.rows}


def _each(name: str, drawn: Callable[[str, Any], Chart], subjects: Sequence[Any]) -> Iterator[Chart]:
    """A chart of each subject; several have numbers in their names."""
    several = len(subjects) > 1
    return (drawn(f"{name}-{at}" if several else name, one) for at, one in enumerate(subjects, 1))


def _rows(subjects: Sequence[Any]) -> Iterable[tuple[Any, float]]:
    """Each subject of a row with the top of its row."""
    return ((subject, HEAD + PITCH * index) for index, subject in enumerate(subjects))


def _height(rows: Sequence[Any]) -> Length:
    return Length(HEAD + PITCH * len(rows))


def _largest(subjects: Sequence[Any], key: str) -> tuple[list[Any], bool]:
    """The subjects to draw, in their order, and whether they are all."""
    ranked = sorted(subjects, key=attrgetter(f"{key}.value"), reverse=True)[:MOST_ROWS]
    return [one for one in subjects if one in ranked], len(subjects) <= MOST_ROWS


def _page(name: str, profile: Any) -> Chart:
    """A bar for the tokens of each model on a page, in uncached input, cached input and output."""
    some, whole = _largest([model for model in profile.models if model.known.tokens_per_page], "tokens_per_page")
    scale = _scale((model.tokens_per_page for model in some), ROOM)
    rows = []
    for model, top in _rows(some):
        x, bars = 0.0, []
        for kind in ("uncached_input", "cached_input", "output"):
            figure = getattr(model, f"{kind}_tokens_per_page")
            width = float(figure.value) * scale
            fits = width > DIGIT * len(write(figure.value, figure.unit, COMPACT)) + GAP
            text = Length(x + width / 2) if fits else None
            bars.append(Bar(kind, figure, Length(x), Length(top + MIDDLE), Length(width), text))
            x += width
        rows.append(_row(model, top, bars, model.tokens_per_page, x + GAP))
    return Chart(name, "chart-page.svg.j2", profile, _height(rows), tuple(rows), whole)


def _row(subject: Any, top: float, bars: Sequence[Bar], total: Figure, text: float) -> Row:
    return Row(subject, Length(top + LABEL), Length(top + MIDDLE + BASELINE), tuple(bars), total, Length(text))


def _limits(name: str, request: Any) -> Chart:
    """A bar for the tokens a minute of each model, beside the vendor's default limits in both readings."""
    some, whole = _largest([model for model in request.models if model.limited], "tokens_per_minute")
    shown = [[getattr(model, name) for name in LIMITS] for model in some]
    scale = _scale((one for figures in shown for one in figures), TOLD)
    rows = []
    for (model, top), figures in zip(_rows(some), shown, strict=True):
        rows.append(_held(model, top, zip(LIMITS.values(), figures, strict=True), scale))
    return Chart(name, "chart-limits.svg.j2", request, _height(rows), tuple(rows), whole)


def _held(subject: Any, top: float, figures: Iterable[tuple[str, Figure]], scale: float) -> Row:
    """A row of bars from one beginning, the last of them the whole; its value stands beside the longest."""
    bars = [Bar(kind, one, Length(0), Length(top + MIDDLE), Length(float(one.value) * scale)) for kind, one in figures]
    return _row(subject, top, bars, bars[-1].figure, max(bar.width.points for bar in bars) + GAP)


def _use(name: str, request: Any) -> Chart:
    """The month's tokens at the requested rate, beside the reservation over all its active hours."""
    scenario = request.headline.of
    share = scenario.mean_share_of_request if scenario.known.mean_share_of_request else None
    if share is None or not 0 < share.value <= 1:
        return Chart(name, "chart-use.svg.j2", scenario, Length(0), ())
    width = WIDTH * float(share.value)
    bar = Bar("used", share, Length(0), Length(MIDDLE), Length(width), Length(min(width, HALF) + GAP), Length(TALL))
    foot, end = Length(MIDDLE + BASELINE + GAP), Length(MIDDLE + TALL + MIDDLE)
    row = Row(scenario, Length(LABEL), foot, (bar,), request.tokens_per_minute, end=end)
    return Chart(name, "chart-use.svg.j2", scenario, end, (row,))


def _moves(assumptions: Sequence[Any]) -> Chart:
    """Bars to both sides, of how far the request moves with each assumption at its ends, the farthest first."""
    some = assumptions[:MOST_ROWS]
    values = [value for one in some for key in MOVES for value in _ends(one, key)]
    least, most = min(values, default=0.0), max(values, default=0.0)
    scale = (WIDTH - COLUMNS) / (most - least or 1.0)
    rows = []
    for one, top in _rows(some):
        bars = []
        for key, kind in MOVES.items():
            low, high = min(*_ends(one, key), 0.0), max(*_ends(one, key), 0.0)
            y = top + MIDDLE + (BAR / 2 if kind == "uncached" else 0.0)
            place = Length((low - least) * scale), Length(y), Length((high - low) * scale)
            if high > low:
                bars.append(Bar(kind, getattr(one, f"{key}_at_high"), *place, height=Length(BAR / 2)))
        rows.append(_row(one, top, bars, one.effect, -least * scale))
    return Chart("moves", "chart-moves.svg.j2", None, _height(rows), tuple(rows), len(assumptions) <= MOST_ROWS)


def _ends(assumption: Any, key: str) -> tuple[float, float]:
    """How far tokens move with an assumption at its low end, and at its high end."""
    low, high = (float(getattr(assumption, f"{key}_at_{end}").value) for end in ("low", "high"))
    return low, high


def _chances(name: str, chances: Any) -> Chart:
    """Of each limit bars up to what ever more draws do not pass, each on a scale of its own, and where the limit is."""
    rows = []
    for limit, top in _rows(chances.limits):
        figures = [(key, getattr(limit, key)) for key in ("p99", "p95", "p90", "p50")]
        scale = _scale((limit.p99, limit.asked_for), TOLD)
        rows.append(_held(limit, top, (*figures, ("asked", limit.asked_for)), scale))
    return Chart(name, "chart-chances.svg.j2", chances, _height(rows), tuple(rows))


def _growth(name: str, case: Any) -> Chart:
    """A bar for the tokens a minute of each stage of a case, one under the other as they follow."""
    stages = case.stages[:MOST_ROWS]
    scale = _scale((one.tokens_per_minute for one in stages), ROOM)
    rows = [
        _held(stage, top, [("asked" if stage.asked else "stage", stage.tokens_per_minute)], scale)
        for stage, top in _rows(stages)
    ]
    return Chart(name, "chart-growth.svg.j2", case, _height(rows), tuple(rows), len(stages) == len(case.stages))


def _scale(figures: Iterable[Figure], room: float) -> float:
    """Points of a bar to one of what it shows, so that the longest leaves room for its value."""
    return (WIDTH - room) / (max((float(figure.value) for figure in figures), default=0.0) or 1.0)


def _day(name: str, log: Any) -> Chart:
    """An upright bar for the share of a log's requests in each hour of the day."""
    most, foot = max(figure.value for figure in log.hours), HEAD + UPRIGHT
    bars: list[Bar] = []
    for hour, figure in enumerate(log.hours):
        x, height = SLOT * hour, UPRIGHT * float(figure.value / most)
        text = Length(x + SLOT / 2) if figure.value == most and all(bar.text is None for bar in bars) else None
        y = Length(foot - height)
        bars.append(Bar("hour", figure, Length(x + (SLOT - HOURS) / 2), y, Length(HOURS), text, Length(height)))
    row = Row(log, Length(HEAD - GAP), Length(foot), tuple(bars), log.busiest_hour, end=Length(foot + MIDDLE))
    return Chart(name, "chart-day.svg.j2", log, Length(foot + MIDDLE + GAP), (row,))
