"""What a proposal and its variants are compared by, and figures of the variants that the document shows beside its own.

In: the book with all else worked out, and each variant's own sheet. Out: figures by row, of all that is asked for and
of each model; and under `variants.NAME` what a variant would ask for, how far that is from the request, and of what
these rest on whatever is another than in the proposal. The rest is the same figure, and stands once.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from generator.calculation import variant
from generator.figures.asking import HEADLINES, homes, parts
from generator.figures.drawing import CHANCES
from generator.figures.drivers import month_of
from generator.figures.figure import Figure, Given, Sheet, given_figure, work_out
from generator.figures.rows import Book
from generator.inputs import Proposal
from generator.inputs.records import Inputs

VARIANTS = "variants."
"""What the names of their figures begin with."""


TITLES = {"requests_per_minute": "Requests a minute", "tokens_per_minute": "Tokens a minute"}
TITLES |= {"uncached_tokens_per_minute": "Uncached tokens a minute"}
UNITS, MONTH, PEAK = "Units of capacity", "Cost of a month", "Cost of an hour at peak"
CHANCE = "Chance that more is needed"


@dataclass(frozen=True)
class Row:
    """A row of the comparison: of all that is asked for or of a pool, or of a model; its title, and its order."""

    part: str
    model: str
    title: str


def compared(inputs: Inputs, sheet: Sheet, under: str = "") -> Mapping[Row, Figure]:
    """The figures of a proposal, row by row; `under` is what stands before their names, as those of a variant."""
    book, found = Book(inputs, sheet), dict[Row, Figure]()
    pools = inputs.proposal.request.pools
    for part in parts(book):
        label = pools[part.path.rpartition(".")[2]].label if pools else ""
        path = f"{under}{part.path}"
        own = {title: f"{path}.{key}" for key, title in TITLES.items()}
        own |= {UNITS: f"{path}.units", CHANCE: f"{CHANCES}{path}.chance_of_more"}
        own |= {PEAK: f"{under}{part.cases[0]}.cost_per_hour"}
        found |= {Row(label, "", title): sheet[name] for title, name in own.items() if name in sheet}
        units = [sheet[one] for model in inputs.models if (one := f"{path}.models.{model}.units") in sheet]
        if len(units) == 1 and own[UNITS] not in sheet:  # nothing was added up: all units are this model's
            found[Row(label, "", UNITS)] = replace(units[0], name=own[UNITS])
        for model in inputs.models:
            of_model = {TITLES[key]: f"{path}.models.{model}.{key}" for key in HEADLINES}
            of_model[UNITS] = f"{path}.models.{model}.units"
            found |= {Row(label, model, title): sheet[name] for title, name in of_model.items() if name in sheet}
    every = homes(book)
    for home in every:
        month = f"{under}{month_of(f'scenarios.{home}', inputs.scenarios[home])}.cost_per_month"
        if month in sheet:
            found[Row(inputs.scenarios[home].label if len(every) > 1 else "", "", MONTH)] = sheet[month]
    return found


def variant_rows(book: Book, proposal: Proposal, work: Callable[[Proposal], Sheet]) -> None:
    """Enters the figures of each variant that is shown; `work` works out its sheet."""
    own, stands = compared(book.inputs, book.sheet), {leaf.path: leaf.place for leaf in proposal.leaves()}
    for name, other in proposal.shown.items():
        sheet = work(other)
        graft = _Graft(book, name, sheet)
        for leaf in other.leaves():
            if leaf.place != stands.get(leaf.path):
                graft.told(sheet[leaf.path])  # it may put what stands already
        for row, figure in compared(other.inputs, sheet).items():
            found, asked = graft.told(figure), own.get(row)
            if asked is not None and asked.low > 0 and row.title != CHANCE:
                book.add(found.name, {"as_varied": found, "as_asked": asked}, variant.moves_by)


def varied_name(variant: str, name: str) -> str:
    """What a figure of a variant is called; simulated ones are called so first of all."""
    if name.startswith(CHANCES):
        return f"{CHANCES}{VARIANTS}{variant}.{name.removeprefix(CHANCES)}"
    return f"{VARIANTS}{variant}.{name}"


class _Graft:
    """Figures of a variant in the book of the proposal, each as it is called there."""

    def __init__(self, book: Book, name: str, sheet: Sheet) -> None:
        self.book, self.name, self.sheet = book, name, sheet
        self.done: dict[int, Figure] = {}

    def of(self, figure: Figure) -> Figure:
        """The figure that stands for one of the variant's: that of the proposal, where it is the same."""
        if id(figure) not in self.done:
            needs = dict(self._needs(figure))
            asked = self.book.sheet.get(figure.name)
            same = asked is not None and _is_same(asked, figure, needs)
            self.done[id(figure)] = asked if asked is not None and same else self._anew(figure, needs)
        return self.done[id(figure)]

    def told(self, figure: Figure) -> Figure:
        """A figure that is told of the variant: one of its own, though it may be what it is in the proposal."""
        found, path = self.of(figure), varied_name(self.name, figure.name)
        return self.book.sheet.setdefault(path, replace(found, name=path))

    def _needs(self, figure: Figure) -> Iterator[tuple[str, Figure | tuple[Figure, ...]]]:
        for key, need in figure.needs.items():
            if isinstance(need, tuple):
                yield key, tuple([self.of(one) for one in need])
            # What was simulated rests on figures that were worked out for it alone, which no sheet has.
            elif figure.formula is not None or need is self.sheet.get(need.name):
                yield key, self.of(need)

    def _anew(self, figure: Figure, needs: Given) -> Figure:
        path = varied_name(self.name, figure.name)
        if figure.formula is not None:
            (made,) = work_out(path.rpartition(".")[0], needs, figure.formula, own=self.book.inputs.own).values()
        else:
            assert figure.origin is not None
            ends = (Fraction(figure.low), Fraction(figure.value), Fraction(figure.high))
            leaps = bool(figure.mover and figure.mover.leaps)  # it has no parts
            made = given_figure(path, ends, figure.unit, figure.says, figure.origin, leaps)
            if figure.needs:
                made = replace(made, needs=needs)
        if figure is self.sheet.get(figure.name):
            self.book.sheet[path] = made
        return made


def _is_same(asked: Figure, figure: Figure, needs: Given) -> bool:
    """Whether a figure of the proposal came about as that of a variant did."""
    ends = [(one.low, one.value, one.high, one.unit, one.formula) for one in (asked, figure)]
    if ends[0] != ends[1]:
        return False
    if figure.formula is None:
        return asked.origin == figure.origin or not figure.needs
    return asked.needs.keys() == needs.keys() and all(_are(asked.needs[key], needs[key]) for key in needs)


def _are(one: Figure | tuple[Figure, ...], other: Figure | tuple[Figure, ...]) -> bool:
    pairs = [each if isinstance(each, tuple) else (each,) for each in (one, other)]
    return len(pairs[0]) == len(pairs[1]) and all(a is b for a, b in zip(*pairs, strict=True))
