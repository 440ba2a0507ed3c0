"""What the entries are made of: quantities, and where each comes from.

In: a plain value of the YAML reader. Out: a frozen record, or a ValueError with the reader's words.
"""

from collections.abc import Callable, Mapping
from fractions import Fraction
from itertools import pairwise
from typing import Annotated, Any, ClassVar, Literal, TypeAlias, TypeVar

from generator.inputs.entry import Before, Entry, MisfitError, field
from generator.inputs.numbers import ENDS, Distribution, distributed, number, share
from generator.inputs.rules import one_alone
from generator.inputs.texts import Key, NameField, TextField
from generator.units import Count, Money, Share, TokensPerRequest, Unit


class Source(Entry):
    """Where a value comes from: exactly one of its keys, with the place or the reason."""

    rules = (one_alone("a source is exactly one of measured, vendor, stated and assumed"),)
    measured: NameField | None = field("We measured it: where the measurement is kept.")
    vendor: NameField | None = field("The vendor says it: the document, and its date.")
    stated: NameField | None = field("A person or a document states it: which one, and where in it.")
    assumed: NameField | None = field("We assume it: the reason.")

    def __str__(self) -> str:
        return next(f"{key}: {value}" for key, value in self if value is not None)


class Sourced(Entry):
    """A record whose `source` holds for every value below it that names none."""

    source: Source | None


def unit_of(alias: Any) -> Unit:
    """The unit that an annotated alias of units.py carries."""
    unit: Unit = alias.__metadata__[0]
    return unit


def _end(read: Callable[[object], Fraction]) -> Any:
    return field("", Before(lambda value: None if value is None else read(value)))


class Quantity(Sourced):
    """A number, or a range `{low, likely, high}` of which likely defaults to the middle."""

    form: ClassVar[str] = "a number"
    unit: ClassVar[Unit] = unit_of(Count)
    above_zero: ClassVar[bool] = False
    whole: ClassVar[bool] = False
    least: ClassVar[int] = 0
    most: ClassVar[int | None] = None
    moves_from: ClassVar[int] = 0
    may_range: ClassVar[bool] = True
    may_be_share: ClassVar[bool] = False

    def __init_subclass__(cls, read: Callable[[object], Fraction] | None = None, **kept_to: Any) -> None:
        """What a kind of number keeps to stands beside its name: `class HoursOfDay(Positive, most=24)`.

        Its ends are those that `read` makes of what is typed.
        """
        if read is not None:
            kept_to |= dict.fromkeys(ENDS, _end(read))
        for name, value in kept_to.items():
            setattr(cls, name, value)

    value: Fraction | None = _end(number)
    low: Fraction | None = _end(number)
    likely: Fraction | None = _end(number)
    high: Fraction | None = _end(number)
    distribution: Distribution | None = field(
        "How likely the values of a range are, where chances are asked for: pert unless stated."
    )

    @classmethod
    def usual(cls, number: int | Fraction, says: str, unit: object) -> Any:
        """A field whose number holds unless another is stated; nobody stated it, so it needs no source."""
        return field(says, unit, made=lambda: cls(value=Fraction(number)))

    @classmethod
    def prepared(cls, value: object) -> object:
        """A bare number is its value."""
        return value if isinstance(value, Mapping) else {"value": value}

    def hold(self) -> None:
        """It is a number or a range, within what its kind keeps to."""
        given = {end: value for end in ENDS if (value := getattr(self, end)) is not None}
        if set(given) not in ({"value"}, {"low", "high"}, {"low", "likely", "high"}):
            found = f"found {', '.join(given) or 'neither'}"
            raise MisfitError("expected a number, or a range with low and high", found)
        if not self.may_range and set(given) != {"value"}:
            raise MisfitError("expected a number, found a range", "state the one that is to hold")
        for end, value in given.items():
            if value < 0 or (self.above_zero and value == 0):
                raise MisfitError("must be above zero" if self.above_zero else "must not be negative", at=(end,))
            if value < self.least:
                raise MisfitError(f"must be at least {self.least}", at=(end,))
            if self.most is not None and value > self.most:
                raise MisfitError(f"must be at most {self.most}", at=(end,))
            if self.whole and value.denominator > 1:
                raise MisfitError("must be a whole number", at=(end,))
        low, likely, high = self.ends
        if low > high:
            raise MisfitError("low is above high", at=("low",))
        if not low <= likely <= high:
            raise MisfitError("likely is not between low and high", at=("likely",))
        if self.whole and likely.denominator > 1:
            raise MisfitError("the middle of low and high is not a whole number", "state likely")
        if self.distribution is not None:
            distributed(self.distribution, self.ends, self.whole)

    def may_move_to(self, value: Fraction) -> bool:
        """Whether a number may be this one where it is tried how far the request moves with it."""
        return value >= self.moves_from and (self.most is None or value <= self.most)

    @property
    def own_unit(self) -> Unit:
        """What it is counted in where the record that holds it says nothing else."""
        return self.unit

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


