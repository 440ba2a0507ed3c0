"""A PDF held against today's print of the same: how much may be claimed of it, and what differs.

In: a PDF that anyone may have made, today's print, and the page that it prints. Out: a `Held`. The claim is as large as
what was compared: bytes; else objects; else, where other text libraries store the fonts, words and pictures, or words.
"""

from typing import NamedTuple

import pikepdf

from generator.document.audit import Finding
from generator.print.audit import audit_pdf, pictures
from generator.print.html import Html
from generator.print.opened import opened
from generator.review.comparison import Compared, Degree, compare, told

SAME, ANEW, LOOKS, READS, UNHELD, DIFFERS = (
    *("same bytes", "same objects", "same words and pictures", "same words"),
    *("set otherwise", "different"),
)
"""The verdicts, from the one that claims most."""
TRUE = (SAME, ANEW, LOOKS, READS)
CLAIMS = {
    SAME: "is today's print of its inputs, to the byte",
    ANEW: "is today's print of its inputs, saved anew: every object is the same",
    LOOKS: "reads and looks as today's print of its inputs; the text libraries that printed it store fonts otherwise",
    READS: "reads as today's print of its inputs; how it looks was not held here, for this system sets pages otherwise",
    UNHELD: "reads as today's print of its inputs, but is drawn otherwise than by this system, which has other text "
    "libraries. It is neither verified nor called false here",
    DIFFERS: "is not today's print of its inputs",
}


class Held(NamedTuple):
    """The verdict, and what differs: words first, then objects."""

    verdict: str
    differences: tuple[Finding, ...] = ()


def hold(pdf: pikepdf.Pdf, data: bytes, own: bytes, page: Html) -> Held:
    """What comes out for the bytes of a PDF, which is open, held against today's own print of a page."""
    if own == data:
        return Held(SAME)
    with opened(own, "today's print") as ours:
        found = compare(pdf, ours)
        more = told(pdf) - told(ours)
    words = audit_pdf(data, page) if found.differences or found.other_fonts else []
    verdict = _verdict(found, not words, not more)
    if verdict == LOOKS and [*pictures(data)] != [*pictures(own)]:
        verdict = READS
    if verdict in TRUE:
        return Held(verdict)
    return Held(verdict, (*words, *(Finding(one.where, one.what) for one in found.differences)))


def _verdict(found: Compared, same_words: bool, nothing_more: bool) -> str:
    """How much may be claimed of what was compared; `nothing_more` where the PDF says nothing that the print does not.

    Pictures are not compared yet.
    """
    if not found.other_fonts:
        return DIFFERS if found.differences else ANEW
    if not found.differences and same_words:
        return LOOKS
    if found.apart == Degree.OTHER or not same_words or not nothing_more:
        return DIFFERS
    return READS if found.apart == Degree.NEAR else UNHELD
