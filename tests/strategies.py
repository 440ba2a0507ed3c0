"""Random valid proposals, as the plain values of their six files; and how to write them to a folder."""

import json
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

Values = dict[str, Any]
SOURCE = {"assumed": "drawn at random"}
KEYS = st.text("abcdefghij-.0123456789", min_size=1, max_size=12).filter(lambda key: key.strip("-.") == key)
NAMES = (
    st.text("abc XYZ 0123456789 |*_`<>&#~[]()\\{}%-–:$é+=.!@/\"'", min_size=1, max_size=60).map(str.strip).filter(bool)
)
WORDS = st.text("abcdefgh |*_`<>&#~()\\{}%-é+=.!:$@/\"'", min_size=1, max_size=60).map(str.strip).filter(bool)


def whole(least: int, most: int) -> st.SearchStrategy[Any]:
    """A number between two others, or a range of them."""
    numbers = st.integers(least, most)
    ranges = (
        st.tuples(numbers, numbers, numbers)
        .map(sorted)
        .map(lambda ends: dict(zip(("low", "likely", "high"), ends, strict=True)))
    )
    return st.one_of(numbers, numbers, ranges)


def share(least: int = 0) -> st.SearchStrategy[Any]:
    return whole_share(least, 100)


def whole_share(least: int, most: int) -> st.SearchStrategy[Any]:
    return whole(least, most).map(
        lambda one: {key: f"{value}%" for key, value in one.items()} if isinstance(one, dict) else f"{one}%"
    )


def keys(least: int, most: int) -> st.SearchStrategy[list[str]]:
    return st.lists(KEYS, min_size=least, max_size=most, unique=True)


def labelled(least: int, most: int) -> st.SearchStrategy[dict[str, str]]:
    """Names of entries, each with a label of its own."""
    pairs = st.tuples(KEYS, NAMES)
    return st.lists(pairs, min_size=least, max_size=most, unique_by=(lambda one: one[0], lambda one: one[1])).map(dict)


@st.composite
def more_of_a_call(draw: st.DrawFn) -> Values:
    """What a call may state beyond its tokens."""
    more: Values = {"reasoning_tokens": draw(whole(0, 900)), "retries": draw(share()), "hit_rate": draw(share())}
    failing = st.integers(0, 40).map(lambda percent: f"{percent}%")
    more["failures"] = {"refused": draw(failing), "broken_off": draw(failing)}
    kept = {key: one for key, one in more.items() if draw(st.booleans())}
    turned = {"turns": draw(whole(2, 9)), "growth_tokens": draw(whole(0, 900)), "cold": draw(st.booleans())}
    return kept | (turned if draw(st.booleans()) else {})


@st.composite
def page_profile(draw: st.DrawFn, models: list[str], label: str) -> Values:
    rate = {"hit_rate": draw(share())}  # the same of all: none is found oftener than those before it
    components = {
        key: {"label": one, "tokens": draw(whole(0, 900)), **(rate if draw(st.booleans()) else {})}
        for key, one in draw(labelled(0, 3)).items()
    }
    calls = {}
    for index, (key, one) in enumerate(draw(labelled(len(models), 5)).items()):
        begins = draw(st.lists(st.sampled_from(sorted(components)), unique=True)) if components else []
        calls[key] = {
            "label": one,
            "model": models[index % len(models)],
            "requests_per_page": draw(whole(1, 4)),
            draw(st.sampled_from(["input_tokens", "specific_tokens"])): draw(whole(2700, 10**7)),
            "output_tokens": draw(whole(0, 10**6)),
            "begins_with": begins,
            **(draw(more_of_a_call()) if draw(st.booleans()) else {}),
        }
        if not begins and "turns" not in calls[key]:
            calls[key].pop("hit_rate", None)  # there is nothing that it could find
    used = {part for call in calls.values() for part in call["begins_with"]}
    kept = {key: one for key, one in components.items() if key in used}
    return {
        "label": label,
        "description": draw(WORDS),
        "source": SOURCE,
        "components": kept,
        "calls": calls,
        "facts": {"fact": {"value": draw(st.integers(0, 10**6)), "label": draw(WORDS)}},
        "notes": ["Text with [[facts.fact]] in it"],
    }


