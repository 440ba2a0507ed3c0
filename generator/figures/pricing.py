"""What all of it costs, where prices are known.

In: the book with pages, load cases, savings and units worked out. Out: the cost of a page, of a month and at peak, by
model and in all; beside the budget; what each saving is worth; and the cost of units of capacity. Where a model of a
page has no price, the page has no cost.
"""

from collections.abc import Iterable

from generator.calculation import (
    budget,
    kept_cost,
    month_cost,
    page_cost,
    rate_cost,
    reused_cost,
    saved_cost,
    units_cost,
    whole_page_cost,
)
from generator.figures.asking import parts
from generator.figures.drivers import month_of
from generator.figures.figure import Row
from generator.figures.reserving import some
from generator.figures.rows import Book, columns
from generator.inputs.asked_once import home_of
from generator.inputs.savings import ReusedAnswers

KINDS = ("uncached_input", "cached_input", "output")


def pricing_rows(book: Book) -> None:
    """All of it."""
    for name in book.inputs.page_profiles:
        _whole(book, f"page_profiles.{name}")
    for name, scenario in book.inputs.scenarios.items():
        if scenario.page_profiles:
            _whole(book, book.page_home(name))
    _loads(book)
    _budget(book)
    for name in book.inputs.savings:
        _saving(book, name)
    _units(book)


def _whole(book: Book, home: str) -> None:
    """What a page costs, by model and in all."""
    models = _page(book, home, book.pages[home].models)
    if models:
        book.add(home, columns(models, ["cost_per_page"]), whole_page_cost)


def _page(book: Book, path: str, models: Iterable[str]) -> list[Row]:
    """What each model of a page costs; nothing, where one has no price."""
    priced = {model: book.inputs.models[model].price for model in models}
    return [_model(book, f"{path}.models.{model}", model) for model in priced] if all(priced.values()) else []


def _model(book: Book, path: str, model: str) -> Row:
    home = f"models.{model}.price"
    price = {f"{key}_price": one for key, one in book.under(home, "input", "cached", "output").items()}
    price = {"cached_price": price["input_price"], **price, **book.under(home, "per_tokens")}
    return book.add(path, {**book.under(path, *(f"{kind}_tokens_per_page" for kind in KINDS)), **price}, page_cost)


def _loads(book: Book) -> None:
    """What each load case costs at its rate, and each month that is told; by model and in all."""
    for name, scenario in book.inputs.scenarios.items():
        home = book.page_home(name)
        cost = book.under(home, "cost_per_page")
        for key in scenario.load_cases if cost else ():
            rate = book.under(f"{name}.{key}", "pages_per_minute") | book.under("constants", "minutes_per_hour")
            book.add(f"{name}.{key}", {**rate, **cost}, rate_cost)
        month = _month(book, name)
        if cost and book.under(month, "tokens_per_month"):
            pages = book.under(month, "pages")
            for model in book.page_of(name).models:
                own = book.under(f"{home}.models.{model}", "cost_per_page")
                book.add(f"{month}.models.{model}", {**pages, **own}, month_cost)
            book.add(month, {**pages, **cost}, month_cost)


def _month(book: Book, scenario: str) -> str:
    """Where the figures of a scenario's month stand."""
    return month_of(f"scenarios.{scenario}", book.inputs.scenarios[scenario])


def _budget(book: Book) -> None:
    """The months of what is asked for beside the budget; of several pools, together, for it is one purse."""
    path = "proposal.terms.budget"
    homes = dict.fromkeys(home_of(book.inputs, case) for part in parts(book) for case in part.cases)
    months = [row for name in homes if (row := book.under(_month(book, name), "cost_per_month"))]
    most = book.under(path, "per_month")
    if months and most:
        book.add(path, {**columns(months, ["cost_per_month"]), **most}, budget)


def _saving(book: Book, name: str) -> None:
    """What a saving is worth on a page of the headline case, and on its month."""
    path, home = f"savings.{name}", book.headline_home
    cost = book.under(book.page_home(home), "cost_per_page")
    takes = book.inputs.savings[name].takes
    if not cost or isinstance(takes, str):
        return
    if isinstance(takes, ReusedAnswers):
        taken = {"taken": book.sheet[f"caching.query_reuse.phases.{takes.query_reuse}.reuse"]}
        book.add(path, {**cost, **taken}, reused_cost)
    else:
        models = _page(book, f"{path}.kept_page", book.page_of(home).models)
        book.add(path, columns(models, ["cost_per_page"]), kept_cost)
    month = _month(book, home)
    pages = book.under(month, "pages") if book.under(month, "cost_per_month") else {}
    worth = [saved_cost.saved_cost_per_page, *([saved_cost.saved_cost_per_month] if pages else [])]
    book.add(path, {**cost, **book.under(path, "kept_cost_per_page"), **pages}, *worth)


def _units(book: Book) -> None:
    """What the units of capacity of a model cost."""
    for part in parts(book):
        for model in book.inputs.models:
            path = f"{part.path}.models.{model}"
            units = book.under(path, "units")
            price = book.under(f"models.{model}.meter.unit", "price_per_hour", "price_per_month")
            if units and price:
                names = [key.replace("price", "units_cost") for key in price]
                book.add(path, {**units, **price}, *some(units_cost, names))
