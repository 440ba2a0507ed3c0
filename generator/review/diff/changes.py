"""What changed between two sets of inputs.

In: the plain values of a base and a target. Out: changes, each at its place. An entity that came, went or was renamed
is one change: what else is called so follows a new name, in the inputs, and so do figures and guardrails.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import partial
from typing import Any, NamedTuple

from generator.errors import Place, ProposalError
from generator.inputs.load import validated
from generator.inputs.located_yaml import YamlPath
from generator.inputs.numbers import ENDS, SHAPED
from generator.inputs.raw import PARTS, Raw, dotted
from generator.inputs.records import keys_of
from generator.review.terms import At, Before

NAMING = {
    "models": ("model", "models", "replaces", "replaced_by", "split", "fallback"),
    "page_profiles": ("page_profile", "page_profiles"),
    "components": ("begins_with", "compressed_component"),
    "calls": ("skipped_call",),
    "scenarios": ("scenario",),
    "load_cases": ("headline_case", "alternative_case", "base_case", "beside"),
    "phases": ("query_reuse",),
    "savings": ("built",),
    "offers": ("offer",),
}
"""The fields that name an entry of a table, by the table. A test holds them to the records."""

KEYED = frozenset(("beside", "fallback", "models", "page_profiles", "split", "work"))
"""Below these the keys name entries of another table, unless it is that table. A test holds them to the records."""
ADDED, REMOVED, CHANGED, RENAMED, REORDERED = "added", "removed", "changed", "renamed", "reordered"
FORMULAS = "formulas"
WORDS = frozenset({
    "title", "edition", "vendor", "requester", "version", "dated", "needed_by", "subject", "paper", "language",
    "vendor_questions", "references", "guardrails", "sent", "accepted", "name", "email", "company", "account",
    "label", "description", "purpose", "role", "status", "notes", "example_queries", "says", "reference",
    "measured", "stated", "assumed", "endpoint", "tier", "counts", "page", "page_view", "site", "currency",
    "said", "starts", "until", "text", "why",
})  # fmt: skip
"""Keys that hold words, wherever they stand: what they hold moves no figure. A test holds them to the records."""

_NOTHING = object()


@dataclass(frozen=True)
class Change:
    """A value, or everything below a path, that is not the same: `old` and `new` as YAML would have them.

    Of entries in another order they are the names that both sides have. Its place is the target's; of what went, the
    base's.
    """

    kind: str
    path: YamlPath
    old: Any = None
    new: Any = None
    place: Place = field(default_factory=lambda: Place(""))

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
        return {key: value[key] for key in SHAPED & value.keys()} if _quantity(value) else {}
    return {"value": value} if isinstance(value, Fraction | str) else {}


def renamed(base: Raw, renames: Iterable[Change]) -> Raw:
    """The inputs with entities renamed, and named so wherever a field names them."""
    for rename in renames:
        parent, old, new = rename.path[:-1], rename.old, rename.new
        table = str(parent[-1])
        names = {field: {old: new} for field in NAMING.get(table, ())}
        if table in ("scenarios", "load_cases"):
            names |= dict.fromkeys(NAMING["load_cases"], _cases(base.values["scenarios"], parent, old, new))
        today = partial(_path_today, rename, names)
        values = _rewritten(base.values, (), today, names)
        values["proposal"] = _guarding(values.get("proposal"), names_of_figures([rename], base))
        base = replace(base, values=values, places={today(path): one for path, one in base.places.items()})
    return base


def _path_today(rename: Change, names: Mapping[Any, Mapping[Any, str]], path: YamlPath) -> YamlPath:
    """The path of what stands in the base, under the name of today and below keys that follow it."""
    old = (*rename.path[:-1], rename.old)
    moved = (*rename.path, *path[len(old) :]) if path[: len(old)] == old else path
    keys = zip(("", *moved), moved, strict=False)
    return tuple(names.get(above, {}).get(key, key) if above in KEYED else key for above, key in keys)


def _guarding(proposal: Any, names: Sequence["Renamed"]) -> Any:
    """The entries of proposal.yaml, whose guardrails name figures as they are called today."""
    rails = proposal.get("guardrails") if isinstance(proposal, dict) else None
    if not isinstance(rails, list):
        return proposal

    def today(rail: Any) -> Any:
        guards = isinstance(rail, dict) and isinstance(rail.get("figure"), str)
        return {**rail, "figure": name_today(rail["figure"], names)} if guards else rail

    return {**proposal, "guardrails": [today(one) for one in rails]}


def _cases(scenarios: Mapping[str, Any], parent: YamlPath, old: str, new: str) -> dict[str, str]:
    """The load cases that a rename of one, or of their scenario, renames."""
    if parent == ("scenarios",):
        return {f"{old}.{case}": f"{new}.{case}" for case in scenarios[old]["load_cases"]}
    return {f"{parent[1]}.{old}": f"{parent[1]}.{new}"}


def _rewritten(
    value: Any, path: YamlPath, today: Callable[[YamlPath], YamlPath], names: Mapping[str, Mapping[str, str]]
) -> Any:
    if isinstance(value, Mapping):
        below = {key: (*path, key) for key in value}
        return {today(at)[-1]: _rewritten(value[key], at, today, names) for key, at in below.items()}
    known = names.get(str(path[-1]), {})
    if isinstance(value, list):
        return [known.get(one, one) if isinstance(one, str) else one for one in value]
    return known.get(value, value) if isinstance(value, str) else value


class Renamed(NamedTuple):
    """How the names of figures began, and begin; those of others, which go on after a dot, keep their beginning."""

    old: str
    new: str
    others: tuple[str, ...]


OWN_BEGINNINGS: Mapping[YamlPath, Sequence[str]] = {
    ("scenarios",): ("{}.",),
    ("models",): tuple(f".{key}.{{}}." for key in ("models", "mixed", "split", "fallback", "always", "elsewhere")),
    ("page_profiles",): (".page_profiles.{}.", ".parts.{}."),
}


def names_of_figures(renames: Iterable[Change], base: Raw) -> list[Renamed]:
    """How the figures of renamed entities were called, and are: their beginnings, or for a model a part within."""
    found = []
    for one in renames:
        parent = one.path[:-1]
        beginnings = [f"{dotted(parent)}.{{}}."]
        if parent[-1] == "load_cases":
            beginnings.append(f"{parent[1]}.{{}}.")
        beginnings += OWN_BEGINNINGS.get(parent, ())
        siblings: Any = base.values
        for part in parent:
            siblings = siblings[part]
        longer = [key for key in siblings if key.startswith(f"{one.old}.")]
        for begin in (text.format for text in beginnings):
            found.append(Renamed(begin(one.old), begin(one.new), tuple(map(begin, longer))))
    return found


def name_today(name: str, names: Iterable[Renamed]) -> str:
    """How a figure of the base is called today."""
    whole = f"{name}."

    def under(beginning: str) -> bool:
        return beginning in whole if beginning.startswith(".") else whole.startswith(beginning)

    for one in names:
        if under(one.old) and not any(map(under, one.others)):
            whole = whole.replace(one.old, one.new, 1)
    return whole[:-1]


def changes_between(base: Raw, target: Raw) -> list[Change]:
    """The changes by the target's files; an entity that came or went is one change, as is one renamed.

    What only follows a rename is not a change: a value's old text has the new names.
    """
    renames = list(_renames(base, target))
    if renames:
        try:
            validated(renamed(base, renames))
        except ProposalError:
            renames = []
    base = renamed(base, renames)
    found = [*renames, *_walk(base.values, target.values, ())]
    places = {False: target.places, True: base.places}
    return [
        replace(one, place=places[one.kind == REMOVED].get(one.path, one.place))
        for one in sorted(found, key=lambda change: PARTS.index(str(change.path[0])))
    ]


def _walk(old: Any, new: Any, path: YamlPath) -> Iterator[Change]:
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
    return any(not isinstance(value[key], dict) for key in ENDS if key in value)


def _renames(base: Raw, target: Raw) -> Iterator[Change]:
    """An entity that went, and one with the same content beside it that came, is a rename."""
    found = [change for change in _walk(base.values, target.values, ()) if _has_own_name(change.path)]
    gone = [change for change in found if change.kind == REMOVED and isinstance(change.old, dict)]
    for came in found:
        twins = [old for old in gone if old.path[:-1] == came.path[:-1] and old.old == came.new]
        if came.kind == ADDED and twins:
            gone.remove(twins[0])
            yield Change(RENAMED, came.path, str(twins[0].path[-1]), str(came.path[-1]))


def _has_own_name(path: YamlPath) -> bool:
    """Whether it is called so here and by us: its key is not a field, nor the name of an entry of another table."""
    around = path[:-1]
    return path[-1] not in keys_of(around) and not (len(around) > 1 and around[-1] in KEYED)


def renames_of(changes: Iterable[Change]) -> list[Change]:
    """The renames among changes."""
    return [one for one in changes if one.kind == RENAMED]


def followed(at: At, target: Raw) -> At:
    """What a proposal is held against, under the names of today: what was guarded under an old one stays guarded."""

    def under_todays_names(name: str) -> Before:
        held = at(name)
        readable = held.raw is not None and not held.raw.faults and not target.faults
        renames = renames_of(changes_between(held.raw, target)) if held.raw and readable else []
        if held.raw is None or not renames:
            return held
        names = names_of_figures(renames, held.raw)
        figures = {name_today(old, names): one for old, one in (held.figures or {}).items()}
        return Before(held.title, renamed(held.raw, renames), None if held.figures is None else figures)

    return under_todays_names
