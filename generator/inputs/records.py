"""The records of a proposal, one class per thing that the YAML names.

In: the plain values of the six files. Out: frozen records. The sentence of each field is what `explain` and editors show.
"""

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, Discriminator, Field, Tag, model_validator

from generator import units
from generator.inputs.quantities import (
    TO_BE_AGREED,
    TO_BE_MEASURED,
    Amount,
    Fact,
    Key,
    NameField,
    Percentage,
    Positive,
    Record,
    Sourced,
    TextField,
    ToBeAgreed,
    ToBeMeasured,
    known,
    unit_of,
)

Facts = Annotated[
    dict[Key, Fact], Field(default_factory=dict, description="Plain facts: printed, never calculated with.")
]
ModelName = Annotated[str, known("models")]
ScenarioName = Annotated[str, known("scenarios")]
CaseName = Annotated[str, known("load_cases")]


class Replacement(Record):
    """Models that a candidate under evaluation may replace together."""

    label: NameField
    replaces: Annotated[list[ModelName], Field(min_length=1)]


class Evaluation(Sourced):
    """What to keep free for a candidate model."""

    headroom: Annotated[Percentage, unit_of(units.Share)] = Field(
        description="Capacity on top of the replaced role's, for trials beside it."
    )
    replacements: Annotated[dict[Key, Replacement], Field(min_length=1)]


class Model(Sourced):
    """A model of the vendor."""

    reservation: Literal["primary", "secondary", "evaluation"]
    role: NameField
    purpose: TextField
    evaluation: Evaluation | None = None

    @model_validator(mode="after")
    def _candidate(self) -> Self:
        if (self.reservation == "evaluation") != (self.evaluation is not None):
            raise ValueError("a model has `evaluation` exactly when its reservation is evaluation")
        return self


class Component(Sourced):
    """A part of a prompt that is the same in every request that begins with it."""

    label: NameField
    tokens: Annotated[Amount, unit_of(units.TokensPerRequest)] = Field(description="Tokens of this prompt component.")
    facts: Facts


class Call(Sourced):
    """One kind of request that the generation of a page sends."""

    label: NameField
    model: ModelName
    requests_per_page: Annotated[Amount, unit_of(units.RequestsPerPage)] = Field(
        default_factory=lambda: Amount.model_validate({"value": units.Fraction(1)}),
        description="How often a page sends this call; one request a page unless stated.",
    )
    input_tokens: Annotated[Amount, unit_of(units.TokensPerRequest)] = Field(
        description="Prompt tokens of a request, cached or not."
    )
    output_tokens: Annotated[Amount, unit_of(units.TokensPerRequest)] = Field(
        description="Completion tokens of a request."
    )
    begins_with: list[Key] = Field(
        default_factory=list, description="The components that the prompt begins with, in order."
    )


class PageProfile(Sourced):
    """What the generation of one page sends to the models."""

    label: NameField
    description: TextField
    components: dict[Key, Component] = Field(default_factory=dict)
    calls: Annotated[dict[Key, Call], Field(min_length=1)]
    facts: Facts
    notes: list[TextField] = Field(default_factory=list)


class Campaign(Sourced):
    """The active hours over which a scenario of limited duration spreads its page views."""

    weeks: Annotated[Positive, unit_of(units.Weeks)] = Field(description="Duration of the campaign.")
    shortest_weeks: Annotated[Positive | None, unit_of(units.Weeks)] = Field(
        None, description="The shortest duration that is considered."
    )
    days_per_week: Annotated[Positive, unit_of(units.DaysPerWeek)] = Field(description="Active days a week.")
    hours_per_day: Annotated[Positive, unit_of(units.HoursPerDay)] = Field(description="Active hours a day.")


class Month(Sourced):
    """The active hours over which a month spreads its page views."""

    active_days: Annotated[Positive, unit_of(units.Days)] = Field(description="Active days a month.")
    hours_per_day: Annotated[Positive, unit_of(units.HoursPerDay)] = Field(description="Active hours a day.")


