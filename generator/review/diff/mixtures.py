"""What any mixture of two sets of inputs gives, at likely values and exactly.

In: the base and the target, the changes between them, and the sheets of both. Out: for a set of changes the values of
figures, or None where the set is not possible. A change of a number is put into a sheet, whose every formula is
called once for each combination of changes that it rests on; one that adds or takes rows needs a sheet of its own.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from copy import deepcopy
from fractions import Fraction
from functools import reduce
from operator import or_
from typing import Any

from generator.errors import FormulaError, ProposalError
from generator.figures.figure import Figure, Number, Sheet
from generator.figures.sheet import calculate
from generator.inputs.load import validated
from generator.inputs.numbers import likely_alone
from generator.inputs.raw import Raw
from generator.review.diff.changes import REMOVED, RENAMED, REORDERED, Change, changes_between, renamed, renames_of
from generator.review.diff.columns import Columns, Places, Set, given_by, outcome
from generator.review.guardrails import Causes
from generator.review.terms import Before
from generator.terminal import progress

A_ROW_OF_A_SHEET = 8
"""A figure of a new sheet takes as long as so many steps; a step is a value that a formula takes or gives."""
MOST_TAKEN_BACK = 40
"""So many changes are taken back at the most to name what moved a figure; what comes after them is not looked at."""
EACH = 10
"""So many sheets are worked out from one line that says so to the next."""
GUARDS = ".specific_tokens"
"""What no figure of the request need rest on, and cannot be below nothing: what a prompt holds beyond its beginning."""


class Varied:
    """A sheet some of whose inputs have two values, each with the changes (a bit) that make it the second.

    `impossible` holds the combinations that gave a figure no value, or an odd one (below zero, a share above all)
    though it is not in `odd`, the names of those that have one on a side.
    """

    def __init__(self, sheet: Sheet, inputs: Mapping[str, tuple[Set, Number, Number]], odd: Collection[str]) -> None:
        self.sheet, self.impossible = sheet, set[tuple[Set, Set]]()
        self.rows = len(sheet) - len(sheet.sensitivity)
        self.guards = [name for name in sheet if name.endswith(GUARDS)]
        self._inputs, self._odd = inputs, odd
        self._rests: dict[str, Set] = {}
        self._known: dict[tuple[str, Set], Number | None] = {}
        self._columns = Columns((), self.rests, inputs)

    def rests(self, figure: Figure) -> Set:
        """The changes that a figure rests on."""
        if figure.name not in self._rests:
            own = self._inputs[figure.name][0] if figure.name in self._inputs else 0
            self._rests[figure.name] = reduce(or_, map(self.rests, figure.inputs()), own)
        return self._rests[figure.name]

    def at(self, figure: Figure, chosen: Set) -> Number | None:
        """The value of a figure with some of the changes made; None where it has none."""
        rests = self.rests(figure)
        if not rests:
            return figure.value
        own = chosen & rests
        key = figure.name, own
        if key not in self._known:
            value = self._known[key] = self._worked_out(figure, own)
            if self._is_impossible(figure, value):
                self.impossible.add((rests, own))
        return self._known[key]

    def _worked_out(self, figure: Figure, own: Set) -> Number | None:
        if figure.formula is None:
            # One that is not an input was simulated.
            _, old, new = self._inputs.get(figure.name, (0, figure.value, figure.value))
            return new if own else old
        return outcome(figure, given_by(figure, lambda need: self.at(need, own)))

    def columns(self, causes: Sequence[Set]) -> Columns:
        """Figures at every set of some causes, which are kept until others are asked for."""
        if self._columns.causes != tuple(causes):
            self._columns = Columns(causes, self.rests, self._inputs)
        return self._columns

    def look_at_all(self, names: Iterable[str], causes: Sequence[Set]) -> None:
        """Looks at figures, and at all that they rest on, at every set of causes: which are impossible."""
        columns = self.columns(causes)
        for figure in self._below(names):
            places, rests = columns.at(figure), self.rests(figure)
            column = places.column
            if column is not None and not column.leaves(0, 1 if figure.unit.percent else None):
                continue
            for chosen, value in zip(columns.sets(places), places.numbers, strict=True):
                if self._is_impossible(figure, value):
                    self.impossible.add((rests, chosen & rests))

    def _below(self, names: Iterable[str]) -> Iterable[Figure]:
        """The figures, and all that they rest on, of which a change may move each."""
        found, waiting = dict[str, Figure](), [self.sheet[name] for name in names if name in self.sheet]
        while waiting:
            figure = waiting.pop()
            if figure.name not in found and self.rests(figure):
                found[figure.name] = figure
                waiting += figure.inputs()
        return found.values()

    def _is_impossible(self, figure: Figure, value: Number | None) -> bool:
        return value is None or (_is_odd(figure, value) and figure.name not in self._odd)

    def steps(self, names: Iterable[str], causes: Sequence[Set], sets: int) -> int:
        """How many values formulas take and give to work figures out at so many sets of causes."""
        steps = 0
        for figure in self._below(names):
            rests = self.rests(figure)
            steps += min(2 ** sum(bool(one & rests) for one in causes), sets) * (1 + len([*figure.inputs()]))
        return steps


class Mixtures:
    """The values of figures for any set of the changes that may move one, each set worked out once.

    A rename moves no figure: it is made to the base first.
    """

    def __init__(self, base: Raw, target: Raw, changes: Sequence[Change], before: Sheet, after: Sheet) -> None:
        renames = renames_of(changes)
        self.base, self._target = renamed(base, renames), target
        idle = {id(one): one.words or not _is_shown(one, base, target) for one in changes}
        self._words = [one for one in changes if idle[id(one)] and one.kind != RENAMED]
        self.moving = [one for one in changes if not idle[id(one)] and one.kind != RENAMED]
        self.start = start = calculate(validated(self.base), sensitivity=False) if renames else before
        self._inputs = {
            one.name: (1 << bit, start[one.name].value, after[one.name].value)
            for bit, one in enumerate(self.moving)
            if _is_input(start, one.name) and _is_input(after, one.name)
        }
        self.every = (1 << len(self.moving)) - 1
        self.structural = self.every & ~sum(bit for bit, *_ in self._inputs.values())
        self._odd = {name for sheet in (start, after) for name, one in sheet.items() if _is_odd(one, one.value)}
        ends = {at: Varied(one, self._inputs, self._odd) for at, one in ((self.structural, after), (0, start))}
        self._ends, self._sheets = [*ends.values()], dict[Set, Varied | None](ends)
        self.built, self._looked_at = 0, tuple[str, ...]()

    def sheet(self, structural: Set) -> Varied | None:
        """The sheet with some of the changes made that add or take rows; None where these inputs are not valid."""
        if structural not in self._sheets:
            self.built += 1
            if not self.built % EACH:
                progress(self._target.name, f"{self.built} mixtures of its changes calculated")
            self._sheets[structural] = None
            with suppress(ProposalError, FormulaError):
                sheet = self._calculated([one for bit, one in enumerate(self.moving) if structural >> bit & 1])
                self._sheets[structural] = Varied(sheet, self._inputs, self._odd)
        return self._sheets[structural]

    def _calculated(self, changes: Sequence[Change]) -> Sheet:
        """The figures with some changes made, and with the target's words where they need them: a new source, say."""
        try:
            proposal = validated(mixture(self.base, self._target, changes))
        except ProposalError:
            proposal = validated(mixture(self.base, self._target, [*changes, *self._words]))
        return calculate(proposal, sensitivity=False)

    def possible(self, names: Iterable[str], chosen: Set) -> bool:
        """Whether a set of changes is a possible input, as far as these figures tell."""
        if (sheet := self.sheet(chosen & self.structural)) is None:
            return False
        for name in () if self._looked_at == (*names,) else (*names, *sheet.guards):
            if name in sheet.sheet:
                sheet.at(sheet.sheet[name], chosen)
        return not any(chosen & rests == own for rests, own in sheet.impossible)

    def all_possible(self, names: Sequence[str], causes: Sequence[Set]) -> bool:
        """Whether every set of causes is known to be `possible`: all are looked at at once, if no rows come or go."""
        sheet = None if self.structural else self.sheet(0)
        if sheet is None:
            return False
        sheet.look_at_all([*names, *sheet.guards], causes)
        self._looked_at = (*names,)
        return not sheet.impossible

    def places(self, name: str, causes: Sequence[Set]) -> Places | None:
        """A figure at every set of causes at once; None where one needs a sheet of its own, or there is no such."""
        sheet = None if self.structural else self.sheet(0)
        return sheet.columns(causes).at(sheet.sheet[name]) if sheet and name in sheet.sheet else None

    def value(self, name: str, chosen: Set, absent: Number | None = None) -> Number | None:
        """A figure at a set of changes; None where it has no value there, `absent` where there is no such figure."""
        sheet = self.sheet(chosen & self.structural)
        if sheet is None:
            return None
        return sheet.at(sheet.sheet[name], chosen) if name in sheet.sheet else absent

    def rests(self, name: str) -> Set:
        """The changes that may move a figure: the numbers that it rests on, and all that add or take rows."""
        own = [end.rests(end.sheet[name]) for end in self._ends if name in end.sheet]
        return reduce(or_, own, self.structural)

    def steps(self, names: Iterable[str], causes: Sequence[Set], sets: int, sheets: int) -> int:
        """How many steps it takes to work figures out at so many sets of causes, and so many new sheets."""
        numbers = max(one.steps([*names, *one.guards], causes, sets) for one in self._ends)
        return numbers + sheets * A_ROW_OF_A_SHEET * max(one.rows for one in self._ends)


