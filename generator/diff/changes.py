"""What changed between two sets of inputs, and what any mixture of the two gives.

In: the plain values of a base and a target. Out: changes, each at its place; groups of them that can be moved apart;
and the values of all figures for any set of groups. Changes of which some are no valid inputs without the others move
together; no others do.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from generator.diff.causes import Values, apart
from generator.errors import Place, ProposalError
from generator.figures import FormulaError
from generator.inputs.load import Proposal, validated
from generator.inputs.raw import Raw, dotted
from generator.located_yaml import Path
from generator.sheet import calculate

ADDED, REMOVED, CHANGED, RENAMED, FORMULAS = "added", "removed", "changed", "renamed", "formulas"
WORDS = frozenset(
    {
        "title", "edition", "vendor", "requester", "version", "dated", "needed_by", "subject", "paper", "language",
        "vendor_questions", "references", "guardrails",
        "label", "description", "purpose", "role", "status", "notes", "example_queries", "says", "reference",
        "measured", "stated", "assumed",
    }
)  # fmt: skip
"""Keys that hold words, wherever they stand: what they hold moves no figure. A test holds them to the records."""

RANGE = frozenset({"value", "low", "likely", "high"})
_NOTHING = object()


@dataclass(frozen=True)
class Change:
    """A value, or everything below a path, that is not the same: `old` and `new` as YAML would have them."""

    kind: str
    path: Path
    old: Any = None
    new: Any = None
    place: Place = field(default_factory=lambda: Place(""))
    was: Place = field(default_factory=lambda: Place(""))

    @property
    def name(self) -> str:
        """The path as people write it."""
        return dotted(self.path)

    @property
    def words(self) -> bool:
        """Whether it can only move words, and no figure."""
        if self.kind == RENAMED:
            return False
        sides = [value for value in (self.old, self.new) if value is not None]
        same = len(sides) == 2 and all(map(_number, sides)) and _number(self.old) == _number(self.new)
        return same or all(_words(self.path[-1], value) for value in sides)


def _words(key: str | int, value: Any) -> bool:
    """Whether a value is words; what is called by a key of words may be anything: a call may be called source."""
    if isinstance(value, dict):
        return all(_words(*item) for item in value.items())
    return key in WORDS and not isinstance(value, Fraction | bool)


def _number(value: Any) -> dict[str, Any]:
    """A number or a range without its source and label; nothing where it is neither."""
    if isinstance(value, dict):
        return {key: value[key] for key in RANGE & value.keys()} if _quantity(value) else {}
    return {"value": value} if isinstance(value, Fraction | str) else {}


def changes_between(base: Raw, target: Raw) -> list[Change]:
    """The changes in the order of the target's files; an entity that came or went is one change, as is one renamed."""
    found = list(_walk(base.values, target.values, ()))
    return [_placed(change, base, target) for change in _renamed(found)]


def _walk(old: Any, new: Any, path: Path) -> Iterator[Change]:
    if isinstance(old, dict) and isinstance(new, dict) and not _quantity(old):
        for key in [*old, *(key for key in new if key not in old)]:
            yield from _walk(old.get(key, _NOTHING), new.get(key, _NOTHING), (*path, key))
    elif old is _NOTHING:
        yield Change(ADDED, path, None, new)
    elif new is _NOTHING:
        yield Change(REMOVED, path, old, None)
    elif old != new:
        yield Change(CHANGED, path, old, new)


def _quantity(value: Mapping[str, Any]) -> bool:
    """Whether a mapping is a number or a range; an entry of a table may be called high, too, and is a mapping."""
    return any(not isinstance(value[key], dict) for key in RANGE & value.keys())


def _renamed(found: Sequence[Change]) -> Iterator[Change]:
    """An entity that went, and one with the same content beside it that came, is a rename."""
    gone = [change for change in found if change.kind == REMOVED and isinstance(change.old, dict)]
    pairs: dict[int, Change] = {}
    for change in found:
        twins = [old for old in gone if old.path[:-1] == change.path[:-1] and old.old == change.new]
        if change.kind == ADDED and twins and id(twins[0]) not in pairs:
            pairs[id(twins[0])] = change
    came = {id(change) for change in pairs.values()}
    for change in found:
        if id(change) in pairs:
            came_as = pairs[id(change)].path
            yield Change(RENAMED, came_as, str(change.path[-1]), str(came_as[-1]))
        elif id(change) not in came:
            yield change


