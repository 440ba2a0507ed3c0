"""What holds between the keys of an entry, stated once: the reader refuses by it, and the schema tells it to editors.

In: keys, and how it is told where they do not agree. Out: a rule, as data of a kind of entry.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from generator.inputs.entry import Entry, MisfitError, Rule, Schema
from generator.inputs.located_yaml import KEY


def either(first: str, second: str, hint: str = "") -> Rule:
    """One of two keys, and not both; the hint is what to do where neither is given."""

    def misfit(entry: Entry) -> MisfitError | None:
        what, given = f"expected either {first} or {second}", [key for key in (first, second) if _given(entry, key)]
        if not given:
            return MisfitError(f"{what}, has neither", hint, (KEY,))
        return MisfitError(f"{what}, not both", at=(second,)) if given[1:] else None

    # Not `oneOf`: editors say no more of it than that several schemas match.
    return Rule(misfit, [{"if": _requires(second), "then": none(first), "else": _requires(first)}])


def at_most_one(keys: Sequence[str], least: int = 0) -> Rule:
    """One of some keys, and no other of them; with `least`, one has to be there."""

    def misfit(entry: Entry) -> MisfitError | None:
        given = [key for key in keys if _given(entry, key)]
        if least <= len(given) <= 1:
            return None
        *others, last = keys
        expected = f"expected {'one' if least else 'at most one'} of {', '.join(others)} and {last}"
        found = " and ".join(given) or "none"
        return MisfitError(f"{expected}, found {found}", at=(given[1] if given else KEY,))

    # Each forbids those after it.
    return Rule(misfit, [{"if": _requires(key), "then": none(*keys[at:])} for at, key in enumerate(keys[:-1], 1)])


def one_of(keys: Sequence[str]) -> Rule:
    """One of some keys, and no other of them."""
    misfit, schemas = at_most_one(keys, 1)
    return Rule(misfit, [_any(keys), *schemas])


def one_at_least(keys: Sequence[str], says: str) -> Rule:
    """At least one of some keys; `says` is how that is told."""
    return Rule(lambda entry: None if any(_given(entry, key) for key in keys) else MisfitError(says), [_any(keys)])


def needs(key: str) -> Rule:
    """A key that has to be there."""
    return Rule(
        lambda entry: None if _given(entry, key) else MisfitError(f"{key} is missing", at=(KEY,)), [_requires(key)]
    )


def unless(key: str, rule: Rule, otherwise: Rule | None = None) -> Rule:
    """A rule that holds where a key is not there, and another where it is."""

    def misfit(entry: Entry) -> MisfitError | None:
        held = otherwise if _given(entry, key) else rule
        return held.misfit(entry) if held else None

    more = {"then": {"allOf": otherwise.schemas}} if otherwise else {}
    return Rule(misfit, [{"if": _requires(key), **more, "else": {"allOf": rule.schemas}}])


def one_alone(says: str) -> Rule:
    """Exactly one of all keys; `says` is how that is told."""
    alone = {"minProperties": 1, "maxProperties": 1}
    return Rule(lambda entry: None if len(entry.given) == 1 else MisfitError(says), [alone])


def goes_with(key: str, others: Sequence[str], says: str) -> Rule:
    """A key that is there exactly where one of others is; `says` what these are.

    Another may be a key, the key of an entry below (`peak.page_views_per_minute_per_site`), or a value
    (`reservation=evaluation`).
    """

    def misfit(entry: Entry) -> MisfitError | None:
        needed = any(_given(entry, other) for other in others)
        hint = "it is missing" if needed else "leave it out"
        return None if needed == _given(entry, key) else MisfitError(f"{key} goes with {says}", hint, (key,))

    return Rule(misfit, [{"if": _any(others), "then": _requires(key), "else": none(key)}])


def stated(entry: object, keys: Iterable[str]) -> list[str]:
    """Which of some keys an entry states; none where there is no entry."""
    return [key for key in keys if getattr(entry, key, None) is not None]


def rules_as_schema(entry: type[Entry]) -> Schema:
    """What holds between the keys of an entry, as a JSON Schema."""
    found = [schema for rule in entry.rules for schema in rule.schemas]
    return {"allOf": found} if len(found) > 1 else {key: value for schema in found for key, value in schema.items()}


def none(*keys: str) -> Schema:
    """A schema of what lacks the keys."""
    return {"properties": dict.fromkeys(keys, False)}


def _given(entry: Entry, wanted: str) -> bool:
    """Whether an entry has a key, the key of an entry below, or a value."""
    path, equals, value = wanted.partition("=")
    found: Any = entry
    for key in path.split("."):
        found = getattr(found, key, None)
    return found == value if equals else found is not None and found not in ("", {}, [])


def _any(wanted: Sequence[str]) -> Schema:
    return {"anyOf": [_requires(key) for key in wanted]} if len(wanted) > 1 else _requires(wanted[0])


def _requires(wanted: str) -> Schema:
    path, equals, value = wanted.partition("=")
    key, _, below = path.partition(".")
    inner = {"const": value} if equals else _requires(below) if below else None
    return {"required": [key], **({"properties": {key: inner}} if inner else {})}
