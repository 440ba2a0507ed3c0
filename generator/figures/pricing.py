"""What all of it costs, where prices are known.

In: the book with pages, load cases, savings and units worked out. Out: the cost of a page, of a month and at peak, at
the prices of tokens and with units; both beside the budget; and what each saving is worth.
"""

from collections.abc import Iterable, Sequence

from generator.calculation import (
    budget,
    committed_units,
    cost_of_kinds,
    hourly_units,
    kept_cost,
    month_cost,
    page_cost,
    page_cost_with_writes,
    rate_cost,
    reserved_cost,
    reused_cost,
    saved_cost,
    saved_units,
    units_cost,
    whole_page_cost,
    work_cost,
)
from generator.figures.asking import Part, asked_models, beneath, parts, requested
from generator.figures.drivers import month_of
from generator.figures.elsewhere import ALWAYS, CARRIED, served_kind, states
from generator.figures.figure import Figure, Row
from generator.figures.metering import metered_rows, sources, written_of_page
from generator.figures.reserving import some
from generator.figures.rows import Book, columns, work_rows
from generator.inputs.asked_once import home_of
from generator.inputs.elsewhere import others
from generator.inputs.savings import ReusedAnswers, Takes

KINDS = {"uncached_input": "input_price", "cached_input": "cached_price", "output": "output_price"}
"""The kinds of tokens that are paid for, and the price of each."""
A_MONTH = "units_cost_per_month"
SAVED = ("saved_tokens_per_minute", "saved_requests_per_minute")
"""What says that a saving touches a pool; where no token is sent it saves requests alone."""


def pricing_rows(book: Book) -> None:
    """All of it."""
    for name in book.inputs.page_profiles:
        _whole(book, f"page_profiles.{name}", [name])
    for name, scenario in book.inputs.scenarios.items():
        if scenario.page_profiles:
            _whole(book, book.page_home(name), scenario.profiles, book.page_home(name))
    _loads(book)
    for part in parts(book):
        for case in part.cases:
            for model in others(book.inputs):
                _elsewhere(book, case, model)
        _reserved(book, part)
    _budgets(book)
    for name, one in book.inputs.savings.items():
        for part in parts(book):
            path = beneath(part, f"savings.{name}")
            if not isinstance(one.takes, str) and book.under(path, *SAVED):
                _worth(book, part, path, one.takes)


def _whole(book: Book, home: str, profiles: Sequence[str], mean: str = "") -> None:
    """What a page costs, of each model that has a price; and in all, where each has one."""
    models = _page(book, home, profiles, mean)
    if len(models) == len(book.pages[home].models):
        book.add(home, columns(models, ["cost_per_page"]), whole_page_cost)


def _page(book: Book, home: str, profiles: Sequence[str], mean: str) -> list[Row]:
    """What each model of a page costs that has a price."""
    found = []
    for model in book.pages[home].models:
        path, prices = f"{home}.models.{model}", f"models.{model}.price"
        price = {f"{key}_price": one for key, one in book.under(prices, "input", "cached", "written", "output").items()}
        if book.inputs.models[model].price is None:
            continue
        if "input_price" in price:
            price.setdefault("cached_price", price["input_price"])
        given = {**book.under(path, *(f"{kind}_tokens_per_page" for kind in KINDS)), **price}
        given |= book.under(prices, "per_tokens")
        if "written_price" in price and "uncached_input_tokens_per_page" in given:
            given |= written_of_page(book, home, model, profiles, mean)
        found.append(_paid(book, path, prices, given))
    return found


def _paid(book: Book, path: str, prices: str, given: Row) -> Row:
    """What a model of a page costs: by the usual kinds of tokens, with cache writes, or by whatever else it is paid."""
    of_work = {"work_price": f"{prices}.work.*.price", "work_of_price": f"{prices}.work.*.per"}
    of_work["work_per_page"] = f"{path}.work.*.work_per_page"
    works = [row["work_cost_per_page"] for row in work_rows(book, path, of_work, {}, work_cost.work_cost_per_page)]
    paid = [f"{key}_cost_per_page" for key, price in KINDS.items() if {f"{key}_tokens_per_page", price} <= {*given}]
    kinds = some(page_cost, paid)
    if "written_input_tokens_per_page" in given:
        own = [one for name, one in vars(page_cost_with_writes).items() if name.startswith(("plain_", "written_"))]
        kinds = [*own, *some(page_cost, paid[1:])]
    if len(paid) == len(KINDS) and not works:
        whole = page_cost_with_writes if len(kinds) > len(KINDS) else page_cost
        return book.add(path, given, *kinds, whole.cost_per_page)
    costs = book.add(path, given, *kinds) if kinds else {}
    each = (*(one for name, one in costs.items() if name.endswith("_cost_per_page")), *works)
    return book.add(path, {"each_kind_of_cost": each}, cost_of_kinds)


