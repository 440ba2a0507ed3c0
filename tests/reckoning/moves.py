"""How far the request moves with each number that it rests on.

In: the files as they are typed, and low, likely and high of each of their numbers. Out: low, likely and high of the
figures under `assumptions`. A number is raised by the step; where that cannot be, it is lowered. How far the request
moves is looked at where all else is likely.
"""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from tests.reckoning.amounts import Row, share
from tests.reckoning.figures import Point, reckon_request
from tests.reckoning.typed import Ends, Files

MOST = {"hours_per_day": 24, "days_per_week": 7, "active_days": 31, "hit_rate": 1, "generative_share": 1}
"""What a number may be at most, by its last name: a day, a week and a month have an end, and so has a share."""
PROMPT = ("input_tokens", "specific_tokens")
SHARES = ("hit_rate", "generative_share")
TOKENS, UNCACHED = "request.tokens_per_minute", "request.uncached_tokens_per_minute"


def moves(files: Files, given: Mapping[str, Ends]) -> dict[str, Ends]:
    """The figures of each number that the request rests on; none where it asks for nothing."""
    point = {path: each[1] for path, each in given.items()}
    before, found = reckon_request(files, point), dict[str, Ends]()
    if not (before[TOKENS] and before[UNCACHED]):
        return found
    by = point["proposal.judgements.moves_by"]
    for path in rests_on(files, point):
        way, factor, after = _moved(files, point, path, by)
        low, likely, high = (each * factor for each in given[path])
        shares = [share(each * factor - each, each) for each in given[path]]
        row = {way: (low, likely, high), "moved_by": (min(shares), shares[1], max(shares))}
        for name, headline in (("tokens_move_by", TOKENS), ("uncached_tokens_move_by", UNCACHED)):
            was, now = before[headline], after[headline]
            row[name] = ((now - was) / Fraction(was),) * 3
        found |= {f"assumptions.{path}.{name}": each for name, each in row.items()}
    return found


def _moved(files: Files, point: Point, path: str, by: Fraction) -> tuple[str, Fraction, Row]:
    """Which way a number is moved, by which factor, and every figure after that."""
    value, last = point[path], path.rpartition(".")[2]
    raised, lowered = value * (1 + by), value * (1 - by)
    if not (raised > MOST.get(last, raised) and (lowered > 0 or last in SHARES)):
        after = reckon_request(files, {**point, path: raised})
        if not any(_below_nothing(name, one) for name, one in after.items()):
            return "raised", 1 + by, after
    return "lowered", 1 - by, reckon_request(files, {**point, path: lowered})


def _below_nothing(name: str, value: Any) -> bool:
    """Whether a prompt would be shorter than its beginning, or more sites at their peak than there are."""
    return name.endswith((".specific_tokens", ".sites_at_sustained_rate")) and value < 0


def rests_on(files: Files, point: Point) -> list[str]:
    """The numbers that the request rests on: those of its load cases' rates, pages and cache."""
    asked = files["proposal"]["request"]
    cases = [asked["headline_case"]]
    cases += [case for case, one in (asked.get("beside") or {}).items() if one["included"].lower() == "true"]
    named: list[str] = ["caching.prefix_cache.hit_rate", "caching.prefix_cache.block_tokens"]
    for name, scenario in files["scenarios"].items():
        for key, case in scenario["load_cases"].items():
            if f"{name}.{key}" in cases:
                named += _of_a_rate(f"scenarios.{name}", key, case.get("sites_at_peak"), point)
                named += _of_a_page(files["page_profiles"][scenario["page_profile"]], scenario["page_profile"])
    return [path for path in dict.fromkeys(named) if path in point]


def _of_a_rate(path: str, key: str, at_peak: object, point: Point) -> Iterator[str]:
    """The numbers of a load case's rate; some of these a scenario does not have."""
    own = f"{path}.load_cases.{key}"
    yield from (f"{own}.rounding_step", f"{own}.generations_per_minute")
    if at_peak is None:
        return
    yield from (f"{path}.sites", f"{own}.sites_at_peak")
    views = []
    if at_peak != "none":
        yield f"{path}.peak.generations_per_minute_per_site"
        views.append(f"{path}.peak.page_views_per_minute_per_site")
    if at_peak != "all":
        yield f"{path}.sustained.generations_per_minute_per_site"
        spread = ("campaign.weeks", "campaign.days_per_week", "campaign.hours_per_day", "month.active_days")
        yield from (f"{path}.{one}" for one in (*spread, "month.hours_per_day"))
        views.append(f"{path}.page_views_per_site")
    yield from (name for one in views if one in point for name in (one, f"{path}.generative_share"))


def _of_a_page(profile: dict[str, dict[str, dict[str, list[str]]]], name: str) -> Iterator[str]:
    path = f"page_profiles.{name}"
    for key, call in profile["calls"].items():
        yield from (f"{path}.calls.{key}.{one}" for one in ("requests_per_page", *PROMPT, "output_tokens"))
        yield from (f"{path}.components.{part}.tokens" for part in call.get("begins_with") or ())
