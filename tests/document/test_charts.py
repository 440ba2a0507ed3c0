"""A chart is drawn to scale: bars are as long as their figures are large, dots as far right as their powers of ten."""

import re
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from math import log10
from types import SimpleNamespace
from xml.etree import ElementTree

import pytest
from fontTools.ttLib import TTFont

from generator.document.audit import align
from generator.document.charts import BAR, DIGIT, GAP, HEAD, MOST_ROWS, ROOM, WIDTH, Chart, Row, _demand, charts
from generator.document.marks import printed_in
from generator.document.render import render
from generator.document.views import views
from generator.figures.figure import Figure
from generator.figures.sheet import calculate
from generator.inputs import load
from generator.inputs.quantities import LONGEST_LABEL
from generator.numerals import numerals
from generator.print.pdf import fonts
from generator.units import COMPACT, write
from tests.conftest import ROOT, SEED, Built

SVG = "{http://www.w3.org/2000/svg}"


def drawn(built: Built) -> dict[str, Chart]:
    return charts(views(built.proposal, built.sheet))


def value(figure: Figure) -> float:
    return float(Fraction(figure.value))


def test_the_charts_are_those_of_demand_of_each_page_of_the_peak_and_of_the_savings(
    cerebras: Built, foreign: Built
) -> None:
    assert {"demand", "page", "peak", "savings"} <= drawn(cerebras).keys()
    assert {"demand", "page-1", "page-2", "peak"} <= drawn(foreign).keys()
    assert "savings" not in drawn(foreign)


@pytest.mark.parametrize("name", ["page", "peak", "savings"])
def test_the_bars_of_a_chart_are_as_long_as_their_figures_are_large(cerebras: Built, name: str) -> None:
    bars = [bar for row in drawn(cerebras)[name].rows for bar in row.bars]
    scales = {round(bar.width.points / value(bar.figure), 9) for bar in bars if bar.figure.value}
    assert len(scales) == 1
    assert all(bar.width.points == 0 for bar in bars if not bar.figure.value)


def test_of_more_savings_than_there_is_room_for_the_largest_are_drawn_and_that_is_said(
    monkeypatch: pytest.MonkeyPatch, cerebras: Built
) -> None:
    monkeypatch.setattr("generator.document.charts.MOST_ROWS", 2)
    text = render(cerebras.proposal, cerebras.sheet).text
    assert "alone. Only the largest savings are drawn. Savings still to be measured are not drawn.*" in text
    assert "Only the largest savings" not in cerebras.document.text


def test_the_parts_of_a_bar_follow_each_other_and_make_up_the_whole(cerebras: Built) -> None:
    for row in drawn(cerebras)["page"].rows:
        ends = [0.0, *(bar.x.points + bar.width.points for bar in row.bars)]
        assert [bar.x.points for bar in row.bars] == ends[:-1]
        assert sum(Fraction(bar.figure.value) for bar in row.bars) == row.dots[0].figure.value


def test_a_dot_stands_where_the_logarithm_of_its_figure_does(cerebras: Built) -> None:
    rows = drawn(cerebras)["demand"].rows
    dots = sorted((log10(value(dot.figure)), dot.x.points) for row in rows for dot in row.dots)
    (least, left), (most, right) = dots[0], dots[-1]
    for power, x in dots:
        assert x == pytest.approx(left + (power - least) / (most - least) * (right - left))


def test_grid_lines_stand_at_the_powers_of_ten_and_each_is_labelled_with_its_own(cerebras: Built) -> None:
    chart = drawn(cerebras)["demand"]
    said = [write(line.figure.value, line.figure.unit, COMPACT) for line in chart.grid]
    assert said == ["10K", "100K", "1M", "10M", "100M"]
    steps = {round(right.x.points - left.x.points, 6) for left, right in pairwise(chart.grid)}
    assert len(steps) == 1
    by_name = {row.subject.key: row for row in chart.rows}
    decade = log10(value(by_name["production.worst"].dots[1].figure) / value(by_name["demo.peak"].dots[1].figure))
    apart = by_name["production.worst"].dots[1].x.points - by_name["demo.peak"].dots[1].x.points
    assert apart / decade == pytest.approx(steps.pop())


