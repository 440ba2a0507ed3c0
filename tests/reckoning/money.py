"""What is metered, published, capped and paid, said again from the meaning of the inputs.

In: a reckoning whose pages, request and savings are entered. Out: meters, limits, caps and costs, entered.
"""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from tests.reckoning.amounts import NOTHING, Four, Row, ratio
from tests.reckoning.driven import home_of_month, is_driven
from tests.reckoning.figures import SAVED, Part, Reckoning, beneath, typed
from tests.reckoning.typed import ends

TRIO = dict(zip(SAVED, ("requests", "tokens", "uncached_tokens"), strict=True))


Source = tuple[str, str, str]
"""A load case, its scenario, and where the page stands that it generates."""


def meters(own: Reckoning, part: Part) -> None:
    """What each model's request comes to as it is metered and published; and what caps of tenants bound."""
    names, units = set(), []
    for model in own.files["models"]:
        four, path = own.asked_of(part, model), f"{part.path}.models.{model}"
        if four is None:
            continue
        meter = own.files["models"][model].get("meter")
        if meter:
            metered(own, path, model, four, sources(own, part.headline, *part.included))
        if meter and "unit" in meter:
            names.add(meter["unit"]["name"])
            units.append(in_units(own, path, f"models.{model}.meter.unit"))
        longer_limits(own, part, path, model)
        published(own, path, model)
    if len(names) == 1 and len(units) > 1:
        own.put(part.path, {"units": sum(units)})
    cap(own, part)


def sources(own: Reckoning, *cases: str) -> list[Source]:
    """Load cases, each with its scenario and its page."""
    return [(case, own.home(case), own.page_home(case)) for case in cases]


def metered(own: Reckoning, path: str, model: str, four: Four, cases: list[Source]) -> None:
    """Each token times what it counts; what is written to the cache by itself, where the meter says so."""
    home = f"models.{model}.meter"
    of_input, of_cached, of_output = (own.point[f"{home}.{kind}"] for kind in ("input", "cached", "output"))
    counts = (four.sent - four.held) * of_input + four.held * of_cached + four.back * of_output
    if f"{home}.written" in own.point:
        writes = written(own, cases, model) * (1 + own.headroom)
        counts += writes * (own.point[f"{home}.written"] - of_input)
        plain = four.sent - four.held - writes
        own.put(path, {"written_input_tokens_per_minute": writes, "plain_input_tokens_per_minute": plain})
    own.put(path, {"metered_tokens_per_minute": counts})


def written(own: Reckoning, cases: list[Source], model: str) -> Fraction:
    """What load cases write to the cache of a model, before headroom; entered again, which is the same."""
    every = Fraction(0)
    for case, scenario, page in cases:
        if model in own.cases[case].models:
            mean = "" if "page_profile" in own.files["scenarios"][scenario] else own.page_home(case_of(own, scenario))
            minute = own.cases[case].rate * written_by_a_page(own, page, own.profiles_of(scenario), mean, model)
            own.found[f"{case}.models.{model}.written_input_tokens_per_minute"] = minute
            every += minute
    return every


def case_of(own: Reckoning, scenario: str) -> str:
    """A load case of a scenario."""
    return f"{scenario}.{next(iter(own.files['scenarios'][scenario]['load_cases']))}"


def written_by_a_page(own: Reckoning, path: str, profiles: list[str], mean: str, model: str) -> Fraction:
    """What a page writes to the cache of a model, or a mean page of the shares that stand at `mean`."""
    if not mean:
        return written_by_calls(own, path, profiles[0], model)
    page = Fraction(0)
    for profile in profiles:
        below, at = f"{path}.parts.{profile}.models.{model}", f"page_profiles.{profile}"
        if path != mean:
            below, at = f"{path}.parts.{profile}.mixed.{model}", f"{path}.parts.{profile}"
        if f"{at}.models.{model}.requests_per_page" in own.found:
            part = own.found[f"{mean}.parts.{profile}.share_of_pages"] * written_by_calls(own, at, profile, model)
            own.found[f"{below}.{WRITTEN}"] = part
            page += part
    own.found[f"{path}.models.{model}.{WRITTEN}"] = page
    return page


WRITTEN = "written_input_tokens_per_page"


