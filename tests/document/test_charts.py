"""A chart is drawn to scale: bars are as long as their figures are large."""

import re
from fractions import Fraction
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from fontTools.ttLib import TTFont

from generator.document.audit import align
from generator.document.charts import BAR, DIGIT, GAP, HEAD, ROOM, WIDTH, Chart, Row, charts
from generator.document.marks import printed_in
from generator.document.render import render
from generator.document.views import views
from generator.figures.figure import Figure
from generator.inputs.texts import LONGEST_LABEL
from generator.numerals import numerals
from generator.print.pdf import fonts
from generator.units import COMPACT, write
from tests.conftest import SEED, Built

SVG = "{http://www.w3.org/2000/svg}"


def drawn(built: Built) -> dict[str, Chart]:
    return charts(views(built.proposal, built.sheet))


def value(figure: Figure) -> float:
    return float(Fraction(figure.value))


def test_there_is_a_chart_of_each_page(cerebras: Built, foreign: Built) -> None:
    assert list(drawn(cerebras)) == ["page"]
    assert list(drawn(foreign)) == ["page-1", "page-2"]


def test_the_bars_of_a_chart_are_as_long_as_their_figures_are_large(cerebras: Built) -> None:
    bars = [bar for row in drawn(cerebras)["page"].rows for bar in row.bars]
    scales = {round(bar.width.points / value(bar.figure), 9) for bar in bars if bar.figure.value}
    assert len(scales) == 1
    assert all(bar.width.points == 0 for bar in bars if not bar.figure.value)


def test_the_parts_of_a_bar_follow_each_other_and_make_up_the_whole(cerebras: Built) -> None:
    for row in drawn(cerebras)["page"].rows:
        ends = [0.0, *(bar.x.points + bar.width.points for bar in row.bars)]
        assert [bar.x.points for bar in row.bars] == ends[:-1]
        assert row.total
        assert sum(Fraction(bar.figure.value) for bar in row.bars) == row.total.figure.value


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
    assert {f"{SEED}/page.svg"} == {path for _, path in shown}
    for finding, path in shown:
        assert f"<title>{finding}</title>" in pictures[path].replace("\n</title>", "</title>")


def test_only_the_largest_are_drawn_where_all_would_not_fit(cerebras: Built, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generator.document.charts.MOST_ROWS", 2)
    chart = drawn(cerebras)["page"]
    assert [row.subject.key for row in chart.rows] == ["gpt-oss-120b", "llama-3.3-70b"]
    assert not chart.whole
    assert "page.* Only the largest" not in cerebras.document.text
    assert "Only the largest models are drawn.*" in render(cerebras.proposal, cerebras.sheet).text


def test_rows_stand_below_each_other_within_the_drawing(cerebras: Built) -> None:
    for chart in drawn(cerebras).values():
        tops = [row.label.points for row in chart.rows]
        assert tops[0] == HEAD + 8
        assert len({round(b - a, 6) for a, b in pairwise(tops)}) == 1
        for row, following in zip(chart.rows, [*tops[1:], chart.height.points], strict=True):
            assert row.label.points < row.middle.points < row.foot.points < following


def test_each_value_stands_on_a_line_as_far_above_the_lower_edge_of_its_bar(cerebras: Built) -> None:
    rows = drawn(cerebras)["page"].rows
    assert {bar.y.points + BAR - row.foot.points for row in rows for bar in row.bars} == {2.5}


def test_the_longest_bar_leaves_room_for_its_value(cerebras: Built) -> None:
    bars = [bar for row in drawn(cerebras)["page"].rows for bar in row.bars]
    assert max(bar.x.points + bar.width.points for bar in bars) == pytest.approx(WIDTH - ROOM)


def test_a_label_of_the_widest_latin_letters_is_no_wider_than_a_chart(cerebras: Built) -> None:
    sizes = {ElementTree.fromstring(text).get("font-size") for text in cerebras.document.pictures().values()}
    font = TTFont(fonts() / "SourceSansPro-Semibold.ttf")
    widths = [font["hmtx"][glyph][0] for code, glyph in font.getBestCmap().items() if code < 0x0250]
    (size,) = (float(one or 0) for one in sizes)
    assert max(widths) / font["head"].unitsPerEm * size * LONGEST_LABEL <= WIDTH


def test_a_bar_shows_its_value_where_digits_and_a_gap_fit(cerebras: Built) -> None:
    for bar in (bar for row in drawn(cerebras)["page"].rows for bar in row.bars):
        needed = DIGIT * len(write(bar.figure.value, bar.figure.unit, COMPACT)) + GAP
        middle = bar.x.points + bar.width.points / 2
        assert (bar.text and bar.text.points) == (middle if bar.width.points > needed else None)
