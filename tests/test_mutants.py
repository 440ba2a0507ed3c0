"""No formula is wrong unnoticed, and `explain` names what an input moves: all formulas, and a slice of the inputs."""

import ast
import subprocess
import sys
from random import Random
from types import ModuleType

import pytest

from generator.calculation import even_load, request
from generator.document.explain.tree import resting
from generator.figures.figure import Figure, Sheet
from generator.figures.formulas import formulas
from generator.inputs import Leaf
from tests.calculation import every
from tests.conftest import ROOT
from tests.figures.test_sheet import FOLDERS, proposal, sheet
from tests.mutants import formulas as formula_mutants
from tests.mutants import inputs
from tests.mutants.formulas import EQUIVALENT, in_place, mutants, noticed
from tests.mutants.places import wrong
from tests.mutants.trees import mutated

# Formulas


def expressions(text: str, *parameters: str) -> set[str]:
    return {ast.unparse(one) for one in mutated(ast.parse(text, mode="eval").body, list(parameters))}


@pytest.mark.slice(4)
@pytest.mark.parametrize("module", every.MODULES, ids=every.NAMES)
def test_every_mutant_of_a_formula_is_noticed_by_a_test_but_those_that_are_called_equivalent(
    module: ModuleType,
) -> None:
    called = [text for text in EQUIVALENT if text.startswith(f"{module.__name__.rpartition('.')[2]}.")]
    assert [str(one) for one in mutants(module) if not noticed(one)] == called


def test_what_is_called_equivalent_is_a_mutant_of_a_formula() -> None:
    named = [module for name, module in zip(every.NAMES, every.MODULES, strict=True) if f"{name}." in str(EQUIVALENT)]
    assert {*EQUIVALENT} <= {str(one) for module in named for one in mutants(module)}


def test_a_difference_has_its_operators_operands_order_sign_and_a_step_wrong() -> None:
    assert expressions("a - b", "a", "b") == {
        *("a + b", "a * b", "a / b", "a", "b", "b - a", "b - b", "a - a", "-(a - b)", "a - b + 1"),
    }


def test_a_comparison_becomes_each_other_one_and_a_fixed_answer() -> None:
    compared = {f"a {sign} 0" for sign in ("!=", "<", "<=", ">", ">=")}
    assert expressions("a == 0", "a") == {*compared, "a == 1", "a == -1", "True", "False"}


def test_a_verb_becomes_each_other_one_of_its_kind_and_loses_what_it_is_given() -> None:
    assert expressions("total(each)", "each") >= {
        "greatest(each)",
        "least(each)",
        "total(each[1:])",
        "total(each[:-1])",
    }
    assert expressions("round_up(a, b)") >= {"round_down(a, b)", "share(a, b)", "a / b", "a", "b", "round_up(b, a)"}


def test_a_part_of_a_part_is_mutated_too() -> None:
    assert expressions("a * (1 - b)") >= {"a * (1 + b)", "a * (2 - b)", "a * b", "a * 1"}


def test_a_mutant_holds_the_place_of_its_formula_and_gives_it_back() -> None:
    right, first = request.nothing_is_cached, next(mutants(request))
    assert first.name == "requests_per_minute"
    with in_place(first) as wrong:
        assert request.requests_per_minute is wrong is formulas(request)["requests_per_minute"].function
        assert request.nothing_is_cached is right
    assert formulas(request)["requests_per_minute"].function is request.requests_per_minute is not wrong


def test_a_mutant_survives_where_no_test_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = next(mutants(even_load))
    assert noticed(wrong) == "worked examples"
    monkeypatch.setattr(formula_mutants, "TESTS", {})
    assert noticed(wrong) == ""


# Other code

MODULE = '''
def one(a: int = 1, *rest: str) -> list[str]:
    """What it says."""
    if a < 2 and rest:
        return [*rest, f"{a:.1f} x"]
    return sorted(rest, key=len, reverse=True)[1:]

class Two:
    @property
    def three(self) -> str:
        print(not self)
        return "x".lstrip("y")
'''


def ways(text: str) -> list[str]:
    """Each way in which a module is made wrong, by the lines that differ."""
    tree = ast.parse(text)
    right = ast.unparse(tree).splitlines()
    found = []
    for one in wrong(tree):
        lines = ast.unparse(one.within(tree)).splitlines()
        assert len(lines) == len(right)
        (differ,) = (new.strip() for new, old in zip(lines, right, strict=True) if new != old)
        found.append(f"{one.function}: {differ}")
    assert ast.unparse(tree).splitlines() == right
    return found


