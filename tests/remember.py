"""What keeps the suite short: a proposal worked out once for all that look at the same one, and fewer draws.

In: what makes something of a proposal. Out: the same, that remembers the first ones. In: a share. Out: settings with
which a test tries that share of what others try of what is drawn.
"""

from collections.abc import Callable
from typing import Any

from hypothesis import settings

from generator.document import templates

MOST_KEPT = 20


def remembering(make: Callable[..., Any]) -> Callable[..., Any]:
    """The same, but the proposals asked for last are made once, each by its files, changes, place and templates."""
    made: dict[object, Any] = {}

    def once(proposal: Any, *more: Any, **named: Any) -> Any:
        place = next(iter(proposal.places.values())).file
        given = (*more, *sorted(named.items()))
        offers = tuple(proposal.inputs.offers)  # all of those in its files, or those that the document tells
        own = (place, proposal.name, offers, *proposal.files.items(), *proposal.changes.items())
        key = (*given, templates.FOLDER, *own)
        product = made[key] = made.pop(key, None) or make(proposal, *more, **named)
        if len(made) > MOST_KEPT:
            del made[next(iter(made))]
        return product

    return once


def draws(share: float, **more: Any) -> settings:
    """Settings of a test that tries so large a share of what others try of what is drawn."""
    assert settings.default
    return settings(max_examples=max(1, int(settings.default.max_examples * share)), **more)
