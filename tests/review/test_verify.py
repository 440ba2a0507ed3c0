"""A print is verified by printing its inputs again: no more is claimed than was compared; nothing honest is false."""

import re
import shlex
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf
import pytest

import generator
from generator.errors import FAULTY, FOUND, UNREACHED, Fault, Place, ProposalError
from generator.inputs import load
from generator.print.product import make
from generator.print.version import Version, today
from generator.review import verify as verifying
from generator.review.verify import ANEW, DIFFERS, OTHER, PROVES, SAME, Verified, as_lines, examine, failed, verify
from tests.altered import (
    altered,
    and_file,
    overlaid,
    redrawn,
    with_file,
    with_metadata,
    with_text,
    without_file,
)
from tests.conftest import ROOT, SMALL
from tests.review.test_comparison import by_pypdf

pytestmark = pytest.mark.usefixtures("makes_once")
OLDER = "0123456789ab"
NAMELESS = "x.pdf: does not name its proposal in its metadata, as a print does"


def told(data: bytes) -> list[str]:
    """What is told of a print that is not verified."""
    found = examine(data, "x.pdf")
    assert (found.verdict, found.exit_code) == (DIFFERS, FOUND)
    return [str(one) for one in found.differences]


def refused(data: bytes, code: int = FAULTY) -> list[str]:
    with pytest.raises(ProposalError) as caught:
        examine(data, "x.pdf")
    assert caught.value.exit_code == code
    return [str(fault).partition("\n")[0] for fault in caught.value.faults]


