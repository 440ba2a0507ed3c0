"""Which inputs could be measured values, and how far what is stated is from what was measured.

In: a proposal, and its files of measured values. Out: `Beside`s: an input, what is stated, what was measured, and how
far the request would move, the largest first.
"""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from pathlib import Path
from typing import NamedTuple

from generator.errors import Fault, ProposalError
from generator.figures.figure import Sheet
from generator.figures.sheet import calculate
from generator.inputs import Leaf, Proposal, load
from generator.inputs.measured import MeasuredFile, Value, measured_files
from generator.inputs.quantities import portion

CALL = {
    "input_tokens": "input_tokens.mean",
    "output_tokens": "output_tokens.mean",
    "requests_per_page": "requests_per_unit.mean",
}
"""What of a call is measured, and as what: demand is a sum over many calls, so a mean is what counts."""
WHOLE = {"hit_rate": "all.hit_rate", "sites_at_peak": "all.tenants_at_peak"}
ASKED = ("request.tokens_per_minute", "request.uncached_tokens_per_minute")


class Beside(NamedTuple):
    """An input and the measured value that could stand in its place; `moves` is by what share each figure would
    move, in the pool where it moves farthest.

    `fault` says why it could not, where it could not.
    """

    leaf: Leaf
    name: str
    stated: Fraction
    measured: Fraction
    moves: Mapping[str, Fraction]
    fault: str = ""

    @property
    def apart(self) -> Fraction | None:
        """By what share of what is stated the measured value differs; of nothing there is no share."""
        return (self.measured - self.stated) / self.stated if self.stated else None

    @property
    def effect(self) -> Fraction:
        """The largest move of the request, whichever way."""
        return max((abs(one) for one in self.moves.values()), default=Fraction(0))


def files_of(folder: Path) -> list[MeasuredFile]:
    """The files of measured values of a proposal. Raises ProposalError with every fault of them."""
    faults: list[Fault] = []
    found = list(measured_files(folder, None, faults))
    if faults:
        raise ProposalError(faults)
    return found


def beside(folder: Path, proposal: Proposal, files: Sequence[MeasuredFile]) -> list[Beside]:
    """Each input that is stated and was measured as well, those first that would move the request most."""
    base = calculate(proposal, sensitivity=False)
    found = [_beside(folder, proposal, base, leaf, name, value) for leaf, name, value in _candidates(proposal, files)]
    return sorted(found, key=lambda one: (one.effect, not one.fault), reverse=True)


def _candidates(proposal: Proposal, files: Sequence[MeasuredFile]) -> Iterator[tuple[Leaf, str, Value]]:
    known = {path[:-1] for path in proposal.measured}
    for leaf in (one for one in proposal.leaves() if one.keys not in known):
        for file in files:
            wanted = [name for name in _names(proposal, leaf) if name in file.values]
            if wanted:
                several = sum(wanted[0] in other.values for other in files) > 1
                yield leaf, f"{file.name}.{wanted[0]}" if several else wanted[0], file.values[wanted[0]]
                break


def _names(proposal: Proposal, leaf: Leaf) -> Iterator[str]:
    """What a measured value of an input may be called: by its call, or by the model that serves no other call."""
    keys = [str(key) for key in leaf.keys]
    if keys[0] == "page_profiles" and keys[2:3] == ["calls"] and keys[-1] in CALL and len(keys) == 5:
        calls = proposal.inputs.page_profiles[keys[1]].calls
        model = calls[keys[3]].model
        yield f"{keys[3]}.{CALL[keys[-1]]}"
        if sum(one.model == model for one in calls.values()) == 1:
            yield f"{model}.{CALL[keys[-1]]}"
            yield f"model/{model}.{CALL[keys[-1]]}"
    elif keys[-1] in WHOLE and keys[-2] in ("prefix_cache", *(keys[-2:-1] if keys[0] == "scenarios" else ())):
        yield WHOLE[keys[-1]]


def _beside(folder: Path, proposal: Proposal, base: Sheet, leaf: Leaf, name: str, value: Value) -> Beside:
    measured = portion(value.number)
    stated = leaf.quantity.ends[1]
    try:
        sheet = calculate(load(folder, {leaf.path: f"{{measured: {name}}}"}), sensitivity=False)
    except ProposalError as error:
        return Beside(leaf, name, stated, measured, {}, "; ".join(fault.what for fault in error.faults))
    moves: dict[str, Fraction] = {}
    for path in proposal.inputs.proposal.request.parts:
        for asked in ASKED:
            key = asked.replace("request", path, 1)
            if base[key].value:
                move = Fraction(sheet[key].value) / Fraction(base[key].value) - 1
                moves[asked] = max(moves.get(asked, Fraction(0)), move, key=abs)
    return Beside(leaf, name, stated, measured, moves)
