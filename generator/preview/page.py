"""A proposal worked out, as the blocks of its page: the parts by which a page in a browser is brought up to date.

In: a proposal, its templates, and the ids of figures so far. Out: a `Page`. A block is told by what it holds, so that
whoever has it need not be sent it again. Of two pages: each limit before and after, how far it moved, and how many
figures are others.
"""

from collections.abc import Iterator, Mapping, MutableMapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from xml.etree.ElementTree import Element

from generator.document.explain.tree import down, stands
from generator.document.marks import plain, printed_in
from generator.document.render import render_template
from generator.document.templates import Templates
from generator.files import digest
from generator.inputs import Proposal
from generator.preview.fields import Field, fields
from generator.print.html import begun, to_body
from generator.print.product import Product, make
from generator.print.screen import derivation, for_screen, opened
from generator.review.diff.limits import limits_between

END, SHORT = "\ue003", 16
"""A private character after each block, which no text of a document has; and how much of its digest tells a block."""


@dataclass(frozen=True)
class Page:
    """What was worked out, and its page: `contents` is the list of its headings, `blocks` its HTML by the blocks' ids.

    `of` tells the inputs that it was worked out from: a digest of their files, changes to them left aside.
    """

    product: Product
    contents: str
    blocks: Mapping[str, str]
    of: str

    @cached_property
    def fields(self) -> list[Field]:
        """The inputs that a person would try out."""
        return fields(self.product.proposal, self.product.sheet)

    @cached_property
    def shown(self) -> Mapping[str, list[str]]:
        """The texts of each figure that the document shows, by its name."""
        found: dict[str, list[str]] = {}
        for one in self.product.document.in_order():
            if one.kind == "figure":
                found.setdefault(one.name, []).append(one.text)
        return found


def work_out(proposal: Proposal, templates: Templates, ids: MutableMapping[str, str]) -> Page:
    """The page of a proposal; figures that are shown for the first time are given an id.

    Raises ProposalError for a fault of a template or of a reference, FormulaError for one of the formulas.
    """
    product = make(proposal, templates)
    document = product.document
    body = to_body(document, _in_blocks)
    for one in printed_in(body.text, document.printed):
        ids.setdefault(one.name, f"f{len(ids)}")
    text, _ = opened(body.text, document.printed, ids)
    contents = (f'<li class="{"top" if level == "2" else "below"}"><a href="#{anchor}">{plain(name)}</a></li>'
                for level, anchor, name in body.contents if level != "1")  # fmt: skip
    blocks = dict(_told_apart(one.strip() for one in text.split(END)))
    return Page(product, "".join(contents), blocks, digest_of(proposal.files))


def difference(before: Page, after: Page) -> dict[str, Any]:
    """The limits of both, and how many of the figures that the document shows are others."""
    every = before.shown.keys() | after.shown.keys()
    moved = sum(before.shown.get(name) != after.shown.get(name) for name in every) if before is not after else 0
    limits = [
        {"name": one.name, "title": one.title, "before": one.texts[0], "after": one.texts[1],
         "by": one.by if one.old and one.old != one.new else ""}
        for one in limits_between(before.product, after.product, before.product.sheet)
    ]  # fmt: skip
    return {"limits": limits, "moved": moved, "of": len(every)}


def digest_of(files: Mapping[str, str]) -> str:
    """What tells the texts of some files from others."""
    return digest("\0".join(part for name in sorted(files) for part in (name, files[name])).encode())


def derivation_of(page: Page, name: str, ids: MutableMapping[str, str]) -> str:
    """The HTML of the derivation of a figure, with those that it leads to by their ids."""
    product = page.product
    node = down(product.sheet[name], stands(product.proposal), 1)
    for one in (node, *node.below):
        ids.setdefault(one.figure.name, f"f{len(ids)}")
    _, env = begun(product.document, product.proposal, product.sheet)
    return render_template(env, "derivations.html.j2", {"derivations": [derivation(node, ids)]})


def _in_blocks(root: Element) -> None:
    for_screen(root)
    for block in root:
        block.tail = END


def _told_apart(blocks: Iterator[str]) -> Iterator[tuple[str, str]]:
    """Each block by its id; of several that are the same, the later ones are counted."""
    seen: dict[str, int] = {}
    for block in filter(None, blocks):
        id_ = digest(block.encode())[:SHORT]
        seen[id_] = seen.get(id_, 0) + 1
        yield f"{id_}.{seen[id_]}", block
