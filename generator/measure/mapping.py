"""Which column or path of a log is what: the presets, and mapping files.

In: the name of a preset, or a YAML file. Out: a `Mapping`: for each field that a call may have, the paths in which a
log may keep it. A path is a column, or the keys to a value within one, joined by dots.
"""

from collections.abc import Mapping as Table
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

from generator.errors import USAGE, Fault, Place, ProposalError, did_you_mean
from generator.files import read_text
from generator.inputs.located_yaml import KEY, kind, parse
from generator.inputs.located_yaml import Path as YamlPath

TIMES = ("time", "end")
NAMES = ("model", "call", "unit", "tenant", "id", "status")
TOKENS = ("input", "cached", "output", "reasoning", "max_completion")
FIELDS = (*TIMES, "duration", *NAMES, *TOKENS)
"""What is asked of a call: when it began and ended, how long it took; names; how many tokens of each kind."""

SAYS: Table[str, str] = MappingProxyType(
    {
        "time": "when the call began",
        "end": "when it ended",
        "duration": "how long it took, in seconds; in milliseconds where the path ends in ms",
        "model": "the model that served it",
        "call": "what kind of call it is, as in page_profiles.yaml",
        "unit": "the page or conversation that it belongs to",
        "tenant": "the site or customer that it is for",
        "id": "what tells it from all others",
        "status": "whether it failed: a word such as error, or an HTTP status",
        "input": "tokens of the prompt",
        "cached": "tokens of it that came from the cache",
        "output": "tokens of the answer",
        "reasoning": "tokens of the answer that were reasoning",
        "max_completion": "the most tokens that the answer might have had",
    }
)
PARTS_BESIDE, ZONE, PRESET, ONLY, IS = "parts_beside", "zone", "preset", "only", "is"
SETTINGS = (PRESET, ZONE, PARTS_BESIDE, ONLY)


@dataclass(frozen=True)
class Mapping:
    """Where a log keeps each field: `paths` to look in, the first that a row has; `fixed` is the same for each row.

    `zone` is that of times which name none; empty where nothing says it. `only` are the rows that are calls: the value
    that a path has in them. `parts_beside` says that the input leaves out what came from the cache, and the
    output what was reasoning. Where a mapping is `strict`, the log has to have every path.
    """

    name: str
    paths: Table[str, tuple[str, ...]]
    fixed: Table[str, str] = field(default_factory=dict)
    zone: str = ""
    only: Table[str, str] = field(default_factory=dict)
    parts_beside: bool = False
    strict: bool = False


OPENAI = Mapping(
    "openai",
    {
        "time": ("created", "created_at", "timestamp", "time", "response.created", "response.body.created"),
        "duration": ("duration_ms", "latency_ms", "duration", "latency", "time_info.total_time"),
        "model": ("model", "response.model", "response.body.model"),
        "call": ("call", "metadata.call", "request.metadata.call"),
        "unit": ("page", "unit", "metadata.page", "metadata.unit", "conversation_id"),
        "tenant": ("tenant", "site", "metadata.tenant", "metadata.site"),
        "id": ("id", "response.id", "response.body.id"),
        "status": ("status", "status_code", "response.status_code"),
        "input": (
            *("usage.prompt_tokens", "usage.input_tokens", "response.usage.prompt_tokens"),
            *("response.usage.input_tokens", "response.body.usage.prompt_tokens"),
        ),
        "cached": (
            *("usage.prompt_tokens_details.cached_tokens", "usage.input_tokens_details.cached_tokens"),
            *(
                "response.usage.prompt_tokens_details.cached_tokens",
                "response.usage.input_tokens_details.cached_tokens",
            ),
            "response.body.usage.prompt_tokens_details.cached_tokens",
        ),
        "output": (
            *("usage.completion_tokens", "usage.output_tokens", "response.usage.completion_tokens"),
            *("response.usage.output_tokens", "response.body.usage.completion_tokens"),
        ),
        "reasoning": (
            *("usage.completion_tokens_details.reasoning_tokens", "usage.output_tokens_details.reasoning_tokens"),
            "response.usage.completion_tokens_details.reasoning_tokens",
            "response.body.usage.completion_tokens_details.reasoning_tokens",
        ),
        "max_completion": (
            "max_completion_tokens",
            "max_tokens",
            "request.max_completion_tokens",
            "request.max_tokens",
        ),
    },
    zone="UTC",
)
OTEL = Mapping(
    "otel",
    {
        "time": ("startTimeUnixNano",),
        "end": ("endTimeUnixNano",),
        "model": ("gen_ai.request.model", "gen_ai.response.model"),
        "call": ("app.call", "gen_ai.prompt.name", "gen_ai.agent.name", "gen_ai.operation.name"),
        "unit": ("app.page", "gen_ai.conversation.id", "traceId"),
        "tenant": ("app.tenant", "tenant.id", "enduser.id"),
        "id": ("spanId",),
        "status": ("status.code",),
        "input": ("gen_ai.usage.input_tokens", "gen_ai.usage.prompt_tokens"),
        "cached": (
            *("gen_ai.usage.cache_read.input_tokens", "gen_ai.usage.cache_read_input_tokens"),
            *("gen_ai.usage.input_tokens.cached", "gen_ai.usage.cached_tokens"),
        ),
        "output": ("gen_ai.usage.output_tokens", "gen_ai.usage.completion_tokens"),
        "reasoning": ("gen_ai.usage.reasoning.output_tokens", "gen_ai.usage.output_tokens.reasoning"),
        "max_completion": ("gen_ai.request.max_tokens",),
    },
    zone="UTC",
)
LITELLM = Mapping(
    "litellm",
    {
        "time": ("startTime",),
        "end": ("endTime",),
        "model": ("model",),
        "call": ("metadata.requester_metadata.call", "metadata.call"),
        "unit": ("session_id",),
        "tenant": ("team_id", "end_user"),
        "id": ("request_id",),
        "status": ("status", "metadata.status"),
        "input": ("prompt_tokens",),
        "cached": (
            "metadata.usage_object.prompt_tokens_details.cached_tokens",
            "metadata.additional_usage_values.prompt_tokens_details.cached_tokens",
        ),
        "output": ("completion_tokens",),
        "reasoning": (
            "metadata.usage_object.completion_tokens_details.reasoning_tokens",
            "metadata.additional_usage_values.completion_tokens_details.reasoning_tokens",
        ),
    },
    zone="UTC",
)
LANGFUSE = Mapping(
    "langfuse",
    {
        "time": ("startTime", "start_time"),
        "end": ("endTime", "end_time"),
        "model": ("model", "providedModelName", "provided_model_name"),
        "call": ("promptName", "prompt_name", "name"),
        "unit": ("traceId", "trace_id"),
        "tenant": ("userId", "user_id"),
        "id": ("id",),
        "status": ("level",),
        "input": ("usageDetails.input", "usage_details.input", "usage.input", "promptTokens", "inputUsage"),
        "cached": (
            *("usageDetails.input_cached_tokens", "usage_details.input_cached_tokens"),
            *("usageDetails.cache_read_input_tokens", "usage_details.cache_read_input_tokens"),
        ),
        "output": ("usageDetails.output", "usage_details.output", "usage.output", "completionTokens", "outputUsage"),
        "reasoning": ("usageDetails.output_reasoning_tokens", "usage_details.output_reasoning_tokens"),
        "max_completion": ("modelParameters.max_completion_tokens", "modelParameters.max_tokens"),
    },
    zone="UTC",
    only={"type": "GENERATION"},
    parts_beside=True,
)
TRACE = Mapping("trace", {"time": ("TIMESTAMP",), "input": ("ContextTokens",), "output": ("GeneratedTokens",)})
PRESETS: Table[str, Mapping] = MappingProxyType({one.name: one for one in (OPENAI, OTEL, LITELLM, LANGFUSE, TRACE)})


