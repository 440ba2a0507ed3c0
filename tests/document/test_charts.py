"""A chart is drawn to scale, says what to see above it, and can be read on any page."""

import re
from collections.abc import Callable
from fractions import Fraction
from itertools import pairwise
from types import SimpleNamespace
from xml.etree import ElementTree

import pytest
from fontTools.ttLib import TTFont

from generator.document.appendices import assumptions
from generator.document.audit import align
from generator.document.charts import (
    BAR,
    COLUMNS,
    DARK,
    DIGIT,
    GAP,
    HEAD,
    ROOM,
    TALL,
    TOLD,
    WIDTH,
    Chart,
    Row,
    _limits,
    _moves,
    _use,
    charts,
)
from generator.document.marks import printed_in
from generator.document.render import render
from generator.document.views import views
from generator.figures.figure import Figure
from generator.inputs.texts import LONGEST_LABEL
from generator.numerals import numerals
from generator.print.printer import fonts
from generator.units import COMPACT, write
from tests.conftest import SEED, Built

SVG = "{http://www.w3.org/2000/svg}"


def drawn(built: Built) -> dict[str, Chart]:
    return charts(views(built.proposal, built.sheet) | {"assumptions": assumptions(built.proposal, built.sheet)})


def value(figure: Figure) -> float:
    return float(Fraction(figure.value))


def test_there_is_a_chart_of_each_page_of_the_limits_of_a_months_use_and_of_moves(
    cerebras: Built, foreign: Built
) -> None:
    assert list(drawn(cerebras))[:4] == ["page", "limits", "use", "moves"]  # and what is added stands after them
    assert {"page-1", "page-2"} <= drawn(foreign).keys()


def test_what_is_not_known_and_a_use_of_none_or_more_than_all_is_not_drawn() -> None:
    assert _limits("limits", SimpleNamespace(models=[SimpleNamespace(limited=False)])).rows == ()
    unknown = SimpleNamespace(known=SimpleNamespace(mean_share_of_request=False))
    assert _use("use", SimpleNamespace(headline=SimpleNamespace(of=unknown))).rows == ()
    for share in (Fraction(0), Fraction(6, 5)):
        known = SimpleNamespace(mean_share_of_request=True)
        used = SimpleNamespace(known=known, mean_share_of_request=SimpleNamespace(value=share))
        assert _use("use", SimpleNamespace(headline=SimpleNamespace(of=used))).rows == ()


def test_what_is_requested_is_drawn_beside_both_default_limits_to_one_scale(cerebras: Built) -> None:
    rows = drawn(cerebras)["limits"].rows
    bars = [bar for row in rows for bar in row.bars]
    assert [bar.kind for bar in rows[0].bars] == ["default", "default_of_input", "requested"]
    assert len({round(bar.width.points / value(bar.figure), 9) for bar in bars}) == 1
    assert max(bar.width.points for bar in bars) == pytest.approx(WIDTH - TOLD)
    for row in rows:
        assert row.total == row.bars[-1].figure
        assert row.text.points == max(bar.width.points for bar in row.bars) + GAP


def test_a_model_above_its_default_limit_is_drawn_and_told_in_the_color_of_warning(cerebras: Built) -> None:
    picture = cerebras.document.pictures()[f"{SEED}/limits.svg"]
    over = [row.subject.key for row in drawn(cerebras)["limits"].rows if row.subject.exceeds_default_total.likely]
    assert over == ["gpt-oss-120b"]
    assert picture.count('height="11" fill="#d9663a"') == len(over)
    assert "*gpt-oss-120b needs more than the default total limit.*" in cerebras.document.text


def test_the_use_of_a_month_is_as_wide_as_its_share_of_the_reservation(cerebras: Built) -> None:
    (row,) = drawn(cerebras)["use"].rows
    (bar,) = row.bars
    share = cerebras.sheet["scenarios.production.mean_share_of_request"]
    assert bar.width.points / WIDTH == pytest.approx(value(share)) == pytest.approx(0.045, abs=0.001)
    assert bar.height.points == TALL


def test_the_title_of_a_page_names_the_model_that_takes_most(cerebras: Built) -> None:
    chart = drawn(cerebras)["page"]
    assert chart.largest.key == "gpt-oss-120b"
    assert value(chart.largest.tokens_per_page) == max(value(row.total) for row in chart.rows)
    assert "*gpt-oss-120b takes more of a page than any other model.*" in cerebras.document.text


def test_a_move_is_drawn_to_its_side_of_where_nothing_moves_and_the_farthest_stands_first(cerebras: Built) -> None:
    rows = drawn(cerebras)["moves"].rows
    effects = [value(row.total) for row in rows]
    assert effects == sorted(effects, reverse=True)
    zero = rows[0].text.points
    scale = (WIDTH - COLUMNS) / (max(far(rows, max)) - min(far(rows, min)))
    for row in rows:
        for bar in row.bars:
            key = {"total": "tokens", "uncached": "uncached_tokens"}[bar.kind]
            ends = [value(getattr(row.subject, f"{key}_at_{end}")) for end in ("low", "high")]
            assert bar.x.points == pytest.approx(zero + min(*ends, 0) * scale)
            assert bar.width.points == pytest.approx((max(*ends, 0) - min(*ends, 0)) * scale)
            assert bar.width.points > 0
    bars = [bar for row in rows for bar in row.bars]
    assert max(bar.x.points + bar.width.points for bar in bars) == pytest.approx(WIDTH - COLUMNS)
    assert min(bar.x.points for bar in bars) == pytest.approx(0)


