"""The request beside what its vendor meters and publishes, and what our own caps bound.

In: the book with the request and what a reservation needs. Out: by model the metered tokens and units of capacity, how
many times each published limit is requested and which binds first; what is written to caches; and what caps bound.
"""

from collections.abc import Iterable, Sequence

from generator.calculation import (
    all_units,
    binding,
    capacity_units,
    metered,
    metered_with_writes,
    mixed_part,
    published_limit,
    tenant_cap,
    unit_of_a_second,
    written,
    written_at_a_rate,
    written_by_model,
    written_in_all,
    written_with_headroom,
)
from generator.figures.asking import Part, asked_models, headroom_of, parts
from generator.figures.figure import Figure, Given, Row
from generator.figures.reserving import some
from generator.figures.rows import A_MINUTE, Book, columns, work_rows
from generator.figures.volumes import busy_rows, of_volume
from generator.inputs.asked_once import home_of
from generator.inputs.models import LIMITS

NEEDED = {key: of_volume(key) for key in LIMITS}
"""What of the request stands beside each published limit."""
PER = {"minute": "a minute", "hour": "an hour", "day": "a day"}
CALLED = {
    key: f"{what.replace('_', ' ')} {PER[span]}"
    for what, _, span, key in ((*key.rpartition("_per_"), key) for key in LIMITS)
    if what
} | {"requests_in_flight": "requests at once"}
"""What a limit is called, as it reads after a number: by what it counts, and over how long."""
TIMES = {
    "requests_per_minute": "times_published_requests",
    "tokens_per_minute": "times_published_tokens",
    "uncached_tokens_per_minute": "times_published_uncached_tokens",
}
"""The limits that have a figure of their own already."""
WEIGHTS, METERED = ("input", "cached", "output"), "metered_tokens_per_minute"
METERED_KINDS = tuple(f"{kind}_tokens_per_minute" for kind in ("uncached_input", "cached_input", "output"))
OF_WORK = {"per_minute": A_MINUTE, "per_hour": "work_per_busy_hour", "per_day": "work_per_busy_day"}
"""What of the request stands beside each published limit of work."""
WRITTEN, WRITTEN_A_PAGE = "written_input_tokens_per_minute", "written_input_tokens_per_page"
CAPS = {"pages": "headline_pages_per_minute", "requests": "requests_per_minute", "tokens": "tokens_per_minute"}
"""What a tenant's cap may count, and what of the request stands beside it."""


def needed_by_limit(units: Iterable[str]) -> dict[str, str]:
    """What of the request stands beside each limit that may be published, of tokens and of units of work."""
    works = {f"work.{unit}.{key}": f"work.{unit}.{name}" for unit in units for key, name in OF_WORK.items()}
    return NEEDED | works


def limits_of(path: str) -> dict[str, str]:
    """Where the limits and the units stand that are offered under a path, by their keys."""
    return {key: f"{path}.limits.{key}" for key in LIMITS} | {"units": f"{path}.units"}


def metering_rows(book: Book) -> None:
    """All of it, pool by pool."""
    for part in parts(book):
        units: dict[str, list[Row]] = {}
        busy_rows(book, part, asked_models(book, part))
        for model in asked_models(book, part):
            row = metered_rows(book, part.path, model, sources(book, part.cases))
            meter = book.inputs.models[model].meter
            if meter and meter.unit:
                units.setdefault(meter.unit.name, []).append(row)
            published_rows(book, f"{part.path}.models.{model}", model)
        same = list(units.values())
        if len(same) == 1 and len(same[0]) > 1:
            book.add(part.path, columns(same[0], ["units"]), all_units)
        _caps(book, part)


def sources(book: Book, cases: Iterable[str]) -> list[tuple[str, str, str]]:
    """Each load case with its scenario, and where the page stands that it generates."""
    homes = [(case, home_of(book.inputs, case)) for case in cases]
    return [(case, home, book.page_home(home)) for case, home in homes]


def metered_rows(book: Book, path: str, model: str, cases: Iterable[tuple[str, str, str]]) -> Row:
    """A model's tokens as they are metered of what is asked for under a path, and its units of capacity."""
    meter = book.inputs.models[model].meter
    if meter is None or f"{path}.models.{model}.tokens_per_minute" not in book.sheet:
        return {}
    here, home = f"{path}.models.{model}", f"models.{model}.meter"
    given = {**book.under(here, *METERED_KINDS), **weights(book, home)}
    if meter.written is None:
        row = book.add(here, given, metered)
    else:
        row = book.add(here, {**given, **written_of_request(book, path, model, cases)}, metered_with_writes)
    return row if meter.unit is None else counted_in_units(book, here, home, row[METERED])


def weights(book: Book, home: str) -> Row:
    """What each kind of tokens counts at the meter at `home`; cache writes, where they count for themselves."""
    return {f"{kind}_weight": one for kind, one in book.under(home, *WEIGHTS, "written").items()}


