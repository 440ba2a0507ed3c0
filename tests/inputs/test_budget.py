"""What a proposal asks to be worked out is counted first, and the entry that takes it above a limit is named."""

from fractions import Fraction
from typing import Any

import pytest

from generator.errors import ProposalError
from generator.inputs import Proposal, load
from generator.inputs.budget import entries, ranges
from generator.inputs.located_yaml import KEY
from tests.conftest import CEREBRAS, FOREIGN, KINDS, built


def counted(proposal: Proposal) -> list[tuple[Any, ...]]:
    return [*entries(proposal.inputs)]


@pytest.mark.parametrize("folder", [CEREBRAS, FOREIGN, *KINDS], ids=lambda folder: folder.name)
def test_the_count_is_near_the_figures_that_are_worked_out(folder: Any) -> None:
    figures, count = len(built(folder).sheet), sum(number for _, number in counted(built(folder).proposal))
    assert Fraction(1, 2) < Fraction(count, figures) < 2


@pytest.mark.usefixtures("validates_anew")
def test_the_entry_that_takes_the_figures_above_their_limit_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    proposal = load(CEREBRAS)
    found = counted(proposal)
    limit = sum(number for _, number in found)
    monkeypatch.setattr("generator.inputs.budget.MOST_FIGURES", limit)
    load(CEREBRAS)
    for cut in (1, found[-1][1] + 1):
        monkeypatch.setattr("generator.inputs.budget.MOST_FIGURES", limit - cut)
        with pytest.raises(ProposalError, match="more than are worked out; split the proposal") as caught:
            load(CEREBRAS)
        (fault,) = caught.value.faults
        path = found[-1 if cut == 1 else -2][0]
        assert path[-1] == KEY
        assert fault.place.line == proposal.place(path).line > 0
        assert f"over {limit - cut:,} figures" in fault.what


@pytest.mark.usefixtures("validates_anew")
def test_the_range_that_takes_the_mixtures_above_their_limit_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    proposal = load(CEREBRAS)
    figures = sum(number for _, number in counted(proposal))
    monkeypatch.setattr("generator.inputs.budget.MOST_MIXTURES", figures * 3)
    with pytest.raises(ProposalError, match=r"this is range 4; .* no more than 3 are worked out") as caught:
        load(CEREBRAS)
    (fault,) = caught.value.faults
    assert fault.hint == "state one value where the range matters least"
    assert fault.place.line > 0


def test_facts_are_no_ranges_that_anything_rests_on() -> None:
    found = {path[-1] for path in ranges(load(CEREBRAS).inputs)}
    assert "sites_at_peak" in found
    assert "blocks-per-page" not in found
