"""How much one proposal may ask to be worked out, so that what is valid takes seconds, and well under a gigabyte.

In: the records. Out: the entry with which they come to more than a limit, found by counting before anything is worked
out. How large a file may be, in bytes and in values, `files` and `located_yaml` say.
"""

from collections.abc import Iterator

from generator.inputs.checks import headline_profiles
from generator.inputs.entry import Misfit
from generator.inputs.located_yaml import KEY, YamlPath
from generator.inputs.quantities import Fact, Quantity
from generator.inputs.records import Inputs, walk
from generator.inputs.rules import stated
from generator.inputs.savings import ReusedAnswers
from generator.inputs.scenarios import Scenario

MOST_FIGURES = 40_000
"""Figures of a proposal."""
MOST_MIXTURES = 400_000
"""Figures times ranges: of every figure it is found out which way each range leads it."""

CALL, PROFILE_CALL, MORE, COMPONENT, MODEL, DEMAND, SUM = 8, 23, 8, 8, 17, 7, 12
"""About so many figures has a call on a page, and one in its profile, with how far the request moves with it; a prompt
component; a model on a page; a model in a load case; and what stands beside them."""
NUMBER, HOUR, UNITS, ELSEWHERE = 11, 5, 16, 130
"""And a number of a scenario's traffic, with how far the request moves with it; an hour of a region's profile; units of
capacity; and a model of another vendor."""

SAYS_MORE = ("turns", "reasoning_tokens", "retries", "failures", "hit_rate")
"""What a call may state beyond its tokens, each a row of figures."""


def over_budget(inputs: Inputs) -> Iterator[Misfit]:
    """The first entry that takes the figures above their limit, or the range that takes the mixtures above theirs."""
    figures = 0
    for path, asked in entries(inputs):
        figures += asked
        if figures > MOST_FIGURES:
            what = f"with this entry the proposal has over {MOST_FIGURES:,} figures, more than are worked out"
            yield Misfit(path, what, "split the proposal")
            return
    most = MOST_MIXTURES // max(figures, 1)
    for number, path in enumerate(ranges(inputs), 1):
        if number > most:
            what = f"this is range {number:,}; with about {figures:,} figures, no more than {most:,} are worked out"
            yield Misfit(path, what, "state one value where the range matters least")
            return


def entries(inputs: Inputs) -> Iterator[tuple[YamlPath, int]]:
    """The path of each entry that asks for figures, and about how many, in the order of the files."""
    headline = [call for profile in headline_profiles(inputs) for call in profile.calls.values()]
    used = {
        name: len({call.model for call in entry.calls.values()}) + 1 for name, entry in inputs.page_profiles.items()
    }
    rows = len({call.model for call in headline}) + 1
    page = len(headline) * CALL + rows * (MODEL + DEMAND)
    priced = sum(bool(one.meter and one.meter.unit and one.meter.unit.prices) for one in inputs.models.values())
    for name, model in inputs.models.items():
        limits = len(model.published.given) if model.published else 0
        meter = UNITS if model.meter else 0
        yield ("models", name, KEY), 3 * limits + meter + (ELSEWHERE if model.vendor else 0)
        for key in model.evaluation.replacements if model.evaluation else ():
            yield ("models", name, "evaluation", "replacements", key, KEY), MODEL + DEMAND + 3
    for name, profile in inputs.page_profiles.items():
        yield ("page_profiles", name, KEY), used[name] * MODEL
        for key in profile.components:
            yield ("page_profiles", name, "components", key, KEY), COMPONENT
        for key, call in profile.calls.items():
            yield ("page_profiles", name, "calls", key, KEY), PROFILE_CALL + MORE * len(stated(call, SAYS_MORE))
    for name, scenario in inputs.scenarios.items():
        rows_of = sum(used[profile] for profile in scenario.profiles)
        mixed = rows_of * MODEL if scenario.page_profiles else 0
        stages = len(scenario.stages or {}) * (rows_of * DEMAND + SUM)
        yield ("scenarios", name, KEY), rows_of * SUM + 2 * SUM + mixed + stages + _of_traffic(scenario)
        for key in scenario.load_cases:
            yield ("scenarios", name, "load_cases", key, KEY), rows_of * DEMAND + SUM
    for key in inputs.caching.prefix_cache.block_readings:
        yield ("caching", "prefix_cache", "block_readings", key, KEY), page
    for name, saving in inputs.savings.items():
        asks = rows * DEMAND + SUM if isinstance(saving.takes, str | ReusedAnswers) else page + SUM
        yield ("savings", name, KEY), asks + (2 * rows * DEMAND + priced * UNITS if priced else 0)


def _of_traffic(scenario: Scenario) -> int:
    """What the numbers of a scenario's traffic ask for, and the hours of its regions."""
    held = (scenario.drivers, scenario.peak, scenario.regions, scenario.stages, scenario.page_profiles)
    numbers = sum(isinstance(value, Quantity) for one in held for _, value, *_ in walk(one))
    profile = (scenario.peak and scenario.peak.hours) or ()
    hours = len(profile) * max(len(scenario.regions or ()), 1)
    return numbers * NUMBER + hours * HOUR


def ranges(inputs: Inputs) -> Iterator[YamlPath]:
    """The path of each range; facts are calculated with nowhere."""
    for path, value, *_ in inputs.walked:
        if isinstance(value, Quantity) and not isinstance(value, Fact) and value.ends[0] != value.ends[2]:
            yield path
