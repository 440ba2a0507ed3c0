"""On the page, the decimal points of numbers that stand below each other do so too; no word is changed."""

import re
from pathlib import Path

import pypdfium2
import pytest

from generator.document.marks import plain
from generator.document.templates import FOLDER as TEMPLATES
from generator.print.columns import with_points_aligned
from generator.print.html import Html, to_body
from generator.print.pdf import to_pdf
from generator.print.tables import with_widths
from generator.units import MOST_DECIMALS
from tests.conftest import Built

STYLES = [TEMPLATES / name for name in ("style.css", "screen.css")]


def table(*numbers: str) -> str:
    """A table with a column of numbers."""
    rows = "".join(f'<tr><th scope="row">a</th><td class="right">{one}</td><td>b</td></tr>' for one in numbers)
    head = '<tr><th scope="col">Name</th><th scope="col" class="right">RPM 2.5</th><th scope="col">c</th></tr>'
    return f"<table><thead>{head}</thead><tbody>{rows}</tbody></table>"


def lacks(*numbers: str) -> list[str]:
    """What the cells of a column say that their numbers lack."""
    cells = re.findall(r'<td class="(.*?)"', with_points_aligned(table(*numbers)))
    return [one.removeprefix("right").strip() for one in cells]


def test_a_number_with_fewer_decimals_tells_which_of_them_it_lacks() -> None:
    whole = "lacks-2 lacks-point"
    assert lacks("~1.2", "5", "1,050", "~0.25") == ["lacks-1", whole, whole, ""]


def test_a_mark_of_what_is_printed_a_bold_number_a_range_and_none_are_read_as_what_they_show() -> None:
    mark, bold, whole = "\ue000\ue010\ue0017\ue002", "<strong>−8</strong>", "lacks-2 lacks-point"
    assert lacks(mark, bold, "1.5–2.25", "–") == [whole, whole, "", ""]


@pytest.mark.parametrize("other", ["10%", "~1.5K", "5 sites", "to be agreed", ""])
def test_a_column_that_holds_anything_else_stays(other: str) -> None:
    assert with_points_aligned(table("1.5", other, "2")) == table("1.5", other, "2")


def test_no_word_of_a_document_is_changed(cerebras: Built) -> None:
    body = to_body(cerebras.document)
    aligned = with_points_aligned(body)
    assert '<td class="right lacks-1 lacks-point">1,050</td>' in plain(aligned)
    assert re.sub(" lacks-(?:[0-9]|point)", "", aligned) == body


@pytest.mark.parametrize("style", STYLES, ids=lambda path: path.name)
def test_a_style_sheet_leaves_room_for_as_many_decimals_as_are_written(style: Path) -> None:
    rooms = re.findall(
        r'\.lacks-(\d)::after \{ content: ""; padding-left: (\d)ch; \}', style.read_text(encoding="utf-8")
    )
    assert rooms == [(str(one), str(one)) for one in range(1, MOST_DECIMALS + 1)]


def test_in_print_the_points_stand_below_each_other() -> None:
    body = with_widths(with_points_aligned(table("1.25", "98", "123.5")))
    page = f'<html lang="en"><head><title>T</title></head><body><main>{body}</main></body></html>'
    with pypdfium2.PdfDocument(to_pdf(Html(page, (), ""), "a4")) as pdf:
        text = pdf[0].get_textpage()
        ends = {number: _end(text, number) for number in ("1.", "98", "123.")}
    assert ends["1."] == pytest.approx(ends["123."], abs=0.1)
    # The point itself is a quarter as wide as the type is high, nine points.
    assert ends["98"] == pytest.approx(ends["1."] - 9 / 4, abs=0.3)


def _end(text: pypdfium2.PdfTextPage, number: str) -> float:
    """Where the last visible character of a number ends on the page, in points."""
    start = text.get_text_range().index(number)
    return float(text.get_charbox(start + len(number) - 1, loose=True)[2])