def _loads(book: Book) -> None:
    """What each load case costs at its rate, and each month that is told; by model and in all."""
    for name, scenario in book.inputs.scenarios.items():
        home = book.page_home(name)
        cost = book.under(home, "cost_per_page")
        for key in scenario.load_cases if cost else ():
            rate = book.under(f"{name}.{key}", "pages_per_minute") | book.under("constants", "minutes_per_hour")
            book.add(f"{name}.{key}", {**rate, **cost}, rate_cost)
        month = _month(book, name)
        if book.under(month, "requests_per_month"):
            pages = book.under(month, "pages")
            for model in book.page_of(name).models:
                if own := book.under(f"{home}.models.{model}", "cost_per_page"):
                    book.add(f"{month}.models.{model}", {**pages, **own}, month_cost)
            if cost:
                book.add(month, {**pages, **cost}, month_cost)


def _elsewhere(book: Book, case: str, model: str) -> None:
    """What a model of another vendor costs: at the rate that it has to carry, and a month of what it always serves."""
    scenario = home_of(book.inputs, case)
    profiles, mean, month = book.inputs.scenarios[scenario].profiles, book.mean_home(scenario), _month(book, scenario)
    for state in states(book, model):
        home = f"{book.page_home(scenario)}.{state}.{model}"
        if home not in book.pages:
            continue
        cost = book.under(f"{home}.models.{model}", "cost_per_page")
        cost = cost or {key: row[key] for row in _page(book, home, profiles, mean) for key in ("cost_per_page",)}
        if cost and state == CARRIED:
            rate = book.under(case, "pages_per_minute") | book.under("constants", "minutes_per_hour")
            book.add(f"{case}.{state}.{model}", {**rate, **cost}, rate_cost)
        told = f"{month}.{ALWAYS}.{model}.cost_per_month" in book.sheet or f"{month}.tokens_per_month" not in book.sheet
        served = {"both": ALWAYS, ALWAYS: CARRIED}.get(served_kind(book.inputs, model))
        if cost and state == served and not told:
            book.add(f"{month}.{ALWAYS}.{model}", {**book.under(month, "pages"), **cost}, month_cost)


def _month(book: Book, scenario: str) -> str:
    """Where the figures of a scenario's month stand."""
    return month_of(f"scenarios.{scenario}", book.inputs.scenarios[scenario])


def _months(book: Book, part: Part) -> list[str]:
    """Where the months stand of what a part asks for."""
    return [_month(book, name) for name in dict.fromkeys(home_of(book.inputs, case) for case in part.cases)]


def _units(book: Book, path: str, model: str) -> Row:
    """What a model's units of capacity cost, of what is asked for under a path: an hour, a month, a commitment."""
    home, here = f"models.{model}.meter.unit", f"{path}.models.{model}"
    row = book.under(here, "units") | book.under(home, "price_per_hour", "price_per_month", "committed_months")
    names = [key.replace("price", "units_cost") for key in row if key.startswith("price")]
    if "units" not in row or not names:
        return {}
    row = book.add(here, row, *some(units_cost, names))
    if A_MONTH not in row:
        hours = book.under("constants", "hours_per_month") | book.under(home, "hours_per_month")
        row = book.add(here, {**row, **hours}, hourly_units)
    return book.add(here, row, committed_units) if "committed_months" in row else row