def test_a_grid_line_stands_where_a_dot_of_its_value_would(cerebras: Built) -> None:
    chart = drawn(cerebras)["demand"]
    places = [(log10(value(one.figure)), one.x.points) for one in (*chart.rows[1].dots, *chart.rows[4].dots)]
    (least, left), (most, right) = min(places), max(places)
    for line in chart.grid:
        share = (log10(value(line.figure)) - least) / (most - least)
        assert line.x.points == pytest.approx(left + share * (right - left))


@pytest.mark.parametrize(("least", "most", "lines"), [(1_000, 100_000, 3), (1_001, 99_999, 1), (1_001, 9_999, 0)])
def test_a_scale_has_the_grid_lines_from_its_least_value_to_its_greatest(
    cerebras: Built, least: int, most: int, lines: int
) -> None:
    one = cerebras.sheet["demo.peak.tokens_per_minute"]
    uncached, total = (
        replace(one, value=Fraction(end), low=Fraction(end), high=Fraction(end)) for end in (least, most)
    )
    case = SimpleNamespace(tokens_per_minute=total, uncached_tokens_per_minute=uncached)
    names = views(cerebras.proposal, cerebras.sheet)
    assert len(_demand([case], names["grid_lines"]).grid) == lines


def test_the_labels_of_the_grid_stand_below_it_and_it_below_the_rows(cerebras: Built) -> None:
    chart = drawn(cerebras)["demand"]
    assert chart.rows[-1].foot.points < chart.floor.points < chart.height.points - 8


def test_a_range_is_drawn_from_its_low_to_its_high(cerebras: Built) -> None:
    ranged = {str(row.subject.key): row for row in drawn(cerebras)["demand"].rows if all(dot.low for dot in row.dots)}
    assert sorted(ranged) == ["demo.sustained", "production.peak"]
    uncached, total = ranged["production.peak"].dots
    assert total.low == total.x  # its likely value is its low one
    for dot in (uncached, total, *ranged["demo.sustained"].dots):
        assert dot.low is not None
        assert dot.high is not None
        assert dot.low.points <= dot.x.points < dot.high.points
        wide = log10(float(Fraction(dot.figure.high) / Fraction(dot.figure.low)))
        grid = drawn(cerebras)["demand"].grid
        assert dot.high.points - dot.low.points == pytest.approx(wide * (grid[1].x.points - grid[0].x.points))


def test_a_figure_without_a_range_has_none_drawn(cerebras: Built) -> None:
    dots = [dot for row in drawn(cerebras)["demand"].rows for dot in row.dots if dot.figure.low == dot.figure.high]
    assert len(dots) == 3  # the uncached tokens of every case rest on a range of a component
    assert all(dot.low is None and dot.high is None for dot in dots)


def test_the_caption_speaks_of_ranges_where_some_are_drawn(cerebras: Built, foreign: Built) -> None:
    for built, ranged in ((cerebras, True), (foreign, False)):
        assert drawn(built)["demand"].ranged is ranged
        assert ("a line through the dot is the range" in built.document.text) is ranged
        picture = built.document.pictures()[f"{built.document.name}/demand.svg"]
        assert ("a line through a dot is its range" in picture) is ranged


def test_ranges_that_overlap_stand_below_each_other_and_values_beside_them(cerebras: Built) -> None:
    for row in drawn(cerebras)["demand"].rows:
        uncached, total = row.dots
        assert uncached.y.points + 6 < total.y.points
        assert uncached.text.points == (uncached.low or uncached.x).points - GAP
        assert total.text.points == (total.high or total.x).points + GAP
        assert uncached.y.points < uncached.foot.points < total.foot.points


def overlapping(rows: tuple[Row, ...]) -> list[str]:
    return [
        str(bar.figure) for row in rows for bar in row.bars if bar.text and str(bar.figure) and bar.width.points < 12
    ]


