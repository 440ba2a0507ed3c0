"""What was measured, as figures; and how far the request would move with it in place of what is stated.

In: the book with the request worked out, and a proposal with its files of measured values. Out: figures under
`measured`, each at its line; and for each input that is stated and was measured as well, how far both are apart, and
how far the request would move, its rate not rounded.
"""

from collections.abc import Iterator
from types import MappingProxyType
from typing import NamedTuple

from generator import units
from generator.calculation import drift, whole_prompt
from generator.figures.figure import Figure, Origin, Row, given_figure, likely
from generator.figures.rows import Book
from generator.figures.sensitivity import HEADLINES, again, before_rounding, entered, in_whole, possible
from generator.inputs import Leaf, Proposal
from generator.inputs.measured import MeasuredFile, Value
from generator.inputs.numbers import portion
from generator.inputs.quantities import unit_of

MEASURED = "measured"
OWN, PREFIX = "specific_tokens", "prefix_tokens"
CALL = {
    "input_tokens": "input_tokens.mean",
    OWN: "input_tokens.mean",
    "output_tokens": "output_tokens.mean",
    "requests_per_page": "requests_per_unit.mean",
}
"""What of a call is measured, and as what: demand is a sum over many calls, so a mean is what counts. Of a prompt a log
counts the whole; what is the call's own is left of it beside the prefix."""
WHOLE = {"hit_rate": "all.hit_rate", "sites_at_peak": "all.tenants_at_peak"}
UNITS = MappingProxyType(
    {
        unit.symbol: unit
        for unit in map(
            unit_of, (units.TokensPerRequest, units.RequestsPerMinute, units.TokensPerMinute, units.Requests)
        )
    }
)
OF_TIME = ("requests_per_minute.mean", "requests_per_minute.max", "tokens_per_minute.max", "peak_to_mean")
OF_CALLS = ("requests", *(f"{kind}_tokens.{end}" for kind in ("input", "output") for end in ("p50", "p95", "max")))
SAYS = {
    "mean": "Its mean.",
    "p50": "The value that half of the calls have at most.",
    "p95": "The value that nineteen of twenty calls have at most.",
    "max": "The most of it.",
    "requests": "How many requests were counted.",
    "peak_to_mean": "How often the busiest minute holds the mean of all minutes that count.",
    "busiest_hour": "The share of all requests that the busiest hour of the day has.",
}


class Pair(NamedTuple):
    """An input that is stated, and the measured value that could stand in its place, by the name it would be put by."""

    leaf: Leaf
    name: str
    log: MeasuredFile
    key: str

    @property
    def value(self) -> Value:
        """What was measured."""
        return self.log.values[self.key]

    @property
    def path(self) -> str:
        """Where the figures of both stand in the sheet of second order."""
        return f"{self.leaf.path}.{MEASURED}"


def measured_rows(book: Book, proposal: Proposal) -> None:
    """Enters what the document shows of each file of measured values."""
    for log in proposal.logs:
        for name in log.values:
            group = next((one for one in log.groups if name.startswith(f"{one}.")), "")
            shown = OF_CALLS if group != "all" else (*OF_CALLS, *OF_TIME, "busiest_hour")
            if name.removeprefix(f"{group}.") in shown or name.startswith("all.by_hour."):
                _entered(book, log, name)


def _entered(book: Book, log: MeasuredFile, name: str) -> Figure:
    path, value = f"{MEASURED}.{log.name}.{name}", log.values[name]
    if path not in book.sheet:
        number, last = portion(value.number), name.rpartition(".")[2]
        shares = isinstance(value.number, str)
        unit = unit_of(units.Share) if shares else UNITS.get(value.unit, unit_of(units.Count))
        says = SAYS.get(last, "The share of all requests in an hour of the day." if shares else "What was measured.")
        origin = Origin(value.place, f"{MEASURED}: {log.says}")
        book.sheet[path] = given_figure(path, (number, number, number), unit, says, origin)
    return book.sheet[path]


def beside_rows(book: Book, proposal: Proposal) -> None:
    """Enters for each pair how far both are apart, and how far the request would move; nothing where it cannot be."""
    pairs = list(pairs_of(proposal))
    parts = [one for one in before_rounding(book) if HEADLINES[0] in one.looked_at] if pairs else []
    first = book.sheet.first_order
    for one in pairs if parts else ():
        # Where pools share an input, it is tried on the first of them.
        request = next((part for part in parts if one.leaf.path in part.resting), parts[0])
        measured, whole = _entered(book, one.log, one.key), dict[str, Figure]()
        if one.leaf.keys[-1] == OWN:
            whole = {"input_tokens": measured, PREFIX: likely(book.sheet[f"{one.leaf.path.removesuffix(OWN)}{PREFIX}"])}
            measured = book.try_out(in_whole(f"{one.path}.{OWN}"), whole, whole_prompt.specific_tokens)
        put = {one.leaf.path: measured}
        found = request.at(put, in_whole(one.path)) if one.leaf.path in request.resting else {}
        closest = [figure for figure in first.values() if any(need.name in put for need in figure.inputs())]
        if not all(map(possible, (measured, *found.values(), *again(closest, put, in_whole(one.path)).values()))):
            continue
        if whole:
            entered(book, one.path, whole, whole_prompt.specific_tokens)
        stated = likely(book.sheet[one.leaf.path])
        if stated.value:
            entered(book, one.path, {"stated": stated, MEASURED: measured}, drift.apart)
        given: Row = {f"{MEASURED}_{key}": figure for key, figure in request.request(found).items()}
        entered(book, one.path, {**request.request(), **given}, drift.tokens_move_by, drift.uncached_tokens_move_by)


def pairs_of(proposal: Proposal) -> Iterator[Pair]:
    """Each input that is stated and was measured as well, with the first measured value that could stand there."""
    taken = {path[:-1] for path in proposal.measured}
    for leaf in (one for one in proposal.leaves() if one.keys not in taken):
        names = list(_names(proposal, leaf))
        for log in proposal.logs:
            key = next((name for name in names if name in log.values), None)
            if key and log.values[key].unit in ("", leaf.unit.symbol):
                several = sum(key in other.values for other in proposal.logs) > 1
                yield Pair(leaf, f"{log.name}.{key}" if several else key, log, key)
                break


def _names(proposal: Proposal, leaf: Leaf) -> Iterator[str]:
    """What a measured value of an input may be called: by its call, or by the model that serves no other call."""
    keys = [str(key) for key in leaf.keys]
    if keys[0] == "page_profiles" and keys[2:3] == ["calls"] and keys[-1] in CALL and len(keys) == 5:
        calls = proposal.inputs.page_profiles[keys[1]].calls
        model = calls[keys[3]].model
        yield f"{keys[3]}.{CALL[keys[-1]]}"
        if sum(one.model == model for one in calls.values()) == 1:
            yield f"{model}.{CALL[keys[-1]]}"
            yield f"model/{model}.{CALL[keys[-1]]}"
    elif keys[-1] in WHOLE and keys[-2] in ("prefix_cache", *(keys[-2:-1] if keys[0] == "scenarios" else ())):
        yield WHOLE[keys[-1]]
