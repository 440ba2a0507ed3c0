"""What the records are made of: quantities, names, free text and sources.

In: a plain value of the YAML reader. Out: a frozen record or text; a ValueError with the reader's words where it is not one.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, ValidationInfo, model_validator

from generator.errors import did_you_mean
from generator.located_yaml import kind
from generator.numerals import numerals
from generator.units import Count, Unit

LONGEST_TEXT = 2000
REFERENCE = re.compile(r"\[\[([^\[\]]+)\]\]")
"""A figure or an entity that free text names: [[facts.products]], [[models.gpt-oss-120b]]."""


class Name(str):
    """A declared name: a label, an identifier, a path. It may hold digits, which are then part of the name."""

    __slots__ = ()


class Text(str):
    """Free text: it may name figures as [[figure]] but types no numeral of its own."""

    __slots__ = ()


def _line(text: str) -> str:
    odd = [c for c in text if unicodedata.category(c) in {"Cc", "Cf", "Co", "Cs", "Cn", "Zl", "Zp"}]
    if odd:
        raise ValueError(f"the character U+{ord(odd[0]):04X} cannot be printed")
    if not text.strip() or len(text) > LONGEST_TEXT:
        raise ValueError("an empty text" if not text.strip() else f"longer than {LONGEST_TEXT} characters")
    return text


def _free(text: str) -> Text:
    typed = numerals(REFERENCE.sub(" ", _line(text)))
    if typed:
        raise ValueError(
            f"the number {typed[0].text!r} is typed in free text; make it an input and name it, such as [[facts.name]]"
        )
    return Text(text)


def _key(text: str) -> Name:
    if re.search(r"[\s\[\]|`<>=]", _line(text)):
        raise ValueError("a name holds no space and none of [ ] | ` < > =")
    return Name(text)


NameField = Annotated[str, AfterValidator(_line), AfterValidator(Name)]
TextField = Annotated[str, AfterValidator(_free)]
Key = Annotated[str, AfterValidator(_key)]


def known(table: str) -> AfterValidator:
    """Refuses a name that `table` does not hold; the loader gives the tables as the validation's context."""

    def check(name: str, info: ValidationInfo) -> Name:
        names: Iterable[str] = (info.context or {}).get(table, ())
        if name not in names:
            hint = did_you_mean(name, names)
            raise ValueError(
                f"unknown {table.removesuffix('s').replace('_', ' ')} {name}" + (f"; {hint}" if hint else "")
            )
        return Name(name)

    return AfterValidator(check)


class Record(BaseModel):
    """A frozen record that knows its keys and refuses others."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, arbitrary_types_allowed=True)


class Source(Record):
    """Where a value comes from: exactly one of its keys, with the place or the reason."""

    measured: NameField | None = None
    vendor: NameField | None = None
    stated: NameField | None = None
    assumed: NameField | None = None

    @model_validator(mode="after")
    def _one(self) -> Self:
        if len(self.model_fields_set) != 1:
            raise ValueError("a source is exactly one of measured, vendor, stated, assumed")
        return self

    def __str__(self) -> str:
        return next(f"{key}: {value}" for key, value in self if value is not None)


class Sourced(Record):
    """A record whose `source` holds for every value below it that names none."""

    source: Source | None = None


def _number(value: object) -> Fraction:
    if isinstance(value, Fraction):
        return value
    percent = re.fullmatch(r"([-+]?\d+(?:\.\d+)?)\s?%", value) if isinstance(value, str) else None
    if percent:
        raise ValueError(f"expected a plain number, found the share {value}")
    raise ValueError(f"expected a number, found {kind(value)}")


def _share(value: object) -> Fraction:
    percent = re.fullmatch(r"([-+]?\d+(?:\.\d+)?)\s?%", value) if isinstance(value, str) else None
    if percent is None and not isinstance(value, Fraction):
        raise ValueError(f"expected a share such as 10%, found {kind(value)}")
    share = Fraction(percent[1]) / 100 if percent else value
    if not isinstance(share, Fraction) or share > 1:
        raise ValueError(f"a share above 100%: {value}")
    return share


class Quantity(Sourced):
    """A number, or a range `{low, likely, high}` of which likely defaults to the middle."""

    unit: ClassVar[Unit] = Count.__metadata__[0]  # type: ignore[attr-defined]  # typing keeps it there
    above_zero: ClassVar[bool] = False
    value: Annotated[Fraction, BeforeValidator(_number)] | None = None
    low: Annotated[Fraction, BeforeValidator(_number)] | None = None
    likely: Annotated[Fraction, BeforeValidator(_number)] | None = None
    high: Annotated[Fraction, BeforeValidator(_number)] | None = None

    @model_validator(mode="before")
    @classmethod
    def _plain(cls, value: object) -> object:
        return value if isinstance(value, Mapping) else {"value": value}

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if (self.value is None) == (self.low is None and self.high is None):
            raise ValueError("expected a number, or a range with low and high")
        low, likely, high = self.ends
        if not low <= likely <= high:
            raise ValueError("low, likely and high are out of order")
        if low < 0 or (self.above_zero and low == 0):
            raise ValueError("must be above zero" if self.above_zero else "must not be negative")
        return self

    @property
    def ends(self) -> tuple[Fraction, Fraction, Fraction]:
        """Low, likely and high; all the same where one value was given."""
        if self.value is not None:
            return self.value, self.value, self.value
        if self.low is None or self.high is None:
            raise ValueError("a range has low and high")
        return self.low, self.likely if self.likely is not None else (self.low + self.high) / 2, self.high


class Amount(Quantity):
    """A number that is not negative."""


class Positive(Quantity):
    """A number above zero: something is divided by it."""

    above_zero: ClassVar[bool] = True


class Percentage(Quantity):
    """A share between 0% and 100%."""

    value: Annotated[Fraction, BeforeValidator(_share)] | None = None
    low: Annotated[Fraction, BeforeValidator(_share)] | None = None
    likely: Annotated[Fraction, BeforeValidator(_share)] | None = None
    high: Annotated[Fraction, BeforeValidator(_share)] | None = None


class Fact(Amount):
    """A plain fact: printed, never calculated with."""

    label: TextField


TO_BE_AGREED = "to be agreed"
TO_BE_MEASURED = "to be measured"
ToBeAgreed = Literal["to be agreed"]
ToBeMeasured = Literal["to be measured"]


def unit_of(alias: Any) -> Unit:
    """The unit that an annotated alias of units.py carries."""
    unit: Unit = alias.__metadata__[0]
    return unit
