"""On the page, numbers that stand below each other have equally many decimals; in the Markdown they do not."""

import re

from generator.audit import agrees
from generator.page.visible import visible
from tests.conftest import Built


def column(built: Built, caption: str, index: int) -> list[str]:
    """The cells of a column of the page's table with this caption."""
    table = next(part for part in built.page.text.split("<table")[1:] if f"{caption}</em>" in part or caption in part)
    rows = re.findall(r"<tr[^>]*>(.*?)</tr>", table.split("</table>")[0], re.DOTALL)
    return [visible(f"<td>{cell}</td>").strip() for row in rows[1:] for cell in [re.split(r"</t[dh]>", row)[index]]]


def test_a_column_is_written_to_the_decimals_of_its_finest_number(cerebras: Built) -> None:
    cells = [re.sub(r"<[^>]*>", "", one).strip() for one in column(cerebras, "Every load case, per minute.", 1)]
    assert cells == ["~1.2", "5.0", "48.0", "1,050.0", "5,000.0"]


def test_the_markdown_leaves_each_number_as_it_is(cerebras: Built) -> None:
    assert "| Production, worst case | 5,000 | 35,000 |" in cerebras.document.text


def test_what_was_written_anew_still_agrees_with_its_figure(cerebras: Built, foreign: Built) -> None:
    for built in (cerebras, foreign):
        for one in built.page.printed:
            if one.kind == "figure":
                assert agrees(one.text, built.sheet[one.name], one.end), one


def test_a_column_of_different_units_and_one_of_words_stay(cerebras: Built) -> None:
    page = visible(cerebras.page.text)
    assert "Sustained generations per minute and site" in page
    assert "1,000,000.0" not in page
