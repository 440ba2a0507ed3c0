"""The print is held against its HTML word by word: a planted digit in either is found, on its page."""

from dataclasses import replace

import pytest

from generator.page.audit_pdf import audit_html, audit_pdf, read_pdf, visible
from generator.page.pdf import to_pdf
from tests.conftest import Built


def test_a_true_page_and_its_print_have_no_findings(cerebras: Built, cerebras_pdf: bytes) -> None:
    assert audit_html(cerebras.page, cerebras.sheet) == []
    assert audit_pdf(cerebras_pdf, cerebras.page) == []


@pytest.mark.parametrize(
    ("right", "wrong", "says"),
    [
        ("<td>~13.2M</td>", "<td>~13.3M</td>", "~13.3M stands where ~13.2M"),
        ("<td>~13.2M</td>", "<td></td>", "~13.2M (figure request.uncached_tokens_per_minute) is missing"),
        ("Combined", "Combined 4", "4 is traced to no figure"),
    ],
)
def test_a_digit_planted_in_the_html_is_named(cerebras: Built, right: str, wrong: str, says: str) -> None:
    assert right in cerebras.page.text
    page = replace(cerebras.page, text=cerebras.page.text.replace(right, wrong))
    assert any(says in str(one) for one in audit_html(page, cerebras.sheet))


def test_digits_planted_in_the_print_are_named_with_their_page(cerebras: Built) -> None:
    plants = [
        (">20,250<", ">20,520<"),
        ("served again", "served twice"),
        ("<h3 id", "<h4 id"),
    ]
    text = cerebras.page.text
    for right, wrong in plants[:2]:
        assert right in text
        text = text.replace(right, wrong, 1)
    findings = [str(one) for one in audit_pdf(to_pdf(replace(cerebras.page, text=text), "letter"), cerebras.page)]
    assert any("20,520 stands where 20,250" in one and one.startswith("page ") for one in findings)
    assert any("twice is traced to no figure" in one or "twice stands where" in one for one in findings)


def test_words_that_differ_without_a_numeral_are_named_as_well(cerebras: Built, cerebras_pdf: bytes) -> None:
    page = replace(cerebras.page, text=cerebras.page.text.replace("Query deduplication", "Query repetition", 1))
    assert any(
        "reads 'deduplication' where the HTML has 'repetition'" in str(one) for one in audit_pdf(cerebras_pdf, page)
    )


def test_a_wrong_foot_or_head_is_named(cerebras: Built, cerebras_pdf: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    pdf = read_pdf(cerebras_pdf)
    pages = (pdf.pages[0], replace(pdf.pages[1], foot="page 7 of 9", head="Other"), *pdf.pages[2:])
    monkeypatch.setattr("generator.page.audit_pdf.read_pdf", lambda _: replace(pdf, pages=pages))
    findings = [str(one) for one in audit_pdf(b"", cerebras.page)]
    assert any("its foot is 'page 7 of 9'" in one for one in findings)
    assert any("its head is 'Other'" in one for one in findings)


def test_a_page_number_in_the_contents_is_recomputed_from_the_bookmarks(
    cerebras: Built, cerebras_pdf: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    pdf = read_pdf(cerebras_pdf)
    shifted = replace(pdf, bookmarks=(*pdf.bookmarks[:-1], pdf.bookmarks[-1] - 1))
    monkeypatch.setattr("generator.page.audit_pdf.read_pdf", lambda _: shifted)
    assert any("position page of" in str(one) for one in audit_pdf(b"", cerebras.page))


def test_the_head_of_the_html_and_the_running_head_are_not_part_of_its_visible_words() -> None:
    page = '<html><head><title>T</title></head><body><p class="running-head">Head</p><p>Body <b>b</b></p></body></html>'
    assert visible(page).split() == ["Body", "b"]
    assert visible(page, head=True).split() == ["Head"]
