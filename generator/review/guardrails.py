"""Whether figures keep to their guardrails: limits, and how far they may move from what the vendor holds.

In: a proposal, its sheet, and what it is held against: the base of a change, and what was sent. Out: what became of
each limit, in words.

A change is measured by what the proposal says was sent, or else by the base. The base's guardrails hold too, measured
by what the base says was sent: a change that removes or loosens one, or names another document as sent, is held to what
stood before. An `accepted` entry answers the one move that it names: a change, or one past a limit of the base. A limit
of the proposal's own is not answered but written anew, where it is seen. What cannot be measured is not reached, and
never held.
"""

from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from contextlib import suppress
from fractions import Fraction
from functools import cache, partial
from typing import NamedTuple, TypeAlias

from generator.document.record import Recorded
from generator.errors import UNREACHED, Fault, Place, ProposalError, did_you_mean, listed, refusal
from generator.figures.figure import LISTED, Figure, Sheet, ancestors
from generator.inputs import Proposal
from generator.inputs.guardrail import GONE, Accepted
from generator.inputs.numbers import InPercent
from generator.inputs.raw import Raw
from generator.review.terms import AT_MOST, CHANGE, PLAIN, SHARE, At, Before, Limit, terms
from generator.units import before_and_after, counted, write

MOST_NAMED = 3
HELD, NEW, ACCEPTED, NOT_REACHED, BROKEN = "held", "new", "accepted", "not reached", "broken"
GRAVITY = (HELD, NEW, ACCEPTED, NOT_REACHED, BROKEN)
"""What may become of a limit, the gravest last; new is a figure that no side has had before."""
PAST = "past"
"""An `accepted` entry that answers no move that is there."""

Causes: TypeAlias = Callable[[Before, str], Sequence[str]]
"""The changes since then that move a figure, the largest first."""


class Judged(NamedTuple):
    """What became of one limit, at its place and in words; how it is mended, and the entry that answers it."""

    place: Place
    figure: str
    outcome: str
    says: str
    hint: str = ""
    answer: Accepted | None = None

    @property
    def fault(self) -> Fault:
        """It as a fault."""
        return Fault(self.place, self.says, self.hint)


def summary(found: Sequence[Judged]) -> str:
    """How many guardrails came to what, a guardrail of several limits by the gravest."""
    by_gravity = ((one.place, one.figure, outcome) for outcome in GRAVITY for one in found if one.outcome == outcome)
    gravest = {(place, figure): outcome for place, figure, outcome in by_gravity}
    counts = Counter(gravest.values())
    said = ", ".join(f"{counts[outcome]} {outcome}" for outcome in GRAVITY if counts[outcome]) or "none are set"
    past = sum(one.outcome == PAST for one in found)
    return said + (f"; {counted(str(past), 'accepted moves')} past" if past else "")


def judged(raw: Raw, proposal: Proposal, sheet: Sheet, at: At, causes: Causes) -> tuple[Judged, ...]:
    """What became of each limit: of the proposal's own, and of the base's that these do not keep as well."""
    (own, sent), at, unread, guarded, was_sent = terms(raw), cache(at), list[Judged](), list[Limit](), ""
    try:
        base = at("")
        guarded, was_sent = terms(base.raw, base.title) if base.raw else ([], "")
    except ProposalError as error:
        what = "the guardrails that it is held against are not known: "
        unread = [Judged(one.place, "", NOT_REACHED, what + one.what, one.hint) for one in error.faults]
    by = _By(sheet, proposal.inputs.proposal.accepted, at, frozenset(one.figure for one in guarded), causes)
    others = [one for one in guarded if not any(mine.keeps(one) for mine in own)]
    found = [_judged(side, by) for limit in (*own, *others) for side in limit.sides()]
    answered = {one.answer.move for one in found if one.answer}
    return (*found, *unread, *_unanswering(proposal, by, {"", sent, was_sent}, answered))


class _By(NamedTuple):
    """What limits are judged by; `guarded` are the figures that the base guards."""

    sheet: Sheet
    entries: Sequence[Accepted]
    at: At
    guarded: frozenset[str]
    causes: Causes

    def before(self, limit: Limit) -> tuple[Before, Recorded | None]:
        """The side that a figure is measured by, and the figure there; what came after the sent one, by the base.

        Raises ProposalError where it cannot be reached; None is a figure that is new.
        """
        sent, base = self.at(limit.sent), self.at("")
        for one in (sent, base):
            if one.figures and limit.figure in one.figures:
                return one, one.figures[limit.figure]
            if one.figures is None and (one.raw or (limit.sent and one is sent)):
                raise refusal(one.title, "has no figures of this proposal", code=UNREACHED)
        if limit.figure in self.guarded:
            raise refusal(base.title, "guards the figure, and has no value of it", code=UNREACHED)
        return base, None


