"""What a reservation needs beyond its limits a minute, as far as the inputs say it.

In: the book with the request worked out. Out: figures of admission (input and the most that may be put out) and of
requests under way, where calls state both; of a second, an hour and a day; of the base; and of the ramp.
"""

from collections.abc import Iterable
from types import ModuleType
from typing import Any

from generator.calculation import (
    admission,
    admitted,
    admitted_with_headroom,
    largest_prompt,
    longer,
    mixed_part,
    ramp,
    reserved,
    reserved_model,
    reserved_turns,
)
from generator.figures.asking import HEADLINES, Part, headroom_of, parts, requested
from generator.figures.figure import Row
from generator.figures.rows import A_MINUTE, Book, columns, work_rows
from generator.inputs.asked_once import home_of

PARTS: dict[str, tuple[str, ...]] = {
    "reserved_tokens": ("max_completion_tokens",),
    "reserved_tokens_per_page": ("max_completion_tokens",),
    "reserved_uncached_tokens_per_page": ("max_completion_tokens",),
    "busy_seconds_per_page": ("seconds",),
    "largest_request_tokens": ("max_completion_tokens", "largest_input_tokens"),
}
"""What has to be known of a call so that a figure of it can be worked out."""
ADMITTED = {
    "admitted_tokens_per_minute": "reserved_tokens_per_page",
    "admitted_uncached_tokens_per_minute": "reserved_uncached_tokens_per_page",
    "requests_in_flight": "busy_seconds_per_page",
}
"""What a minute needs of what a page does."""


def reservation_rows(book: Book) -> None:
    """All of it, after the request."""
    for name in book.inputs.page_profiles:
        _reserved(book, name)
    for name, one in book.inputs.scenarios.items():
        if one.page_profiles:
            _mixed(book, name, one.page_profiles)
    for part in parts(book):
        _admission(book, part)
        _longer(book, part)
        if part.asked.base_case is not None:
            requested(book, f"{part.path}.base", [book.cases[one] for one in (part.asked.base_case, *part.cases[1:])])
        _ramp(book, part)


def some(module: ModuleType, names: Iterable[str]) -> list[Any]:
    """The named formulas of a module."""
    return [getattr(module, name) for name in names]


def _reserved(book: Book, profile: str) -> None:
    """What each call and each model of a page reserves; a model's where all of its calls state it."""
    path, calls = f"page_profiles.{profile}", book.inputs.page_profiles[profile].calls
    rows: dict[str, Row] = {}
    for name in calls:
        here = f"{path}.calls.{name}"
        own = book.under(here, "max_completion_tokens", "seconds", "largest_input_tokens")
        row = book.pages[path].calls[name]
        if "largest_input_tokens" not in own:
            own |= _largest(book, here, row)
        known = [key for key, needs in PARTS.items() if {*needs} <= {*own}]
        formulas = {one.__name__: one for one in some(reserved, known)}
        if "last_input_tokens" in row and "max_completion_tokens" in own:
            formulas[reserved_turns.reserved_tokens_per_page.__name__] = reserved_turns.reserved_tokens_per_page
        rows[name] = book.add(here, {**row, **own}, *formulas.values())
    for model in book.pages[path].models:
        mine = [name for name, call in calls.items() if call.model == model]
        known = [key for key in PARTS if key != "reserved_tokens" and all(key in rows[name] for name in mine)]
        book.add(f"{path}.models.{model}", columns([rows[name] for name in mine], known), *some(reserved_model, known))


def _largest(book: Book, here: str, row: Row) -> Row:
    """The largest prompt of a call that states none: of its last turn, or what few of its requests pass."""
    if "last_input_tokens" in row:
        return {"largest_input_tokens": row["last_input_tokens"]}
    for key in ("p99", "p95"):
        whole, own = (book.under(f"{here}.{name}_tokens", key) for name in ("input", "specific"))
        if whole:
            return {"largest_input_tokens": whole[key]}
        if own:
            given = {"prefix_tokens": row["prefix_tokens"], "large_specific_tokens": own[key]}
            found = book.add(here, given, largest_prompt)
            return {"largest_input_tokens": found["largest_input_tokens"]}
    return {}