def mapping_of(named: str) -> Mapping:
    """The preset of a name, or the mapping of a file. Raises ProposalError: exit code 2 where it is neither."""
    if named in PRESETS:
        return PRESETS[named]
    if not Path(named).is_file():
        hint = did_you_mean(named, PRESETS) + "; or name a file of a mapping"
        raise ProposalError([Fault(Place(named), "is no preset, and no file of a mapping", hint)], USAGE)
    return read_mapping(read_text(Path(named)), named)


def read_mapping(text: str, file: str) -> Mapping:
    """The mapping that the text of a file says. Raises ProposalError with every fault of it."""
    located = parse(text, file)
    return from_values(located.values, located.places, file, Path(file).name)


def from_values(values: Table[str, Any], places: Table[YamlPath, Place], file: str, name: str) -> Mapping:
    """The mapping that the plain values of a file say, called `name`. Raises ProposalError with every fault of it."""
    at = {key: places.get((key,), Place(file)) for key in values}
    known = (*FIELDS, *SETTINGS)
    faults = [
        Fault(places.get((key, KEY), at[key]), f"unknown key {key}", did_you_mean(key, known))
        for key in values
        if key not in known
    ]
    base = str(values.get(PRESET, ""))
    if base and base not in PRESETS:
        faults.append(Fault(at[PRESET], f"unknown preset {base}", did_you_mean(base, PRESETS)))
    paths, fixed = {}, {}
    for field_name in FIELDS:
        if field_name in values:
            try:
                paths[field_name], fixed[field_name] = _paths(values[field_name])
            except ValueError as error:
                faults.append(Fault(at[field_name], str(error)))
    only, beside = values.get(ONLY, {}), values.get(PARTS_BESIDE, False)
    if not isinstance(only, dict) or not all(isinstance(value, str) for value in only.values()):
        what = "expected a path and the text that it has, such as type: GENERATION"
        faults.append(Fault(at[ONLY], what))
    if not isinstance(beside, bool):
        faults.append(Fault(at[PARTS_BESIDE], f"expected true or false, found {kind(beside)}"))
    if faults:
        raise ProposalError(faults)
    preset = PRESETS.get(base, Mapping(name, {}, strict=True))
    return replace(
        preset,
        paths={one: paths.get(one, preset.paths.get(one, ())) for one in FIELDS},
        fixed={one: text for one, text in {**preset.fixed, **fixed}.items() if text},
        zone=str(values.get(ZONE, preset.zone)),
        only=dict(only) if ONLY in values else preset.only,
        parts_beside=bool(beside) if PARTS_BESIDE in values else preset.parts_beside,
    )


def _paths(value: object) -> tuple[tuple[str, ...], str]:
    """The paths that a field's entry names, and the text that it is in every row; neither for `none`."""
    if value == "none":
        return (), ""
    if isinstance(value, str):
        return (value,), ""
    if isinstance(value, list) and value and all(isinstance(one, str) for one in value):
        return tuple(map(str, value)), ""
    if isinstance(value, dict) and set(value) == {IS} and isinstance(value[IS], str):
        return (), str(value[IS])
    raise ValueError(f"expected a path, a list of paths, {{is: TEXT}} or none, found {kind(value)}")
