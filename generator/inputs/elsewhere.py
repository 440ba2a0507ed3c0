"""Calls that go to several vendors: in shares that always do, and in shares that do where the vendor fails.

In: the records. Out: the models of other vendors that a call goes to, each with the path of its share; and what does
not hold between them.
"""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Literal

from generator.errors import did_you_mean
from generator.inputs.entry import Misfit
from generator.inputs.located_yaml import KEY, YamlPath
from generator.inputs.models import Model, Shares
from generator.inputs.page_profiles import Call
from generator.inputs.quantities import unit_of
from generator.inputs.records import Inputs
from generator.inputs.rules import stated
from generator.units import Share, write

Way = Literal["split", "fallback"]
WAYS: tuple[Way, ...] = ("split", "fallback")
OF_THE_VENDOR = ("availability", "evaluation", "total_to_uncached", *WAYS)
"""What is said of the models of the vendor alone that the document asks."""


def shares(inputs: Inputs, profile: str, call: str, way: Way) -> dict[str, str]:
    """The models of other vendors that a call goes to, each with the path of its share: the call's, or its model's."""
    one = inputs.page_profiles[profile].calls[call]
    own: Shares | None = getattr(one, way)
    home = f"models.{one.model}" if own is None else f"page_profiles.{profile}.calls.{call}"
    of_model: Shares | None = getattr(inputs.models[one.model], way)
    return {model: f"{home}.{way}.{model}" for model in (of_model if own is None else own) or ()}


def others(inputs: Inputs) -> list[str]:
    """The models of other vendors."""
    return [name for name, model in inputs.models.items() if model.vendor is not None]


def of_vendor(inputs: Inputs) -> dict[str, Model]:
    """The models of the vendor that the document asks."""
    return {name: model for name, model in inputs.models.items() if model.vendor is None}


def ways(inputs: Inputs, model: str) -> set[Way]:
    """In which ways a model of another vendor takes part in the work."""
    return {way for way in WAYS for name, key, _ in inputs.calls if model in shares(inputs, name, key, way)}


def goes_to(inputs: Inputs, profile: str, call: str) -> list[str]:
    """The models that a call goes to, by itself, in a share or as a fallback."""
    others_of = (model for way in WAYS for model in shares(inputs, profile, call, way))
    return list(dict.fromkeys((inputs.page_profiles[profile].calls[call].model, *others_of)))


def served(inputs: Inputs) -> set[str]:
    """The models that any call goes to."""
    return {model for name, key, _ in inputs.calls for model in goes_to(inputs, name, key)}


def routed(inputs: Inputs) -> Iterator[Misfit]:
    """A call is the vendor's; what goes elsewhere goes to models of others, and leaves some with the vendor."""
    for profile, key, call in inputs.calls:
        here = ("page_profiles", profile, "calls", key)
        if inputs.models[call.model].vendor is not None:
            what = f"{call.model} is another vendor's; a call names a model of the vendor that is asked"
            hint = "name one, and say what goes elsewhere in its split; or leave the call out"
            yield Misfit((*here, "model"), what, hint)
        yield from _shares(inputs, here, call)
    for name, model in inputs.models.items():
        if model.vendor is None:
            yield from _shares(inputs, ("models", name), model)
            continue
        for one in stated(model, OF_THE_VENDOR):
            what = f"{name} is another vendor's, and {one} is not asked of it"
            yield Misfit(("models", name, one), what, "state it at the models of the vendor that is asked")


def _shares(inputs: Inputs, here: YamlPath, one: Call | Model) -> Iterator[Misfit]:
    for way in WAYS:
        for model in getattr(one, way) or ():
            if inputs.models[model].vendor is None:
                what = f"{model} is a model of the same vendor; {way} names those of others"
                yield Misfit((*here, way, model), what, did_you_mean(model, others(inputs)) or "add vendor: to it")
    most = sum((share.ends[2] for share in (one.split or {}).values()), Fraction(0))
    if most >= 1:
        much = write(most, unit_of(Share))
        what = f"up to {much} of the requests go elsewhere, so that nothing may be left to ask for"
        yield Misfit((*here, "split"), what, "leave out a call that goes elsewhere as a whole")


def vendors(inputs: Inputs) -> Iterator[Misfit]:
    """Another vendor is there for a model, and a model is of one that is there."""
    named: Mapping[str, object] = inputs.proposal.other_vendors
    for name, model in inputs.models.items():
        if model.vendor is not None and model.vendor not in named:
            hint = did_you_mean(model.vendor, named) if named else "add it to other_vendors: in proposal.yaml"
            yield Misfit(("models", name, "vendor"), f"unknown vendor {model.vendor}", hint)
    of = {model.vendor for model in inputs.models.values()}
    for name in named:
        if name not in of:
            yield Misfit(("proposal", "other_vendors", name, KEY), f"no model is of the vendor {name}")