def _is_shown(change: Change, *sides: Raw) -> bool:
    """Whether a change is of what figures are worked out from: no variant, and no offer, that neither side shows."""
    part, name = [*map(str, change.path), ""][:2]
    if part == "variants":
        return any(side.values.get(part, {}).get(name, {}).get("shown") for side in sides)
    return part != "offers" or any(side.values.get("proposal", {}).get("offer") == name for side in sides)


def _is_odd(figure: Figure, value: Number) -> bool:
    """Whether a value is below zero, or a share above all."""
    return value.numerator < 0 or (figure.unit.percent and value.numerator > value.denominator)


def _is_input(sheet: Sheet, name: str) -> bool:
    return name in sheet and sheet[name].origin is not None and not isinstance(sheet[name].value, bool)


def mixture(base: Raw, target: Raw, chosen: Iterable[Change]) -> Raw:
    """The base, its entities renamed, with some of the changes made, in its own order; of ranges the likely values."""
    made = [change for change in chosen if change.kind not in (RENAMED, REORDERED)]
    values = deepcopy(dict(base.values))
    for change in made:
        holder: Any = values
        for part in change.path[:-1]:
            holder = holder.setdefault(part, {})
        if change.kind == REMOVED:
            holder.pop(change.path[-1], None)
        else:
            holder[change.path[-1]] = deepcopy(change.new)
    ends = {change.path for change in made}
    places = {
        path: place
        for own, wanted in ((base.places, False), (target.places, True))
        for path, place in own.items()
        if wanted == any(path[:length] in ends for length in range(1, len(path) + 1))
    }
    return Raw(target.name, likely_alone(values), places)


