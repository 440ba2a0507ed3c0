"""What records must hold between them, once each is valid in itself.

In: the records. Out: the path and the words of everything that does not hold.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import date
from fractions import Fraction
from itertools import pairwise
from operator import mul

from generator.errors import did_you_mean
from generator.inputs.asked_once import asked_once, base_of_the_same, home_of, parts
from generator.inputs.asking import Pool
from generator.inputs.caching import ReusePhase
from generator.inputs.elsewhere import goes_to, routed, served, vendors
from generator.inputs.entry import Misfit, fields_of
from generator.inputs.located_yaml import KEY, YamlPath
from generator.inputs.offer_checks import of_offers
from generator.inputs.page_profiles import Call, Component, PageProfile
from generator.inputs.proposal import Budget, OtherVendor, Reference
from generator.inputs.quantities import Quantity, unit_of
from generator.inputs.records import Inputs
from generator.inputs.savings import CompressedComponent, ReusedAnswers, Saving, SkippedCall, Takes
from generator.inputs.scenario_checks import of_scenario
from generator.inputs.scenarios import LoadCase, Scenario
from generator.inputs.work_checks import paid_by_kind, units_of_work
from generator.units import Share, TokensPerRequest, write

TAKEN = {*fields_of(Inputs), "assumptions", "constants", "request"}
"""What the names of figures begin with; those of a load case begin with its scenario."""

LABELLED = (PageProfile, Scenario, Saving, LoadCase, Call, Component, ReusePhase, Pool, OtherVendor, Reference)
"""What the document tells from others of its kind by its label; a call and a component within their page profile."""


def check(inputs: Inputs, whole: Collection[str]) -> Iterator[Misfit]:
    """Every conflict in the valid entries of some inputs; what needs several files is checked where they are `whole`.

    Of a file that is not whole, `inputs` has the valid entries; none where it has none.
    """
    for name, profile in inputs.page_profiles.items():
        yield from _profile(name, profile)
    for name, scenario in inputs.scenarios.items():
        if name.split(".", maxsplit=1)[0] in TAKEN:
            what = f"a scenario cannot be called {name}"
            yield Misfit(("scenarios", name, KEY), what, "other figures begin with that name")
        yield from of_scenario(("scenarios", name), scenario)
    first: dict[object, YamlPath] = {}
    for path, entry, *_ in inputs.walked:
        if isinstance(entry, LABELLED):
            home = path[:2] if isinstance(entry, Call | Component) else ()
            other = first.setdefault((type(entry), home, entry.label), path)
            if other != path:
                yield Misfit((*path, "label"), f"the label “{entry.label}” stands twice", beside=((*other, "label"),))
    for rule, needs in RULES.items():
        if {*needs} <= {*whole}:
            yield from rule(inputs)


def headline_homes(inputs: Inputs) -> list[str]:
    """The names of the scenarios of the headline cases, a pool each."""
    return [home_of(inputs, part.headline_case) for part in inputs.proposal.request.parts.values()]


def headline_profiles(inputs: Inputs) -> list[PageProfile]:
    """The page profiles of the headline cases of all pools."""
    names = [name for home in headline_homes(inputs) for name in inputs.scenarios[home].profiles]
    return [inputs.page_profiles[name] for name in dict.fromkeys(names)]


def touches(inputs: Inputs, takes: Takes | str, home: str) -> bool:
    """Whether what a saving takes is on the pages of a scenario."""
    profiles = [inputs.page_profiles[name] for name in inputs.scenarios[home].profiles]
    match takes:
        case ReusedAnswers(query_reuse=name):
            phases = inputs.caching.query_reuse.phases if inputs.caching.query_reuse else {}
            return phases[name].scenario == home
        case SkippedCall(skipped_call=name):
            return any(name in profile.calls for profile in profiles)
        case CompressedComponent(compressed_component=name):
            return any(name in profile.components for profile in profiles)
    return False


def _profile(profile_name: str, profile: PageProfile) -> Iterator[Misfit]:
    path: YamlPath = ("page_profiles", profile_name)
    for name, call in profile.calls.items():
        here = (*path, "calls", name)
        for index, component in enumerate(call.begins_with):
            if component not in profile.components:
                hint = did_you_mean(component, profile.components)
                yield Misfit((*here, "begins_with", index), f"unknown component {component}", hint)
            elif component in call.begins_with[:index]:
                yield Misfit((*here, "begins_with", index), f"the component {component} stands twice")
        known = [key for key in call.begins_with if key in profile.components]
        prefix = sum((profile.components[key].tokens.ends[2] for key in known), Fraction(0))
        if call.input_tokens is not None and prefix > call.input_tokens.ends[0]:
            tokens = write(prefix, unit_of(TokensPerRequest))
            what = f"the call begins with up to {tokens} tokens of components, more than its input"
            beside = tuple((*path, "components", key, "tokens") for key in known)
            yield Misfit((*here, "input_tokens"), what, "", beside)
        if call.hit_rate is not None and not call.begins_with and call.turns is None:
            what = f"{name} has a hit_rate, but begins with no component and has no turns: there is nothing to be found"
            yield Misfit((*here, "hit_rate"), what, "name the components that its prompt begins with, in begins_with")
        yield from _sizes(here, profile, call)
        yield from _hit_rates(path, profile, name, known)
    used = {component for call in profile.calls.values() for component in call.begins_with}
    for component in profile.components:
        if component not in used:
            yield Misfit((*path, "components", component, KEY), f"no call begins with the component {component}")
    sends = (bool(call.work) or _least_prompt(profile, call) > 0 for call in profile.calls.values())
    often = (call.requests_per_page.ends[0] for call in profile.calls.values())
    if not any(map(mul, often, sends)):
        what = "may send nothing" if any(call.work for call in profile.calls.values()) else "sends no input tokens"
        yield Misfit((*path, "calls"), f"a page of this profile {what}")


def _hit_rates(path: YamlPath, profile: PageProfile, call: str, known: list[str]) -> Iterator[Misfit]:
    """A prefix is found no oftener than what it begins with."""
    rated = [(key, rate.ends[1]) for key in known if (rate := profile.components[key].hit_rate)]
    for (before, often), (key, oftener) in pairwise(rated):
        if oftener > often:
            high, low = (write(rate, unit_of(Share)) for rate in (oftener, often))
            what = f"{call} finds {key} in {high} of its requests, and {before}, which stands before it, in {low}"
            here, there = ((*path, "components", one, "hit_rate") for one in (key, before))
            yield Misfit(here, what, beside=(there,))


def _sizes(here: YamlPath, profile: PageProfile, call: Call) -> Iterator[Misfit]:
    """What a request may have at most is no less than what one has on average."""
    for key, has, means in (
        ("max_completion_tokens", call.least_output, "puts out"),
        ("largest_input_tokens", _least_prompt(profile, call), "sends"),
    ):
        most = getattr(call, key)
        if isinstance(most, Quantity) and most.ends[2] < has:
            tokens = write(has, unit_of(TokensPerRequest))
            yield Misfit((*here, key), f"the call {means} {tokens} tokens a request, more than its {key}")


def _least_prompt(profile: PageProfile, call: Call) -> Fraction:
    """The fewest tokens that the prompt of a call may have."""
    if call.input_tokens is not None:
        return call.input_tokens.ends[0]
    parts = [profile.components[key].tokens for key in call.begins_with if key in profile.components]
    own = [call.specific_tokens] if call.specific_tokens is not None else []
    return sum((quantity.ends[0] for quantity in (*parts, *own)), Fraction(0))


def _cases(inputs: Inputs) -> Iterator[Misfit]:
    paths = [(name, case) for name, scenario in inputs.scenarios.items() for case in scenario.load_cases]
    counts = Counter(map(".".join, paths))
    for name, case in paths:
        if counts[f"{name}.{case}"] > 1:
            yield Misfit(("scenarios", name, "load_cases", case, KEY), f"two load cases are called {name}.{case}")


def _days(inputs: Inputs) -> Iterator[Misfit]:
    if isinstance((needed := inputs.proposal.needed_by), date) and needed < inputs.proposal.dated:
        what = "the capacity is needed before the day of this version"
        yield Misfit(("proposal", "needed_by"), what, beside=(("proposal", "dated"),))


def _calls(inputs: Inputs) -> Iterator[Misfit]:
    used = served(inputs)
    for name, key, call in inputs.calls:
        if inputs.models[call.model].reservation == "evaluation":
            what = f"{call.model} is under evaluation; a call needs a model in use"
            yield Misfit(("page_profiles", name, "calls", key, "model"), what)
    for name, model in inputs.models.items():
        if model.evaluation is None and name not in used:
            yield Misfit(("models", name, KEY), f"no call uses the model {name}")


def _replacements(inputs: Inputs) -> Iterator[Misfit]:
    serving = {call.model for profile in headline_profiles(inputs) for call in profile.calls.values()}
    for name, model in inputs.models.items():
        for key, replacement in model.evaluation.replacements.items() if model.evaluation else ():
            for index, replaced in enumerate(replacement.replaces):
                here = ("models", name, "evaluation", "replacements", key, "replaces", index)
                if replaced not in serving:
                    yield Misfit(here, f"{replaced} serves no call of the headline case's page profile")
                elif replaced in replacement.replaces[:index]:
                    yield Misfit(here, f"the model {replaced} stands twice")


def _availability(inputs: Inputs) -> Iterator[Misfit]:
    """What the vendor says of a model is dated, and a model is replaced by one that is in the catalogue."""
    dated = {reference.label for reference in inputs.proposal.references if reference.read is not None}
    for name, model in inputs.models.items():
        if model.availability is None:
            continue
        here, instead = ("models", name, "availability"), model.availability.replaced_by
        if model.availability.reference not in dated:
            what = f"no reference {model.availability.reference} names the day it was read"
            yield Misfit((*here, "reference"), what, did_you_mean(model.availability.reference, dated))
        found = inputs.models[instead].availability if instead is not None else None
        if instead is not None and (instead == name or (found and found.left is not None)):
            yield Misfit((*here, "replaced_by"), f"{instead} left the catalogue itself")


def _savings(inputs: Inputs) -> Iterator[Misfit]:
    profiles = headline_profiles(inputs)
    known = {
        "skipped_call": ("call", [key for profile in profiles for key in profile.calls]),
        "compressed_component": ("component", [key for profile in profiles for key in profile.components]),
    }
    for name, saving in inputs.savings.items():
        for taken, (what, keys) in known.items():
            key = getattr(saving.takes, taken, None)
            if key is not None and key not in keys:
                says = f"the headline case's page profile has no {what} {key}"
                yield Misfit(("savings", name, "takes", taken), says, did_you_mean(key, keys))


def _reuses(inputs: Inputs) -> Iterator[Misfit]:
    """A saving is worked out on the headline case, so that its reuse is of a phase of that scenario."""
    homes = headline_homes(inputs)
    phases = inputs.caching.query_reuse.phases if inputs.caching.query_reuse else {}
    for name, saving in inputs.savings.items():
        if isinstance(saving.takes, ReusedAnswers) and phases[saving.takes.query_reuse].scenario not in homes:
            phase = saving.takes.query_reuse
            what = f"the phase {phase} is of {phases[phase].scenario}, but the headline case of {' and '.join(homes)}"
            of_phase: YamlPath = ("caching", "query_reuse", "phases", phase, "scenario")
            beside = (of_phase, (*next(parts(inputs))[0], "headline_case"))
            yield Misfit(("savings", name, "takes", "query_reuse"), what, beside=beside)


def _writes(inputs: Inputs) -> Iterator[Misfit]:
    """What a call in turns writes to the cache is not worked out."""
    counts = [(name, key, getattr(one, key)) for name, one in inputs.models.items() for key in ("price", "meter")]
    told = {name: key for name, key, found in counts if found and found.written is not None}
    for name, key, call in inputs.calls:
        for model in (one for one in goes_to(inputs, name, key) if one in told and call.turns is not None):
            what = f"the {told[model]} of {model} counts cache writes, which are not worked out of a call in turns"
            beside = (("models", model, told[model], "written"),)
            yield Misfit(("page_profiles", name, "calls", key, "turns"), what, "leave written out", beside)


def _currency(inputs: Inputs) -> Iterator[Misfit]:
    """An amount of money is in a currency, the same for all."""
    priced: list[YamlPath] = [("models", name, "price") for name, one in inputs.models.items() if one.price]
    units = {name: one.meter.unit for name, one in inputs.models.items() if one.meter and one.meter.unit}
    priced += [("models", name, "meter", "unit", key) for name, unit in units.items() for key in unit.prices]
    budget = inputs.proposal.terms.budget if inputs.proposal.terms else None
    if isinstance(budget, Budget) and budget.per_month is not None:
        priced.append(("proposal", "terms", "budget", "per_month"))
    if priced and inputs.proposal.currency is None:
        yield Misfit(priced[0], "an amount of money in no currency", "add currency: to proposal.yaml, such as USD")


RULES: Mapping[Callable[[Inputs], Iterator[Misfit]], tuple[str, ...]] = {
    _cases: ("scenarios",),
    asked_once: ("proposal", "scenarios"),
    base_of_the_same: ("proposal", "scenarios"),
    _days: ("proposal",),
    _currency: ("proposal", "models"),
    _writes: ("models", "page_profiles"),
    _calls: ("models", "page_profiles"),
    units_of_work: ("proposal", "models", "page_profiles"),
    paid_by_kind: ("models", "page_profiles"),
    _replacements: ("proposal", "models", "page_profiles", "scenarios"),
    _availability: ("proposal", "models"),
    routed: ("models", "page_profiles"),
    vendors: ("proposal", "models"),
    _savings: ("proposal", "page_profiles", "scenarios", "savings"),
    _reuses: ("proposal", "scenarios", "caching", "savings"),
    of_offers: ("proposal", "models", "offers"),
}
"""What holds between entries, with the files that each needs."""
