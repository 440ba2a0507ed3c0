"""Which rows count tokens: those of calls that send or get any. Of the others no figure of tokens is told.

In: a reckoning, and where a row stands. Out: whether any call behind it has tokens; and which figures are of tokens.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.reckoning.figures import Reckoning
    from tests.reckoning.typed import Files

Typed = Mapping[str, Any]
"""A call as it is typed."""
NAMED = ("cache_rate", "is_heaviest", "is_lightest", "nothing_is_cached", "share_of_input", "dominates_input")
"""Figures of tokens whose names do not say so."""
AWAY = {"elsewhere": ("split", "fallback"), "always": ("split",)}
"""Under which name what goes to other vendors stands, and how it comes there."""


@cache
def of_tokens(name: str) -> bool:
    """Whether a figure counts tokens, or says something of them."""
    return (
        "token" in name or name.startswith(("default_total", "exceeds_default", "total_to_uncached")) or name in NAMED
    )


def every_call(files: "Files") -> Iterator[Typed]:
    """The calls of all pages."""
    for page in files["page_profiles"].values():
        yield from page["calls"].values()


def ways_of(call: Typed) -> set[str]:
    """Whether a call sends tokens, and whether it gets any."""
    ways = {"input_tokens": "sent", "specific_tokens": "sent", "output_tokens": "back"}
    return {ways[key] for key in call.keys() & ways.keys()}


def counts_tokens(own: "Reckoning", path: str) -> bool:
    """Whether a row counts tokens: any of the calls that it is made of does."""
    if path.startswith(("constants", "proposal.limits", "models.")) and ".replacements." not in path:
        return True
    return any(ways_of(call) for call in calls_of(own, path))


def calls_of(own: "Reckoning", path: str) -> list[Typed]:
    """The calls that a row is made of."""
    home, _, model = path.partition(".models.") if ".models." in path else path.partition(".mixed.")
    model = model.partition(".work.")[0].partition(".limits.")[0]
    if path.startswith("models.") and ".replacements." in path:
        name, _, rest = path.removeprefix("models.").partition(".evaluation.replacements.")
        replacements = own.files["models"][name]["evaluation"]["replacements"]
        replaced = replacements[longest(replacements, rest)]["replaces"]
        return [call for call in _of_scenario(own, own.home(_headline(own, path))) if call["model"] in replaced]
    found = _behind(own, home)
    for state, ways in AWAY.items():
        if f".{state}" in path:
            return _that_leave(own, found, path.partition(f".{state}")[2], ways)
    if ".replaced" in home:
        places = {name: one.get("availability") or {} for name, one in own.files["models"].items()}
        taken = [model, *(one for one, place in places.items() if place.get("replaced_by") == model)]
        return [call for call in found if call["model"] in taken]
    if home.endswith(".unavailable"):
        return [call for call in found if "left" in (own.files["models"][call["model"]].get("availability") or {})]
    if ".reservations." in home:
        kind = home.partition(".reservations.")[2]
        return [c for c in found if own.files["models"][c["model"]].get("reservation", "primary") == kind]
    return [call for call in found if not model or call["model"] == model]


def _that_leave(own: "Reckoning", calls: list[Typed], to: str, ways: Iterable[str]) -> list[Typed]:
    """Those of the calls that go to the model of another vendor that a path names."""
    models = own.files["models"]
    named = [name for name, one in models.items() if "vendor" in one and f".{name}." in f"{to}."]
    model = max(named, key=len, default=None)
    every = [(call, {**models[call["model"]], **call}) for call in calls]
    return [call for call, one in every if model is None or any(model in (one.get(way) or {}) for way in ways)]


def longest(names: Iterable[str], path: str) -> str:
    """The name that a path begins with: names may have points, so of several the longest."""
    return max((one for one in names if f"{path}.".startswith(f"{one}.")), key=len)


def _headline(own: "Reckoning", path: str) -> str:
    """The headline case of the pool that a path names, or of the first."""
    named = f"{path}."
    return next((one.headline for one in own.parts if f".{one.path[8:]}." in named and "." in one.path), own.headline)


def _behind(own: "Reckoning", home: str) -> list[Typed]:
    """The calls of the pages behind a path."""
    profiles = own.files["page_profiles"]
    if home.startswith("page_profiles."):
        return _some(profiles[longest(profiles, home.removeprefix("page_profiles."))]["calls"], home)
    if home.startswith("savings.") or home.startswith("caching."):
        if ".parts." in home:
            return _some(profiles[longest(profiles, home.partition(".parts.")[2])]["calls"], home)
        scenario = own.home(_headline(own, home))
        if home.startswith("caching.query_reuse.phases."):
            phases = own.files["caching"]["query_reuse"]["phases"]
            scenario = phases[longest(phases, home.removeprefix("caching.query_reuse.phases."))]["scenario"]
        return [call for one in own.profiles_of(scenario) for call in _some(profiles[one]["calls"], home)]
    if home.startswith("request"):
        return _of_request(own, home)
    if ".parts." in home:
        return list(profiles[longest(profiles, home.partition(".parts.")[2])]["calls"].values())
    if home.startswith("proposal.terms.ramp"):
        return _of_request(own, own.parts[0].path)
    return _of_scenario(own, longest(own.files["scenarios"], home.removeprefix("scenarios.")))


def _of_request(own: "Reckoning", home: str) -> list[Typed]:
    """The calls behind what a part asks for: of its headline case or another in its place, and of those included."""
    part = next(one for one in own.parts if f"{home}.".startswith(f"{one.path}."))
    instead = f"{home}.".startswith(f"{part.path}.alternative.")
    first = str(part.typed["alternative_case"]) if instead else part.headline
    included = [] if f"{home}.".startswith(f"{part.path}.one_more.case.") else part.included
    return [call for case in (first, *included) for call in _of_scenario(own, own.home(case))]


def _of_scenario(own: "Reckoning", scenario: str) -> list[Typed]:
    """The calls of the pages of a scenario."""
    profiles = own.files["page_profiles"]
    return [call for one in own.profiles_of(scenario) for call in profiles[one]["calls"].values()]


def _some(calls: Mapping[str, Typed], home: str) -> list[Typed]:
    """All calls of a page, or the one that a path names."""
    named = home.partition(".calls.")[2]
    if not named:
        return list(calls.values())
    return [call for key, call in calls.items() if f"{named}.".startswith(f"{key}.")]
