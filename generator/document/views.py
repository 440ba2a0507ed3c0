"""What a template sees: the words of the inputs beside the figures of the sheet, thing by thing.

In: a proposal and its sheet. Out: the names that templates may use. A view answers to the name of a figure, of a word
or of something below it, and to nothing else.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from generator.document.driven import driven_views, stage_view, stage_views
from generator.document.elsewhere import share_views
from generator.document.instead import candidate_views, reading_views, saving_views
from generator.document.models import model_views
from generator.document.pools import asks_for, budget_views, limits_uncached, pool_views
from generator.document.profile_view import profile_view
from generator.document.view import View, units_of, wrap
from generator.figures.drivers import month_of
from generator.figures.figure import Figure, Sheet
from generator.figures.volumes import case_of
from generator.inputs import Proposal
from generator.inputs.asked_once import headline_beside, home_of, outside
from generator.inputs.elsewhere import of_vendor
from generator.inputs.records import Inputs, open_on_our_side
from generator.inputs.scenarios import LoadCase, Scenario
from generator.inputs.texts import Name

MANY = 6
"""Of more models, each row would be too tall with all that is known of them."""
ABREAST = 4
"""More load cases, each with its requests and tokens, do not fit beside each other; of many models, half."""


def views(proposal: Proposal, sheet: Sheet) -> dict[str, Any]:
    """Every name that a section's template may use."""
    inputs = proposal.inputs
    profiles = {
        name: profile_view(inputs, sheet, name, model_views(inputs, sheet, f"page_profiles.{name}"))
        for name in inputs.page_profiles
    }
    scenarios = [_scenario(inputs, sheet, name, one, profiles) for name, one in inputs.scenarios.items()]
    cases = {case.key: case for scenario in scenarios for case in scenario._below["load_cases"]}
    pools, models = pool_views(inputs, sheet, cases), of_vendor(inputs)
    return {
        "proposal": wrap(sheet, inputs.proposal, "proposal"),
        "print": Name(f"{proposal.name}.pdf"),
        **_vendor_says(inputs, sheet),
        "models": wrap(sheet, models, "models"),
        "profiles": list(profiles.values()),
        "several_profiles": len(profiles) > 1,
        "scenarios": scenarios,
        "cases": list(cases.values()),
        "other_cases": [case for case in cases.values() if not any(asks_for(pool, case) for pool in pools)],
        "cases_side_by_side": _side_by_side(inputs, cases, pools),
        "several_models": len(models) > 1,
        "many_models": len(models) > MANY,
        "pools": pools,
        "shares_elsewhere": share_views(inputs, sheet),
        "budgets": budget_views(sheet),
        **_counted(inputs, sheet),
        "several_pools": len(pools) > 1,
        "several_outside": len(outside(inputs)) > 1,
        "outside": [one for one in scenarios if one.key in outside(inputs)],
        "limits_uncached": limits_uncached(inputs),
        "request": pools[0],
        "headline": pools[0].headline,
        "alternative": pools[0].alternative,
        "offer": next((View(sheet, (f"offers.{name}",), one) for name, one in inputs.offers.items()), None),
        "open_on_our_side": open_on_our_side(inputs),
        "caching": _caching(inputs, sheet, {one.key: one.profile for one in scenarios}),
        "savings": [*saving_views(inputs, sheet)],
        "candidates": candidate_views(inputs, sheet),
    }


def _side_by_side(inputs: Inputs, cases: Mapping[str, View], pools: Sequence[View]) -> list[dict[str, list[View]]]:
    """The load cases that are not shown by model elsewhere, as many to a row as fit the width of a page."""
    elsewhere = [pool.headline for pool in pools if not pool.included]
    rest = [case for case in cases.values() if case not in elsewhere]
    abreast = ABREAST // 2 if len(of_vendor(inputs)) > MANY or inputs.work_words else ABREAST
    return [{"cases": rest[at : at + abreast]} for at in range(0, len(rest), abreast)]


def _counted(inputs: Inputs, sheet: Sheet) -> dict[str, Any]:
    """What is counted beside requests: units of work, and those that are asked for; and whether tokens are."""
    units, paths = units_of(inputs, sheet), inputs.proposal.request.parts
    asked = {unit for unit in inputs.work_words for path in paths if f"{path}.work.{unit}.work_per_minute" in sheet}
    return {
        "work_units": units,
        "asked_units": [one for one in units if one.key in asked],
        "asks_for_tokens": any(f"{path}.tokens_per_minute" in sheet for path in paths),
        "counts_tokens": any(call.has_tokens for *_, call in inputs.calls),
    }


