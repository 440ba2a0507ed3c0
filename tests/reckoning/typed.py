"""The inputs as they are typed. In: the folder of a proposal. Out: its values, and each number of it by its path."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import product
from pathlib import Path
from typing import Any

import yaml

TEXTS = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
"""Reads every scalar as a text: libyaml where it is there, which is ten times as fast."""

Files = Mapping[str, Any]
"""The values of each file by its name, every scalar as a text."""
Ends = tuple[Fraction, Fraction, Fraction]
"""Low, likely and high."""
FILES = ("models", "page_profiles", "scenarios", "caching", "savings", "proposal")


def read(folder: Path) -> Files:
    """The files of a proposal."""
    there = {name: folder / f"{name}.yaml" for name in FILES}
    texts = {name: path.read_text(encoding="utf-8-sig") if path.exists() else "" for name, path in there.items()}
    known = _measured(folder)
    files = {name: _put_in(yaml.load(text, TEXTS) or {}, known) for name, text in texts.items()}
    return files | {"offers": _shown(folder, files["proposal"])}


def _measured(folder: Path) -> dict[str, str]:
    """Every value that was measured, by its name, which may begin with that of its file."""
    found = dict[str, str]()
    for path in (folder / "measured").glob("*.yaml"):
        groups = yaml.load(path.read_text(encoding="utf-8"), TEXTS).get("values", {})
        for start, (group, fields) in product(("", f"{path.stem}."), groups.items()):
            for key, one in fields.items():
                each = {"": one} if isinstance(one, str) else {f".{at}": text for at, text in one.items()}
                found |= {f"{start}{group}.{key}{at.removesuffix('.value')}": text for at, text in each.items()}
    return found


def _put_in(typed: Any, known: Mapping[str, str], key: object = "") -> Any:
    """What is typed, with the number in the place of each measured value that is named."""
    if (
        isinstance(typed, dict)
        and isinstance(typed.get("measured"), str)
        and {*typed} <= {"measured", "label", "source"}
    ):
        return (
            known[typed["measured"]]
            if key in ("low", "likely", "high")
            else typed | {"value": known[typed["measured"]]}
        )
    if isinstance(typed, dict):
        return {name: one if name == "source" else _put_in(one, known, name) for name, one in typed.items()}
    return [_put_in(one, known) for one in typed] if isinstance(typed, list) else typed


def _shown(folder: Path, letter: Any) -> dict[str, Any]:
    """The offer that the document shows: the one that is named, or the only one of its vendor."""
    paths = (folder / "offers").glob("*.yaml")
    every = {path.stem: yaml.load(path.read_text(encoding="utf-8"), TEXTS) for path in paths}
    own = (
        [letter["offer"]]
        if "offer" in letter
        else [key for key, one in every.items() if one and one.get("vendor") == letter["vendor"]]
    )
    return {key: every[key] for key in own if len(own) == 1}


def number(typed: str) -> Fraction:
    """12, 1.5e3 or 30%."""
    return Fraction(typed.rstrip("% ")) / (100 if typed.endswith("%") else 1)


def ends(typed: Any) -> Ends:
    """All the same where one number is typed; likely in the middle where only low and high are."""
    if "mean" in typed:
        return ends(typed["mean"])
    if isinstance(typed, str) or "value" in typed:
        one = number(typed if isinstance(typed, str) else typed["value"])
        return one, one, one
    low, high = number(typed["low"]), number(typed["high"])
    return low, number(typed["likely"]) if "likely" in typed else (low + high) / 2, high


def inputs(files: Files) -> dict[str, Ends]:
    """Every number that something is reckoned from, by its path."""
    return {path: ends(typed) for path, typed in _numbers(files)}


def facts(files: Files) -> dict[str, Ends]:
    """Every number that is printed and that nothing is reckoned from, by its path."""
    pages = [(f"page_profiles.{name}", one) for name, one in files["page_profiles"].items()]
    held = [
        (f"proposal.vendor_facts.{name}", one) for name, one in (files["proposal"].get("vendor_facts") or {}).items()
    ]
    terms = (files["proposal"].get("terms") or {}).items()
    held += [(f"proposal.terms.{name}", one) for name, one in terms if isinstance(one, dict)]
    held += [("proposal", files["proposal"])]
    held += pages + [(f"savings.{name}", one) for name, one in files["savings"].items()]
    for path, page in pages:
        held += [(f"{path}.components.{name}", one) for name, one in (page.get("components") or {}).items()]
    return {
        f"{path}.facts.{name}": ends(typed) for path, one in held for name, typed in (one.get("facts") or {}).items()
    }


def _numbers(files: Files) -> Iterator[tuple[str, Any]]:
    letter = files["proposal"]
    yield from _some(USUAL | letter.get("judgements", {}), "proposal.judgements", *USUAL)
    yield from _some(letter["request"], "proposal.request", "headroom")
    if "chances" in letter["request"]:
        yield from _some(DRAWN | letter["request"]["chances"], "proposal.request.chances", *DRAWN)
    pools = {f"proposal.request.pools.{key}": one for key, one in (letter["request"].get("pools") or {}).items()}
    for at, one in {"proposal.request": letter["request"], **pools}.items():
        cap = one.get("tenant_cap") or {}
        yield from _some(cap, f"{at}.tenant_cap", "tenants", *CAPS)
        yield from _some(cap.get("work"), f"{at}.tenant_cap.work", *(cap.get("work") or ()))
    budget = (letter.get("terms") or {}).get("budget")
    yield from _some(budget if isinstance(budget, dict) else None, "proposal.terms.budget", "per_month")
    yield from _some(letter.get("limits"), "proposal.limits", "total_to_uncached")
    for name, one in (letter.get("other_vendors") or {}).items():
        yield from _some(one, f"proposal.other_vendors.{name}", "hit_rate", "block_tokens")
    for name, one in ((letter.get("terms") or {}).get("ramp") or {}).items():
        yield from _some(one, f"proposal.terms.ramp.{name}", "share")
    for name, one in files["models"].items():
        yield from _some(one.get("evaluation"), f"models.{name}.evaluation", "headroom")
        yield from _some(one, f"models.{name}", "total_to_uncached", "least_prefix_tokens")
        published = one.get("published") or {}
        limits = (key for key in published if key not in ("tier", "source", "work"))
        yield from _some(published, f"models.{name}.published", *limits)
        for unit, each in (published.get("work") or {}).items():
            yield from _some(each, f"models.{name}.published.work.{unit}", "per_minute", "per_hour", "per_day")
        yield from _of_a_meter(one, f"models.{name}")
        yield from _elsewhere(one, f"models.{name}")
    for name, one in files["page_profiles"].items():
        yield from _of_a_page(one, f"page_profiles.{name}")
    for name, one in files["scenarios"].items():
        yield from _of_a_scenario(one, f"scenarios.{name}")
    yield from _of_caching(files["caching"])
    for name, one in files.get("offers", {}).items():
        yield from _of_an_offer(one, f"offers.{name}")
    for name, one in files["savings"].items():
        takes = one["takes"] if isinstance(one["takes"], dict) else None
        yield from _some(takes, f"savings.{name}.takes", "share_of_pages", "share_of_tokens")


def _elsewhere(one: Any, path: str) -> Iterator[tuple[str, Any]]:
    """How much of a model's requests, or of a call's, goes to others, and would."""
    for way in ("split", "fallback"):
        yield from ((f"{path}.{way}.{model}", typed) for model, typed in (one.get(way) or {}).items())


def _of_an_offer(offer: Any, path: str) -> Iterator[tuple[str, Any]]:
    """Limits, prices and units that a vendor offers."""
    yield from _some(offer, path, "per_month", "least_per_month")
    for model, one in offer["models"].items():
        home = f"{path}.models.{model}"
        yield from _some(one, home, "units", "step_tokens_per_minute", "least_tokens_per_minute", "per_month")
        yield from _of_a_meter(one, home)
        base = one.get("base") or {}
        yield from _some(base, f"{home}.base", "units", "per_month")
        if "burst" in base:
            keys = ("per_tokens", "input", "cached", "output")
            yield from _some({"per_tokens": "1000000"} | base["burst"], f"{home}.base.burst", *keys)
        for at, held in ((home, one), (f"{home}.base", base)):
            limits = held.get("limits") or {}
            yield from _some(limits, f"{at}.limits", *(key for key in limits if key != "source"))


def _of_a_meter(model: Any, path: str) -> Iterator[tuple[str, Any]]:
    """What tokens count and cost, and what capacity is sold in."""
    meter = model.get("meter") or {}
    if meter:
        yield from _some({"input": "1"} | meter, f"{path}.meter", "input", "cached", "output", "written")
    if "unit" in meter:
        sold = ("tokens_per_minute", "tokens_per_second", "step", "least", "price_per_hour", "price_per_month")
        paid = ("hours_per_month", "committed_months")
        yield from _some({"step": "1", "least": "1"} | meter["unit"], f"{path}.meter.unit", *sold, *paid)
    if "price" in model:
        keys = ("per_tokens", "input", "cached", "written", "output")
        yield from _some({"per_tokens": "1000000"} | model["price"], f"{path}.price", *keys)
        for unit, each in (model["price"].get("work") or {}).items():
            yield from _some({"per": "1"} | each, f"{path}.price.work.{unit}", "price", "per")


CAPS = tuple(f"{kind}_per_minute_per_tenant" for kind in ("pages", "requests", "tokens"))
MORE_OF_A_CALL = ("reasoning_tokens", "turns", "growth_tokens", "hit_rate", "retries")
RESERVING = ("seconds", "max_completion_tokens", "largest_input_tokens")
DRAWN = {"draws": "100000", "seed": "2026", "at_most": "1%"}
"""How ranges are drawn, where that is not typed."""
USUAL = {"negligible_below": "1%", "dominates_above": "50%", "moves_by": "10%"}
"""The judgements, where none are typed."""


def _some(held: Any, path: str, *keys: str) -> Iterator[tuple[str, Any]]:
    """The numbers of a mapping under these keys, where they are typed; a word in a number's place is none."""
    yield from ((f"{path}.{key}", held[key]) for key in keys if key in (held or {}) and not _is_word(held[key]))


