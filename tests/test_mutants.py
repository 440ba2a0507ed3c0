"""No formula is wrong unnoticed, and `explain` names what an input moves: all formulas, and a slice of the inputs."""

import ast
import json
import subprocess
import sys
from functools import cache
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
from tests.mutants import code, inputs
from tests.mutants import formulas as formula_mutants
from tests.mutants.formulas import EQUIVALENT, in_place, mutants, noticed
from tests.mutants.trees import mutated

# Formulas


def expressions(text: str, *parameters: str) -> set[str]:
    return {ast.unparse(one) for one in mutated(ast.parse(text, mode="eval").body, list(parameters))}


@pytest.mark.slice(12)
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

DIFF = """--- mutation diff ---
--- a/generator/review/ledger.py
+++ b/generator/review/ledger.py
@@ -80,3 +80,3 @@
     if found:
-        return -1 < found
+        return -1 <= found
 """


def session(*outcomes: str) -> str:
    """What cosmic-ray tells of a session in which the same mutant met with these outcomes."""
    item = {"job_id": "da66", "mutations": [{"operator_name": "core/NumberReplacer", "definition_name": "stated"}]}
    results = [
        {"worker_outcome": "normal" if one else "skipped", "output": "why", "test_outcome": one or None, "diff": DIFF}
        for one in outcomes
    ]
    return "\n".join(json.dumps([item, one]) for one in results)


LEDGER = "stated: return -1 < found → return -1 <= found"


def test_a_mutant_is_told_by_its_function_and_its_line_and_one_that_is_left_out_is_not_told() -> None:
    found = list(code.mutants(session("survived", "", "killed")))
    assert found == [code.Mutant(LEDGER, noticed=False), code.Mutant(LEDGER, noticed=True)]


@pytest.mark.parametrize(
    ("operator", "function", "out"),
    [
        ("NumberReplacer", "stated", False),
        ("NumberReplacer", None, True),
        ("ReplaceComparisonOperator_Lt_LtE", "stated", False),
        ("ReplaceComparisonOperator_Lt_Is", "stated", True),
        ("ReplaceBinaryOperator_BitOr_Add", "stated", True),
    ],
)
def test_an_operator_becomes_the_one_that_is_mistaken_for_it_and_what_no_function_holds_stays(
    operator: str, function: str | None, out: bool
) -> None:
    assert code.left_out(f"core/{operator}", function) == out


def test_a_mutant_that_could_not_be_tried_ends_the_run() -> None:
    with pytest.raises(RuntimeError, match="why"):
        list(code.mutants(session("killed", "incompetent")))


@pytest.mark.parametrize(
    ("noticed", "reasons", "lines", "good"),
    [
        (True, {}, [], True),
        (False, {}, [f"  survives  {LEDGER}"], False),
        (False, {LEDGER: "it is"}, [f"  survives  {LEDGER}  (it is)"], True),
        (True, {LEDGER: "it is"}, [f"  needs no reason in survivors.yaml, or is not there  {LEDGER}"], False),
    ],
)
def test_a_mutant_that_survives_needs_a_reason_and_no_other_has_one(
    noticed: bool, reasons: dict[str, str], lines: list[str], good: bool
) -> None:
    assert code.told([code.Mutant(LEDGER, noticed)], reasons) == (lines, good)


def test_each_reason_is_of_a_module_with_a_test_file() -> None:
    assert [name for name in code.survivors() if name not in code.modules()] == []
    assert {"generator.numerals", "generator.review.ledger"} <= {*code.modules()}
    assert [name for name in code.modules() if not (ROOT / code.file_of(name)).is_file()] == []


@pytest.mark.whole
def test_a_mutant_of_code_is_made_in_a_copy_of_what_is_here_and_noticed() -> None:
    pytest.importorskip("cosmic_ray", reason="the extra `mutants` is not installed")
    command = [sys.executable, "-m", "tests.mutants", "code", "generator.numerals"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)
    assert (done.returncode, done.stdout.splitlines()[1:]) == (0, ["  5 of 5 noticed"])


# Inputs


@pytest.mark.slice(3)
@pytest.mark.parametrize(("name", "number"), [("foreign", 0), ("foreign", 1), ("seed", 0)])
def test_an_input_moves_the_figures_that_explain_names_and_no_others(name: str, number: int) -> None:
    leaf = Random(7).sample([*proposal(name).leaves()], 2)[number]
    assert inputs.moves(leaf, sheet(name), inputs.sheets(FOLDERS[name], leaf)).faults() == []


SUSTAINED = "museum.opening.sites_at_sustained_rate"


@cache
def museum_sites() -> Leaf:
    return next(one for one in proposal("foreign").leaves() if one.path == "scenarios.museum.sites")


@pytest.fixture(scope="module")
def other_sites() -> list[Sheet]:
    return [*inputs.sheets(FOLDERS["foreign"], museum_sites())]


def test_a_figure_that_explain_left_out_would_be_told(
    other_sites: list[Sheet], monkeypatch: pytest.MonkeyPatch
) -> None:
    def forgetful(figure: Figure, within: Sheet) -> dict[str, int]:
        return {name: away for name, away in resting(figure, within).items() if name != SUSTAINED}

    monkeypatch.setattr(inputs, "resting", forgetful)
    found = inputs.moves(museum_sites(), sheet("foreign"), other_sites)
    assert found.faults() == [f"scenarios.museum.sites: moves {SUSTAINED}, which explain does not name"]


def test_a_figure_that_explain_named_wrongly_would_be_told(
    other_sites: list[Sheet], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        inputs, "resting", lambda figure, within: {**resting(figure, within), "constants.minutes_per_hour": 1}
    )
    found = inputs.moves(museum_sites(), sheet("foreign"), other_sites)
    assert found.faults() == ["scenarios.museum.sites: never moves constants.minutes_per_hour, which explain names"]


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
