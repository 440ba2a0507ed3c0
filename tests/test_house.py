"""The rules of the house: imports run downward, templates type no number, every input moves a figure."""

import ast
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Set
from contextlib import suppress
from dataclasses import replace
from fnmatch import fnmatch
from fractions import Fraction
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import jinja2
import pytest
from jinja2 import nodes

import generator.calculation
from generator.calculation import verbs as words
from generator.decide.offers import with_offers
from generator.document.render import Document, render
from generator.figures.figure import Sheet, ancestors
from generator.figures.formulas import formulas
from generator.figures.sensitivity import SECOND_ORDER, again
from generator.figures.sheet import calculate
from generator.inputs import Leaf, load
from generator.inputs.load import validated
from generator.inputs.raw import read
from generator.numerals import numerals
from tests.conftest import FULL, KINDS, LIVE, ROOT, UNITS, Built, built, parted
from tests.decide.conftest import IN_UNITS
from tests.decide.test_offers import pooled

CEREBRAS = ROOT / "tests" / "proposals" / "seed"
NAMES_WHAT_IS_LIVE = re.compile(r"""(?:ROOT|parents\[\d\])(?:\.r?glob\(| */ )f?["'](?:inputs|output)\b""")
TEMPLATES = sorted((ROOT / "templates").glob("*.j2"))
MODULES = sorted((ROOT / "generator").rglob("*.py"))
LONGEST_FUNCTION = 40
"""Lines, with its docstring."""
UNTESTED_BY_NAME = {"__init__.py", "__main__.py"}
"""Package faces; what they say is tested where it is used."""


def test_imports_run_downward() -> None:
    command = [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)
    assert done.returncode == 0, done.stdout


def test_every_module_has_its_test_file() -> None:
    inside = [path.relative_to(ROOT / "generator") for path in MODULES if path.name not in UNTESTED_BY_NAME]
    assert [one for one in inside if not any(path.is_file() for path in held_by(one))] == []


def held_by(module: Path) -> list[Path]:
    """The file of tests of a module, or for formulas that of examples, which tests/calculation/test_worked.py reads."""
    by_hand = [ROOT / "tests" / "worked" / "formulas" / f"{module.stem}.yaml"]
    return [ROOT / "tests" / module.parent / f"test_{module.name}", *by_hand * (module.parts[0] == "calculation")]


def test_no_folder_of_tests_is_passed_over(pytestconfig: pytest.Config) -> None:
    """Tests that nobody collects fail for nobody: pytest by itself passes over a folder that is called build."""
    passed_over = pytestconfig.getini("norecursedirs")
    folders = {path.parent for path in (ROOT / "tests").rglob("test_*.py")}
    assert [one for one in folders if any(fnmatch(one.name, pattern) for pattern in passed_over)] == []


def test_a_module_is_short_and_says_what_goes_in_and_out() -> None:
    texts = {path: path.read_text(encoding="utf-8") for path in MODULES}
    assert [path for path, text in texts.items() if len(text.splitlines()) > 300 or not text.startswith('"""')] == []


def test_no_function_is_longer_than_a_page_of_a_screen() -> None:
    waiting: list[ast.stmt] = [one for path in MODULES for one in ast.parse(path.read_text(encoding="utf-8")).body]
    long = []
    while waiting:
        one = waiting.pop()
        if isinstance(one, ast.ClassDef):
            waiting += one.body
        elif isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = 1 + (one.end_lineno or 0) - one.lineno
            long += [(one.name, lines)] if lines > LONGEST_FUNCTION else []
    assert long == []


def test_no_module_but_its_own_says_how_the_names_of_figures_of_second_order_begin() -> None:
    texts = {path: path.read_text(encoding="utf-8") for path in (ROOT / "generator").rglob("*.py")}
    naming = [path for path, text in texts.items() if f'"{SECOND_ORDER}.' in text or "SECOND_ORDER" in text]
    assert naming == [ROOT / "generator" / "figures" / "sensitivity.py"]


def test_the_top_level_holds_nothing_else() -> None:
    listed = subprocess.run(["git", "ls-files"], capture_output=True, text=True, cwd=ROOT, check=True).stdout.split()
    top = {path.split("/")[0] for path in listed if not path.startswith(".")}
    assert top <= {"pyproject.toml", "README.md", "generator", "templates", "inputs", "tests", "output"}


