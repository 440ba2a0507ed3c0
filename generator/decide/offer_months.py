"""What an offer costs a month, at the use that is expected: flat, and as a base with bursts above it.

In: the book with the figures of an offer, and the offer. Out: figures of its cost below it. Where a part of the cost is
not said, there is no sum: a price that nobody said is not assumed.
"""

from generator.calculation import constants, hourly_units, offer_cost, offer_month, units_cost
from generator.figures.asking import homes
from generator.figures.drivers import month_of
from generator.figures.figure import Figure, Given, Row
from generator.figures.metering import METERED, weights
from generator.figures.reserving import some
from generator.figures.rows import Book
from generator.inputs.offers import Offer, OfferedModel

KINDS = ("input_tokens_per_month", "cached_input_tokens_per_month", "output_tokens_per_month")
OTHERS = ("tokens_per_month", "uncached_tokens_per_month")
PRICES = ("input", "cached", "output")
OF_BASE = (*(f"{kind}tokens_per_minute" for kind in ("", "uncached_", "input_", "uncached_input_", "output_")), METERED)
"""The limits of a base that a month may come above."""


def month_rows(book: Book, path: str, one: Offer) -> None:
    """The cost of a month by model and in all, as far as all that it is made of is said."""
    flat, least, most = list[list[Figure]](), list[list[Figure]](), list[list[Figure]]()
    for model, said in one.models.items():
        home = f"{path}.models.{model}"
        use = _use(book, home, model)
        flat.append(_flat(book, home, model, said, use))
        base = _base(book, home, model, said, use) if said.base else (flat[-1], flat[-1])
        least.append(base[0])
        most.append(base[1])
    whole = list(book.under(path, "per_month").values())
    _sum(book, path, "flat", flat, whole)
    if any(said.base for said in one.models.values()):
        _sum(book, path, "base_at_least", least, whole)
        _sum(book, path, "base_at_most", most, whole)


def meter_home(path: str, model: str, said: OfferedModel) -> str:
    """Where the meter of an offer stands: with the offer, whose model is at `path`, or with the model."""
    return f"{path}.meter" if said.meter else f"models.{model}.meter"


def _sum(book: Book, path: str, option: str, each: list[list[Figure]], whole: list[Figure]) -> None:
    """The cost of an option: of all models, where that of each is said, or one price for all of them is."""
    if not all(each) and not whole:
        return
    given: Given = {"each_cost": (*(cost for costs in each for cost in costs), *whole)}
    row = book.add(f"{path}.{option}", given, offer_cost.cost_of_parts)
    floor = book.under(path, "least_per_month")
    if floor:
        book.add(f"{path}.{option}", {"cost_of_parts": row["cost_of_parts"], **floor}, offer_cost.billed_per_month)


def _use(book: Book, home: str, model: str) -> Row:
    """The tokens of a model in the months of all that is asked for, by kind; nothing where a month is not known."""
    months = [month_of(f"scenarios.{name}", book.inputs.scenarios[name]) for name in homes(book)]
    rows = [book.under(f"{month}.models.{model}", *KINDS, *OTHERS) for month in months]
    known = [row for row in rows if row]
    if not known or any(f"{month}.tokens_per_month" not in book.sheet for month in months):
        return {}
    row = known[0]
    if len(known) > 1:
        sums = {key: tuple(one[key] for one in known) for key in (*KINDS, *OTHERS)}
        total = offer_month.tokens_of_months
        row = {
            key: book.add(f"{home}.month.{key}", {"each_tokens": each}, total)[total.__name__]
            for key, each in sums.items()
        }
    minutes = book.under(months[0], "active_minutes")
    return {**book.add(f"{home}.month", row, offer_month.uncached_input_tokens_per_month), **row, **minutes}


def _flat(book: Book, home: str, model: str, said: OfferedModel, use: Row) -> list[Figure]:
    """What a month of the model costs without a base: reserved, in units, and by the token."""
    found = list(book.under(home, "per_month").values())
    found += _of_units(book, home, model, said, home)
    if said.price and use:
        found.append(_by_token(book, f"{home}.price", f"{home}.month", use))
        found += _writes(book, home, model)
    elif said.price:
        return []
    return found


