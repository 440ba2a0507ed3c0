"""Work that is not tokens as a template sees it: of a thing of the document, a view for each unit that it counts.

In: the inputs and the sheet. Out: what the filter `works` gives, and the units of a proposal by their words.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from generator.document.view import View
from generator.figures.figure import Sheet
from generator.inputs.records import Inputs
from generator.inputs.texts import Name


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
