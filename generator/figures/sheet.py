"""The sheet of figures: which rows there are, and which figures each is given.

In: a `Proposal`. Out: a `Sheet`, the inputs first, then in the order of the document. Nothing is added or multiplied
here: that is what the formulas in `calculation` do, a module for each kind of row.
"""

from collections.abc import Callable
from functools import partial
from typing import Any

from generator.calculation import (
    call_share,
    case_share,
    component,
    constants,
    group_share,
    largest_share,
    model_share,
    phase,
    use,
)
from generator.errors import Fault, ProposalError
from generator.figures.alternatives import evaluation_rows, reading_rows, saving_rows
from generator.figures.asking import part_of, parts, request_rows
from generator.figures.bounds import Bounds
from generator.figures.chances import chances, enter
from generator.figures.derivation import value
from generator.figures.drivers import month_of
from generator.figures.elsewhere import elsewhere_rows
from generator.figures.figure import Figure, Origin, Row, Sheet, given_figure
from generator.figures.measured import beside_rows, measured_rows
from generator.figures.metering import metering_rows
from generator.figures.pricing import pricing_rows
from generator.figures.reserving import reservation_rows
from generator.figures.rows import A_MINUTE, Book, columns, work_rows
from generator.figures.sending import mean_page, page_rows
from generator.figures.sensitivity import sensitivity_rows
from generator.figures.traffic import scenario_rows
from generator.figures.varied import variant_rows
from generator.figures.working import shares_of_work
from generator.inputs import Leaf, Proposal
from generator.inputs.asked_once import home_of
from generator.inputs.drivers import Driver
from generator.inputs.page_profiles import PageProfile
from generator.inputs.quantities import Fact
from generator.processes import Hand


def calculate(proposal: Proposal, sensitivity: bool = True) -> Sheet:
    """Every figure of the proposal by name: the inputs first, then in the order of the document.

    Without `sensitivity`, those under `assumptions` are left out: how far the request moves with each input; and those
    under `chances`, which are simulated.

    Raises ProposalError where the headline case may ask for nothing, of which no other case is a share, and
    FormulaError where the wiring below does not give a formula what it needs.
    """
    return calculating(proposal, sensitivity)()


def calculating(proposal: Proposal, sensitivity: bool = True, hand: Hand = partial) -> Callable[[], Sheet]:
    """Calculates all but what is simulated, which `hand` has drawn meanwhile; what it returns waits for the sheet."""
    leaves = {leaf.path: leaf for leaf in proposal.leaves()}
    quantities = {path: leaf.quantity for path, leaf in leaves.items()}
    book = Book(proposal.inputs, Sheet({path: _input(leaf) for path, leaf in leaves.items()}), quantities=quantities)
    book.add("constants", {}, *_constants(book))
    _traffic(book, proposal)
    request_rows(book)
    asked = sensitivity and book.inputs.proposal.request.chances is not None
    drawn = hand(chances, book, proposal) if asked else None
    reservation_rows(book)
    metering_rows(book)
    elsewhere_rows(book)
    _uses(book)
    _phases(book)
    for name, one in book.inputs.savings.items():
        saving_rows(book, name, one)
    pricing_rows(book)
    reading_rows(book)
    evaluation_rows(book)
    measured_rows(book, proposal)
    if sensitivity:
        sensitivity_rows(book)
        beside_rows(book, proposal)
    return partial(_finished, book, proposal, drawn)


def _finished(book: Book, proposal: Proposal, drawn: Callable[[], bytes] | None) -> Sheet:
    """The sheet with what was drawn, and with the variants that the document shows."""
    if drawn:
        enter(book, drawn())
    if proposal.shown:
        variant_rows(book, proposal, partial(calculate, sensitivity=drawn is not None))
    for figure in book.sheet.values():
        if isinstance(figure.bounds, Bounds):
            figure.bounds.made.clear()  # what was kept goes in circles, which only a collection would free
    return book.sheet


def _traffic(book: Book, proposal: Proposal) -> None:
    """What a page takes, and what each scenario's rates of pages ask for."""
    for name, profile in book.inputs.page_profiles.items():
        _profile(book, name, profile)
    for name, scenario in book.inputs.scenarios.items():
        if scenario.page_profiles:
            mean_page(book, name)
    for name, scenario in book.inputs.scenarios.items():
        scenario_rows(book, name, scenario)
    _refuse_low_peaks(proposal, book)
    _refuse_nothing(proposal, book)
    for name in book.cases:
        _beside_headline(book, name)


def _constants(book: Book) -> list[Callable[..., Any]]:
    """Those that something is worked out with: drivers count in hours, days or weeks, a call in turns in tokens."""
    scenarios = [one for one in book.inputs.scenarios.values() if one.is_driven]
    clock = [constants.one_hour, constants.one_day, constants.one_week] if scenarios else []
    if any(one.peak and (one.peak.hours or one.peak.weekdays) for one in scenarios):
        clock += [constants.hour_each_day, constants.day_each_week]
    calls = [call for profile in book.inputs.page_profiles.values() for call in profile.calls.values()]
    turned = any(call.turns for call in calls)
    sizes = [constants.one_token] if turned else []
    sizes += [constants.no_tokens] if turned or any(call.unsent for call in calls) else []
    units = [one.meter.unit for one in book.inputs.models.values() if one.meter and one.meter.unit]
    hourly = any(one.prices == ("price_per_hour",) and one.hours_per_month is None for one in units)
    sizes += [constants.hours_per_month] if hourly else []
    return [constants.minutes_per_hour, constants.seconds_per_minute, constants.one_site, *clock, *sizes]


