"""Where all that the hand-written original says stands in the document: `python -m tests.original`.

In: the frozen ledger of its numerals, the list of its claims, and the document of the same inputs. Out: a line for each
numeral and each claim, with the section and the line where it stands now, or why it does not.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from generator.document.render import Document, render
from generator.figures.figure import Sheet
from generator.figures.sheet import calculate
from generator.inputs import load
from generator.review.ledger import FIGURE, Entry, load_ledger

SEED = Path(__file__).parent / "proposals" / "seed"
CLAIMS = Path(__file__).parent / "data" / "original-claims.yaml"


class Stands(NamedTuple):
    """A numeral or claim of the original, and where it stands: the section and line, or nothing and why."""

    what: str
    section: str
    line: int
    why: str = ""

    def __str__(self) -> str:
        where = f"{self.section}, line {self.line}" if self.line else "does not stand in the document"
        return f"{self.what}: {where}{f' ({self.why})' if self.why else ''}"


def numerals_now(document: Document, sheet: Sheet, entries: tuple[Entry, ...]) -> Iterator[Stands]:
    """Where the figure of each numeral of the original is printed first, by its name or as a total of nothing else."""
    spots = document.spots()
    for name in tuple(spots):
        below = list(sheet[name].inputs())
        if [one.value for one in below] == [sheet[name].value]:
            spots.setdefault(below[0].name, spots[name])
    for one in entries:
        if one.claim == FIGURE:
            found = next((spots[name][0] for name in one.what if name in spots), None)
            what, why = f"line {one.line}, {one.text}, {' and '.join(one.what)}", ", ".join(one.causes)
            yield Stands(what, found.section, found.line, why) if found else Stands(what, "", 0, why)


def claims_now(document: Document, claims: list[Mapping[str, Any]]) -> Iterator[Stands]:
    """Where the words that carry each claim stand in the section that is named."""
    sections = in_sections(document.text)
    for one in claims:
        lines = sections.get(one.get("section", ""), [])
        number = next((number for number, line in lines if one.get("says", "") in line), 0)
        yield Stands(one["claim"], one.get("section", ""), number, one.get("mended") or one.get("dropped") or "")


def in_sections(text: str) -> dict[str, list[tuple[int, str]]]:
    """The numbered lines of a Markdown text under the title of their section, without the section's number."""
    found: dict[str, list[tuple[int, str]]] = {}
    section = ""
    for number, line in enumerate(text.split("\n"), 1):
        if line.startswith("## "):
            section = line.removeprefix("## ").partition(". ")[2]
        found.setdefault(section, []).append((number, line))
    return found


def everything() -> tuple[list[Stands], list[Stands]]:
    """The numerals of the original, and its claims, where they stand now."""
    proposal = load(SEED)
    sheet = calculate(proposal)
    document = render(proposal, sheet)
    claims = yaml.safe_load(CLAIMS.read_text(encoding="utf-8"))
    return [*numerals_now(document, sheet, load_ledger(SEED / "original.yaml").entries)], [
        *claims_now(document, claims)
    ]


if __name__ == "__main__":
    for title, found in zip(("Numerals", "Claims"), everything(), strict=True):
        print(f"{title}:", *found, sep="\n  ")
