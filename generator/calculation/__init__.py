"""The calculation: from the records of a proposal to the sheet of its figures.

In: a `Proposal`. Out: a `Sheet`. Formulas live one module per kind of row; here stands which rows there are, and which
figures each is given. Nothing is added or multiplied here.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from types import ModuleType
from typing import Any

from generator.calculation import (
    alteration,
    call,
    call_share,
    campaign,
    case_share,
    component,
    constants,
    demand,
    evaluation,
    even_load,
    full_prefix,
    group_share,
    load_case,
    mixed_load,
    model_share,
    page,
    peak,
    phase,
    plain_case,
    request,
    saving,
    traffic,
    volume,
    whole_blocks,
)
from generator.figures import Figure, Given, Origin, Row, Sheet, given_figure, work_out
from generator.inputs import Leaf, Proposal
from generator.inputs.checks import headline_scenario
from generator.inputs.quantities import Fact
from generator.inputs.records import (
    CompressedComponent,
    Inputs,
    LoadCase,
    PageProfile,
    ReusedAnswers,
    Saving,
    Scenario,
    SkippedCall,
)

PAGE = ("requests_per_page", "input_tokens_per_page", "cached_input_tokens_per_page", "output_tokens_per_page")
"""The columns that add up to a page."""

DEMAND = (
    "requests_per_minute",
    "input_tokens_per_minute",
    "cached_input_tokens_per_minute",
    "uncached_input_tokens_per_minute",
    "output_tokens_per_minute",
    "tokens_per_minute",
    "uncached_tokens_per_minute",
)
"""The columns that add up to a request."""


@dataclass(frozen=True)
class Page:
    """The rows of a page: the whole, its models and its calls; `models_of` names the model of each call."""

    whole: Row
    models: Mapping[str, Row]
    calls: Mapping[str, Row]


@dataclass(frozen=True)
class Case:
    """The rows of a load case: the whole with its rate, and its models."""

    whole: Row
    models: Mapping[str, Row]


@dataclass(frozen=True)
class Book:
    """The sheet while it is written, and the rows that later rows look up by name."""

    inputs: Inputs
    sheet: dict[str, Figure]
    pages: dict[str, Page] = field(default_factory=dict)
    cases: dict[str, Case] = field(default_factory=dict)

    def add(self, name: str, given: Given, *formulas: ModuleType | Callable[..., Any]) -> Row:
        """Works a row out, enters it, and returns it together with the single figures it was given."""
        row = work_out(name, given, *formulas)
        self.sheet.update((figure.name, figure) for figure in row.values())
        return {**{key: one for key, one in given.items() if isinstance(one, Figure)}, **row}

    def under(self, path: str, *names: str) -> Row:
        """The figures directly under a path, by their last name; without those that the inputs leave out."""
        return {name: self.sheet[f"{path}.{name}"] for name in names if f"{path}.{name}" in self.sheet}

    @property
    def headline(self) -> str:
        """The name of the headline case."""
        return self.inputs.proposal.request.headline_case

    @property
    def headline_profile(self) -> str:
        """The name of the page profile of the headline case's scenario."""
        return headline_scenario(self.inputs).page_profile


def calculate(proposal: Proposal) -> Sheet:
    """Every figure of the proposal by name: the inputs first, then in the order of the document.

    Raises FormulaError where the wiring below does not give a formula what it needs.
    """
    book = Book(proposal.inputs, {leaf.path: _input(leaf) for leaf in proposal.leaves()})
    book.add("constants", {}, constants)
    for name, profile in book.inputs.page_profiles.items():
        book.pages[name] = _profile(book, f"page_profiles.{name}", profile)
    for name, scenario in book.inputs.scenarios.items():
        _scenario(book, name, scenario)
    for name in book.cases:
        _beside_headline(book, name)
    _request(book)
    _phases(book)
    for name, one in book.inputs.savings.items():
        _saving(book, f"savings.{name}", one)
    _evaluations(book)
    return book.sheet


