"""The second reckoning of stated beside measured values agrees with the sheet, and a wrong formula differs."""

import re
import shutil
from pathlib import Path

import pytest

from generator.calculation import drift as formulas
from generator.figures.sheet import calculate
from generator.inputs import Proposal, load
from tests.conftest import ROOT
from tests.mutants.formulas import in_place, mutants
from tests.reckoning.amounts import Row
from tests.reckoning.drift import drift, logs
from tests.reckoning.typed import read

STATED = {"input_tokens": "4000", "output_tokens": "300", "requests_per_unit": "1.5", "hit_rate": "30%"}
SAYS = re.compile(r"\{measured: [\w.]*?(input_tokens|output_tokens|requests_per_unit|hit_rate)[\w.]*\}")


@pytest.fixture(scope="module")
def stated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A proposal of which everything was measured, and nothing of it is used: each value is stated beside it."""
    folder = tmp_path_factory.mktemp("stated") / "measured"
    shutil.copytree(ROOT / "tests" / "proposals" / "measured", folder)
    for file in folder.glob("*.yaml"):
        text = file.read_text(encoding="utf-8")
        text = re.sub(r"\n +low: \{measured.*\n.*\n.*\n", " {measured: a.output_tokens.mean}\n", text)
        text = SAYS.sub(lambda found: f'{{value: {STATED[found[1]]}, source: {{stated: "Plan of the shelves"}}}}', text)
        file.write_text(text.replace("measured from a log in that form.", "stated."), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def proposal(stated: Path) -> Proposal:
    return load(stated)


@pytest.fixture(scope="module")
def own(stated: Path) -> Row:
    return drift(read(stated), logs(stated))


def told(proposal: Proposal) -> Row:
    """The figures of drift in the sheet of a proposal."""
    sheet = calculate(proposal)
    return {name: figure.value for name, figure in sheet.items() if re.match(r"assumptions\..*\.measured\.\w+$", name)}


def test_every_figure_of_drift_is_what_is_reckoned(proposal: Proposal, own: Row) -> None:
    assert told(proposal) == own
    assert len(own) > 60
    assert any(value for name, value in own.items() if name.endswith(".uncached_tokens_move_by"))


def test_no_wrong_formula_of_drift_comes_to_what_is_reckoned(proposal: Proposal, own: Row) -> None:
    wrong = {one.name: one for one in mutants(formulas)}
    assert {*wrong} == {"apart", "tokens_move_by", "uncached_tokens_move_by"}
    for mutant in wrong.values():
        with in_place(mutant):
            assert told(proposal) != own, str(mutant)