def test_a_function_is_made_wrong_in_every_place_that_is_run_and_in_no_other() -> None:
    assert ways(MODULE) == [
        *("one: if not (a < 2 and rest):", "one: if a < 2 or rest:", "one: if a <= 2 and rest:"),
        *("one: if a < 3 and rest:", "one: return None", "one: return [f'{a:.1f} x']"),
        *("one: return [*rest, f'{a:XX.1fXX} x']", "one: return [*rest, f'{a:.1f}XX xXX']", "one: return None"),
        *("one: return sorted(rest, reverse=True)[1:]", "one: return sorted(rest, key=len)[1:]"),
        *("one: return sorted(rest, key=len, reverse=False)[1:]", "one: return sorted(rest, key=len, reverse=True)[:]"),
        *("one: return sorted(rest, key=len, reverse=True)[2:]",),
        *("Two.three: pass", "Two.three: print(self)", "Two.three: return None", "Two.three: return 'x'.rstrip('y')"),
        *("Two.three: return 'XXxXX'.lstrip('y')", "Two.three: return 'x'.lstrip('XXyXX')"),
    ]


def campaign(*arguments: str) -> tuple[int, str]:
    """The exit code and the last line of a campaign that has the tests of numerals alone."""
    command = [sys.executable, "-m", "tests.mutants", "code", *arguments, "--tests", "tests/test_numerals.py"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)
    return done.returncode, [line for line in done.stdout.splitlines() if " mutants: " in line][-1]


def test_code_is_made_wrong_in_the_tests_own_process_and_noticed_and_what_no_test_meets_is_told() -> None:
    # Of git the tests of numerals meet nothing.
    found = campaign("generator.numerals", "generator.git", "--each", "2", "--seed", "1")
    assert found == (1, "4 mutants: 1 killed, 1 explained, 2 survive")


# Inputs

LEAVES = {name: list(proposal(name).leaves()) for name in FOLDERS}
SLICE = [
    pytest.param(name, leaf, id=leaf.path, marks=[pytest.mark.whole] * (name == "seed"))
    for name, count in (("seed", 1), ("foreign", 2))
    for leaf in Random(7).sample(LEAVES[name], count)
]


@pytest.mark.parametrize(("name", "leaf"), SLICE)
def test_an_input_moves_the_figures_that_explain_names_and_no_others(name: str, leaf: Leaf) -> None:
    assert inputs.moves(FOLDERS[name], leaf, sheet(name)).faults() == []


SUSTAINED = "museum.opening.sites_at_sustained_rate"


def museum_sites() -> inputs.Moves:
    leaf = next(one for one in LEAVES["foreign"] if one.path == "scenarios.museum.sites")
    return inputs.moves(FOLDERS["foreign"], leaf, sheet("foreign"))


def test_a_figure_that_explain_left_out_would_be_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def forgetful(figure: Figure, within: Sheet) -> dict[str, int]:
        return {name: away for name, away in resting(figure, within).items() if name != SUSTAINED}

    monkeypatch.setattr(inputs, "resting", forgetful)
    assert museum_sites().faults() == [f"scenarios.museum.sites: moves {SUSTAINED}, which explain does not name"]


def test_a_figure_that_explain_named_wrongly_would_be_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        inputs, "resting", lambda figure, within: {**resting(figure, within), "constants.minutes_per_hour": 1}
    )
    assert museum_sites().faults() == [
        "scenarios.museum.sites: never moves constants.minutes_per_hour, which explain names"
    ]


def test_a_figure_stays_for_a_reason_or_for_none() -> None:
    found = sheet("seed")
    share, part = found["demo.peak.share_of_headline"], found["demo.peak.tokens_per_minute"]
    whole, judged = found["production.peak.tokens_per_minute"], found["demo.peak.is_negligible"]
    assert inputs.reason(share, {part.name, whole.name}, {part.name, whole.name}) == inputs.CANCELS
    assert inputs.reason(share, {part.name}, {part.name}) == ""
    assert inputs.reason(share, set(), {part.name}) == inputs.ALL_STILL
    assert inputs.reason(share, set(), set()) == ""
    assert inputs.reason(part, {one.name for one in part.inputs()}, {one.name for one in part.inputs()}) == ""
    assert inputs.reason(judged, {share.name}, {share.name}) == inputs.THRESHOLD
