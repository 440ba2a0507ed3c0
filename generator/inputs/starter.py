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

SCHEMA = "# yaml-language-server: $schema={}../../generator/schemas/{}.schema.json"
EMPTY = "{}  # Nothing yet: this line goes when an entry comes."
EXAMPLE = {"source": {"assumed": "an example to be replaced by what you know"}}
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
    below, table = _below(fields_of(Inputs)[name].kind)
    if name == FOLDER:
        lines = [f"#{line}" for line in _all(below)]
    elif table:
        lines = [line for key, entry in values.items() for line in _named(key, below, entry, whole)]
        lines = lines or [f"#{line}" for line in _table(below)]
    else:
        lines = list(_entry(below, values, whole))
    head = [SCHEMA.format("../" * (name == FOLDER), name)] if schemas else []
    return "\n".join([*head, *lines, *([] if values else [EMPTY])]) + "\n"


def _named(key: str, kind: type[Entry], values: Mapping[str, Any], whole: bool) -> Iterator[str]:
    yield f"{key}:"
    yield from (f"  {line}" for line in _entry(kind, values, whole))


def _entry(kind: type[Entry], values: Mapping[str, Any], whole: bool) -> Iterator[str]:
    """The keys of an entry with the values that it has; the others as comments, where the whole is wanted."""
    for field in fields_of(kind).values():
        if field.key in values:
            yield from _stated(field.key, field, values[field.key], whole)
        elif whole:
            yield from (f"#{line}" for line in _example(field.key, field))


def _stated(key: str, field: Field, value: Any, whole: bool) -> Iterator[str]:
    below, table = _below(field.kind)
    if key == "source":
        yield f"source: {{{', '.join(f'{kind}: {reason}' for kind, reason in value.items())}}}"
    elif not isinstance(value, Mapping):
        yield _line(key, value, field)
    else:
        yield _line(key, "", field)
        inner = (line for name, one in value.items() for line in _named(name, below, one, whole))
        yield from (f"  {line}" for line in (inner if table else _entry(below, value, whole)))


def _example(key: str, field: Field) -> Iterator[str]:
    """A key that is left out, as it may be written."""
    below, table = _below(field.kind)
    listed = next((get_args(kind)[0] for kind in _kinds(field.kind) if get_origin(kind) is list), None)
    item = _below(listed)[0] if listed is not None else None
    if item is not None:
        yield _line(key, "", field)
        yield from (f"  {'  ' if number else '- '}{line}" for number, line in enumerate(_all(item)))
    elif below is None or (issubclass(below, Quantity | Source) and not table):
        yield _line(key, _value(below, field), field)
    else:
        yield _line(key, "", field)
        yield from (f"  {line}" for line in (_table(below) if table else _all(below)))


def _table(kind: type[Entry]) -> Iterator[str]:
    if issubclass(kind, Fact):
        yield "NAME: {value: 1, label: what is counted}"
        return
    yield "NAME:"
    yield from (f"  {line}" for line in _all(kind))


def _all(kind: type[Entry]) -> Iterator[str]:
    for field in fields_of(kind).values():
        yield from _example(field.key, field)


def _line(key: str, value: object, field: Field) -> str:
    unit = field.unit.symbol if field.unit else ""
    below, _ = _below(field.kind)
    says = field.says or ((below.__doc__ or "").partition("\n")[0] if below and below is not Source else "")
    told = f"{says}{f' [{unit}]' if unit else ''}"
    return f"{key}:{f' {value}' if value != '' else ''}{f'  # {told}' if told else ''}"


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
    kinds = list(_kinds(field.kind))
    listed = next((kind for kind in kinds if get_origin(kind) in (list, dict)), None)
    if listed is not None:
        return f"[{_plain(list(_kinds(get_args(listed)[0])))}]" if get_origin(listed) is list else "{}"
    return _plain(kinds)


def _plain(kinds: list[Any]) -> str:
    words = [word for kind in kinds if get_origin(kind) is Literal for word in get_args(kind)]
    if date in kinds:
        return "2026-01-31"
    if bool in kinds:
        return "true"
    return str(words[0]) if words else "words"


def _below(annotation: Any) -> tuple[Any, bool]:
    """The kind of entry that stands at a key, and whether it is one of a table; None where it is not an entry."""
    for kind in _kinds(annotation):
        if isinstance(kind, type) and issubclass(kind, Entry):
            return kind, False
        if get_origin(kind) is dict:
            inner = _below(get_args(kind)[1])[0]
            if inner is not None:
                return inner, True
    return None, False


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
