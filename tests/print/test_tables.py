"""Each column of a table gets its width by what stands in it; no figure, and no short word, leaves its column."""

import re
import string

import pytest
from fontTools.ttLib import TTFont

from generator.print.html import Html
from generator.print.pdf import FONTS, fonts, to_pdf
from generator.print.tables import LINE, LONGEST_UNBROKEN, LONGEST_WHOLE, NUMBERS, PADDING, WIDTHS, with_widths
from tests.print.looks import outside, overlapping

LONG = "withoutabreak" * 5
FIGURE = "1,234,567,890,123"
SENTENCE = "as it is known of it " * 4


def table(*rows: tuple[str, ...], head: tuple[str, ...] = ()) -> str:
    """A table of texts; what begins with a digit is set to the right."""
    first = "".join(f'<th scope="col">{cell}</th>' for cell in head or rows[0])
    lines = "".join(f"<tr>{''.join(_cell(cell) for cell in row)}</tr>" for row in rows)
    return f"<table>\n<caption>C</caption><thead><tr>{first}</tr></thead><tbody>{lines}</tbody></table>"


def _cell(text: str) -> str:
    kind = "right" if " " in text else "right n"
    return f'<td class="{kind}">{text}</td>' if text[:1].isdigit() else f"<td>{text}</td>"


def widths(text: str) -> list[float]:
    return [float(one) for one in re.findall(r"width: ([\d.]+)%", with_widths(text))]


def printed(text: str) -> bytes:
    page = f'<html lang="en"><head><title>T</title></head><body><main>{with_widths(text)}</main></body></html>'
    return to_pdf(Html(page, (), ""), "a4")


def test_a_table_of_the_cover_is_left_to_the_style_sheet() -> None:
    text = f'<table class="parties"><tr><td>{LONG}</td></tr></table>'
    assert with_widths(text) == text


def test_the_widths_stand_after_the_caption_and_are_all_of_the_line() -> None:
    text = table(("model", "12", "3,456"))
    widened = with_widths(text)
    assert re.search(r'</caption><colgroup>(<col style="width: [\d.]+%">){3}</colgroup><thead>', widened)
    assert widened.count("<caption>") == 1
    assert sum(widths(text)) == pytest.approx(100, abs=0.02)


def test_a_table_without_a_caption_gets_its_widths_first() -> None:
    inside = "<tbody><tr><td>model</td></tr></tbody>"
    assert with_widths(f"<table>{inside}</table>") == (
        f'<table><colgroup><col style="width: 100.00%"></colgroup>{inside}</table>'
    )


@pytest.mark.parametrize("columns", [3, 4, 5, 6, 7])
def test_columns_of_numbers_are_equally_wide_and_narrower_the_more_there_are(columns: int) -> None:
    name, *numbers = widths(table(("model", *["12"] * (columns - 1)), ("another", *["3,456"] * (columns - 1))))
    assert {*numbers} == {round(100 * NUMBERS[columns] / LINE, 2)}
    assert name > max(numbers)


def test_a_wide_name_widens_no_column_of_numbers() -> None:
    _, *usual = widths(table(("name", "12", "13", "14", "15", "16")))
    _, *beside = widths(table(("w" * 12, "12", "13", "14", "15", "16")))
    assert beside == usual


def test_a_wider_number_widens_all_columns_of_numbers_where_there_is_room() -> None:
    _, *usual = widths(table(("model", "12", "13", "14", "15")))
    _, *wide = widths(table(("model", "12", "1,234,567,890,123,456", "14", "15")))
    assert len({*usual}) == len({*wide}) == 1
    assert wide[0] > usual[0]


def test_a_wider_number_widens_its_own_column_where_there_is_none() -> None:
    _, number, figure, *_ = widths(table(("model", "12", FIGURE * 2, "13", "14", "15", "16")))
    assert figure > 5 * number


def test_the_second_of_two_columns_is_set_as_words_are_though_it_is_of_numbers() -> None:
    assert widths(table((SENTENCE, "12"), ("model", "13 " + SENTENCE)))[1] > 40


def test_what_the_columns_leave_is_shared_by_what_each_would_like() -> None:
    one, other, short = widths(table((SENTENCE, SENTENCE * 2, "name")))
    assert other > 1.5 * one > 3 * short