def _placed(change: Change, base: Raw, target: Raw) -> Change:
    old = (*change.path[:-1], change.old) if change.kind == RENAMED else change.path
    return Change(
        change.kind,
        change.path,
        change.old,
        change.new,
        target.places.get(change.path, Place("")),
        base.places.get(old, Place("")),
    )


def mixture(base: Raw, target: Raw, chosen: Iterable[Change]) -> Raw:
    """The base with some of the changes made."""
    values, made = deepcopy(dict(base.values)), list(chosen)
    for change in made:
        holder: Any = values
        for part in change.path[:-1]:
            holder = holder.setdefault(part, {})
        if change.kind == RENAMED:
            items = [(change.new if key == change.old else key, value) for key, value in holder.items()]
            holder.clear()
            holder.update(items)
        elif change.kind == REMOVED:
            holder.pop(change.path[-1], None)
        else:
            holder[change.path[-1]] = deepcopy(change.new)
    return Raw(target.name, values, _places(base, target, [change.path for change in made]))


def _places(base: Raw, target: Raw, made: Iterable[Path]) -> dict[Path, Place]:
    """The places of a mixture: the base's, and below what was changed the target's."""
    ends = set(made)

    def changed(path: Path) -> bool:
        return any(path[:length] in ends for length in range(1, len(path) + 1))

    kept = {path: place for path, place in base.places.items() if not changed(path)}
    return kept | {path: place for path, place in target.places.items() if changed(path)}


class Mixtures:
    """The values of all figures for any set of groups of changes, each worked out once.

    A rename moves no figure: it is made to the base first, with every change that only follows it.
    """

    def __init__(self, base: Raw, target: Raw, changes: Sequence[Change]) -> None:
        renames = [change for change in changes if change.kind == RENAMED]
        follow = [change for change in changes if change.kind == CHANGED and _follows(change, renames)]
        self.base = mixture(base, target, [*follow, *renames]) if renames else base
        self.target = target
        moving = [one for one in changes if one not in renames and one not in follow]
        self.words = [one for one in moving if one.words]
        self._known: dict[frozenset[Path], Values | None] = {}
        causes = [one for one in moving if not one.words]

        def valid(chosen: frozenset[int]) -> bool:
            return self._worked_out([causes[one] for one in sorted(chosen)]) is not None

        self.groups = [[causes[one] for one in sorted(group)] for group in apart(len(causes), valid)]

    def values(self, chosen: frozenset[int]) -> Values:
        """The likely value of every number. Raises ProposalError where the mixture is no valid input."""
        changes = [change for index in sorted(chosen) for change in self.groups[index]]
        return self._worked_out(changes) or self._figures(changes)

    def _worked_out(self, changes: Sequence[Change]) -> Values | None:
        """The values, or None where the mixture is no valid input."""
        key = frozenset(change.path for change in changes)
        if key not in self._known:
            try:
                self._known[key] = self._figures(changes)
            except (ProposalError, FormulaError):
                self._known[key] = None
        return self._known[key]

    def _figures(self, changes: Sequence[Change]) -> Values:
        sheet = calculate(self._proposal(changes), sensitivity=False)
        return {name: figure.value for name, figure in sheet.items() if isinstance(figure.value, Fraction)}

    def _proposal(self, changes: Sequence[Change]) -> Proposal:
        """The inputs with some changes made, and with the target's words where they need them: a new source, say."""
        try:
            return validated(mixture(self.base, self.target, changes))
        except ProposalError:
            return validated(mixture(self.base, self.target, [*changes, *self.words]))


def _follows(change: Change, renames: Iterable[Change]) -> bool:
    """Whether a value changed only in that it names something by its new name."""
    old = quantity_text(change.old)
    for rename in renames:
        old = old.replace(rename.old, rename.new)
    return bool(renames) and old == quantity_text(change.new)


def quantity_text(value: Any) -> str:
    """A value of the inputs as YAML has it, on one line."""
    if isinstance(value, Fraction):
        return str(int(value)) if value.denominator == 1 else f"{float(value):.12g}"
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {quantity_text(one)}" for key, one in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(quantity_text(one) for one in value) + "]"
    return {None: "", True: "true", False: "false"}.get(value, str(value)) if not isinstance(value, str) else value
