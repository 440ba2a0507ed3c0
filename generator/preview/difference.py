"""How the request differs between two pages of a proposal: that of its files, and that of what is tried out.

In: two pages. Out: plain values: each limit before and after, how far it moved, and how many figures are others.
"""

from typing import Any

from generator.preview.page import Page
from generator.review.diff.limits import Limit, limits_between


def difference(before: Page, after: Page) -> dict[str, Any]:
    """The limits of both, and how many of the figures that the document shows are others."""
    limits = limits_between(before.product, after.product, before.product.sheet)
    every = before.shown.keys() | after.shown.keys()
    moved = sum(before.shown.get(name) != after.shown.get(name) for name in every) if before is not after else 0
    return {"limits": [_told(one) for one in limits], "moved": moved, "of": len(every)}


def _told(one: Limit) -> dict[str, str]:
    by = one.by if one.old and one.old != one.new else ""
    return {"name": one.name, "title": one.title, "before": one.old_text, "after": one.new_text, "by": by}