def _reserved(book: Book, part: Part) -> None:
    """A month of what a part asks for, with units where they are sold, and at the prices of tokens elsewhere."""
    models = asked_models(book, part)
    elsewhere = [one for one in others(book.inputs) if f"{part.path}.{CARRIED}.models.{one}.cache_rate" in book.sheet]
    months = _months(book, part)
    sold = {one: _units(book, part.path, one) for one in models}
    sold |= {one: _units(book, f"{part.path}.{CARRIED}", one) for one in elsewhere}
    by_model = {one: [book.under(f"{month}.models.{one}", "cost_per_month") for month in months] for one in models}
    tokens = {one: [cost for row in rows for cost in row.values()] for one, rows in by_model.items()}
    tokens |= {one: [cost for month in months for cost in _served(book, month, one)] for one in elsewhere}
    costs = {one: [row[A_MONTH]] if row else tokens[one] for one, row in sold.items()}
    if not any(sold.values()) or not all(costs[one] for one in models):
        return
    pages = tuple(one for month in months for one in book.under(month, "pages").values())
    formulas = ["reserved_cost_per_month", *(["reserved_cost_per_page"] if any(one.low for one in pages) else [])]
    each = tuple(cost for found in costs.values() for cost in found)
    book.add(part.path, {"each_reserved_cost": each, "each_pages": pages}, *some(reserved_cost, formulas))


def _served(book: Book, month: str, model: str) -> Iterable[Figure]:
    """What a month costs of what a model of another vendor always serves, where that is known."""
    return book.under(f"{month}.{ALWAYS}.{model}", "cost_per_month").values()


def _budgets(book: Book) -> None:
    """The months of what is asked for beside the budget; of several pools, together, for it is one purse."""
    path, asked = "proposal.terms.budget", parts(book)
    most = book.under(path, "per_month")
    homes = dict.fromkeys(month for part in asked for month in _months(book, part))
    months = [one for home in homes for one in book.under(home, "cost_per_month").values()]
    if months:
        months += [one for home in homes for model in others(book.inputs) for one in _served(book, home, model)]
    units = [
        row["reserved_cost_per_month"] for one in asked if (row := book.under(one.path, "reserved_cost_per_month"))
    ]
    for below, costs in (("", months), (".reserved", units if len(units) == len(asked) else [])):
        if costs and most:
            book.add(f"{path}{below}", {"each_cost_per_month": tuple(costs), **most}, budget)


def _worth(book: Book, part: Part, path: str, takes: Takes) -> None:
    """What a saving is worth on a page of the headline case, and on its month, in a pool that it touches."""
    home = part.home
    page, profiles = book.page_home(home), book.inputs.scenarios[home].profiles
    cost = book.under(page, "cost_per_page")
    reused = isinstance(takes, ReusedAnswers)
    if isinstance(takes, ReusedAnswers) and cost:
        taken = {"taken": book.sheet[f"caching.query_reuse.phases.{takes.query_reuse}.reuse"]}
        book.add(path, {**cost, **taken}, reused_cost)
    elif cost:
        models = _page(book, f"{path}.kept_page", profiles, book.mean_home(home) and page)
        book.add(path, columns(models, ["cost_per_page"]), kept_cost)
    month = _month(book, home)
    pages = book.under(month, "pages") if book.under(month, "cost_per_month") else {}
    worth = [saved_cost.saved_cost_per_page, *([saved_cost.saved_cost_per_month] if pages else [])]
    if cost:
        book.add(path, {**cost, **book.under(path, "kept_cost_per_page"), **pages}, *worth)
    _saved_units(book, part, path, page if reused else f"{path}.kept_page")


def _saved_units(book: Book, part: Part, path: str, kept_page: str) -> None:
    """What a saving is worth where capacity is paid in units: the request with it, in the same units."""
    priced = [one for one in book.inputs.models if book.under(f"{part.path}.models.{one}", A_MONTH)]
    if not priced:
        return
    below, kept = f"{path}.kept_request", (f"{path}.kept", *part.cases[1:])
    requested(book, below, [book.cases[case] for case in kept])
    cases = [(kept[0], part.home, kept_page), *sources(book, part.cases[1:])]
    rows = []
    for model in priced:
        metered_rows(book, below, model, cases)
        rows.append(_units(book, below, model))
    before = columns([book.under(f"{part.path}.models.{model}", A_MONTH) for model in priced], [A_MONTH])
    after = {f"each_kept_{A_MONTH}": tuple(row[A_MONTH] for row in rows)}
    book.add(path, {**before, **after}, saved_units)