def _vendor_says(inputs: Inputs, sheet: Sheet) -> dict[str, list[View]]:
    """What the vendor states, and where each model is served, each with the day on which its reference was read."""
    read = {one.label: one.read for one in inputs.proposal.references}
    facts, served = inputs.proposal.vendor_facts, {key: one.availability for key, one in inputs.models.items()}
    return {
        "vendor_facts": [
            View(sheet, (f"proposal.vendor_facts.{key}",), one, read=read[one.reference]) for key, one in facts.items()
        ],
        "availability": [
            View(sheet, (f"models.{key}.availability",), one, key=Name(key), read=read[one.reference])
            for key, one in served.items()
            if one
        ],
    }


def _caching(inputs: Inputs, sheet: Sheet, pages: Mapping[str, View]) -> View:
    caching, reuse = inputs.caching, "caching.query_reuse"
    readings = reading_views(inputs, sheet)
    below = {"prefix_cache": View(sheet, ("caching.prefix_cache",), caching.prefix_cache, block_readings=readings)}
    if caching.query_reuse:
        phases = caching.query_reuse.phases.items()
        shown = [View(sheet, (f"{reuse}.phases.{key}",), one, profile=pages[one.scenario]) for key, one in phases]
        below["query_reuse"] = View(sheet, (reuse,), caching.query_reuse, phases=shown)
    return View(sheet, ("caching",), caching, **below)


def _scenario(inputs: Inputs, sheet: Sheet, name: str, scenario: Scenario, profiles: Mapping[str, View]) -> View:
    """A scenario, with its load cases below it, which say of which they are."""
    path, mean = f"scenarios.{name}", f"scenarios.{name}.mean_page"
    shortest, month = View(sheet, (f"{path}.at_shortest",)), month_of(path, scenario)
    monthly = f"{month}.requests_per_month" in sheet
    active = f"{path}.active" if scenario.is_driven else f"{path}.month"
    profile = profiles[scenario.profiles[0]]
    if scenario.page_profiles:
        profile = View(sheet, (mean,), models=model_views(inputs, sheet, mean))
    found = View(
        sheet,
        (path, month),
        scenario,
        key=Name(name),
        is_headline=name in [home_of(inputs, case) for case in _headlines(inputs)],
        models=model_views(inputs, sheet, month),
        profile=profile,
        at_shortest=shortest,
        has_use=monthly or bool(scenario.campaign and scenario.peak),
        monthly=monthly,
        of_month=View(sheet, (month,)),
        month_days=sheet.get(f"{active}.days_per_month", sheet.get(f"{active}.active_days")),
        month_hours=sheet.get(f"{active}.hours_per_day"),
        driven=scenario.is_driven,
        **driven_views(inputs, sheet, path, scenario),
        mix=[
            View(sheet, one._paths, label=one.label, share=sheet[f"{path}.page_profiles.{key}"])
            for key, one in ((key, profiles[key]) for key in scenario.page_profiles or ())
        ],
    )
    found._below["load_cases"] = [_case(inputs, sheet, found, key, case) for key, case in scenario.load_cases.items()]
    return found


def _case(inputs: Inputs, sheet: Sheet, scenario: View, key: str, case: LoadCase) -> View:
    name = f"{scenario.key}.{key}"
    rate = sheet[f"{name}.pages_per_minute"]
    before = rate.needs.get("unrounded_pages_per_minute")
    return View(
        sheet,
        (f"scenarios.{scenario.key}.load_cases.{key}", name),
        case,
        of=scenario,
        key=Name(name),
        models=model_views(inputs, sheet, name),
        # A stated rate has the same name, before it is rounded.
        pages_per_minute=rate,
        stated_rate=case.pages_per_minute is not None,
        rounded_up=isinstance(before, Figure) and before.value != rate.value,
        at_shortest=View(sheet, (f"{name}.at_shortest",)),
        stages=stage_views(sheet, scenario.key, key, inputs.scenarios[scenario.key]),
        of_stage=stage_view(sheet, scenario.key, inputs.scenarios[scenario.key], case.stage),
        is_headline=name in _headlines(inputs),
        beside=case_of(inputs, headline_beside(inputs, str(scenario.key)))[1].label,
        profile=scenario.profile,
    )


def _headlines(inputs: Inputs) -> list[str]:
    """The headline cases of all pools."""
    return [part.headline_case for part in inputs.proposal.request.parts.values()]
