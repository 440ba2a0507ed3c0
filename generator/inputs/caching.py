"""The records of caching.yaml: what need not be computed again.

In: the plain values of the file. Out: frozen records.
"""

from typing import Annotated

from pydantic import Field

from generator import units
from generator.inputs.entry import Entry, optional, optional_list, optional_table
from generator.inputs.quantities import Certain, OpenNumber, Percentage, Sourced, unit_of
from generator.inputs.texts import Key, LabelField, NameField, TextField, known


class BlockReading(Sourced):
    """A size that a cache block may turn out to have, to see what that would make of the request."""

    label: LabelField = Field(description="What the document calls the reading, such as: published.")
    block_tokens: Annotated[Certain, unit_of(units.TokensPerRequest)] = Field(description="Tokens of a cache block.")


class PrefixCache(Sourced):
    """The vendor's cache of prompt prefixes."""

    hit_rate: Annotated[Percentage, unit_of(units.Share)] = Percentage.usual(
        0, "Share of the requests whose prefix the cache still holds; none unless stated."
    )
    block_tokens: Annotated[OpenNumber[Certain], unit_of(units.TokensPerRequest)] = Field(
        "to be agreed", description="Tokens of a cache block; prefixes are counted in whole blocks."
    )
    kept_minutes: Annotated[Certain | None, unit_of(units.Minutes)] = optional(
        "How long the cache keeps a prefix that nothing asks for."
    )
    block_readings: dict[Key, BlockReading] = optional_table(
        "Sizes that a block may turn out to have, by a name of ours."
    )


class ReusePhase(Sourced):
    """How often an answer can be served again in a phase of the project."""

    label: LabelField = Field(description="What the document calls the phase.")
    scenario: Annotated[str, known("scenarios")] = Field(description="The scenario of scenarios.yaml that is reused.")
    reuse: Annotated[Percentage, unit_of(units.Share)] = Field(
        description="Share of the pages whose answer is served again."
    )


class QueryReuse(Sourced):
    """Our own cache of whole answers."""

    status: TextField = Field(description="How far our cache is, such as: not built yet.")
    example_queries: list[NameField] = optional_list("Queries that ask for the same answer.")
    phases: Annotated[dict[Key, ReusePhase], Field(min_length=1, description="The phases of the project, by name.")]


class Caching(Entry):
    """What need not be computed again."""

    prefix_cache: PrefixCache = Field(default_factory=PrefixCache)
    query_reuse: QueryReuse | None = None
