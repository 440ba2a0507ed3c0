"""Larger inputs, made from a proposal's: more calls, models, load cases, drivers or stages, or more of each.

In: the folder of a proposal, a folder to write to, a factor, and the kinds to multiply. Out: a proposal with that many
times as many; each one beyond the first is a copy under a name of its own. A copy states one value where the first
states a range: of ranges a proposal may hold few.
"""

import json
import shutil
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

import yaml

KINDS = ("calls", "models", "cases", "drivers", "stages")
FILES = ("models", "page_profiles", "scenarios")


def larger(source: Path, target: Path, factor: int, kinds: Collection[str] = KINDS) -> Path:
    """The folder of the larger proposal."""
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(source, target, ignore=shutil.ignore_patterns("original.yaml"))
    files = {name: yaml.safe_load((source / f"{name}.yaml").read_text(encoding="utf-8")) for name in FILES}
    models, profiles, scenarios = (files[name] for name in FILES)
    for profile in profiles.values():
        profile["calls"] |= _calls(profile["calls"], factor, kinds)
    if "models" in kinds:
        models |= {f"{name}-{copy}": one for name, one, copy in _copies(models, factor)}
    for scenario in scenarios.values():
        if "cases" in kinds:
            scenario["load_cases"] |= _labelled(scenario["load_cases"], factor)
        if "drivers" in kinds and "drivers" in scenario:
            more = _copies(scenario["drivers"], factor)
            scenario["drivers"] |= {f"part-{copy}-{name}": "99%" for name, _, copy in more}
        if "stages" in kinds and "stages" in scenario:
            scenario["stages"] |= _stages(scenario["stages"], factor)
    for name, content in files.items():
        # JSON is YAML, and writes out what is the same twice.
        text = json.dumps(content, ensure_ascii=False, indent=1)
        (target / f"{name}.yaml").write_text(text, encoding="utf-8")
    return target


def _copies(entries: dict[str, Any], factor: int) -> Iterator[tuple[str, Any, int]]:
    return ((name, _certain(one), copy) for copy in range(1, factor) for name, one in entries.items())


def _certain(value: Any) -> Any:
    """The same with one value in the place of each range."""
    if not isinstance(value, dict):
        return value
    if {"low", "high"} <= set(value):
        return value.get("likely", value["low"])
    return {key: _certain(one) for key, one in value.items()}


def _labelled(entries: dict[str, Any], factor: int) -> dict[str, Any]:
    more = _copies(entries, factor)
    return {f"{name}-{copy}": one | {"label": f"{one['label']}, group {copy}"} for name, one, copy in more}


def _calls(calls: dict[str, Any], factor: int, kinds: Collection[str]) -> dict[str, Any]:
    """More calls of the same models, or one of each further model; of both, as many calls as models."""
    if not {"calls", "models"} & set(kinds):
        return {}
    further = _labelled(calls, factor)
    if "models" in kinds:
        further = {name: one | {"model": f"{one['model']}-{name.rpartition('-')[2]}"} for name, one in further.items()}
    return further


def _stages(stages: dict[str, Any], factor: int) -> dict[str, Any]:
    """A stage a month, after the last that is there."""
    return {
        name: one | {"from": f"{2030 + place // 12}-{1 + place % 12:02}"}
        for place, (name, one) in enumerate(_labelled(stages, factor).items())
    }
