"""What a proposal becomes: every stage up to the page, once, for all commands that look at it.

In: a proposal. Out: its sheet, its document, its page, and the texts of the files that stand beside them.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from generator.document.audit import Finding, audit_markdown
from generator.document.record import to_text
from generator.document.render import Document, render
from generator.document.strays import typed
from generator.document.templates import INSTALLED, Templates
from generator.errors import Fault, Place
from generator.figures.figure import Sheet
from generator.figures.sheet import calculate
from generator.inputs import Proposal

if TYPE_CHECKING:
    from generator.print.attachments import Attached
    from generator.print.html import Html


@dataclass(frozen=True)
class Product:
    """A proposal and what it becomes."""

    proposal: Proposal
    sheet: Sheet
    document: Document

    @cached_property
    def record(self) -> str:
        """The text of the record of its figures."""
        return to_text(self.document, self.sheet)

    @cached_property
    def page(self) -> "Html":
        """The document as HTML, which the PDF is printed from."""
        from generator.print.html import to_html  # the Markdown alone needs no page

        return to_html(self.document, self.proposal, self.sheet, self.record)

    @cached_property
    def attached(self) -> "tuple[Attached, ...]":
        """The files that its print carries: inputs and figures."""
        from generator.print.attachments import attached

        return attached(self.proposal, self.record)

    @property
    def paper(self) -> str:
        """The paper that it is printed on."""
        return self.proposal.inputs.proposal.paper

    def faults(self, page: bool = True) -> list[Fault]:
        """What is not traced, as faults; of a number that a template types, with the template's line."""
        findings, document = self.untraced(page), self.document
        of_templates = typed(document.templates, {one.what.split(" ", 1)[0] for one in findings}) if findings else []
        return of_templates or [Fault(Place(document.name), str(one)) for one in findings]

    def untraced(self, page: bool = True) -> list[Finding]:
        """What is not traced in its Markdown or, where the Markdown is true and a page is wanted, in its page."""
        found = audit_markdown(self.document.text, self.document.in_order(), self.sheet)
        if found or not page:
            return found
        from generator.print.audit import audit_html

        return audit_html(self.page, self.sheet)


def make(proposal: Proposal, templates: Templates = INSTALLED) -> Product:
    """The product of a proposal. Raises ProposalError for a fault of a template or of a reference in free text."""
    sheet = calculate(proposal)
    return Product(proposal, sheet, render(proposal, sheet, templates))