def _input(leaf: Leaf) -> Figure:
    says = (
        leaf.quantity.label[:1].upper() + leaf.quantity.label[1:] + "."
        if isinstance(leaf.quantity, Fact)
        else leaf.says
    )
    return given_figure(leaf.path, leaf.quantity.ends, leaf.unit, says, Origin(leaf.place, str(leaf.source or "")))


def columns(rows: Iterable[Row], names: Iterable[str]) -> dict[str, tuple[Figure, ...]]:
    """For the row above: each named figure of all rows, as the column `each_`name."""
    table = tuple(rows)
    return {f"each_{name}": tuple(row[name] for row in table) for name in names}


def _profile(book: Book, path: str, profile: PageProfile) -> Page:
    calls: dict[str, Given] = {}
    for name, one in profile.calls.items():
        parts = tuple(book.sheet[f"{path}.components.{key}.tokens"] for key in one.begins_with)
        calls[name] = {
            **book.under(f"{path}.calls.{name}", "input_tokens", "output_tokens", "requests_per_page"),
            "each_component_tokens": parts,
        }
    result = _page(book, path, profile, calls)
    for name in profile.components:
        senders = [result.calls[key] for key, one in profile.calls.items() if name in one.begins_with]
        book.add(
            f"{path}.components.{name}",
            {**book.under(f"{path}.components.{name}", "tokens"), **columns(senders, ["requests_per_page"])},
            component,
        )
    threshold = book.under("proposal.judgements", "dominates_above")
    for name, row in result.calls.items():
        book.add(
            f"{path}.calls.{name}",
            {**row, **threshold, "page_input_tokens_per_page": result.whole["input_tokens_per_page"]},
            call_share,
        )
    _model_shares(book, path, result)
    return result


def _page(book: Book, path: str, profile: PageProfile, calls: Mapping[str, Given]) -> Page:
    """The rows of a page whose calls are given their tokens, components and frequency."""
    prefix_cache = book.under("caching.prefix_cache", "hit_rate", "block_tokens")
    counted = whole_blocks if "block_tokens" in prefix_cache else full_prefix
    call_rows = {
        name: book.add(f"{path}.calls.{name}", {**given, **prefix_cache}, call, counted)
        for name, given in calls.items()
    }
    models = {}
    for model in book.inputs.models:
        own = [row for name, row in call_rows.items() if profile.calls[name].model == model]
        if own:
            models[model] = book.add(f"{path}.models.{model}", columns(own, PAGE), page)
    return Page(book.add(path, columns(models.values(), PAGE), page), models, call_rows)


def _model_shares(book: Book, path: str, rows: Page) -> None:
    beside = columns(rows.models.values(), ["tokens_per_request", "requests_per_page"])
    whole = {"page_tokens_per_page": rows.whole["tokens_per_page"]}
    groups: dict[str, list[Row]] = {}
    for name, row in rows.models.items():
        share = book.add(f"{path}.models.{name}", {**row, **beside, **whole}, model_share)
        groups.setdefault(book.inputs.models[name].reservation, []).append(share)
    for name, members in groups.items():
        book.add(f"{path}.reservations.{name}", columns(members, ["share_of_tokens"]), group_share)


