"""One thing of the document as a template sees it.

In: the figures under a path, and words of the inputs. Out: a view that answers to the name of a figure, of a word or of
something below it, and to nothing else.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from jinja2 import UndefinedError

from generator.errors import did_you_mean
from generator.figures.figure import Figure, Sheet
from generator.inputs import Proposal
from generator.inputs.entry import Entry, fields_of
from generator.inputs.quantities import Quantity
from generator.inputs.records import Inputs
from generator.inputs.texts import Name, Text

LISTED = "`proposal names` lists what there is"


class Prose(NamedTuple):
    """A free text and the path in which the figures that it names are looked up first."""

    text: Text
    path: str


class Known(NamedTuple):
    """Of the figures of a view, which there are: those of inputs that may be left out."""

    sheet: Sheet
    paths: tuple[str, ...]

    def __getattr__(self, name: str) -> bool:
        if name.startswith("_"):
            raise AttributeError(name)
        return any(f"{path}.{name}" in self.sheet for path in self.paths)


class View:
    """One thing of the document: its figures under `paths`, its words, and the views `below` it."""

    def __init__(self, sheet: Sheet, paths: tuple[str, ...], words: Entry | None = None, **below: Any) -> None:
        self._sheet, self._paths, self._words, self._below = sheet, paths, words, below

    def __repr__(self) -> str:
        return self._paths[0]

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        vars(self)[name] = found = self._answer(name)  # many are asked again
        return found

    def _answer(self, name: str) -> Any:
        if name == "known":
            return Known(self._sheet, self._paths)
        if name in self._below:
            return self._below[name]
        for path in self._paths:
            if f"{path}.{name}" in self._sheet:
                return self._sheet[f"{path}.{name}"]
        if self._words is not None and name in fields_of(type(self._words)):
            return wrap(self._sheet, getattr(self._words, name), f"{self._paths[0]}.{name}")
        raise UndefinedError(f"{self._paths[0]} has no {name}; {did_you_mean(name, self._names()) or LISTED}")

    def _names(self) -> set[str]:
        figures = {name[len(path) + 1 :] for path in self._paths for name in self._sheet if name.startswith(f"{path}.")}
        words = set(fields_of(type(self._words))) if self._words is not None else set[str]()
        return {name for name in figures if "." not in name} | words | set(self._below)


def wrap(sheet: Sheet, value: Any, path: str) -> Any:
    """A value of the inputs as a template sees it: a figure, a view, views by their order, or words."""
    if isinstance(value, Quantity):
        return sheet[path]
    if isinstance(value, Entry):
        return View(sheet, (path,), value)
    if isinstance(value, Mapping):
        return [entry(sheet, one, f"{path}.{key}", Name(key)) for key, one in value.items()]
    if isinstance(value, list | tuple):
        return [wrap(sheet, one, f"{path}.{index}") for index, one in enumerate(value)]
    return Prose(value, path.rpartition(".")[0]) if isinstance(value, Text) else value


def entry(sheet: Sheet, value: Any, path: str, key: Name) -> Any:
    """An entry of a mapping as a template sees it: a view with its key."""
    if isinstance(value, Quantity):
        return View(sheet, (path,), value, key=key, value=sheet[path])
    if not isinstance(value, Entry):
        return View(sheet, (path,), key=key, value=wrap(sheet, value, path))
    return View(sheet, (path,), value, key=key)


def in_words(name: str) -> str:
    """A figure's name, or a formula of names, as the document reads it."""
    return name.replace("_", " ")


def named(proposal: Proposal, sheet: Sheet, name: str, path: str) -> Figure | Name | None:
    """What free text under `path` means by [[name]]: a figure there or further out, or a model's or profile's name."""
    scope = path
    while scope:
        if f"{scope}.{name}" in sheet:
            return sheet[f"{scope}.{name}"]
        scope = scope.rpartition(".")[0]
    table, _, key = name.partition(".")
    if table in {"models", "page_profiles"} and key in getattr(proposal.inputs, table):
        return Name(key)
    return sheet.get(name)


class Words(Name):
    """What is counted, for more than one, and for one."""

    one: str


def units_of(inputs: Inputs, sheet: Sheet) -> list[View]:
    """The units that a proposal names, each with its words."""
    return [View(sheet, (), **_words(inputs, unit)) for unit in inputs.work_words]


def works_of(inputs: Inputs, sheet: Sheet) -> Callable[[View], Sequence[View]]:
    """What gives a thing of the document a view for each unit that it has figures of."""
    homes = {name.rpartition(".")[0] for name in sheet if ".work." in name} if inputs.work_words else set[str]()

    def works(thing: View) -> list[View]:
        found = []
        for unit in inputs.work_words if homes else ():
            paths = tuple(one for path in thing._paths if (one := f"{path}.work.{unit}") in homes or one in sheet)
            value = next((sheet[path] for path in paths if path in sheet), None)
            if paths:
                found.append(View(sheet, paths, value=value, **_words(inputs, unit)))
        return found

    return works


def _words(inputs: Inputs, unit: str) -> Mapping[str, Any]:
    words = inputs.work_words[unit]
    many = Words(words.many)
    many.one = words.one
    return {"key": Name(unit), "many": many, "title": Name(many[:1].upper() + many[1:])}
