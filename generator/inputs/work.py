"""What calls send that is not tokens, such as seconds of audio or images: how much, what limits it, and its price.

In: plain values of the files, under the units that `work_units` of proposal.yaml names. Out: frozen records.
"""

import re
from typing import Annotated, ClassVar

from pydantic import AfterValidator, Field

from generator import units
from generator.inputs.entry import Entry, MisfitError, one_at_least, optional
from generator.inputs.quantities import Amount, Certain, Sourced, unit_of
from generator.inputs.texts import Key, known
from generator.units import Unit

LIMITS = ("per_minute", "per_hour", "per_day")
"""Over what a vendor limits a unit of work."""


def _plain(name: str) -> str:
    if not re.fullmatch(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*", name):
        hint = "such as audio_second; its words stand beside it"
        raise MisfitError(f"expected a name of small letters, found {name}", hint)
    return name


UnitKey = Annotated[Key, AfterValidator(_plain)]
"""What a unit of work is called where it is used."""
UnitName = Annotated[str, known("work_units")]


class Work(Amount):
    """So much of a unit of work a request."""

    unit: ClassVar[Unit] = unit_of(units.WorkPerRequest)


class WorkCap(Certain):
    """So much of a unit of work a minute and tenant."""

    unit: ClassVar[Unit] = unit_of(units.WorkPerMinutePerTenant)


class WorkLimit(Entry):
    """What the vendor publishes as the limit of a unit of work."""

    rules = (one_at_least(LIMITS, f"a limit is one of {', '.join(LIMITS)} at least"),)
    per_minute: Annotated[Certain | None, unit_of(units.WorkPerMinute)] = optional(
        "The published limit of work a minute."
    )
    per_hour: Annotated[Certain | None, unit_of(units.WorkPerHour)] = optional("The published limit of work an hour.")
    per_day: Annotated[Certain | None, unit_of(units.WorkPerDay)] = optional("The published limit of work a day.")


class WorkPrice(Sourced):
    """What a unit of work costs."""

    price: Annotated[Amount, unit_of(units.Money)] = Field(description="What so much work costs.")
    per: Annotated[Certain, unit_of(units.Work)] = Certain.usual(
        1, "For how much work the price is; for one unless stated."
    )
