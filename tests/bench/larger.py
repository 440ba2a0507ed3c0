"""Larger inputs, made from a proposal's: more calls and components, more models, more load cases.

In: the folder of a proposal, a folder to write to, and a factor. Out: a proposal with that many times the calls, the
models and the scenarios with their load cases; each one beyond the first is a copy under a name of its own.
"""

import json
import shutil
from pathlib import Path
from typing import Any

import yaml


def larger(source: Path, target: Path, factor: int) -> Path:
    """The folder of the larger proposal."""
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(source, target, ignore=shutil.ignore_patterns("original.yaml"))
    files = {
        name: yaml.safe_load((source / f"{name}.yaml").read_text(encoding="utf-8"))
        for name in ("models", "page_profiles", "scenarios")
    }
    models = files["models"]
    used = {name: one for name, one in models.items() if one["reservation"] != "evaluation"}
    for copy in range(1, factor):
        models |= {f"{name}-{copy}": one for name, one in used.items()}
        for profile in files["page_profiles"].values():
            _copied_calls(profile, copy)
        files["scenarios"] |= {f"{name}-{copy}": one for name, one in _first(files["scenarios"], copy).items()}
    for name, content in files.items():
        # JSON is YAML, and writes out what is the same twice.
        text = json.dumps(content, ensure_ascii=False, indent=1)
        (target / f"{name}.yaml").write_text(text, encoding="utf-8")
    return target


def _first(scenarios: dict[str, Any], copy: int) -> dict[str, Any]:
    group = f", group {copy + 1}"
    return {
        name: one
        | {"label": f"{one['label']}{group}"}
        | {"load_cases": {key: case | {"label": f"{case['label']}{group}"} for key, case in one["load_cases"].items()}}
        for name, one in scenarios.items()
        if not name[-1].isdigit()
    }


def _copied_calls(profile: dict[str, Any], copy: int) -> None:
    first = {name: one for name, one in profile["calls"].items() if "copy" not in name}
    for name, one in first.items():
        profile["calls"][f"{name}-copy-{copy}"] = one | {
            "label": f"{one['label']}, copy {copy}",
            "model": f"{one['model']}-{copy}",
        }
