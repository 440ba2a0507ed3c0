"""The print: the package's typeface alone, the same bytes every time, its title; nothing is fetched."""

import re
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

import generator
from generator.errors import ProposalError
from generator.inputs import load
from generator.print.audit import audit_pdf
from generator.print.html import Html
from generator.print.pdf import check_glyphs, print_digest, printed_from, to_pdf
from generator.print.product import Product, make
from generator.print.version import sources
from tests.conftest import SMALL, Built
from tests.sheets import document_of


def test_the_print_knows_its_title_author_and_language(cerebras_pdf: bytes) -> None:
    with pikepdf.open(BytesIO(cerebras_pdf)) as pdf:
        assert str(pdf.docinfo["/Title"]) == "Capacity Reservation: Cerebras, 2026 estimate"
        assert str(pdf.docinfo["/Author"]) == "The team behind vitamix-gensite-recommender"
        assert str(pdf.Root.Lang) == "en"
        with pdf.open_outline() as outline:
            asked = "Request to reserve 7,350 requests and 26.4M tokens per minute"
            assert [entry.title for entry in outline.root] == [asked]
            sections = [entry.title for entry in outline.root[0].children]
            assert sections[:2] == ["1. Executive summary", "2. Recommended request"]


def test_the_print_names_its_proposal_its_version_and_the_sources_that_printed_it(
    small: Built, small_pdf: bytes
) -> None:
    for data, named in ((small_pdf, sources()), (to_pdf(PAGE, "a4", sources="0" * 12), "0" * 12)):
        with pikepdf.open(BytesIO(data)) as pdf:
            assert str(pdf.docinfo["/Sources"]) == named
    with pikepdf.open(BytesIO(small_pdf)) as pdf:
        assert str(pdf.docinfo["/Creator"]) == f"capacity-proposals {generator.__version__}"
        assert str(pdf.docinfo["/proposal"]) == small.proposal.name
    text = pypdfium2.PdfDocument(small_pdf)[1].get_textpage().get_text_range()
    assert small.page.foot in text


def test_the_print_carries_the_digest_of_what_it_was_printed_from_and_so_only_while_it_is_whole(
    small: Built, small_pdf: bytes
) -> None:
    digest = print_digest(small.page, small.paper, small.attached)
    assert printed_from(small_pdf) == printed_from(small_pdf + b"\n") == digest
    assert {printed_from(one) for one in (b"", small_pdf[:-9], small_pdf.replace(digest.encode(), b"0"))} == {""}


def test_only_the_typeface_of_the_package_is_embedded(cerebras_pdf: bytes) -> None:
    with pikepdf.open(BytesIO(cerebras_pdf)) as pdf:
        fonts = {
            str(o.BaseFont) for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and o.get("/Type") == "/Font"
        }
    assert fonts
    assert all("Source-Sans" in name for name in fonts), fonts


PAGE = Html('<html lang="en"><head><title>Title</title></head><body><main><h1>Title</h1></main></body></html>', (), "")


@pytest.mark.parametrize(("paper", "size"), [("letter", (612, 792)), ("a4", (595, 842))])
def test_the_paper_is_an_input(paper: str, size: tuple[int, int]) -> None:
    with pikepdf.open(BytesIO(to_pdf(PAGE, paper))) as pdf:
        assert tuple(round(float(x)) for x in list(pdf.pages[0].mediabox)[2:]) == size


MARKDOWN = "; the Markdown alone may have it: proposal build --only md"
LACKS = "the typeface of the print has no"


@pytest.mark.parametrize(
    ("subject", "lacks", "hint"),
    [
        ("会社", "会 (U+4F1A), 社 (U+793E)", "write it in Latin, Greek or Cyrillic letters"),
        ("فريق", "ف (U+0641), ر (U+0631), ي (U+064A), ق (U+0642)", "write it in Latin, Greek or Cyrillic letters"),
        ("צוות", "צ (U+05E6), ו (U+05D5), ת (U+05EA)", "write it in Latin, Greek or Cyrillic letters"),
        ("टीम", "ट (U+091F), ी (U+0940), म (U+092E)", "write it in Latin, Greek or Cyrillic letters"),
        (
            "한국 회사 이름",
            "한 (U+D55C), 국 (U+AD6D), 회 (U+D68C), 사 (U+C0AC) and 2 more",
            "write it in Latin, Greek or Cyrillic",
        ),
        ("Go 🚀", "🚀 (U+1F680)", "leave out what is not a letter of Latin, Greek or Cyrillic"),
    ],
)
def test_a_text_of_another_script_is_one_fault_that_says_what_to_do(subject: str, lacks: str, hint: str) -> None:
    changes = {"proposal.subject": subject}
    with pytest.raises(ProposalError) as caught:
        check_glyphs(load(SMALL, changes), document_of(SMALL, changes).marked)
    (fault,) = caught.value.faults
    assert fault.what == f"{LACKS} {lacks}"
    assert fault.hint.startswith(hint)
    assert fault.hint.endswith(MARKDOWN)


