"""The records of a proposal, one class per thing that the YAML names.

In: the plain values of the six files. Out: frozen records. The sentence of each field is what `explain` shows.
"""

from fractions import Fraction
from typing import Annotated, Literal, Self

from pydantic import Discriminator, Field, Tag, model_validator

from generator import units
from generator.inputs.caching import Caching
from generator.inputs.located_yaml import KEY
from generator.inputs.proposal import Document
from generator.inputs.quantities import (
    TO_BE_MEASURED,
    Amount,
    Certain,
    DaysOfMonth,
    DaysOfWeek,
    Facts,
    HoursOfDay,
    Key,
    LabelField,
    MisfitError,
    NameField,
    Percentage,
    Positive,
    Record,
    Sourced,
    TextField,
    ToBeMeasured,
    WholeAmount,
    WholePositive,
    known,
    only,
    unit_of,
)

ModelName = Annotated[str, known("models")]


class Replacement(Record):
    """Models that a candidate under evaluation may replace together."""

    label: LabelField = Field(description="The roles that are replaced, as the document calls them.")
    replaces: Annotated[list[ModelName], Field(min_length=1, description="The models that it replaces together.")]


class Evaluation(Sourced):
    """What to keep free for a candidate model."""

    headroom: Annotated[Percentage, unit_of(units.Share)] = Field(
        description="Capacity on top of the replaced role's, for trials beside it."
    )
    replacements: Annotated[
        dict[Key, Replacement], Field(min_length=1, description="What the candidate may replace, by a name of ours.")
    ]


class Model(Sourced):
    """A model of the vendor."""

    reservation: Literal["primary", "secondary", "evaluation"] = Field(description="How the model is reserved.")
    role: NameField = Field(description="What the model is for, in a word or two.")
    purpose: TextField = Field(description="What the model does on a page, in a sentence.")
    evaluation: Evaluation | None = None

    @model_validator(mode="after")
    def _candidate(self) -> Self:
        if (self.reservation == "evaluation") != (self.evaluation is not None):
            raise MisfitError(
                "a model has `evaluation` exactly when its reservation is evaluation", at=("reservation",)
            )
        return self


class Component(Sourced):
    """A part of a prompt that is the same in every request that begins with it."""

    label: LabelField = Field(description="What the document calls the component.")
    tokens: Annotated[Amount, unit_of(units.TokensPerRequest)] = Field(description="Tokens of this prompt component.")
    facts: Facts


class Call(Sourced):
    """One kind of request that the generation of a page sends."""

    label: LabelField = Field(description="What the document calls the call.")
    model: ModelName = Field(description="The model of models.yaml that serves the call.")
    requests_per_page: Annotated[Amount, unit_of(units.RequestsPerPage)] = Field(
        default_factory=lambda: Amount.model_construct(value=Fraction(1)),
        description="How often a page sends this call; one request a page unless stated.",
    )
    input_tokens: Annotated[Amount, unit_of(units.TokensPerRequest)] = Field(
        description="Prompt tokens of a request, cached or not."
    )
    output_tokens: Annotated[Amount, unit_of(units.TokensPerRequest)] = Field(
        description="Completion tokens of a request."
    )
    begins_with: list[Annotated[str, known("components")]] = Field(
        default_factory=list, description="The components that the prompt begins with, in order."
    )


class PageProfile(Sourced):
    """What the generation of one page sends to the models."""

    label: LabelField = Field(description="What the document calls the page profile.")
    description: TextField = Field(description="What tells this page profile from another, in a sentence.")
    components: dict[Key, Component] = Field(default_factory=dict, description="The prompt components, by name.")
    calls: Annotated[dict[Key, Call], Field(min_length=1, description="The calls that a page sends, by name.")]
    facts: Facts
    notes: list[TextField] = Field(default_factory=list, description="Sentences printed below the table of calls.")


class Campaign(Sourced):
    """The active hours over which a scenario of limited duration spreads its page views."""

    weeks: Annotated[Positive, unit_of(units.Weeks)] = Field(description="Duration of the campaign.")
    shortest_weeks: Annotated[Positive | None, unit_of(units.Weeks)] = Field(
        None, description="The shortest duration that is considered."
    )
    days_per_week: Annotated[DaysOfWeek, unit_of(units.DaysPerWeek)] = Field(description="Active days a week.")
    hours_per_day: Annotated[HoursOfDay, unit_of(units.HoursPerDay)] = Field(description="Active hours a day.")


class Month(Sourced):
    """The active hours over which a month spreads its page views."""

    active_days: Annotated[DaysOfMonth, unit_of(units.Days)] = Field(description="Active days a month.")
    hours_per_day: Annotated[HoursOfDay, unit_of(units.HoursPerDay)] = Field(description="Active hours a day.")


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
        _either(self, "page_views_per_minute_per_site", "generations_per_minute_per_site")
        return self


def _either(record: Record, first: str, second: str) -> None:
    """Refuses a record that has both or neither of two keys."""
    given = [getattr(record, key) is not None for key in (first, second)]
    if all(given) or not any(given):
        both = "not both" if all(given) else "has neither"
        raise MisfitError(f"expected either {first} or {second}, {both}", at=(second,) if all(given) else (KEY,))


