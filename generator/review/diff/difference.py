"""Two sets of inputs: what changed, what moved, and what each change contributed to the request.

In: the plain values of a base and a target, the figures that were committed with the base, and which templates and code
changed since. Out: a `Diff`. What no change of the inputs explains is a change of a formula or a template, and is told
apart; figures that were not made of the base's inputs explain nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import partial
from typing import NamedTuple

from generator.document.record import Record, differs, recorded
from generator.document.templates import INSTALLED, Templates
from generator.errors import Fault, ProposalError
from generator.figures.figure import Number
from generator.inputs.load import validated
from generator.inputs.raw import PARTS, Raw
from generator.print.product import Product, make
from generator.processes import forking
from generator.review.diff.causes import Plan, affordable, contributions, planned
from generator.review.diff.changes import FORMULAS, Change, changes_between, followed, names_of_figures, renames_of
from generator.review.diff.columns import Set
from generator.review.diff.limits import Limit, limits_between
from generator.review.diff.mixtures import Mixtures, movers
from generator.review.diff.moved import Both, Moved, Reworked, both, figures, reworked, simulated, stays, turned
from generator.review.guardrails import ACCEPTED, BROKEN, NOT_REACHED, judged, summary
from generator.review.terms import At, Before, loosened


@dataclass(frozen=True)
class Cause:
    """Changes that can only be made together, and what they contributed to each limit.

    `without` is what each limit would be without them alone; nothing where that cannot be told. `jointly` is whether
    they move no limit by themselves, and have a share all the same: a rounding step hides them, say.
    """

    changes: tuple[Change, ...]
    shares: tuple[Fraction, ...]
    without: tuple[Fraction, ...] = ()
    jointly: bool = False


@dataclass(frozen=True)
class Diff:
    """What is different between a base and a target.

    `orders` is how many orders of the causes contributions were worked out from, none where all sets were. `grouped_by`
    is what changes were joined by where single ones are beyond the budget. `went` and `came` are sentences of the
    document. `reworded` is whether today's templates and code make another document of the base's inputs than was
    committed, `since` the files of them that changed since, and `stale` whether what was committed is not of the base's
    inputs; `target_reworded` is the same as `reworded`, of the target.
    """

    changes: tuple[Change, ...] = ()
    causes: tuple[Cause, ...] = ()
    limits: tuple[Limit, ...] = ()
    moved: tuple[Moved, ...] = ()
    simulated: tuple[Moved, ...] = ()
    new: tuple[Moved, ...] = ()
    vanished: tuple[Moved, ...] = ()
    reworked: tuple[Reworked, ...] = ()
    went: tuple[str, ...] = ()
    came: tuple[str, ...] = ()
    stays: str = ""
    orders: int = 0
    grouped_by: str = ""
    since: tuple[str, ...] = ()
    stale: bool = False
    reworded: bool = False
    target_reworded: bool = False
    guardrails: str = ""
    broken: tuple[Fault, ...] = ()
    loosened: tuple[Fault, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether there is nothing to tell."""
        return not (self.changes or self.moves or self.reworked or self.reworded or self.target_reworded)

    @property
    def moves(self) -> bool:
        """Whether a figure or a sentence of the document is another."""
        return bool(self.moved or self.simulated or self.new or self.vanished or self.went or self.came)


class Worked(NamedTuple):
    """The mixtures of two sides, the plan by which contributions are worked out, and the limits that are asked for."""

    mixtures: Mixtures
    plan: Plan
    limits: tuple[Limit, ...]

    def shares(self, name: str, plan: Plan, absent: Number | None = None) -> tuple[Fraction, ...]:
        """What each cause contributed to a figure; where there is no such, it is `absent`."""
        mixtures = self.mixtures
        places = None if plan.orders else mixtures.places(name, plan.causes)
        return contributions(plan, partial(mixtures.value, name, absent=absent), mixtures.rests(name), places)

    def turns(self, name: str, cause: Set) -> bool:
        """Whether a cause moves a figure alone, or as the last of all."""
        value = partial(self.mixtures.value, name)
        return value(cause) != value(0) or value(self.plan.every) != value(self.plan.every ^ cause)

    def below(self, name: str) -> list[int]:
        """The numbers of the causes that a figure rests on."""
        rests = self.mixtures.rests(name)
        return [number for number, cause in enumerate(self.plan.causes, 1) if cause & rests]

    def at(self, chosen: Set) -> tuple[Fraction, ...]:
        """The limits at a set of changes."""
        return tuple(Fraction(self.mixtures.value(one.name, chosen) or 0) for one in self.limits)


class Committed(NamedTuple):
    """What was committed: with the base, and with the target; and `sent` reads what was sent to the vendor.

    `since` are the files of templates and code that changed since the base, None where that is not known.
    """

    base: Record | None = None
    since: tuple[str, ...] | None = None
    target: Record | None = None
    sent: At = Before


NOTHING_COMMITTED = Committed()


