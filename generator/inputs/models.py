"""models.yaml: the models of the vendor, and what a candidate among them may replace.

In: the plain values of the file. Out: frozen records, a `Model` for each name. A field's sentence is what `explain`
shows.
"""

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, Field, model_validator

from generator import units
from generator.inputs.entry import Entry, GoesWith, MisfitError
from generator.inputs.guardrail import day
from generator.inputs.ours import Ours
from generator.inputs.quantities import Certain, Percentage, Sourced, unit_of
from generator.inputs.texts import Key, LabelField, NameField, TextField, known

ModelName = Annotated[str, known("models")]


class Replacement(Entry):
    """Models that a candidate under evaluation may replace together."""

    label: LabelField = Field(description="The roles that are replaced, as the document calls them.")
    replaces: Annotated[list[ModelName], Field(min_length=1, description="The models that it replaces together.")]


class Evaluation(Sourced):
    """What to keep free for a candidate model."""

    headroom: Annotated[Percentage, unit_of(units.Share)] = Field(
        description="Capacity on top of the replaced role's, for trials beside it."
    )
    asked: bool = Field(False, description="Whether the capacity of a role is asked for beside the request.")
    replacements: Annotated[
        dict[Key, Replacement], Field(min_length=1, description="What the candidate may replace, by a name of ours.")
    ]


class Availability(Entry):
    """Whether the vendor serves the model, and where it is wanted."""

    endpoint: Annotated[
        Literal["public", "dedicated", "to be agreed"],
        Ours("on which endpoint each model is wanted"),
    ] = Field(description="The endpoint that is wanted: public, dedicated, or to be agreed.")
    left: Annotated[date, BeforeValidator(day)] | None = Field(
        None, description="The day on which the model left the vendor's public catalogue; one without it is there."
    )
    replaced_by: ModelName | None = Field(None, description="The model that would take its place.")
    reference: NameField = Field(description="The label of the reference where the vendor says so.")

    @model_validator(mode="after")
    def _left(self) -> Self:
        if self.replaced_by is not None and self.left is None:
            raise MisfitError("a model that is still in the catalogue is not replaced", "add left:", ("replaced_by",))
        return self


class Published(Sourced):
    """The limits that the vendor publishes for the model."""

    tier: NameField = Field(description="The tier whose limits they are.")
    requests_per_minute: Annotated[Certain, unit_of(units.RequestsPerMinute)] = Field(
        description="The published limit of requests a minute."
    )
    tokens_per_minute: Annotated[Certain, unit_of(units.TokensPerMinute)] = Field(
        description="The published limit of all tokens a minute."
    )
    uncached_tokens_per_minute: Annotated[Certain, unit_of(units.TokensPerMinute)] = Field(
        description="The published limit of uncached tokens a minute."
    )


class Model(Sourced):
    """A model of the vendor."""

    rules = (GoesWith("evaluation", ("reservation=evaluation",), "the reservation evaluation"),)
    reservation: Literal["primary", "secondary", "evaluation"] = Field(
        "primary", description="How the model is reserved; primary unless stated."
    )
    role: NameField = Field(description="What the model is for, in a word or two.")
    purpose: TextField | None = Field(None, description="What the model does on a page, in a sentence.")
    evaluation: Evaluation | None = None
    availability: Availability | None = None
    total_to_uncached: Annotated[Certain | None, unit_of(units.Count)] = Field(
        None, description="How many times its uncached limit the vendor's default limit of all the model's tokens is."
    )
    least_prefix_tokens: Annotated[Certain | None, unit_of(units.TokensPerRequest)] = Field(
        None, description="The shortest prefix that the vendor's cache holds of this model; any, unless stated."
    )
    published: Published | None = None