@pytest.fixture(scope="module", autouse=True)
def templates(few_templates: Path) -> Iterator[Path]:
    """A few sections, for what comes out whatever the document's length."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("generator.document.templates.FOLDER", few_templates)
        yield few_templates


@pytest.fixture(scope="module")
def small_pdf(templates: Path, print_once: Callable[..., bytes]) -> bytes:
    assert templates.is_dir()
    product = make(load(SMALL))
    return print_once(product.page, product.paper, product.attached)


@pytest.fixture(scope="module")
def older_pdf(templates: Path, tmp_path_factory: pytest.TempPathFactory, print_once: Callable[..., bytes]) -> bytes:
    """The small proposal as a version prints it of which a section has changed since."""
    templates = shutil.copytree(templates, tmp_path_factory.mktemp("older") / "templates")
    section = templates / "10-summary.md.j2"
    section.write_text(section.read_text(encoding="utf-8") + "\nAn older sentence.\n", encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("generator.document.templates.FOLDER", templates)
        product = make(load(SMALL))
        return print_once(product.page, product.paper, product.attached, OLDER)


def test_an_unaltered_print_is_todays_to_the_byte(small_pdf: bytes) -> None:
    found = examine(small_pdf, "x.pdf")
    assert replace(found, printed_by=Version()) == Verified(
        "x.pdf", SAME, "is today's print of its inputs, to the byte"
    )
    assert (found.printed_by.release, found.printed_by.sources) == (today().release, today().sources)
    assert found.exit_code == 0
    assert as_lines(found)[-1] == PROVES
    assert verify(small_pdf, "x.pdf") == found


def test_a_print_that_another_tool_saved_is_todays_object_by_object(small_pdf: bytes) -> None:
    for again in (by_pypdf(small_pdf), altered(small_pdf, bool, linearize=True)):
        found = examine(again, "x.pdf")
        assert (found.verdict, found.exit_code, found.differences) == (ANEW, 0, ())


def test_a_what_if_is_verified_with_its_changes_and_says_so(print_once: Callable[..., bytes]) -> None:
    product = make(load(SMALL, {"scenarios.desk.sites": "5"}))
    found = examine(print_once(product.page, product.paper, product.attached), "x.pdf")
    assert found.verdict == SAME
    assert "    a what-if: scenarios.desk.sites = 5" in as_lines(found)


def test_a_digit_is_told_with_its_page_its_figure_and_its_instruction(small_pdf: bytes) -> None:
    data, page = with_text(small_pdf, "6,750", "6,570")
    first, second = told(data)
    assert re.fullmatch(rf"page {page}: 6,570 stands where 6,750 \(figure [\w.]+\) belongs", first)
    assert second.startswith(f"page {page}/Contents: instruction ")


def test_a_word_and_a_foot_are_told(small_pdf: bytes) -> None:
    data, page = with_text(small_pdf, "for the desk", "for our desk")
    assert told(data)[0] == f"page {page}: reads 'our' where the HTML has 'the'"
    data, page = with_text(small_pdf, "1 of", "2 of")
    assert told(data)[0].startswith(f"page {page}: its foot is ")


def test_what_is_drawn_over_a_figure_is_told_though_it_reads_the_same(small_pdf: bytes) -> None:
    (found,) = told(redrawn(small_pdf, overlaid))
    assert found.startswith("page 1/Contents: instruction ")
    assert found.endswith(", '1 1 1 rg', stands where nothing belongs")


def test_an_altered_file_is_told_first_and_then_what_it_gives(small_pdf: bytes) -> None:
    other = "was altered after it was attached: its checksum is another"
    record = told(with_file(small_pdf, "figures.json", lambda text: text.replace('"8991000"', '"8991001"', 1)))
    assert record[0] == f"figures.json: {other}"
    assert re.match(r'file figures.json, line \d+: .*"8991001".* stands where .*"8991000".* belongs', record[1])
    inputs = told(with_file(small_pdf, "scenarios.yaml", lambda text: text.replace("sites: 4\n", "sites: 5\n", 1)))
    assert inputs[0] == f"scenarios.yaml: {other}"
    other_words = r"page \d+: 1,332 stands where 1,665 \(figure request.requests_per_minute\) belongs"
    assert any(re.fullmatch(other_words, one) for one in inputs)


@pytest.mark.whole  # it prints anew; that a file is missing is told above and below
def test_a_file_that_was_taken_away_is_told_by_what_the_others_give(small_pdf: bytes) -> None:
    assert told(without_file(small_pdf, "caching.yaml"))


def test_a_file_that_is_missing_added_doubled_or_odd_is_a_fault(small_pdf: bytes) -> None:
    assert refused(without_file(small_pdf, "models.yaml")) == ["x.pdf: does not carry models.yaml"]
    assert refused(and_file(small_pdf, "../x", b"a")) == ["x.pdf: carries '../x', which no print carries"]
    assert refused(and_file(small_pdf, "models.yaml", b"a: 1")) == ["x.pdf: carries models.yaml more than once"]
    bomb = with_file(small_pdf, "caching.yaml", b"#" * 30_000_000)
    assert refused(bomb) == ["x.pdf/caching.yaml: cannot be read: holds more than 4 MB"]
    nothing = altered(small_pdf, lambda pdf: pdf.Root.__delitem__("/Names"))
    assert refused(nothing) == ["x.pdf: carries no inputs, so that it cannot be verified"]
    for name in ("../x", ""):
        assert refused(with_metadata(small_pdf, "/proposal", name)) == [NAMELESS]


@pytest.mark.slice(3)
@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"\xff", "x.pdf/models.yaml: cannot be read: 'utf-8' codec can't decode byte 0xff"),
        (b"a: &a [1]\n", "x.pdf/models.yaml:1:4: anchors are not read"),
        (b"[" * 1000, "x.pdf/models.yaml:1:41: nested too deep"),
        (b"a: " + b"9" * 190_000, "x.pdf/models.yaml:1:4: a number of more than 30 digits"),
        (b"a:\n" * 100_000, "x.pdf/models.yaml: longer than 200,000 characters"),
        (b"llama: {rol: x}\n", "x.pdf/models.yaml:1:9: unknown key rol"),
    ],
)
def test_inputs_that_cannot_be_read_are_told_with_the_line_within_the_file(
    small_pdf: bytes, content: bytes, says: str
) -> None:
    assert any(line.startswith(says) for line in refused(with_file(small_pdf, "models.yaml", content)))


def test_a_print_of_another_version_names_it_and_is_neither_verified_nor_false(older_pdf: bytes) -> None:
    found = examine(older_pdf, "x.pdf")
    assert (found.verdict, found.exit_code) == (OTHER, UNREACHED)
    who = f"capacity-proposals {generator.__version__}"
    assert found.claim.startswith(f"was printed by {who} ({OLDER}); today's, {who} ({today().sources}), ")
    assert any("older" in str(one) for one in found.differences)
    assert as_lines(found)[-1] != PROVES


def test_a_print_whose_sources_have_changed_and_mean_nothing_to_it_is_todays(small_pdf: bytes) -> None:
    found = examine(with_metadata(small_pdf, "/Sources", OLDER), "x.pdf")
    assert (found.verdict, found.printed_by.sources) == (ANEW, OLDER)


def test_no_version_excuses_what_it_did_not_print(small_pdf: bytes, older_pdf: bytes) -> None:
    other = with_metadata(small_pdf, "/Sources", OLDER)
    assert told(with_text(other, "6,750", "6,570")[0])
    assert "was altered" in told(with_file(older_pdf, "figures.json", lambda text: f"{text}\n"))[0]
    assert "was altered" in refused(with_file(other, "models.yaml", b"llama: {rol: x}\n"))[0]
    for key, text in (("/Sources", "99,999 tokens"), ("/Creator", "capacity-proposals 2025.9")):
        assert told(with_metadata(small_pdf, key, text))[0].startswith(f"metadata{key}: '{text}' stands where ")


def test_a_print_from_before_versions_were_named_says_so(small_pdf: bytes) -> None:
    def unnamed(pdf: Any) -> None:
        del pdf.docinfo["/Creator"], pdf.docinfo["/Sources"], pdf.docinfo["/proposal"]

    found = examine(altered(and_file(small_pdf, "printed.json", b"{}"), unnamed), "x.pdf")
    assert (found.verdict, found.exit_code) == (OTHER, UNREACHED)
    assert found.claim.startswith("was printed by a version before 2026.2; today's, ")
    assert refused(altered(small_pdf, unnamed)) == [NAMELESS]


def test_how_an_older_version_verifies_its_print_is_a_line_to_type(
    older_pdf: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    commits, found = {OLDER: "1" * 40}, examine(older_pdf, "a file.pdf")
    monkeypatch.setattr(verifying, "commit_of", lambda sources, _: commits.get(sources, ""))
    monkeypatch.setattr(verifying, "apart", lambda *_: found)  # test_an_unaltered_print_is_todays_to_the_byte forks
    line = verify(older_pdf, "a file.pdf").next
    house, there = (shlex.quote(str(one)) for one in (ROOT, ROOT.with_name(f"capacity-proposals-{OLDER}")))
    assert line.startswith(
        f"to verify it there: git -C {house} worktree add --detach {there} {'1' * 40} && cd {there} && "
    )
    assert line.endswith(f"python3 -m generator verify '{Path('a file.pdf').absolute()}'")
    commits.clear()
    assert verify(older_pdf, "x.pdf").next.startswith("no commit of this clone has that version's sources; ")


def test_a_system_that_cannot_print_reaches_no_verdict(small_pdf: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    def without_pango(*_: object) -> bytes:
        raise ProposalError([Fault(Place("Pango"), "cannot be loaded")], 4)

    monkeypatch.setattr(verifying, "to_pdf", without_pango)
    assert refused(small_pdf, UNREACHED) == ["Pango: cannot be loaded"]

    def without_templates(*_: object) -> Any:
        raise FileNotFoundError("templates")

    monkeypatch.setattr(verifying, "make", without_templates)
    (line,) = refused(small_pdf, UNREACHED)
    assert line == "x.pdf: nothing can be printed here to hold it against: FileNotFoundError: templates"
    with pytest.raises(ProposalError) as caught:
        verify(small_pdf, "x.pdf")
    assert failed("x.pdf", caught.value).exit_code == UNREACHED


def test_without_its_templates_no_verdict_is_reached(
    small_pdf: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("generator.document.templates.FOLDER", tmp_path)
    monkeypatch.setattr(verifying, "make", make)
    assert refused(small_pdf, UNREACHED)


def test_of_many_differences_the_first_are_shown_and_the_rest_counted(small_pdf: bytes) -> None:
    data = with_file(small_pdf, "scenarios.yaml", lambda text: text.replace("sites: 4\n", "sites: 5\n", 1))
    found = examine(data, "x.pdf")
    assert len(found.differences) > 40
    assert f"    and {len(found.differences) - 40} more" in as_lines(found)


def test_nothing_that_a_file_says_reaches_the_terminal_as_it_is(small_pdf: bytes) -> None:
    text = "\n".join(as_lines(examine(with_metadata(small_pdf, "/Title", "\u202e99,999\x07"), "x.pdf")))
    assert "99,999" in text
    assert "\u202e" not in text
    assert "\x07" not in text


def test_an_encrypted_or_broken_file_is_a_fault(small_pdf: bytes) -> None:
    secret = altered(small_pdf, bool, encryption=pikepdf.Encryption(owner="a", user=""))
    assert refused(secret) == ["x.pdf: is encrypted"]
    assert refused(b"") == ["x.pdf: is not a PDF"]
    assert refused(small_pdf[:5000])[0].startswith("x.pdf: cannot be read: ")
    no_text = pikepdf.String(b"\xef\xbb\xbf\xff")
    odd = altered(small_pdf, lambda pdf: pdf.trailer.Info.__setitem__("/Producer", no_text))
    assert refused(odd)[0].startswith("x.pdf: cannot be read: 'utf-8' codec can't decode")
