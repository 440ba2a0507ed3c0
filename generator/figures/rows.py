"""The sheet while it is written, and the rows that others are built on: a page, and what a rate of pages asks for.

In: the inputs' records and figures. Out: rows of figures, entered in the sheet under their names. Nothing is added or
multiplied here: formulas are named, and given the figures they need.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from types import ModuleType
from typing import Any, NamedTuple

from generator.calculation import demand
from generator.errors import Fault, Place, ProposalError
from generator.figures.figure import Figure, Given, Row, Sheet, work_out
from generator.figures.formulas import formulas
from generator.inputs.quantities import Quantity
from generator.inputs.records import Inputs

PAGE = ("requests_per_page", "input_tokens_per_page", "cached_input_tokens_per_page", "output_tokens_per_page")
"""The columns that add up to a page."""
DEMAND = (
    "requests_per_minute",
    "input_tokens_per_minute",
    "cached_input_tokens_per_minute",
    "uncached_input_tokens_per_minute",
    "output_tokens_per_minute",
    "tokens_per_minute",
    "uncached_tokens_per_minute",
)
"""The columns that add up to a request."""
A_MINUTE = "work_per_minute"
KINDS = ("token", "work")
"""What a row counts beside requests, each where it is sent at all: tokens, and work in a unit of the proposal."""


class Page(NamedTuple):
    """The rows of a page: how their figures' names begin, the whole, its models and its calls."""

    path: str
    whole: Row
    models: Mapping[str, Row]
    calls: Mapping[str, Row]


class Case(NamedTuple):
    """The rows of a load case: how their figures' names begin, the whole with its rate, and its models."""

    path: str
    whole: Row
    models: Mapping[str, Row]


@dataclass(frozen=True)
class Book:
    """The sheet while it is written, the rows that later rows look up by path, and what its inputs are numbers of."""

    inputs: Inputs
    sheet: Sheet
    pages: dict[str, Page] = field(default_factory=dict)
    cases: dict[str, Case] = field(default_factory=dict)
    quantities: Mapping[str, Quantity] = field(default_factory=dict)

    def add(self, name: str, given: Given, *what: ModuleType | Callable[..., Any]) -> Row:
        """Works a row out, enters it, and returns it together with the single figures it was given.

        Of a module those formulas are meant that count what is given: a row without tokens has no figure of tokens.
        Raises ProposalError where a figure has that name already: names of the inputs may be chosen so that two do.
        """
        counted = _counted(_dimensions(given))
        chosen = [each for one in what for each in _counting(one, counted)]
        row = work_out(name, given, *chosen, own=self.inputs.words_at(name))
        said, hint = "would be the name of two figures", "rename a scenario, a load case or an entry within it"
        twice = [Fault(Place(one.name), said, hint) for one in row.values() if one.name in self.sheet]
        if twice:
            raise ProposalError(twice[:1])
        self.sheet.update((figure.name, figure) for figure in row.values())
        return {**{key: one for key, one in given.items() if isinstance(one, Figure)}, **row}

    def try_out(self, name: str, given: Given, formula: Callable[..., Any]) -> Figure:
        """The figure of a single formula, not entered."""
        return work_out(name, given, formula, own=self.inputs.words_at(name))[formula.__name__]

    def under(self, path: str, *names: str) -> Row:
        """The figures directly under a path, by their last name; without those that the inputs leave out."""
        return {name: self.sheet[f"{path}.{name}"] for name in names if f"{path}.{name}" in self.sheet}

    def page_home(self, scenario: str) -> str:
        """Where the figures of a scenario's page stand: of its page profile, or of the mean of several."""
        profile = self.inputs.scenarios[scenario].page_profile
        return f"page_profiles.{profile}" if profile else f"scenarios.{scenario}.mean_page"

    def mean_home(self, scenario: str) -> str:
        """Where the mean page of a scenario stands; nothing where its pages are all of one profile."""
        return "" if self.inputs.scenarios[scenario].page_profile else self.page_home(scenario)

    def page_of(self, scenario: str) -> Page:
        """The rows of a scenario's page."""
        return self.pages[self.page_home(scenario)]


def columns(rows: Iterable[Row], names: Iterable[str]) -> dict[str, tuple[Figure, ...]]:
    """For the row above: the figures of each name, of all rows that have one, as the column `each_`name."""
    table = tuple(rows)
    found = {f"each_{name}": tuple(row[name] for row in table if name in row) for name in names}
    return {name: column for name, column in found.items() if column or not table}


def _dimensions(given: Given) -> frozenset[str]:
    """What is given, by its dimensions: of a column those of its first figure."""
    firsts = [one[0] if isinstance(one, tuple) else one for one in given.values() if one != ()]
    return frozenset([one.unit.dimension for one in firsts])


@cache
def _counted(dimensions: frozenset[str]) -> frozenset[str]:
    """What is counted beside requests."""
    return frozenset([kind for kind in KINDS for one in dimensions if one.startswith(kind)])


def _counting(one: ModuleType | Callable[..., Any], counted: frozenset[str]) -> Sequence[Any]:
    """A formula, or those of a module that are on what is counted; where that is all of them, the module itself."""
    if not isinstance(one, ModuleType) or not (out := _uncounted(one, counted)):
        return (one,)
    return [each.function for name, each in formulas(one).items() if name not in out]


@cache
def _uncounted(module: ModuleType, counted: frozenset[str]) -> frozenset[str]:
    """The names of a module's formulas on what is not counted, and on what these would give."""
    every = formulas(module)
    left = {kind for kind in KINDS if kind not in counted}
    out = {
        name for name, one in every.items() for unit in one.takes.values() if unit.dimension.partition(" ")[0] in left
    }
    while more := {name for name, one in every.items() if out & one.takes.keys()} - out:
        out |= more
    return frozenset(out)


def demand_rows(book: Book, name: str, rate: Row, rows: Page) -> Case:
    """What a rate of pages asks for: in all, and of each model."""
    pace = {"pages_per_minute": rate["pages_per_minute"]}
    models = {model: book.add(f"{name}.models.{model}", {**row, **pace}, demand) for model, row in rows.models.items()}
    for home in (*(f".models.{model}" for model in models), ""):
        work = {"work_per_page": f"{rows.path}{home}.work.*.work_per_page"}
        work_rows(book, f"{name}{home}", work, pace, demand.work_per_minute)
    return Case(name, book.add(name, {**rows.whole, **rate}, demand), models)


def work_rows(
    book: Book,
    path: str,
    needs: Mapping[str, str | list[str]],
    given: Given,
    *formulas: Callable[..., Any],
    of: str = "",
) -> list[Row]:
    """A row below a path for each unit of work that has all that is needed: the names of figures, `*` for the unit.

    Several names are a column, some of whose figures may be missing. The need `of` has to be above zero at all ends.
    """
    rows = []
    for unit in book.inputs.proposal.work_units:
        known: dict[str, Any] = {}
        for key, names in needs.items():
            every = [name.replace("*", unit) for name in ([names] if isinstance(names, str) else names)]
            found = tuple([book.sheet[name] for name in every if name in book.sheet])
            known[key] = found[0] if found and isinstance(names, str) else found
        if () not in known.values() and not (of and not known[of].low):
            rows.append(book.add(f"{path}.work.{unit}", {**given, **known}, *formulas))
    return rows
