"""A page profile as a template sees it: its calls with all that they send, its components, models and reservations.

In: the inputs and the sheet, a profile's name, and the views of its models. Out: the view of the profile.
"""

from typing import Any

from generator.document.view import View, entry
from generator.figures.figure import Sheet
from generator.inputs.page_profiles import PageProfile
from generator.inputs.records import Inputs
from generator.inputs.spread import PERCENTILES
from generator.inputs.texts import Name

SENT = (
    "requests_of_all_turns_per_page",
    "requests_with_retries_per_page",
    "requests_here_per_page",
    "requests_per_page",
)
"""What the requests of a call are called, the last that it has first."""


LARGEST = ("largest_input_tokens", "last_input_tokens", "input_tokens.p99", "input_tokens.p95")
"""What the largest prompt of a call is called, the one that counts first."""
SPREAD = {"input_tokens": "Input", "specific_tokens": "Own input", "output_tokens": "Output"}
"""What may be spread, and how it is called."""


def profile_view(inputs: Inputs, sheet: Sheet, name: str, models: list[View]) -> View:
    """A page profile by its name."""
    profile, path = inputs.page_profiles[name], f"page_profiles.{name}"
    groups = list(dict.fromkeys(model.reservation for model in inputs.models.values()))
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
            View(
                sheet,
                (f"{path}.reservations.{key}",),
                key=key,
                several=sum(one.reservation == key for one in models) > 1,
            )
            for key in used
        ],
    )


def _call(sheet: Sheet, path: str, profile: PageProfile, key: str) -> View:
    one = profile.calls[key]
    parts = [
        entry(sheet, profile.components[part], f"{path}.components.{part}", Name(part)) for part in one.begins_with
    ]
    here = f"{path}.calls.{key}"
    sent = (sheet.get(f"{here}.{name}") for name in SENT)
    words: dict[str, Any] = {"requests_per_page": next(one for one in sent if one is not None)}
    again = (sheet.get(name) for name in (f"{here}.retries", f"{path}.retries"))
    words["retries"] = next((share for share in again if share is not None), None)
    home = here if one.failures else path
    failing = [sheet.get(f"{home}.failures.{key}") for key in ("refused", "broken_off")]
    words["refused"], words["broken_off"] = (share if share is not None and share.high else None for share in failing)
    found = (sheet.get(f"{here}.{name}") for name in LARGEST)
    words["largest"] = next((figure for figure in found if figure is not None), None)
    words["spreads"] = [_spread(sheet, here, name) for name in SPREAD if _is_spread(sheet, f"{here}.{name}")]
    words |= {"has_prompt": one.has_prompt, "has_answer": one.output_tokens is not None}
    share_here = sheet.get(f"{here}.share_here")
    words["parted"] = share_here is not None and share_here.low != 1
    words["least_prefix_tokens"] = sheet.get(f"models.{one.model}.least_prefix_tokens")
    return View(sheet, (here,), one, key=Name(key), components=parts, **words)


def _component(sheet: Sheet, path: str, profile: PageProfile, key: str) -> View:
    calls = [
        View(sheet, (f"{path}.calls.{name}",), one) for name, one in profile.calls.items() if key in one.begins_with
    ]
    return View(sheet, (f"{path}.components.{key}",), profile.components[key], key=Name(key), calls=calls)


def _is_spread(sheet: Sheet, path: str) -> bool:
    return any(f"{path}.{key}" in sheet for key in (*PERCENTILES, "above.0.tokens"))


def _spread(sheet: Sheet, here: str, name: str) -> View:
    """A mean, the percentiles that are known, and how many requests are above a size."""
    path = f"{here}.{name}"
    percentiles = [
        View(sheet, (path,), key=Name(key), tokens=sheet[f"{path}.{key}"])
        for key in PERCENTILES
        if f"{path}.{key}" in sheet
    ]
    above: list[View] = []
    while f"{path}.above.{len(above)}.tokens" in sheet:
        above.append(View(sheet, (f"{path}.above.{len(above)}",)))
    return View(sheet, (path,), called=SPREAD[name], mean=sheet[path], percentiles=percentiles, above=above)
