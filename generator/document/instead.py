"""What would be asked for if something were different, as a template sees it: savings, cache blocks, candidates.

In: the inputs and the sheet. Out: a view for each, pool by pool; of what touches no pool, one.
"""

from collections.abc import Iterator
from typing import Any

from generator.document.models import model_views
from generator.document.view import View
from generator.figures.figure import Sheet
from generator.figures.volumes import case_of
from generator.inputs.asked_once import home_of
from generator.inputs.checks import touches
from generator.inputs.page_profiles import PageProfile
from generator.inputs.records import Inputs
from generator.inputs.savings import CompressedComponent, ReusedAnswers, SkippedCall, Takes
from generator.inputs.texts import Name


def saving_views(inputs: Inputs, sheet: Sheet) -> Iterator[View]:
    """Each saving, in each pool that it touches; once, where nothing is worked out of it."""
    homes = {path: home_of(inputs, one.headline_case) for path, one in inputs.proposal.request.parts.items()}
    for name, saving in inputs.savings.items():
        takes, home = saving.takes, f"savings.{name}"
        if isinstance(takes, str):
            yield View(sheet, (home,), saving, key=Name(name), what="", first=True, pool=None)
            continue
        touched = [path for path, scenario in homes.items() if touches(inputs, takes, scenario)]
        for path in touched:
            below = _beneath(home, path)
            kept = []  # models whose tokens stand on the other side of their default limit once the saving is made
            for row in model_views(inputs, sheet, f"{below}.kept"):
                before = sheet.get(f"{path}.models.{row.key}.exceeds_default_total")
                if row.limited and before is not None and before.likely != row.exceeds_default_total.likely:
                    kept.append(row)
            profiles = [inputs.page_profiles[key] for key in inputs.scenarios[homes[path]].profiles]
            case = case_of(inputs, inputs.proposal.request.parts[path].headline_case)[1]
            words = _taken(sheet, home, takes, profiles) | {"kept": kept, "stepped": case.rounding_step is not None}
            words |= {"pool": _pool(inputs, path), "first": path == touched[0]}
            yield View(sheet, (home, below), saving, key=Name(name), **words)


def _taken(sheet: Sheet, home: str, takes: Takes, profiles: list[PageProfile]) -> dict[str, Any]:
    """What a saving takes, how much of it, and of what."""
    match takes:
        case ReusedAnswers(query_reuse=phase):
            return {"what": "reuse", "share": sheet[f"caching.query_reuse.phases.{phase}.reuse"], "target": ""}
        case SkippedCall(skipped_call=key):
            label = next(one.calls[key].label for one in profiles if key in one.calls)
            return {"what": "skip", "share": sheet[f"{home}.takes.share_of_pages"], "target": label}
        case CompressedComponent(compressed_component=key):
            label = next(one.components[key].label for one in profiles if key in one.components)
            return {"what": "compress", "share": sheet[f"{home}.takes.share_of_tokens"], "target": label}


def _beneath(home: str, path: str) -> str:
    """Where what is said of a part stands below what is said for all."""
    return home + path.removeprefix("request")


def _pool(inputs: Inputs, path: str) -> Name | None:
    """What a pool is called, by how its figures begin."""
    pools = inputs.proposal.request.pools.items()
    return next((Name(one.label) for key, one in pools if path == f"request.pools.{key}"), None)


def _parts(inputs: Inputs, sheet: Sheet, home: str, figure: str, **words: Any) -> list[View]:
    """What is said of each pool, or of the request, below what is said for all; where it has a figure."""
    paths = {part: _beneath(home, part) for part in inputs.proposal.request.parts}
    return [
        View(sheet, (path,), pool=_pool(inputs, part), **words)
        for part, path in paths.items()
        if f"{path}.{figure}" in sheet
    ]


def reading_views(inputs: Inputs, sheet: Sheet) -> list[View]:
    """The sizes that a block of the cache may have, each with what every pool would need."""
    readings = inputs.caching.prefix_cache.block_readings
    homes = {f"caching.prefix_cache.block_readings.{key}": one for key, one in readings.items()}
    return [
        View(sheet, (home,), one, parts=_parts(inputs, sheet, home, "uncached_tokens_per_minute"))
        for home, one in homes.items()
    ]


def candidate_views(inputs: Inputs, sheet: Sheet) -> list[View]:
    """The models under evaluation, each with what it would ask for in place of others, pool by pool."""
    found = []
    for name, model in inputs.models.items():
        home, rows = f"models.{name}", list[View]()
        for key, one in model.evaluation.replacements.items() if model.evaluation else ():
            place = f"{home}.evaluation.replacements.{key}"
            rows += _parts(inputs, sheet, place, "requests_per_minute", label=Name(one.label))
        if rows:
            found.append(View(sheet, (home,), model, key=Name(name), rows=rows))
    return found