def _base(book: Book, home: str, model: str, said: OfferedModel, use: Row) -> tuple[list[Figure], list[Figure]]:
    """The least and the most that a month costs with the base of a model: even use, and all of it above the base."""
    path = f"{home}.base"
    kept = list(book.under(path, "per_month").values()) + _of_units(book, path, model, said, home)
    above = _above(book, path, model, said, use)
    if not kept or not above:
        return [], []
    all_of_it = _by_token(book, f"{path}.burst", path, use)
    given: Given = {"each_share_above": tuple(above), "tokens_cost_per_month": all_of_it}
    row = book.add(path, given, *some(offer_month, ["share_above_base", "burst_cost_per_month"]))
    return [*kept, row["burst_cost_per_month"]], [*kept, all_of_it]


def _by_token(book: Book, priced: str, path: str, use: Row) -> Figure:
    """What the tokens of a month cost, each kind at its price."""
    price = {f"{key}_price": one for key, one in book.under(priced, *PRICES).items()}
    given = {**use, "cached_price": price["input_price"], **price, **book.under(priced, "per_tokens")}
    return book.add(path, given, offer_month.tokens_cost_per_month)["tokens_cost_per_month"]


def _writes(book: Book, home: str, model: str) -> list[Figure]:
    """What cache writes cost above other input, where they have a price of their own."""
    price = {f"{key}_price": one for key, one in book.under(f"{home}.price", "input", "written").items()}
    if "written_price" not in price:
        return []
    each = []
    for name in homes(book):
        pages = book.under(month_of(f"scenarios.{name}", book.inputs.scenarios[name]), "pages")
        page = book.under(f"{book.page_home(name)}.models.{model}", "written_input_tokens_per_page")
        if page:
            row = book.add(f"{home}.month.{name}", {**pages, **page}, offer_month.written_tokens_of_month)
            each.append(row["written_tokens_of_month"])
    total = offer_month.tokens_of_months
    tokens = book.add(f"{home}.month.written", {"each_tokens": tuple(each)}, total)[total.__name__]
    given = {"written_tokens_of_month": tokens, **price, **book.under(f"{home}.price", "per_tokens")}
    return [book.add(f"{home}.month", given, offer_cost.writes_cost_per_month)["writes_cost_per_month"]]


def _of_units(book: Book, path: str, model: str, said: OfferedModel, home: str) -> list[Figure]:
    """What units cost a month, used or not: by the month, or by its hours."""
    units = book.under(path, "units")
    meter = meter_home(home, model, said)
    price = book.under(f"{meter}.unit", "price_per_hour", "price_per_month")
    if not units or not price or f"{path}.per_month" in book.sheet:
        return []
    if "price_per_month" in price:
        monthly = {**units, "price_per_month": price["price_per_month"]}
        return [book.add(path, monthly, units_cost.units_cost_per_month)["units_cost_per_month"]]
    hours = book.under(f"{meter}.unit", "hours_per_month") or book.under("constants", "hours_per_month")
    hours = hours or book.add("constants", {}, constants.hours_per_month)
    row = book.add(path, {**units, "price_per_hour": price["price_per_hour"]}, units_cost.units_cost_per_hour)
    return [book.add(path, {**row, **hours}, hourly_units)["units_cost_per_month"]]


def _above(book: Book, path: str, model: str, said: OfferedModel, use: Row) -> list[Figure]:
    """The least share of a month's tokens above each limit of the base."""
    if "active_minutes" not in use:
        return []
    limits = dict(book.under(f"{path}.limits", *OF_BASE))
    home = path.removesuffix(".base")
    units = {**book.under(path, "units"), **book.under(f"{home}.need", "tokens_per_minute_per_unit")}
    meter = meter_home(home, model, said)
    if "units" in units:
        carried = {**units, **book.under(f"{meter}.unit", "tokens_per_minute")}
        carries = carried.get("tokens_per_minute_per_unit") or carried["tokens_per_minute"]
        given = {"units": units["units"], "tokens_per_minute_per_unit": carries}
        limits[METERED] = book.add(path, given, offer_month.carried_by_units)["carried_by_units"]
    if METERED in limits:
        use = {**use, **book.add(path, {**use, **weights(book, meter)}, offer_month.metered_tokens_per_month)}
    found = []
    for key, limit in limits.items():
        of_month = use[key.replace("_per_minute", "_per_month")]
        given = {"tokens_of_month": of_month, "carried_tokens_per_minute": limit}
        given["active_minutes"] = use["active_minutes"]
        row = book.add(f"{path}.above.{key}", given, *some(offer_month, ["carried_tokens", "share_above"]))
        found.append(row["share_above"])
    return found
