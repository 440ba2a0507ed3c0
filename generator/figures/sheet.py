"""The sheet of figures: which rows there are, and which figures each is given.

In: a `Proposal`. Out: a `Sheet`, the inputs first, then in the order of the document. Nothing is added or multiplied
here: that is what the formulas in `calculation` do, a module for each kind of row.
"""

from generator.calculation import (
    call_share,
    campaign,
    case_share,
    component,
    constants,
    duration,
    even_load,
    group_share,
    load_case,
    mean,
    mixed_load,
    model_share,
    pace,
    peak,
    phase,
    plain_case,
    traffic,
    use,
    volume,
)
from generator.errors import Fault, ProposalError
from generator.figures.alternatives import evaluation_rows, reading_rows, saving_rows
from generator.figures.asking import request_rows
from generator.figures.figure import Figure, Origin, Row, Sheet, given_figure
from generator.figures.reserving import reservation_rows
from generator.figures.rows import Book, Page, columns, demand_rows, page_rows
from generator.figures.sensitivity import sensitivity_rows
from generator.inputs import Leaf, Proposal
from generator.inputs.page_profiles import PageProfile
from generator.inputs.quantities import Fact
from generator.inputs.scenarios import LoadCase, Scenario


def calculate(proposal: Proposal, sensitivity: bool = True) -> Sheet:
    """Every figure of the proposal by name: the inputs first, then in the order of the document.

    Without `sensitivity`, those under `assumptions` are left out: how far the request moves with each input.

    Raises ProposalError where the headline case may ask for nothing, of which no other case is a share, and
    FormulaError where the wiring below does not give a formula what it needs.
    """
    leaves = list(proposal.leaves())
    most = {leaf.path: leaf.quantity.most for leaf in leaves if leaf.quantity.most is not None}
    book = Book(proposal.inputs, {leaf.path: _input(leaf) for leaf in leaves}, most=most)
    book.add("constants", {}, constants)
    for name, profile in book.inputs.page_profiles.items():
        book.pages[name] = _profile(book, name, profile)
    for name, scenario in book.inputs.scenarios.items():
        _scenario(book, name, scenario)
    _refuse_nothing(proposal, book)
    for name in book.cases:
        _beside_headline(book, name)
    request_rows(book)
    reservation_rows(book)
    _uses(book)
    _phases(book)
    for name, one in book.inputs.savings.items():
        saving_rows(book, f"savings.{name}", one)
    reading_rows(book)
    evaluation_rows(book)
    if sensitivity:
        sensitivity_rows(book)
    return book.sheet


def _refuse_nothing(proposal: Proposal, book: Book) -> None:
    """Raises ProposalError where the headline case may ask for no tokens: at each end that alone makes it so."""
    tokens = book.cases[book.headline].whole["tokens_per_minute"]
    if tokens.low:
        return
    case, so = book.headline, "so that no case compares with it"
    ends = {name: end for name, end in tokens.low_ends if tokens.value and not tokens.at(frozenset([(name, end)]))}
    faults = [
        Fault(
            proposal.place((*leaf.keys, ends[leaf.path])),
            f"{case} asks for no tokens at this end of the range, {so}",
            f"state another {ends[leaf.path]}, or name another headline case",
        )
        for leaf in proposal.leaves()
        if leaf.path in ends
    ]
    together = " where its ranges are lowest together" if tokens.value else ""
    named = proposal.place(("proposal", "request", "headline_case"))
    raise ProposalError(faults or [Fault(named, f"{case} asks for no tokens{together}, {so}", "name another")])


def _input(leaf: Leaf) -> Figure:
    says = (
        leaf.quantity.label[:1].upper() + leaf.quantity.label[1:] + "."
        if isinstance(leaf.quantity, Fact)
        else leaf.says
    )
    origin = Origin(leaf.place, str(leaf.source or ""))
    return given_figure(leaf.path, leaf.quantity.ends, leaf.unit, says, origin, leaf.quantity.whole)


