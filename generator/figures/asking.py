"""What is asked for: the headline case with the cases that are included, beside what the vendor sets and serves.

In: the book with the load cases worked out. Out: the figures of the request, by model and in all, of the need below its
headroom, of limits beside it, of models that left the catalogue and those in their place, and of one more site at peak.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from generator.calculation import (
    headroom,
    limit,
    load_case,
    mixed_load,
    more_sites,
    need,
    needed_ratio,
    plain_case,
    published,
    request,
    slack,
    unavailable,
)
from generator.figures.figure import Row, Sheet
from generator.figures.rows import A_MINUTE, DEMAND, Book, Case, columns, demand_rows, work_rows
from generator.figures.working import requested_work, together
from generator.inputs import Proposal
from generator.inputs.asked_once import headline_beside, home_of
from generator.inputs.asking import Asked
from generator.inputs.quantities import Amount

HEADLINES = ("requests_per_minute", "tokens_per_minute", "uncached_tokens_per_minute")
"""The figures that a vendor limits."""
LIMITS = {f"request.{key}": title for key, title in zip(HEADLINES, ("RPM", "TPM", "uncached TPM"), strict=True)}
"""The limits of the whole request, and how they are called."""


class Part(NamedTuple):
    """What is asked for apart: how its figures' names begin, what it names, and its load cases, the headline first.

    `home` is the scenario of its headline case.
    """

    path: str
    asked: Asked
    cases: tuple[str, ...]
    home: str


def parts(book: Book) -> list[Part]:
    """What is asked for apart, in the order of the inputs: each pool, or all of it."""
    asked = book.inputs.proposal.request.parts
    return [Part(path, one, one.cases, home_of(book.inputs, one.headline_case)) for path, one in asked.items()]


def asked_models(book: Book, part: Part) -> list[str]:
    """The models that a part asks for."""
    return [one for one in book.inputs.models if f"{part.path}.models.{one}.requests_per_minute" in book.sheet]


def homes(book: Book) -> list[str]:
    """The scenarios of all that is asked for."""
    return list(dict.fromkeys(home_of(book.inputs, case) for part in parts(book) for case in part.cases))


def asked_limits(proposal: Proposal, sheet: Sheet) -> Iterator[tuple[str, str, str]]:
    """Each limit that is asked for, of tokens and work as far as there are any: its figure, its title, and the label of
    its pool, which is empty where it is one of the whole request."""
    letter, works = proposal.inputs.proposal, proposal.inputs.work_words
    names = (*LIMITS, *(f"request.work.{unit}.work_per_minute" for unit in works))
    pools = {f"request.pools.{key}": pool.label for key, pool in letter.request.pools.items()}
    for path, label in (pools or {"request": ""}).items():
        for name in names:
            if (own := name.replace("request", path, 1)) in sheet:
                yield own, LIMITS.get(name) or sheet[own].unit.symbol, label


def titles_of_limits(proposal: Proposal, sheet: Sheet) -> dict[str, str]:
    """The titles of the limits that are asked for, each with its pool's label, by their figures."""
    return {name: f"{label} {title}".lstrip() for name, title, label in asked_limits(proposal, sheet)}


def beneath(part: Part, path: str) -> str:
    """Where what is said of a part stands below what is said for all: with the name of its pool, where it is one."""
    return path + part.path.removeprefix("request")


def part_of(book: Book, scenario: str) -> Part:
    """The part that asks for a scenario, or names a case of it; where none does, the first."""
    headline = headline_beside(book.inputs, scenario)
    return next(part for part in parts(book) if part.cases[0] == headline)


def request_rows(book: Book) -> None:
    """The request, pool by pool, and all that is said of it; the alternative with the included cases, where need be."""
    for part in parts(book):
        rows = requested(book, part.path, [book.cases[name] for name in part.cases])
        for model, row in rows.items():
            _beside_limits(book, f"{part.path}.models.{model}", model, row, part.home)
        whole = book.under(part.path, *DEMAND)
        default = book.under("proposal.limits", "total_to_uncached")
        if default:
            book.add(part.path, {**whole, **default}, limit)
        if always_answers(book, part.home, rows):
            book.add(part.path, whole, needed_ratio)
        if part.asked.alternative_case and (len(part.cases) > 1 or headroom_of(book)):
            instead = (part.asked.alternative_case, *part.cases[1:])
            requested(book, f"{part.path}.alternative", [book.cases[name] for name in instead])
        _availability(book, part, rows)
        _one_more_site(book, part)
        _slack(book, part)


def requested(book: Book, path: str, cases: list[Case]) -> dict[str, Row]:
    """What is asked for to carry cases together, headroom included: in all, and the rows of the models."""
    rows = {model: [case.models[model] for case in cases if model in case.models] for model in book.inputs.models}
    found = {model: asked_row(book, path, f".models.{model}", each) for model, each in rows.items() if each}
    asked_row(book, path, "", [case.whole for case in cases])
    requested_work(book, path, cases, headroom_of(book))
    return found


def headroom_of(book: Book) -> Row:
    """The headroom of the request, where it has one."""
    return book.under("proposal.request", "headroom")


def asked_row(book: Book, path: str, part: str, rows: list[Row]) -> Row:
    """A part of the request; where it has headroom, what is needed first."""
    room = headroom_of(book)
    if not room:
        return book.add(f"{path}{part}", columns(rows, DEMAND), request)
    needs = book.add(f"{path}.need{part}", columns(rows, DEMAND), need)
    needed = {f"needed_{key}": needs[key] for key in DEMAND if key in needs}
    more = (request.cache_rate, request.nothing_is_cached) if "needed_tokens_per_minute" in needed else ()
    return book.add(f"{path}{part}", {**needed, **room}, headroom, *more)


