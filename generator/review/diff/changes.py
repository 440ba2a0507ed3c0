"""What changed between two sets of inputs, and what any mixture of the two gives.

In: the plain values of a base and a target. Out: changes, each at its place; groups of them that can be moved apart;
and the values of all figures for any set of groups. Changes of which some are no valid inputs without the others move
together; no others do.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any

from generator.errors import FormulaError, Place, ProposalError
from generator.figures.figure import Number, Sheet
from generator.figures.sensitivity import SECOND_ORDER
from generator.figures.sheet import calculate
from generator.inputs.faults import keys_of
from generator.inputs.load import Proposal, validated
from generator.inputs.located_yaml import Path
from generator.inputs.raw import FILES, Raw, dotted
from generator.review.diff.causes import Values, apart

ADDED, REMOVED, CHANGED, RENAMED, REORDERED = "added", "removed", "changed", "renamed", "reordered"
FORMULAS = "formulas"
WORDS = frozenset(
    {
        "title", "edition", "vendor", "requester", "version", "dated", "needed_by", "subject", "paper", "language",
        "vendor_questions", "references", "guardrails", "sent", "accepted",
        "label", "description", "purpose", "role", "status", "notes", "example_queries", "says", "reference",
        "measured", "stated", "assumed",
    }
)  # fmt: skip
"""Keys that hold words, wherever they stand: what they hold moves no figure. A test holds them to the records."""

NAMING = {
    "models": ("model", "replaces"),
    "page_profiles": ("page_profile",),
    "components": ("begins_with", "compressed_component"),
    "calls": ("skipped_call",),
    "scenarios": ("scenario",),
    "load_cases": ("headline_case", "alternative_case", "beside"),
    "phases": ("query_reuse",),
}
"""The fields that name an entry of a table, by the table. A test holds them to the records."""

BESIDE: Path = ("proposal", "request", "beside")
"""Here the keys name load cases."""

RANGE = frozenset({"value", "low", "likely", "high"})
_NOTHING = object()

Worked = Mapping[str, tuple[Number, Number, Number]]
"""Likely value, low and high of every figure of a mixture."""


@dataclass(frozen=True)
class Change:
    """A value, or everything below a path, that is not the same: `old` and `new` as YAML would have them.

    Of entries in another order they are the names that both sides have.
    """

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
        if self.kind in (RENAMED, REORDERED):
            return self.kind == REORDERED
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
    """The changes by the target's files; an entity that came or went is one change, as is one renamed.

    What only follows a rename is no change: a value's old text has the new names.
    """
    renames = list(_renames(base, target))
    if renames and not _is_valid(renamed(base, renames)):
        renames = []
    base = renamed(base, renames)
    found = [*renames, *_walk(base.values, target.values, ())]
    nowhere = Place("")
    return [
        replace(one, place=target.places.get(one.path, nowhere), was=base.places.get(one.path, nowhere))
        for one in sorted(found, key=lambda change: FILES.index(str(change.path[0])))
    ]


def _is_valid(raw: Raw) -> bool:
    try:
        validated(raw)
    except ProposalError:
        return False
    return True


def _walk(old: Any, new: Any, path: Path) -> Iterator[Change]:
    if isinstance(old, dict) and isinstance(new, dict) and not _quantity(old):
        for key in [*old, *(key for key in new if key not in old)]:
            yield from _walk(old.get(key, _NOTHING), new.get(key, _NOTHING), (*path, key))
        before, after = [key for key in old if key in new], [key for key in new if key in old]
        if before != after and not keys_of(path).issuperset(after):
            yield Change(REORDERED, path, before, after)
    elif old is _NOTHING:
        yield Change(ADDED, path, None, new)
    elif new is _NOTHING:
        yield Change(REMOVED, path, old, None)
    elif old != new:
        yield Change(CHANGED, path, old, new)


def _quantity(value: Mapping[str, Any]) -> bool:
    """Whether a mapping is a number or a range; an entry of a table may be called high, too, and is a mapping."""
    return any(not isinstance(value[key], dict) for key in RANGE & value.keys())


def _renames(base: Raw, target: Raw) -> Iterator[Change]:
    """An entity that went, and one with the same content beside it that came, is a rename."""
    found = [change for change in _walk(base.values, target.values, ()) if change.path[:-1] != BESIDE]
    gone = [change for change in found if change.kind == REMOVED and isinstance(change.old, dict)]
    for came in found:
        twins = [old for old in gone if old.path[:-1] == came.path[:-1] and old.old == came.new]
        if came.kind == ADDED and twins:
            gone.remove(twins[0])
            yield Change(RENAMED, came.path, str(twins[0].path[-1]), str(came.path[-1]))


def renamed(base: Raw, renames: Iterable[Change]) -> Raw:
    """The inputs with entities renamed, and named so wherever a field names them."""
    for rename in renames:
        parent, new = rename.path[:-1], str(rename.path[-1])
        old, table = str(rename.old), str(parent[-1])
        names = {field: {old: new} for field in NAMING.get(table, ())}
        if table in ("scenarios", "load_cases"):
            names |= dict.fromkeys(NAMING["load_cases"], _cases(base.values["scenarios"], parent, old, new))
        moved = {(*parent, old): rename.path}
        moved |= {(*BESIDE, was): (*BESIDE, now) for was, now in names.get("beside", {}).items()}
        values = _rewritten(base.values, (), moved, names)
        base = replace(base, values=values, places={_moved(path, moved): one for path, one in base.places.items()})
    return base


def _cases(scenarios: Mapping[str, Any], parent: Path, old: str, new: str) -> dict[str, str]:
    """The load cases that a rename of one, or of their scenario, renames."""
    if parent == ("scenarios",):
        return {f"{old}.{case}": f"{new}.{case}" for case in scenarios[old]["load_cases"]}
    return {f"{parent[1]}.{old}": f"{parent[1]}.{new}"}


def _rewritten(value: Any, path: Path, moved: Mapping[Path, Path], names: Mapping[str, Mapping[str, str]]) -> Any:
    if isinstance(value, dict | Mapping):
        below = {key: (*path, key) for key in value}
        return {moved.get(at, at)[-1]: _rewritten(value[key], at, moved, names) for key, at in below.items()}
    known = names.get(str(path[-1]), {})
    if isinstance(value, list):
        return [known.get(one, one) if isinstance(one, str) else one for one in value]
    return known.get(value, value) if isinstance(value, str) else value


def _moved(path: Path, moved: Mapping[Path, Path]) -> Path:
    found = next((old for old in moved if path[: len(old)] == old), ())
    return (*moved[found], *path[len(found) :]) if found else path


def mixture(base: Raw, target: Raw, chosen: Iterable[Change]) -> Raw:
    """The base with some of the changes made, renames first; in its own order, which moves no figure."""
    made = list(chosen)
    base = renamed(base, [change for change in made if change.kind == RENAMED])
    made = [change for change in made if change.kind not in (RENAMED, REORDERED)]
    values = deepcopy(dict(base.values))
    for change in made:
        holder: Any = values
        for part in change.path[:-1]:
            holder = holder.setdefault(part, {})
        if change.kind == REMOVED:
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
    """The values of all figures for any set of groups of changes, each set worked out once.

    A rename moves no figure: it is made to the base first. The sheets of the base and the target are taken, where they
    are given, for none and for all of the changes. `tell` hears how many sets were worked out.
    """

    def __init__(
        self,
        base: Raw,
        target: Raw,
        changes: Sequence[Change],
        before: Sheet | None = None,
        after: Sheet | None = None,
        tell: Callable[[int], None] = lambda _: None,
    ) -> None:
        self.base = renamed(base, [change for change in changes if change.kind == RENAMED])
        self.target, self._tell = target, tell
        moving = [change for change in changes if change.kind != RENAMED]
        self.words = [one for one in moving if one.words]
        causes = [one for one in moving if not one.words]
        self._known: dict[frozenset[Path], Worked | None] = {}
        if before is not None and self.base is base:
            self._known[_key([])] = _worked(before)
        if after is not None:
            self._known[_key(causes)] = _worked(after)

        def valid(chosen: frozenset[int]) -> bool:
            return self._worked_out([causes[one] for one in sorted(chosen)]) is not None

        self.groups = [[causes[one] for one in sorted(group)] for group in apart(len(causes), valid)]

    def values(self, chosen: frozenset[int]) -> Values:
        """The likely value of every number. Raises ProposalError where the mixture is no valid input."""
        return {name: likely for name, (likely, *_) in self._mixed(chosen).items() if isinstance(likely, Fraction)}

    def _mixed(self, chosen: frozenset[int]) -> Worked:
        changes = [change for index in sorted(chosen) for change in self.groups[index]]
        return self._worked_out(changes) or self._figures(changes)

    def _worked_out(self, changes: Sequence[Change]) -> Worked | None:
        """The figures, or None where the mixture is no valid input."""
        key = _key(changes)
        if key not in self._known:
            self._tell(len(self._known))
            try:
                self._known[key] = self._figures(changes)
            except (ProposalError, FormulaError):
                self._known[key] = None
        return self._known[key]

    def _figures(self, changes: Sequence[Change]) -> Worked:
        return _worked(calculate(self._proposal(changes), sensitivity=False))

    def movers(self, names: Collection[str]) -> dict[str, tuple[int, ...]]:
        """For each figure the numbers of the groups that move it or its range: alone, or as the last of all."""
        if not names:
            return {}
        nothing, everything = frozenset[int](), frozenset(range(len(self.groups)))
        pairs = [(frozenset({one}), everything - {one}) for one in everything]
        mixed = {one: self._mixed(one) for one in {nothing, everything}.union(*pairs)}
        return {
            name: tuple(
                number
                for number, (alone, others) in enumerate(pairs, 1)
                if mixed[alone].get(name) != mixed[nothing].get(name)
                or mixed[others].get(name) != mixed[everything].get(name)
            )
            for name in names
        }

    def _proposal(self, changes: Sequence[Change]) -> Proposal:
        """The inputs with some changes made, and with the target's words where they need them: a new source, say."""
        try:
            return validated(mixture(self.base, self.target, changes))
        except ProposalError:
            return validated(mixture(self.base, self.target, [*changes, *self.words]))


def _key(changes: Iterable[Change]) -> frozenset[Path]:
    return frozenset(change.path for change in changes)


def _worked(sheet: Sheet) -> Worked:
    return {
        name: (figure.value, figure.low, figure.high)
        for name, figure in sheet.items()
        if not name.startswith(SECOND_ORDER)
    }


def quantity_text(value: Any) -> str:
    """A value of the inputs as YAML has it, on one line."""
    if isinstance(value, Fraction):
        return str(int(value)) if value.denominator == 1 else f"{float(value):.12g}"
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {quantity_text(one)}" for key, one in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(quantity_text(one) for one in value) + "]"
    return {None: "", True: "true", False: "false"}.get(value, str(value)) if not isinstance(value, str) else value