def movers(target: Raw, sheet: Sheet, at_hand: Mixtures | None = None) -> Causes:
    """Names the changes since another side that move a figure of the target, the largest first.

    Each is taken back alone. Where none moves it by itself, all that may have done it together are named. The mixtures
    `at_hand` are taken for the side that they begin with.
    """
    known: dict[str, Mixtures] = {}

    def causes(side: Before, name: str) -> list[str]:
        if side.raw is None or side.raw.faults:
            return []
        if at_hand is not None and side.raw is at_hand.base:
            known[side.title] = at_hand
        if side.title not in known:
            changes = changes_between(side.raw, target)
            try:
                before = calculate(validated(side.raw), sensitivity=False)
            except (ProposalError, FormulaError):  # by today's rules it is not valid
                return [one.name for one in changes if not one.words and one.kind != RENAMED]
            known[side.title] = Mixtures(side.raw, target, changes, before, sheet)
        mixed = known[side.title]
        far = {one.name: _distance(mixed, name, 1 << bit) for bit, one in enumerate(mixed.moving[:MOST_TAKEN_BACK])}
        alone = sorted((one for one, by in far.items() if by), key=lambda one: -(far[one] or 0))
        return [*alone, *(one for one, by in far.items() if by is None)] or [*far]

    return causes


def _distance(mixed: Mixtures, name: str, change: Set) -> Fraction | None:
    """How far a figure would be off without a change; None where it cannot be taken back alone."""
    others = mixed.every & ~change
    now, was = mixed.value(name, mixed.every), mixed.value(name, others)
    possible = mixed.possible([name], others) and now is not None and was is not None
    return abs(Fraction(now or 0) - Fraction(was or 0)) if possible else None