def _each(held: Any, path: str) -> Iterator[tuple[str, Any]]:
    """The numbers of a list."""
    yield from ((f"{path}.{at}", one) for at, one in enumerate(held or ()))


def _is_word(typed: Any) -> bool:
    return isinstance(typed, str) and typed[:1].isalpha()


def _of_a_page(profile: Any, path: str) -> Iterator[tuple[str, Any]]:
    for name, one in (profile.get("components") or {}).items():
        yield from _some(one, f"{path}.components.{name}", "tokens", "hit_rate")
    yield from _some(profile, path, "retries")
    for place, held in {path: profile, **{f"{path}.calls.{key}": one for key, one in profile["calls"].items()}}.items():
        if "failures" in held:
            shares = {"refused": "0%", "broken_off": "0%"} | held["failures"]
            yield from _some(shares, f"{place}.failures", "refused", "broken_off")
    for name, one in profile["calls"].items():
        keys = ("requests_per_page", "input_tokens", "specific_tokens", "output_tokens", *MORE_OF_A_CALL, *RESERVING)
        yield from _some({"requests_per_page": "1"} | one, f"{path}.calls.{name}", *keys)
        yield from _elsewhere(one, f"{path}.calls.{name}")
        yield from _some(one.get("work"), f"{path}.calls.{name}.work", *(one.get("work") or ()))
        for key in ("input_tokens", "specific_tokens", "output_tokens"):
            held = one[key] if isinstance(one.get(key), dict) else {}
            yield from _some(held, f"{path}.calls.{name}.{key}", "p50", "p95", "p99")
            for at, above in enumerate(held.get("above") or ()):
                yield from _some(above, f"{path}.calls.{name}.{key}.above.{at}", "tokens", "share")


