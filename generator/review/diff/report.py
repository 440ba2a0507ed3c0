"""A difference as one record of plain tables, which the text, the comment and the terminal show each in its way.

In: what was found of a proposal, and how many rows there is room for. Out: the table, a row a cause, which adds up as
it is shown; and what is to be said beside it, the weightiest first.
"""

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

from generator.errors import Fault, Place, listed
from generator.review.diff.changes import REMOVED, RENAMED, Change
from generator.review.diff.difference import Cause, Diff
from generator.review.diff.limits import Limit
from generator.review.diff.moved import Moved
from generator.review.diff.values import file_and_line, said, sources
from generator.units import STATED, adding_up, half_up, write

NOTHING = "–"
AS_BEFORE, NO_DIFFERENCE = "as before", "no difference"
"""What the request would be without a cause, where one word says it."""
MOST_FILES = 5
STALE = "What was committed with the base is stale: its inputs give something else, which is compared here."
TARGET_REWORDED = "By today's templates and formulas, which gave its figures here, the target's document is another."
REWORDED = "By today's templates and formulas, the base's own document reads otherwise."


class Told(NamedTuple):
    """What was found of a proposal: how its sides are called, a word where one alone has it, its difference, faults."""

    name: str
    base: str = ""
    target: str = ""
    word: str = ""
    diff: Diff | None = None
    faults: tuple[Fault, ...] = ()

    @property
    def differs(self) -> bool:
        """Whether there is a difference to tell."""
        return bool(self.word or self.faults or (self.diff and not self.diff.empty))

    @property
    def on_figures(self) -> bool:
        """Whether there is more to tell than that the proposal came, went, or cannot be worked out."""
        diff = self.diff
        return diff is not None and bool(diff.moves or diff.reworked or diff.loosened or diff.broken)

    @property
    def headline(self) -> str:
        """What became of the proposal, or of its request, in a line."""
        if self.faults:
            return "the inputs are faulty, so that no figure is worked out."
        if not self.diff:
            return ""
        if not self.on_figures:
            return "no figure moved"
        moved = [f"{one.title} {one.by}" for one in self.diff.limits if one.old != one.new]
        return f"the request moves: {', '.join(moved)}" if moved else "the request stays"


NOWHERE = Place("")


class Piece(NamedTuple):
    """A part of an entry: a text, a `sentence` of the document, or a `name` with the line that it leads to.

    A `line` is the name of that line, for those whom the name leads nowhere.
    """

    text: str
    kind: str = "text"
    place: Place = NOWHERE


Entry = tuple[Piece, ...]


class Note(NamedTuple):
    """What is said beside the table: a title, a sentence, and entries; `apart`, each of them on a line of its own."""

    title: str
    says: str = ""
    entries: Sequence[Entry] = ()
    apart: bool = False
    bad: bool = False


def notes(diff: Diff) -> Iterator[Note]:
    """Why the request stays, how contributions were worked out, and all that has no row in the table."""
    yield from (Note("", one) for one in sentences(diff))
    if diff.guardrails:
        yield Note("Guardrails", f"{diff.guardrails}.", [fault(one) for one in diff.broken], True, bool(diff.broken))
    still = [change for one in diff.causes if not any(one.shares) for change in one.changes]
    caused = {id(change) for one in diff.causes for change in one.changes}
    still += [one for one in diff.changes if not (one.words or one.kind == RENAMED or id(one) in caused)]
    named = [each for one in diff.changes for each in sources(one)]
    every = (
        Note("Guardrails loosened", "", [fault(one) for one in diff.loosened], True, True),
        Note("Moves no limit", "", [entry(one) for one in still]),
        Note("Simulated anew", "", [_simulated(one, diff) for one in diff.simulated], True),
        Note("Words", "", [entry(one) for one in diff.changes if one.words or one.kind == RENAMED]),
        Note("Sentences that went", "", [(Piece(one, "sentence"),) for one in diff.went], True),
        Note("Sentences that came", "", [(Piece(one, "sentence"),) for one in diff.came], True),
        Note("Sources that changed", "", [(Piece(at, "name"), Piece(f": {a} → {b}")) for at, a, b in named], True),
    )
    yield from (one for one in every if one.entries)


def titles(diff: Diff) -> list[str]:
    """What stands above the column of each limit."""
    return [one.title[:1].upper() + one.title[1:] for one in diff.limits]


