"""What every entry of the inputs is: frozen, with keys that are known, and with rules between them.

In: plain values by their keys. Out: a frozen record, or a ValueError with the reader's words. A rule is stated once, as
data of the class: the reader refuses by it what does not hold, and editors are told it by the schema.
"""

from typing import Any, ClassVar, NamedTuple, Protocol, Self

from pydantic import BaseModel, ConfigDict, model_validator

from generator.inputs.located_yaml import KEY, Path


class MisfitError(ValueError):
    """Why a value does not fit: what it is, a hint, where below the value it stands, and in which part of its text."""

    def __init__(self, what: str, hint: str = "", at: Path = (), part: str = "") -> None:
        super().__init__(what)
        self.what, self.hint, self.at, self.part = what, hint, at, part


def no_entries() -> list[Any]:
    """An empty list; what parameters `list` itself takes is found out far more slowly."""
    return []


class Conflict(NamedTuple):
    """One thing that does not hold between entries: the path of what is to be mended, what is wrong, and a hint.

    Where two lines disagree, either may be wrong: the one is the path, the others are `beside` it.
    """

    path: Path
    what: str
    hint: str = ""
    beside: tuple[Path, ...] = ()


class Rule(Protocol):
    """What holds between the keys of an entry."""

    def hold(self, entry: "Entry") -> None:
        """Raises MisfitError where it does not hold."""

    def schemas(self) -> list[dict[str, Any]]:
        """The same for editors, each a JSON Schema."""


