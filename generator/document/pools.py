"""The request as a template sees it: pool by pool, or as one.

In: what makes the views of models, and the load cases. Out: a view for each part that is asked for apart, with its
headline case, what runs beside it, its alternative, and what more is said of it where there is cause to.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from generator.document.elsewhere import elsewhere_views
from generator.document.view import View
from generator.figures.figure import Sheet
from generator.figures.metering import CALLED, OF_WORK, PER, TIMES, needed_by_limit
from generator.figures.volumes import case_of, day_rule, hour_rule
from generator.inputs.asking import Asked
from generator.inputs.elsewhere import of_vendor
from generator.inputs.own_words import WorkWords
from generator.inputs.records import Inputs
from generator.inputs.texts import Name

if TYPE_CHECKING:
    from generator.document.views import _Maker

COUNTED = ("requests", "tokens", "uncached_tokens")
"""What is limited by the hour and by the day."""
SHOWN_BY = {
    "unavailable": "requests_per_minute",
    "one_more": "more_sites_at_peak",
    "need": "requests_per_minute",
    "base": "requests_per_minute",
}
"""What may be said of a request, and the figure that is there where it is."""


def limit_views(sheet: Sheet, path: str, model: str, works: Mapping[str, WorkWords]) -> dict[str, Any]:
    """The published limits that a model's request stands beside, and whether they are others than the usual three."""
    found, calls, needed = [], dict[str, str](CALLED), needed_by_limit(works)
    for unit, key in ((unit, key) for unit in works for key in OF_WORK):
        calls[f"work.{unit}.{key}"] = Name(f"{works[unit].many} {PER[key.removeprefix('per_')]}")
    for name, called in calls.items():
        below, limit = f"{path}.limits.{name}", sheet.get(f"models.{model}.published.{name}")
        times = sheet.get(f"{below}.times_published", sheet.get(f"{path}.{TIMES.get(name)}"))
        if limit is not None and times is not None:
            key, needs = name.rpartition(".")[2], sheet[f"{path}.{needed[name]}"]
            found.append(View(sheet, (below,), key=key, called=called, limit=limit, needed=needs, times=times))
    return {"limits": found, "more_limits": bool(found) and {one.key for one in found} != {*TIMES}}


def limits_uncached(inputs: Inputs) -> bool:
    """Whether the vendor limits uncached tokens, as far as the inputs say: it alone is asked what these count."""
    models = of_vendor(inputs).values()
    published = any(one.published and one.published.uncached_tokens_per_minute for one in models)
    return bool(inputs.proposal.limits) or published or any(one.total_to_uncached for one in models)


def budget_views(sheet: Sheet) -> list[View]:
    """A month beside the budget: at the prices of tokens, and with units of capacity where they are sold."""
    path = "proposal.terms.budget"
    ways = {path: False, f"{path}.reserved": True}
    return [View(sheet, (one, path), in_units=way) for one, way in ways.items() if f"{one}.months_cost" in sheet]


def pool_views(maker: "_Maker", cases: Mapping[str, View]) -> list[View]:
    """What is asked for apart, in the order of the inputs: each pool, or the whole request."""
    asked = maker.inputs.proposal.request
    labels = {f"request.pools.{name}": pool.label for name, pool in asked.pools.items()}
    return [_part(maker, cases, path, one, labels.get(path)) for path, one in asked.parts.items()]


def asks_for(pool: View, case: View) -> bool:
    """Whether a load case is a part of what a pool asks for."""
    return case.label in (pool.headline.label, *(one.label for one in pool.beside if one.included))


def _part(maker: "_Maker", cases: Mapping[str, View], path: str, asked: Asked, label: str | None) -> View:
    sheet, headline = maker.sheet, cases[asked.headline_case]
    beside = []
    for case, one in ((cases[name], one) for name, one in asked.beside.items()):
        own = {"included": one.included, "label": case.label, "of": case.of, "profile": case.profile}
        other_page = case.profile._paths != headline.profile._paths
        beside.append(View(sheet, case._paths, None, other_page=other_page, **own))
    models = maker.models(path)
    left = [row for row in models if row.availability and row.availability.left]
    words: dict[str, Any] = {
        "label": label,
        "headline": headline,
        "beside": beside,
        "included": any(one.included for one in beside),
        "several_pages": any(one.included and one.other_page for one in beside),
        "left": left,
        "several_left": len(left) > 1,
        "alternative": _alternative(maker, path, cases[asked.alternative_case]) if asked.alternative_case else None,
        "models": models,
        "elsewhere": elsewhere_views(maker, path, asked),
        "replaced": maker.models(f"{path}.replaced"),
    }
    terms = maker.inputs.proposal.terms
    ramp = (terms.ramp if terms else {}).items()
    words["ramp"] = [View(sheet, (f"proposal.terms.ramp.{key}", f"{path}.ramp.{key}"), one) for key, one in ramp]
    words["hours"], words["days"] = _volumes(maker, cases, asked)
    cap = f"proposal.{path}.tenant_cap"
    words["tenant_cap"] = View(sheet, (f"{path}.tenant_cap", cap)) if asked.tenant_cap else None
    for part, key in SHOWN_BY.items():
        below = f"{path}.{part}"
        words[part] = View(sheet, (below,), models=maker.parts(below)) if f"{below}.{key}" in sheet else None
    return View(sheet, (path,), **words)


def _volumes(maker: "_Maker", cases: Mapping[str, View], asked: Asked) -> tuple[list[View], list[View]]:
    """The hours and the days of load cases that limits are held against, each with the rule that its pages follow."""
    sheet, hours, days = maker.sheet, list[View](), list[View]()
    for name in asked.cases:
        scenario, case = case_of(maker.inputs, name)
        for found, span, rule in ((hours, "hour", hour_rule), (days, "day", day_rule)):
            counted = (*COUNTED, *(f"work.{unit}.work" for unit in maker.inputs.work_words))
            busy = (f"{name}.models.{key}.{what}_per_busy_{span}" for key in maker.inputs.models for what in counted)
            held = next((sheet[one] for one in busy if one in sheet), None)
            if held is not None:
                pages = next(iter(held.inputs()))
                found.append(View(sheet, (), of=cases[name], pages=pages, rule=Name(rule(scenario, case))))
    return hours, days


def _alternative(maker: "_Maker", path: str, case: View) -> View:
    """The alternative request, which is its case alone where nothing comes on top of that."""
    below = f"{path}.alternative"
    models = maker.models(below) or case.models
    return View(maker.sheet, (below, *case._paths), key=case.key, label=case.label, models=models)
