"""The print is held against its HTML word by word, and so is the page for the screen: what is planted is found."""

import re
from dataclasses import replace

import pytest

from generator.document.marks import Printed
from generator.document.templates import INSTALLED
from generator.figures.figure import Sheet
from generator.print.audit import (
    Page,
    Pdf,
    audit_html,
    audit_pdf,
    audit_screen,
    audit_text,
    audit_words,
    read_pdf,
)
from generator.print.html import Html
from generator.print.pdf import to_pdf
from generator.print.screen import Screen
from tests.altered import with_text
from tests.conftest import Built


def test_a_true_page_and_its_print_have_no_findings(cerebras: Built, cerebras_pdf: bytes) -> None:
    assert audit_html(cerebras.page, cerebras.sheet) == []
    assert audit_pdf(cerebras_pdf, cerebras.page) == []


@pytest.mark.parametrize(
    ("right", "wrong", "says"),
    [
        ("need 8.12M", "need 8.13M", "8.13M stands where 8.12M"),
        ("need 8.12M", "need", "8.12M (figure request.uncached_input_tokens_per_minute) is missing"),
        ("Load cases", "Load cases 4", "4 is traced to no figure"),
    ],
)
def test_a_digit_planted_in_the_html_is_named(cerebras: Built, right: str, wrong: str, says: str) -> None:
    assert right in cerebras.page.text
    page = replace(cerebras.page, text=cerebras.page.text.replace(right, wrong))
    assert any(says in str(one) for one in audit_html(page, cerebras.sheet))


def test_digits_planted_in_the_print_are_named_with_their_page(small: Built, small_pdf: bytes) -> None:
    data, _ = with_text(small_pdf, "Writes every letter", "Writes seven letter")
    other, page = with_text(data, "8,058,600", "8,058,006")
    findings = [str(one) for one in audit_pdf(other, small.page)]
    assert any(one.startswith(f"page {page}: 8,058,006 stands where 8,058,600") for one in findings)
    assert any("seven is traced to no figure" in one or "seven stands where" in one for one in findings)


def test_words_that_differ_without_a_numeral_are_named_as_well(cerebras: Built, cerebras_pdf: bytes) -> None:
    page = replace(cerebras.page, text=cerebras.page.text.replace("Query deduplication", "Query repetition", 1))
    assert any(
        "reads 'deduplication' where the HTML has 'repetition'" in str(one) for one in audit_pdf(cerebras_pdf, page)
    )


def test_a_wrong_foot_and_words_outside_of_it_are_named(cerebras: Built, cerebras_pdf: bytes) -> None:
    pdf = read_pdf(cerebras_pdf)
    pages = (pdf.pages[0], replace(pdf.pages[1], foot="page 7 of 9", whole=False), *pdf.pages[2:])
    findings = [str(one) for one in audit_text(replace(pdf, pages=pages), cerebras.page)]
    assert any("its foot is 'page 7 of 9'" in one for one in findings)
    assert any("words outside its body and its foot" in one for one in findings)


def test_a_heading_without_a_bookmark_is_named(cerebras: Built, cerebras_pdf: bytes) -> None:
    pdf = read_pdf(cerebras_pdf)
    fewer = replace(pdf, bookmarks=pdf.bookmarks - 1)
    assert [one.where for one in audit_text(fewer, cerebras.page)] == ["bookmarks"]


def test_the_foot_of_the_html_shows_version_day_and_digest_and_no_other_number(cerebras: Built) -> None:
    digest = cerebras.page.digest
    assert "Version 1.0, 27 November 2026" in cerebras.page.foot
    for wrong in (f"{digest[:-1]}x", f"{digest} 2", ""):
        page = replace(cerebras.page, text=cerebras.page.text.replace(f"figures {digest}", f"figures {wrong}"))
        assert any("running foot: is" in str(one) and digest in str(one) for one in audit_html(page, cerebras.sheet))


def test_a_numeral_that_stands_in_the_place_of_another_is_told_once(cerebras: Built, cerebras_pdf: bytes) -> None:
    data, page = with_text(cerebras_pdf, "20,250", "20,520")
    (finding,) = (str(one) for one in audit_pdf(data, cerebras.page))
    assert finding.startswith(f"page {page}: 20,520 stands where 20,250")


HEADED = Html(
    """<html><body><h1 id="a">T</h1><table><thead><tr><th>gpt-5</th><th>Plain</th></tr>
</thead><tr><td>3</td></tr><tr><td>4</td></tr></table><table><thead><tr><th>gpt-5</th></tr></thead><tr><td>6</td></tr>
</table></body></html>""",
    (),
    "",
)