def always_answers(book: Book, scenario: str, models: Iterable[str]) -> bool:
    """Whether one of the models puts out tokens for every page of a scenario, or for some, whatever the ranges."""
    profiles = [book.inputs.page_profiles[name] for name in book.inputs.scenarios[scenario].profiles]
    calls = [call for profile in profiles for call in profile.calls.values()]
    named = set(models)
    return any(call.model in named and call.least_output * call.requests_per_page.ends[0] for call in calls)


def default_ratio(book: Book, model: str) -> Row:
    """How many times its uncached limit a model's default limit of all tokens is: its own, or that of all models."""
    own = book.under(f"models.{model}", "total_to_uncached")
    return own or book.under("proposal.limits", "total_to_uncached")


def _beside_limits(book: Book, path: str, model: str, row: Row, scenario: str, replaced: Iterable[str] = ()) -> None:
    """A model's request beside its default limit of all tokens, what it would need, and its published limits."""
    default = default_ratio(book, model)
    if default:
        book.add(path, {**row, **default}, limit)
    if always_answers(book, scenario, (model, *replaced)):
        book.add(path, row, needed_ratio)
    beside_published(book, path, model, row)


def beside_published(book: Book, path: str, model: str, row: Row) -> None:
    """A model's request beside its published limits a minute."""
    beside = {
        "requests_per_minute": published.times_published_requests,
        "tokens_per_minute": published.times_published_tokens,
        "uncached_tokens_per_minute": published.times_published_uncached_tokens,
    }
    limits = {key: one for key, one in book.under(f"models.{model}.published", *HEADLINES).items() if key in row}
    given = {f"published_{key}": one for key, one in limits.items()}
    book.add(path, {**row, **given}, *(beside[key] for key in limits))


def _availability(book: Book, part: Part, rows: Mapping[str, Row]) -> None:
    """The part of the request on models that left the catalogue, and each model's with what it would take over."""
    places: dict[str, Any] = {name: book.inputs.models[name].availability for name in rows}
    gone = [name for name, place in places.items() if place and place.left]
    if not gone:
        return
    gone_rows = columns([rows[name] for name in gone], HEADLINES)
    every = book.under(part.path, *HEADLINES).items()
    requested = {f"requested_{key}": one for key, one in every if f"each_{key}" in gone_rows}
    book.add(f"{part.path}.unavailable", {**gone_rows, **requested}, unavailable)
    of_work = (unavailable.work_per_minute, unavailable.share_of_work)
    together(book, f"{part.path}.unavailable", [f"{part.path}.models.{name}" for name in gone], *of_work, of=part.path)
    moved: dict[str, list[str]] = {}
    for name in rows:
        moved.setdefault((name in gone and places[name].replaced_by) or name, []).append(name)
    for model in (one for one in book.inputs.models if one in moved):
        path = f"{part.path}.replaced.models.{model}"
        row = book.add(path, columns([rows[name] for name in moved[model]], DEMAND), request)
        together(book, path, [f"{part.path}.models.{name}" for name in moved[model]], request.work_per_minute)
        _beside_limits(book, path, model, row, part.home, moved[model])


def _one_more_site(book: Book, part: Part) -> None:
    """The request with one more site of the headline case at its peak, where it counts them and there is one more."""
    scenario, headline = book.inputs.scenarios[part.home], part.cases[0]
    home, key = f"scenarios.{part.home}", headline.removeprefix(f"{part.home}.")
    at_peak = scenario.load_cases[key].sites_at_peak
    if scenario.load_cases[key].stage or not isinstance(at_peak, Amount) or not scenario.sites:
        return
    if at_peak.ends[2] + 1 > scenario.sites.ends[0]:
        return
    path, before = f"{part.path}.one_more", book.cases[headline].whole
    own = {**book.under(f"{home}.load_cases.{key}", "sites_at_peak"), **book.under("constants", "one_site")}
    sites = book.add(path, own, more_sites.more_sites_at_peak)["more_sites_at_peak"]
    row = book.add(path, {**before, "sites_at_peak": sites}, mixed_load)
    rate = book.add(path, row, load_case if "rounding_step" in before else plain_case)
    case = demand_rows(book, f"{path}.case", rate, book.page_of(part.home))
    requested(book, path, [case, *(book.cases[name] for name in part.cases[1:])])
    more = {f"more_{name}": one for name, one in book.under(path, *HEADLINES).items()}
    if "more_tokens_per_minute" in more:
        book.add(path, {**book.under(part.path, *HEADLINES), **more}, more_sites.tokens_rise_by)
    works = {A_MINUTE: f"{part.path}.work.*.{A_MINUTE}", f"more_{A_MINUTE}": f"{path}.work.*.{A_MINUTE}"}
    work_rows(book, path, works, {}, more_sites.work_rises_by, of=A_MINUTE)


def _slack(book: Book, part: Part) -> None:
    """What rounding the headline case up leaves, and whether a case beside it of the same pages fits in that."""
    headline = part.cases[0]
    whole = book.cases[headline].whole
    if "rounding_step" not in whole:
        return
    left = book.add(headline, whole, slack.slack_pages_per_minute)
    for name, one in part.asked.beside.items():
        alike = book.page_home(home_of(book.inputs, name)) == book.page_home(part.home)
        if not one.included and alike:
            beside = {"beside_pages_per_minute": book.cases[name].whole["pages_per_minute"]}
            book.add(name, {**left, **beside}, slack.fits_in_slack)
