"""A chain of drivers: what is multiplied, in its order, to a number of pages, and the time in which they come.

In: plain values of scenarios.yaml. Out: frozen records. A driver is a number or a share, in words of its own.
"""

from collections.abc import Mapping
from fractions import Fraction
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import Field, PrivateAttr, model_validator

from generator import units
from generator.inputs.quantities import (
    ENDS,
    PERCENT,
    DaysOfMonth,
    DaysOfWeek,
    HoursOfDay,
    Positive,
    Sourced,
    number,
    share,
    unit_of,
)
from generator.inputs.texts import LabelField, Name, TextField

Period = Literal["minute", "hour", "day", "week", "month", "campaign"]

SPREAD: Mapping[str, tuple[str, ...]] = {
    "day": ("hours_per_day",),
    "week": ("days_per_week", "hours_per_day"),
    "month": ("days_per_month", "hours_per_day"),
    "campaign": ("weeks", "days_per_week", "hours_per_day"),
}
"""The active time over which the pages of a period are spread; an hour and a minute need none."""


def _number_or_share(value: object) -> Fraction:
    return share(value) if isinstance(value, str) and PERCENT.fullmatch(value) else number(value)


class Driver(Positive):
    """What a chain is multiplied by: a number or a share, such as 12000 users, or 25% of them."""

    read: ClassVar[Any] = staticmethod(_number_or_share)
    may_be_share: ClassVar[bool] = True
    label: LabelField | None = Field(None, description="What the document calls the driver; its name unless stated.")
    counts: TextField | None = Field(
        None, alias="unit", description="What it counts, as it reads after the number: chats a user and day."
    )
    _is_share: bool = PrivateAttr(False)

    @model_validator(mode="wrap")
    @classmethod
    def _as_typed(cls, value: Any, made_of: Any) -> Self:
        """A share is one that is typed with a percent sign."""
        made: Self = made_of(value)
        typed = [value.get(end) for end in ENDS] if isinstance(value, Mapping) else [value]
        made._is_share = any(isinstance(one, str) for one in typed)
        return made

    def called(self, key: str) -> str:
        """What the document calls it."""
        return self.label or Name(key.replace("_", " ").replace("-", " ").capitalize())

    @property
    def own_unit(self) -> units.Unit:
        """Its own words."""
        return units.Unit("" if self._is_share else self.counts or "", units.FREE, 1, percent=self._is_share)


class Active(Sourced):
    """The hours and days in which pages are asked for; of a period, those over which its pages are spread."""

    hours_per_day: Annotated[HoursOfDay | None, unit_of(units.HoursPerDay)] = Field(
        None, description="Active hours a day."
    )
    days_per_week: Annotated[DaysOfWeek | None, unit_of(units.DaysPerWeek)] = Field(
        None, description="Active days a week."
    )
    days_per_month: Annotated[DaysOfMonth | None, unit_of(units.Days)] = Field(None, description="Active days a month.")
    weeks: Annotated[Positive | None, unit_of(units.Weeks)] = Field(None, description="Weeks of a campaign.")