def test_a_head_that_a_table_repeats_is_read_once_and_that_of_a_further_table_again() -> None:
    bodies = (("T", "gpt-5", "Plain", "3"), ("gpt-5", "Plain", "4"), ("gpt-5", "6"))
    feet = [f"page {number} of 3" for number in (1, 2, 3)]
    pages = [Page(body, feet[at], True) for at, body in enumerate(bodies)]
    assert audit_text(Pdf(tuple(pages), 1), HEADED) == []
    pages[1] = replace(pages[1], body=("gpt-6", "Plain", "4"))
    assert any("'gpt-6 Plain'" in str(one) for one in audit_text(Pdf(tuple(pages), 1), HEADED))


@pytest.mark.parametrize(
    ("body", "says"),
    [
        (("T", "26,386", ",500", "Limits", "7"), "page 1: '26,386,500' is broken into two words"),
        (("T", "26,386,500Limits", "7"), "page 1: '26,386,500' is joined to the word behind it"),
        (("T", "26,386,500", "Limits7"), "page 1: 'Limits' is joined to the word behind it"),
    ],
)
def test_a_figure_that_is_parted_or_runs_into_another_word_is_told(body: tuple[str, ...], says: str) -> None:
    page = Html('<html><body><h1 id="a">T</h1><p>26,386,500 Limits 7</p></body></html>', (), "")
    assert [str(one) for one in audit_text(Pdf((Page(body, "page 1 of 1", True),), 1), page)] == [says]


LONG = "meta-llama/Llama-3.3-70B-Instruct-FP8-Dynamic"


@pytest.mark.parametrize(
    ("word", "read", "says"),
    [
        ("follow-up", ("follow-", "up"), []),
        ("and/or", ("and/", "or"), []),
        ("[a](b)).", ("[a]", "(b))."), []),
        ("$$b$$", ("$", "$b$$"), []),
        ("[a](b)).", ("[a](", "b))."), ["page 1: '[a](b)).' is broken into two words"]),
        ("[a](7)).", ("[a]", "(7))."), ["page 1: '[a](7)).' is broken into two words"]),
        ("follow-up", ("foll", "ow-up"), ["page 1: 'follow-up' is broken into two words"]),
        ("gpt-5-mini", ("gpt-", "5-mini"), ["page 1: 'gpt-5-mini' is broken into two words"]),
        ("7,350–10,850", ("7,350–", "10,850"), ["page 1: '7,350–10,850' is broken into two words"]),
    ],
)
def test_a_line_may_end_behind_a_hyphen_and_between_signs_but_within_no_number_and_no_name_with_one(
    word: str, read: tuple[str, ...], says: list[str]
) -> None:
    page = Html(f'<html><body><h1 id="a">T</h1><p>{word}</p></body></html>', (), "")
    assert [str(one) for one in audit_text(Pdf((Page(("T", *read), "page 1 of 1", True),), 1), page)] == says


def test_a_long_name_that_is_broken_over_two_pages_is_one() -> None:
    page = Html(f'<html><body><h1 id="a">T</h1><p>of 4 ({LONG}), 5 6</p></body></html>', (), "")
    bodies = (("T", "of", "4", f"({LONG[:11]}", LONG[11:30]), (f"{LONG[30:]}),", "5", "6"))
    pages = tuple(Page(body, f"page {at} of 2", True) for at, body in enumerate(bodies, 1))
    assert audit_text(Pdf(pages, 1), page) == []


def test_a_long_name_that_is_broken_over_the_lines_of_a_page_reads_as_one() -> None:
    told = f'<h1 id="a">T</h1><p>A name ({LONG}), and more.</p>'
    page = Html(f"<html><body>{told}</body></html>", (Printed("name", LONG, LONG),), "")
    body = ("T", "A", "name", f"({LONG[:11]}", LONG[11:30], f"{LONG[30:]}),", "and", "more.")
    assert audit_text(Pdf((Page(body, "page 1 of 1", True),), 1), page) == []


def test_in_an_alternative_text_what_is_not_traced_is_named_with_its_line() -> None:
    page = Html("", (), "", (("A chart.\nUp to 99.", ()),))
    assert [str(one) for one in audit_words(page, Sheet())] == ["alternative text 1, line 2: 99 is traced to no figure"]


def test_a_print_of_which_a_page_ends_at_a_hyphen_of_a_long_name_reads_like_its_page() -> None:
    name = LONG.replace("/", "-")
    page = Html(
        '<html lang="en"><head><title>T</title></head><body><h1 id="t">T</h1>'
        f'<p>{f"""<span class="long">{name}</span>, """ * 150}</p></body></html>',
        (Printed("name", name, name),) * 150,
        "",
        style=INSTALLED.text("style.css"),
    )
    data = to_pdf(page, "a4")
    first, _ = read_pdf(data).pages
    assert first.body[-1].endswith("-")
    assert audit_pdf(data, page) == []


