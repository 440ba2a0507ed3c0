"""The other code, wrong in one place at a time: is it noticed?

In: the names of modules, how many mutants of each to draw, and a seed. Out: a line for each mutant that no test
notices; 1 where one has no reason in survivors.yaml.

For each mutant, a process of its own takes the place of a function's code and runs the tests that meet the function,
until one fails: none of it is left to the next. What a mutant writes, it writes here: run it in a clone.
"""

import argparse
import ast
import contextlib
import functools
import gc
import importlib
import os
import pickle
import resource
import signal
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from types import CodeType, FunctionType
from typing import Any

import pytest
from _pytest.runner import runtestprotocol

from generator.inputs.located_yaml import parse
from generator.print import pdf
from tests.mutants.places import Wrong, functions, wrong
from tests.mutants.watch import CODE, Met, Prints, put, watched

PRINTERS = {"generator.print.pdf", "generator.print.tags"}
"""Modules of which a mutant may print otherwise from the same page."""
APART = ("tests/bench/", "tests/faults/", "tests/fuzz/", "tests/test_mutants.py", "tests/test_house.py")
"""Tests of other things, or of commands in processes of their own, which no mutant here reaches."""
MOST_MEMORY, HOUR = 4 << 30, 3600


def forked(work: Callable[[], int], seconds: float) -> int:
    """What `work` gives in a process of its own, which has so many seconds of processor; below 0 where it is ended."""
    child = os.fork()
    if child == 0:
        code = 70
        with contextlib.suppress(BaseException):
            os.setsid()
            for stream in (0, 1, 2):
                os.dup2(os.open(os.devnull, os.O_RDWR), stream)
            for what, most in ((resource.RLIMIT_AS, MOST_MEMORY), (resource.RLIMIT_CPU, int(seconds))):
                resource.setrlimit(what, (most, most))
            signal.alarm(int(4 * seconds))
            code = work()
        os._exit(code)
    ended = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    with contextlib.suppress(ProcessLookupError):
        os.killpg(child, signal.SIGKILL)
    return ended


def one_fails(items: Sequence[pytest.Item]) -> bool:
    """Whether one of the tests fails; those after it are not run."""
    pairs = zip(items, [*items[1:], None], strict=True)
    return any(one.failed for item, after in pairs for one in runtestprotocol(item, log=False, nextitem=after))


@dataclass
class Campaign:
    """A plugin that runs mutants in place of the tests."""

    asked: argparse.Namespace
    drawn: int = 0
    explained: int = 0
    alive: list[str] = field(default_factory=list)

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Runs every mutant, and prints what became of it."""
        items = [one for one in session.items if not one.nodeid.startswith(APART)]
        prints = Prints()
        put(pdf.to_pdf, prints.to_pdf)
        if not self.asked.met.exists() and forked(lambda: self._watch(session, items, prints), HOUR):
            raise RuntimeError("the tests could not be run")
        met, printed = pickle.loads(self.asked.met.read_bytes())
        prints.update(printed)
        items = sorted((one for one in items if one.nodeid in met), key=lambda one: met[one.nodeid].seconds)
        print(f"{len(items)} of {len(session.items)} tests, in {sum(met[one.nodeid].seconds for one in items):.0f} s")
        reasons = survivors()
        for name in self.asked.modules or modules():
            if name in PRINTERS:
                put(prints.to_pdf, pdf.to_pdf)
            self._module(name, items, met, reasons.get(name, {}))
            put(pdf.to_pdf, prints.to_pdf)
        killed = self.drawn - self.explained - len(self.alive)
        print(f"{self.drawn} mutants: {killed} killed, {self.explained} explained, {len(self.alive)} survive")
        return True

    def _watch(self, session: pytest.Session, items: Sequence[pytest.Item], prints: Prints) -> int:
        met = watched(session, items)
        self.asked.met.write_bytes(pickle.dumps((met, dict(prints))))
        return 0

    def _module(self, name: str, items: list[pytest.Item], met: Mapping[str, Met], reasons: Mapping[str, str]) -> None:
        """Runs the mutants of a module."""
        file = str(importlib.import_module(name).__file__)
        tree = ast.parse(Path(file).read_text(encoding="utf-8"))
        every = list(wrong(tree))
        chosen = Random(f"{self.asked.seed} {name}").sample(every, min(len(every), self.asked.each))
        held = [one for one in gc.get_objects() if isinstance(one, FunctionType) and one.__code__.co_filename == file]
        memories = [one for one in gc.get_objects() if isinstance(one, functools._lru_cache_wrapper) and _ours(one)]
        alive = []
        for one in chosen:
            meeting = (it for it in items if (file, one.function) in met[it.nodeid].functions or _own(it, name))
            tests = list(_in_time(meeting, met, self.asked.seconds))
            mutant = _code(_compiled(one, tree, file), one.function)
            live = [function for function in held if function.__code__.co_qualname == one.function]

            def work(mutant: CodeType, live: list[FunctionType], tests: list[pytest.Item]) -> int:
                for function in live:
                    function.__code__ = mutant
                for remembers in memories:
                    remembers.cache_clear()
                return int(one_fails(tests))

            seconds = 5 + 5 * sum(met[item.nodeid].seconds for item in tests)
            if not tests or not forked(functools.partial(work, mutant, live, tests), seconds):
                alive.append(str(one))
        told = [one for one in alive if one in reasons]
        self.drawn, self.explained = self.drawn + len(chosen), self.explained + len(told)
        self.alive += [one for one in alive if one not in reasons]
        print(f"{name}: {len(every)} mutants, {len(chosen)} run, {len(chosen) - len(alive)} killed", flush=True)
        for text in alive:
            print(f"  survives  {text}{f'  ({reasons[text]})' if text in reasons else ''}", flush=True)


def _own(item: pytest.Item, name: str) -> bool:
    """Whether a test is of the module's own file: it may meet it in a process of its own, where nobody watches."""
    *folders, module = name.split(".")[1:] or [""]
    return item.nodeid.startswith("/".join(["tests", *folders, f"test_{module}.py::"]))


