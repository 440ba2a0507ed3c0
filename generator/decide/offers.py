"""Offers held against the need, and what they cost.

In: a proposal with its offers, and its sheet. Out: the sheet with figures of each offer under `offers`: beside each
limit the request and each load case, what binds first, what is carried, and a month. What is not stated has no figure.
"""

from collections.abc import Iterator

from generator.calculation import metered, metered_with_writes, offer, offered, offered_in_pools, offered_steps
from generator.decide.offer_months import meter_home, month_rows
from generator.figures.asking import parts
from generator.figures.figure import Figure, Given, Row, Sheet
from generator.figures.metering import METERED, METERED_KINDS, NEEDED, WRITTEN, counted_in_units, limits_of, weights
from generator.figures.rows import DEMAND, Book
from generator.inputs import Proposal
from generator.inputs.models import LIMITS, Meter
from generator.inputs.offers import Offer, OfferedModel


def with_offers(proposal: Proposal, sheet: Sheet) -> Sheet:
    """The sheet with the figures of each offer; the same where there is none."""
    if not proposal.inputs.offers:
        return sheet
    book = Book(proposal.inputs, Sheet(sheet, sheet.sensitivity))
    for name, one in proposal.inputs.offers.items():
        times = [each for model in one.models for each in _model(book, f"offers.{name}.models.{model}", model, one)]
        _whole(book, f"offers.{name}", times)
        month_rows(book, f"offers.{name}", one)
    return book.sheet


def _model(book: Book, path: str, model: str, one: Offer) -> Iterator[Figure]:
    """What is needed of a model beside each limit that is offered; how many times each of them is needed."""
    said = one.models[model]
    needs = _needs(book, path, model, said)
    yield from _each_beside(book, path, needs)
    list(_each_beside(book, f"{path}.base", needs))
    _cases(book, path, model, said)
    sold = book.under(path, "step_tokens_per_minute", "least_tokens_per_minute")
    if sold and "tokens_per_minute" in needs:
        row: Row = {"needed": needs["tokens_per_minute"], **sold}
        if "step_tokens_per_minute" in sold:
            row = book.add(path, row, offered_steps.tokens_in_steps)
        if "least_tokens_per_minute" in sold:
            book.add(path, {"tokens_in_steps": needs["tokens_per_minute"], **row}, offered_steps.tokens_to_order)


def _each_beside(book: Book, path: str, needs: Row) -> Iterator[Figure]:
    """How many times each limit that stands under a path is needed, as far as the need is known."""
    for key, limit in limits_of(path).items():
        if limit in book.sheet and key in needs:
            given = {"needed": needs[key], "offered": book.sheet[limit]}
            yield book.add(limit, given, offered)["times_offered"]


def _needs(book: Book, path: str, model: str, said: OfferedModel) -> Row:
    """What is needed of a model, by the name of the limit; of several pools together."""
    found: Row = {}
    for key in LIMITS:
        rates = (f"{part.path}.models.{model}.{NEEDED[key]}" for part in parts(book))
        each = [book.sheet[rate] for rate in rates if rate in book.sheet]
        if len(each) == 1:
            found[key] = each[0]
        elif each:
            given = {"each_needed": tuple(each)}
            found[key] = book.add(f"{path}.limits.{key}", given, offered_in_pools)["needed"]
    meter, home = said.meter or book.inputs.models[model].meter, meter_home(path, model, said)
    if meter and (said.meter or len(parts(book)) > 1):
        rows: list[Figure] = []
        for part in parts(book):
            below, load = f"{path}.need{part.path.removeprefix('request')}", f"{part.path}.models.{model}"
            rows += _as_metered(book, below, home, load, meter)
        given = {"each_needed": tuple(rows)}
        found[METERED] = rows[0] if len(rows) == 1 else book.add(f"{path}.need", given, offered_in_pools)["needed"]
    if METERED in found and _in_units(book, model, said):
        found["units"] = counted_in_units(book, f"{path}.need", home, found[METERED])["exact_units"]
    return found


def _in_units(book: Book, model: str, said: OfferedModel) -> bool:
    """Whether units are offered, and it is known what one of them carries."""
    meter = said.meter or book.inputs.models[model].meter
    return bool(meter and meter.unit and (said.units or (said.base and said.base.units)))


def _as_metered(book: Book, path: str, home: str, load: str, meter: Meter) -> list[Figure]:
    """A load as the meter at `home` counts it; nothing where the load is not known by all kinds that it counts."""
    kinds = (*METERED_KINDS, *([WRITTEN] if meter.written is not None else []))
    own = book.under(load, *kinds)
    if len(own) < len(kinds):
        return []
    row = book.add(path, {**own, **weights(book, home)}, metered if meter.written is None else metered_with_writes)
    return [row[METERED]]


def _cases(book: Book, path: str, model: str, said: OfferedModel) -> None:
    """Each load case beside the limits a minute, and beside the units."""
    meter, home = said.meter or book.inputs.models[model].meter, meter_home(path, model, said)
    for case in (f"{name}.{one}" for name, each in book.inputs.scenarios.items() for one in each.load_cases):
        load, here = f"{case}.models.{model}", f"{path}.cases.{case}"
        needs = book.under(load, *DEMAND)
        limits = book.under(f"{path}.limits", *DEMAND, METERED)
        for tokens in _as_metered(book, here, home, load, meter) if meter and needs else ():
            needs[METERED] = tokens
            if _in_units(book, model, said):
                needs["units"] = counted_in_units(book, here, home, tokens)["exact_units"]
                limits |= book.under(path, "units")
        for key in (one for one in limits if one in needs):
            book.add(f"{here}.{key}", {"needed": needs[key], "offered": limits[key]}, offered)


def _whole(book: Book, path: str, times: list[Figure]) -> None:
    """Which limit binds first, whether all fit, and what rate of pages is carried, where one rate is asked for."""
    if not times:
        return
    every: Given = {"each_times_offered": tuple(times)}
    row = book.add(path, every, offer.binds_at, offer.all_fit)
    for one in times:
        book.add(one.name.removesuffix(".times_offered"), {"times_offered": one, **every}, offer.binds_first)
    only, *others = parts(book)
    if not others and row["binds_at"].low:
        rate = {"headline_pages_per_minute": book.sheet[f"{only.cases[0]}.pages_per_minute"]}
        book.add(path, {**rate, "binds_at": row["binds_at"]}, offer.carried_pages_per_minute)
