"""What goes to other vendors as a template sees it: which work, and what each is asked for.

In: the inputs and the sheet. Out: views of the shares, and of what a pool asks of each model of another vendor.
"""

from typing import Any

from generator.document.models import beside_limits
from generator.document.view import View
from generator.figures.drivers import month_of
from generator.figures.elsewhere import ALWAYS, CARRIED, served_kind
from generator.figures.figure import Figure, Sheet
from generator.inputs.asked_once import home_of
from generator.inputs.asking import Asked
from generator.inputs.elsewhere import WAYS, of_vendor, others
from generator.inputs.models import Model
from generator.inputs.page_profiles import Call
from generator.inputs.records import Inputs
from generator.inputs.texts import Name


def share_views(inputs: Inputs, sheet: Sheet) -> list[View]:
    """Which share of a model's requests, or of a call's, goes to which model of another vendor, and when."""
    every: list[tuple[str, str, Model | Call]] = []
    every += [(f"models.{name}", Name(name), one) for name, one in of_vendor(inputs).items()]
    every += [(f"page_profiles.{page}.calls.{name}", call.label, call) for page, name, call in inputs.calls]
    found: list[View] = []
    for path, work, one in every:
        for model in {**(one.split or {}), **(one.fallback or {})}:
            given: dict[str, Any] = {way: sheet.get(f"{path}.{way}.{model}") for way in WAYS}
            if any(share is not None and share.high for share in given.values()):  # a share of 0% may be tried out
                found.append(View(sheet, (path,), work=work, to=Name(model), vendor=vendor_of(inputs, model), **given))
    return found


def vendor_of(inputs: Inputs, model: str) -> str:
    """What the document calls the vendor of a model of another."""
    return inputs.proposal.other_vendors[str(inputs.models[model].vendor)].label


def _when(carried: Figure, always: Figure | None, kind: str) -> str:
    """When a model of another vendor serves what it carries, of shares that may be 0%; empty: never."""
    if not carried.high:
        return ""
    if kind != "both" or always is None:
        return kind
    if not always.high:
        return "fallback"
    same = (carried.low, carried.value, carried.high) == (always.low, always.value, always.high)
    return ALWAYS if same else kind


def elsewhere_views(inputs: Inputs, sheet: Sheet, path: str, asked: Asked) -> list[View]:
    """What a part of the request asks of other vendors, by model, and what that costs."""
    found, headline = [], asked.headline_case
    homes = [home_of(inputs, one) for one in asked.cases]
    scenarios = {f"scenarios.{name}": inputs.scenarios[name] for name in homes}
    months = {month_of(path, one): one.label for path, one in scenarios.items()}
    for model in others(inputs):
        here = f"{path}.{CARRIED}.models.{model}"
        if f"{here}.requests_per_minute" not in sheet:
            continue
        always = sheet.get(f"{path}.{ALWAYS}.models.{model}.requests_per_minute")
        when = _when(sheet[f"{here}.requests_per_minute"], always, served_kind(inputs, model))
        if not when:
            continue
        found.append(
            View(
                sheet,
                (here, f"models.{model}", f"{headline}.{CARRIED}.{model}"),
                inputs.models[model],
                key=Name(model),
                of=vendor_of(inputs, model),
                when=when,
                always=View(sheet, (f"{path}.{ALWAYS}.models.{model}",)) if when == "both" else None,
                months=[
                    View(sheet, (below,), label=label)
                    for month, label in months.items()
                    if f"{(below := f'{month}.{ALWAYS}.{model}')}.cost_per_month" in sheet and when != "fallback"
                ],
                **beside_limits(inputs, sheet, here, model),
            )
        )
    return found
