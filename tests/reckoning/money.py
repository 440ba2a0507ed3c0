"""What is metered, published, capped and paid, said again from the meaning of the inputs.

In: a reckoning whose pages, request and savings are entered. Out: meters, limits, caps and costs, entered.
"""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from tests.reckoning.amounts import Four, Row, ratio
from tests.reckoning.calls import Point
from tests.reckoning.driven import home_of_month, is_driven
from tests.reckoning.figures import SAVED, Part, Reckoning
from tests.reckoning.typed import Files, ends

TRIO = dict(zip(SAVED, ("requests", "tokens", "uncached_tokens"), strict=True))


def meters(own: Reckoning, part: Part) -> None:
    """What each model's request comes to as it is metered and published; and what caps of tenants bound."""
    names, units = set(), []
    for model in own.files["models"]:
        four, path = own.asked_of(part, model), f"{part.path}.models.{model}"
        if four is None:
            continue
        meter = own.files["models"][model].get("meter")
        if meter:
            metered(own, part, path, model, four)
        if meter and "unit" in meter:
            names.add(meter["unit"]["name"])
            units.append(in_units(own, path, f"models.{model}.meter.unit"))
        longer_limits(own, part, path, model)
        published(own, path, model)
    if len(names) == 1 and len(units) > 1:
        own.put(part.path, {"units": sum(units)})
    cap(own, part)


def metered(own: Reckoning, part: Part, path: str, model: str, four: Four) -> None:
    """Each token times what it counts; what is written to the cache by itself, where the meter says so."""
    home = f"models.{model}.meter"
    of_input, of_cached, of_output = (own.point[f"{home}.{kind}"] for kind in ("input", "cached", "output"))
    counts = (four.sent - four.held) * of_input + four.held * of_cached + four.back * of_output
    if f"{home}.written" in own.point:
        writes = written(own, part, model) * (1 + own.headroom)
        counts += writes * (own.point[f"{home}.written"] - of_input)
        plain = four.sent - four.held - writes
        own.put(path, {"written_input_tokens_per_minute": writes, "plain_input_tokens_per_minute": plain})
    own.put(path, {"metered_tokens_per_minute": counts})


def written(own: Reckoning, part: Part, model: str) -> Fraction:
    """What the load cases of a part write to the cache of a model, before headroom."""
    every = Fraction(0)
    for case in (part.headline, *part.included):
        if model in own.cases[case].models:
            minute = own.cases[case].rate * written_by_a_page(own, own.home(case), model)
            own.put(f"{case}.models.{model}", {"written_input_tokens_per_minute": minute})
            every += minute
    return every


def written_by_a_page(own: Reckoning, scenario: str, model: str) -> Fraction:
    """What a page of a scenario writes to the cache of a model, or its mean page; entered again, which is the same."""
    key, mean = "written_input_tokens_per_page", Fraction(0)
    path = f"scenarios.{scenario}.mean_page"
    for profile in own.profiles_of(scenario):
        page = Fraction(0)
        asked = [name for name, one in own.files["page_profiles"][profile]["calls"].items() if one["model"] == model]
        if not asked:
            continue
        for name in asked:
            here = f"page_profiles.{profile}.calls.{name}"
            last = (own.files["page_profiles"][profile]["calls"][name].get("begins_with") or [""])[-1]
            whole = own.found.get(f"{here}.cacheable_tokens")
            held = own.found.get(f"{here}.begins_with.{last}.cacheable_tokens", whole)
            assert held is not None
            often = own.found.get(f"{here}.requests_with_retries_per_page", own.point[f"{here}.requests_per_page"])
            unfound = held - own.found[f"{here}.cached_input_tokens"]
            own.found |= {f"{here}.written_tokens": unfound, f"{here}.{key}": unfound * often}
            page += unfound * often
        own.found[f"page_profiles.{profile}.models.{model}.{key}"] = page
        if "page_profile" in own.files["scenarios"][scenario]:
            return page
        part = own.found[f"{path}.parts.{profile}.share_of_pages"] * page
        own.found[f"{path}.parts.{profile}.models.{model}.{key}"] = part
        mean += part
    own.found[f"{path}.models.{model}.{key}"] = mean
    return mean


