"""A page profile as a template sees it: its calls with all that they send, its components, models and reservations.

In: the inputs and the sheet, a profile's name, and the views of its models. Out: the view of the profile.
"""

from collections.abc import Iterable
from typing import Any

from generator.document.view import View, entry
from generator.figures.figure import Figure, Sheet
from generator.inputs.page_profiles import PageProfile
from generator.inputs.quantities import PERCENTILES
from generator.inputs.records import Inputs
from generator.inputs.texts import Name

SENT = tuple(f"requests_{sent}per_page" for sent in ("of_all_turns_", "with_retries_", "here_", ""))
"""What the requests of a call are called, the last that it has first."""
LARGEST = ("largest_input_tokens", "last_input_tokens", "input_tokens.p99", "input_tokens.p95")
"""What the largest prompt of a call is called, the one that counts first."""
SPREAD = {"input_tokens": "Input", "specific_tokens": "Own input", "output_tokens": "Output"}
"""What may be spread, and how it is called."""


def profile_view(inputs: Inputs, sheet: Sheet, name: str, models: list[View]) -> View:
    """A page profile by its name."""
    profile, path = inputs.page_profiles[name], f"page_profiles.{name}"
    groups = list(dict.fromkeys(model.reservation for model in inputs.models.values()))
    served = [one.reservation for one in models]
    used = [key for key in groups if f"{path}.reservations.{key}.share_of_tokens" in sheet]
    return View(
        sheet,
        (path,),
        profile,
        key=Name(name),
        calls=[_call(sheet, path, profile, key) for key in profile.calls],
        components=[_component(sheet, path, profile, key) for key in profile.components],
        models=models,
        several_calls=sum(call.has_prompt for call in profile.calls.values()) > 1,
        several_models=len(models) > 1,
        several_reservations=len(used) > 1,
        reservations=[
            View(sheet, (f"{path}.reservations.{key}",), key=key, several=served.count(key) > 1) for key in used
        ],
    )


def _call(sheet: Sheet, path: str, profile: PageProfile, key: str) -> View:
    one = profile.calls[key]
    here, components = f"{path}.calls.{key}", profile.components
    parts = [entry(sheet, components[part], f"{path}.components.{part}", Name(part)) for part in one.begins_with]
    words: dict[str, Any] = {
        "requests_per_page": _first(sheet, (f"{here}.{name}" for name in SENT)),
        "retries": _first(sheet, (f"{here}.retries", f"{path}.retries")),
        "largest": _first(sheet, (f"{here}.{name}" for name in LARGEST)),
    }
    for kind in ("refused", "broken_off"):
        share = sheet.get(f"{here if one.failures else path}.failures.{kind}")
        words[kind] = share if share is not None and share.high else None
    spreads = [_spread(sheet, here, name) for name in SPREAD if f"{here}.{name}" in sheet]
    words["spreads"] = [one for one in spreads if one.percentiles or one.above]
    words |= {"has_prompt": one.has_prompt, "has_answer": one.output_tokens is not None}
    share_here = sheet.get(f"{here}.share_here")
    words["parted"] = share_here is not None and share_here.low != 1
    words["least_prefix_tokens"] = sheet.get(f"models.{one.model}.least_prefix_tokens")
    return View(sheet, (here,), one, key=Name(key), components=parts, **words)


def _first(sheet: Sheet, names: Iterable[str]) -> Figure | None:
    """The first of some figures that there is."""
    return next((sheet[name] for name in names if name in sheet), None)


def _component(sheet: Sheet, path: str, profile: PageProfile, key: str) -> View:
    begin = {name: one for name, one in profile.calls.items() if key in one.begins_with}
    calls = [View(sheet, (f"{path}.calls.{name}",), one) for name, one in begin.items()]
    return View(sheet, (f"{path}.components.{key}",), profile.components[key], key=Name(key), calls=calls)


def _spread(sheet: Sheet, here: str, name: str) -> View:
    """A mean, the percentiles that are known, and how many requests are above a size."""
    path = f"{here}.{name}"
    known = [(Name(key), f"{path}.{key}") for key in PERCENTILES]
    percentiles = [View(sheet, (path,), key=key, tokens=sheet[one]) for key, one in known if one in sheet]
    above: list[View] = []
    while f"{path}.above.{len(above)}.tokens" in sheet:
        above.append(View(sheet, (f"{path}.above.{len(above)}",)))
    return View(sheet, (path,), called=SPREAD[name], mean=sheet[path], percentiles=percentiles, above=above)
