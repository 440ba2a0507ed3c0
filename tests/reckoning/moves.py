"""How far the request moves with each number that it rests on.

In: the files as they are typed, and low, likely and high of each of their numbers. Out: low, likely and high of the
figures under `assumptions`. A number is looked at where its range ends, or a step to either side, all else at likely;
rates are not rounded. With the beginning of a prompt the prompt grows; of a prompt, what is its own.
"""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from tests.reckoning.amounts import Row
from tests.reckoning.calls import Point, routes
from tests.reckoning.counted import ways_of
from tests.reckoning.driven import is_driven_by_a_share, rests_on_drivers
from tests.reckoning.figures import Part, parts_of, reckon_request
from tests.reckoning.typed import Ends, Files

MOST = {
    "headroom": 1,
    "hours_per_day": 24,
    "days_per_week": 7,
    "active_days": 31,
    "days_per_month": 31,
    "busiest_hour": 1,
    "hit_rate": 1,
    "generative_share": 1,
    "retries": 1,
    "refused": 1,
    "broken_off": 1,
}
"""What a number may be at most, by its last name: a day, a week and a month have an end, and so has a share."""
PROMPT = ("input_tokens", "specific_tokens")
OF_A_CALL = ("requests_per_page", *PROMPT, "output_tokens", "reasoning_tokens", "turns", "growth_tokens")
HEADLINES = {"tokens": "tokens_per_minute", "uncached_tokens": "uncached_tokens_per_minute"}


def moves(files: Files, given: Mapping[str, Ends]) -> dict[str, Ends]:
    """The figures of each number that the request rests on; none where it asks for nothing."""
    point = {path: each[1] for path, each in given.items()}
    counted: dict[str, bool] = {}
    rounded, found = reckon_request(files, point, counted), dict[str, Ends]()
    given = {path: each for path, each in given.items() if not path.endswith(".rounding_step")}  # no rate is rounded
    before = reckon_request(files, {path: each[1] for path, each in given.items()}, counted)
    slight, tried = 0, dict[str, Part]()
    for part in parts_of(files):
        if looked_at(files, rounded, part.path):
            tried |= {path: part for path in rests_on(files, point, part) if path not in tried}
    if not tried:
        return found
    for path, asked in tried.items():
        if path.endswith(".rounding_step"):
            continue
        row: dict[str, Any] = {}
        for index, end in ((0, "low"), (2, "high")):
            row[f"{end}_end"], after = _at_end(files, given, path, index, counted, before, asked)
            for name, key in looked_at(files, rounded, asked.path).items():
                was, will = (each[f"{asked.path}.{key}"] for each in (before, after))
                row[f"{name}_at_{end}"] = (will - was) / Fraction(was)
        ways = [each for name, each in row.items() if "_at_" in name]
        row |= {"rise": max(ways), "fall": -min(ways)}
        row["effect"] = max(row["rise"], row["fall"])
        row["is_slight"] = row["effect"] < point["proposal.judgements.negligible_below"]
        slight += row["is_slight"]
        found |= {f"assumptions.{path}.{name}": (each,) * 3 for name, each in row.items()}
    return found | {"assumptions.slight": (Fraction(slight),) * 3}


def looked_at(files: Files, found: Row, path: str) -> dict[str, str]:
    """What of a part of the request is looked at: its tokens where it has any, and what is no token."""
    works = {f"work.{unit}.work": f"work.{unit}.work_per_minute" for unit in files["proposal"].get("work_units") or ()}
    tokens = HEADLINES if all(found.get(f"{path}.{key}") for key in HEADLINES.values()) else {}
    return {**tokens, **{name: key for name, key in works.items() if found.get(f"{path}.{key}")}}


def _at_end(
    files: Files, given: Mapping[str, Ends], path: str, index: int, counted: dict[str, bool], before: Row, asked: Part
) -> tuple[Fraction, Row]:
    """A number at an end, and the figures of the request there; where it cannot be there, as it is.

    What is `asked` for rests on no case but its own: that another cannot be there is no matter.
    """
    point = {name: each[1] for name, each in given.items()}
    by, value, last = point["proposal.judgements.moves_by"], point[path], path.rpartition(".")[2]
    moved = given[path][index]
    ranged = given[path][0] != given[path][2]
    if not ranged:
        own = value - _prefix(files, path, point) if last == "input_tokens" else value
        moved = value + own * by * (index - 1)
    there = {**point, path: moved}
    for name in _prompts(files, path):
        there[name] = point[name] + moved - value
    after = reckon_request(files, there, counted)
    most = 1 if ".split." in path or is_driven_by_a_share(files, path) else MOST.get(last, moved)
    is_none = moved > most or (last == "turns" and moved < 2)  # nor is there a mean of fewer than two turns
    rate = ".sites_at_sustained_rate"
    own_rates = {f"{case}{rate}" for case in (asked.headline, *asked.included)}
    own_rows = ((name, one) for name, one in after.items() if not name.endswith(rate) or name in own_rates)
    if not ranged and (is_none or any(_below_nothing(name, one) for name, one in own_rows)):
        return value, before
    return moved, after