def _scenario(book: Book, name: str, scenario: Scenario) -> None:
    path = f"scenarios.{name}"
    given = {
        **book.under(path, "sites", "page_views_per_site", "generative_share"),
        **book.under(f"{path}.campaign", "weeks", "days_per_week", "hours_per_day"),
        **book.under(f"{path}.month", "active_days", "hours_per_day"),
        **book.under("constants", "minutes_per_hour"),
    }
    row: Row = dict(given)
    if scenario.campaign:
        row = book.add(path, row, campaign.active_days, traffic)
    elif scenario.month:
        row = book.add(path, row, traffic)
        _volume(book, path, row, book.pages[scenario.page_profile])
    elif scenario.sustained:
        row["sustained_generations_per_minute_per_site"] = book.sheet[
            f"{path}.sustained.generations_per_minute_per_site"
        ]
    if scenario.campaign and scenario.campaign.shortest_weeks:
        shortest = {**row, "weeks": book.sheet[f"{path}.campaign.shortest_weeks"]}
        book.add(
            f"{path}.at_shortest",
            shortest,
            campaign.active_days,
            traffic.active_minutes,
            traffic.sustained_generations_per_minute,
        )
    stated = book.under(f"{path}.peak", "generations_per_minute_per_site")
    derived = book.under(f"{path}.peak", "page_views_per_minute_per_site")
    if derived:
        row = book.add(path, {**row, **derived}, peak)
    for one in stated.values():
        row["peak_generations_per_minute_per_site"] = one
    for key, case in scenario.load_cases.items():
        rate = _rate(book, f"{name}.{key}", f"{path}.load_cases.{key}", case, row)
        book.cases[f"{name}.{key}"] = _demand(book, f"{name}.{key}", rate, book.pages[scenario.page_profile])


def _rate(book: Book, name: str, path: str, case: LoadCase, scenario: Row) -> Row:
    """The generations a minute of a load case: stated, all sites alike, or some at their peak; then its step."""
    sustained, at_peak = (
        scenario.get("sustained_generations_per_minute_per_site"),
        scenario.get("peak_generations_per_minute_per_site"),
    )
    alike = (
        at_peak
        if case.sites_at_peak == "all"
        else sustained
        if at_peak is None
        else at_peak
        if sustained is None
        else None
    )
    if case.generations_per_minute is not None:
        row: Row = {"unrounded_generations_per_minute": book.sheet[f"{path}.generations_per_minute"]}
    elif alike is not None:
        row = book.add(name, {"sites": scenario["sites"], "generations_per_minute_per_site": alike}, even_load)
    else:
        row = book.add(name, {**scenario, **book.under(path, "sites_at_peak")}, mixed_load)
    step = book.under(path, "round_up_to")
    return book.add(name, {**row, **step}, load_case if step else plain_case)


def _demand(book: Book, name: str, rate: Row, rows: Page) -> Case:
    """What a rate of pages asks for: in all, and of each model."""
    pace = {"generations_per_minute": rate["generations_per_minute"]}
    models = {model: book.add(f"{name}.models.{model}", {**row, **pace}, demand) for model, row in rows.models.items()}
    return Case(book.add(name, {**rows.whole, **rate}, demand), models)


def _volume(book: Book, path: str, row: Row, rows: Page) -> None:
    month = {"generations": row["generations"]}
    for model, one in rows.models.items():
        book.add(f"{path}.models.{model}", {**one, **month}, volume)
    book.add(path, {**rows.whole, **month}, volume)


def _beside_headline(book: Book, name: str) -> None:
    given = {
        "tokens_per_minute": book.cases[name].whole["tokens_per_minute"],
        "headline_tokens_per_minute": book.cases[book.headline].whole["tokens_per_minute"],
        **book.under("proposal.judgements", "negligible_below"),
    }
    book.add(name, given, case_share)


def _request(book: Book) -> None:
    included = [name for name, one in book.inputs.proposal.request.beside.items() if one.included]
    cases = [book.cases[name] for name in (book.headline, *included)]
    for model in book.inputs.models:
        rows = [case.models[model] for case in cases if model in case.models]
        if rows:
            book.add(f"request.models.{model}", columns(rows, DEMAND), request)
    book.add("request", columns([case.whole for case in cases], DEMAND), request)


def _phases(book: Book) -> None:
    reuse = book.inputs.caching.query_reuse
    for name, one in reuse.phases.items() if reuse else ():
        path = f"caching.query_reuse.phases.{name}"
        whole = book.pages[book.inputs.scenarios[one.scenario].page_profile].whole
        book.add(path, {**whole, **book.under(path, "reuse")}, phase)


