"""The closed world of the screen: its words are the record's, and each figure opens its own derivation, word for word.

In: the finished `Screen` and the sheet. Out: findings. All is read from the file's text: what opens where, and what
each derivation says, down to the steps that it leads to.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from generator.document.audit import Finding
from generator.figures.figure import Sheet
from generator.print.audit import audit_words
from generator.print.screen import Screen
from generator.print.visible import visible

BELOW = '<div class="derivations">'
OPENS = re.compile(r'<(button|a)\b[^>]*?(?:popovertarget="|href="#)([^"]+)" class="figure"[^>]*>(.*?)</\1>')
DERIVATION = re.compile(r'<div popover id="([^"]+)"[^>]*>(.*?)</div>', re.DOTALL)
STEP = re.compile(r'<li><button popovertarget="([^"]+)"')


def audit_screen(screen: Screen, sheet: Sheet) -> list[Finding]:
    """What is untrue in the page for the screen."""
    page, _, below = screen.text.partition(BELOW)
    return [
        *audit_words(replace(screen.page, text=page), sheet),
        *_openings(page, screen),
        *_derivations(dict(DERIVATION.findall(below)), screen),
    ]


def _openings(page: str, screen: Screen) -> Iterator[Finding]:
    """Each figure in its place opens the derivation of the figure that it is."""
    found = [(id_, visible(text).strip()) for _, id_, text in OPENS.findall(page)]
    belong = [(screen.derivations[one.name].id, one.text) for one in screen.opening]
    if len(found) != len(belong):
        yield Finding("figures", f"{len(found)} open a derivation where {len(belong)} are shown")
    for number, (one, other) in enumerate(zip(found, belong, strict=False), 1):
        if one != other:
            yield Finding(f"figure {number}", f"{one[1]} opens {one[0]} where {other[1]} opens {other[0]}")


def _derivations(found: dict[str, str], screen: Screen) -> Iterator[Finding]:
    """Each derivation says what its figure says of itself, and leads on to what that rests on."""
    belong = {one.id: one for one in screen.derivations.values()}
    for id_ in found.keys() ^ belong.keys():
        yield Finding(f"derivation {id_}", "is missing" if id_ in belong else "belongs to no figure")
    for id_ in found.keys() & belong.keys():
        text, one = found[id_], belong[id_]
        said, belongs = (" ".join(words.split()) for words in (visible(text), " ".join(one.texts())))
        if said != belongs:
            yield Finding(f"derivation of {one.name}", f"says {said!r}, not {belongs!r}")
        leads, steps = STEP.findall(text), [step.id for step in one.steps]
        if leads != steps:
            yield Finding(f"derivation of {one.name}", f"leads to {leads}, not {steps}")
