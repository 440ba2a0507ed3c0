"""A proposal with the changes of one of its variants made.

In: the plain values of a proposal, and its records. Out: the same with a variant's values in the place of others, each
at its line of variants.yaml; and each path of a variant that names nothing, as a fault at that line.
"""

from collections.abc import Collection, Iterator, Mapping
from copy import deepcopy
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

from generator.errors import Place, refusal
from generator.inputs.checks import headline_homes
from generator.inputs.located_yaml import KEY, Value, YamlPath
from generator.inputs.quantities import Quantity
from generator.inputs.raw import VARIANTS, Raw, left_out, names_of, put
from generator.inputs.records import Inputs
from generator.inputs.savings import CompressedComponent, ReusedAnswers, SkippedCall


def varied(raw: Raw, inputs: Inputs, name: str) -> tuple[Raw, Mapping[str, Value]]:
    """The plain values with those of a variant in the place of others, and what was put where.

    `raw` is sound, `inputs` are its records, and both stay as they were. Raises ProposalError for a saving that cannot
    be put into the inputs.
    """
    values: Any = deepcopy(dict(raw.values))
    places, measured = dict(raw.places), dict(raw.measured)
    values |= {VARIANTS: {}, "offers": {}}
    values["proposal"].pop("offer", None)
    puts: dict[str, Value] = {}
    for path, new, home in _puts(raw, inputs, name):
        known = names_of(places)
        keys = known.get(path) or left_out(values, known, path)
        below = {at[len(home) :]: place for at, place in raw.places.items() if at[: len(home)] == home}
        put(values, places, keys, deepcopy(new), {at: place for at, place in below.items() if at != (KEY,)})
        measured = {at: one for at, one in measured.items() if at[: len(keys)] != keys}
        puts[path] = new
    _settle(values)
    return replace(raw, values=values, places=places, measured=measured), puts


def _puts(raw: Raw, inputs: Inputs, name: str) -> Iterator[tuple[str, Value, YamlPath]]:
    """What a variant puts: the path of an input, the value, and where that stands."""
    one = inputs.variants[name]
    for index, saving in enumerate(one.built):
        home = (VARIANTS, name, "built", index)
        found = built(inputs, saving)
        if not found:
            what = f"what {saving} takes cannot be put into the inputs"
            raise refusal(raw.places.get(home, Place(VARIANTS)), what, "write what it changes into set")
        yield from ((path, value, home) for path, value in found.items())
    puts = raw.values[VARIANTS][name].get("set", {})
    yield from ((path, value, (VARIANTS, name, "set", path)) for path, value in puts.items())


def built(inputs: Inputs, saving: str) -> Mapping[str, Value]:
    """The values that a saving puts once it is built, by the path of the input in whose place they stand.

    None, where the saving is yet to be measured, or what it takes from is not an input by itself.
    """
    homes = (inputs.scenarios[home] for home in headline_homes(inputs))
    profiles = {name: inputs.page_profiles[name] for scenario in homes for name in scenario.profiles}
    match inputs.savings[saving].takes:
        case ReusedAnswers(query_reuse=name) if inputs.caching.query_reuse:
            phase = inputs.caching.query_reuse.phases[name]
            share = inputs.scenarios[phase.scenario].generative_share
            path = f"scenarios.{phase.scenario}.generative_share"
            return {} if share is None else {path: _less(share, phase.reuse, percent=True)}
        case SkippedCall(skipped_call=name, share_of_pages=taken):
            calls = {key: one.calls[name] for key, one in profiles.items() if name in one.calls}
            path = f"calls.{name}.requests_per_page"
            return {f"page_profiles.{key}.{path}": _less(one.requests_per_page, taken) for key, one in calls.items()}
        case CompressedComponent(compressed_component=name, share_of_tokens=taken):
            known = {key: one for key, one in profiles.items() if name in one.components}
            calls_of = [call for one in known.values() for call in one.calls.values() if name in call.begins_with]
            if any(call.input_tokens is not None for call in calls_of):
                return {}
            tokens = {key: one.components[name].tokens for key, one in known.items()}
            return {f"page_profiles.{key}.components.{name}.tokens": _less(one, taken) for key, one in tokens.items()}
    return {}


def _less(whole: Quantity, taken: Quantity, percent: bool = False) -> Value:
    """A quantity less a share of it, as it would be typed: least where most is taken."""
    kept = [one * (1 - each) for one, each in zip(whole.ends, taken.ends[::-1], strict=True)]
    typed = [f"{float(round(one * 100, 9)):.9f}".rstrip("0").rstrip(".") + "%" for one in kept]  # to a billionth
    low, likely, high = typed if percent else kept
    return likely if low == high else {"low": low, "likely": likely, "high": high}


def _settle(values: Any) -> None:
    """Follows what a variant puts: a model that a call is given is in use, one that no call is given is not there.

    Where a call is given a model that does not exist, all models stay: the fault that follows names those that exist.
    """
    models, profiles = values["models"], values["page_profiles"].values()
    used = {call["model"] for profile in profiles for call in profile["calls"].values()}
    if not used <= {*models}:
        return
    for name in used:
        if models.get(name, {}).get("reservation") == "evaluation":
            models[name] = {key: one for key, one in models[name].items() if key not in ("reservation", "evaluation")}
    for name in [one for one in models if one not in used]:
        tried = models[name].get("evaluation", {})
        replacements = tried.get("replacements", {})
        kept = {key: one for key, one in replacements.items() if {*one["replaces"]} <= used}
        if kept:
            tried["replacements"] = kept
        else:
            del models[name]
    for one in models.values():
        if one.get("availability", {}).get("replaced_by") not in (None, *models):
            del one["availability"]["replaced_by"]


def of_shown(text: str, lines: Mapping[str, int], shown: Collection[str]) -> str:
    """The file of variants with no more in it than those that are shown, each at its line.

    `lines` are the lines at which the variants begin. What stands above the next one, indented no deeper, is of that.
    """
    typed, kept = text.split("\n"), set[int]()
    starts = sorted([*((line, name) for name, line in lines.items()), (len(typed) + 1, "")])
    for (first, name), (after, _) in pairwise(starts):
        last = after - 1
        while last > first and (not typed[last - 1].strip() or typed[last - 1].startswith("#")):
            last -= 1
        kept |= {*range(first, last + 1)} if name in shown else set()
    return "\n".join(line if number in kept else "" for number, line in enumerate(typed, 1))


def is_put(place: Place) -> bool:
    """Whether what stands at a place was put there in place of an input: that is its only source."""
    return not place.line or Path(place.file).name == f"{VARIANTS}.yaml"
