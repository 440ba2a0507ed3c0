"""What goes to other vendors holds together: a fault says where, and what to write instead."""

import pytest

from generator.errors import ProposalError
from generator.inputs import load
from tests.conftest import ROOT

TWO = ROOT / "tests" / "proposals" / "two-vendors"
CALL, SORT = "page_profiles.talk.calls.reply", "page_profiles.talk.calls.sort"

FAULTS = {
    "a call of another vendor's model": ({f"{CALL}.model": "aspen-9"}, "aspen-9 is another vendor's; a call names"),
    "a share to the same vendor": ({f"{CALL}.split": "{finch-1: 20%}"}, "finch-1 is a model of the same vendor"),
    "all of it elsewhere": (
        {f"{CALL}.split": "{aspen-9: 60%, aspen-mini: 40%}"},
        "up to 100% of the requests go elsewhere",
    ),
    "all of it at an end": ({f"{CALL}.split": "{aspen-9: {low: 80%, high: 100%}}"}, "up to 100% of the requests"),
    "an unknown model": ({f"{CALL}.fallback": "{aspen-8: 20%}"}, "unknown model aspen-8"),
    "an unknown vendor": ({"models.aspen-9.vendor": "southwind"}, "unknown vendor southwind"),
    "a vendor without a model": (
        {"proposal.other_vendors": "{northwind: {}, southwind: {}}"},
        "no model is of the vendor southwind",
    ),
    "a model that nothing goes to": (
        {f"{SORT}.fallback": "{aspen-9: 10%}"},
        "no call uses the model aspen-mini",
    ),
    "what only the vendor is asked": (
        {"models.aspen-9.total_to_uncached": "3"},
        "total_to_uncached is not asked of it",
    ),
    "a fallback of a fallback": ({"models.aspen-9.fallback": "{aspen-mini: 10%}"}, "fallback is not asked of it"),
    "cache writes of turns": ({f"{CALL}.turns": "3", f"{CALL}.growth_tokens": "9"}, "counts cache writes"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_it_is_refused(name: str) -> None:
    changes, said = FAULTS[name]
    with pytest.raises(ProposalError) as found:
        load(TWO, changes)
    assert [one for one in found.value.faults if said in one.what] != []
