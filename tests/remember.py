"""What keeps the suite short: a proposal worked out once for all that look at the same one, and slices of what is wide.

In: what makes something of a proposal. Out: the same, that remembers the first ones. In: the values of a wide matrix.
Out: the same, of which the suite runs every so many; with `--whole` it runs all, and draws four times as many.
"""

from collections.abc import Callable, Iterable
from typing import Any

import pytest
from hypothesis import settings

from generator.document import templates

MOST_KEPT = 20


def remembering(make: Callable[..., Any]) -> Callable[..., Any]:
    """The same, but the proposals asked for last are made once, each by its files, changes, place and templates."""
    made: dict[object, Any] = {}

    def once(proposal: Any, *more: Any, **named: Any) -> Any:
        place = next(iter(proposal.places.values())).file
        given = (*more, *sorted(named.items()))
        key = (*given, templates.FOLDER, place, proposal.name, *proposal.files.items(), *proposal.changes.items())
        product = made[key] = made.pop(key, None) or make(proposal, *more, **named)
        if len(made) > MOST_KEPT:
            del made[next(iter(made))]
        return product

    return once


def slice_of(values: Iterable[Any], every: int) -> list[Any]:
    """Parameters of a test, of which the suite runs the first of each so many."""
    marks = pytest.mark.whole
    return [pytest.param(one, marks=marks) if number % every else one for number, one in enumerate(values)]


def draws(share: float, **more: Any) -> settings:
    """Settings of a test that tries so large a share of what others try of what is drawn."""
    assert settings.default
    return settings(max_examples=max(1, int(settings.default.max_examples * share)), **more)
