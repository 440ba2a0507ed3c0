"""How the request differs between two pages of a proposal: that of its files, and that of what is tried out.

In: two pages. Out: plain values: each limit before and after, how far it moved, and how many figures are others.
"""

from fractions import Fraction
from typing import Any

from generator.figures.figure import Sheet
from generator.preview.page import Page
from generator.review.diff.limits import Limit, limits_of


def difference(before: Page, after: Page) -> dict[str, Any]:
    """The limits of both, and how many of the figures that the document shows are others."""
    names = {
        **limits_of(before.product.proposal, before.product.sheet),
        **limits_of(after.product.proposal, after.product.sheet),
    }
    was, now = before.product.sheet, after.product.sheet
    limits = [
        Limit(name, title, (now if name in now else was)[name].unit, _of(was, name), _of(now, name))
        for name, title in names.items()
    ]
    if before is after:
        return {"limits": [_told(one) for one in limits], "moved": 0, "of": len(after.shown)}
    every = before.shown.keys() | after.shown.keys()
    moved = [name for name in every if before.shown.get(name) != after.shown.get(name)]
    return {"limits": [_told(one) for one in limits], "moved": len(moved), "of": len(every)}


def _told(one: Limit) -> dict[str, str]:
    by = one.by if one.old and one.old != one.new else ""
    return {"name": one.name, "title": one.title, "before": one.old_text, "after": one.new_text, "by": by}


def _of(sheet: Sheet, name: str) -> Fraction:
    return Fraction(sheet[name].value if name in sheet else 0)
