"""The request beside what its vendor meters and publishes, and what our own caps bound.

In: the book with the request and what a reservation needs. Out: by model the metered tokens and units of capacity, how
many times each published limit is requested and which binds first; and what caps of our tenants come to.
"""

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
from generator.figures.asking import Part, headroom_of, parts
from generator.figures.figure import Given, Row
from generator.figures.reserving import some
from generator.figures.rows import Book, columns
from generator.figures.volumes import busy_rows, of_volume
from generator.inputs.asked_once import home_of
from generator.inputs.models import LIMITS

NEEDED = {key: of_volume(key) for key in LIMITS}
"""What of the request stands beside each published limit."""
TIMES = {
    "requests_per_minute": "times_published_requests",
    "tokens_per_minute": "times_published_tokens",
    "uncached_tokens_per_minute": "times_published_uncached_tokens",
}
"""The limits that have a figure of their own already."""
WRITTEN = ("written_input_tokens_per_page",)
WEIGHTS = ("input", "cached", "output")
CAPS = {"pages": "headline_pages_per_minute", "requests": "requests_per_minute", "tokens": "tokens_per_minute"}
"""What a tenant's cap may count, and what of the request stands beside it."""


def metering_rows(book: Book) -> None:
    """All of it, pool by pool."""
    for part in parts(book):
        units: dict[str, list[Row]] = {}
        models = [one for one in book.inputs.models if f"{part.path}.models.{one}.tokens_per_minute" in book.sheet]
        busy_rows(book, part, models)
        for model in models:
            _metered(book, part, model, units)
            _published(book, part, model)
        same = list(units.values())
        if len(same) == 1 and len(same[0]) > 1:
            book.add(part.path, columns(same[0], ["units"]), all_units)
        _caps(book, part)


def _metered(book: Book, part: Part, model: str, units: dict[str, list[Row]]) -> None:
    """A model's tokens as they are metered, and its units of capacity, which are kept under their name."""
    meter = book.inputs.models[model].meter
    if meter is None:
        return
    path, home = f"{part.path}.models.{model}", f"models.{model}.meter"
    weights = {f"{kind}_weight": book.sheet[f"{home}.{kind}"] for kind in WEIGHTS}
    kinds = [f"{kind}_tokens_per_minute" for kind in ("uncached_input", "cached_input", "output")]
    given: Row = {**book.under(path, *kinds), **weights}
    if meter.written is None:
        row = book.add(path, given, metered)
    else:
        given |= {"written_weight": book.sheet[f"{home}.written"]}
        row = book.add(path, {**given, **_written(book, part, model)}, metered_with_writes)
    if meter.unit is None:
        return
    sold = book.under(f"{home}.unit", "step", "least")
    second = {f"{key}_per_unit": one for key, one in book.under(f"{home}.unit", "tokens_per_second").items()}
    minute = {f"{key}_per_unit": one for key, one in book.under(f"{home}.unit", "tokens_per_minute").items()}
    if second:
        minute = book.add(path, {**second, **book.under("constants", "seconds_per_minute")}, unit_of_a_second)
    metered_row = {"metered_tokens_per_minute": row["metered_tokens_per_minute"]}
    given = {**metered_row, **minute, "units_step": sold["step"], "least_units": sold["least"]}
    units.setdefault(meter.unit.name, []).append(book.add(path, given, capacity_units))


def _written(book: Book, part: Part, model: str) -> Row:
    """What the request writes to the cache of a model."""
    rows = []
    for case in part.cases:
        if model in book.cases[case].models:
            rate = {"pages_per_minute": book.cases[case].whole["pages_per_minute"]}
            given = {**rate, **_written_per_page(book, home_of(book.inputs, case), model)}
            rows.append(book.add(f"{case}.models.{model}", given, written_at_a_rate))
    room = headroom_of(book)
    every: Given = {**columns(rows, ["written_input_tokens_per_minute"]), **room}
    return book.add(f"{part.path}.models.{model}", every, written_with_headroom if room else written_in_all)


def _written_per_page(book: Book, scenario: str, model: str) -> Row:
    """What a page of a scenario writes to the cache of a model: one of its page profile, or the mean of several."""
    one, home = book.inputs.scenarios[scenario], book.page_home(scenario)
    if one.page_profile:
        return _written_by_profile(book, one.page_profile, model)
    rows = []
    for profile in one.profiles:
        path = f"{home}.parts.{profile}"
        if model in book.pages[f"page_profiles.{profile}"].models:
            own = {f"profile_{key}": each for key, each in _written_by_profile(book, profile, model).items()}
            given = {**own, **book.under(path, "share_of_pages")}
            rows.append(book.add(f"{path}.models.{model}", given, mixed_part.written_input_tokens_per_page))
    return book.add(f"{home}.models.{model}", columns(rows, WRITTEN), written_by_model)


def _written_by_profile(book: Book, profile: str, model: str) -> Row:
    """What a page of a profile writes to the cache of a model; worked out once, whichever case asks first."""
    path = f"page_profiles.{profile}"
    known = book.under(f"{path}.models.{model}", *WRITTEN)
    if known:
        return known
    calls, rows = book.inputs.page_profiles[profile].calls, []
    for name in (key for key, call in calls.items() if call.model == model):
        here, begins = f"{path}.calls.{name}", calls[name].begins_with
        held = book.under(f"{here}.begins_with.{begins[-1]}", "cacheable_tokens") if begins else {}
        rows.append(book.add(here, {**book.pages[path].calls[name], **held}, written))
    row = book.add(f"{path}.models.{model}", columns(rows, WRITTEN), written_by_model)
    return {key: row[key] for key in WRITTEN}


def _published(book: Book, part: Part, model: str) -> None:
    """How many times each published limit is requested, and which of several binds first."""
    path, times = f"{part.path}.models.{model}", Row()
    for key, limit in book.under(f"models.{model}.published", *LIMITS).items():
        own = book.under(path, NEEDED[key], TIMES.get(key, ""))
        if TIMES.get(key) in own:
            times[key] = own[TIMES[key]]
        elif own:
            given = {"needed": own[NEEDED[key]], "published": limit}
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
    known = [kind for kind in CAPS if f"{kind}_per_minute_per_tenant" in own]
    names = [name for kind in known for name in (f"most_{kind}_per_minute", f"tenants_in_{kind}")]
    if known:
        given = {**own, **headline, **book.under(part.path, "requests_per_minute", "tokens_per_minute")}
        book.add(f"{part.path}.tenant_cap", given, *some(tenant_cap, names))