@st.composite
def driven(draw: st.DrawFn) -> Values:
    """A chain of drivers, in one of the ways in which they count, with a peak."""
    drivers = {
        key: {"value": value} if isinstance(value := draw(st.one_of(whole(1, 900), share(1))), int | str) else value
        for key in draw(keys(1, 4))
    }
    one: Values = {"drivers": {key: {**each, "label": key} for key, each in drivers.items()}}
    way = draw(st.sampled_from(["every_seconds", "seconds_each", "deadline_hours", *PERIODS]))
    spread = PERIODS.get(way, ())
    one |= {"per": way} if way in PERIODS else {way: draw(whole(1, 90))}
    if spread:
        one["active"] = {key: draw(whole(2, 7)) for key in spread}
    # Half of a day in an hour is more than its mean, if that is of two hours.
    by_hour = draw(st.booleans()) and bool(spread)
    one["peak"] = {"busiest_hour": draw(share(50))} if by_hour else {"factor": draw(whole(1, 9))}
    if by_hour and draw(st.booleans()):
        one["peak"] = {"hours": [90, *draw(st.lists(st.integers(0, 3), min_size=23, max_size=23))]}
        ends = draw(st.permutations(["UTC", "Asia/Tokyo", "Asia/Kolkata"]))
        one["regions"] = {zone.lower().replace("/", "-"): {"zone": zone, "share": "50%"} for zone in ends[:2]}
    return one


PERIODS: dict[str, tuple[str, ...]] = {
    "minute": (),
    "hour": (),
    "day": ("hours_per_day",),
    "week": ("days_per_week", "hours_per_day"),
    "month": ("days_per_month", "hours_per_day"),
    "campaign": ("weeks", "days_per_week", "hours_per_day"),
}
"""The periods in which drivers may count, and the active time over which each is spread."""


@st.composite
def scenario(draw: st.DrawFn, profiles: list[str], label: str, cases: list[str]) -> Values:
    one: Values = {"label": label, "page_profile": draw(st.sampled_from(profiles)), "source": SOURCE}
    if draw(st.booleans()):
        some, every, stated = ({"label": name, "description": draw(WORDS)} for name in cases)
        rate = {**stated, "pages_per_minute": draw(whole(1, 10**6)), "rounding_step": draw(st.integers(1, 50))}
        at_mean = {**some, "at": "mean", "rounding_step": draw(st.integers(1, 100))}
        cases_of_it = {"some": at_mean, "all": {**every, "at": "peak"}, "stated": rate}
        return {**one, **draw(driven()), "load_cases": cases_of_it}
    one["sites"] = draw(st.integers(2, 10**4))
    traffic = draw(st.sampled_from(["month", "campaign", "sustained"]))
    active = {"hours_per_day": draw(whole(1, 24))}
    if traffic == "month":
        one["month"] = {"active_days": draw(whole(1, 31)), **active}
    elif traffic == "campaign":
        one["campaign"] = {
            "weeks": draw(whole(1, 9)),
            "shortest_weeks": 1,
            "days_per_week": draw(whole(1, 7)),
            **active,
        }
    else:
        one["sustained"] = {"pages_per_minute_per_site": draw(whole(0, 100))}
    if traffic != "sustained":
        one |= {"page_views_per_site": draw(whole(1, 10**6)), "generative_share": draw(share(1))}
    # A million views are fewer a minute than the least peak.
    one["peak"] = {"pages_per_minute_per_site": draw(whole(10**5, 10**6))}
    some, every, stated = ({"label": name, "description": draw(WORDS)} for name in cases)
    one["load_cases"] = {
        "some": {**some, "sites_at_peak": draw(whole(0, 2)), "rounding_step": draw(st.integers(1, 100))},
        "all": {**every, "sites_at_peak": "all"},
        "stated": {
            **stated,
            "pages_per_minute": draw(whole(1, 10**6)),
            "rounding_step": draw(st.integers(1, 50)),
        },
    }
    return one


