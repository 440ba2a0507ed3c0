"""offers/NAME.yaml: what a vendor said that it would give; an `Offer` for each file.

What an offer does not say is left out, and never assumed.
"""

from collections.abc import Mapping
from typing import Any

from generator.inputs.entry import SOME, Entry, MisfitError, field
from generator.inputs.guardrail import Day
from generator.inputs.located_yaml import is_within
from generator.inputs.models import LIMITS, Limits, Meter, ModelName, Price
from generator.inputs.quantities import Amount, Certain, Cost, Sourced
from generator.inputs.rules import one_at_least
from generator.inputs.texts import NameField
from generator.units import CapacityUnits, Money, Tokens, TokensPerMinute

FOLDER = "offers"
"""The folder of a proposal whose files are offers."""


class OfferedLimits(Limits):
    """The limits that are offered for a model; what is not named here is not said."""

    rules = (one_at_least(LIMITS, "an offered limit is missing; state one of them, such as tokens_per_minute"),)


class BurstPrice(Sourced):
    """What tokens above a base cost, by kind."""

    per_tokens: Certain = Certain.usual(10**6, "For how many tokens the prices are; a million unless stated.", Tokens)
    input: Amount = field("What uncached input tokens above the base cost.", Money)
    cached: Cost = field("What cached input tokens above the base cost; as much as the others unless stated.")
    output: Amount = field("What output tokens above the base cost.", Money)


class Base(Sourced):
    """What is reserved, used or not; what comes above it is a burst, up to the limits of the model."""

    rules = (one_at_least(("limits", "units"), "a base has limits or units"),)
    limits: OfferedLimits | None
    units: Certain | None = field("Units of capacity of the base.", CapacityUnits)
    per_month: Cost = field("What the base costs a month, used or not.")
    burst: BurstPrice


class OfferedModel(Sourced):
    """What is offered for a model."""

    rules = (one_at_least(("limits", "units"), "an offer for a model has limits or units"),)
    limits: OfferedLimits | None
    units: Certain | None = field("Units of capacity that are offered.", CapacityUnits)
    step_tokens_per_minute: Certain | None = field(
        "In steps of how many tokens a minute the limit of all tokens is sold.", TokensPerMinute
    )
    least_tokens_per_minute: Certain | None = field("The lowest limit of all tokens that is sold.", TokensPerMinute)
    meter: Meter | None
    price: Price | None
    per_month: Cost = field("What the limits or units of the model cost a month, used or not.")
    base: Base | None


class Offer(Sourced):
    """What a vendor said on a day that it would give, from when, and at what price."""

    vendor: NameField = field("Who offers it.")
    said: Day = field("The day on which it was said: 2026-01-31.")
    text: NameField | None = field("The words that it came with, as the vendor wrote them.")
    starts: Day | None = field("The first day of the capacity.", key="from")
    until: Day | None = field("The last day of the capacity.")
    per_month: Cost = field("What all of it costs a month beside what each model does, used or not.")
    least_per_month: Cost = field("The least that a month is billed at, whatever is used.")
    models: dict[ModelName, OfferedModel] = field("What is offered for each model, by its name in models.yaml.", SOME)

    def hold(self) -> None:
        """It ends after it begins."""
        if self.starts and self.until and self.until < self.starts:
            raise MisfitError("the offer ends before it begins", f"compare from: {self.starts}", ("until",))


def is_offer(path: str) -> bool:
    """Whether a path in the folder of a proposal is that of an offer."""
    return is_within(FOLDER, path)


def shown(letter: Entry, offers: Mapping[str, Offer]) -> dict[str, Offer]:
    """The offer that the document shows: the one that proposal.yaml names, or else the only one of its vendor."""
    named: Any = getattr(letter, "offer", None)
    own = [named] if named else [name for name, one in offers.items() if one.vendor == getattr(letter, "vendor", "")]
    return {name: offers[name] for name in own if len(own) == 1 and name in offers}