def _sites_at_peak(value: object) -> str:
    return "all" if isinstance(value, str) else "some"


SitesAtPeak = Annotated[
    Annotated[Literal["all", "none"], only("a number", "all", "none"), Tag("all")]
    | Annotated[WholeAmount, Tag("some")],
    Discriminator(_sites_at_peak),
]


class LoadCase(Sourced):
    """A moment to reserve for: so many sites at peak while the rest run at their sustained rate, or a stated rate."""

    label: LabelField = Field(description="What the document calls the load case.")
    description: TextField = Field(description="What happens in this moment, in a sentence.")
    sites_at_peak: Annotated[SitesAtPeak | None, unit_of(units.Sites)] = Field(
        None, description="Sites at their peak in the same minute."
    )
    generations_per_minute: Annotated[Amount | None, unit_of(units.PagesPerMinute)] = Field(
        None, description="Pages generated a minute, as stated."
    )
    rounding_step: Annotated[Certain | None, unit_of(units.PagesPerMinute)] = Field(
        None, description="The step to which the computed rate is rounded up."
    )

    @model_validator(mode="after")
    def _one(self) -> Self:
        _either(self, "sites_at_peak", "generations_per_minute")
        return self


class Scenario(Sourced):
    """A group of sites with the same traffic."""

    label: LabelField = Field(description="What the document calls the scenario.")
    page_profile: Annotated[str, known("page_profiles")] = Field(description="Its pages, as in page_profiles.yaml.")
    sites: Annotated[WholePositive, unit_of(units.Sites)] = Field(description="Sites in this scenario.")
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
    load_cases: Annotated[
        dict[Key, LoadCase], Field(min_length=1, description="The moments to look at, by name: sustained, peak.")
    ]

    @model_validator(mode="after")
    def _complete(self) -> Self:
        spread = [key for key in ("campaign", "month", "sustained") if getattr(self, key) is not None]
        if len(spread) > 1:
            raise MisfitError(
                f"expected at most one of campaign, month and sustained, found {' and '.join(spread)}", at=(spread[1],)
            )
        viewed = (self.campaign or self.month) is not None
        self._needs("page_views_per_site", viewed, "a campaign or a month")
        derived_peak = self.peak is not None and self.peak.page_views_per_minute_per_site is not None
        self._needs("generative_share", viewed or derived_peak, "page views, in the campaign, the month or the peak")
        return self

    def _needs(self, key: str, needed: bool, by: str) -> None:
        if needed != (getattr(self, key) is not None):
            raise MisfitError(f"{key} goes with {by}", "it is missing" if needed else "leave it out", (key,))


class ReusedAnswers(Record):
    """Takes away the generations whose answer is served again."""

    query_reuse: Annotated[str, known("phases")] = Field(description="The phase in caching.yaml of the reuse.")


class SkippedCall(Record):
    """Takes a call away from a share of the pages."""

    skipped_call: Annotated[str, known("calls")] = Field(description="The call of page_profiles.yaml that is skipped.")
    share_of_pages: Annotated[Percentage, unit_of(units.Share)] = Field(
        description="Share of the pages that do without the call."
    )


class CompressedComponent(Record):
    """Takes tokens away from a prompt component."""

    compressed_component: Annotated[str, known("components")] = Field(description="Which prompt component shrinks.")
    share_of_tokens: Annotated[Percentage, unit_of(units.Share)] = Field(
        description="Share of the component's tokens that compression removes."
    )


def _takes(value: object) -> str:
    if isinstance(value, str):
        return "open"
    keys = set(value) if isinstance(value, dict) else set()
    return (
        "skip"
        if keys & set(SkippedCall.model_fields)
        else "compress"
        if keys & set(CompressedComponent.model_fields)
        else "reuse"
    )


class Saving(Sourced):
    """Something that could lower the request."""

    label: LabelField = Field(description="What the document calls the saving.")
    description: TextField = Field(description="What is to be done, in a sentence.")
    facts: Facts
    takes: Annotated[
        Annotated[ToBeMeasured, only("a mapping", TO_BE_MEASURED), Tag("open")]
        | Annotated[ReusedAnswers, Tag("reuse")]
        | Annotated[SkippedCall, Tag("skip")]
        | Annotated[CompressedComponent, Tag("compress")],
        Discriminator(_takes),
    ] = Field(description="What it takes away from the request, or to be measured.")


class Inputs(Record):
    """All files of a proposal; each field is a file of that name."""

    proposal: Document
    models: Annotated[dict[Key, Model], Field(min_length=1, description="The models, by the vendor's name.")]
    page_profiles: Annotated[
        dict[Key, PageProfile], Field(min_length=1, description="What a page sends to the models, by name.")
    ]
    scenarios: Annotated[
        dict[Key, Scenario], Field(min_length=1, description="Who generates pages and how fast, by name.")
    ]
    caching: Caching
    savings: dict[Key, Saving] = Field(description="What could lower the request, by name.")