@st.composite
def proposals(draw: st.DrawFn) -> dict[str, Values]:
    """The six files of a valid proposal."""
    names = draw(keys(1, 3))
    models: Values = {name: {"reservation": "primary", "role": draw(NAMES), "purpose": draw(WORDS)} for name in names}
    profiles = {key: draw(page_profile(names, label)) for key, label in draw(labelled(1, 2)).items()}
    undotted = labelled(1, 2).filter(lambda found: not any("." in key for key in found))
    cases = [*draw(labelled(6, 6)).values()]
    scenarios = {
        key: draw(scenario(sorted(profiles), label, cases[3 * index : 3 * index + 3]))
        for index, (key, label) in enumerate(draw(undotted).items())
    }
    headline_scenario = draw(st.sampled_from(sorted(scenarios)))
    profile = profiles[scenarios[headline_scenario]["page_profile"]]
    if draw(st.booleans()):
        replaced = sorted({call["model"] for call in profile["calls"].values()})
        evaluation = {"headroom": draw(share()), "replacements": {"r": {"label": draw(NAMES), "replaces": replaced}}}
        models["candidate-9"] = {
            "reservation": "evaluation",
            "role": "R",
            "purpose": draw(WORDS),
            "evaluation": evaluation,
            "source": SOURCE,
        }
    blocks = draw(st.one_of(st.just("to be agreed"), st.integers(1, 600)))
    caching: Values = {"prefix_cache": {"hit_rate": draw(share()), "block_tokens": blocks, "source": SOURCE}}
    if draw(st.booleans()):
        caching["prefix_cache"]["block_readings"] = {"r": {"label": "r", "block_tokens": draw(st.integers(1, 600))}}
    reuse = {"label": draw(NAMES), "scenario": headline_scenario, "reuse": draw(share())}
    caching["query_reuse"] = {
        "status": "not built",
        "example_queries": [draw(NAMES)],
        "phases": {"p1": reuse},
        "source": SOURCE,
    }
    taken: list[Any] = [
        "to be measured",
        {"query_reuse": "p1"},
        {"skipped_call": sorted(profile["calls"])[0], "share_of_pages": draw(share())},
    ]
    taken += [{"compressed_component": key, "share_of_tokens": draw(share())} for key in sorted(profile["components"])]
    savings = {
        f"s{i}": {"label": label, "description": draw(WORDS), "takes": takes, "source": SOURCE}
        for i, (label, takes) in enumerate(zip(draw(labelled(len(taken), len(taken))).values(), taken, strict=True))
    }
    headline, alternative = draw(st.sampled_from([("all", "stated"), ("stated", "all")]))
    request = {
        "headline_case": f"{headline_scenario}.{headline}",
        "alternative_case": f"{headline_scenario}.{alternative}",
        "beside": {f"{key}.stated": {"included": draw(st.booleans())} for key in scenarios if key != headline_scenario},
    }
    if len(scenarios) > 1 and draw(st.booleans()):
        other = next(key for key in scenarios if key != headline_scenario)
        own = {key: request.pop(key) for key in ("headline_case", "alternative_case")}
        request = {"pools": {"one": own, "two.b": {"headline_case": f"{other}.stated", "base_case": f"{other}.all"}}}
    if draw(st.booleans()):
        request["headroom"] = {"value": f"{draw(st.integers(0, 100))}%", "source": SOURCE}
    below, above = (f"{draw(st.integers(0, 100))}%" for _ in range(2))
    judgements = {"negligible_below": below, "dominates_above": above, "source": SOURCE}
    words = {key: draw(NAMES) for key in ("title", "edition", "vendor", "requester")}
    words |= {
        "version": draw(NAMES),
        "dated": "2026-11-24",
        "needed_by": draw(st.sampled_from(["to be agreed", "2027-01-31"])),
    }
    references = [{"label": draw(NAMES), "where": draw(NAMES), "read": "2026-11-23"}]
    proposal = {**words, "subject": draw(WORDS), "request": request, "judgements": judgements, "references": references}
    if draw(st.booleans()):
        proposal["limits"] = {"total_to_uncached": draw(st.integers(1, 9)), "source": SOURCE}
        fact = {"says": draw(WORDS), "reference": references[0]["label"]}
        proposal |= {"vendor_facts": {"f": fact}, "vendor_questions": [draw(WORDS)]}
    files = {"models": models, "page_profiles": profiles, "scenarios": scenarios}
    files |= {"caching": caching, "savings": savings, "proposal": proposal}
    for more in draw(st.lists(st.sampled_from([spreads, mixes, stages, paid, elsewhere]), max_size=2, unique=True)):
        draw(more(files))
    return files


