"""What each test meets, so that a mutant is tried on the tests that meet it, the quickest first.

In: the tests of a session. Out: for each that holds, the functions of generator/ that it calls, in its fixtures too,
and how long it takes; and every print on the way, so that it is made once.
"""

import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import CodeType
from typing import Any

import pytest
from _pytest.runner import runtestprotocol

from generator.print import pdf

CODE = Path(__file__).parent.parent.parent / "generator"


@dataclass(frozen=True)
class Met:
    """What a test met: the functions, as file and qualified name, and the seconds of processor that it took."""

    functions: frozenset[tuple[str, str]]
    seconds: float


class Watch:
    """A plugin that notes what is called. Functions within a function count as that one."""

    def __init__(self) -> None:
        self.known: dict[CodeType, tuple[str, str] | None] = {}
        self.fixtures: dict[str, set[tuple[str, str]]] = {}
        self.open: list[set[tuple[str, str]]] = [set()]

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(self, fixturedef: Any) -> Iterator[None]:
        """Notes what a fixture meets, which is made once, for all tests that ask for it."""
        self.open.append(set())
        try:
            return (yield)
        finally:
            met = self.open.pop()
            self.fixtures.setdefault(fixturedef.argname, set()).update(met)
            self.open[-1].update(met)

    def saw(self, frame: Any, _: str, __: object) -> None:
        """A function was called."""
        code = frame.f_code
        if code not in self.known:
            ours = code.co_filename.startswith(str(CODE))
            self.known[code] = (code.co_filename, code.co_qualname.partition(".<")[0]) if ours else None
        if name := self.known[code]:
            self.open[-1].add(name)

    def run(self, item: pytest.Item, following: pytest.Item | None) -> Met | None:
        """What a test meets; nothing where it fails or is skipped."""
        self.open, begun = [set()], time.process_time()
        sys.settrace(self.saw)
        reports = runtestprotocol(item, log=False, nextitem=following)
        sys.settrace(None)
        fixtures = (self.fixtures.get(name, set()) for name in getattr(item, "fixturenames", ()))
        met = Met(frozenset(self.open[0].union(*fixtures)), time.process_time() - begun)
        return met if all(one.passed for one in reports) else None


def watched(session: pytest.Session, items: Sequence[pytest.Item]) -> dict[str, Met]:
    """What each test that holds meets, by its name."""
    watch = Watch()
    session.config.pluginmanager.register(watch)
    found = ((item.nodeid, watch.run(item, after)) for item, after in zip(items, [*items[1:], None], strict=True))
    return {name: met for name, met in found if met is not None}


class Prints(dict[Any, bytes]):
    """What was printed, by what it was printed from."""

    def to_pdf(self, *arguments: Any) -> bytes:
        """The print, as `pdf.to_pdf` makes it."""
        if arguments not in self:
            self[arguments] = pdf.to_pdf(*arguments)
        return self[arguments]


def put(right: Callable[..., bytes], other: Callable[..., bytes]) -> None:
    """Where a module knows `to_pdf` as the one function, it knows the other from now on."""
    for name, module in list(sys.modules.items()):
        if name.startswith(("generator", "tests")) and name != pdf.__name__ and vars(module).get("to_pdf") == right:
            vars(module)["to_pdf"] = other