def test_none_but_the_live_tests_names_what_is_live_and_none_may_read_it() -> None:
    # The benchmark, which no test runs, measures what people wait for.
    apart = [ROOT / "tests" / name for name in ("live", "bench")]
    tests = [path for path in (ROOT / "tests").rglob("*.py") if path.parent not in apart]
    named = [path for path in tests if NAMES_WHAT_IS_LIVE.search(path.read_text(encoding="utf-8"))]
    assert named == []
    assert NAMES_WHAT_IS_LIVE.search("ROOT" + ' / "inputs"')
    for folder in LIVE:
        with pytest.raises(RuntimeError, match="which anybody may change; see tests/live"):
            Path(os.path.relpath(folder), "models.yaml").read_text(encoding="utf-8")


def test_the_suite_runs_the_first_of_each_so_many_of_a_matrix_and_its_rest_all_that_it_leaves_out() -> None:
    third, long = pytest.mark.slice(3).mark, pytest.mark.whole.mark
    marks = {**{f"a.py::wide[{n}]": third for n in "01234"}, "a.py::one": None, "a.py::long": long}
    items: list[Any] = [
        SimpleNamespace(nodeid=name, get_closest_marker=lambda kind, own=own: own if own and own.name == kind else None)
        for name, own in marks.items()
    ]
    suite, rest = ([one.nodeid for one in part] for part in parted(items))
    assert suite == ["a.py::wide[0]", "a.py::wide[3]", "a.py::one"]
    assert rest == ["a.py::wide[1]", "a.py::wide[2]", "a.py::wide[4]", "a.py::long"]


def test_a_template_types_no_number_and_counts_nothing() -> None:
    texts = {path.name: path.read_text(encoding="utf-8") for path in TEMPLATES}
    assert {name: found for name, text in texts.items() if (found := counting(text))} == {}
    assert len(texts) > 20


def counting(template: str) -> list[object]:
    """The numbers that a template types, and what it works out or compares by size."""
    tree = jinja2.Environment().parse(template)
    typed = [one.value for one in tree.find_all(nodes.Const) if isinstance(one.value, int | float)]
    worked_out = [one for one in tree.find_all(nodes.BinExpr) if not isinstance(one, nodes.And | nodes.Or)]
    compared = [one for one in tree.find_all(nodes.Compare) if one.ops[0].op != "eq"]
    words = numerals(_words(JINJA.sub("", template)))
    return [*words, *(one for one in typed if not isinstance(one, bool)), *worked_out, *compared]


@pytest.mark.parametrize("planted", ["{{ a + b }}", "{{ 5 }}", "{% if a > b %}x{% endif %}", "a limit of 5"])
def test_a_template_that_counts_would_be_found(planted: str) -> None:
    assert counting(planted)
    assert not counting("{% if a == b and c %}x{% endif %} {{ true }}")


JINJA = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)


def _words(text: str) -> str:
    """A template's text without its HTML tags, whose names are no words."""
    return re.sub(r"<[^<>]*>", " ", text)


COUNTED = re.compile(
    r"\}\}\**\s(?:\w+\s)?(?:sites|tokens|requests|pages|calls|models|views|weeks|days|hours|minutes)\b"
)
"""A figure followed by a typed word for what it counts."""


def test_a_template_leaves_it_to_the_printer_whether_a_figure_counts_one_or_more() -> None:
    found = {path.name: COUNTED.findall(path.read_text(encoding="utf-8")) for path in TEMPLATES}
    assert {name: words for name, words in found.items() if words} == {}


@pytest.mark.parametrize("planted", ["{{ a }} requests", "**{{ a }}** sites", "{{ a | compact }} uncached tokens"])
def test_a_word_typed_after_a_figure_would_be_found(planted: str) -> None:
    assert COUNTED.search(planted)


@pytest.mark.parametrize("planted", ["seven calls", "a limit of 5", "Twice", "2nd", "10%"])
def test_a_number_planted_in_a_template_would_be_found(planted: str) -> None:
    assert numerals(_words(f"<h2>{planted}</h2>"))


def modules() -> Iterator[ModuleType]:
    for value in vars(generator.calculation).values():
        if isinstance(value, ModuleType) and value.__name__.startswith("generator.calculation.") and value is not words:
            yield value