class Sustained(Sourced):
    """A sustained rate that is stated rather than derived."""

    generations_per_minute_per_site: Annotated[Amount, unit_of(units.PagesPerMinutePerSite)] = Field(
        description="Pages that a site generates a minute, as stated."
    )


class Peak(Sourced):
    """The rate of a site at its peak: derived from its page views, or stated."""

    page_views_per_minute_per_site: Annotated[Amount | None, unit_of(units.ViewsPerMinutePerSite)] = Field(
        None, description="Page views a minute of a site at its peak."
    )
    generations_per_minute_per_site: Annotated[Amount | None, unit_of(units.PagesPerMinutePerSite)] = Field(
        None, description="Pages that a site generates a minute at its peak, as stated."
    )

    @model_validator(mode="after")
    def _one(self) -> Self:
        if (self.page_views_per_minute_per_site is None) == (self.generations_per_minute_per_site is None):
            raise ValueError("a peak is either page_views_per_minute_per_site or generations_per_minute_per_site")
        return self


def _sites_at_peak(value: object) -> str:
    return "all" if value == "all" else "some"


SitesAtPeak = Annotated[
    Annotated[Literal["all"], Tag("all")] | Annotated[Amount, Tag("some")],
    Discriminator(_sites_at_peak),
]


class LoadCase(Sourced):
    """A moment to reserve for: so many sites at peak while the rest run at their sustained rate, or a stated rate."""

    label: NameField
    description: TextField
    sites_at_peak: Annotated[SitesAtPeak | None, unit_of(units.Sites)] = Field(
        None, description="Sites at their peak in the same minute."
    )
    generations_per_minute: Annotated[Amount | None, unit_of(units.PagesPerMinute)] = Field(
        None, description="Pages generated a minute, as stated."
    )
    round_up_to: Annotated[Positive | None, unit_of(units.PagesPerMinute)] = Field(
        None, description="The step to which the computed rate is rounded up."
    )

    @model_validator(mode="after")
    def _one(self) -> Self:
        if (self.sites_at_peak is None) == (self.generations_per_minute is None):
            raise ValueError("a load case has either sites_at_peak or generations_per_minute")
        return self


class Scenario(Sourced):
    """A group of sites with the same traffic."""

    label: NameField
    page_profile: Annotated[str, known("page_profiles")]
    sites: Annotated[Positive, unit_of(units.Sites)] = Field(description="Sites in this scenario.")
    page_views_per_site: Annotated[Amount | None, unit_of(units.ViewsPerSite)] = Field(
        None, description="Page views of a site over the campaign or the month."
    )
    generative_share: Annotated[Percentage | None, unit_of(units.PagesPerView)] = Field(
        None, description="Share of the page views that generate a page."
    )
    campaign: Campaign | None = None
    month: Month | None = None
    sustained: Sustained | None = None
    peak: Peak | None = None
    load_cases: Annotated[dict[Key, LoadCase], Field(min_length=1)]

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if [self.campaign, self.month, self.sustained].count(None) < 2:
            raise ValueError("a scenario has at most one of campaign, month and sustained")
        viewed = (self.campaign or self.month) is not None
        if viewed != (self.page_views_per_site is not None):
            raise ValueError("page_views_per_site goes with campaign or month")
        derived_peak = self.peak is not None and self.peak.page_views_per_minute_per_site is not None
        if (viewed or derived_peak) != (self.generative_share is not None):
            raise ValueError("generative_share goes with page views, in the month, the campaign or the peak")
        return self


class PrefixCache(Sourced):
    """The vendor's cache of prompt prefixes."""

    hit_rate: Annotated[Percentage, unit_of(units.Share)] = Field(
        description="Share of the requests whose prefix the cache still holds."
    )
    block_tokens: Annotated[
        Annotated[ToBeAgreed, Tag("open")] | Annotated[Positive, Tag("known")],
        Discriminator(lambda value: "open" if value == TO_BE_AGREED else "known"),
        unit_of(units.TokensPerRequest),
    ] = Field(description="Tokens of a cache block; prefixes are counted in whole blocks.")


