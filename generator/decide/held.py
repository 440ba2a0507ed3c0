"""An offer held against the need, as it is told: what fits, what binds first, what it would take, and what it costs.

In: a proposal with its offers, and its sheet with theirs. Out: a record for each offer, with its figures. What the
offer does not state is named as not said.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from generator.decide.remedies import Remedy
from generator.figures.asking import HEADLINES, parts
from generator.figures.figure import Figure, Sheet
from generator.figures.metering import CALLED
from generator.figures.rows import Book
from generator.inputs import Proposal
from generator.inputs.models import LIMITS
from generator.inputs.offers import Offer

UNITS = "units"
CALLS = CALLED | {UNITS: "units of capacity"}
"""What a limit is called, and units."""
SOLD = {UNITS: ("need.units",), "tokens_per_minute": ("tokens_to_order", "tokens_in_steps")}
"""What is to be ordered where a limit does not fit, the first of it that there is."""


class Beside(NamedTuple):
    """A limit of a model beside what is needed; a limit by its key, and what it is called."""

    model: str
    key: str
    called: str
    limit: Figure
    needed: Figure
    times: Figure
    left: Figure
    fits: Figure
    first: bool = False


class NotKnown(NamedTuple):
    """A limit of a model that is offered, while it is not known how much of it is needed."""

    model: str
    called: str
    limit: Figure


class OfCase(NamedTuple):
    """A load case beside all limits that it has figures for: the closest of them."""

    case: str
    label: str
    closest: Beside


class Held(NamedTuple):
    """An offer beside the need.

    `all_fit` and `binds_at` are of the limits that it states; `silent` are models that it does not name; `unsaid` by
    model are the usual limits that it does not state; `base` are the limits of its bases; `costs` are those of a month
    by option.
    """

    name: str
    offer: Offer
    needed_by: date | None
    currency: str
    limits: Sequence[Beside]
    base: Sequence[Beside]
    not_known: Sequence[NotKnown]
    cases: Sequence[OfCase]
    silent: Sequence[str]
    unsaid: Mapping[str, Sequence[str]]
    all_fit: Figure | None
    binds_at: Figure | None
    carried: Figure | None
    headline: tuple[str, Figure]
    orders: Mapping[str, Figure]
    costs: Mapping[str, Figure]
    remedies: Sequence[Remedy] = ()

    @property
    def fits(self) -> bool:
        """Whether all that it states is known to fit, and it says something of each model."""
        return self.all_fit is not None and self.all_fit.likely and not self.silent and not self.not_known

    @property
    def worst(self) -> Beside | None:
        """The limit that binds first; of several that do, the first of them."""
        return next((each for each in self.limits if each.first), None)

    @property
    def days_late(self) -> int:
        """By how many days it begins after the capacity is needed."""
        return (self.offer.starts - self.needed_by).days if self.offer.starts and self.needed_by else 0


def held(proposal: Proposal, sheet: Sheet, name: str) -> Held:
    """An offer beside the need; `sheet` has its figures. Nothing is said yet of what would have to change."""
    inputs, path = proposal.inputs, f"offers.{name}"
    offer, book = inputs.offers[name], Book(inputs, sheet)
    asked = parts(book)
    models = [
        model
        for model in inputs.models
        if any(f"{one.path}.models.{model}.requests_per_minute" in sheet for one in asked)
    ]
    case, home, needed_by = asked[0].cases[0], asked[0].home, inputs.proposal.needed_by
    all_fit = sheet.get(f"{path}.all_fit")
    limits = [one for model in offer.models for one in _limits(sheet, f"{path}.models.{model}", model)]
    return Held(
        name,
        offer,
        needed_by if isinstance(needed_by, date) else None,
        inputs.proposal.currency or "",
        limits,
        [one for model in offer.models for one in _limits(sheet, f"{path}.models.{model}.base", model)],
        [one for model in offer.models for one in _not_known(sheet, f"{path}.models.{model}", model)],
        list(_cases(proposal, sheet, path)),
        [model for model in models if model not in offer.models],
        {
            model: [CALLS[key] for key in HEADLINES if f"{path}.models.{model}.limits.{key}" not in sheet]
            for model in offer.models
        },
        all_fit,
        sheet.get(f"{path}.binds_at"),
        sheet.get(f"{path}.carried_pages_per_minute"),
        (inputs.scenarios[home].load_cases[case.removeprefix(f"{home}.")].label, sheet[f"{case}.pages_per_minute"]),
        dict(_orders(sheet, path, limits)),
        dict(_costs(sheet, path)),
    )


def _limits(sheet: Sheet, path: str, model: str) -> Iterator[Beside]:
    stated = {key: f"{path}.limits.{key}" for key in LIMITS} | {UNITS: f"{path}.{UNITS}"}
    yield from (_beside(sheet, model, key, home) for key, home in stated.items() if f"{home}.fits" in sheet)


def _not_known(sheet: Sheet, path: str, model: str) -> Iterator[NotKnown]:
    for key in LIMITS:
        home = f"{path}.limits.{key}"
        if home in sheet and f"{home}.times_offered" not in sheet:
            yield NotKnown(model, CALLS[key], sheet[home])


def _beside(sheet: Sheet, model: str, key: str, home: str) -> Beside:
    times = sheet[f"{home}.times_offered"]
    needed, limit = times.needs["needed"], times.needs["offered"]
    assert isinstance(needed, Figure)
    assert isinstance(limit, Figure)
    first = sheet.get(f"{home}.binds_first")
    left, fits = (sheet[f"{home}.{one}"] for one in ("left", "fits"))
    return Beside(model, key, CALLS[key], limit, needed, times, left, fits, first is not None and first.likely)


def _cases(proposal: Proposal, sheet: Sheet, path: str) -> Iterator[OfCase]:
    for name, scenario in proposal.inputs.scenarios.items():
        for key, one in scenario.load_cases.items():
            case = f"{name}.{key}"
            found = [
                _beside(sheet, model, limit, home)
                for model in proposal.inputs.offers[path.partition(".")[2]].models
                for limit in (*LIMITS, UNITS)
                if f"{(home := f'{path}.models.{model}.cases.{case}.{limit}')}.times_offered" in sheet
            ]
            if found:
                yield OfCase(case, one.label, max(found, key=lambda each: each.times.value))


def _orders(sheet: Sheet, path: str, limits: Sequence[Beside]) -> Iterator[tuple[str, Figure]]:
    """What is to be ordered of a model whose limit does not fit, as it is sold."""
    for one in (limit for limit in limits if not limit.fits.likely):
        sold = [f"{path}.models.{one.model}.{key}" for key in SOLD.get(one.key, ())]
        yield from [(f"{one.called} of {one.model}", sheet[name]) for name in sold if name in sheet][:1]


def _costs(sheet: Sheet, path: str) -> Iterator[tuple[str, Figure]]:
    for option in ("flat", "base_at_least", "base_at_most"):
        own = [f"{path}.{option}.{key}" for key in ("billed_per_month", "cost_of_parts")]
        yield from ((option, sheet[key]) for key in [one for one in own if one in sheet][:1])