TOLD = Html(
    '<html><body><h1 id="a">T</h1><p>Some word and more.</p><p class="running-foot">Figures 7</p></body></html>',
    (),
    "7",
    foot="Figures 7",
)
BODY = ("T", "Some", "word", "and", "more.")


@pytest.mark.parametrize(
    ("page", "says"),
    [
        (Page(BODY, "Figures 7 page 1 of 1", True), []),
        (
            Page(("T", "Some", "lord", "of", "more."), "Figures 7 page 1 of 1", True),
            ["page 1: reads 'lord of' where the HTML has 'word and'"],
        ),
        (Page(BODY[:-1], "Figures 7 page 1 of 1", True), ["page 1: reads '' where the HTML has 'more.'"]),
        (Page(BODY, "page 1 of 1", True), ["page 1: its foot is 'page 1 of 1', not 'Figures 7 page 1 of 1'"]),
        (
            Page(BODY, "Figures 7 page 1 of 1", False),
            ["page 1: has words outside its body and its foot"],
        ),
    ],
)
def test_what_a_page_reads_otherwise_is_told_word_by_word(page: Page, says: list[str]) -> None:
    assert [str(one) for one in audit_text(Pdf((page,), 1), TOLD)] == says


@pytest.mark.slice(2)
@pytest.mark.parametrize(("page", "of"), [("small_screen", "small"), ("screen", "cerebras")])
def test_a_true_page_for_the_screen_has_no_findings(page: str, of: str, request: pytest.FixtureRequest) -> None:
    assert audit_screen(request.getfixturevalue(page), request.getfixturevalue(of).sheet) == []


@pytest.mark.slice(3)
@pytest.mark.parametrize(
    ("right", "wrong", "says"),
    [
        (r">1,332</button>", ">1,323</button>", "1,323 stands where 1,332"),
        (r">Load cases</h3>", ">Load cases 4</h3>", "4 is traced to no figure"),
        (r"<main", "<p>Twice</p><main", "Twice is traced to no figure"),
        (r'popovertarget="f1" class="figure"', 'popovertarget="f2" class="figure"', "opens f2 where"),
        (r'class="figure" aria', 'class="plain" aria', "open a derivation where"),
        (r">6,050</text></a>", ">6,060</text></a>", "6,060 opens"),
        (r"= 1,332 × 1<", "= 1,332 × 2<", "requests_per_minute: says"),
        (r"Model requests a minute while", "All requests a minute while", "says"),
        (r">1,332 requests/min</p>", ">1,333 requests/min</p>", "says '1,333 requests/min"),
        (r'<li><button popovertarget="f1"', '<li><button popovertarget="f2"', "leads to ["),
        (r'<div popover id="f5" ', '<div popover id="g5" ', "derivation f5: is missing"),
        (r'<div popover id="f5" ', '<div popover id="g5" ', "derivation g5: belongs to no figure"),
    ],
)
def test_what_is_altered_in_the_page_for_the_screen_is_named(
    right: str, wrong: str, says: str, small_screen: Screen, small: Built
) -> None:
    assert right in small_screen.text
    altered = replace(small_screen, text=small_screen.text.replace(right, wrong, 1))
    findings = [str(one) for one in audit_screen(altered, small.sheet)]
    assert any(says in one for one in findings), findings


def test_the_alternative_text_of_a_chart_is_held_as_well(small_screen: Screen, small: Built) -> None:
    (text, printed), *others = small_screen.page.alternatives
    digit = re.search(r"\d", text)
    assert digit
    altered = replace(small_screen.page, alternatives=((text.replace(digit[0], "x" + digit[0], 1), printed), *others))
    assert any("alternative text" in str(one) for one in audit_screen(replace(small_screen, page=altered), small.sheet))


def test_a_figure_that_opens_another_derivation_is_told_by_its_number_and_what_belongs(
    small_screen: Screen, small: Built
) -> None:
    shown = small_screen.opening[0]
    own = small_screen.derivations[shown.name].id
    first, other = (f'popovertarget="{id_}" class="figure"' for id_ in (own, "f9"))
    assert small_screen.text.index('class="figure"') == small_screen.text.index(first) + first.index("class")
    altered = replace(small_screen, text=small_screen.text.replace(first, other, 1))
    told = f"figure 1: {shown.text} opens f9 where {shown.text} opens {own}"
    assert told in map(str, audit_screen(altered, small.sheet))


def test_a_figure_that_opens_nothing_is_missed_in_their_number(small_screen: Screen, small: Built) -> None:
    altered = replace(small_screen, text=small_screen.text.replace('class="figure" aria', 'class="plain" aria', 1))
    count = len(small_screen.opening)
    told = f"figures: {count - 1} open a derivation where {count} are shown"
    assert told in map(str, audit_screen(altered, small.sheet))
