"""Work that is not tokens, in the units that a proposal names: of calls and pages, of a month, of the request.

In: the book with calls, pages and load cases worked out. Out: figures under the path of what they are of, `work` and
the unit. Each unit has rows of its own, so that no unit is added to another.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from generator.calculation import call, case_share, headroom, mean, mixed_part, need, page, request, volume
from generator.figures.figure import Figure, Given, Row
from generator.figures.rows import A_MINUTE, Book, Case, Page, work_rows


def work_of_call(book: Book, path: str, here: str, row: Row) -> None:
    """What a page's requests of a call send that is not tokens, each turn being one: all but those that are refused."""
    first = ("read_requests_of_all_turns_per_page", "read_requests_per_page", "requests_per_page")
    read = {"requests_per_page": next(row[key] for key in first if key in row)}
    work_rows(book, path, {"work_per_request": f"{here}.work.*"}, read, call.work_per_page)


def work_of_page(book: Book, path: str, by_model: Mapping[str, Iterable[str]]) -> None:
    """The work of a page: of each model what stands below its paths, and of all models."""
    whole = {f"{path}.models.{model}": list(homes) for model, homes in by_model.items()}
    for at, below in {**whole, path: list(whole)}.items():
        each = {"each_work_per_page": [f"{home}.work.*.work_per_page" for home in below]}
        work_rows(book, at, each, {}, page.work_per_page)


def work_of_part(book: Book, rows: Page, homes: Mapping[str, list[str]], share: Row) -> None:
    """The work that a page profile adds to a mean page, by model, beside what else it adds there."""
    given = {"share_of_pages": share["share_of_pages"]}
    for model in rows.models:
        work = {"profile_work_per_page": f"{rows.path}.models.{model}.work.*.work_per_page"}
        work_rows(book, homes[model][-1], work, given, mixed_part.work_per_page)


def shares_of_work(book: Book, own: Case, headline: Case) -> list[Figure] | None:
    """The work of a load case as shares of its headline case's; None where that may have nothing of a unit."""
    works = [f"work.{unit}.{A_MINUTE}" for unit in book.inputs.proposal.work_units]
    known = [one for one in works if f"{own.path}.{one}" in book.sheet]
    of_headline = [book.sheet.get(f"{headline.path}.{one}") for one in known]
    if not all(one is not None and one.low for one in of_headline):
        return None
    needs = {A_MINUTE: f"{own.path}.work.*.{A_MINUTE}", f"headline_{A_MINUTE}": f"{headline.path}.work.*.{A_MINUTE}"}
    rows = work_rows(book, own.path, needs, {}, case_share.share_of_headline_work)
    return [row["share_of_headline_work"] for row in rows]


def month_of_work(book: Book, path: str, month: Given, rows: Page) -> None:
    """What a month's pages send, of each model and in all."""
    of_month = (volume.work_per_month, mean.work_per_active_day, mean.work_per_active_hour)
    for home in (*(f".models.{model}" for model in rows.models), ""):
        work_rows(book, f"{path}{home}", {"work_per_page": f"{rows.path}{home}.work.*.work_per_page"}, month, *of_month)


def requested_work(book: Book, path: str, cases: Iterable[Case], room: Row) -> None:
    """The work that is asked for to carry cases together, headroom included: of each model, and in all."""
    every = [case.path for case in cases]
    for home in (*(f".models.{model}" for model in book.inputs.models), ""):
        asked_work(book, path, home, [f"{case}{home}" for case in every], room)


def asked_work(book: Book, path: str, part: str, homes: Iterable[str], room: Row) -> None:
    """The work of a part of what is asked for, which stands below several paths, with headroom on top."""
    if not room:
        together(book, f"{path}{part}", homes, request.work_per_minute)
        return
    together(book, f"{path}.need{part}", homes, need.work_per_minute)
    needed = {f"needed_{A_MINUTE}": f"{path}.need{part}.work.*.{A_MINUTE}"}
    work_rows(book, f"{path}{part}", needed, room, headroom.work_per_minute)


def together(book: Book, path: str, homes: Iterable[str], *formulas: Callable[..., Any], of: str = "") -> None:
    """The work below several paths, by the formulas; beside that which is requested `of` a path, where it is named."""
    whole = {f"requested_{A_MINUTE}": f"{of}.work.*.{A_MINUTE}"} if of else {}
    work_rows(book, path, {f"each_{A_MINUTE}": [f"{home}.work.*.{A_MINUTE}" for home in homes], **whole}, {}, *formulas)