def test_a_short_text_stays_whole_beside_a_long_one() -> None:
    short = " ".join(["a"] * (LONGEST_WHOLE // 2)) + "a"
    whole, _ = widths(table((short, SENTENCE * 9)))
    assert widths(table((short, SENTENCE * 9), ("a", "x"), head=("a", "x")))[0] == whole
    broken, _ = widths(table((f"{short}b", SENTENCE * 9)))
    assert whole / 100 * LINE > sum(WIDTHS.get(letter, 1) for letter in short) + PADDING
    assert broken < whole


def test_the_head_of_a_column_is_broken_into_its_words() -> None:
    rest = SENTENCE * 9
    assert (
        widths(table(("a", rest), head=("so many words", "x")))[0]
        < widths(table(("so many words", rest), head=("a", "x")))[0]
    )


def test_the_longest_word_of_a_head_is_not_broken() -> None:
    column, _ = widths(table(("a", SENTENCE * 9), head=("x wwwwwwwwwwww y", "b")))
    assert column / 100 * LINE >= 12 * WIDTHS["w"] + PADDING


def test_a_name_that_must_not_break_has_room_for_all_of_it() -> None:
    text = table(("a name of some words that stays whole", SENTENCE * 9)).replace("<td>a name", '<td class="n">a name')
    assert widths(text)[0] / 100 * LINE > 30


def test_a_column_without_words_is_narrow() -> None:
    assert widths(table(("", SENTENCE), head=("", "x")))[0] < 10


def test_a_long_name_that_looks_like_a_tag_takes_its_width() -> None:
    tag, name = (
        f'<span class="long">{one}aaaaaaaaaaaaaaaaaaaaaaaa</span>' for one in ("&lt;aaaaaaaa&gt;", "oaaaaaaaao")
    )
    assert widths(table((tag, SENTENCE * 9)))[0] == pytest.approx(widths(table((name, SENTENCE * 9)))[0], abs=3)


def test_a_tag_within_a_cell_takes_no_width() -> None:
    plain = (f'<span class="long">{LONG}</span>', "a b", "c d e")
    tagged = (plain[0], "<strong>a <em>b</em></strong>", "&#99; d e")
    assert widths(table(tagged)) == widths(table(plain))


def test_a_long_name_gets_what_figures_and_short_words_leave() -> None:
    name, figure, word = widths(table((f'<span class="long">{LONG}</span>', FIGURE, "word")))
    assert name > 2 * figure
    assert figure > word


def test_a_table_that_a_line_would_not_hold_is_set_in_smaller_type() -> None:
    cells = (f'<span class="long">{LONG}</span>', *[FIGURE] * 5)
    assert '<table class="strained dense">' in with_widths(table((*cells, FIGURE)))
    assert '<table class="strained">' in with_widths(table(cells))
    assert "strained" not in with_widths(table(("name", *cells[1:])))


def test_no_letter_is_taken_for_narrower_than_it_is() -> None:
    for file in FONTS:
        font = TTFont(fonts() / file)
        names, advances = font.getBestCmap(), font["hmtx"]
        figure = advances[names[ord("0")]][0]
        for letter in string.ascii_letters + string.digits + string.punctuation + "–−×~“”’…":
            assert advances[names[ord(letter)]][0] / figure <= WIDTHS.get(letter, 1) * 1.1, (file, letter)


@pytest.mark.parametrize(
    "word",
    ["maximummaximum", "WWWWWWWWWW", "HANDOUGHQUOD", "1,234,567,890", "tokens/request", "illi" * LONGEST_UNBROKEN],
)
def test_no_text_is_printed_over_another(word: str) -> None:
    cell = f'<span class="long">{word}</span>' if len(word) > LONGEST_UNBROKEN else word
    rows = [(SENTENCE, "per minute", cell, "12"), ("one", SENTENCE, cell, "3,456"), (cell, cell, "x", FIGURE)]
    data = printed(table(*rows, head=("Name", "Unit", "Text", "Number of these")))
    assert [*overlapping(data), *outside(data)] == []


def test_a_text_that_leaves_its_column_would_be_seen_over_the_next() -> None:
    narrow = table(("W" * 30, "next"), head=("A", "B")).replace(
        "</caption>", '</caption><colgroup><col style="width: 5%"><col></colgroup>'
    )
    page = f'<html lang="en"><head><title>T</title></head><body>{narrow}</body></html>'
    assert [*overlapping(to_pdf(Html(page, (), ""), "a4"))] != []