def test_a_bar_too_short_for_its_value_goes_without(cerebras: Built) -> None:
    rows = drawn(cerebras)["page"].rows
    assert overlapping(rows) == []
    assert [bool(bar.text) for row in rows for bar in row.bars] == [True] * 6 + [False] * 3


@pytest.mark.parametrize("proposal", ["cerebras", "foreign"])
def test_every_numeral_of_a_drawing_is_a_printed_figure_or_part_of_a_name(
    proposal: str, request: pytest.FixtureRequest
) -> None:
    document = request.getfixturevalue(proposal).document
    for name, marked in document.charts.items():
        root = ElementTree.fromstring(document.pictures()[f"{document.name}/{name}.svg"])
        text = "\n".join("".join(node.itertext()) for node in root.iter(f"{SVG}text"))
        title = root.find(f"{SVG}title")
        assert title is not None
        said = f"{''.join(title.itertext())}\n{text}"
        assert list(align(numerals(said), printed_in(marked, document.printed), name)) == []


def test_a_drawing_says_what_it_shows_and_sets_its_typeface(cerebras: Built) -> None:
    for text in cerebras.document.pictures().values():
        root = ElementTree.fromstring(text)
        assert root.get("role") == "img"
        assert (root.get("font-family") or "").startswith("Source Sans Pro")
        assert len((root.findtext(f"{SVG}title") or "").split()) > 5
        assert root.findtext(f"{SVG}desc")


def test_the_markdown_shows_the_same_file_with_the_finding_as_its_alternative_text(cerebras: Built) -> None:
    shown = re.findall(r"^!\[(.*)\]\((.*)\)$", cerebras.document.text, re.MULTILINE)
    pictures = cerebras.document.pictures()
    assert {f"{SEED}/{name}.svg" for name in ("page", "demand", "peak", "savings")} <= {path for _, path in shown}
    for finding, path in shown:
        assert f"<title>{finding}</title>" in pictures[path].replace("\n</title>", "</title>")


def test_hostile_names_stay_text_in_a_drawing() -> None:
    nasty = "\"</text><script>alert(1)</script>&<image href='file:///x'/>\""
    proposal = load(ROOT / "tests" / "proposals" / "seed", {"savings.tiered-generation.label": nasty})
    text = render(proposal, calculate(proposal)).pictures()["seed/savings.svg"]
    tags = {node.tag.removeprefix(SVG) for node in ElementTree.fromstring(text).iter()}
    assert tags == {"svg", "title", "desc", "style", "g", "rect", "text"}


def test_only_the_largest_are_drawn_where_all_would_not_fit() -> None:
    case = (
        "c{0}: {{label: Case {0}, description: Among many., generations_per_minute: {0}, source: {{assumed: tried}}}}"
    )
    cases = ", ".join(case.format(number) for number in range(1, MOST_ROWS + 3))
    changes = {"scenarios.demo.load_cases": f"{{{cases}}}", "proposal.request.beside": "{demo.c5: {included: false}}"}
    proposal = load(ROOT / "tests" / "proposals" / "seed", changes)
    sheet = calculate(proposal)
    chart = charts(views(proposal, sheet))["demand"]
    assert len(chart.rows) == MOST_ROWS
    assert not chart.whole
    assert "Only the largest cases are drawn." in render(proposal, sheet).text


NIGHT = "{{night: {{label: Night, description: Few ask., generations_per_minute: {}, source: {{assumed: tried}}}}}}"
NO_PLACE = "A case without uncached tokens has no place on such a scale."
FROM_NOTHING = "A range that begins at nothing is drawn from its dot on."


def with_night(rate: str) -> tuple[Chart, str]:
    """The chart of demand and the document where a case at night has that rate."""
    changes = {"scenarios.demo.load_cases": NIGHT.format(rate), "proposal.request.beside": "{}"}
    proposal = load(ROOT / "tests" / "proposals" / "seed", changes)
    sheet = calculate(proposal)
    return charts(views(proposal, sheet))["demand"], render(proposal, sheet).text