def in_units(own: Reckoning, path: str, home: str) -> Fraction:
    """Enters how many units that fills, in steps and no fewer than the least; so many."""
    minute = own.point.get(f"{home}.tokens_per_minute")
    if minute is None:
        minute = own.point[f"{home}.tokens_per_second"] * 60
        own.put(path, {"tokens_per_minute_per_unit": minute})
    exact, step = ratio(own.found[f"{path}.metered_tokens_per_minute"], minute), own.point[f"{home}.step"]
    stepped = -(-exact // step) * step
    most = max(stepped, own.point[f"{home}.least"])
    own.put(path, {"exact_units": exact, "units_in_steps": stepped, "units": most})
    prices = {key: own.point.get(f"{home}.price_{key}") for key in ("per_hour", "per_month")}
    own.put(path, {f"units_cost_{key}": most * price for key, price in prices.items() if price is not None})
    return most


def published(own: Reckoning, path: str, model: str) -> None:
    """How many times each published limit is needed; the one that is reached first."""
    times, home = Row(), f"models.{model}.published."
    for name in own.point:
        key = name.removeprefix(home)
        if name.startswith(home) and key in TRIO:
            times[key] = own.found[f"{path}.times_published_{TRIO[key]}"]
        elif name.startswith(home):
            what, _, span = key.rpartition("_per_")
            need = own.found.get(f"{path}.{what}_per_busy_{span}" if span in ("hour", "day") else f"{path}.{key}")
            if need is not None:
                times[key] = ratio(need, own.point[name])
                own.put(f"{path}.limits.{key}", {"times_published": times[key]})
    if len(times) > 1:
        own.put(path, {"binds_at": max(times.values())})
        for key, one in times.items():
            own.put(f"{path}.limits.{key}", {"binds_first": one == max(times.values())})


def longer_limits(own: Reckoning, part: Part, path: str, model: str) -> None:
    """What comes in an hour or a day, where a limit of one is published: of every load case, and headroom on top."""
    for key in own.files["models"][model].get("published") or {}:
        what, _, span = key.rpartition("_per_")
        if span not in ("hour", "day"):
            continue
        name, whole = f"{what}_per_busy_{span}", Fraction(0)
        for case in (part.headline, *part.included):
            each = own.found.get(f"{own.page_home(case)}.models.{model}.{what}_per_page")
            pages = pages_of_an_hour(own, case) if span == "hour" else pages_of_a_day(own, case)
            if each is not None:
                own.put(f"{case}.models.{model}", {name: pages * each})
                whole += pages * each
        own.put(path, {name: whole * (1 + own.headroom)})


def typed_case(own: Reckoning, case: str) -> tuple[str, Mapping[str, Any], Mapping[str, Any], str, Fraction | None]:
    """The scenario of a load case, both as typed; where its traffic stands; and the factor of its stage."""
    home = own.home(case)
    one = own.files["scenarios"][home]
    typed = one["load_cases"][case.removeprefix(f"{home}.")]
    then = f"scenarios.{home}.stages.{typed.get('stage')}"
    factor = own.point.get(f"{then}.factor")
    stage = (one.get("stages") or {}).get(typed.get("stage")) or {}
    return home, one, typed, then if {"drivers", "regions"} & stage.keys() else f"scenarios.{home}", factor


def pages_of_an_hour(own: Reckoning, case: str) -> Fraction:
    """Pages of the busiest hour, where the peak is one, or else of an hour at the rate."""
    _, one, typed, path, factor = typed_case(own, case)
    if typed.get("at") == "peak" and {"hours", "busiest_hour"} & one["peak"].keys():
        return volume(own, case, "hour", own.found[f"{path}.pages_in_busiest_hour"], factor, told=True)
    pages = own.cases[case].rate * 60
    own.found[f"{case}.pages_per_busy_hour"] = pages
    return pages


def pages_of_a_day(own: Reckoning, case: str) -> Fraction:
    """Pages of a day: the busiest that is known, a batch, or a mean one; else the rate for all active hours."""
    home, one, typed, path, factor = typed_case(own, case)
    spans = [own.of_the_scenario(home, f"{key}.hours_per_day") for key in ("month", "campaign", "active")]
    hours = next((each for each in spans if each is not None), None)
    if hours is None:
        hours = Fraction(24)
    by_hour = typed.get("at") == "peak" and {"hours", "busiest_hour"} & one["peak"].keys()
    last = "pages_on_busiest_day" if "weekdays" in (one.get("peak") or {}) else "pages_per_active_day"
    if "pages_per_minute" not in typed and "deadline_hours" in one and ends(one["deadline_hours"])[2] <= 24:
        return volume(own, case, "day", own.found[f"{path}.pages"], factor)
    if by_hour and one.get("regions"):
        each = [own.found[f"{path}.regions.{name}.{last}"] for name in one["regions"]]
        return volume(own, case, "day", sum(each, Fraction(0)), factor)
    if by_hour:
        return volume(own, case, "day", own.found[f"{path}.{last}"], factor, told=True)
    known = "deadline_hours" not in one and any(each is not None for each in spans)
    if "pages_per_minute" not in typed and known and is_driven(one):
        return volume(own, case, "day", own.found[f"{path}.sustained_pages_per_minute"] * 60 * hours, factor)
    if "pages_per_minute" not in typed and known:
        sites = own.point.get(f"scenarios.{home}.stages.{typed.get('stage')}.sites", own.point[f"{path}.sites"])
        mean = own.found[f"{path}.sustained_pages_per_minute_per_site"]
        return volume(own, case, "day", mean * sites * 60 * hours, factor)
    if all(each is None for each in spans):
        own.found["constants.all_hours_per_day"] = Fraction(24)
    pages = own.cases[case].rate * 60 * hours
    own.found[f"{case}.pages_per_busy_day"] = pages
    return pages


def volume(
    own: Reckoning, case: str, span: str, pages: Fraction, factor: Fraction | None, told: bool = False
) -> Fraction:
    """Enters the pages of an hour or a day that are no rate kept up; `told` where they are a figure already."""
    name = f"pages_per_busy_{span}"
    if factor is None:
        own.found |= {} if told else {f"{case}.{name}": pages}
        return pages
    own.found |= {} if told else {f"{case}.present.{name}": pages}
    own.found[f"{case}.{name}"] = pages * factor
    return pages * factor


def cap(own: Reckoning, part: Part) -> None:
    """All tenants at their cap, and how many of them the request carries."""
    home = f"proposal.{part.path}.tenant_cap"
    has = {
        "pages": own.cases[part.headline].rate,
        **{kind: own.found[f"{part.path}.{kind}_per_minute"] for kind in ("requests", "tokens")},
    }
    for kind, carries in has.items():
        each = own.point.get(f"{home}.{kind}_per_minute_per_tenant")
        if each is not None:
            row: Row = {f"most_{kind}_per_minute": own.point[f"{home}.tenants"] * each}
            own.put(f"{part.path}.tenant_cap", row | {f"tenants_in_{kind}": ratio(carries, each)})


def costs(own: Reckoning) -> None:
    """What pages, load cases and months cost; the budget; and what savings are worth."""
    for name in own.files["page_profiles"]:
        path = f"page_profiles.{name}"
        page = of_a_page(own, path)
        if page is not None:
            own.put(path, {"cost_per_page": page})
    for name, one in own.files["scenarios"].items():
        path, home = f"scenarios.{name}", own.page_home(f"{name}.{next(iter(one['load_cases']))}")
        if "page_profiles" in one and (mean := of_a_page(own, home)) is not None:
            own.put(home, {"cost_per_page": mean})
        page = own.found.get(f"{home}.cost_per_page")
        if page is None:
            continue
        for key in one["load_cases"]:
            minute = own.cases[f"{name}.{key}"].rate * page
            own.put(f"{name}.{key}", {"cost_per_minute": minute, "cost_per_hour": minute * 60})
        month = home_of_month(one, path)
        if f"{month}.tokens_per_month" in own.found:
            pages = own.found[f"{month}.pages"]
            for below in ("", *(f".models.{model}" for model in own.files["models"])):
                if f"{home}{below}.cost_per_page" in own.found:
                    own.put(f"{month}{below}", {"cost_per_month": pages * own.found[f"{home}{below}.cost_per_page"]})
    purse(own)
    for name, one in own.files["savings"].items():
        if isinstance(one["takes"], dict):
            worth(own, f"savings.{name}", one["takes"])


def of_a_page(own: Reckoning, path: str) -> Fraction | None:
    """Enters what a page costs of each model; all of them, or nothing where one has no price."""
    models = [model for model in own.files["models"] if f"{path}.models.{model}.input_tokens_per_page" in own.found]
    if not all("price" in own.files["models"][model] for model in models):
        return None
    total = Fraction(0)
    for model in models:
        at = f"{path}.models.{model}"
        home = f"models.{model}.price"
        full, back_price, parts = (own.point[f"{home}.{key}"] for key in ("input", "output", "per_tokens"))
        sent, held, back = (own.found[f"{at}.{key}_tokens_per_page"] for key in ("input", "cached_input", "output"))
        row = {
            "uncached_input_cost_per_page": ratio((sent - held) * full, parts),
            "cached_input_cost_per_page": ratio(held * own.point.get(f"{home}.cached", full), parts),
            "output_cost_per_page": ratio(back * back_price, parts),
        }
        own.put(at, row | {"cost_per_page": sum(row.values())})
        total += sum(row.values())
    return total


def purse(own: Reckoning) -> None:
    """The months of all that is asked for, of every pool, beside what a month may cost."""
    most = own.point.get("proposal.terms.budget.per_month")
    homes = {own.home(case) for part in own.parts for case in (part.headline, *part.included)}
    costly = [f"{home_of_month(own.files['scenarios'][name], f'scenarios.{name}')}.cost_per_month" for name in homes]
    months = [own.found[name] for name in costly if name in own.found]
    if months and most is not None:
        spent = sum(months)
        row: Row = {"months_cost": spent, "share_of_budget": ratio(spent, most), "exceeds_budget": spent > most}
        own.put("proposal.terms.budget", row)


def worth(own: Reckoning, path: str, takes: Mapping[str, str]) -> None:
    """What a saving takes off the cost of a page and of a month."""
    page = own.found.get(f"{own.page_home(own.headline)}.cost_per_page")
    if page is None:
        return
    if "query_reuse" in takes:
        kept = page * (1 - own.point[f"caching.query_reuse.phases.{takes['query_reuse']}.reuse"])
    else:
        left = of_a_page(own, f"{path}.kept_page")
        assert left is not None
        kept = left
    own.put(path, {"kept_cost_per_page": kept, "saved_cost_per_page": page - kept})
    home = own.home(own.headline)
    month = home_of_month(own.files["scenarios"][home], f"scenarios.{home}")
    if f"{month}.cost_per_month" in own.found:
        own.put(path, {"saved_cost_per_month": (page - kept) * own.found[f"{month}.pages"]})


def reckon(files: Files, point: Point) -> Row:
    """Every figure at a point, but for those under `assumptions`."""
    own = Reckoning(files, point)
    own.all()
    for part in own.parts:
        meters(own, part)
    costs(own)
    return own.found
