"""Tables get widths where long names or large figures need them, by what stands in each column, and nowhere else."""

import re

import pytest

from generator.page.tables import LINE, LONGEST_UNBROKEN, PADDING, with_widths

LONG = "withoutabreak" * 5
FIGURE = "1,234,567,890,123"


def table(*rows: tuple[str, ...]) -> str:
    lines = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    return f"<table>\n<caption>C</caption><tbody>{lines}</tbody></table>"


def widths(text: str) -> list[float]:
    return [float(one) for one in re.findall(r"width: ([\d.]+)%", with_widths(text))]


@pytest.mark.parametrize(
    "text", [table(("model", "12")), '<table class="parties"><tr><td>' + LONG + "</td></tr></table>"]
)
def test_a_table_without_need_is_left_to_the_style_sheet(text: str) -> None:
    assert with_widths(text) == text


def test_a_long_name_gets_what_figures_and_short_words_leave() -> None:
    name, figure = widths(table((f'<span class="long">{LONG}</span>', FIGURE), ("short", "1")))
    assert name > 3 * figure
    assert name + figure == pytest.approx(100, abs=0.1)


def test_a_column_is_never_narrower_than_its_longest_figure() -> None:
    cells = (f'<span class="long">{LONG}</span>', *[FIGURE] * 6)
    text = with_widths(table(cells))
    assert '<table class="strained dense">' in text
    first, *rest = widths(table(cells))
    assert len(set(rest)) == 1
    assert rest[0] / 100 * 150 > len(FIGURE)
    assert first / 100 * 150 > LONGEST_UNBROKEN


def test_the_widths_stand_after_the_caption() -> None:
    assert "</caption><colgroup><col " in with_widths(table((f'<span class="long">{LONG}</span>', "1")))


def test_a_table_gets_widths_from_the_first_character_that_no_line_holds() -> None:
    words = ["w" * (LINE - 2 * PADDING - 10), "v" * 10]
    assert with_widths(table(tuple(words))) == table(tuple(words))
    assert '<table class="strained dense">' in with_widths(table((f"{words[0]}w", words[1])))


def test_a_table_without_a_caption_gets_its_widths_first() -> None:
    inside = f'<tbody><tr><td><span class="long">{LONG}</span></td></tr></tbody>'
    assert with_widths(f"<table>{inside}</table>") == (
        f'<table class="strained"><colgroup><col style="width: 100.0%"></colgroup>{inside}</table>'
    )


def test_what_the_columns_leave_of_the_line_is_shared_by_what_each_would_like() -> None:
    # Least widths 20, 4 and 4 and a padding each; 28, 104 and 24 characters would like 8, 100 and 20 more.
    row = (f'<span class="long">{"x" * 28}</span>', " ".join(["word"] * 21), " ".join(["word"] * 5))
    spare = LINE - (20 + 4 + 4 + 3 * PADDING)
    expected = [least + PADDING + spare * wish / 128 for least, wish in ((LONGEST_UNBROKEN, 8), (4, 100), (4, 20))]
    assert widths(table(row)) == [round(100 * one / sum(expected), 1) for one in expected]


def test_a_tag_within_a_cell_takes_no_width() -> None:
    plain = (f'<span class="long">{LONG}</span>', "a b", "c d e")
    tagged = (plain[0], "<strong>a <em>b</em></strong>", "&#99; d e")
    assert widths(table(tagged)) == widths(table(plain))