def _prefix(files: Files, path: str, point: Point) -> Fraction:
    """The tokens that a call begins with."""
    home, _, call = path.removesuffix(".input_tokens").partition(".calls.")
    parts = files["page_profiles"][home.partition(".")[2]]["calls"][call].get("begins_with") or ()
    return sum((point[f"{home}.components.{part}.tokens"] for part in parts), Fraction())


def _prompts(files: Files, path: str) -> Iterator[str]:
    """The prompts that begin with a component and are stated as a whole: they grow with it."""
    home, _, part = path.removesuffix(".tokens").partition(".components.")
    for name, call in files["page_profiles"][home.partition(".")[2]]["calls"].items() if part else ():
        if part in (call.get("begins_with") or ()) and "input_tokens" in call:
            yield f"{home}.calls.{name}.input_tokens"


def _below_nothing(name: str, value: Any) -> bool:
    """Whether a prompt would be shorter than its beginning, more sites at their peak than there are, or more than all
    of the requests elsewhere.
    """
    return name.endswith((".specific_tokens", ".sites_at_sustained_rate", ".share_here")) and value < 0


def rests_on(files: Files, point: Point, part: Part) -> list[str]:
    """The numbers that a part of the request rests on: those of its load cases' rates, pages and cache."""
    cases = [part.headline, *part.included]
    named: list[str] = ["proposal.request.headroom"]
    for name, scenario in files["scenarios"].items():
        for key, case in scenario["load_cases"].items():
            if f"{name}.{key}" in cases:
                rate = _of_a_rate(f"scenarios.{name}", key, case.get("sites_at_peak"), point)
                then = f"scenarios.{name}.stages.{case.get('stage')}.sites"
                named += [one for one in rate if not (one == f"scenarios.{name}.sites" and then in point)]
                named += rests_on_drivers(scenario, f"scenarios.{name}", case)
                shares = scenario.get("page_profiles") or {}
                named += [f"scenarios.{name}.page_profiles.{one}" for one in shares]
                for one in shares or [scenario["page_profile"]]:
                    named += _of_a_page(files, one, point)
    return [path for path in dict.fromkeys(named) if path in point]


def _of_a_rate(path: str, key: str, at_peak: object, point: Point) -> Iterator[str]:
    """The numbers of a load case's rate; some of these a scenario does not have."""
    own = f"{path}.load_cases.{key}"
    yield from (f"{own}.rounding_step", f"{own}.pages_per_minute")
    if at_peak is None:
        return
    yield from (f"{path}.sites", f"{own}.sites_at_peak")
    views = []
    if at_peak != "none":
        yield f"{path}.peak.pages_per_minute_per_site"
        views.append(f"{path}.peak.page_views_per_minute_per_site")
        yield f"{path}.peak.factor"
    if at_peak != "all" or f"{path}.peak.factor" in point:
        yield f"{path}.sustained.pages_per_minute_per_site"
        spread = ("campaign.weeks", "campaign.days_per_week", "campaign.hours_per_day", "month.active_days")
        yield from (f"{path}.{one}" for one in (*spread, "month.hours_per_day"))
        views.append(f"{path}.page_views_per_site")
    yield from (name for one in views if one in point for name in (one, f"{path}.generative_share"))


def _of_a_page(files: Files, name: str, point: Point) -> Iterator[str]:
    path = f"page_profiles.{name}"
    for key, call in files["page_profiles"][name]["calls"].items():
        here, parts = f"{path}.calls.{key}", [f"{path}.components.{part}" for part in call.get("begins_with") or ()]
        yield from (f"{here}.{one}" for one in OF_A_CALL)
        yield from (f"{here}.work.{unit}" for unit in call.get("work") or ())
        yield from routes(files, name, key, "split").values()
        yield next((one for one in (f"{here}.retries", f"{path}.retries") if one in point), "")
        failing = [f"{at}.failures" for at in (here, path) if f"{at}.failures.refused" in point][:1]
        counts = ("refused", "broken_off") if ways_of(call) else ("refused",)  # what is broken off has done its work
        yield from (f"{at}.{one}" for at in failing for one in counts)
        if not ways_of(call):
            continue
        yield from ("caching.prefix_cache.block_tokens", f"models.{call['model']}.least_prefix_tokens")
        general = next(one for one in (f"{here}.hit_rate", "caching.prefix_cache.hit_rate") if one in point)
        first = "cold" not in call or call["cold"].lower() != "true"
        rates = [f"{part}.hit_rate" if f"{part}.hit_rate" in point else general for part in parts]
        some = any(rate != general for rate in rates)
        yield from (f"{part}.tokens" for part in parts if first or "input_tokens" not in call)
        yield from rates if first and some else [general] if first else []
        yield from [general] if "turns" in call else []
