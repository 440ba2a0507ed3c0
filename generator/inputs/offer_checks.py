"""What an offer must hold beside what is asked for, once each is valid in itself.

In: the records. Out: the path and the words of everything that does not hold.
"""

from collections.abc import Iterator
from itertools import islice

from generator.inputs.entry import Misfit
from generator.inputs.located_yaml import YamlPath
from generator.inputs.models import LIMITS, Model
from generator.inputs.offers import Base, OfferedModel
from generator.inputs.quantities import Certain, Quantity, unit_of
from generator.inputs.records import Inputs, walk
from generator.units import Money


def of_offers(inputs: Inputs) -> Iterator[Misfit]:
    """What is wrong with each offer."""
    for name, offer in inputs.offers.items():
        here: YamlPath = ("offers", name)
        if inputs.proposal.currency is None:
            amounts = (
                path
                for path, value, unit, *_ in walk(offer, here)
                if isinstance(value, Quantity) and unit and unit.dimension.startswith(unit_of(Money).dimension)
            )
            hint = "add currency: to proposal.yaml, such as USD"
            yield from (Misfit(path, "an amount of money in no currency", hint) for path in islice(amounts, 1))
        for model, one in offer.models.items():
            yield from _model((*here, "models", model), one, inputs.models[model])


def _model(here: YamlPath, one: OfferedModel, model: Model) -> Iterator[Misfit]:
    own, priced = model.meter, model.price
    meter = one.meter or own
    counted = [key for key, each in (("units", one.units), ("base", one.base and one.base.units)) if each]
    if counted and (meter is None or meter.unit is None):
        what = "units of capacity are offered, and nothing says what one of them carries"
        yield Misfit((*here, counted[0]), what, "add meter: with its unit: to the offer")
    if one.limits and one.limits.metered_tokens_per_minute and meter is None:
        what = "a limit of metered tokens, and nothing says what a token counts"
        yield Misfit((*here, "limits", "metered_tokens_per_minute"), what, "add meter: to the offer")
    if one.meter and one.meter.written is not None and (own is None or own.written is None):
        what = "the meter of the offer counts cache writes, which are not worked out"
        yield Misfit((*here, "meter", "written"), what, "add written: to the meter of the model in models.yaml")
    if one.base is not None:
        yield from _base(here, one, one.base)
    if one.price and one.price.written is not None and not ((own and own.written) or (priced and priced.written)):
        what = "cache writes have a price, and they are not worked out"
        yield Misfit((*here, "price", "written"), what, "add written: to the price of the model in models.yaml")


def _base(here: YamlPath, one: OfferedModel, base: Base) -> Iterator[Misfit]:
    """A base is no larger than what bursts may come to."""
    pairs: dict[YamlPath, tuple[Certain | None, Certain | None]] = {("units",): (base.units, one.units)}
    for key in LIMITS:
        pairs["limits", key] = getattr(base.limits, key, None), getattr(one.limits, key, None)
    for path, (below, above) in pairs.items():
        if below is not None and above is not None and below.ends[1] > above.ends[1]:
            what = "the base is above the limit that bursts may come to"
            yield Misfit((*here, "base", *path), what, beside=((*here, *path),))