def test_many_lines_of_another_script_are_one_fault_that_names_them_and_can_be_followed() -> None:
    texts = {path.name: path.read_text(encoding="utf-8") for path in SMALL.glob("*.yaml")}
    letter, desk = texts["proposal.yaml"], texts["scenarios.yaml"]
    foreign = letter.replace("requester: The desk", "requester: 支持").replace("subject: L", "subject: رسائل l")
    own = {"proposal.yaml": foreign, "scenarios.yaml": desk.replace("label: Desk\n", "label: צוות\n")}
    product = make(load(SMALL, texts={**texts, **own}))
    with pytest.raises(ProposalError) as caught:
        check_glyphs(product.proposal, product.document.marked)
    (fault,) = caught.value.faults
    assert (Path(fault.place.file).name, fault.place.line) == ("proposal.yaml", 4)
    assert fault.what.startswith(f"{LACKS} 支 (U+652F), 持 (U+6301), ")
    assert fault.what.endswith(" more, here and at proposal.yaml:5, scenarios.yaml:2")
    latin = make(load(SMALL, texts=texts))
    check_glyphs(latin.proposal, latin.document.marked)


def test_a_glyph_that_the_typeface_lacks_is_a_fault_at_its_line() -> None:
    texts = {path.name: path.read_text(encoding="utf-8") for path in SMALL.glob("*.yaml")}
    texts["proposal.yaml"] = texts["proposal.yaml"].replace("subject: Letters", "subject: Letters in 漢字")
    proposal = load(SMALL, texts=texts)
    with pytest.raises(ProposalError) as caught:
        check_glyphs(proposal, "Letters in 漢字\n\twith \u00a0spaces, and ☃ of a template")
    line = texts["proposal.yaml"].splitlines().index("subject: Letters in 漢字") + 1
    assert [(Path(fault.place.file).name, fault.place.line, fault.what) for fault in caught.value.faults] == [
        ("proposal.yaml", line, f"{LACKS} 漢 (U+6F22), 字 (U+5B57)"),
        ("templates", 0, f"{LACKS} ☃ (U+2603)"),
    ]


def called(label: str) -> Product:
    """The small proposal, whose call bears that label."""
    texts = {path.name: path.read_text(encoding="utf-8") for path in SMALL.glob("*.yaml")}
    texts["page_profiles.yaml"] = texts["page_profiles.yaml"].replace("label: Answer", f"label: {label}")
    return make(load(SMALL, texts=texts))


@pytest.mark.parametrize(
    ("label", "letter", "codes"),
    [
        ("Za\u0301b\u0301\u0302lgo", "b\u0301\u0302", "U+0062 U+0301 U+0302"),
        ("Za\u0301\u0302lgo", "\u00e1\u0302", "U+00E1 U+0302"),
        ("q\u0302 and a\u0302", "q\u0302", "U+0071 U+0302"),
        ("a \u0301b", "\u0301", "U+0301"),
    ],
)
def test_accents_that_are_no_part_of_a_glyph_are_a_fault_at_their_line(label: str, letter: str, codes: str) -> None:
    product = called(label)
    with pytest.raises(ProposalError) as caught:
        check_glyphs(product.proposal, product.document.marked)
    assert [fault.what for fault in caught.value.faults] == [f"{LACKS} {letter} ({codes})"]
    assert caught.value.faults[0].hint == "write the letter without that accent" + MARKDOWN
    place = caught.value.faults[0].place
    assert (Path(place.file).name, place.text.strip()) == ("page_profiles.yaml", f"label: {label}")


def test_an_accent_that_its_letter_takes_in_is_printed_as_it_was_written_and_without_a_word_in_the_log(
    caplog: pytest.LogCaptureFixture,
) -> None:
    product = called(label := "Re\u0301ponse a\u0300 n\u0303ol")
    check_glyphs(product.proposal, product.document.marked)
    assert label in product.page.text
    page = replace(PAGE, text=PAGE.text.replace("<main><h1>", f'<main><h1 id="t">{label} '))
    assert audit_pdf(to_pdf(page, "a4"), page) == []
    assert [record.message for record in caplog.records if record.name.startswith("weasyprint")] == []


def test_a_word_that_is_stressed_is_set_in_the_typeface_of_the_package() -> None:
    data = to_pdf(replace(PAGE, text=PAGE.text.replace("<main>", "<main><p>A <em>stressed</em> word.</p>")), "a4")
    with pikepdf.open(BytesIO(data)) as pdf:
        fonts = {str(font.BaseFont) for font in pdf.pages[0].Resources.Font.values()}
    assert all(re.fullmatch(r"/[A-Z]{6}\+Source-Sans-Pro(-Semi-Bold)?", name) for name in fonts), fonts


def prints(name: str) -> set[str]:
    """The files of the modules of a print that a module of it loads, and itself."""
    folder = Path(generator.__file__).parent / "print"
    named = re.findall(r"^from generator\.print(?:\.(\w+))? import (.+)$", (folder / name).read_text("utf-8"), re.M)
    modules = {module for of, names in named for module in ([of] if of else names.split(", "))}
    return {name}.union(*map(prints, (f"{module}.py" for module in modules)))


@pytest.mark.parametrize("name", [*sorted(prints("printer.py")), "SourceSansPro-Semibold.ttf"])
def test_a_print_that_anything_else_prints_is_another_print(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    before, read = print_digest(PAGE, "a4"), Path.read_bytes
    monkeypatch.setattr(Path, "read_bytes", lambda path: read(path) + b"#" * (path.name == name))
    assert len({before, print_digest(PAGE, "a4"), print_digest(replace(PAGE, style=""), "a4")}) == 3
