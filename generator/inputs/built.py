"""What a saving puts into the inputs once it is built.

In: the records, and the name of a saving. Out: values by the path of the input in whose place they stand: pages that
are generated, how often a call is sent, or tokens of a component, each less what the saving takes. Nothing, where the
saving is yet to be measured, or what it takes from is no input by itself.
"""

from collections.abc import Mapping

from generator.inputs.checks import headline_homes
from generator.inputs.located_yaml import Value
from generator.inputs.quantities import Quantity
from generator.inputs.records import Inputs
from generator.inputs.savings import CompressedComponent, ReusedAnswers, SkippedCall

ENDS = ("low", "likely", "high")


def built(inputs: Inputs, saving: str) -> Mapping[str, Value]:
    """The values that it puts, by the path of an input."""
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
