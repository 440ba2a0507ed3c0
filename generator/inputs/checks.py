"""What records must hold between them, once each is valid in itself.

In: the records. Out: the path and the words of everything that does not hold.
"""

from collections.abc import Iterator
from fractions import Fraction

from generator.errors import did_you_mean
from generator.inputs.quantities import Amount
from generator.inputs.records import CompressedComponent, Inputs, PageProfile, ReusedAnswers, Scenario, SkippedCall
from generator.located_yaml import Path

Finding = tuple[Path, str]


def check(inputs: Inputs) -> Iterator[Finding]:
    """Every finding, in the order of the files."""
    for name, profile in inputs.page_profiles.items():
        yield from _profile(("page_profiles", name), profile)
    for name, scenario in inputs.scenarios.items():
        yield from _scenario(("scenarios", name), scenario)
    yield from _models(inputs)
    yield from _savings(inputs)
    request = inputs.proposal.request
    if request.headline_case in request.beside:
        yield ("proposal", "request", "beside", request.headline_case), "the headline case cannot run beside itself"


def _profile(path: Path, profile: PageProfile) -> Iterator[Finding]:
    for name, call in profile.calls.items():
        here = (*path, "calls", name)
        for index, component in enumerate(call.begins_with):
            if component not in profile.components:
                hint = did_you_mean(component, profile.components)
                yield (*here, "begins_with", index), f"unknown component {component}" + (f"; {hint}" if hint else "")
            elif component in call.begins_with[:index]:
                yield (*here, "begins_with", index), f"the component {component} stands twice"
        prefix = sum(
            (profile.components[c].tokens.ends[2] for c in call.begins_with if c in profile.components), Fraction(0)
        )
        if prefix > call.input_tokens.ends[0]:
            yield (
                (*here, "input_tokens"),
                f"the call begins with up to {prefix} tokens of components, more than its input",
            )
    used = {component for call in profile.calls.values() for component in call.begins_with}
    for component in profile.components:
        if component not in used:
            yield (*path, "components", component), f"no call begins with the component {component}"
    if not sum(call.requests_per_page.ends[0] * call.input_tokens.ends[0] for call in profile.calls.values()):
        yield (*path, "calls"), "a page of this profile sends no input tokens"


def _scenario(path: Path, scenario: Scenario) -> Iterator[Finding]:
    derives = (scenario.campaign or scenario.month or scenario.sustained) is not None
    for name, case in scenario.load_cases.items():
        at_peak, here = case.sites_at_peak, (*path, "load_cases", name, "sites_at_peak")
        if at_peak is None:
            continue
        most, least = (
            (at_peak.ends[2], at_peak.ends[0]) if isinstance(at_peak, Amount) else (scenario.sites.ends[0],) * 2
        )
        if most > scenario.sites.ends[0]:
            yield here, f"{most} sites at peak, but the scenario has {scenario.sites.ends[0]}"
        if scenario.peak is None and most > 0:
            yield here, "sites at peak need the scenario's peak rate"
        if not derives and least < scenario.sites.ends[2]:
            yield here, "sites below their peak need a sustained rate: month, campaign or sustained"


def _models(inputs: Inputs) -> Iterator[Finding]:
    for name, profile in inputs.page_profiles.items():
        for call_name, call in profile.calls.items():
            if inputs.models[call.model].reservation == "evaluation":
                yield (
                    ("page_profiles", name, "calls", call_name, "model"),
                    f"{call.model} is under evaluation; a call needs a model in use",
                )
    used = {call.model for profile in inputs.page_profiles.values() for call in profile.calls.values()}
    for name, model in inputs.models.items():
        if model.evaluation is None and name not in used:
            yield ("models", name), f"no call uses the model {name}"
        for key, replacement in model.evaluation.replacements.items() if model.evaluation else ():
            for index, replaced in enumerate(replacement.replaces):
                here = ("models", name, "evaluation", "replacements", key, "replaces", index)
                headline = inputs.page_profiles[headline_scenario(inputs).page_profile]
                if replaced not in {call.model for call in headline.calls.values()}:
                    yield here, f"{replaced} serves no call of the headline case's page profile"


def headline_scenario(inputs: Inputs) -> Scenario:
    """The scenario of the headline case."""
    headline = inputs.proposal.request.headline_case
    return next(s for name, s in inputs.scenarios.items() for case in s.load_cases if f"{name}.{case}" == headline)


def _savings(inputs: Inputs) -> Iterator[Finding]:
    profile = inputs.page_profiles[headline_scenario(inputs).page_profile]
    for name, saving in inputs.savings.items():
        takes = saving.takes
        if isinstance(takes, SkippedCall) and takes.skipped_call not in profile.calls:
            yield (
                ("savings", name, "takes", "skipped_call"),
                f"the headline case's page profile has no call {takes.skipped_call}",
            )
        if isinstance(takes, CompressedComponent) and takes.compressed_component not in profile.components:
            yield (
                ("savings", name, "takes", "compressed_component"),
                f"the headline case's page profile has no component {takes.compressed_component}",
            )
        if isinstance(takes, ReusedAnswers) and inputs.caching.query_reuse is None:
            yield ("savings", name, "takes", "query_reuse"), "caching.yaml has no query_reuse"
