"""Which column or path of a log is what: the presets, which presets.yaml holds, and mapping files.

In: the name of a preset, or a YAML file. Out: a `Mapping`: for each field that a call may have, the paths in which a
log may keep it. A path is a column, or the keys to a value within one, joined by dots.
"""

from collections.abc import Mapping as Table
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from generator.errors import USAGE, Fault, Place, ProposalError, did_you_mean, refusal
from generator.files import read_text
from generator.inputs.located_yaml import KEY, YamlPath, kind, parse

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


@cache
def presets() -> Table[str, Mapping]:
    """The mappings that are known by name."""
    text = read_text(Path(__file__).with_name("presets.yaml"))
    values = parse(text, "presets.yaml").values
    return {name: replace(from_values(one, {}, "presets.yaml", name), strict=False) for name, one in values.items()}


def mapping_of(named: str) -> Mapping:
    """The preset of a name, or the mapping of a file. Raises ProposalError: exit code 2 where it is neither."""
    if named in presets():
        return presets()[named]
    if not Path(named).is_file():
        hint = did_you_mean(named, presets()) + "; or name a file of a mapping"
        raise refusal(named, "is no preset, and no file of a mapping", hint, USAGE)
    return read_mapping(read_text(Path(named)), named)


def read_mapping(text: str, file: str) -> Mapping:
    """The mapping that the text of a file says. Raises ProposalError with every fault of it."""
    located = parse(text, file)
    return from_values(located.values, located.places, file, Path(file).name)


def from_values(values: Any, places: Table[YamlPath, Place], file: str, name: str) -> Mapping:
    """The mapping that the plain values of a file say, called `name`. Raises ProposalError with every fault of it."""
    at = {key: places.get((key,), Place(file)) for key in values}
    known = (*FIELDS, *SETTINGS)
    faults = [
        Fault(places.get((key, KEY), at[key]), f"unknown key {key}", did_you_mean(key, known))
        for key in values
        if key not in known
    ]
    base = str(values.get(PRESET, ""))
    others = presets() if base else {}
    if base and base not in others:
        faults.append(Fault(at[PRESET], f"unknown preset {base}", did_you_mean(base, others)))
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
    preset = others.get(base, Mapping(name, {}, strict=True))
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
