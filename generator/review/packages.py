"""Whether the packages that are installed are those that a print is made with.

In: the constraints, and what is installed. Out: a fault that names each package of another version, with its remedy.
"""

import os
import re
import sys
from collections.abc import Iterator, Mapping
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import generator
from generator.errors import Fault, Place, listed
from generator.print.version import NAME

CONSTRAINTS = Path(generator.__file__).parent / "constraints.txt"
LINE = re.compile(r"([A-Za-z0-9][\w.-]*)==([^\s;]+)")
NEEDED = re.compile(r"[A-Za-z0-9][\w.-]*(?!.*\bextra\s*==)")
MOST_NAMED = 3


def not_those(text: str, installed: Mapping[str, str]) -> list[str]:
    """The names of the installed packages whose version is none that constraints name for them.

    A name may have several versions there, for one Python and another; which is whose is pip's to say.
    """
    pinned: dict[str, set[str]] = {}
    for name, version in (found.groups() for found in map(LINE.match, text.splitlines()) if found):
        pinned.setdefault(_plain(name), set()).add(version)
    return sorted(name for name, version in installed.items() if version not in pinned.get(name, {version}))


def needed(root: str = NAME) -> dict[str, str]:
    """The version of every installed package that a package needs, and of those that they need, by name."""
    found: dict[str, str] = {}
    waiting = [root]
    while waiting:
        name = _plain(waiting.pop())
        if name in found:
            continue
        try:
            one = distribution(name)
        except PackageNotFoundError:  # one for another system, or for another Python
            continue
        found[name] = one.version
        waiting += [match[0] for match in map(NEEDED.match, one.requires or ()) if match]
    return found


def faults() -> Iterator[Fault]:
    """The fault of all packages that are installed in another version than a build is to be made with."""
    installed = needed()
    if names := not_those(CONSTRAINTS.read_text(encoding="utf-8"), installed):
        there = listed([f"{name} {installed[name]}" for name in names], MOST_NAMED)
        shown = os.path.relpath(CONSTRAINTS)
        python = sys.executable if os.path.relpath(sys.executable).startswith("..") else os.path.relpath(sys.executable)
        remedy = f"run: {python} -m pip install -c {shown} {' '.join(names)}"
        yield Fault(Place(shown), f"names another version than is installed of {there}", remedy)


def _plain(name: str) -> str:
    """A package's name as all its spellings are compared."""
    return re.sub(r"[-_.]+", "-", name).lower()
