"""All files of a proposal as one record.

In: the plain values of the six files. Out: frozen records, a field for each file.
"""

from collections.abc import Mapping
from typing import Annotated, Any, get_origin

from pydantic import Field

from generator.inputs.caching import Caching
from generator.inputs.entry import Entry
from generator.inputs.models import Model
from generator.inputs.page_profiles import PageProfile
from generator.inputs.proposal import Letter
from generator.inputs.quantities import Key
from generator.inputs.savings import Saving
from generator.inputs.scenarios import Scenario


class Inputs(Entry):
    """All files of a proposal; each field is a file of that name."""

    proposal: Letter
    models: Annotated[dict[Key, Model], Field(min_length=1, description="The models, by the vendor's name.")]
    page_profiles: Annotated[
        dict[Key, PageProfile], Field(min_length=1, description="What a page sends to the models, by name.")
    ]
    scenarios: Annotated[
        dict[Key, Scenario], Field(min_length=1, description="Who generates pages and how fast, by name.")
    ]
    caching: Caching
    savings: dict[Key, Saving] = Field(description="What could lower the request, by name.")


TABLES = frozenset(name for name, field in Inputs.model_fields.items() if get_origin(field.annotation) is dict)
"""The files that hold entries by their names."""


def part(found: Mapping[str, Any]) -> Inputs:
    """Inputs of which some files, or some entries of files, are known; the others have none."""
    nothing: dict[str, Any] = {name: {} if name in TABLES else None for name in Inputs.model_fields}
    return Inputs.model_construct(**{**nothing, **found})
