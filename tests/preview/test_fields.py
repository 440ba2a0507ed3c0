"""What can be tried out is what moves the request most, as it stands in its file."""

from fractions import Fraction
from pathlib import Path

import pytest

from generator.errors import ProposalError
from generator.inputs import load
from generator.preview.fields import MOST_FIELDS, Box, fields, line, numbers
from tests.conftest import CEREBRAS, FULL, SMALL, Built, built

MEASURED = FULL.parent / "measured"


def test_the_inputs_come_in_the_order_of_how_far_the_request_moves(cerebras: Built) -> None:
    found = fields(cerebras.proposal, cerebras.sheet)
    effects = [Fraction(cerebras.sheet[f"assumptions.{one.path}.effect"].value) for one in found]
    every = [Fraction(one.value) for name, one in cerebras.sheet.items() if name.endswith(".effect")]
    assert effects == sorted(every, reverse=True)[:MOST_FIELDS]


def test_a_field_has_each_number_as_its_line_states_it(cerebras: Built) -> None:
    found = {one.path: one for one in fields(cerebras.proposal, cerebras.sheet)}
    share = found["scenarios.production.generative_share"]
    assert share.boxes == (Box(share.path, "", "10%"),)
    assert share.called == "Production sites: generative share"
    path = "scenarios.production.load_cases.peak.sites_at_peak"
    assert found[path].boxes == tuple(
        Box(f"{path}.{end}", end, text) for end, text in {"low": "2", "likely": "2", "high": "3"}.items()
    )
    file, _, line = found[path].place.partition(":")
    assert "sites_at_peak" in (CEREBRAS / file).read_text(encoding="utf-8").splitlines()[int(line) - 1]


@pytest.mark.parametrize("folder", [SMALL, FULL, MEASURED], ids=lambda path: path.name)
def test_what_a_field_says_put_in_its_place_changes_nothing(folder: Path) -> None:
    proposal = built(folder).proposal
    boxes = [box for one in fields(proposal, built(folder).sheet) for box in one.boxes]
    assert boxes
    again = load(folder, {box.path: box.text for box in boxes})
    likely = [{leaf.path: leaf.quantity.ends[1] for leaf in one.leaves()} for one in (proposal, again)]
    assert likely[0] == likely[1]
    ends = [{leaf.path: leaf.quantity.ends for leaf in one.leaves()} for one in (proposal, again)]
    measured = {".".join(map(str, keys[:-1])) for keys in proposal.measured}
    assert {path for path in ends[0] if ends[0][path] != ends[1][path]} <= measured


def test_what_is_no_input_and_what_is_no_number_is_not_written(small: Built) -> None:
    proposal = small.proposal
    assert numbers(proposal, {"scenarios.desk.sites": "5"}) == {("scenarios", "desk", "sites"): "5"}
    for path, text in (
        ("scenarios.desk.label", "5"),
        ("../scenarios.desk.sites", "5"),
        ("scenarios.desk.sites", "5\nlabel: x"),
        ("scenarios.desk.sites", "{low: 1, high: 2}"),
        ("scenarios.desk.sites", "x"),
    ):
        with pytest.raises(ProposalError):
            numbers(proposal, {path: text})


def test_a_change_is_typed_in_a_shell_as_one_word() -> None:
    assert line("x", {"a.b": "10%"}) == "proposal build -p x --set a.b=10%"
    assert line("x", {"a b": "{low: 1}; y", "c": "1"}) == "proposal build -p x --set 'a b={low: 1}; y' --set c=1"
    assert line("x", {}) == ""
