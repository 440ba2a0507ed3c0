"""What every entry of the inputs is: frozen, with keys that are known, each with what it may hold.

In: classes whose annotations say what stands at each key, and in its `Annotated` marks how that is read. Out: the
fields of each class, from which `reading.py` makes what reads it, and `schema.py` what editors are told.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import NoneType
from typing import Annotated, Any, ClassVar, NamedTuple, get_args, get_origin

from generator.inputs.located_yaml import YamlPath
from generator.units import Unit

Schema = dict[str, Any]
Tables = Mapping[str, Any]
"""The names that references may use, by the table that holds them."""


class Misfit(NamedTuple):
    """One thing that does not fit: the path of what is to be mended, what is wrong, and a hint.

    Where two lines disagree, either may be wrong: the one is the path, the others are `beside` it. Where a `part` of a
    text is wrong, it is that.
    """

    path: YamlPath
    what: str
    hint: str = ""
    beside: tuple[YamlPath, ...] = ()
    part: str = ""

    def __str__(self) -> str:
        return ": ".join(filter(None, (".".join(map(str, self.path)), self.what))) + f"; {self.hint}".removesuffix("; ")


class MisfitError(ValueError):
    """Why a value does not fit: what is wrong, a hint, where below it, and in which part of a text; or every misfit."""

    def __init__(self, what: str | Sequence[Misfit], hint: str = "", at: YamlPath = (), part: str = "") -> None:
        self.misfits = [Misfit(at, what, hint, part=part)] if isinstance(what, str) else what
        super().__init__("\n".join(map(str, self.misfits)))


class Ours(NamedTuple):
    """The mark of a value that is ours to settle, with what it is in words."""

    what: str


@dataclass(frozen=True, eq=False)
class Before:
    """The mark of a value that is put otherwise, or refused by a ValueError, before it is read."""

    read: Callable[[Any], Any]
    schema: Schema | None = None


@dataclass(frozen=True, eq=False)
class After:
    """The mark of a value that is looked at once it is read: taken, put otherwise, or refused by a ValueError.

    As that of any mark, its `schema` is what editors are told in place of what the kind of the value says.
    """

    read: Callable[[Any, Tables], Any] = lambda found, _: found
    schema: Schema | None = None


class Entries(NamedTuple):
    """The mark of a table or list that has to be there, with so many entries."""

    least: int
    most: int | None = None


SOME = Entries(1)
"""The mark of a table or list that is not empty."""


class Field(NamedTuple):
    """What stands at a key of an entry: its sentence, its marks, its unit, and what makes it where it is left out."""

    says: str = ""
    marks: tuple[object, ...] = ()
    made: Callable[[], Any] | None = None
    key: str = ""
    kind: Any = None
    unit: Unit | None = None

    @property
    def is_required(self) -> bool:
        """Whether it has to be there."""
        return self.made is None

    def usual(self) -> Any:
        """What it is where it is left out. Raises KeyError where it may not be."""
        if self.made is None:
            raise KeyError(self.key)
        return self.made()


class Rule(NamedTuple):
    """What holds between the keys of an entry: what refuses one in which it does not, and the same for editors."""

    misfit: Callable[[Any], MisfitError | None]
    schemas: Sequence[Schema]


class Entry:  # noqa: PLW1641  # it holds lists and mappings, and has no hash
    """A frozen record with a value for each of its fields; those that were `given` are known, the others are usual."""

    rules: ClassVar[tuple[Rule, ...]] = ()
    form: ClassVar[str] = "a mapping"

    def __init__(self, **values: Any) -> None:
        own = vars(self)
        own["given"] = frozenset(values)
        for name, field in fields_of(type(self)).items():
            own[name] = values.pop(name) if name in values else field.usual()
        if values:
            raise TypeError(f"{type(self).__name__} has no {', '.join(values)}")

    given: ClassVar[frozenset[str]]  # of each entry its own, though it is no field

    @classmethod
    def prepared(cls, value: object) -> object:
        """The plain value as a mapping of keys, where it may be written otherwise. Raises ValueError."""
        return value

    def hold(self) -> None:
        """Raises ValueError where what was read does not hold together."""

    def __iter__(self) -> Iterator[tuple[str, Any]]:
        return ((name, getattr(self, name)) for name in fields_of(type(self)))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, type(self)) and dict(self) == dict(other)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"{type(self).__name__} is frozen: {name} stays as it was read")

    def __repr__(self) -> str:
        given = (f"{name}={getattr(self, name)!r}" for name in fields_of(type(self)) if name in self.given)
        return f"{type(self).__name__}({', '.join(given)})"


def _fields_of(kind: Any) -> Mapping[str, Field]:
    every = {name: one for base in reversed(kind.__mro__[:-1]) for name, one in base.__annotations__.items()}
    stated = {name: one for name, one in every.items() if get_origin(one) is not ClassVar}
    return {name: _field(name, one, getattr(kind, name, None)) for name, one in stated.items()}


fields_of: Callable[[Any], Mapping[str, Field]] = cache(_fields_of)
"""The fields of a kind of entry by name, those of the kinds that it rests on first."""


def _field(name: str, annotation: Any, stated: Any) -> Field:
    """A field of that name, from its annotation and what stands behind it."""
    marks = getattr(annotation, "__metadata__", ())
    field = next((one for one in (stated, *marks) if isinstance(one, Field)), Field())
    marks = (*(mark for mark in marks if not isinstance(mark, Field)), *field.marks)
    kind = get_args(annotation)[0] if get_origin(annotation) is Annotated else annotation
    made = field.made or _nothing(kind, marks) if stated is None or field is stated else lambda: stated
    unit = next((mark for mark in marks if isinstance(mark, Unit)), None)
    return Field(field.says, marks, made, field.key or name, kind, unit)


def _nothing(kind: Any, marks: Iterable[object]) -> Callable[[], Any] | None:
    """What makes a value that is left out: None where it may be that; an empty table or list, unless it is counted."""
    if NoneType in get_args(kind):
        return NoneType
    made = {dict: dict, list: list}.get(get_origin(kind))
    return None if any(isinstance(mark, Entries) for mark in marks) else made


def field(says: str = "", *marks: object, key: str = "", made: Callable[[], object] | None = None) -> Any:
    """A field with its sentence; `marks` are its unit, as units.py calls it, and what else is.

    Its key in a file is its name, unless that is another word in Python. Where it is left out, `made` makes it; else it
    is None or empty, where its kind may be that; else it has to be there.
    """
    return Field(says, tuple(getattr(mark, "__metadata__", (mark,))[0] for mark in marks), made, key)


def otherwise(usual: object, says: str, *marks: object) -> Any:
    """A field that may be left out, and what it is then."""
    return field(says, *marks, made=lambda: usual)
