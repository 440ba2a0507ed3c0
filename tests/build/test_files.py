"""A build makes what is not current, and loses no hand edit."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from generator.build.files import files_of
from generator.document.record import HAND_EDIT
from generator.errors import ProposalError
from generator.files import own_files
from generator.print import screen
from generator.print.product import Product
from tests.altered import with_text
from tests.conftest import SMALL, Built, put

NAME = "small"


def texts(product: Product) -> list[str]:
    """The texts of a build in their order: whichever charts there are, the reconciliation, the document, the record."""
    return [*product.document.pictures(), f"{NAME}.reconciliation.md", f"{NAME}.md", f"{NAME}.figures.json"]


@pytest.fixture
def product(small: Built, prints_once: None) -> Product:  # noqa: ARG001  # the print is one of all tests
    return small


@pytest.fixture(scope="module")
def folder(small_project: Path) -> Path:
    """The inputs of the small proposal, with a ledger."""
    return small_project / "inputs" / NAME


@pytest.fixture(scope="module")
def files(
    small: Built, small_pdf: bytes, folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> Mapping[str, bytes]:
    """What a first build makes."""
    nowhere = tmp_path_factory.mktemp("nowhere")
    hand = lambda work, one: partial(work, one) if one == small_pdf else lambda: small_pdf  # noqa: E731
    return files_of(small, folder, nowhere, None, False, hand)


@pytest.fixture
def target(files: Mapping[str, bytes], tmp_path: Path) -> Path:
    put(tmp_path, NAME, files)
    return tmp_path


def test_a_build_makes_texts_print_and_picture_and_no_print_that_is_current(
    product: Product, folder: Path, target: Path
) -> None:
    made = [str(path.relative_to(target)) for path in target.rglob("*") if path.is_file()]
    assert sorted(made) == sorted([*texts(product), f"{NAME}.pdf", f"{NAME}.png", f"{NAME}.sha256"])
    assert list(files_of(product, folder, target, None, False)) == texts(product)
    assert list(files_of(product, folder, target, "pdf", False)) == []
    forced = files_of(product, folder, target, "pdf", True)
    assert forced[f"{NAME}.pdf"] == (target / f"{NAME}.pdf").read_bytes()


def test_what_a_build_writes_is_its_own_and_what_others_write_is_not(
    files: Mapping[str, bytes], foreign: Built
) -> None:
    own = own_files(NAME)
    assert [name for name in [*files, f"{NAME}.html"] if not own(name)] == []
    others = (f"{NAME}.next.md", f"{NAME}/.git", NAME, f"{NAME}.md.md", ".git", "x/a.svg")
    assert [name for name in others if own(name)] == []
    assert all(map(own_files("foreign"), foreign.document.pictures()))
    assert not own_files("a.b")("a-b.md")


def test_a_hand_edit_is_not_overwritten_unless_forced(product: Product, folder: Path, target: Path) -> None:
    document = target / f"{NAME}.md"
    document.write_text(document.read_text(encoding="utf-8").replace("tokens", "tokings"), encoding="utf-8")
    with pytest.raises(
        ProposalError, match="was edited by hand; it would be lost; take the edit into inputs"
    ) as caught:
        files_of(product, folder, target, "md", False)
    assert caught.value.exit_code == 1
    assert "tokings" not in files_of(product, folder, target, "md", True)[f"{NAME}.md"].decode()


def test_a_document_whose_record_is_gone_is_built_anew(product: Product, folder: Path, target: Path) -> None:
    (target / f"{NAME}.figures.json").unlink()
    assert list(files_of(product, folder, target, "md", False)) == texts(product)


def test_another_text_without_its_record_is_not_lost(product: Product, folder: Path, target: Path) -> None:
    for kind in ("figures.json", "sha256"):
        (target / f"{NAME}.{kind}").unlink()
    (target / f"{NAME}.md").write_text("whose hand?", encoding="utf-8")
    with pytest.raises(ProposalError, match="has no record beside it, and may be edited by hand; it would be lost"):
        files_of(product, folder, target, "md", False)


def test_a_record_that_cannot_be_read_beside_a_markdown_without_an_edit_is_built_anew(
    product: Product, folder: Path, target: Path
) -> None:
    record, document = target / f"{NAME}.figures.json", target / f"{NAME}.md"
    record.write_text("<<<<<<< HEAD", encoding="utf-8")
    assert list(files_of(product, folder, target, "md", False)) == texts(product)
    document.write_text(document.read_text(encoding="utf-8") + "More.\n", encoding="utf-8")
    with pytest.raises(ProposalError, match="is not a record of figures"):
        files_of(product, folder, target, "md", False)


@pytest.mark.usefixtures("without_typeface")
def test_the_page_for_the_screen_is_made_alone_and_only_when_it_is_asked_for(small: Built, tmp_path: Path) -> None:
    files = files_of(small, SMALL, tmp_path, "html", False)
    assert list(files) == ["small.html"]
    assert files["small.html"].startswith(b"<!DOCTYPE html>")


@pytest.mark.usefixtures("without_typeface")
def test_a_page_for_the_screen_that_is_not_traced_is_refused(
    small: Built, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    true = screen.to_screen(small.document, small.proposal, small.sheet)
    assert "= 1,332 × 6,050<" in true.text
    false = replace(true, text=true.text.replace("= 1,332 × 6,050<", "= 1,332 × 6,060<"))
    monkeypatch.setattr(screen, "to_screen", lambda *_: false)
    with pytest.raises(ProposalError, match=r"small\.html: derivation of desk\.open\.input_tokens") as caught:
        files_of(small, SMALL, tmp_path, "html", False)
    assert caught.value.exit_code == 1


def test_a_print_that_does_not_read_like_its_page_is_refused_and_so_is_a_page_that_is_not_traced(
    small: Built, small_pdf: bytes, tmp_path: Path
) -> None:
    spoilt, page = with_text(small_pdf, "6,750", "6,570")
    with pytest.raises(ProposalError) as caught:
        files_of(small, SMALL, tmp_path, "pdf", False, lambda *_: lambda: spoilt)
    assert f"small.pdf: page {page}: 6,570 stands where 6,750" in str(caught.value)
    assert caught.value.exit_code == 1
    vars(wrong := replace(small))["page"] = replace(small.page, text=small.page.text.replace("6,750", "6,570"))
    with pytest.raises(ProposalError, match=r"^small: HTML line \d+: 6,570 stands where 6,750"):
        files_of(wrong, SMALL, tmp_path, "pdf", False, lambda *_: lambda: small_pdf)


def test_a_print_is_made_anew_where_it_or_its_picture_is_not_as_it_was_written_or_that_is_not_known(
    small: Built, small_pdf: bytes, tmp_path: Path
) -> None:
    def made() -> dict[str, bytes]:
        return files_of(small, SMALL, tmp_path, "pdf", False, lambda *_: lambda: small_pdf)

    both = ["small.png", "small.pdf"]
    for spoil in ({"small.pdf": small_pdf[:-100]}, {"small.pdf": small_pdf + b" "}, {"small.png": b""}):
        files = made()
        assert [*files] == both
        put(tmp_path, "small", files)
        assert made() == {}
        for name, data in spoil.items():
            (tmp_path / name).write_bytes(data)
    (tmp_path / "small.png").unlink()
    assert [*made()] == both


@pytest.mark.parametrize("name", [f"{NAME}/page.svg", f"{NAME}.figures.json", f"{NAME}.reconciliation.md"])
def test_whatever_was_edited_by_hand_is_not_overwritten_unless_forced(
    name: str, product: Product, folder: Path, target: Path, files: Mapping[str, bytes]
) -> None:
    (target / name).write_bytes(files[name] + b"<!-- mine -->")
    with pytest.raises(ProposalError) as caught:
        files_of(product, folder, target, "md", False)
    assert str(caught.value) == f"{target / name}: was edited by hand; it would be lost; {HAND_EDIT}"
    assert files_of(product, folder, target, "md", True)[name] == files[name]