@pytest.mark.parametrize("rate", ["0", "{low: 0, likely: 0, high: 3}"])
def test_a_case_that_asks_for_nothing_has_no_place_on_the_scale_and_the_caption_says_so(rate: str) -> None:
    chart, text = with_night(rate)
    assert [str(row.subject.label) for row in chart.rows if "Night" in row.subject.label] == []
    assert (chart.placed, chart.whole) == (False, True)
    assert NO_PLACE in text
    assert "Only the largest cases are drawn." not in text


def test_a_case_that_may_ask_for_nothing_is_drawn_from_its_dot_on() -> None:
    chart, text = with_night("{low: 0, likely: 2, high: 3}")
    (night,) = (row for row in chart.rows if row.subject.label == "Night")
    for dot in night.dots:
        assert dot.low is not None
        assert dot.high is not None
        assert dot.low.points == dot.x.points < dot.high.points
    assert (chart.placed, chart.whole, chart.from_nothing) == (True, True, True)
    assert FROM_NOTHING in text
    assert NO_PLACE not in text


def test_a_caption_says_nothing_of_what_the_chart_has_not(cerebras: Built) -> None:
    assert FROM_NOTHING not in cerebras.document.text
    assert NO_PLACE not in cerebras.document.text


def test_rows_stand_below_each_other_within_the_drawing(cerebras: Built) -> None:
    for chart in drawn(cerebras).values():
        tops = [row.label.points for row in chart.rows]
        assert tops[0] == HEAD + 8
        assert len({round(b - a, 6) for a, b in pairwise(tops)}) == 1
        for row, following in zip(chart.rows, [*tops[1:], chart.height.points], strict=True):
            assert row.label.points < row.middle.points < row.foot.points < following


def test_each_value_stands_on_a_line_as_far_above_the_lower_edge_of_its_bar(cerebras: Built) -> None:
    chart = drawn(cerebras)
    lines = [(row.foot, bar) for name in ("page", "peak") for row in chart[name].rows for bar in row.bars]
    for row in chart["savings"].rows:
        lines += zip((row.middle, row.foot), row.bars, strict=True)
    assert {bar.y.points + BAR - line.points for line, bar in lines} == {2.5}


@pytest.mark.parametrize("name", ["page", "peak", "savings"])
def test_the_longest_bar_leaves_room_for_its_value(cerebras: Built, name: str) -> None:
    bars = [bar for row in drawn(cerebras)[name].rows for bar in row.bars]
    assert max(bar.x.points + bar.width.points for bar in bars) == pytest.approx(WIDTH - ROOM)


def test_the_scale_of_demand_takes_the_width_but_for_the_room_of_a_value_on_either_side(cerebras: Built) -> None:
    rows = drawn(cerebras)["demand"].rows
    places = [x.points for row in rows for dot in row.dots for x in (dot.x, dot.low, dot.high) if x]
    assert [min(places), max(places)] == pytest.approx([ROOM, WIDTH - ROOM])


def test_a_label_of_the_widest_latin_letters_is_no_wider_than_a_chart(cerebras: Built) -> None:
    sizes = {ElementTree.fromstring(text).get("font-size") for text in cerebras.document.pictures().values()}
    font = TTFont(fonts() / "SourceSansPro-Semibold.ttf")
    widths = [font["hmtx"][glyph][0] for code, glyph in font.getBestCmap().items() if code < 0x0250]
    (size,) = (float(one or 0) for one in sizes)
    assert max(widths) / font["head"].unitsPerEm * size * LONGEST_LABEL <= WIDTH


def test_a_bar_shows_its_value_where_digits_and_a_gap_fit(cerebras: Built) -> None:
    for name in ("page", "peak"):
        for bar in (bar for row in drawn(cerebras)[name].rows for bar in row.bars):
            needed = DIGIT * len(write(bar.figure.value, bar.figure.unit, COMPACT)) + GAP
            middle = bar.x.points + bar.width.points / 2
            assert (bar.text and bar.text.points) == (middle if bar.width.points > needed else None)
