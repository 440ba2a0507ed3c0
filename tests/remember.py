"""What keeps the suite short: a proposal worked out once for all that look at the same one, and fewer draws.

In: what makes something of a proposal. Out: the same, that remembers the first ones. In: a share. Out: settings with
which a test tries that share of what others try of what is drawn.
"""

from collections.abc import Callable
from typing import Any, TypeVar

from hypothesis import settings

from generator.document import templates
from generator.figures.sheet import calculate
from generator.print.product import make

MOST_KEPT = 20
Made = TypeVar("Made")


def remembering(make: Callable[..., Made]) -> Callable[..., Made]:
    """The same, but the proposals asked for last are made once, each by its files, changes, place and templates."""
    known: dict[object, Made] = {}

    def once(proposal: Any, *more: Any, **named: Any) -> Made:
        place = next(iter(proposal.places.values())).file
        given = (*more, *sorted(named.items()))
        offers = tuple(proposal.inputs.offers)  # all of those in its files, or those that the document tells
        own = (place, proposal.name, offers, *proposal.files.items(), *proposal.changes.items())
        key = (*given, templates.FOLDER, *own)
        product = known[key] = known.pop(key, None) or make(proposal, *more, **named)
        if len(known) > MOST_KEPT:
            del known[next(iter(known))]
        return product

    return once


calculated, made = remembering(calculate), remembering(make)
"""The sheet of a proposal, and what it becomes, for every test of a process that plants nothing."""


def draws(share: float, **more: Any) -> settings:
    """Settings of a test that tries so large a share of what others try of what is drawn."""
    assert settings.default
    return settings(max_examples=max(1, int(settings.default.max_examples * share)), **more)