def printed_sheet(
    changes: Mapping[str, str], folder: Path = CEREBRAS, sensitivity: bool = False
) -> tuple[Sheet, set[str]]:
    if not changes:
        return built(folder).sheet, figures_of(built(folder).document)
    proposal = load(folder, changes)
    sheet = calculate(proposal, sensitivity)
    return sheet, figures_of(render(proposal, sheet))


def figures_of(document: Document) -> set[str]:
    """The figures that a document prints."""
    return {one.name for one in document.in_order() if one.kind == "figure"}


@pytest.mark.whole  # it works out and renders each frozen proposal
def test_every_formula_yields_a_figure_that_is_printed_or_asked_or_rests_under_one() -> None:
    used: set[Callable[..., Any] | None] = set()
    variants = [printed_sheet({}, folder) for folder in (CEREBRAS, FULL, *KINDS)]
    compressed = "savings.reasoning-prompt-compression.takes.share_of_tokens"
    variants.append(printed_sheet({"caching.prefix_cache.block_tokens": "600", compressed: "10%"}))  # it costs
    stated = {"page_profiles.openai.calls.reasoning.input_tokens": "{value: 8000, source: {assumed: x}}"}
    variants.append(
        printed_sheet(stated, FULL.parent / "measured", sensitivity=True)
    )  # an input beside what was measured
    (turns,) = (folder for folder in KINDS if folder.name == "chat-turns")
    variants.append(printed_sheet({"caching.prefix_cache.block_tokens": "to be agreed"}, turns))
    for one in (read(UNITS, {}), read(UNITS, IN_UNITS), pooled()):  # as `proposal offer` tells
        proposal = validated(one, every_offer=True)
        sheet = with_offers(proposal, calculate(proposal))
        variants.append((sheet, {name for name in sheet if name.startswith("offers.")}))
    for sheet, printed in variants:
        asked = {name for name, figure in sheet.items() if isinstance(figure.value, bool)}
        used |= {one.formula for name in printed | asked for one in ancestors(sheet[name]).values()}
    unused = [
        f"{module.__name__}.{name}"
        for module in modules()
        for name, one in formulas(module).items()
        if one.function not in used
    ]
    assert unused == []


MOVES_BY = "proposal.judgements.moves_by"
"""The input that moves only what says how far the request would move."""


@pytest.mark.whole  # of what is live the suite holds the same
def test_every_input_moves_a_printed_figure_and_every_printed_figure_is_moved_by_an_input(cerebras: Built) -> None:
    every = figures_of(cerebras.document)
    moved: set[str] = set()
    idle = []
    for leaf in cerebras.proposal.leaves():
        sheet = cerebras.sheet if leaf.path == MOVES_BY else Sheet(cerebras.sheet.first_order)
        own = moved_by(leaf, sheet, every)
        moved |= own
        fact = ".facts." in leaf.path
        if not own if fact else not own - {leaf.path} and not _decides(leaf.path, cerebras.sheet):
            idle.append(leaf.path)
    assert idle == []
    still = {name for name in (every & cerebras.sheet.first_order.keys()) - moved if not name.startswith("constants.")}
    assert still == {"savings.reasoning-prompt-compression.saved_requests_per_minute"}, "it is zero by nature"


def moved_by(leaf: Leaf, sheet: Sheet, printed: Set[str]) -> set[str]:
    """Which of some figures move where an input is worked out again with other values, a little and a lot away."""
    likely, rests = leaf.quantity.ends[1], {leaf.path}
    for name, one in sheet.items():
        if any(need.name in rests for need in one.inputs()):
            rests.add(name)
    wanted, needed = printed & rests, {*printed}
    for name in reversed([*sheet]):
        needed |= {need.name for need in sheet[name].inputs()} if name in needed else set()
    resting, moved = [sheet[name] for name in sheet if name in rests & needed], {leaf.path}
    for size in (likely * 2, likely / 2, likely * Fraction(101, 100), likely + 1, Fraction(1), Fraction(0)):
        if wanted <= moved:
            break
        if leaf.unit.percent and size > 1:
            continue
        with suppress(ZeroDivisionError):
            found = again(resting, {leaf.path: replace(sheet[leaf.path], value=size)}, "tried")
            moved |= {name for name, one in found.items() if one.value != sheet[name].value}
    return moved & printed


def _decides(path: str, sheet: Sheet) -> bool:
    """Whether a threshold decides a judgement: it moves words, and stands beside them."""
    return any(isinstance(figure.value, bool) and path in ancestors(figure) for figure in sheet.values())
