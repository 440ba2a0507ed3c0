"""What requests write to the prefix cache: of a page, and of what is asked for.

In: the book with pages and load cases worked out. Out: rows of what each model's cache is written, where a meter or a
price counts that by itself; each is worked out once, whoever asks first.
"""

from collections.abc import Iterable, Sequence

from generator.calculation import (
    mixed_part,
    written,
    written_at_a_rate,
    written_by_model,
    written_in_all,
    written_with_headroom,
)
from generator.figures.asking import headroom_of
from generator.figures.figure import Given, Row
from generator.figures.rows import Book, columns

A_PAGE, A_MINUTE = "written_input_tokens_per_page", "written_input_tokens_per_minute"


def written_of_request(book: Book, path: str, model: str, cases: Iterable[tuple[str, str, str]]) -> Row:
    """What is asked for under a path writes to the cache of a model.

    Each of the cases is its name, the name of its scenario, and where the page stands that it generates.
    """
    rows = []
    for case, scenario, home in cases:
        if model in book.cases[case].models:
            here = f"{case}.models.{model}"
            rate = {"pages_per_minute": book.cases[case].whole["pages_per_minute"]}
            page = written_of_page(
                book, home, model, book.inputs.scenarios[scenario].profiles, book.mean_home(scenario)
            )
            rows.append(book.under(here, A_MINUTE) or book.add(here, {**rate, **page}, written_at_a_rate))
    room = headroom_of(book)
    every: Given = {**columns(rows, [A_MINUTE]), **room}
    return book.add(f"{path}.models.{model}", every, written_with_headroom if room else written_in_all)


def written_of_page(book: Book, home: str, model: str, profiles: Sequence[str], mean: str = "") -> Row:
    """What a page that stands at `home` writes to the cache of a model: of one page profile, or a mean page of several.

    The shares of a mean page stand at `mean`. The page itself may be another, that an alternative leaves.
    """
    path = f"{home}.models.{model}"
    known = book.under(path, A_PAGE)
    if known or not mean:
        return known or _of_calls(book, home, model, profiles[0])
    rows = []
    for profile in profiles:
        page, part, below = f"page_profiles.{profile}", f"{home}.parts.{profile}", "models"
        if home != mean:
            page, below = part, "mixed"
        if page in book.pages and model in book.pages[page].models:
            own = written_of_page(book, page, model, [profile])
            given = {f"profile_{A_PAGE}": own[A_PAGE], **book.under(f"{mean}.parts.{profile}", "share_of_pages")}
            rows.append(book.add(f"{part}.{below}.{model}", given, mixed_part.written_input_tokens_per_page))
    return _alone(book.add(path, columns(rows, [A_PAGE]), written_by_model))


def _of_calls(book: Book, home: str, model: str, profile: str) -> Row:
    calls, rows = book.inputs.page_profiles[profile].calls, []
    mine = [key for key, call in calls.items() if call.model == model]
    for name in mine or book.pages[home].calls:  # what goes to another vendor is a page of its own
        here, begins = f"{home}.calls.{name}", calls[name].begins_with
        held = book.under(f"{here}.begins_with.{begins[-1]}", "cacheable_tokens") if begins else {}
        row = book.pages[home].calls[name]
        read = {"requests_per_page": row.get("read_requests_per_page", row["requests_per_page"])}
        rows.append(book.add(here, {**row, **held, **read}, written))
    return _alone(book.add(f"{home}.models.{model}", columns(rows, [A_PAGE]), written_by_model))


def _alone(row: Row) -> Row:
    return {A_PAGE: row[A_PAGE]}