def _mixed(book: Book, scenario: str, profiles: Iterable[str]) -> None:
    """What the models of a mean page reserve, as far as all of its page profiles say it."""
    home = book.page_home(scenario)
    for model in book.page_of(scenario).models:
        rows = []
        for profile in profiles:
            if model in book.pages[f"page_profiles.{profile}"].models:
                own = book.under(f"page_profiles.{profile}.models.{model}", *ADMITTED.values())
                given = {f"profile_{key}": one for key, one in own.items()}
                given |= book.under(f"{home}.parts.{profile}", "share_of_pages")
                rows.append(book.add(f"{home}.parts.{profile}.models.{model}", given, *some(mixed_part, own)))
        known = [key for key in ADMITTED.values() if all(key in row for row in rows)]
        book.add(f"{home}.models.{model}", columns(rows, known), *some(reserved_model, known))


def _admission(book: Book, part: Part) -> None:
    """What the request is admitted on, and how much of it is under way at once: of each case, of each model, in all."""
    by_model: dict[str, list[Row]] = {}
    for case in part.cases:
        page = book.page_home(home_of(book.inputs, case))
        rate = {"pages_per_minute": book.cases[case].whole["pages_per_minute"]}
        for model in book.cases[case].models:
            own = book.under(f"{page}.models.{model}", *ADMITTED.values())
            known = [key for key, need in ADMITTED.items() if need in own]
            given = {**rate, **own, **book.under("constants", "seconds_per_minute")}
            row = book.add(f"{case}.models.{model}", given, *some(admission, known))
            by_model.setdefault(model, []).append(row)
    room, found = headroom_of(book), []
    for model, rows in by_model.items():
        known = [key for key in ADMITTED if all(key in row for row in rows)]
        sums = some(admitted_with_headroom if room else admitted, known)
        found.append(book.add(f"{part.path}.models.{model}", {**columns(rows, known), **room}, *sums))
    known = [key for key in ADMITTED if all(key in row for row in found)]
    book.add(part.path, columns(found, known), *some(admitted, known))


def _longer(book: Book, part: Part) -> None:
    """The pace of a second, and the most of an hour and of a day with the active hours of the headline case's sites."""
    home = f"scenarios.{part.home}"
    hours: Row = {}
    for active in ("month", "campaign", "active"):
        hours |= book.under(f"{home}.{active}", "hours_per_day")
    times = book.under("constants", "minutes_per_hour", "seconds_per_minute") | hours
    names = [name for name in vars(longer) if name.startswith(("requests_per_second", "most_")) and "work" not in name]
    known = [name for name in names if hours or not name.endswith("_per_day")]
    for path in (*(f"{part.path}.models.{model}" for model in book.inputs.models), part.path):
        own = book.under(path, *HEADLINES)
        counted = known if "tokens_per_minute" in own else [name for name in known if "requests" in name]
        if own:
            book.add(path, {**own, **times}, *some(longer, counted))
        of_work = [longer.most_work_per_hour, *([longer.most_work_per_day] if hours else [])]
        work_rows(book, path, {A_MINUTE: f"{path}.work.*.{A_MINUTE}"}, times, *of_work)


def _ramp(book: Book, part: Part) -> None:
    """The steps to the whole request; of a pool, beside the pool."""
    requested = {f"requested_{key}": one for key, one in book.under(part.path, *HEADLINES).items()}
    terms = book.inputs.proposal.terms
    for key in terms.ramp if terms else ():
        step = f"proposal.terms.ramp.{key}"
        path = f"{part.path}.ramp.{key}" if book.inputs.proposal.request.pools else step
        book.add(path, {**requested, **book.under(step, "share")}, ramp)
        works = {f"requested_{A_MINUTE}": f"{part.path}.work.*.{A_MINUTE}"}
        work_rows(book, path, works, book.under(step, "share"), ramp.work_per_minute)
