"""An entity under another name: what else is called so follows it, in the inputs, and so do figures and guardrails.

In: plain values, and the renames that were found. Out: the values under the new names; and the names of figures as they
are called today.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from generator.inputs.located_yaml import Path
from generator.inputs.raw import Raw, dotted

NAMING = {
    "models": ("model", "replaces", "replaced_by"),
    "page_profiles": ("page_profile",),
    "components": ("begins_with", "compressed_component"),
    "calls": ("skipped_call",),
    "scenarios": ("scenario",),
    "load_cases": ("headline_case", "alternative_case", "base_case", "beside"),
    "phases": ("query_reuse",),
}
"""The fields that name an entry of a table, by the table. A test holds them to the records."""

BESIDE: Path = ("proposal", "request", "beside")
"""Here the keys name load cases."""


class Rename(NamedTuple):
    """An entity that is called otherwise: the path under its new name, and its old name."""

    path: Path
    old: str

    @property
    def new(self) -> str:
        """Its new name."""
        return str(self.path[-1])


def renamed(base: Raw, renames: Iterable[Rename]) -> Raw:
    """The inputs with entities renamed, and named so wherever a field names them."""
    for rename in renames:
        parent, old, new = rename.path[:-1], rename.old, rename.new
        table = str(parent[-1])
        names = {field: {old: new} for field in NAMING.get(table, ())}
        if table in ("scenarios", "load_cases"):
            names |= dict.fromkeys(NAMING["load_cases"], _cases(base.values["scenarios"], parent, old, new))
        moved = {(*parent, old): rename.path}
        moved |= {(*BESIDE, was): (*BESIDE, now) for was, now in names.get("beside", {}).items()}
        values = _rewritten(base.values, (), moved, names)
        values["proposal"] = _guarding(values.get("proposal"), names_of_figures([rename], base))
        base = replace(base, values=values, places={_moved(path, moved): one for path, one in base.places.items()})
    return base


def _guarding(proposal: Any, names: Sequence["Renamed"]) -> Any:
    """The entries of proposal.yaml, whose guardrails name figures as they are called today."""
    rails = proposal.get("guardrails") if isinstance(proposal, dict) else None
    if not isinstance(rails, list):
        return proposal
    figures = [one.get("figure") if isinstance(one, dict) else None for one in rails]
    pairs = zip(rails, figures, strict=True)
    own = [{**one, "figure": name_today(name, names)} if isinstance(name, str) else one for one, name in pairs]
    return {**proposal, "guardrails": own}


def _cases(scenarios: Mapping[str, Any], parent: Path, old: str, new: str) -> dict[str, str]:
    """The load cases that a rename of one, or of their scenario, renames."""
    if parent == ("scenarios",):
        return {f"{old}.{case}": f"{new}.{case}" for case in scenarios[old]["load_cases"]}
    return {f"{parent[1]}.{old}": f"{parent[1]}.{new}"}


def _rewritten(value: Any, path: Path, moved: Mapping[Path, Path], names: Mapping[str, Mapping[str, str]]) -> Any:
    if isinstance(value, dict | Mapping):
        below = {key: (*path, key) for key in value}
        return {moved.get(at, at)[-1]: _rewritten(value[key], at, moved, names) for key, at in below.items()}
    known = names.get(str(path[-1]), {})
    if isinstance(value, list):
        return [known.get(one, one) if isinstance(one, str) else one for one in value]
    return known.get(value, value) if isinstance(value, str) else value


def _moved(path: Path, moved: Mapping[Path, Path]) -> Path:
    found = next((old for old in moved if path[: len(old)] == old), ())
    return (*moved[found], *path[len(found) :]) if found else path


class Renamed(NamedTuple):
    """How the names of figures began, and begin; those of others, which go on after a dot, keep their beginning."""

    old: str
    new: str
    others: tuple[str, ...]


def names_of_figures(renames: Iterable[Rename], base: Raw) -> list[Renamed]:
    """How the figures of renamed entities were called, and are: their beginnings, or for a model a part within."""
    found = []
    for one in renames:
        parent = one.path[:-1]
        beginnings = [f"{dotted(parent)}.{{}}."]
        if parent == ("scenarios",):
            beginnings.append("{}.")
        if parent[-1] == "load_cases":
            beginnings.append(f"{parent[1]}.{{}}.")
        if parent == ("models",):
            beginnings.append(".models.{}.")
        siblings: Any = base.values
        for part in parent:
            siblings = siblings[part]
        longer = [key for key in siblings if key.startswith(f"{one.old}.")]
        found += [
            Renamed(text.format(one.old), text.format(one.new), tuple(text.format(key) for key in longer))
            for text in beginnings
        ]
    return found


def name_today(name: str, names: Iterable[Renamed]) -> str:
    """How a figure of the base is called today."""
    for one in names:
        if _under(name, one.old) and not any(_under(name, other) for other in one.others):
            name = name.replace(one.old, one.new, 1)
    return name


def _under(name: str, beginning: str) -> bool:
    return beginning in name if beginning.startswith(".") else name.startswith(beginning)
