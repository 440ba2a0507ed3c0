"""caching.yaml: what need not be computed again."""

from typing import Annotated

from generator import units
from generator.inputs.entry import SOME, Entry, field, otherwise
from generator.inputs.quantities import TO_BE_AGREED, Certain, Open, Percentage, Sourced
from generator.inputs.texts import Key, LabelField, NameField, TextField, known


class BlockReading(Sourced):
    """A size that a cache block may turn out to have, to see what that would make of the request."""

    label: LabelField = field("What the document calls the reading, such as: published.")
    block_tokens: Certain = field("Tokens of a cache block.", units.TokensPerRequest)


class PrefixCache(Sourced):
    """The vendor's cache of prompt prefixes."""

    hit_rate: Percentage = Percentage.usual(
        0, "Share of the requests whose prefix the cache still holds; none unless stated.", units.Share
    )
    block_tokens: Open[Certain] = otherwise(
        TO_BE_AGREED, "Tokens of a cache block; prefixes are counted in whole blocks.", units.TokensPerRequest
    )
    kept_minutes: Certain | None = field("How long the cache keeps a prefix that nothing asks for.", units.Minutes)
    block_readings: dict[Key, BlockReading] = field("Sizes that a block may turn out to have, by a name of ours.")


class ReusePhase(Sourced):
    """How often an answer can be served again in a phase of the project."""

    label: LabelField = field("What the document calls the phase.")
    scenario: Annotated[str, known("scenarios")] = field("The scenario of scenarios.yaml that is reused.")
    reuse: Percentage = field("Share of the pages whose answer is served again.", units.Share)


class QueryReuse(Sourced):
    """Our own cache of whole answers."""

    status: TextField = field("How far our cache is, such as: not built yet.")
    example_queries: list[NameField] = field("Queries that ask for the same answer.")
    phases: dict[Key, ReusePhase] = field("The phases of the project, by name.", SOME)


class Caching(Entry):
    """What need not be computed again."""

    prefix_cache: PrefixCache = field(made=PrefixCache)
    query_reuse: QueryReuse | None
