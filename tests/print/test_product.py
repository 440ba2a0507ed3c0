"""A product is a proposal at every stage; its reconciliation is there where a ledger is."""

import shutil
from dataclasses import replace
from pathlib import Path

from generator.build.files import files_of
from generator.document.record import to_text
from generator.document.render import render
from generator.figures.sheet import calculate
from generator.inputs import load
from generator.print.html import to_html
from generator.print.product import make
from generator.review.reconcile import LEDGER, findings, reconcile, to_markdown
from tests.conftest import ROOT, SMALL, STATED, Built
from tests.sheets import sheet_of

LEDGER_FILE = ROOT / "tests" / "proposals" / "seed" / "original.yaml"


def test_a_product_holds_what_the_stages_make(small: Built) -> None:
    sheet = calculate(small.proposal)
    document = render(small.proposal, sheet)
    assert [*small.sheet] == [*sheet]
    assert small.document.text == document.text
    assert small.page.text == to_html(document, small.proposal, sheet, to_text(document, sheet)).text
    assert small.paper == "a4"
    assert small.untraced() == []


def test_the_ledger_leaves_nothing_unexplained(cerebras: Built) -> None:
    found = reconcile(cerebras.sheet, LEDGER_FILE)
    assert (findings(found.verdicts), found.moved) == ([], "")
    assert "~10.3M" in to_markdown(found)


def test_without_a_ledger_no_reconciliation_is_built(foreign: Built, tmp_path: Path) -> None:
    folder = ROOT / "tests" / "proposals" / "foreign"
    files = [*foreign.document.pictures(), "foreign.md", "foreign.figures.json"]
    assert list(files_of(foreign, folder, tmp_path, "md", False)) == files


def test_a_changed_assumption_shows_in_the_reconciliation() -> None:
    found = reconcile(sheet_of(LEDGER_FILE.parent, {"scenarios.production.sites": "11"}), LEDGER_FILE)
    assert findings(found.verdicts)
    assert found.moved.startswith("The ledger is of other inputs: ")


def test_a_ledger_stands_in_the_way_of_no_build_where_a_model_has_another_name(tmp_path: Path) -> None:
    folder = tmp_path / "inputs" / "small"
    shutil.copytree(SMALL, folder)
    for path in folder.glob("*.yaml"):
        path.write_text(path.read_text(encoding="utf-8").replace("quill-2", "quill-3"), encoding="utf-8")
    gone = STATED.replace("request.uncached", "request.models.quill-2.uncached")
    (folder / LEDGER).write_text(gone, encoding="utf-8")
    files = files_of(make(load(folder)), folder, tmp_path, "md", False)
    text = files["small.reconciliation.md"].decode()
    assert "1 figure is no longer computed.**\n" in text
    assert "\n## No longer computed\n" in text


def test_what_is_not_traced_in_the_markdown_is_told_first_and_the_page_is_looked_at_only_when_there_is_to_be_one(
    small: Built,
) -> None:
    wrong = replace(small, document=small.document._replace(text=f"{small.document.text}\n77 more.\n"))
    assert [one.what for one in wrong.untraced()] == ["77 is traced to no figure in “77 more.”"]
    assert [one.what for one in wrong.untraced(page=False)] == ["77 is traced to no figure in “77 more.”"]
    vars(small_page := replace(small))["page"] = replace(small.page, text=small.page.text.replace("6,750", "6,570"))
    assert small_page.untraced(page=False) == []
    assert small_page.untraced() != []