class WholeAmount(Amount, whole=True):
    """A whole number that is not negative."""


class Positive(Quantity, above_zero=True):
    """A number above zero: something is divided by it."""


class WholePositive(Positive, whole=True):
    """A whole number above zero."""


class TurnsOfCall(Positive, least=1, most=1000, moves_from=2):
    """Turns of a call, one or more; of several they may be a mean."""

    def hold(self) -> None:
        """Where there are several, their mean is two at least."""
        super().hold()
        for end, value in zip(("low", "likely", "high"), self.ends, strict=True):
            if 1 < value < 2:
                where = end if self.value is None and getattr(self, end) is not None else "value"
                raise MisfitError("a mean of fewer than two turns", "write two calls, one of them with turns", (where,))


class HoursOfDay(Positive, most=24):
    """Hours of a day."""


class DaysOfWeek(Positive, most=7):
    """Days of a week."""


class DaysOfMonth(Positive, most=31):
    """Days of a month."""


class Certain(Positive, may_range=False):
    """A number above zero that is not a range, such as a step or a threshold."""


class Weight(Amount, may_range=False):
    """What one of something counts, such as a token on a meter; no range."""


class Percentage(Quantity, read=share):
    """A share between 0% and 100%."""


class PositivePercentage(Percentage, above_zero=True):
    """A share above 0%: something is divided by it."""


class CertainPercentage(Percentage, may_range=False):
    """A share between 0% and 100% that is not a range."""


class Fact(Amount):
    """A plain fact: printed, never calculated with."""

    label: TextField = field("What is counted, as it reads after the number.")


Facts = Annotated[dict[Key, Fact], field("Plain facts: printed, never calculated with.")]

TO_BE_AGREED = "to be agreed"
TO_BE_MEASURED = "to be measured"
ToBeAgreed = Literal["to be agreed"]
ToBeMeasured = Literal["to be measured"]

_Known = TypeVar("_Known")
Open: TypeAlias = ToBeAgreed | _Known
"""A number, or an entry, or that it is to be agreed."""


Cost = Annotated[Amount | None, unit_of(Money)]
"""An amount of money, where one is stated."""
ShareOf = Annotated[Percentage | None, unit_of(Share)]
"""A share of what its record says, where one is stated."""


class Above(Entry):
    """How many requests are larger than a size."""

    tokens: Amount = field("A size.", TokensPerRequest)
    share: Percentage = field("Share of the requests that are larger.", Share)


PERCENTILES = ("p50", "p95", "p99")


class Spread(Amount):
    """A mean, with how far single requests are from it; that is not a range of doubt, and moves no rate."""

    p50: Amount | None = field("What half of the requests do not pass.", TokensPerRequest)
    p95: Amount | None = field("What all but a twentieth of the requests do not pass.", TokensPerRequest)
    p99: Amount | None = field("What all but a hundredth of the requests do not pass.", TokensPerRequest)
    above: list[Above] = field("Sizes, and the share of the requests above each.")

    @classmethod
    def prepared(cls, value: object) -> object:
        """The mean is its value."""
        if not isinstance(value, Mapping) or "mean" not in value:
            alone = [key for key in (*PERCENTILES, "above") if isinstance(value, Mapping) and key in value]
            if isinstance(value, Mapping) and alone and not {*value} & {"value", *ENDS}:
                raise MisfitError(f"{alone[0]} stands without a mean", "add mean: it drives the rates", (alone[0],))
            return super().prepared(value)
        beside = [end for end in ENDS if end in value]
        if beside:
            hint = "the mean is the number that drives the rates"
            raise MisfitError(f"found both mean and {beside[0]}", hint, ("mean",))
        mean = value["mean"] if isinstance(value["mean"], Mapping) else {"value": value["mean"]}
        return {**mean, **{key: one for key, one in value.items() if key != "mean"}}

    def hold(self) -> None:
        """More requests pass what is smaller."""
        super().hold()
        given = [(key, one.ends[1]) for key in PERCENTILES if (one := getattr(self, key))]
        for (before, less), (key, more) in pairwise(given):
            if more < less:
                raise MisfitError(f"{key} is below {before}", at=(key,))
        sizes = sorted((one.tokens.ends[1], one.share.ends[1], at) for at, one in enumerate(self.above))
        for (_, larger, _), (_, more, at) in pairwise(sizes):
            if more > larger:
                raise MisfitError("more requests are above this size than above a smaller one", at=("above", at))