def written_by_calls(own: Reckoning, path: str, profile: str, model: str) -> Fraction:
    """What the calls of a page write: all that the cache can hold of a prompt, and had not."""
    page = Fraction(0)
    for name, one in own.files["page_profiles"][profile]["calls"].items():
        if model not in (one["model"], *others(own)) or f"{path}.calls.{name}.input_tokens_per_page" not in own.found:
            continue
        here, last = f"{path}.calls.{name}", (one.get("begins_with") or [""])[-1]
        whole = own.found.get(f"{here}.cacheable_tokens")
        held = own.found.get(f"{here}.begins_with.{last}.cacheable_tokens", whole)
        assert held is not None
        unfound, times = held - own.found[f"{here}.cached_input_tokens"], often(own, path, profile, name)
        own.found |= {f"{here}.written_tokens": unfound, f"{here}.{WRITTEN}": unfound * times}
        page += unfound * times
    own.found[f"{path}.models.{model}.{WRITTEN}"] = page
    return page


def often(own: Reckoning, path: str, profile: str, call: str) -> Fraction:
    """How often a page sends a call, with what is sent once more, without what is refused or skipped."""
    for key in ("read_requests_per_page", "requests_with_retries_per_page", "requests_here_per_page"):
        if f"{path}.calls.{call}.{key}" in own.found:
            return Fraction(own.found[f"{path}.calls.{call}.{key}"])
    if f"{path}.calls.{call}" in own.often:
        return Fraction(own.often[f"{path}.calls.{call}"])
    saving = path.partition(".kept_page")[0]
    takes = own.files["savings"][typed(saving).removeprefix("savings.")]["takes"] if "savings." in saving else {}
    if takes.get("skipped_call") == call:
        return Fraction(own.found[f"{own.apart(saving, profile)}.kept_requests_per_page"])
    return own.point[f"page_profiles.{profile}.calls.{call}.requests_per_page"]