def _refuse_low_peaks(proposal: Proposal, book: Book) -> None:
    """Raises ProposalError where a peak is below the mean; at an end alone the document says so."""
    faults = []
    for name in book.inputs.scenarios:
        factor = book.sheet.get(f"scenarios.{name}.peak_factor")
        if factor is not None and factor.value < 1:
            peak, mean = (value(one) for one in factor.inputs())
            stated = next(key for key, one in book.inputs.scenarios[name].peak or () if one is not None)
            what = f"the peak is {peak}, and the mean is {mean}"
            faults.append(Fault(proposal.place(("scenarios", name, "peak", stated)), what, "a peak is above the mean"))
    if faults:
        raise ProposalError(faults)


def _refuse_nothing(proposal: Proposal, book: Book) -> None:
    """Raises ProposalError where the headline case may ask for nothing: at each end that alone makes it so."""
    for part in parts(book):
        case, so = part.cases[0], "so that no case compares with it"
        whole = book.cases[case].whole
        tokens = whole.get("tokens_per_minute", whole["requests_per_minute"])
        if tokens.low:
            continue
        what = "tokens" if "token" in tokens.unit.dimension else "requests"
        ends = {name: end for name, end in tokens.low_ends if tokens.value and not tokens.at(frozenset([(name, end)]))}
        faults = [
            Fault(
                proposal.place((*leaf.keys, ends[leaf.path])),
                f"{case} asks for no {what} at this end of the range, {so}",
                f"state another {ends[leaf.path]}, or name another headline case",
            )
            for leaf in proposal.leaves()
            if leaf.path in ends
        ]
        together = " where its ranges are lowest together" if tokens.value else ""
        named = proposal.place(("proposal", *part.path.split(".", maxsplit=2), "headline_case"))
        raise ProposalError(faults or [Fault(named, f"{case} asks for no {what}{together}, {so}", "name another")])


def _input(leaf: Leaf) -> Figure:
    one, called = leaf.quantity, ""
    if isinstance(one, Fact | Driver):
        called = one.label if isinstance(one, Fact) else one.called(str(leaf.keys[-1]))
    says = f"{called[:1].upper()}{called[1:]}." if called else leaf.says
    origin = Origin(leaf.place, str(leaf.source or ""))
    return given_figure(leaf.path, one.ends, leaf.unit, says, origin, one.whole)


def _profile(book: Book, called: str, profile: PageProfile) -> None:
    path = f"page_profiles.{called}"
    result = page_rows(book, path, called)
    for name in profile.components:
        senders = [result.calls[key] for key, one in profile.calls.items() if name in one.begins_with]
        book.add(f"{path}.components.{name}", columns(senders, ["requests_per_page"]), component)
    threshold = book.under("proposal.judgements", "dominates_above")
    for name, row in result.calls.items():
        if "input_tokens_per_page" in row:
            of_page = {"page_input_tokens_per_page": result.whole["input_tokens_per_page"]}
            book.add(f"{path}.calls.{name}", {**row, **threshold, **of_page}, call_share)
    beside = columns(result.models.values(), ["tokens_per_request", "requests_per_page"])
    groups: dict[str, list[Row]] = {}
    for name, row in result.models.items():
        if "tokens_per_page" not in row:
            requests = {key: column for key, column in beside.items() if key == "each_requests_per_page"}
            book.add(f"{path}.models.{name}", {**row, **requests}, model_share)
            continue
        whole = {"page_tokens_per_page": result.whole["tokens_per_page"]}
        share = book.add(f"{path}.models.{name}", {**row, **beside, **whole}, model_share)
        groups.setdefault(book.inputs.models[name].reservation, []).append(share)
    for name, members in groups.items():
        book.add(f"{path}.reservations.{name}", columns(members, ["share_of_tokens"]), group_share)


def _beside_headline(book: Book, name: str) -> None:
    """A load case as a share of its headline case, where that asks for all that the case does."""
    own, headline = (book.cases[one] for one in (name, part_of(book, home_of(book.inputs, name)).cases[0]))
    judged = book.under("proposal.judgements", "negligible_below")
    key = "tokens_per_minute"
    if key in own.whole and key not in headline.whole:
        return
    works = shares_of_work(book, own, headline)
    if works is None:
        return
    tokens = {"headline_tokens_per_minute": headline.whole[key], key: own.whole[key]} if key in own.whole else {}
    if not works:
        book.add(name, {**tokens, **judged}, case_share)
        return
    shares = (
        [book.add(f"{name}.of_tokens", tokens, case_share.share_of_headline)["share_of_headline"]] if tokens else []
    )
    book.add(name, {"each_share_of_headline": (*shares, *works), **judged}, largest_share, case_share.is_negligible)


def _uses(book: Book) -> None:
    """How much of the request each scenario's month uses."""
    for name, scenario in book.inputs.scenarios.items():
        path, part = month_of(f"scenarios.{name}", scenario), part_of(book, name).path
        times = book.under(path, "active_minutes") | book.under("constants", "minutes_per_hour")
        asked, month = book.under(part, "tokens_per_minute"), book.under(path, "tokens_per_month")
        if asked and month:
            book.add(path, {**month, **times, "requested_tokens_per_minute": asked["tokens_per_minute"]}, use)
        requested = f"requested_{A_MINUTE}"
        works = {"work_per_month": f"{path}.work.*.work_per_month", requested: f"{part}.work.*.{A_MINUTE}"}
        of_work = (use.mean_share_of_requested_work, use.hours_of_requested_work)
        work_rows(book, path, works, times, *of_work, of=requested)


def _phases(book: Book) -> None:
    reuse = book.inputs.caching.query_reuse
    for name, one in reuse.phases.items() if reuse else ():
        path = f"caching.query_reuse.phases.{name}"
        whole = book.page_of(one.scenario).whole
        if "tokens_per_page" in whole:
            book.add(path, {**whole, **book.under(path, "reuse")}, phase)
