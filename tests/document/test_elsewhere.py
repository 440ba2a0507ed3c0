"""The document says what goes to other vendors, in tables of their own, and asks its vendor for the rest alone."""

from generator.document.render import render
from generator.figures.sheet import calculate
from generator.inputs import load
from tests.conftest import ROOT, SMALL

TWO = ROOT / "tests" / "proposals" / "two-vendors"


def text(**changes: str) -> str:
    proposal = load(TWO, changes)
    return render(proposal, calculate(proposal)).text


def test_what_goes_elsewhere_is_told_apart_and_costs_apart() -> None:
    found = text()
    for line in (
        "| quill-3 | aspen-9 | Northwind AI | 30% (20–40%) | 100% |",
        "| Sort | aspen-mini | Northwind AI | – | 50% |",
        "| Northwind AI | aspen-9 | always | 15 | 42,000 | 37,500 | 38.4% | 4,500 | 27,600 |",
        "| Northwind AI | aspen-9 | if you fail, all of it | 50 | 140,000 | 125,000 | 38.4% | 15,000 | 92,000 |",
        "| **Requested** | **85** | **139K** | **83,000** |",
        "aspen-9 of Northwind AI costs 365 EUR for a month of Counter, 30.4 EUR an hour at the peak if you fail, "
        "and its 60 RU 87,600 EUR a month, used or not; committed for 6 months, 526K.",
    ):
        assert line in found


def test_the_vendor_is_asked_nothing_of_the_models_of_others() -> None:
    asked = text().partition("**What we need from Meridian**")[2].partition("## ")[0]
    models = text().partition(". Models\n")[2].partition("## ")[0]
    assert "aspen" not in asked
    assert "aspen" not in models


def test_a_share_alone_is_always_there_and_a_proposal_of_one_vendor_says_nothing_of_others() -> None:
    split = text(**{"models.quill-3.fallback": "{aspen-mini: 10%}"})
    assert "| Northwind AI | aspen-9 | always | 15 |" in split
    assert "aspen-9 | if you fail" not in split
    small = load(SMALL)
    assert "other vendors" not in render(small, calculate(small)).text
