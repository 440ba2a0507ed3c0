"""A product is a proposal at every stage; its reconciliation is there where a ledger is."""

from pathlib import Path

from generator.inputs import load
from generator.product import make, reconciliation
from tests.conftest import ROOT, Built


def test_a_product_holds_what_the_stages_make(cerebras: Built) -> None:
    product = make(cerebras.proposal)
    assert product.document.text == cerebras.document.text
    assert product.page.text == cerebras.page.text
    assert product.paper == "letter"
    assert product.untraced() == []


def test_the_ledger_leaves_nothing_unexplained(cerebras: Built) -> None:
    told = reconciliation(make(cerebras.proposal), ROOT / "inputs" / "cerebras-2026")
    assert told is not None
    assert told[1] == []
    assert "~10.3M" in told[0]


def test_without_a_ledger_there_is_no_reconciliation(foreign: Built) -> None:
    assert reconciliation(make(foreign.proposal), ROOT / "tests" / "proposals" / "foreign") is None


def test_a_changed_assumption_shows_in_the_reconciliation() -> None:
    folder = Path(ROOT / "inputs" / "cerebras-2026")
    told = reconciliation(make(load(folder, {"scenarios.production.sites": "11"})), folder)
    assert told is not None
    assert told[1]
