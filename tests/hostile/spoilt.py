"""Proposals with a text in every place that takes one; and what a reader of Markdown or HTML makes of them.

In: a proposal's folder and a text. Out: the proposal with the text wherever it may stand, and the faults elsewhere; the
skeleton and the words of HTML.
"""

import copy
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import cmarkgfm
from markdown_it import MarkdownIt

from generator.errors import Fault, ProposalError
from generator.inputs import Proposal
from generator.inputs.load import validated
from generator.inputs.located_yaml import YamlPath
from generator.inputs.raw import Raw, read
from generator.inputs.reading import nearest
from generator.inputs.records import walk
from generator.inputs.texts import Name, Text
from tests.conftest import ROOT

PROPOSALS = ROOT / "tests" / "proposals"
OTHERS = ("foreign", "full", "two-continents", "units", "regions", "pilot", "support-chat", "two-vendors")
FOLDERS = {"cerebras": PROPOSALS / "seed", **{name: PROPOSALS / name for name in OTHERS}}
BENIGN = "Qwordq"
WHERE = "where"
"""The one field that may become a link; it is tested apart."""


@dataclass(frozen=True)
class Spoilt:
    """A proposal with texts put in, those that stand in it by their paths, and what was refused of it."""

    proposal: Proposal
    texts: Mapping[YamlPath, str]
    refused: tuple[Fault, ...]


@cache
def plain(folder: Path) -> Raw:
    """The plain values of a proposal."""
    return read(folder, {})


@cache
def text_paths(folder: Path) -> frozenset[YamlPath]:
    """Where the records of a proposal hold a name or a free text."""
    found = (step[:2] for step in walk(validated(plain(folder)).inputs, (), None))
    sources = {
        (*path, "source", key)
        for path, node in ((step[0], step[1]) for step in walk(validated(plain(folder)).inputs, (), None))
        for key in ("measured", "vendor", "stated", "assumed")
        if getattr(getattr(node, "source", None), key, None)
    }
    return frozenset({path for path, value in found if isinstance(value, Name | Text)} | sources)


def spoil(folder: Path, texts: Mapping[YamlPath, str], refused: tuple[Fault, ...] = ()) -> Spoilt:
    """The proposal with each text at its path, where that takes it; labels are compared once the records are sound."""
    try:
        return Spoilt(validated(with_texts(plain(folder), texts)), texts, refused)
    except ProposalError as error:
        lines = {(fault.place.file, fault.place.line) for fault in error.faults}
        kept = {path: text for path, text in texts.items() if line_of(folder, path) not in lines}
        if len(kept) == len(texts):
            raise
        return spoil(folder, kept, (*refused, *error.faults))


def line_of(folder: Path, path: YamlPath) -> tuple[str, int]:
    """The file and the line on which a value stands."""
    place = nearest(plain(folder).places, path)
    return place.file, place.line


def with_texts(raw: Raw, texts: Mapping[YamlPath, str]) -> Raw:
    """The plain values with other texts at some paths."""
    values: dict[str, Any] = copy.deepcopy(dict(raw.values))
    for path, text in texts.items():
        node: Any = values
        for part in path[:-1]:
            node = node[part]
        last: Any = path[-1]
        if isinstance(node, dict | list):
            node[last] = text
    stated = [model["availability"] for model in values["models"].values() if "availability" in model]
    for fact in (*values["proposal"].get("vendor_facts", {}).values(), *stated):
        fact["reference"] = values["proposal"]["references"][-1]["label"]  # it names one, whatever that is called now
    return Raw(raw.name, values, raw.places)


READERS: Mapping[str, Any] = {
    "markdown-it": lambda text: MarkdownIt("gfm-like", {"linkify": False}).render(text),
    "cmark-gfm": cmarkgfm.github_flavored_markdown_to_html,
}
"""Two readers of GitHub's Markdown, the second its own; the one that the print is made with reads the page."""


NO_STRUCTURE = {"span", "colgroup", "col"}
"""What says no more than how words and columns are set."""

DIGEST = re.compile(r"\bfigures [0-9a-f]{12}\b")
"""What the foot of a page says of its figures, and so of its Markdown."""


class _Read(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.shape: list[str] = []
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in NO_STRUCTURE:
            return
        told = (
            f"{k}={v}"
            for k, v in attrs
            if k not in {"id", "data-anchor", "class", "alt"} and not str(v).startswith("#")
        )
        self.shape.append(f"<{tag} {' '.join(one for one in told if not one.startswith('content='))}>")

    def handle_endtag(self, tag: str) -> None:
        self.shape += [] if tag in NO_STRUCTURE else [f"</{tag}>"]

    def handle_comment(self, data: str) -> None:
        self.shape.append(f"<!--{data}-->")

    def handle_data(self, data: str) -> None:
        self.words.append(data)


@dataclass(frozen=True)
class Seen:
    """What a reader makes of HTML: its tags, with what they fetch or run, without spans; and its words."""

    shape: list[str]
    words: str


def seen(html: str) -> Seen:
    """What stands in an HTML text."""
    reader = _Read()
    reader.feed(html)
    reader.close()
    return Seen(reader.shape, " ".join(DIGEST.sub("", "".join(reader.words)).split()))