def far(rows: tuple[Row, ...], pick: Callable[..., float]) -> list[float]:
    names = [f"{key}_at_{end}" for key in ("tokens", "uncached_tokens") for end in ("low", "high")]
    return [pick(0.0, *(value(getattr(row.subject, name)) for name in names)) for row in rows]


def test_a_request_that_rests_on_nothing_has_no_chart_of_moves() -> None:
    assert _moves([]).rows == ()


def test_every_color_of_a_drawing_is_another_where_the_screen_is_dark_and_it_stands_on_a_plate(cerebras: Built) -> None:
    for text in cerebras.document.pictures().values():
        used = set(re.findall(r'(?:fill|stroke)="(#\w+)"', text))
        assert used <= DARK.keys()
        style, plate = text.index("prefers-color-scheme: dark"), text.index('class="plate"')
        assert style < plate < text.index("<text")
        left, top, width, height = map(float, re.findall(r'viewBox="(.*?)"', text)[0].split())
        assert f'x="{left:g}" y="{top:g}"' in text
        assert (width, height) > (WIDTH, 0)


def test_the_bars_of_a_chart_are_as_long_as_their_figures_are_large(cerebras: Built) -> None:
    bars = [bar for row in drawn(cerebras)["page"].rows for bar in row.bars]
    scales = {round(bar.width.points / value(bar.figure), 9) for bar in bars if bar.figure.value}
    assert len(scales) == 1
    assert all(bar.width.points == 0 for bar in bars if not bar.figure.value)


def test_the_parts_of_a_bar_follow_each_other_and_make_up_the_whole(cerebras: Built) -> None:
    for row in drawn(cerebras)["page"].rows:
        ends = [0.0, *(bar.x.points + bar.width.points for bar in row.bars)]
        assert [bar.x.points for bar in row.bars] == ends[:-1]
        assert sum(Fraction(bar.figure.value) for bar in row.bars) == row.total.value


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
    assert {f"{SEED}/{name}.svg" for name in ("page", "limits", "use", "moves")} <= {path for _, path in shown}
    for finding, path in shown:
        assert f"<title>{finding}</title>" in pictures[path].replace("\n</title>", "</title>")


def test_only_the_largest_are_drawn_where_all_would_not_fit(cerebras: Built, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generator.document.charts.MOST_ROWS", 2)
    chart = drawn(cerebras)["page"]
    assert [row.subject.key for row in chart.rows] == ["gpt-oss-120b", "llama-3.3-70b"]
    assert not chart.whole
    assert "only the largest" not in cerebras.document.text
    assert render(cerebras.proposal, cerebras.sheet).text.count("; only the largest models are drawn.*") == 2


def test_rows_stand_below_each_other_within_the_drawing(cerebras: Built) -> None:
    for chart in (one for one in drawn(cerebras).values() if one.name != "use"):
        tops = [row.label.points for row in chart.rows]
        assert tops[0] == HEAD + 8
        assert len({round(b - a, 6) for a, b in pairwise(tops)}) == 1
        for row, following in zip(chart.rows, [*tops[1:], chart.height.points], strict=True):
            assert row.label.points < row.bars[0].y.points < row.foot.points < following


def test_each_value_stands_on_a_line_as_far_above_the_lower_edge_of_its_bar(cerebras: Built) -> None:
    rows = drawn(cerebras)["page"].rows
    assert {bar.y.points + BAR - row.foot.points for row in rows for bar in row.bars} == {2.5}


def test_the_longest_bar_leaves_room_for_its_value(cerebras: Built) -> None:
    bars = [bar for row in drawn(cerebras)["page"].rows for bar in row.bars]
    assert max(bar.x.points + bar.width.points for bar in bars) == pytest.approx(WIDTH - ROOM)


def test_a_name_of_the_widest_letters_is_no_wider_than_a_chart(cerebras: Built) -> None:
    sizes = {ElementTree.fromstring(text).get("font-size") for text in cerebras.document.pictures().values()}
    font = TTFont(fonts() / "SourceSansPro-Regular.ttf")
    widths = [font["hmtx"][glyph][0] for code, glyph in font.getBestCmap().items() if 0x20 < code < 0x7F]
    (size,) = (float(one or 0) for one in sizes)
    assert max(widths) / font["head"].unitsPerEm * size * LONGEST_LABEL <= WIDTH


def test_a_bar_shows_its_value_where_digits_and_a_gap_fit(cerebras: Built) -> None:
    for bar in (bar for row in drawn(cerebras)["page"].rows for bar in row.bars):
        needed = DIGIT * len(write(bar.figure.value, bar.figure.unit, COMPACT)) + GAP
        middle = bar.x.points + bar.width.points / 2
        assert (bar.text and bar.text.points) == (middle if bar.width.points > needed else None)
