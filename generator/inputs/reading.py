"""From plain values to entries: every misfit of every value is told at once, each with its path.

In: the kind of what is read, as an annotation says it, and plain values of the YAML reader. Out: entries, or a
MisfitError with every misfit, which is a fault at the value or key to be mended. What reads a kind is made once, when
the first of it is met.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, TypeVar, Union, get_args, get_origin

from generator.errors import Fault, Place, did_you_mean
from generator.inputs.entry import After, Before, Entries, Entry, Misfit, MisfitError, Tables, fields_of
from generator.inputs.located_yaml import KEY, YamlPath, kind

FEW = 6
"""So many keys of an entry are told where something else stands in its place."""
PLAIN = {str: "a text", bool: "true or false"}
"""What a plain value may have to be; any other is made by what stands before it."""
BESIDE_WORDS = {bool: "true, false"}
"""The same, where it may be a word as well."""

Reader = Callable[[Any, Tables], Any]
"""From a plain value to what it is. Raises ValueError: a MisfitError of what holds other values."""
_Read = TypeVar("_Read")


def read_as(what: type[_Read], value: object, tables: Tables | None = None) -> _Read:
    """A plain value as `what` it is to be. Raises MisfitError with every misfit.

    Where `tables` hold a table, a reference to it that it does not hold is a misfit.
    """
    kind: Any = what  # mypy takes no class for hashable
    try:
        found: _Read = reader_of(kind)(value, tables or {})
    except ValueError as error:
        raise MisfitError(_misfits(error)) from None
    return found


def _misfits(error: ValueError) -> Sequence[Misfit]:
    return error.misfits if isinstance(error, MisfitError) else [Misfit((), str(error))]


@cache
def reader_of(what: Any, *marks: object) -> Reader:
    """What reads a kind: an entry, a table, a list, words, or a plain value; and what its marks ask for."""
    origin, parts = get_origin(what), get_args(what)
    if origin is Annotated:
        reader = reader_of(parts[0], *parts[1:])
    elif origin in (Union, UnionType):
        reader = _either(parts)
    elif origin is Literal:
        reader = _words(parts)
    elif origin in (list, tuple):
        reader = _list(origin, parts[0])
    elif origin is dict:
        reader = _table(reader_of(parts[0]), reader_of(parts[1]))
    else:
        reader = _entry(what) if isinstance(what, type) and issubclass(what, Entry) else _plain(what)
    for mark in marks:
        reader = _marked(mark, reader)
    return reader


def _marked(mark: object, reader: Reader) -> Reader:
    if isinstance(mark, Before):
        return lambda value, tables: reader(mark.read(value), tables)
    if isinstance(mark, After):
        return lambda value, tables: mark.read(reader(value, tables), tables)
    if isinstance(mark, Entries):
        return lambda value, tables: _counted(mark, reader(value, tables))
    return reader


def _counted(mark: Entries, found: Any) -> Any:
    many = len(found) if found is not None else mark.least
    if many < mark.least or (mark.most is not None and many > mark.most):
        bound = f"at least {mark.least}" if many < mark.least else f"at most {mark.most}"
        expected = "at least one entry" if bound == "at least 1" else f"{bound} entries"
        raise ValueError(f"expected {expected}, found {many or 'none'}")
    return found


def _plain(what: Any) -> Reader:
    def reads(value: Any, _: Tables) -> Any:
        if what in PLAIN and not isinstance(value, what):
            hint = "put it in quotes" if what is str and not isinstance(value, dict | list) else ""
            raise MisfitError(f"expected {PLAIN[what]}, found {kind(value)}", hint)
        return value

    return reads


def _words(words: Sequence[Any]) -> Reader:
    expected = _or([str(word).lower() if isinstance(word, bool) else word for word in words])

    def reads(value: Any, _: Tables) -> Any:
        if not any(value == word and type(value) is type(word) for word in words):
            raise ValueError(f"expected {expected}, found {value if isinstance(value, str) else kind(value)}")
        return value

    return reads


def _or(words: Sequence[str]) -> str:
    return " or ".join(filter(None, (", ".join(words[:-1]), words[-1])))


def _either(kinds: Sequence[Any]) -> Reader:
    """None, words and one other; or entries of several kinds, of which the first is meant that has one of the keys."""
    words = [word for one in kinds if get_origin(one) is Literal for word in get_args(one)]
    others = [one for one in kinds if get_origin(one) is not Literal and one is not NoneType]
    readers = [_entry(one, others) if len(others) > 1 else reader_of(one) for one in others] or [_words(words)]
    keys = [{field.key for field in fields_of(one).values()} for one in others[:-1]]
    form = BESIDE_WORDS.get(others[0], getattr(others[0], "form", "a number")) if others else ""

    def reads(value: Any, tables: Tables) -> Any:
        if value is None and NoneType in kinds:
            return None
        if words and others and isinstance(value, str):
            if value not in words:
                raise ValueError(f"expected {_or([form, *words])}, found {value}")
            return value
        meant = [at for at, known in enumerate(keys) if isinstance(value, dict) and known & value.keys()]
        return readers[meant[0] if meant else -1](value, tables)

    return reads


def _each(parts: Iterable[tuple[YamlPath, Reader, Any]], tables: Tables, more: Iterable[Misfit] = ()) -> list[Any]:
    """What stands at each path. Raises MisfitError with the misfits of all, and with more."""
    found, misfits = [], list[Misfit]()
    for path, reader, value in parts:
        try:
            found.append(reader(value, tables))
        except ValueError as error:
            misfits += [one._replace(path=(*path, *one.path)) for one in _misfits(error)]
    misfits += more
    if misfits:
        raise MisfitError(misfits)
    return found


def _list(many: Any, item: Any) -> Reader:
    reader, of_entries = reader_of(item), getattr(item, "form", "") == Entry.form

    def reads(value: Any, tables: Tables) -> Any:
        if not isinstance(value, many):  # a tuple is made by what stands before it
            hint = f"write [{value}]" if isinstance(value, str) and not of_entries else ""
            raise MisfitError(f"expected a list, found {kind(value)}", hint)
        return many(_each((((at,), reader, one) for at, one in enumerate(value)), tables))

    return reads


def _table(name: Reader, entry: Reader) -> Reader:
    def reads(value: Any, tables: Tables) -> Any:
        if not isinstance(value, dict):
            raise ValueError(f"expected a mapping, found {kind(value)}")
        parts = (part for key, one in value.items() for part in (((key, KEY), name, key), ((key,), entry, one)))
        found = iter(_each(parts, tables))
        return dict(zip(found, found, strict=True))

    return reads


def _entry(what: type[Entry], beside: Sequence[type[Entry]] = ()) -> Reader:
    """What reads an entry; a misspelt key may be one of the kinds `beside` it."""
    known = {field.key for one in beside or (what,) for field in fields_of(one).values()}

    def reads(value: Any, tables: Tables) -> Any:
        value = what.prepared(value)
        if not isinstance(value, dict):
            hint = f"its keys are {', '.join(sorted(known))}" if len(known) <= FEW else ""
            raise MisfitError(f"expected {Entry.form}, found {kind(value)}", hint)
        readers = [one for one in _readers(what) if one[1] in value]  # type: ignore[arg-type]  # mypy takes no class for hashable
        parts = (((key,), reader, value[key]) for _, key, reader in readers)
        found = _each(parts, tables, _keys(what, value, known))
        entry = what(**{name: one for (name, *_), one in zip(readers, found, strict=True)})
        for misfit in filter(None, (rule.misfit(entry) for rule in entry.rules)):
            raise misfit
        entry.hold()
        return entry

    return reads


@cache
def _readers(what: Any) -> Sequence[tuple[str, str, Reader]]:
    """Of each field its name, its key and what reads it; made late, for an entry may hold others of its kind."""
    return [(name, one.key, reader_of(one.kind, *one.marks)) for name, one in fields_of(what).items()]


def _keys(what: type[Entry], value: dict[Any, Any], known: set[str]) -> Iterable[Misfit]:
    """The keys that are missing or unknown; one that is missing because it is misspelt is one misfit, not two."""
    fields = {field.key: field for field in fields_of(what).values()}
    unknown = {key: did_you_mean(str(key), known - {key}) for key in value if key not in fields}
    for key, field in fields.items():
        if key not in value and field.is_required and f"did you mean {key}?" not in unknown.values():
            yield Misfit((KEY,), f"{key} is missing")
    for key, hint in unknown.items():
        yield Misfit((key, KEY), f"unknown key {key}", hint)


def nearest(places: Mapping[YamlPath, Place], path: YamlPath) -> Place:
    """The place of `path` or, skipping the parts that stand in no file, of the closest thing around it."""
    found: YamlPath = ()
    for part in path:
        if (*found, part) in places:
            found = (*found, part)
    return places.get(found, Place("inputs"))


def faults_of(misfits: Iterable[Misfit], places: Mapping[YamlPath, Place]) -> Iterator[Fault]:
    """The misfits as faults, each below the part of the line that is wrong."""
    for misfit in misfits:
        place = nearest(places, misfit.path)
        found = place.text.find(misfit.part, max(0, place.column - 1)) if misfit.part else -1
        yield Fault(place._replace(column=found + 1) if found >= 0 else place, misfit.what, misfit.hint)