def _judged(limit: Limit, by: _By) -> Judged:
    name, figure = limit.figure, by.sheet.get(limit.figure)
    came_to = partial(Judged, limit.place, name)
    says = "" if figure is None or limit.kind == CHANGE else _beyond(limit, figure)
    if not limit.base and (misfit := _misfit(limit, figure, by.sheet)):
        return came_to(BROKEN, *misfit)
    if figure is not None and limit.kind != CHANGE and not says:
        return came_to(HELD, f"{name} is {figure}, {limit.text(by.sheet)}")
    try:
        side, old = by.before(limit)
    except ProposalError as error:
        if says:
            return _broken(limit, says, None, by)
        why = "; ".join(f"{one.place}: {one.what}" for one in error.faults)
        return came_to(NOT_REACHED, f"how far {name} moved is not known: {why}", error.faults[0].hint)
    if figure is None:
        says = f"{name} is no longer computed, and {limit.base} guards it"
    elif old is None and not says:
        return came_to(NEW, f"{name} is new since {side.title}: it has not moved yet")
    elif old is not None and not (says := says or _too_far(limit, figure, old)):
        was, now = before_and_after(old.value, figure.value, figure.unit)
        return came_to(HELD, f"{name} was {was} in {side.title} and is {now}")
    return _broken(limit, says, (side, old), by)


def _misfit(limit: Limit, figure: Figure | None, sheet: Sheet) -> tuple[str, str] | None:
    """Why a limit can hold no such figure, and a hint."""
    if figure is None:
        return f"there is no figure {limit.figure} to guard", _closest(limit.figure, sheet)
    if isinstance(figure.value, bool):
        return f"{limit.figure} is a yes/no", _closest(limit.figure, sheet)
    if limit.kind == CHANGE or figure.unit.percent == isinstance(limit.value, InPercent):
        return None
    said = f"its limit is {write(limit.value, SHARE)}"
    if not figure.unit.percent:
        return f"{limit.figure} is not a share, and {said}", "leave the percent sign out"
    if limit.value <= 1:
        return None
    return f"without a percent sign {said}", f"did you mean {write(limit.value, PLAIN)}%?"


def _broken(limit: Limit, says: str, before: tuple[Before, Recorded | None] | None, by: _By) -> Judged:
    """A limit that is broken, unless an entry answers the move; the first cause is the change that moves it most."""
    figure = by.sheet.get(limit.figure)
    side, old = before or (None, None)
    if limit.base:
        says += f"; the guardrail is that of {limit.base}, and is not kept as tightly here"
    hint = limit.reason
    if old is not None and (limit.base or limit.kind == CHANGE):
        move = (limit.figure, old.value, GONE if figure is None else figure.value)
        for one in by.entries:
            if one.move == move:
                agreed = f"{says}; accepted by {one.by} on {one.on}: {one.why}"
                return Judged(limit.place, limit.figure, ACCEPTED, agreed, answer=one)
        was, now = move[1:]
        hint += f" Once it is agreed: accepted: [{{figure: {limit.figure}, from: {was}, to: {now}, by: , on: , why: }}]"
    if figure is not None:
        moved = by.causes(side, limit.figure) if side else ()
        stated = [one.name for one in ancestors(figure).values() if one.origin and one.origin.place.text]
        says += f"; changed: {listed(moved, MOST_NAMED)}" if moved else f"; it rests on {listed(stated, MOST_NAMED)}"
    return Judged(limit.place, limit.figure, BROKEN, says, hint)


def _beyond(limit: Limit, figure: Figure) -> str:
    """How a figure lies beyond a limit; nothing where it does not."""
    above = limit.kind == AT_MOST
    if figure.value == limit.value or (figure.value > limit.value) != above:
        return ""
    return f"{limit.figure} is {figure}, {'above' if above else 'below'} its limit of {write(limit.value, figure.unit)}"


def _too_far(limit: Limit, figure: Figure, old: Recorded) -> str:
    """How a figure moved farther than it may, with as many decimals as that needs; nothing where it did not."""
    was, now = before_and_after(old.value, figure.value, figure.unit)
    if old.value == figure.value:
        return ""
    if not old.value:
        return f"{limit.figure} moved from {was} to {now}: no change from 0 is a share"
    change = abs(Fraction(figure.value) - old.value) / abs(Fraction(old.value))
    if change <= limit.value:
        return ""
    by, most = write(change, SHARE, beside=limit.value), write(limit.value, SHARE, beside=change)
    return f"{limit.figure} moved from {was} to {now}, by {by}, more than {most}"


def _closest(name: str, sheet: Sheet) -> str:
    numbers = [known for known, figure in sheet.items() if not isinstance(figure.value, bool)]
    return did_you_mean(name, numbers) or LISTED


def _unanswering(
    proposal: Proposal, by: _By, sides: Iterable[str], answered: Container[tuple[str, Fraction, Fraction | str]]
) -> Iterator[Judged]:
    """The entries that explain no move of today: their figure never existed, or their move is past."""
    known = {*by.sheet, *by.guarded}
    for side in sides:
        with suppress(ProposalError):
            known |= {*(by.at(side).figures or {})}
    for index, one in enumerate(by.entries):
        place = proposal.place(("proposal", "accepted", index))
        if one.figure not in known:
            says = f"there is no figure {one.figure} whose move could be accepted"
            yield Judged(place, one.figure, BROKEN, says, _closest(one.figure, by.sheet))
        elif one.move not in answered:
            yield Judged(place, one.figure, PAST, f"no move of {one.figure} is from {one.was} to {one.becomes}")