def _profile(book: Book, called: str, profile: PageProfile) -> Page:
    path = f"page_profiles.{called}"
    result = page_rows(book, path, called)
    for name in profile.components:
        senders = [result.calls[key] for key, one in profile.calls.items() if name in one.begins_with]
        book.add(
            f"{path}.components.{name}",
            columns(senders, ["requests_per_page"]),
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
        row["sustained_pages_per_minute_per_site"] = book.sheet[f"{path}.sustained.pages_per_minute_per_site"]
    paces = {"": row}
    if scenario.campaign and scenario.campaign.shortest_weeks:
        shortest = {**row, "weeks": book.sheet[f"{path}.campaign.shortest_weeks"]}
        paces[".at_shortest"] = book.add(
            f"{path}.at_shortest",
            shortest,
            campaign.active_days,
            traffic.active_minutes,
            traffic.sustained_pages_per_minute,
        )
    stated = book.under(f"{path}.peak", "pages_per_minute_per_site")
    derived = book.under(f"{path}.peak", "page_views_per_minute_per_site")
    if derived:
        row = book.add(path, {**row, **derived}, peak)
    for one in stated.values():
        row["peak_pages_per_minute_per_site"] = one
    if scenario.peak and "pages_per_site" in row:
        book.add(path, row, duration)
    for key, case in scenario.load_cases.items():
        rate = _rate(book, f"{name}.{key}", f"{path}.load_cases.{key}", case, row)
        book.cases[f"{name}.{key}"] = demand_rows(book, f"{name}.{key}", rate, book.pages[scenario.page_profile])
        for below, slower in paces.items() if case.sites_at_peak != "none" else ():
            if "sustained_pages_per_minute" in slower:
                given = {"pages_per_minute": rate["pages_per_minute"]}
                book.add(f"{name}.{key}{below}", {**slower, **given}, pace)


def _rate(book: Book, name: str, path: str, case: LoadCase, scenario: Row) -> Row:
    """The pages a minute of a load case: stated, all sites alike, or some at their peak; then its step."""
    alike = {"all": "peak_pages_per_minute_per_site", "none": "sustained_pages_per_minute_per_site"}
    if case.pages_per_minute is not None:
        row: Row = {"unrounded_pages_per_minute": book.sheet[f"{path}.pages_per_minute"]}
    elif isinstance(case.sites_at_peak, str):
        pace = {"pages_per_minute_per_site": scenario[alike[case.sites_at_peak]]}
        row = book.add(name, {**scenario, **pace}, even_load)
    else:
        row = book.add(name, {**scenario, **book.under(path, "sites_at_peak")}, mixed_load)
    step = book.under(path, "rounding_step")
    return book.add(name, {**row, **step}, load_case if step else plain_case)


def _volume(book: Book, path: str, row: Row, rows: Page) -> None:
    month = {key: row[key] for key in ("pages", "active_days", "hours_per_day")}
    for model, one in rows.models.items():
        book.add(f"{path}.models.{model}", {**one, **month}, volume, mean)
    book.add(path, {**rows.whole, **month}, volume, mean)


def _beside_headline(book: Book, name: str) -> None:
    given = {
        "tokens_per_minute": book.cases[name].whole["tokens_per_minute"],
        "headline_tokens_per_minute": book.cases[book.headline].whole["tokens_per_minute"],
        **book.under("proposal.judgements", "negligible_below"),
    }
    book.add(name, given, case_share)


def _uses(book: Book) -> None:
    """How much of the request each scenario's month uses."""
    for name, scenario in book.inputs.scenarios.items():
        if scenario.month:
            path = f"scenarios.{name}"
            month = book.under(path, "tokens_per_month", "active_minutes")
            month |= book.under("constants", "minutes_per_hour")
            book.add(path, {**month, "requested_tokens_per_minute": book.sheet["request.tokens_per_minute"]}, use)


def _phases(book: Book) -> None:
    reuse = book.inputs.caching.query_reuse
    for name, one in reuse.phases.items() if reuse else ():
        path = f"caching.query_reuse.phases.{name}"
        whole = book.pages[book.inputs.scenarios[one.scenario].page_profile].whole
        book.add(path, {**whole, **book.under(path, "reuse")}, phase)
