"""models.yaml: the models of the vendor, and what a candidate among them may replace.

In: the plain values of the file. Out: frozen records, a `Model` for each name. A field's sentence is what `explain`
shows.
"""

from typing import Annotated, Literal

from pydantic import Field

from generator import units
from generator.inputs.entry import Entry, GoesWith
from generator.inputs.quantities import Key, LabelField, NameField, Percentage, Sourced, TextField, known, unit_of

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
    replacements: Annotated[
        dict[Key, Replacement], Field(min_length=1, description="What the candidate may replace, by a name of ours.")
    ]


class Model(Sourced):
    """A model of the vendor."""

    rules = (GoesWith("evaluation", ("reservation=evaluation",), "the reservation evaluation"),)
    reservation: Literal["primary", "secondary", "evaluation"] = Field(description="How the model is reserved.")
    role: NameField = Field(description="What the model is for, in a word or two.")
    purpose: TextField = Field(description="What the model does on a page, in a sentence.")
    evaluation: Evaluation | None = None
