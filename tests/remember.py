"""What keeps the suite short: a proposal worked out once for all that look at the same one, and fewer draws.

In: what makes something of a proposal. Out: the same, that remembers the first ones. In: a share. Out: settings with
which a test tries that share of what others try of what is drawn.
"""

from collections.abc import Callable
from functools import lru_cache
from typing import Any, TypeVar

from hypothesis import settings

from generator.document import templates
from generator.figures.sheet import calculate
from generator.inputs.load import Proposal, validated
from generator.inputs.located_yaml import Located, parse
from generator.inputs.raw import Raw, read
from generator.print.product import Product
from generator.print.product import making as begun

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


calculated, made = remembering(calculate), remembering(lambda *given: begun(*given)())
"""The sheet of a proposal, and what it becomes, for every test of a process that plants nothing."""


def making(proposal: Proposal, *given: Any, **_: Any) -> Callable[[], Product]:
    """What it becomes, once that is asked for."""
    return lambda: made(proposal, *given[:1])


located = lru_cache(400)(parse)


def parsed(text: str, file: str) -> Located:
    """The mapping that a file holds, with values of their own: whoever puts a change in changes nobody else's."""
    found = located(text, file)
    return found._replace(values=copied(found.values))


def copied(node: Any) -> Any:
    """Values in mappings and lists of their own."""
    if isinstance(node, dict):
        return {key: copied(one) for key, one in node.items()}
    return [copied(one) for one in node] if isinstance(node, list) else node


class Loading:
    """What was read last, and the proposals that were found valid last."""

    def __init__(self) -> None:
        self.last: Raw | None = None
        self.known: dict[object, Proposal] = {}

    def reads(self, *given: Any, **named: Any) -> Raw:
        """Reads as it does, and keeps in mind what was read."""
        self.last = read(*given, **named)
        return self.last

    def valid(self, raw: Raw, every_offer: bool = False) -> Proposal:
        """The proposal of the same files at the same place with the same changes is the one that was found before."""
        if raw is not self.last or raw.faults or every_offer:
            return validated(raw, every_offer)
        key = (next(iter(raw.places.values())).file, *raw.files.items(), *raw.changes.items())
        found = self.known[key] = self.known.pop(key) if key in self.known else validated(raw)
        if len(self.known) > 2 * MOST_KEPT:
            del self.known[next(iter(self.known))]
        return found


def draws(share: float, **more: Any) -> settings:
    """Settings of a test that tries so large a share of what others try of what is drawn."""
    assert settings.default
    return settings(max_examples=max(1, int(settings.default.max_examples * share)), **more)