def in_units(own: Reckoning, path: str, home: str) -> Fraction:
    """Enters how many units that fills, in steps and no fewer than the least, and their cost; so many."""
    minute = own.point.get(f"{home}.tokens_per_minute")
    if minute is None:
        minute = own.point[f"{home}.tokens_per_second"] * 60
        own.put(path, {"tokens_per_minute_per_unit": minute})
    exact, step = ratio(own.found[f"{path}.metered_tokens_per_minute"], minute), own.point[f"{home}.step"]
    stepped = -(-exact // step) * step
    most = max(stepped, own.point[f"{home}.least"])
    own.put(path, {"exact_units": exact, "units_in_steps": stepped, "units": most})
    hour, month = (own.point.get(f"{home}.price_{key}") for key in ("per_hour", "per_month"))
    if hour is not None:
        own.put(path, {"units_cost_per_hour": most * hour})
    if month is None and hour is not None:
        month = Fraction(hour) * own.point.get(f"{home}.hours_per_month", Fraction(730))
    if month is not None:
        own.put(path, {"units_cost_per_month": most * month})
        months = own.point.get(f"{home}.committed_months")
        own.put(path, {} if months is None else {"units_cost_of_commitment": most * month * months})
    return most


def published(own: Reckoning, path: str, model: str) -> None:
    """How many times each published limit is needed; the one that is reached first."""
    times, home = Row(), f"models.{model}.published."
    for name in own.point:
        key = name.removeprefix(home)
        if name.startswith(home) and key in TRIO:
            times[key] = own.found[f"{path}.times_published_{TRIO[key]}"]
        elif name.startswith(f"{home}work."):
            unit, _, span = key.removeprefix("work.").partition(".per_")
            need = own.found.get(f"{path}.work.{unit}.work_per_{span if span == 'minute' else f'busy_{span}'}")
            if need is not None:
                times[key] = ratio(need, own.point[name])
                own.put(f"{path}.limits.{key}", {"times_published": times[key]})
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
    offered = [one["models"].get(model, {}).get("limits") or {} for one in own.files.get("offers", {}).values()]
    stated = (own.files["models"][model].get("published") or {}, *offered)
    works = [
        f"work.{unit}.work_{span}" for one in stated for unit, each in (one.get("work") or {}).items() for span in each
    ]
    for key in dict.fromkeys([*(key for each in stated for key in each if key != "work"), *works]):
        what, _, span = key.rpartition("_per_")
        if span not in ("hour", "day"):
            continue
        name, rows = f"{what}_per_busy_{span}", list[Fraction]()
        for case in (part.headline, *part.included):
            each = own.found.get(f"{own.page_home(case)}.models.{model}.{what}_per_page")
            pages = pages_of_an_hour(own, case) if span == "hour" else pages_of_a_day(own, case)
            if each is not None:
                own.put(f"{case}.models.{model}", {name: pages * each})
                rows.append(pages * each)
        if rows:
            own.put(path, {name: sum(rows, Fraction()) * (1 + own.headroom)})


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
    home, row = f"proposal.{part.path}.tenant_cap", Row()
    has = {
        "pages": own.cases[part.headline].rate,
        **{kind: own.found.get(f"{part.path}.{kind}_per_minute") for kind in ("requests", "tokens")},
    }
    for unit in own.files["proposal"].get("work_units") or ():
        each, carries = own.point.get(f"{home}.work.{unit}"), own.found.get(f"{part.path}.work.{unit}.work_per_minute")
        if each is not None and carries is not None:
            row = {"most_work_per_minute": own.point[f"{home}.tenants"] * each, "tenants_in_work": ratio(carries, each)}
            own.put(f"{part.path}.tenant_cap.work.{unit}", row)
    for kind, carries in has.items():
        each = own.point.get(f"{home}.{kind}_per_minute_per_tenant")
        if each is not None and carries is not None:
            row = {f"most_{kind}_per_minute": own.point[f"{home}.tenants"] * each}
            own.put(f"{part.path}.tenant_cap", row | {f"tenants_in_{kind}": ratio(carries, each)})


def loads(own: Reckoning) -> None:
    """What pages, load cases and months cost."""
    for name in own.files["page_profiles"]:
        path = f"page_profiles.{name}"
        page = of_a_page(own, path, [name])
        if page is not None:
            own.put(path, {"cost_per_page": page})
    for name, one in own.files["scenarios"].items():
        path, home = f"scenarios.{name}", own.page_home(case_of(own, name))
        if "page_profiles" in one and (mean := of_a_page(own, home, own.profiles_of(name), home)) is not None:
            own.put(home, {"cost_per_page": mean})
        for key in one["load_cases"] if f"{home}.cost_per_page" in own.found else ():
            minute = own.cases[f"{name}.{key}"].rate * own.found[f"{home}.cost_per_page"]
            own.put(f"{name}.{key}", {"cost_per_minute": minute, "cost_per_hour": minute * 60})
        month = home_of_month(one, path)
        if f"{month}.requests_per_month" in own.found:
            pages = own.found[f"{month}.pages"]
            for below in ("", *(f".models.{model}" for model in own.files["models"])):
                if f"{home}{below}.cost_per_page" in own.found:
                    own.put(f"{month}{below}", {"cost_per_month": pages * own.found[f"{home}{below}.cost_per_page"]})


def purses(own: Reckoning) -> None:
    """What months cost with units; the budget; and what savings are worth."""
    for part in own.parts:
        reserved(own, part)
    purse(own)
    for name, one in own.files["savings"].items():
        for part in own.parts if isinstance(one["takes"], dict) else ():
            worth(own, part, beneath(part, f"savings.{name}"), one["takes"])


def of_a_page(own: Reckoning, path: str, profiles: list[str], mean: str = "") -> Fraction | None:
    """Enters what a page costs of each model that has a price; all of them, or nothing where one has none."""
    models = [model for model in own.files["models"] if f"{path}.models.{model}.requests_per_page" in own.found]
    total = Fraction(0)
    for model in (one for one in models if "price" in own.files["models"][one]):
        at = f"{path}.models.{model}"
        home = f"models.{model}.price"
        full, back_price = (own.point.get(f"{home}.{key}") for key in ("input", "output"))
        parts = own.point[f"{home}.per_tokens"]
        sent, held, back = (own.found.get(f"{at}.{key}_tokens_per_page") for key in ("input", "cached_input", "output"))
        row: Row = {}
        if sent is not None and held is not None and full is not None:
            row["cached_input_cost_per_page"] = ratio(held * own.point.get(f"{home}.cached", full), parts)
            if f"{home}.written" in own.point:
                writes = written_by_a_page(own, path, profiles, mean, model)
                own.put(at, {"plain_input_tokens_per_page": sent - held - writes})
                row["plain_input_cost_per_page"] = ratio((sent - held - writes) * full, parts)
                row["written_input_cost_per_page"] = ratio(writes * own.point[f"{home}.written"], parts)
            else:
                row["uncached_input_cost_per_page"] = ratio((sent - held) * full, parts)
        if back is not None and back_price is not None:
            row["output_cost_per_page"] = ratio(back * back_price, parts)
        for unit in own.files["proposal"].get("work_units") or ():
            work = own.found.get(f"{at}.work.{unit}.work_per_page")
            if work is not None:
                price, of = (own.point[f"{home}.work.{unit}.{key}"] for key in ("price", "per"))
                row[f"work.{unit}.work_cost_per_page"] = ratio(work * price, of)
        own.put(at, row | {"cost_per_page": sum(row.values())})
        total += sum(row.values())
    return total if all("price" in own.files["models"][model] for model in models) else None


def others(own: Reckoning) -> list[str]:
    """The models of other vendors."""
    return [name for name, one in own.files["models"].items() if "vendor" in one]


def of_months(own: Reckoning, months: list[str], model: str) -> list[Fraction]:
    """What months cost of what a model of another vendor always serves, where that is known."""
    names = [f"{month}.always.{model}.cost_per_month" for month in months]
    return [own.found[name] for name in names if name in own.found]


def months(own: Reckoning, part: Part) -> list[str]:
    """Where the months stand of what a part asks for, each once."""
    homes = dict.fromkeys(own.home(case) for case in (part.headline, *part.included))
    return [home_of_month(own.files["scenarios"][name], f"scenarios.{name}") for name in homes]


def reserved(own: Reckoning, part: Part) -> None:
    """A month of a part: units where a model is sold in them, and tokens where it is not."""
    costs, sold = [], False
    for model in own.files["models"]:
        if own.asked_of(part, model) is None:
            continue
        units = own.found.get(f"{part.path}.models.{model}.units_cost_per_month")
        each = [own.found.get(f"{month}.models.{model}.cost_per_month") for month in months(own, part)]
        known = [one for one in each if one is not None] if units is None else [units]
        sold = sold or units is not None
        if not known:
            return
        costs += known
    for model in others(own):
        units = own.found.get(f"{part.path}.elsewhere.models.{model}.units_cost_per_month")
        sold = sold or units is not None
        costs += of_months(own, months(own, part), model) if units is None else [units]
    if sold:
        pages = sum((own.found.get(f"{month}.pages", NOTHING) for month in months(own, part)), NOTHING)
        own.put(part.path, {"reserved_cost_per_month": sum(costs)})
        own.put(part.path, {"reserved_cost_per_page": ratio(sum(costs), pages)} if pages else {})


def purse(own: Reckoning) -> None:
    """The months of all that is asked for, of every pool, beside what a month may cost."""
    most = own.point.get("proposal.terms.budget.per_month")
    every = dict.fromkeys(month for part in own.parts for month in months(own, part))
    tokens = [own.found[f"{one}.cost_per_month"] for one in every if f"{one}.cost_per_month" in own.found]
    for model in others(own) if tokens else ():
        tokens += of_months(own, list(every), model)
    names = [f"{part.path}.reserved_cost_per_month" for part in own.parts]
    units = [own.found[name] for name in names] if {*names} <= own.found.keys() else []
    for below, spent in (("", tokens), (".reserved", units)):
        if spent and most is not None:
            cost = sum(spent, NOTHING)
            row: Row = {"months_cost": cost, "share_of_budget": ratio(cost, most), "exceeds_budget": cost > most}
            row |= {"left_of_budget": most - cost, "over_budget": cost - most}
            own.put(f"proposal.terms.budget{below}", row)


def worth(own: Reckoning, part: Part, path: str, takes: Mapping[str, str]) -> None:
    """What a saving takes off the cost of a page and of a month, in a part that it touches."""
    if not own.touched(part, takes):
        return
    home, mean = own.home(part.headline), own.page_home(part.headline)
    page = own.found.get(f"{mean}.cost_per_page")
    if page is not None:
        if "query_reuse" in takes:
            kept = page * (1 - own.point[f"caching.query_reuse.phases.{takes['query_reuse']}.reuse"])
        else:
            shares = "" if "page_profile" in own.files["scenarios"][home] else mean
            left = of_a_page(own, f"{path}.kept_page", own.profiles_of(home), shares)
            assert left is not None
            kept = left
        own.put(path, {"kept_cost_per_page": kept, "saved_cost_per_page": page - kept})
        month = home_of_month(own.files["scenarios"][home], f"scenarios.{home}")
        if f"{month}.cost_per_month" in own.found:
            own.put(path, {"saved_cost_per_month": (page - kept) * own.found[f"{month}.pages"]})
    worth_in_units(own, part, path, mean if "query_reuse" in takes else f"{path}.kept_page")


def worth_in_units(own: Reckoning, part: Part, path: str, page: str) -> None:
    """What a saving takes off the cost of a month of units: the request is asked for again with it."""
    month = "units_cost_per_month"
    priced = [one for one in own.files["models"] if f"{part.path}.models.{one}.{month}" in own.found]
    if not priced:
        return
    below, saved = f"{path}.kept_request", Fraction(0)
    rows = own.asked_for(below, [f"{path}.kept", *part.included])
    for model in priced:
        here = f"{below}.models.{model}"
        cases = [(f"{path}.kept", own.home(part.headline), page), *sources(own, *part.included)]
        metered(own, here, model, rows[here], cases)
        in_units(own, here, f"models.{model}.meter.unit")
        saved += own.found[f"{part.path}.models.{model}.{month}"] - own.found[f"{here}.{month}"]
    own.put(path, {"saved_units_cost_per_month": saved})