def _in_time(items: Iterable[pytest.Item], met: Mapping[str, Met], seconds: float) -> Iterator[pytest.Item]:
    """The first tests, as many as take so long together, and at least one."""
    taken = 0.0
    for item in items:
        if taken and taken + met[item.nodeid].seconds > seconds:
            return
        taken += met[item.nodeid].seconds
        yield item


def _ours(function: Any) -> bool:
    return str(function.__module__).startswith(("generator", "tests"))


def _compiled(one: Wrong, tree: ast.Module, file: str) -> CodeType:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return compile(one.within(tree), file, "exec")


def _code(code: CodeType, name: str) -> CodeType:
    """The code of the function of that qualified name within another's."""
    waiting = [code]
    while waiting[-1].co_qualname != name:
        waiting += [one for one in waiting.pop().co_consts if isinstance(one, CodeType)]
    return waiting[-1]


def survivors() -> Mapping[str, Any]:
    """The mutants that no test tells from the code, by module, and why."""
    path = Path(__file__).with_name("survivors.yaml")
    return parse(path.read_text(encoding="utf-8"), str(path)).values


def modules() -> list[str]:
    """All modules with functions but those that hold formulas, whose mutants are `formulas`'."""
    paths = sorted(path for path in CODE.rglob("*.py") if path.parent.name != "calculation" or path.stem == "words")
    paths = [path for path in paths if any(functions(ast.parse(path.read_text(encoding="utf-8")).body))]
    named = (".".join(path.relative_to(CODE.parent).with_suffix("").parts) for path in paths)
    return [name.removesuffix(".__init__") for name in named]


def main(arguments: Sequence[str]) -> int:
    """Runs the mutants; 1 where one survives without a reason."""
    parser = argparse.ArgumentParser("python -m tests.mutants code")
    parser.add_argument("modules", nargs="*", metavar="MODULE", help="such as generator.review.verify; all by default")
    parser.add_argument("--each", type=int, default=10_000, metavar="N", help="draw so many of each module")
    parser.add_argument("--seed", type=int, default=7, metavar="N", help="of the draw")
    parser.add_argument("--seconds", type=float, default=20, metavar="N", help="of tests at most, for a mutant")
    parser.add_argument("--tests", default="tests", metavar="PATH", help="where they are; all by default")
    parser.add_argument("--met", type=Path, metavar="FILE", help="where what the tests meet is kept for further runs")
    campaign = Campaign(parser.parse_args(arguments))
    if unknown := set(campaign.asked.modules) - set(modules()):
        parser.error(f"no module with code of its own: {', '.join(sorted(unknown))}")
    with TemporaryDirectory() as folder:
        campaign.asked.met = campaign.asked.met or Path(folder) / "met"
        options = ["-s", "--no-header", "--no-summary", "-p", "no:cacheprovider", campaign.asked.tests]
        ended = pytest.main(options, plugins=[campaign])
    return int(ended) or int(bool(campaign.alive))
