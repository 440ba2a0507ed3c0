"""The offer that the document shows, as a template sees it.

In: the inputs, whose offers are that one alone, and the sheet. Out: a view of the offer, and one of what
it offers for a model, with its limits in words; none where nothing is offered.
"""

from generator.document.view import View, wrap
from generator.figures.figure import Sheet
from generator.figures.metering import CALLED, limits_of
from generator.inputs.records import Inputs


def offer_view(inputs: Inputs, sheet: Sheet) -> View | None:
    """The offer that is shown."""
    name = next(iter(inputs.offers), None)
    return None if name is None else View(sheet, (f"offers.{name}",), inputs.offers[name])


def offered_view(inputs: Inputs, sheet: Sheet, model: str) -> View | None:
    """What the offer that is shown offers for a model."""
    for name, offer in inputs.offers.items():
        if model in offer.models:
            path, one = f"offers.{name}.models.{model}", offer.models[model]
            home = f"{path}.meter.unit" if one.meter else f"models.{model}.meter.unit"
            meter = one.meter or inputs.models[model].meter
            words = {"limited": limits(sheet, path), "based": limits(sheet, f"{path}.base")}
            return View(sheet, (path,), one, unit=wrap(sheet, meter and meter.unit, home), **words)
    return None


def limits(sheet: Sheet, path: str) -> list[View]:
    """The limits and units that stand under a path, each with what it counts."""
    homes = {home: CALLED.get(key, key) for key, home in limits_of(path).items()}
    return [View(sheet, (path,), limit=sheet[home], counts=words) for home, words in homes.items() if home in sheet]
