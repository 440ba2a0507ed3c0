"""An offer held against the need, as it is told: what fits, what binds first, what it would take, and what it costs.

In: a proposal with its offers, and its sheet with theirs. Out: a record for each offer, with its figures. What the
offer does not state is named as not said.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from generator.decide.remedies import Remedy
from generator.figures.asking import HEADLINES, asked_models, parts
from generator.figures.figure import Figure, Sheet
from generator.figures.metering import CALLED, limits_of
from generator.figures.rows import Book
from generator.figures.volumes import case_of
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
    inputs, path, book = proposal.inputs, f"offers.{name}", Book(proposal.inputs, sheet)
    offer, asked, needed_by = inputs.offers[name], parts(book), inputs.proposal.needed_by
    homes = {model: f"{path}.models.{model}" for model in offer.models}
    served = {model for part in asked for model in asked_models(book, part)}
    limits, case, orders = _limits(sheet, homes), asked[0].cases[0], dict[str, Figure]()
    for one in (limit for limit in limits if not limit.fits.likely):
        as_sold = book.under(homes[one.model], *SOLD.get(one.key, ()))
        orders |= {f"{one.called} of {one.model}": figure for figure in [*as_sold.values()][:1]}
    costs = {
        option: book.under(f"{path}.{option}", "billed_per_month", "cost_of_parts")
        for option in ("flat", "base_at_least", "base_at_most")
    }
    return Held(
        name=name,
        offer=offer,
        needed_by=needed_by if isinstance(needed_by, date) else None,
        currency=inputs.proposal.currency or "",
        limits=limits,
        base=_limits(sheet, {model: f"{home}.base" for model, home in homes.items()}),
        not_known=[
            NotKnown(model, CALLS[key], limit)
            for model, home in homes.items()
            for key, limit in book.under(f"{home}.limits", *LIMITS).items()
            if f"{home}.limits.{key}.times_offered" not in sheet
        ],
        cases=list(_cases(proposal, sheet, homes)),
        silent=[one for one in inputs.models if one in served and one not in homes],
        unsaid={
            model: [CALLS[key] for key in HEADLINES if f"{home}.limits.{key}" not in sheet]
            for model, home in homes.items()
        },
        all_fit=sheet.get(f"{path}.all_fit"),
        carried=sheet.get(f"{path}.carried_pages_per_minute"),
        headline=(case_of(inputs, case)[1].label, sheet[f"{case}.pages_per_minute"]),
        orders=orders,
        costs={option: next(iter(row.values())) for option, row in costs.items() if row},
    )


def _limits(sheet: Sheet, homes: Mapping[str, str]) -> list[Beside]:
    """The limits of each model that stand under its path, and that are held against a need."""
    every = [(model, key, at) for model, home in homes.items() for key, at in limits_of(home).items()]
    return [_beside(sheet, *one) for one in every if f"{one[-1]}.fits" in sheet]


def _beside(sheet: Sheet, model: str, key: str, home: str) -> Beside:
    times = sheet[f"{home}.times_offered"]
    needed, limit = times.needs["needed"], times.needs["offered"]
    assert isinstance(needed, Figure)
    assert isinstance(limit, Figure)
    first = sheet.get(f"{home}.binds_first")
    left, fits = (sheet[f"{home}.{one}"] for one in ("left", "fits"))
    return Beside(model, key, CALLS[key], limit, needed, times, left, fits, first is not None and first.likely)


def _cases(proposal: Proposal, sheet: Sheet, homes: Mapping[str, str]) -> Iterator[OfCase]:
    for name, scenario in proposal.inputs.scenarios.items():
        for key, one in scenario.load_cases.items():
            case = f"{name}.{key}"
            found = [
                _beside(sheet, model, limit, at)
                for model, home in homes.items()
                for limit in (*LIMITS, UNITS)
                if f"{(at := f'{home}.cases.{case}.{limit}')}.times_offered" in sheet
            ]
            if found:
                yield OfCase(case, one.label, max(found, key=lambda each: each.times.value))
