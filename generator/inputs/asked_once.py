"""What is asked for is asked for once: no sites stand in two cases, nor in two pools.

In: the records. Out: what does not hold; and the scenario that a load case is of.
"""

from collections.abc import Iterator

from generator.inputs.asking import Asked
from generator.inputs.entry import Misfit
from generator.inputs.located_yaml import KEY, YamlPath
from generator.inputs.records import Inputs


def home_of(inputs: Inputs, case: str) -> str:
    """The name of the scenario of a load case; either name may hold dots."""
    scenarios = inputs.scenarios.items()
    return next(name for name, scenario in scenarios if any(f"{name}.{key}" == case for key in scenario.load_cases))


def headline_beside(inputs: Inputs, scenario: str) -> str:
    """The headline case that a scenario stands beside: of the part that names a case of it, or of the first."""
    every = inputs.proposal.request.parts.values()
    named = {home_of(inputs, name): one for one in every for name in one.beside}
    found = {home_of(inputs, one.headline_case): one for one in every} | named
    return found.get(scenario, inputs.proposal.request.first).headline_case


def outside(inputs: Inputs) -> list[str]:
    """The scenarios whose load cases the request does not name."""
    every = inputs.proposal.request.parts.values()
    cases = {name for one in every for name in (one.headline_case, one.alternative_case, one.base_case, *one.beside)}
    return [name for name in inputs.scenarios if name not in {home_of(inputs, case) for case in cases if case}]


def parts(inputs: Inputs) -> Iterator[tuple[YamlPath, Asked]]:
    """What is asked for apart, with where it stands."""
    for path, part in inputs.proposal.request.parts.items():
        yield ("proposal", *path.split(".", maxsplit=2)), part


def asked_once(inputs: Inputs) -> Iterator[Misfit]:
    """The sites of a scenario are asked for once: cases that are asked for together are of different scenarios."""
    taken: dict[str, YamlPath] = {}
    for here, part in parts(inputs):
        headline, at = home_of(inputs, part.headline_case), (*here, "headline_case")
        if headline in taken:
            yield Misfit(at, f"the traffic of {headline} is in another pool already", beside=(taken[headline],))
        asked = dict(taken)
        if part.alternative_case is not None:
            instead = (*here, "alternative_case")
            asked[home_of(inputs, part.alternative_case)] = instead
            if part.alternative_case == part.headline_case:
                yield Misfit(instead, "the alternative case is the headline case itself", beside=(at,))
        asked[headline] = taken[headline] = at
        for name, case in part.beside.items():
            home, beside = home_of(inputs, name), (*here, "beside", name, KEY)
            if home == headline or (case.included and home in asked):
                yield Misfit(beside, f"the traffic of {home} is in another case already", beside=(asked[home],))
            elif case.included:
                asked[home] = taken[home] = beside


def base_of_the_same(inputs: Inputs) -> Iterator[Misfit]:
    """A base is what the same sites need all the time."""
    for at, asked in parts(inputs):
        if asked.base_case is None:
            continue
        here = (*at, "base_case")
        if asked.base_case == asked.headline_case:
            yield Misfit(here, "the base case is the headline case itself", beside=((*at, "headline_case"),))
        elif home_of(inputs, asked.base_case) != home_of(inputs, asked.headline_case):
            what = f"{asked.base_case} is of other sites than the headline case"
            yield Misfit(here, what, "name a case of the same")
