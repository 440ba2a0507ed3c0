"""models.yaml: the models of the vendor, and what a candidate among them may replace; a `Model` for each name."""

from typing import Annotated, Literal

from generator import units
from generator.inputs.entry import SOME, Entry, MisfitError, Ours, field, fields_of, otherwise
from generator.inputs.guardrail import Day
from generator.inputs.quantities import Amount, Certain, Cost, Percentage, Sourced, Weight, unit_of
from generator.inputs.rules import at_most_one, either, goes_with, one_at_least, stated
from generator.inputs.texts import Key, LabelField, NameField, TextField, known
from generator.inputs.work import UnitName, WorkLimit, WorkPrice

ModelName = Annotated[str, known("models")]


class Replacement(Entry):
    """Models that a candidate under evaluation may replace together."""

    label: LabelField = field("The roles that are replaced, as the document calls them.")
    replaces: list[ModelName] = field("The models that it replaces together.", SOME)


class Evaluation(Sourced):
    """What to keep free for a candidate model."""

    headroom: Percentage = field("Capacity on top of the replaced role's, for trials beside it.", units.Share)
    asked: bool = otherwise(False, "Whether the capacity of a role is asked for beside the request.")
    replacements: dict[Key, Replacement] = field("What the candidate may replace, by a name of ours.", SOME)


class Availability(Entry):
    """Whether the vendor serves the model, and where it is wanted."""

    endpoint: Literal["public", "dedicated", "to be agreed"] = field(
        "The endpoint that is wanted: public, dedicated, or to be agreed.",
        Ours("on which endpoint each model is wanted"),
    )
    left: Day | None = field("The day on which the model left the vendor's public catalogue; one without it is there.")
    replaced_by: ModelName | None = field("The model that would take its place.")
    reference: NameField = field("The label of the reference where the vendor says so.")

    def hold(self) -> None:
        """Only what has left is replaced."""
        if self.replaced_by is not None and self.left is None:
            raise MisfitError("a model that is still in the catalogue is not replaced", "add left:", ("replaced_by",))


TokensAMinute = Annotated[Certain | None, unit_of(units.TokensPerMinute)]
TokensAnHour = Annotated[Certain | None, unit_of(units.TokensPerHour)]
TokensADay = Annotated[Certain | None, unit_of(units.TokensPerDay)]


class Limits(Sourced):
    """Limits of a model; those that a vendor names."""

    requests_per_minute: Certain | None = field("The vendor's limit of requests a minute.", units.RequestsPerMinute)
    tokens_per_minute: TokensAMinute = field("The vendor's limit of all tokens a minute.")
    uncached_tokens_per_minute: TokensAMinute = field("The vendor's limit of uncached tokens a minute.")
    input_tokens_per_minute: TokensAMinute = field("The vendor's limit of input tokens a minute, cached or not.")
    uncached_input_tokens_per_minute: TokensAMinute = field("The vendor's limit of uncached input tokens a minute.")
    output_tokens_per_minute: TokensAMinute = field("The vendor's limit of output tokens a minute.")
    metered_tokens_per_minute: TokensAMinute = field("The vendor's limit of tokens a minute as the meter counts them.")
    requests_in_flight: Certain | None = field("The vendor's limit of requests at once.", units.InFlight)
    requests_per_hour: Certain | None = field("The vendor's limit of requests an hour.", units.RequestsPerHour)
    tokens_per_hour: TokensAnHour = field("The vendor's limit of all tokens an hour.")
    uncached_tokens_per_hour: TokensAnHour = field("The vendor's limit of uncached tokens an hour.")
    requests_per_day: Certain | None = field("The vendor's limit of requests a day.", units.RequestsPerDay)
    tokens_per_day: TokensADay = field("The vendor's limit of all tokens a day.")
    uncached_tokens_per_day: TokensADay = field("The vendor's limit of uncached tokens a day.")


LIMITS = tuple(key for key in fields_of(Limits) if key != "source")
"""What vendors limit, as it is called where a model's published limits stand."""


class Published(Limits):
    """The limits that the vendor publishes for the model; those that it has."""

    rules = (one_at_least((*LIMITS, "work"), "a published limit is missing; state one, such as tokens_per_minute"),)
    tier: NameField = field("The tier whose limits they are.")
    work: dict[UnitName, WorkLimit] = field("The published limits of what is not tokens, by its unit.")