def _saving(book: Book, path: str, one: Saving) -> None:
    """A saving's worth: the headline case worked out again with what the saving leaves, before the rate is rounded."""
    profile = book.inputs.page_profiles[book.headline_profile]
    before, rows = book.cases[book.headline].whole, book.pages[book.headline_profile]
    rate: Row = {"generations_per_minute": before["generations_per_minute"]}
    match one.takes:
        case ReusedAnswers(query_reuse=name):
            taken = {**before, "taken": book.sheet[f"caching.query_reuse.phases.{name}.reuse"]}
            left = book.add(path, taken, alteration.kept_generations_per_minute)["kept_generations_per_minute"]
            step = {key: before[key] for key in ("round_up_to",) if key in before}
            rate = book.add(
                f"{path}.kept", {"unrounded_generations_per_minute": left, **step}, load_case if step else plain_case
            )
        case SkippedCall(skipped_call=name):
            row = {**rows.calls[name], "taken": book.sheet[f"{path}.takes.share_of_pages"]}
            left = book.add(path, row, alteration.kept_requests_per_page)["kept_requests_per_page"]
            calls = _calls_again(book, profile, {name: {"requests_per_page": left}})
            rows = _page(book, f"{path}.kept_page", profile, calls)
        case CompressedComponent(compressed_component=name):
            rows = _page(book, f"{path}.kept_page", profile, _compressed(book, path, profile, name))
        case _:
            return
    after = _demand(book, f"{path}.kept", rate, rows).whole
    kept = {
        f"kept_{key}": after[key] for key in ("requests_per_minute", "tokens_per_minute", "uncached_tokens_per_minute")
    }
    book.add(path, {**before, **kept}, saving)


def _calls_again(book: Book, profile: PageProfile, changes: Mapping[str, Given]) -> dict[str, Given]:
    """What the calls of the headline case's page are given, with `changes` to some of them."""
    path = f"page_profiles.{book.headline_profile}"
    again: dict[str, Given] = {}
    for name, one in profile.calls.items():
        parts = tuple(book.sheet[f"{path}.components.{key}.tokens"] for key in one.begins_with)
        own = book.under(f"{path}.calls.{name}", "input_tokens", "output_tokens", "requests_per_page")
        again[name] = {**own, "each_component_tokens": parts, **changes.get(name, {})}
    return again


def _compressed(book: Book, path: str, profile: PageProfile, compressed: str) -> dict[str, Given]:
    home = f"page_profiles.{book.headline_profile}"
    taken = {
        **book.under(f"{home}.components.{compressed}", "tokens"),
        "taken": book.sheet[f"{path}.takes.share_of_tokens"],
    }
    left = book.add(path, taken, alteration.kept_tokens)["kept_tokens"]
    changes: dict[str, Given] = {}
    for name, one in profile.calls.items():
        if compressed in one.begins_with:
            parts = tuple(
                left if key == compressed else book.sheet[f"{home}.components.{key}.tokens"] for key in one.begins_with
            )
            own = {**taken, **book.under(f"{home}.calls.{name}", "input_tokens")}
            shorter = book.add(f"{path}.calls.{name}", own, alteration.shortened_input_tokens)["shortened_input_tokens"]
            changes[name] = {"input_tokens": shorter, "each_component_tokens": parts}
    return _calls_again(book, profile, changes)


def _evaluations(book: Book) -> None:
    rows, rate = book.pages[book.headline_profile], book.cases[book.headline].whole
    for name, model in book.inputs.models.items():
        for key, one in model.evaluation.replacements.items() if model.evaluation else ():
            path = f"models.{name}.evaluation.replacements.{key}"
            whole = book.add(path, columns([rows.models[replaced] for replaced in one.replaces], PAGE), page)
            pace = {"generations_per_minute": rate["generations_per_minute"]}
            needs = book.add(path, {**whole, **pace}, demand)
            book.add(path, {**needs, **book.under(f"models.{name}.evaluation", "headroom")}, evaluation)