class ReusePhase(Sourced):
    """How often an answer can be served again in a phase of the project."""

    label: NameField
    scenario: ScenarioName
    reuse: Annotated[Percentage, unit_of(units.Share)] = Field(
        description="Share of the generations whose answer is served again."
    )


class QueryReuse(Sourced):
    """Our own cache of whole answers."""

    status: TextField
    example_queries: list[NameField] = Field(default_factory=list)
    phases: Annotated[dict[Key, ReusePhase], Field(min_length=1)]


class Caching(Record):
    """What need not be computed again."""

    prefix_cache: PrefixCache
    query_reuse: QueryReuse | None = None


class ReusedAnswers(Record):
    """Takes away the generations whose answer is served again."""

    query_reuse: Annotated[str, known("phases")]


class SkippedCall(Record):
    """Takes a call away from a share of the pages."""

    skipped_call: Annotated[str, known("calls")]
    share_of_pages: Annotated[Percentage, unit_of(units.Share)] = Field(
        description="Share of the pages that do without the call."
    )


class CompressedComponent(Record):
    """Takes tokens away from a prompt component."""

    compressed_component: Annotated[str, known("components")]
    share_of_tokens: Annotated[Percentage, unit_of(units.Share)] = Field(
        description="Share of the component's tokens that compression removes."
    )


def _takes(value: object) -> str:
    if value == TO_BE_MEASURED:
        return "open"
    keys = value if isinstance(value, dict) else {}
    return "skip" if "skipped_call" in keys else "compress" if "compressed_component" in keys else "reuse"


class Saving(Sourced):
    """Something that could lower the request."""

    label: NameField
    description: TextField
    facts: Facts
    takes: Annotated[
        Annotated[ToBeMeasured, Tag("open")]
        | Annotated[ReusedAnswers, Tag("reuse")]
        | Annotated[SkippedCall, Tag("skip")]
        | Annotated[CompressedComponent, Tag("compress")],
        Discriminator(_takes),
    ]


class Beside(Record):
    """A load case that runs beside the headline case."""

    included: bool


class Request(Record):
    """What the vendor is asked for."""

    headline_case: CaseName
    alternative_case: CaseName | None = None
    beside: dict[CaseName, Beside] = Field(default_factory=dict)


class Judgements(Sourced):
    """The thresholds behind the document's words."""

    negligible_below: Annotated[Percentage, unit_of(units.Share)] = Field(
        description="A load is negligible below this share of the headline case's tokens."
    )
    dominates_above: Annotated[Percentage, unit_of(units.Share)] = Field(
        description="A call dominates above this share of a page's input tokens."
    )


def _date(value: object) -> date:
    try:
        return date.fromisoformat(value if isinstance(value, str) else "")
    except ValueError:
        raise ValueError("expected a date such as 2026-01-31") from None


class Reference(Record):
    """A document that this one rests on."""

    label: NameField
    where: NameField
    read: Annotated[date, BeforeValidator(_date)] | None = None


class Document(Record):
    """The proposal itself: who asks whom for what, and how it is printed."""

    title: NameField
    edition: NameField
    vendor: NameField
    requester: NameField
    subject: TextField
    paper: Literal["letter", "a4"] = "letter"
    language: str = Field("en", pattern=r"^[a-z]{2}(-[A-Z]{2})?$")
    request: Request
    judgements: Judgements
    references: list[Reference] = Field(default_factory=list)


class Inputs(Record):
    """All files of a proposal; each field is a file of that name."""

    proposal: Document
    models: Annotated[dict[Key, Model], Field(min_length=1)]
    page_profiles: Annotated[dict[Key, PageProfile], Field(min_length=1)]
    scenarios: Annotated[dict[Key, Scenario], Field(min_length=1)]
    caching: Caching
    savings: dict[Key, Saving]