class Entry(BaseModel):
    """A frozen record that knows its keys and refuses others."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, arbitrary_types_allowed=True, defer_build=True)
    rules: ClassVar[tuple[Rule, ...]] = ()

    @model_validator(mode="after")
    def _by_rules(self) -> Self:
        for rule in self.rules:
            rule.hold(self)
        return self


class Either(NamedTuple):
    """One of two keys, and not both."""

    first: str
    second: str
    hint: str = ""
    """What to do where neither is given."""

    def hold(self, entry: Entry) -> None:
        """Raises MisfitError where it does not hold."""
        given = [key for key in self[:2] if _given(entry, key)]
        what = f"expected either {self.first} or {self.second}"
        if given[1:]:
            raise MisfitError(f"{what}, not both", at=(self.second,))
        if not given:
            raise MisfitError(f"{what}, has neither", self.hint, (KEY,))

    def schemas(self) -> list[dict[str, Any]]:
        """Not `oneOf`, of which editors say no more than that several schemas match."""
        return [{"if": _requires(self.second), "then": none(self.first), "else": _requires(self.first)}]


class AtMostOne(NamedTuple):
    """One of some keys, or none of them."""

    keys: tuple[str, ...]

    def hold(self, entry: Entry) -> None:
        """Raises MisfitError where it does not hold."""
        given = [key for key in self.keys if _given(entry, key)]
        if len(given) > 1:
            *others, last = self.keys
            what = f"expected at most one of {', '.join(others)} and {last}, found {' and '.join(given)}"
            raise MisfitError(what, at=(given[1],))

    def schemas(self) -> list[dict[str, Any]]:
        """Each forbids those after it."""
        rest = enumerate(self.keys[:-1], 1)
        return [{"if": _requires(key), "then": none(*self.keys[after:])} for after, key in rest]


class OneOf(NamedTuple):
    """One of some keys, and no other of them."""

    keys: tuple[str, ...]

    def hold(self, entry: Entry) -> None:
        """Raises MisfitError where it does not hold."""
        given = [key for key in self.keys if _given(entry, key)]
        if len(given) != 1:
            *others, last = self.keys
            what = f"expected one of {', '.join(others)} and {last}, found {' and '.join(given) or 'none'}"
            raise MisfitError(what, at=(given[1] if given else KEY,))

    def schemas(self) -> list[dict[str, Any]]:
        """At least one, and no second."""
        return [_any(self.keys), *AtMostOne(self.keys).schemas()]


class OneAtLeast(NamedTuple):
    """At least one of some keys; `says` is how that is told."""

    keys: tuple[str, ...]
    says: str

    def hold(self, entry: Entry) -> None:
        """Raises MisfitError where it does not hold."""
        if not any(_given(entry, key) for key in self.keys):
            raise MisfitError(self.says)

    def schemas(self) -> list[dict[str, Any]]:
        """Any of them."""
        return [_any(self.keys)]


class Needs(NamedTuple):
    """A key that has to be there."""

    key: str

    def hold(self, entry: Entry) -> None:
        """Raises MisfitError where it does not hold."""
        if not _given(entry, self.key):
            raise MisfitError(f"{self.key} is missing", at=(KEY,))

    def schemas(self) -> list[dict[str, Any]]:
        """Required."""
        return [_requires(self.key)]


class Unless(NamedTuple):
    """A rule that holds where a key is not there, and another where it is."""

    key: str
    rule: Rule
    otherwise: Rule | None = None

    def hold(self, entry: Entry) -> None:
        """Raises MisfitError where it does not hold."""
        rule = self.otherwise if _given(entry, self.key) else self.rule
        if rule is not None:
            rule.hold(entry)

    def schemas(self) -> list[dict[str, Any]]:
        """The one or the other."""
        more = {"then": {"allOf": self.otherwise.schemas()}} if self.otherwise else {}
        return [{"if": _requires(self.key), **more, "else": {"allOf": self.rule.schemas()}}]


class OneAlone(NamedTuple):
    """Exactly one of all keys; `says` is how that is told."""

    says: str

    def hold(self, entry: Entry) -> None:
        """Raises MisfitError where it does not hold."""
        if len(entry.model_fields_set) != 1:
            raise MisfitError(self.says)

    def schemas(self) -> list[dict[str, Any]]:
        """As many properties."""
        return [{"minProperties": 1, "maxProperties": 1}]


class GoesWith(NamedTuple):
    """A key that is there exactly where one of others is; `says` what these are.

    Another may be a key, the key of an entry below (`peak.page_views_per_minute_per_site`), or a value
    (`reservation=evaluation`).
    """

    key: str
    others: tuple[str, ...]
    says: str

    def hold(self, entry: Entry) -> None:
        """Raises MisfitError where it does not hold."""
        needed = any(_given(entry, other) for other in self.others)
        if needed != _given(entry, self.key):
            hint = "it is missing" if needed else "leave it out"
            raise MisfitError(f"{self.key} goes with {self.says}", hint, (self.key,))

    def schemas(self) -> list[dict[str, Any]]:
        """Required where one of the others is, and else forbidden."""
        return [{"if": _any(self.others), "then": _requires(self.key), "else": none(self.key)}]


def rules_as_schema(entry: type[Entry]) -> dict[str, Any]:
    """What holds between the keys of an entry, as a JSON Schema."""
    found = [schema for rule in entry.rules for schema in rule.schemas()]
    return {"allOf": found} if len(found) > 1 else {key: value for schema in found for key, value in schema.items()}


def none(*keys: str) -> dict[str, Any]:
    """A schema of what has none of the keys."""
    return {"properties": dict.fromkeys(keys, False)}


def _given(entry: Entry, wanted: str) -> bool:
    """Whether an entry has a key, the key of an entry below, or a value."""
    path, equals, value = wanted.partition("=")
    found: Any = entry
    for key in path.split("."):
        found = getattr(found, key, None)
    return found == value if equals else found is not None and found not in ("", {}, [])


def _any(wanted: tuple[str, ...]) -> dict[str, Any]:
    return {"anyOf": [_requires(key) for key in wanted]} if len(wanted) > 1 else _requires(wanted[0])


def _requires(wanted: str) -> dict[str, Any]:
    path, equals, value = wanted.partition("=")
    key, _, below = path.partition(".")
    inner = {"const": value} if equals else _requires(below) if below else None
    return {"required": [key], **({"properties": {key: inner}} if inner else {})}
