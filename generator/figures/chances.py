"""How likely it is that more is needed than is asked for, where the proposal asks for that.

In: the book with the request worked out. Out: simulated figures under `chances`: of each part of the request, in all
and by model, what the need of a minute does not pass, the chance that it is above what is asked for, and what to ask
for so that it seldom is; and how much of the need's variance each assumption explains.

What is needed is the request before its headroom, its rate not rounded to a step: to round up is to ask for more.
"""

import pickle
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from io import BytesIO
from typing import IO, Any

from generator.figures.asking import HEADLINES, headroom_of, parts
from generator.figures.drawing import Drawing, drawing
from generator.figures.figure import Figure, Row, Sheet
from generator.figures.peaking import peak_rows
from generator.figures.rows import Book
from generator.figures.sensitivity import without_rounding
from generator.inputs import Proposal
from generator.inputs.quantities import unit_of
from generator.units import Share

QUANTILES = {
    "p50": (0.5, "The need that half of the draws do not pass"),
    "p90": (0.9, "The need that nine of ten draws do not pass"),
    "p95": (0.95, "The need that nineteen of twenty draws do not pass"),
    "p99": (0.99, "The need that ninety-nine of a hundred draws do not pass"),
}
A_SHARE = unit_of(Share)
MORE = "chance_of_more"
MOST_TOLD = 3
"""So many assumptions are named that the need rests on most."""


def chances(book: Book, proposal: Proposal) -> bytes:
    """The simulated figures of each part of the request, as another process hands them over; none is entered."""
    own = replace(book, sheet=Sheet(book.sheet))
    chance_rows(own, proposal)
    file = BytesIO()
    _Sent(file, book.sheet).dump({name: one for name, one in own.sheet.items() if name not in book.sheet})
    return file.getvalue()


def enter(book: Book, sent: bytes) -> None:
    """Enters simulated figures in the book that they were drawn for."""
    book.sheet.update(_Received(BytesIO(sent), book.sheet).load())


class _Sent(pickle.Pickler):
    """Writes figures; those that stand in the sheet by their names alone."""

    def __init__(self, file: IO[bytes], sheet: Sheet) -> None:
        super().__init__(file)
        self.sheet = sheet

    def persistent_id(self, one: Any) -> str | None:
        return one.name if isinstance(one, Figure) and self.sheet.get(one.name) is one else None


class _Received(pickle.Unpickler):
    """Reads figures; those that stand in the sheet are themselves."""

    def __init__(self, file: IO[bytes], sheet: Sheet) -> None:
        super().__init__(file)
        self.sheet = sheet

    def persistent_load(self, name: str) -> Figure:
        return self.sheet[name]


def chance_rows(book: Book, proposal: Proposal) -> None:
    """Enters them, for each part of the request."""
    for part in parts(book):
        needed = _needed(book, part.path)
        figures, _ = without_rounding(book, needed.values())
        ranges = frozenset[str]().union(*[book.sheet[name].ranges for name in needed.values()])
        draws = drawing(book, proposal, ranges)
        if draws.ranges:
            _part(draws, part.path, figures, needed)
        peak_rows(book, proposal, part, figures, needed)


def _needed(book: Book, path: str) -> dict[str, str]:
    """For each limit that is asked for, in all and of each model, the figure of what is needed of it."""
    base = f"{path}.need" if headroom_of(book) else path
    models = [f".models.{name}" for name in book.inputs.models]
    names = [f"{model}.{key}" for model in ("", *models) for key in HEADLINES]
    return {f"{path}{name}": f"{base}{name}" for name in names if f"{path}{name}" in book.sheet}


def _part(draws: Drawing, path: str, figures: Mapping[str, Figure], needed: Mapping[str, str]) -> None:
    """The chances of a part of the request, from as many draws as are asked for."""
    from generator.chances import tally  # without chances NumPy is not needed

    given = draws.values(draws.shares(draws.draws))
    found = draws.swept(figures, given, dict.fromkeys(needed.values()))
    bins, beyond = cache(lambda one: tally.bins(given[one])), False  # each range is looked at in several needs
    for name, need in needed.items():
        asked, over = draws.book.sheet[name], tally.above(found[need], float(draws.book.sheet[name].value))
        needs: Row = {"needed": figures[need], "asked_for": asked}
        own = [one for one in given if one in draws.book.sheet[need].ranges]
        rests = (
            "" if ".models." in name else _explained(draws, name, {one: bins(one) for one in own}, found[need], needs)
        )
        _quantiles(draws, name, found[need], needs, rests)
        draws.enter(f"{name}.{MORE}", tally.chance(over), A_SHARE, _says_more(asked), needs, rests)
        if ".models." in name:
            beyond = beyond | over
    needs = {"asked_for": draws.book.sheet[f"{path}.{HEADLINES[0]}"], **_every(draws, needed, figures)}
    says = "The chance that more is needed than is asked for of any model, by any limit."
    draws.enter(f"{path}.{MORE}", tally.chance(beyond), A_SHARE, says, needs)


def _every(draws: Drawing, needed: Mapping[str, str], figures: Mapping[str, Figure]) -> Any:
    """What is needed of each model and asked for of it, as columns."""
    of_models = [name for name in needed if ".models." in name]
    return {
        "each_needed": tuple(figures[needed[name]] for name in of_models),
        "each_asked_for": tuple(draws.book.sheet[name] for name in of_models),
    }


def _says_more(asked: Figure) -> str:
    return f"The chance that more {asked.unit.symbol or 'of it'} is needed than is asked for."


def _quantiles(draws: Drawing, name: str, found: Any, needs: Row, rests: str) -> None:
    """What the need does not pass so often; and the least to ask for so that it passes it seldom enough."""
    from generator.chances import tally

    at_most, unit = draws.book.sheet["proposal.request.chances.at_most"], needs["needed"].unit
    seldom = 1 - float(at_most.value)
    drawn = tally.in_place(found, [seldom, *(share for share, _ in QUANTILES.values())])
    for key, (share, says) in QUANTILES.items():
        draws.enter(f"{name}.{key}", tally.quantile(drawn, share), unit, f"{says}.", needs, rests)
    least = tally.quantile(drawn, seldom, up=True)
    says = "The least to ask for so that more is needed with no greater chance than is taken, before headroom."
    draws.enter(f"{name}.least_to_ask", least, unit, says, {**needs, "at_most": at_most}, rests)


def _explained(draws: Drawing, name: str, bins: Mapping[str, Any], found: Any, needs: Row) -> str:
    """Enters how much of the variance each range explains by itself; which explain most, in words."""
    from generator.chances import tally

    rests = {path: tally.share_of(tally.first_order(place, found), 0.005) for path, place in bins.items()}
    says = "The share of the variance of what is needed that this assumption explains by itself (a Sobol index)."
    for path, value in rests.items():
        own: Row = {"assumption": draws.book.sheet[path], **needs}
        draws.enter(f"{name}.explained_by.{path}", value, A_SHARE, says, own)
    most = sorted((path for path in rests if rests[path]), key=lambda path: -rests[path])[:MOST_TOLD]
    told = ", ".join(f"{path} {draws.book.sheet[f'chances.{name}.explained_by.{path}']}" for path in most)
    return f"it varies by {told}" if told else ""