def diff(
    base: Raw, target: Raw, known: Committed = NOTHING_COMMITTED, every: bool = False, templates: Templates = INSTALLED
) -> Diff:
    """What is different. Raises ProposalError where the base or the target is not valid.

    Figures that were committed with the base are the ones before, unless they are not of its inputs (stale). The
    target's are those that today's formulas give. Contributions are to the limits alone, or to `every` figure that
    moved.
    """
    before, after = _made(base, target, templates)
    stale = known.base is not None and _stale(before, known.base, known.since)
    record = None if stale else known.base
    changes = tuple(changes_between(base, target))
    sides = both(before, after, record, names_of_figures(renames_of(changes), base))
    mixtures = Mixtures(base, target, changes, before.sheet, after.sheet)
    at = followed(lambda name: known.sent(name) if name else Before("the base", base, sides.was), target)
    rails = judged(target, after.proposal, after.sheet, at, movers(target, after.sheet, mixtures))
    limits = limits_between(before, after, sides.was)
    worked = Worked(mixtures, planned(mixtures, tuple(one.name for one in limits)), limits)
    went, came = turned(before, after, changes)
    return replace(
        _moves(sides, changes, record, worked, every),
        went=went,
        came=came,
        since=known.since or (),
        stale=stale,
        reworded=record is not None and not record.wrote(before.document.text),
        target_reworded=bool(
            known.target and not known.target.wrote(after.document.text) and not _stale(after, known.target, None)
        ),
        guardrails=summary(rails) if rails else "",
        broken=tuple(one.fault for one in rails if one.outcome in (BROKEN, NOT_REACHED, ACCEPTED)),
        loosened=loosened(mixtures.base, target, after.sheet),
    )


def _made(base: Raw, target: Raw, templates: Templates) -> tuple[Product, Product]:
    """The products of both sides, worked out one beside the other. Faults of the base are told before the target's."""
    with forking() as hand:
        before = hand(_valid, base, templates)
        try:
            after = _valid(target, templates)
        except ProposalError:
            before()
            raise
        return before(), after


def _valid(side: Raw, templates: Templates) -> Product:
    return make(validated(side), templates)


def _moves(sides: Both, changes: tuple[Change, ...], record: Record | None, worked: Worked, every: bool) -> Diff:
    """The figures that moved, and what moved the limits; what today's formulas make otherwise is one more cause."""
    today, again = sides.after.sheet, tuple(reworked(sides.before, record))
    formulas = (Change(FORMULAS, ("formulas",)),) if any(one.recalculated for one in again) else ()
    limits = worked.limits
    shares = tuple(now - one.old for now, one in zip(worked.at(0), limits, strict=True))
    moved, new, vanished = figures(sides)
    same = moved and all(one.old == one.new for one in limits)
    return Diff(
        (*changes, *formulas),
        (*_causes(worked), *([Cause(formulas, shares)] if formulas else [])),
        limits,
        tuple(_with_causes(moved, worked, bool(formulas)) if every else moved),
        # A draw has no share of its own: it is told with the causes that it rests on.
        tuple(replace(one, moved_by=(*worked.below(one.name),)) for one in simulated(sides)),
        tuple(new),
        tuple(vanished),
        tuple(one for one in again if one.rewritten),
        stays=stays(worked.mixtures.start, today, limits[1].name) if same else "",
        orders=len(worked.plan.orders),
        grouped_by=worked.plan.grouped_by,
    )


def _causes(worked: Worked) -> list[Cause]:
    """The causes with their contributions to the limits, in the order of the files."""
    mixtures, plan, limits = worked
    found = []
    for one, *own in zip(plan.causes, *(worked.shares(one.name, plan, Fraction(0)) for one in limits), strict=True):
        changes = tuple(change for bit, change in enumerate(mixtures.moving) if one >> bit & 1)
        jointly = any(own) and worked.at(one) == worked.at(0)
        found.append(Cause(changes, tuple(own), worked.at(plan.every & ~one), jointly))
    return found


def _with_causes(moved: Sequence[Moved], worked: Worked, formulas: bool) -> list[Moved]:
    """The figures with what each cause contributed; or, where that is beyond the budget, the causes they rest on."""
    mixtures, plan, _ = worked
    names = [one.name for one in moved if one.change]

    def cost(causes: Sequence[Set], sets: int, _: int) -> int:  # the sheets are there already
        return mixtures.steps(names, causes, sets, 0)

    wider = affordable(plan.causes, cost, mixtures.structural, plan.orders)
    found = []
    for one in moved:
        today = mixtures.start[one.name]
        if one.change and wider:
            own = (Fraction(today.value) - Fraction(one.old or 0),) if formulas else ()
            found.append(replace(one, shares=(*worked.shares(one.name, wider), *own)))
            continue
        by = worked.below(one.name)
        turning = [number for number in by if worked.turns(one.name, plan.causes[number - 1])]
        reworked = one.ends and (today.value, today.low, today.high) != (one.old, *one.ends[0])
        last = [len(plan.causes) + 1] if formulas and reworked else []
        found.append(replace(one, moved_by=(*(turning or by), *last)))
    return found


def _stale(before: Product, committed: Record, since: tuple[str, ...] | None) -> bool:
    """Whether what was committed with the base was not made of its inputs.

    With the same templates and code, whatever is not the same shows it; with others, an input of another value does.
    """
    if since == ():
        now = {name: recorded(figure) for name, figure in before.sheet.items()}
        return committed.figures != now or not committed.wrote(before.document.text)
    old, today = committed.figures, before.sheet
    stated = {leaf.path for leaf in before.proposal.leaves() if leaf.source and leaf.path in today}
    known = {name for name, one in old.items() if not one.formula and name.partition(".")[0] in PARTS}
    return not known <= today.keys() or any(name not in old or differs(old[name], today[name]) for name in stated)
