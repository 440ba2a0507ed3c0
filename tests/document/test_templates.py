"""A project's own template takes the place of the installed one of its name; the others stay."""

import os
from pathlib import Path
from types import SimpleNamespace

import pytest

from generator.document.templates import FOLDER, INSTALLED, Templates, templates_of
from generator.errors import ProposalError
from generator.print.product import make
from tests.conftest import ROOT, Built


def test_a_checkout_has_its_own_templates_and_no_other(tmp_path: Path) -> None:
    assert templates_of(ROOT) == templates_of(tmp_path) == INSTALLED
    assert INSTALLED.folders == (ROOT / "templates",)


def test_a_file_of_the_project_stands_for_the_installed_one_and_a_further_one_is_added(tmp_path: Path) -> None:
    own = tmp_path / "templates"
    own.mkdir()
    (own / "style.css").write_text("own", encoding="utf-8")
    (own / "95-more.md.j2").write_text("more", encoding="utf-8")
    found = templates_of(tmp_path)
    assert found == Templates(own)
    assert found.text("style.css") == "own"
    assert found.text("screen.css") == (FOLDER / "screen.css").read_text(encoding="utf-8")
    assert found.names("9*.md.j2") == ["90-savings.md.j2", "92-variants.md.j2", "95-more.md.j2", "95-sources.md.j2"]
    with pytest.raises(FileNotFoundError):
        found.text("none")


def test_what_an_editor_leaves_beside_a_template_is_none_and_may_go_while_it_is_looked_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "95-more.md.j2").write_text("more", encoding="utf-8")
    before = Templates(tmp_path).state
    (tmp_path / ".#95-more.md.j2").symlink_to("who@where.1")
    (tmp_path / "96-folder.md.j2").mkdir()
    assert Templates(tmp_path).names("*more.md.j2") == ["95-more.md.j2"]
    assert "96-folder.md.j2" not in Templates(tmp_path).names("*")
    assert Templates(tmp_path).state == before
    gone = SimpleNamespace(name="4913", path="4913", is_file=lambda: True, stat=(tmp_path / "4913").stat)
    listed = [*os.scandir(tmp_path), gone]
    monkeypatch.setattr(os, "scandir", lambda _: listed)
    assert {path for path, *_ in Templates(tmp_path).state} == {str(tmp_path / "95-more.md.j2")}


def test_a_template_that_is_no_text_is_told_at_its_line(tmp_path: Path) -> None:
    (tmp_path / "95-more.md.j2").write_bytes(b"one\ntw\xff\n")
    with pytest.raises(ProposalError, match=r"95-more\.md\.j2:2:3: not UTF-8: invalid start byte; save it as UTF-8"):
        Templates(tmp_path).text("95-more.md.j2")


def test_sections_and_style_of_the_project_reach_the_document_and_its_page(small: Built, tmp_path: Path) -> None:
    (tmp_path / "95-more.md.j2").write_text("## {{ section }}. Our own section\n", encoding="utf-8")
    (tmp_path / "style.css").write_text("/* own */", encoding="utf-8")
    (tmp_path / "80-models.md.j2").write_text("", encoding="utf-8")
    own = make(small.proposal, Templates(tmp_path))
    assert own.document.text.count("\n## ") == small.document.text.count("\n## ")
    assert ". Our own section\n" in own.document.text
    assert own.page.style == "/* own */"
    assert "Our own section" in own.page.text