def _of_a_scenario(one: Any, path: str) -> Iterator[tuple[str, Any]]:
    per_site = "pages_per_minute_per_site"
    yield from ((f"{path}.page_profiles.{key}", typed) for key, typed in (one.get("page_profiles") or {}).items())
    yield from _some(one, path, "sites", "page_views_per_site", "generative_share")
    yield from _some(one.get("drivers"), f"{path}.drivers", *(one.get("drivers") or ()))
    yield from _some(one, path, "every_seconds", "seconds_each", "deadline_hours")
    active = ("hours_per_day", "days_per_week", "days_per_month", "weeks")
    yield from _some(one.get("active"), f"{path}.active", *active)
    campaign = ("weeks", "shortest_weeks", "days_per_week", "hours_per_day")
    yield from _some(one.get("campaign"), f"{path}.campaign", *campaign)
    yield from _some(one.get("month"), f"{path}.month", "active_days", "hours_per_day")
    yield from _some(one.get("sustained"), f"{path}.sustained", per_site)
    peaks = ("page_views_per_minute_per_site", per_site, "pages_per_minute", "factor", "busiest_hour")
    yield from _some(one.get("peak"), f"{path}.peak", *peaks, "busiest_minute")
    for key in ("hours", "weekdays"):
        yield from _each((one.get("peak") or {}).get(key), f"{path}.peak.{key}")
    yield from _some(one.get("sites_peak"), f"{path}.sites_peak", "correlation", "season", "lasts_minutes")
    yield from _each((one.get("sites_peak") or {}).get("hours"), f"{path}.sites_peak.hours")
    for name, region in (one.get("regions") or {}).items():
        home = f"{path}.regions.{name}"
        yield from _some(region, home, "share")
        yield from _some(region.get("drivers"), f"{home}.drivers", *(region.get("drivers") or ()))
        yield from _each(region.get("hours"), f"{home}.hours")
        yield from _some(region.get("active"), f"{home}.active", "days_per_week", "days_per_month")
    for name, stage in (one.get("stages") or {}).items():
        home = f"{path}.stages.{name}"
        yield from _some(stage, home, "factor", "sites")
        yield from _some(stage.get("drivers"), f"{home}.drivers", *(stage.get("drivers") or ()))
        for region, then in (stage.get("regions") or {}).items():
            yield from _some(then["drivers"], f"{home}.regions.{region}.drivers", *then["drivers"])
    for name, case in one["load_cases"].items():
        keys = ("sites_at_peak", "pages_per_minute", "rounding_step")
        yield from _some(case, f"{path}.load_cases.{name}", *keys)


def _of_caching(caching: Any) -> Iterator[tuple[str, Any]]:
    cache = {"hit_rate": "0%"} | caching.get("prefix_cache", {})
    yield from _some(cache, "caching.prefix_cache", "hit_rate", "block_tokens", "kept_minutes")
    for name, one in (cache.get("block_readings") or {}).items():
        yield from _some(one, f"caching.prefix_cache.block_readings.{name}", "block_tokens")
    for name, one in ((caching.get("query_reuse") or {}).get("phases") or {}).items():
        yield from _some(one, f"caching.query_reuse.phases.{name}", "reuse")
