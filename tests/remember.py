"""A proposal made once for all that look at the same one.

In: what makes a product of a proposal. Out: the same, that remembers the first ones.
"""

from collections.abc import Callable
from typing import Any

MOST_KEPT = 20


def remembering(make: Callable[..., Any]) -> Callable[..., Any]:
    """The same, but the first proposals are made once, each by its files and changes."""
    made: dict[object, Any] = {}

    def once(proposal: Any, *templates: Any) -> Any:
        key = (*templates, proposal.name, *proposal.files.items(), *proposal.changes.items())
        product = made.get(key) or make(proposal, *templates)
        if len(made) < MOST_KEPT:
            made[key] = product
        return product

    return once
