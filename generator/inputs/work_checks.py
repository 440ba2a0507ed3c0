"""What holds of work that is not tokens, between the files: its units are sent, limited and paid where they are stated.

In: the records. Out: the path and the words of everything that does not hold.
"""

from collections.abc import Iterator

from generator.errors import did_you_mean
from generator.inputs.elsewhere import goes_to
from generator.inputs.entry import Misfit
from generator.inputs.located_yaml import KEY, YamlPath
from generator.inputs.models import LIMITS
from generator.inputs.page_profiles import Call
from generator.inputs.records import Inputs
from generator.inputs.rules import stated

ASKED = ("request", "requests", "token", "tokens")
"""What is asked for of every call, beside its work."""
OF_OURS = ("page", "page view", "site")


def units_of_work(inputs: Inputs) -> Iterator[Misfit]:
    """A unit is sent by a call, reads as no other does, and is limited where it is sent; so are tokens."""
    words: dict[str, YamlPath] = {}
    taken = {*ASKED, *(form for ours in OF_OURS for form in inputs.own.said(ours))}
    for unit, word in inputs.proposal.work_units.items():
        here: YamlPath = ("proposal", "work_units", unit)
        if not any(unit in call.work for *_, call in inputs.calls):
            yield Misfit((*here, KEY), f"no call sends {word[1]}", "state it at a call, under work, or leave it out")
        for form in dict.fromkeys(word[:2]):
            if form in taken:
                what = f"{form} is what the document calls something else"
                yield Misfit(here, what, "write another word, such as [sheet, sheets]")
            elif words.setdefault(form, here) != here:
                yield Misfit(here, f"two units are called {form}", beside=(words[form],))
    for name, model in inputs.models.items():
        served = _served(inputs, name)
        if model.meter is not None and served and not any(call.has_tokens for call in served):
            yield Misfit(("models", name, "meter"), f"no call sends tokens to {name}", "leave the meter out")
        if model.published is None or not served:
            continue
        at: YamlPath = ("models", name, "published")
        sent = {unit for call in served for unit in call.work}
        for unit in model.published.work:
            if unit not in sent:
                yield Misfit((*at, "work", unit, KEY), f"no call sends {unit} to {name}", did_you_mean(unit, sent))
        tokens = [key for key in stated(model.published, LIMITS) if "token" in key]
        if tokens and not any(call.has_tokens for call in served):
            yield Misfit((*at, tokens[0]), f"no call sends tokens to {name}", "leave it out, or state its work")


def paid_by_kind(inputs: Inputs) -> Iterator[Misfit]:
    """Where a model has a price, all that is sent to it has one: else a page would seem cheaper than it is."""
    for name, model in inputs.models.items():
        served = _served(inputs, name)
        if model.price is None or not served:
            continue
        at: YamlPath = ("models", name, "price")
        sends = {"input": any(call.has_prompt for call in served), "output": any(call.output_tokens for call in served)}
        for key, sent in sends.items():
            if sent and getattr(model.price, key) is None:
                yield Misfit(at, f"{key} is missing: calls have {key} tokens of {name}", f"add {key}:")
        for unit in dict.fromkeys(unit for call in served for unit in call.work):
            if unit not in model.price.work:
                yield Misfit(at, f"work has no {unit}, which calls send to {name}", "add it, at a price of 0 if none")


def _served(inputs: Inputs, model: str) -> list[Call]:
    """The calls that go to a model, by themselves, in a share or as a fallback."""
    return [call for profile, name, call in inputs.calls if model in goes_to(inputs, profile, name)]
