"""What calls send that is not tokens, such as seconds of audio: how much, what limits it, and what it costs."""

import re
from typing import Annotated

from generator import units
from generator.inputs.entry import After, Entry, MisfitError, Tables, field
from generator.inputs.quantities import Amount, Certain, Sourced, unit_of
from generator.inputs.rules import one_at_least
from generator.inputs.texts import Key, known

LIMITS = ("per_minute", "per_hour", "per_day")
"""Over what a vendor limits a unit of work."""


def _plain(name: str, _: Tables) -> str:
    if not re.fullmatch(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*", name):
        hint = "such as audio_second; its words stand beside it"
        raise MisfitError(f"expected a name of small letters, found {name}", hint)
    return name


UnitKey = Annotated[Key, After(_plain)]
"""What a unit of work is called where it is used."""
UnitName = Annotated[str, known("work_units")]


class Work(Amount, unit=unit_of(units.WorkPerRequest)):
    """So much of a unit of work a request."""


class WorkCap(Certain, unit=unit_of(units.WorkPerMinutePerTenant)):
    """So much of a unit of work a minute and tenant."""


class WorkLimit(Entry):
    """What the vendor publishes as the limit of a unit of work."""

    rules = (one_at_least(LIMITS, f"a limit is one of {', '.join(LIMITS)} at least"),)
    per_minute: Certain | None = field("The published limit of work a minute.", units.WorkPerMinute)
    per_hour: Certain | None = field("The published limit of work an hour.", units.WorkPerHour)
    per_day: Certain | None = field("The published limit of work a day.", units.WorkPerDay)


class WorkPrice(Sourced):
    """What a unit of work costs."""

    price: Amount = field("What so much work costs.", units.Money)
    per: Certain = Certain.usual(1, "For how much work the price is; for one unless stated.", units.Work)
