"""The files of a proposal that is begun: the least that builds, or with every key that there is.

In: the records of the inputs, and the day. Out: the text of each file under its name. What stands beside a key is its
sentence and unit; a key that may be left out stands as a comment, which becomes part of the proposal without its `#`.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from generator.inputs.entry import Entry, Field, fields_of
from generator.inputs.offers import FOLDER
from generator.inputs.quantities import Fact, Percentage, Quantity, Source
from generator.inputs.records import Inputs

Values = Mapping[str, Any] | None
SCHEMA = "# yaml-language-server: $schema={}../../generator/schemas/{}.schema.json"
EMPTY = "{}  # Nothing yet: this line goes when an entry comes."
EXAMPLE = {"source": "{assumed: an example to be replaced by what you know}"}
LEAST: Mapping[str, Any] = {
    "proposal": {
        "vendor": "The vendor",
        "requester": "Our team",
        "subject": "Answers to questions",
        "dated": "",
        "request": {"headline_case": "support.peak"},
    },
    "models": {"chat-model": {"role": "Answers"}},
    "page_profiles": {
        "answer": EXAMPLE | {"calls": {"reply": {"model": "chat-model", "input_tokens": 2000, "output_tokens": 500}}}
    },
    "scenarios": {
        "support": EXAMPLE | {"page_profile": "answer", "sites": 1, "load_cases": {"peak": {"pages_per_minute": 60}}}
    },
}
"""The least proposal that builds; its day is that on which it is begun."""


def starter(day: date, whole: bool = False, schemas: bool = False) -> dict[str, str]:
    """The files of a proposal of that day by name; `whole` with every key, `schemas` with a line for editors."""
    named = {name: f"{name}/example.yaml" if name == FOLDER else f"{name}.yaml" for name in fields_of(Inputs)}
    return {file: _file(name, day, whole, schemas) for name, file in named.items() if whole or name in LEAST}


def _file(name: str, day: date, whole: bool, schemas: bool) -> str:
    values = LEAST.get(name, {})
    values = values | {"dated": day.isoformat()} if "dated" in values else values
    below, many = _below(fields_of(Inputs)[name].kind)
    if values:
        lines = [*(_table(below, values, whole) if many else _entry(below, values, whole))]
    else:
        lines = [f"#{line}" for line in (_table(below) if many and name != FOLDER else _entry(below))]
    head = [SCHEMA.format("../" * (name == FOLDER), name)] if schemas else []
    return "\n".join([*head, *lines, *([] if values else [EMPTY])]) + "\n"


def _entry(kind: type[Entry], values: Values = None, whole: bool = True) -> Iterator[str]:
    """The keys of an entry with the values that it has, the others as comments, where the whole is wanted.

    Of one without values, all keys as they may be written.
    """
    for field in fields_of(kind).values():
        if values is None or field.key in values:
            yield from _key(field, values and values[field.key], whole)
        elif whole:
            yield from (f"#{line}" for line in _key(field))


def _table(kind: type[Entry], entries: Values = None, whole: bool = True) -> Iterator[str]:
    if entries is None and issubclass(kind, Fact):
        yield "NAME: {value: 1, label: what is counted}"
        return
    for name, values in (entries or {"NAME": None}).items():
        yield f"{name}:"
        yield from (f"  {line}" for line in _entry(kind, values, whole))


def _key(field: Field, value: Any = None, whole: bool = True) -> Iterator[str]:
    """A key with its value, or as it may be written."""
    below, many = _below(field.kind)
    if below is None or (not many and issubclass(below, Quantity | Source)):
        yield _line(field, _value(below, field) if value is None else str(value))
        return
    yield _line(field)
    inner = _table(below, value, whole) if many is dict else _entry(below, value, whole)
    first, others = ("  - ", "    ") if many is list else ("  ", "  ")
    yield from (f"{others if number else first}{line}" for number, line in enumerate(inner))


def _line(field: Field, value: str = "") -> str:
    unit = f" [{field.unit.symbol}]" if field.unit and field.unit.symbol else ""
    below, _ = _below(field.kind)
    says = field.says or ((below.__doc__ or "").partition("\n")[0] if below and below is not Source else "")
    return f"{field.key}:{f' {value}' if value else ''}{f'  # {says}{unit}' if says or unit else ''}"


def _value(below: type[Entry] | None, field: Field) -> str:
    """A value of a key that is left out, as it may be written."""
    if below is not None and issubclass(below, Source):
        return "{assumed: the reason}"
    usual = None if field.is_required else field.usual()
    if isinstance(usual, str | bool):
        return str(usual).lower() if isinstance(usual, bool) else usual or "words"
    if below is not None:
        percent = issubclass(below, Percentage) or bool(field.unit and field.unit.percent)
        likely = usual.ends[1] if isinstance(usual, Quantity) else Fraction(1, 10) if percent else Fraction(1)
        return f"{likely * 100}%" if percent else str(likely)
    return _plain(field.kind)


def _plain(annotation: Any) -> str:
    kinds = [*_kinds(annotation)]
    many = next((kind for kind in kinds if get_origin(kind) in (list, dict)), None)
    if many is not None:
        return f"[{_plain(get_args(many)[0])}]" if get_origin(many) is list else "{}"
    if date in kinds:
        return "2026-01-31"
    words = ["true"] * (bool in kinds) + [
        word for kind in kinds if get_origin(kind) is Literal for word in get_args(kind)
    ]
    return str(words[0]) if words else "words"


def _below(annotation: Any) -> tuple[Any, Any]:
    """The kind of entry that stands at a key, and whether one of a dict or of a list; None where neither."""
    for kind in _kinds(annotation):
        if isinstance(kind, type) and issubclass(kind, Entry):
            return kind, None
        if get_origin(kind) in (dict, list) and (inner := _below(get_args(kind)[-1])[0]):
            return inner, get_origin(kind)
    return None, None


def _kinds(annotation: Any) -> Iterator[Any]:
    """What a value may be, of all that an annotation joins."""
    origin = get_origin(annotation)
    if origin is Annotated:
        yield from _kinds(get_args(annotation)[0])
    elif origin in (Union, UnionType):
        for one in get_args(annotation):
            yield from _kinds(one)
    else:
        yield annotation