UNIT_PRICES = ("price_per_hour", "price_per_month")


class CapacityUnit(Sourced):
    """What the vendor sells capacity in."""

    rules = (either("tokens_per_minute", "tokens_per_second"), at_most_one(("price_per_month", "hours_per_month")))
    name: NameField = field("What the vendor calls a unit.")
    tokens_per_minute: Certain | None = field(
        "Metered tokens a minute that a unit carries.", units.TokensPerMinutePerUnit
    )
    tokens_per_second: Certain | None = field(
        "Metered tokens a second that a unit carries.", units.TokensPerSecondPerUnit
    )
    step: Certain = Certain.usual(
        1, "In steps of how many units it is sold; of one unless stated.", units.CapacityUnits
    )
    least: Certain = Certain.usual(1, "The fewest units that are sold; one unless stated.", units.CapacityUnits)
    price_per_hour: Amount | None = field("What a unit costs for an hour, used or not.", units.MoneyPerHourPerUnit)
    price_per_month: Amount | None = field("What a unit costs for a month, used or not.", units.MoneyPerUnit)
    hours_per_month: Certain | None = field(
        "Hours of a month for which a unit is paid; all, unless stated.", units.HoursPerMonth
    )
    committed_months: Certain | None = field("Months to which one commits at that price.", units.Months)

    @property
    def prices(self) -> tuple[str, ...]:
        """The keys of its prices, those that it has."""
        return tuple(stated(self, UNIT_PRICES))

    def hold(self) -> None:
        """What goes with a price has one."""
        for key, needs in (("hours_per_month", ("price_per_hour",)), ("committed_months", UNIT_PRICES)):
            if stated(self, [key]) and not stated(self, needs):
                raise MisfitError(f"{key} goes with a price", f"add {' or '.join(needs)}", (key,))


class Meter(Sourced):
    """How the vendor meters the model's tokens: what one of each kind counts."""

    input: Weight = Weight.usual(1, "What an uncached input token counts; one unless stated.", units.Count)
    cached: Weight = field("What a token that the cache serves counts.", units.Count)
    output: Weight = field("What an output token counts.", units.Count)
    written: Weight | None = field(
        "What an input token counts that is written to the cache; as any other unless stated.", units.Count
    )
    unit: CapacityUnit | None


class Price(Sourced):
    """What tokens and work of the model cost, by kind, in the currency of the proposal."""

    rules = (one_at_least(("input", "output", "work"), "a price is one of input, output and work at least"),)

    per_tokens: Certain = Certain.usual(
        10**6, "For how many tokens the prices are; a million unless stated.", units.Tokens
    )
    input: Cost = field("What uncached input tokens cost.")
    cached: Cost = field("What input tokens cost that the prefix cache serves; as much as the others unless stated.")
    written: Cost = field("What input tokens cost that are written to the cache; as much as the others unless stated.")
    output: Cost = field("What output tokens cost.")
    work: dict[UnitName, WorkPrice] = field("What work costs that is not tokens, by its unit.")


Shares = dict[ModelName, Percentage]
Split = Annotated[Shares | None, unit_of(units.Share)]
"""How much goes to each of several models."""


class Model(Sourced):
    """A model of the vendor, or of another that takes a part of the work."""

    rules = (goes_with("evaluation", ("reservation=evaluation",), "the reservation evaluation"),)
    reservation: Literal["primary", "secondary", "evaluation"] = otherwise(
        "primary", "How the model is reserved; primary unless stated."
    )
    role: NameField = field("What the model is for, in a word or two.")
    purpose: TextField | None = field("What the model does on a page, in a sentence.")
    vendor: NameField | None = field(
        "Whose model it is, of other_vendors in proposal.yaml; unless stated, the vendor's."
    )
    split: Split = field("Shares of its requests that go to models of other vendors, by their names; the rest stays.")
    fallback: Split = field("Shares of what stays that models of other vendors take over, should the vendor fail.")
    evaluation: Evaluation | None
    availability: Availability | None
    total_to_uncached: Certain | None = field(
        "How many times its uncached limit the vendor's default limit of all the model's tokens is.", units.Count
    )
    least_prefix_tokens: Certain | None = field(
        "The shortest prefix that the vendor's cache holds of this model; any, unless stated.", units.TokensPerRequest
    )
    published: Published | None
    meter: Meter | None
    price: Price | None
