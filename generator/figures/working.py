"""Work that is not tokens, in the units that a proposal names: of calls and pages, of a month, of the request.

In: the book with calls, pages and load cases worked out. Out: figures under the path of what they are of, `work` and
the unit. Each unit has rows of its own, so that no unit is added to another.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from generator.calculation import (
    call,
    case_share,
    headroom,
    longer,
    mean,
    mixed_part,
    need,
    page,
    ramp,
    request,
    use,
    volume,
)
from generator.figures.figure import Figure, Given, Row
from generator.figures.rows import Book, Case, Page, columns, places

A_MINUTE = "work_per_minute"


def work_of_call(book: Book, path: str, here: str, units: Iterable[str], row: Row) -> None:
    """What a page's requests of a call send that is not tokens: all but those that are refused."""
    read = row.get("read_requests_per_page", row["requests_per_page"])
    for unit in units:
        given = {"work_per_request": book.sheet[f"{here}.work.{unit}"], "requests_per_page": read}
        book.add(f"{path}.work.{unit}", given, call.work_per_page)


def work_of_page(book: Book, path: str, by_model: Mapping[str, Iterable[str]]) -> None:
    """The work of a page: of each model what stands below its paths, and of all models."""
    for unit in book.inputs.proposal.work_units:
        found = []
        for model, homes in by_model.items():
            rows = [row for home in homes if (row := book.under(f"{home}.work.{unit}", "work_per_page"))]
            if rows:
                each = columns(rows, ["work_per_page"])
                found.append(book.add(f"{path}.models.{model}.work.{unit}", each, page.work_per_page))
        if found:
            book.add(f"{path}.work.{unit}", columns(found, ["work_per_page"]), page.work_per_page)


def work_of_part(book: Book, rows: Page, homes: Mapping[str, list[str]], share: Row) -> None:
    """The work that a page profile adds to a mean page, by model, beside what else it adds there."""
    for unit in book.inputs.proposal.work_units:
        for model in rows.models:
            work = book.under(f"{rows.path}.models.{model}.work.{unit}", "work_per_page")
            if work:
                given = {"share_of_pages": share["share_of_pages"], "profile_work_per_page": work["work_per_page"]}
                book.add(f"{homes[model][-1]}.work.{unit}", given, mixed_part.work_per_page)


def shares_of_work(book: Book, own: Case, headline: Case) -> list[Figure] | None:
    """The work of a load case as shares of its headline case's; None where that may have nothing of a unit."""
    shares = []
    for _, unit in places(book, own.path, (), A_MINUTE):
        of_headline = book.under(f"{headline.path}.work.{unit}", A_MINUTE)
        if not of_headline or not of_headline[A_MINUTE].low:
            return None
        given = {f"headline_{A_MINUTE}": of_headline[A_MINUTE], **book.under(f"{own.path}.work.{unit}", A_MINUTE)}
        row = book.add(f"{own.path}.work.{unit}", given, case_share.share_of_headline_work)
        shares.append(row["share_of_headline_work"])
    return shares


def month_of_work(book: Book, path: str, month: Given, rows: Page) -> None:
    """What a month's pages send, of each model and in all."""
    for home, unit in places(book, rows.path, rows.models):
        work = book.under(f"{rows.path}{home}.work.{unit}", "work_per_page")
        of_month = (volume.work_per_month, mean.work_per_active_day, mean.work_per_active_hour)
        book.add(f"{path}{home}.work.{unit}", {**work, **month}, *of_month)


def use_of_work(book: Book, path: str, part: str) -> None:
    """How much of the work that a part asks for the month under a path uses."""
    for _, unit in places(book, path, (), "work_per_month"):
        asked = book.under(f"{part}.work.{unit}", A_MINUTE)
        if asked and asked[A_MINUTE].low:
            month = book.under(f"{path}.work.{unit}", "work_per_month") | book.under(path, "active_minutes")
            given = {**month, **book.under("constants", "minutes_per_hour"), f"requested_{A_MINUTE}": asked[A_MINUTE]}
            book.add(f"{path}.work.{unit}", given, use.mean_share_of_requested_work, use.hours_of_requested_work)


def requested_work(book: Book, path: str, cases: Iterable[Case], room: Row) -> None:
    """The work that is asked for to carry cases together, headroom included: of each model, and in all."""
    every = list(cases)
    found = [place for case in every for place in places(book, case.path, case.models, A_MINUTE)]
    for home, unit in dict.fromkeys(found):
        rows = [book.under(f"{case.path}{home}.work.{unit}", A_MINUTE) for case in every]
        each, at = columns(rows, [A_MINUTE]), f"{home}.work.{unit}"
        if room:
            needed = book.add(f"{path}.need{at}", each, need.work_per_minute)[A_MINUTE]
            book.add(f"{path}{at}", {f"needed_{A_MINUTE}": needed, **room}, headroom.work_per_minute)
        else:
            book.add(f"{path}{at}", each, request.work_per_minute)


def longer_work(book: Book, path: str, times: Row) -> None:
    """The most work of an hour, and of a day where its active hours are known."""
    formulas = [longer.most_work_per_hour, *([longer.most_work_per_day] if "hours_per_day" in times else [])]
    for home, unit in places(book, path, book.inputs.models, A_MINUTE):
        at = f"{path}{home}.work.{unit}"
        book.add(at, {**book.under(at, A_MINUTE), **times}, *formulas)


def together(book: Book, path: str, homes: Iterable[str], *formulas: Callable[..., Any], of: str = "") -> None:
    """The work below several paths, by the formulas; beside that which is requested `of` a path, where it is named."""
    for unit in book.inputs.proposal.work_units:
        rows = [row for home in homes if (row := book.under(f"{home}.work.{unit}", A_MINUTE))]
        whole = {f"requested_{A_MINUTE}": book.sheet[f"{of}.work.{unit}.{A_MINUTE}"]} if rows and of else {}
        if rows:
            book.add(f"{path}.work.{unit}", {**columns(rows, [A_MINUTE]), **whole}, *formulas)


def ramp_of_work(book: Book, path: str, part: str, share: Row) -> None:
    """The work that a step on the way to the whole request needs."""
    for _, unit in places(book, part, (), A_MINUTE):
        given = {f"requested_{A_MINUTE}": book.sheet[f"{part}.work.{unit}.{A_MINUTE}"], **share}
        book.add(f"{path}.work.{unit}", given, ramp.work_per_minute)
