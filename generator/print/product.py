"""What a proposal becomes: every stage up to the page, once, for all commands that look at it.

In: a proposal. Out: its sheet, its document, its page, and the texts of the files that stand beside them.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, partial
from typing import TYPE_CHECKING

from generator.document.templates import INSTALLED, Templates
from generator.errors import Fault, Place
from generator.figures.figure import Sheet
from generator.figures.sheet import calculating
from generator.inputs import Proposal
from generator.processes import Hand

if TYPE_CHECKING:
    from generator.document.audit import Finding
    from generator.document.render import Document
    from generator.print.html import Html
    from generator.print.printer import File


@dataclass(frozen=True)
class Product:
    """A proposal and what it becomes."""

    proposal: Proposal
    sheet: Sheet
    document: "Document"

    @cached_property
    def record(self) -> str:
        """The text of the record of its figures."""
        from generator.document.record import to_text

        return to_text(self.document, self.sheet)

    @cached_property
    def page(self) -> "Html":
        """The document as HTML, which the PDF is printed from."""
        from generator.print.html import to_html  # the Markdown alone needs no page

        return to_html(self.document, self.proposal, self.sheet, self.record)

    @cached_property
    def attached(self) -> "tuple[File, ...]":
        """The files that its print carries: inputs and figures."""
        from generator.print.attachments import attached

        return attached(self.proposal, self.record)

    @property
    def paper(self) -> str:
        """The paper that it is printed on."""
        return self.proposal.inputs.proposal.paper

    def faults(self, page: bool = True) -> list[Fault]:
        """What is not traced, as faults; of a number that a template types, with the template's line."""
        from generator.document.strays import typed

        findings, document = self.untraced(page), self.document
        of_templates = typed(document.templates, {one.what.split(" ", 1)[0] for one in findings}) if findings else []
        return of_templates or [Fault(Place(document.name), str(one)) for one in findings]

    def untraced(self, page: bool = True) -> "list[Finding]":
        """What is not traced in its Markdown or, where the Markdown is true and a page is wanted, in its page."""
        from generator.document.audit import audit_markdown

        found = audit_markdown(self.document.text, self.document.in_order(), self.sheet)
        if found or not page:
            return found
        from generator.print.audit import audit_html

        return audit_html(self.page, self.sheet)


def make(proposal: Proposal, templates: Templates = INSTALLED) -> Product:
    """The product of a proposal. Raises ProposalError for a fault of a template or of a reference in free text."""
    return making(proposal, templates)()


def making(proposal: Proposal, templates: Templates = INSTALLED, hand: Hand = partial) -> Callable[[], Product]:
    """Begins a product, whose chances `hand` has drawn; what it returns waits for them, and raises what `make` does."""
    calculated = calculating(proposal, hand=hand)

    def made() -> Product:
        from generator.document.render import render  # what begins a product may load the rest meanwhile

        sheet = calculated()
        return Product(proposal, sheet, render(proposal, sheet, templates))

    return made
