"""A fault says where, what and how to mend it; an error carries every fault."""

import inspect
import pickle
import shlex
import sys
from concurrent.futures.process import _RemoteTraceback
from difflib import get_close_matches
from pathlib import Path
from traceback import format_exception

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.calculation import limit
from generator.errors import (
    FAULTY,
    FOUND,
    UNREACHED,
    WIDEST,
    Fault,
    FormulaError,
    Place,
    ProposalError,
    did_you_mean,
    gravest,
    install_hint,
    listed,
    mistake,
)
from generator.figures.figure import work_out
from tests.conftest import ROOT

LINE = "  sites: ten"


def test_a_place_is_written_as_file_line_and_column() -> None:
    assert str(Place("scenarios.yaml", 12, 9, LINE)) == "scenarios.yaml:12:9"


def test_a_place_without_a_line_is_the_file() -> None:
    assert str(Place("scenarios.yaml")) == "scenarios.yaml"


def test_a_fault_shows_its_line_and_points_at_the_column() -> None:
    fault = Fault(Place("scenarios.yaml", 6, 10, LINE), "expected a number, found a text", "write 10")
    assert str(fault).split("\n") == [
        "scenarios.yaml:6:10: expected a number, found a text; write 10",
        "      sites: ten",
        "             ^",
    ]


def test_a_fault_without_a_hint_or_a_line_is_one_short_line() -> None:
    assert str(Fault(Place("savings.yaml"), "there is no such file")) == "savings.yaml: there is no such file"
    assert str(Fault(Place("savings.yaml", 3, 1, "  "), "empty")) == "savings.yaml:3:1: empty"


def test_the_caret_stands_below_the_fault_where_tabs_stand_before_it() -> None:
    _, line, caret = str(Fault(Place("f", 1, 3, "\t\tx"), "a tab")).split("\n")
    assert line.index("x") == caret.index("^")


def test_a_long_line_is_shown_around_the_fault() -> None:
    text = "a" * 500 + "X" + "b" * 500
    _, line, caret = str(Fault(Place("f", 1, 501, text), "too long")).split("\n")
    assert len(line) <= WIDEST + 4
    assert line.index("X") == caret.index("^")


@pytest.mark.parametrize("odd", ["\x1b", "\u202e", "\ue000", "\u2028", "\n", "\x07"])
def test_what_a_fault_says_cannot_move_or_turn_what_a_terminal_shows(odd: str) -> None:
    shown = str(Fault(Place("f", 1, 1, f"a{odd}b"), f"unknown key a{odd}b", f"hint {odd}"))
    assert shown.split("\n") == ["f:1:1: unknown key a\ufffdb; hint \ufffd", "    a\ufffdb", "    ^"]


def test_an_error_carries_each_fault_once_in_the_order_of_the_files() -> None:
    first, second, other = Fault(Place("a", 2, 9), "x"), Fault(Place("a", 10, 1), "x"), Fault(Place("b", 1, 1), "x")
    error = ProposalError([other, second, first, second])
    assert error.faults == (first, second, other)
    assert str(error) == "a:2:9: x\na:10:1: x\nb:1:1: x"


def test_faulty_inputs_end_the_command_with_three_unless_it_is_told_otherwise() -> None:
    assert ProposalError([]).exit_code == 3
    assert ProposalError([], exit_code=2).exit_code == 2


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("scenarois", "did you mean scenarios?"),
        ("SCENARIOS", "did you mean scenarios?"),
        ("Models", "did you mean models?"),
        ("xyz", "known: models, scenarios"),
    ],
)
def test_the_hint_names_the_closest_known_name_or_all_of_few(name: str, hint: str) -> None:
    assert did_you_mean(name, ["scenarios", "models"]) == hint


