"""The document says what goes to other vendors, in tables of their own, and asks its vendor for the rest alone."""

import re
from pathlib import Path

import pytest

from generator.errors import ProposalError
from generator.inputs import load
from generator.print.product import make
from tests.conftest import ROOT, Built, built
from tests.sheets import document_of, heard_elsewhere

TWO = ROOT / "tests" / "proposals" / "two-vendors"


def text(**changes: str) -> str:
    return (document_of(TWO, changes) if changes else built(TWO).document).text


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


def test_a_share_alone_is_always_there_and_a_proposal_of_one_vendor_says_nothing_of_others(small: Built) -> None:
    split = text(**{"models.quill-3.fallback": "{aspen-mini: 10%}"})
    assert "| Northwind AI | aspen-9 | always | 15 |" in split
    assert "aspen-9 | if you fail" not in split
    assert "other vendors" not in small.document.text


def test_where_nothing_goes_nothing_is_told_of_going_there() -> None:
    """A share of 0% may be tried out; a row of it would say that nothing is asked of nobody, or the same twice."""
    spare = text(**{"models.quill-3.split": "{aspen-9: 0%}"})
    assert "| aspen-9 | always |" not in spare
    assert "| Northwind AI | aspen-9 | if you fail | 50 |" in spare
    assert "come to you" not in spare
    assert "for a month of Counter" not in spare.partition("aspen-9 of Northwind AI costs")[2].partition("\n")[0]
    shared = text(**{"models.quill-3.fallback": "{aspen-9: 0%}"})
    assert "| Northwind AI | aspen-9 | always | 15 |" in shared
    assert "aspen-9 | if you fail" not in shared
    neither = text(**{"models.quill-3.fallback": "{aspen-9: 0%}", "models.quill-3.split": "{aspen-9: 0%}"})
    assert "aspen-9 | " not in neither.partition("## Appendix")[0]


def test_of_a_call_in_turns_that_is_shared_all_requests_are_told_that_are_sent_here() -> None:
    free = {f"models.{name}.price": "{input: 1, output: 2}" for name in ("quill-3", "aspen-9")}
    metered = {"models.aspen-9.meter": "{cached: 0, output: 4}"}
    reply = {f"page_profiles.talk.calls.reply.{key}": value for key, value in (("turns", "4"), ("growth_tokens", "50"))}
    found = text(**free, **metered, **reply)
    assert "| Reply | quill-3 | 2.8 |" in found
    assert "- Of the requests of Reply, 60–80% come to you: their tokens stand here," in found


def test_work_that_goes_elsewhere_is_told_and_no_token_of_it(tmp_path: Path) -> None:
    product = make(load(heard_elsewhere(tmp_path)))
    found = product.document.text
    assert product.untraced() == []
    assert re.search(r"\| Northwind \| ear-9 \| if you fail \| [\d.,]+ \| – \| – \| – \| – \| – \|", found)
    assert re.search(r"For ear-9 we ask Northwind for [\d.,]+ seconds of audio a minute, should you fail\.", found)


def test_where_another_vendor_has_a_price_all_that_may_go_there_has_one(tmp_path: Path) -> None:
    folder = heard_elsewhere(tmp_path)
    models = folder / "models.yaml"
    text = models.read_text(encoding="utf-8").replace(
        "price: {work: {audio_second: {price: 0.5, per: 3600}}}", "price: {input: 1}"
    )
    models.write_text(text, encoding="utf-8")
    with pytest.raises(ProposalError, match="work has no audio_second, which calls send to ear-9"):
        load(folder)
