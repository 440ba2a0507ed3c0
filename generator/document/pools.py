"""The request as a template sees it: pool by pool, or as one.

In: the inputs, the sheet, and the views of the load cases. Out: a view for each part that is asked for apart, with its
headline case, what runs beside it, its alternative, and what more is said of it where there is cause to.
"""

from collections.abc import Mapping
from typing import Any

from generator.document.elsewhere import elsewhere_views
from generator.document.models import model_parts, model_views
from generator.document.view import View
from generator.figures.figure import Sheet
from generator.figures.volumes import case_of, day_rule, hour_rule
from generator.inputs.asking import Asked
from generator.inputs.elsewhere import of_vendor
from generator.inputs.records import Inputs
from generator.inputs.texts import Name

COUNTED = ("requests", "tokens", "uncached_tokens")
"""What is limited by the hour and by the day."""
SHOWN_BY = {
    "unavailable": "requests_per_minute",
    "one_more": "more_sites_at_peak",
    "need": "requests_per_minute",
    "base": "requests_per_minute",
}
"""What may be said of a request, and the figure that is there where it is."""


def limits_uncached(inputs: Inputs) -> bool:
    """Whether the vendor limits uncached tokens, as far as the inputs say; only then is it asked what they count."""
    models = of_vendor(inputs).values()
    published = any(one.published and one.published.uncached_tokens_per_minute for one in models)
    return bool(inputs.proposal.limits) or published or any(one.total_to_uncached for one in models)


def budget_views(sheet: Sheet) -> list[View]:
    """A month beside the budget: at the prices of tokens, and with units of capacity where they are sold."""
    path = "proposal.terms.budget"
    ways = {path: False, f"{path}.reserved": True}
    return [View(sheet, (one, path), in_units=way) for one, way in ways.items() if f"{one}.months_cost" in sheet]


def pool_views(inputs: Inputs, sheet: Sheet, cases: Mapping[str, View]) -> list[View]:
    """What is asked for apart, in the order of the inputs: each pool, or the whole request."""
    asked = inputs.proposal.request
    labels = {f"request.pools.{name}": pool.label for name, pool in asked.pools.items()}
    return [_part(inputs, sheet, cases, path, one, labels.get(path)) for path, one in asked.parts.items()]


def asks_for(pool: View, case: View) -> bool:
    """Whether a load case is a part of what a pool asks for."""
    return case.label in (pool.headline.label, *(one.label for one in pool.beside if one.included))


def _part(inputs: Inputs, sheet: Sheet, cases: Mapping[str, View], path: str, asked: Asked, label: str | None) -> View:
    headline, instead = cases[asked.headline_case], cases.get(asked.alternative_case or "")
    beside = []
    for case, one in ((cases[name], one) for name, one in asked.beside.items()):
        own = {"included": one.included, "label": case.label, "of": case.of, "profile": case.profile}
        other_page = case.profile._paths != headline.profile._paths
        beside.append(View(sheet, case._paths, None, other_page=other_page, **own))
    models = model_views(inputs, sheet, path)
    left = [row for row in models if row.availability and row.availability.left]
    words: dict[str, Any] = {
        "label": label,
        "headline": headline,
        "beside": beside,
        "included": any(one.included for one in beside),
        "several_pages": any(one.included and one.other_page for one in beside),
        "left": left,
        "several_left": len(left) > 1,
        "alternative": None,
        "models": models,
        "elsewhere": elsewhere_views(inputs, sheet, path, asked),
        "replaced": model_views(inputs, sheet, f"{path}.replaced"),
    }
    if instead:  # its case alone, where nothing comes on top of that
        below = f"{path}.alternative"
        rows = model_views(inputs, sheet, below) or instead.models
        words["alternative"] = View(sheet, (below, *instead._paths), key=instead.key, label=instead.label, models=rows)
    terms = inputs.proposal.terms
    ramp = (terms.ramp if terms else {}).items()
    words["ramp"] = [View(sheet, (f"proposal.terms.ramp.{key}", f"{path}.ramp.{key}"), one) for key, one in ramp]
    words["hours"], words["days"] = _volumes(inputs, sheet, cases, asked)
    cap = f"proposal.{path}.tenant_cap"
    words["tenant_cap"] = View(sheet, (f"{path}.tenant_cap", cap)) if asked.tenant_cap else None
    for part, key in SHOWN_BY.items():
        below = f"{path}.{part}"
        models = model_parts(inputs, sheet, below)
        words[part] = View(sheet, (below,), models=models) if f"{below}.{key}" in sheet else None
    return View(sheet, (path,), **words)


def _volumes(inputs: Inputs, sheet: Sheet, cases: Mapping[str, View], asked: Asked) -> tuple[list[View], list[View]]:
    """The hours and the days of load cases that limits are held against, each with the rule that its pages follow."""
    hours, days = list[View](), list[View]()
    for name in asked.cases:
        scenario, case = case_of(inputs, name)
        for found, span, rule in ((hours, "hour", hour_rule), (days, "day", day_rule)):
            counted = (*COUNTED, *(f"work.{unit}.work" for unit in inputs.work_words))
            busy = (f"{name}.models.{key}.{what}_per_busy_{span}" for key in inputs.models for what in counted)
            held = next((sheet[one] for one in busy if one in sheet), None)
            if held is not None:
                pages = next(iter(held.inputs()))
                found.append(View(sheet, (), of=cases[name], pages=pages, rule=Name(rule(scenario, case))))
    return hours, days