@st.composite
def spreads(draw: st.DrawFn, files: dict[str, Values]) -> None:
    """Tokens of some calls become means with their percentiles."""
    for profile in files["page_profiles"].values():
        for call in profile["calls"].values():
            for key in ("input_tokens", "specific_tokens", "output_tokens"):
                mean = call.get(key)
                if isinstance(mean, int) and draw(st.booleans()):
                    call[key] = {"mean": mean, "p50": mean, "p95": 2 * mean, "p99": draw(whole(3 * mean, 4 * mean))}


@st.composite
def mixes(draw: st.DrawFn, files: dict[str, Values]) -> None:
    """The pages of some scenarios are of two kinds."""
    for one in files["scenarios"].values():
        other = draw(st.sampled_from(sorted(files["page_profiles"])))
        if other != one["page_profile"]:
            likely = draw(st.integers(10, 90))
            ranged = {"low": f"{likely - 9}%", "likely": f"{likely}%", "high": f"{likely + 9}%"}
            one["page_profiles"] = {one.pop("page_profile"): f"{100 - likely}%", other: ranged}


@st.composite
def stages(draw: st.DrawFn, files: dict[str, Values]) -> None:
    """Scenarios grow, and are asked for as they are now."""
    for one in files["scenarios"].values():
        then = {"from": "2027-04", "factor": draw(whole(1, 9))}
        one["stages"] = {"next": then, "late": {"from": "2028-Q1", "factor": 9}}


@st.composite
def price(draw: st.DrawFn, writes: bool) -> Values:
    """What tokens cost, in part also where they are written to a cache, and what units that carry them cost."""
    written = {"written": draw(whole(1, 9))} if writes and draw(st.booleans()) else {}
    paid = {"input": draw(whole(1, 9)), "cached": draw(whole(0, 9)), "output": draw(whole(1, 9)), **written}
    sold = {"name": "Block", "tokens_per_minute": draw(st.integers(1, 10**6)), "step": draw(st.integers(1, 5))}
    unit = {
        **sold,
        draw(st.sampled_from(["price_per_hour", "price_per_month"])): draw(whole(1, 9)),
        "committed_months": 6,
    }
    meter = {"cached": draw(st.integers(0, 1)), "output": draw(st.integers(1, 5)), **dict.fromkeys(written, 2)}
    kept = {"price": paid, "meter": meter | ({"unit": unit} if draw(st.booleans()) else {})}
    return {key: one | {"source": SOURCE} for key, one in kept.items() if draw(st.booleans())}


def turned(files: dict[str, Values]) -> bool:
    """Whether a call has turns, of which it is not worked out what they write."""
    return any("turns" in call for one in files["page_profiles"].values() for call in one["calls"].values())


@st.composite
def paid(draw: st.DrawFn, files: dict[str, Values]) -> None:
    """Models have prices and meters, and a month a budget."""
    for name in [name for name, model in files["models"].items() if "evaluation" not in model]:
        files["models"][name] |= draw(price(not turned(files)))
    budget = {"says": "So much.", "per_month": draw(st.integers(1, 10**9)), "source": SOURCE}
    files["proposal"] |= {"currency": "EUR", "terms": {"budget": budget}}


@st.composite
def elsewhere(draw: st.DrawFn, files: dict[str, Values]) -> None:
    """A part of the work goes to another vendor, always or as a fallback."""
    named = files["page_profiles"][min(files["page_profiles"])]["calls"]
    call = named[min(named)]
    split, fallback = {"there-1": draw(whole_share(0, 99))}, {"there-1": draw(share())}
    at = files["models"][call["model"]] if draw(st.booleans()) else call
    at |= draw(st.sampled_from([{"split": split}, {"fallback": fallback}, {"split": split, "fallback": fallback}]))
    at["source"] = SOURCE
    money = draw(price(not turned(files))) if "currency" in files["proposal"] else {}
    files["models"]["there-1"] = {"vendor": "v", "role": "R", "source": SOURCE, **money}
    cache = {"hit_rate": draw(share()), "block_tokens": draw(st.integers(1, 600))}
    stated = {key: one for key, one in cache.items() if draw(st.booleans())}
    files["proposal"]["other_vendors"] = {"v": {**stated, "source": SOURCE}}


def write(files: dict[str, Values], folder: Path) -> Path:
    """Writes the files as YAML (of which JSON is a part)."""
    for name, values in files.items():
        (folder / f"{name}.yaml").write_text(json.dumps(values, ensure_ascii=False, indent=1), encoding="utf-8")
    return folder