def sentences(diff: Diff) -> Iterator[str]:
    """Why the request stays, how contributions were worked out, and what was committed."""
    if diff.stays:
        yield diff.stays
    if diff.grouped_by:
        yield f"Changes are taken together by {diff.grouped_by}: single ones are beyond the budget of mixtures."
    if diff.orders:
        yield f"What {len(diff.causes)} causes contributed is the mean over a sample of {diff.orders} orders."
    if diff.stale:
        yield STALE
    if diff.reworded:
        yield f"{REWORDED} Changed since: {listed(diff.since, MOST_FILES)}." if diff.since else REWORDED
    if diff.target_reworded:
        yield TARGET_REWORDED


def entry(change: Change) -> Entry:
    """A change: its path, which leads to its line unless that is gone, and from what to what."""
    link = NOWHERE if change.kind == REMOVED else change.place
    line = [Piece(file_and_line(change), "line", link)] if change.place.line else []
    return (Piece(change.name, "name", link), Piece(f" {said(change)}"), *line)


def _simulated(one: Moved, diff: Diff) -> Entry:
    """A simulated figure before and after, and the changes that it rests on."""
    names = [change.name for number in one.moved_by for change in diff.causes[number - 1].changes]
    old, new = one.texts()
    return (Piece(f"{one.name}: {old} → {new}{f', with {listed(names, MOST_FILES)}' if names else ''}"),)


def fault(one: Fault, hint: str = "") -> Entry:
    """A fault: its place, and what is wrong. The hint of a guardrail holds YAML, which is not to be cut."""
    return Piece(one.place.short, "name", one.place), Piece(f": {one.what}{'; ' * bool(hint)}{hint}")


def counts(diff: Diff) -> str:
    """How many figures of the document moved, came, went and were reworked."""
    found = {"moved": diff.moved, "new": diff.new, "gone": diff.vanished, "by another formula or unit": diff.reworked}
    told = [f"{len(each):,} {what}" for what, each in found.items() if each]
    return f"Figures of the document: {', '.join(told)}." if told else "No figure of the document moved."


class Row(NamedTuple):
    """Changes, what they contributed to each limit, and what each would be without them alone; `rest` counts others."""

    changes: tuple[Change, ...]
    cells: tuple[str, ...]
    back: tuple[str, ...] = ()
    jointly: bool = False
    rest: int = 0


def table(diff: Diff, most: int) -> list[Row]:
    """The rows by effect, no more than `most`; those that move a limit only jointly are one, and so are the others."""
    moving = sorted((one for one in diff.causes if any(one.shares)), key=lambda one: -_effect(one, diff.limits))
    apart, jointly = ([one for one in moving if one.jointly == held] for held in (False, True))
    room = max(most - bool(jointly), 0)
    shown, rest = (apart, []) if len(apart) <= room else (apart[: max(room - 1, 0)], apart[max(room - 1, 0) :])
    groups = [*([one] for one in shown), *(group for group in (jointly, rest) if group)]
    columns = [_column(limit, index, groups) for index, limit in enumerate(diff.limits)]
    rows = []
    for group, *cells in zip(groups, *columns, strict=True):
        together = tuple(change for one in group for change in one.changes)
        back = {_back(one, diff.limits) for one in group}
        alike = back.pop() if len(back) == 1 else ()
        rows.append(Row(together, tuple(cells), alike, group is jointly, len(group) if group is rest else 0))
    return rows


def _effect(cause: Cause, limits: Iterable[Limit]) -> Fraction:
    """The largest part of a limit that a cause moves."""
    pairs = zip(cause.shares, limits, strict=True)
    return max((abs(share) / (max(abs(one.old), abs(one.new)) or 1) for share, one in pairs), default=Fraction(0))


def _column(limit: Limit, index: int, groups: Sequence[Sequence[Cause]]) -> list[str]:
    """What each group contributed to a limit, with its sign; `~` before it where it is not exact."""
    shares = [sum((one.shares[index] for one in group), Fraction(0)) for group in groups]
    moved = half_up(limit.new, limit.decimals) - half_up(limit.old, limit.decimals)
    return [
        f"{'' if share == shown else '~'}{'+' if shown > 0 else ''}{write(shown, limit.unit, STATED)}"
        if share
        else NOTHING
        for share, shown in zip(shares, adding_up(shares, moved, limit.decimals), strict=True)
    ]


def _back(cause: Cause, limits: Sequence[Limit]) -> tuple[str, ...]:
    """What each limit would be without a cause alone, or a word for them all."""
    if not cause.without:
        return ()
    for word, sides in ((AS_BEFORE, [one.old for one in limits]), (NO_DIFFERENCE, [one.new for one in limits])):
        if [*cause.without] == sides:
            return (word,)
    return tuple(write(value, one.unit) for value, one in zip(cause.without, limits, strict=True))