def test_there_is_no_hint_where_nothing_is_close_among_many_or_nothing_is_known() -> None:
    assert did_you_mean("xyz", [f"name-{i}" for i in range(9)]) == ""
    assert did_you_mean("xyz", [f"name-{i}" for i in range(8)]).startswith("known: name-0, ")
    assert did_you_mean("xyz", []) == ""


@given(st.text("ab.-", max_size=6), st.lists(st.text("ab.-", min_size=1, max_size=6), min_size=9, unique=True))
def test_the_closest_name_is_the_one_that_difflib_finds(name: str, known: list[str]) -> None:
    close = get_close_matches(name, known, n=1)
    assert did_you_mean(name, known) == (f"did you mean {close[0]}?" if close else "")


def test_a_place_in_short_is_its_file_and_line_or_the_file_alone() -> None:
    assert Place("a.yaml", 3, 5, "x: 1").short == "a.yaml:3"
    assert Place("a.yaml").short == "a.yaml"


def test_of_some_names_the_first_are_listed_and_the_others_counted() -> None:
    assert [listed(["a", "b", "c"], most) for most in (1, 2, 3, 4)] == [
        "a and 2 more",
        "a, b and 1 more",
        *["a, b, c"] * 2,
    ]


@pytest.mark.parametrize(
    ("codes", "worst"),
    [((), 0), ((0, UNREACHED), UNREACHED), ((UNREACHED, FOUND), FOUND), ((FOUND, FAULTY, UNREACHED, 0), FAULTY)],
)
def test_what_is_wrong_outweighs_what_is_not_known(codes: tuple[int, ...], worst: int) -> None:
    assert gravest(*codes) == worst


def test_a_mistake_is_named_by_the_line_of_our_own_code_wherever_it_was_made() -> None:
    with pytest.raises(SyntaxError) as raised:
        compile("1 +\n", f"{ROOT}/generator/calculation/page.py", "exec")
    assert mistake(raised.value)[0] == "generator/calculation/page.py:1: SyntaxError: invalid syntax"
    with pytest.raises(TypeError) as raised_here:
        listed(None, 1)  # type: ignore[arg-type]
    told = mistake(raised_here.value)
    elsewhere = ValueError("as another process tells it")
    elsewhere.__cause__ = _RemoteTraceback(f'\n"""\n{"".join(format_exception(raised_here.value))}"""')  # type: ignore[arg-type]
    assert mistake(elsewhere) == told
    assert mistake(ValueError("by no line of ours"))[0] == "ValueError: by no line of ours"


def test_the_line_that_installs_packages_holds_wherever_it_is_typed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of a checkout, and of a wheel, which has no pyproject.toml."""
    monkeypatch.setattr(sys, "executable", "/an env/bin/python")
    root = tmp_path / "my clone"
    words = ["run:", "/an env/bin/python", "-m", "pip", "install", "-c", f"{root}/generator/constraints.txt"]
    assert shlex.split(install_hint("measure", root)) == [*words, "capacity-proposals[measure]"]
    root.mkdir()
    (root / "pyproject.toml").touch()
    assert shlex.split(install_hint("preview", root)) == [*words, "-e", f"{root}[preview]"]
    assert shlex.split(install_hint("", root)) == [*words, "-e", str(root)]
    assert str(ROOT / "generator" / "constraints.txt") in install_hint()


def test_a_fault_of_the_wiring_names_its_function_parameter_and_module_and_how_to_mend_it() -> None:
    with pytest.raises(FormulaError) as raised:
        work_out("request", {}, limit.default_total_tokens_per_minute)
    line = inspect.getsourcelines(limit.default_total_tokens_per_minute)[1]
    assert raised.value.lines() == [
        f"generator/calculation/limit.py:{line}: "
        "default_total_tokens_per_minute needs uncached_tokens_per_minute, which nothing gives",
        "    name the parameter as a figure of the row request, or give it to that row in generator/figures/",
    ]
    again = pickle.loads(pickle.dumps(raised.value))
    assert again.lines() == raised.value.lines()