def counted_in_units(book: Book, path: str, home: str, tokens: Figure) -> Row:
    """Metered tokens in the units of the meter at `home`, parts of one counted; what is to be ordered beside it."""
    sold = book.under(f"{home}.unit", "step", "least")
    carries = {f"{key}_per_unit": one for key, one in book.under(f"{home}.unit", "tokens_per_minute").items()}
    if not carries:
        second = {"tokens_per_second_per_unit": book.sheet[f"{home}.unit.tokens_per_second"]}
        carries = book.add(path, {**second, **book.under("constants", "seconds_per_minute")}, unit_of_a_second)
    given: Row = {METERED: tokens, **carries, "units_step": sold["step"], "least_units": sold["least"]}
    return book.add(path, given, capacity_units)


def published_rows(book: Book, path: str, model: str) -> None:
    """How many times each published limit is requested, and which of several binds first."""
    times, needs = Row(), needed_by_limit(book.inputs.proposal.work_units)
    for key, limit in book.under(f"models.{model}.published", *needs).items():
        own = book.under(path, needs[key], TIMES.get(key, ""))
        if TIMES.get(key) in own:
            times[key] = own[TIMES[key]]
        elif own:
            given = {"needed": own[needs[key]], "published": limit}
            times[key] = book.add(f"{path}.limits.{key}", given, published_limit)["times_published"]
    if len(times) > 1:
        every = {"each_times_published": tuple(times.values())}
        book.add(path, every, binding.binds_at)
        for key, one in times.items():
            book.add(f"{path}.limits.{key}", {"times_published": one, **every}, binding.binds_first)


def _caps(book: Book, part: Part) -> None:
    """What the caps of tenants bound."""
    home = f"proposal.{part.path}.tenant_cap"
    own = book.under(home, "tenants", *(f"{kind}_per_minute_per_tenant" for kind in CAPS))
    headline = {"headline_pages_per_minute": book.cases[part.cases[0]].whole["pages_per_minute"]}
    given = {**own, **headline, **book.under(part.path, "requests_per_minute", "tokens_per_minute")}
    known = [kind for kind, has in CAPS.items() if f"{kind}_per_minute_per_tenant" in own and has in given]
    names = [name for kind in known for name in (f"most_{kind}_per_minute", f"tenants_in_{kind}")]
    if known:
        book.add(f"{part.path}.tenant_cap", given, *some(tenant_cap, names))
    works = {A_MINUTE: f"{part.path}.work.*.{A_MINUTE}", "work_per_minute_per_tenant": f"{home}.work.*"}
    of_work = (tenant_cap.most_work_per_minute, tenant_cap.tenants_in_work)
    work_rows(book, f"{part.path}.tenant_cap", works, own, *of_work)


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
            rows.append(book.under(here, WRITTEN) or book.add(here, {**rate, **page}, written_at_a_rate))
    room = headroom_of(book)
    every: Given = {**columns(rows, [WRITTEN]), **room}
    return book.add(f"{path}.models.{model}", every, written_with_headroom if room else written_in_all)


def written_of_page(book: Book, home: str, model: str, profiles: Sequence[str], mean: str = "") -> Row:
    """What a page that stands at `home` writes to the cache of a model: of one page profile, or a mean page of several.

    The shares of a mean page stand at `mean`. The page itself may be another, that an alternative leaves.
    """
    path = f"{home}.models.{model}"
    known = book.under(path, WRITTEN_A_PAGE)
    if known or not mean:
        return known or _of_calls(book, home, model, profiles[0])
    rows = []
    for profile in profiles:
        page, part, below = f"page_profiles.{profile}", f"{home}.parts.{profile}", "models"
        if home != mean:
            page, below = part, "mixed"
        if page in book.pages and model in book.pages[page].models:
            own = written_of_page(book, page, model, [profile])
            given = {
                f"profile_{WRITTEN_A_PAGE}": own[WRITTEN_A_PAGE],
                **book.under(f"{mean}.parts.{profile}", "share_of_pages"),
            }
            rows.append(book.add(f"{part}.{below}.{model}", given, mixed_part.written_input_tokens_per_page))
    return _alone(book.add(path, columns(rows, [WRITTEN_A_PAGE]), written_by_model))


def _of_calls(book: Book, home: str, model: str, profile: str) -> Row:
    calls, rows = book.inputs.page_profiles[profile].calls, []
    mine = [key for key, call in calls.items() if call.model == model]
    for name in mine or book.pages[home].calls:  # what goes to another vendor is a page of its own
        here, begins = f"{home}.calls.{name}", calls[name].begins_with
        held = book.under(f"{here}.begins_with.{begins[-1]}", "cacheable_tokens") if begins else {}
        row = book.pages[home].calls[name]
        read = {"requests_per_page": row.get("read_requests_per_page", row["requests_per_page"])}
        rows.append(book.add(here, {**row, **held, **read}, written))
    return _alone(book.add(f"{home}.models.{model}", columns(rows, [WRITTEN_A_PAGE]), written_by_model))


def _alone(row: Row) -> Row:
    return {WRITTEN_A_PAGE: row[WRITTEN_A_PAGE]}
