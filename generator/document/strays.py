"""What stands in a folder of templates and should not: a file that becomes nothing, a number that is typed.

In: templates. Out: faults, with the file or the line.
"""

import re
from collections.abc import Collection, Iterator
from fnmatch import fnmatchcase
from functools import lru_cache
from pathlib import Path

import jinja2
from jinja2 import nodes

from generator.document import charts
from generator.document.templates import State, Templates
from generator.errors import Fault, Place
from generator.numerals import numerals

SECTION, APPENDIX = "[0-9]*.md.j2", "appendix-*.md.j2"
"""How the files are called that become a section and an appendix."""
READ_BY_NAME = {
    "macros.md.j2", "findings.j2", "offered.j2", "reconciliation.md.j2",
    "layout.html.j2", "screen.html.j2", "derivations.html.j2",
    "preview.html.j2", "previews.html.j2",
}  # fmt: skip
UNSHOWN = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}|<[^<>]*>", re.DOTALL)
"""The parts of a template that are not text of the document: Jinja's own, and tags."""


def becomes_nothing(templates: Templates) -> list[Fault]:
    """Each file that looks like a template, but is no section or appendix and is named by no template or chart."""
    return list(_strays(templates, templates.state))


@lru_cache(maxsize=8)
def _strays(templates: Templates, _: State) -> tuple[Fault, ...]:
    """They are looked for once in each state of the folders: a thousand documents are made of the same."""
    read = (*READ_BY_NAME, SECTION, APPENDIX)
    names = dict.fromkeys(name for pattern in ("*.j2", "[0-9]*.*", "appendix*.*") for name in templates.names(pattern))
    strays = [name for name in names if Path(name).suffix in {".j2", ".md"}]
    strays = [name for name in strays if not any(fnmatchcase(name, one) for one in read)]
    texts = {name: templates.text(name) for name in templates.names("*.j2")}
    texts[""] = Path(charts.__file__).read_text(encoding="utf-8")  # names the template of each chart
    return tuple(
        Fault(Place(f"templates/{name}"), f"becomes no {_kind(name)}, so that nothing of it is shown", _rather(name))
        for name in strays
        if not any(f'"{name}"' in text or f"'{name}'" in text for other, text in texts.items() if other != name)
    )


def _kind(name: str) -> str:
    return "chart" if name.startswith("chart") else "section"


def _rather(name: str) -> str:
    """What to call it, or to do."""
    plain = name.split(".", maxsplit=1)[0]
    if _kind(name) == "chart":
        return "call it as the one in whose place it stands, or draw it in generator/document/charts.py"
    if plain.startswith("appendix"):
        return f"call it appendix-{plain.removeprefix('appendix').strip('-_') or 'x'}.md.j2"
    section = plain if plain[:1].isdigit() else f"85-{plain}"
    return f"call it {section}.md.j2 for a section, whose place its number says, or appendix-{plain}.md.j2"


def typed(templates: Templates, found: Collection[str]) -> list[Fault]:
    """Where a template types one of these numerals, in its text or within what it shows."""
    faults = []
    for name in templates.names("*.j2"):
        text = templates.text(name)
        lines, blank = text.split("\n"), UNSHOWN.sub(lambda unshown: " " + "\n" * unshown[0].count("\n"), text)
        every = {(one.line, one.text) for one in numerals(blank)}
        for line, numeral in sorted(every.union(_shown(text) if name.endswith(".md.j2") else ())):
            if numeral in found:
                column = lines[line - 1].find(numeral) + 1 or 1
                what, hint = f"the number {numeral} is typed", "show a figure instead; `proposal names` lists them"
                faults.append(Fault(Place(f"templates/{name}", line, column, lines[line - 1]), what, hint))
    return faults


def _shown(text: str) -> Iterator[tuple[int, str]]:
    """The numerals of texts between quotes that `{{ }}` shows."""
    for output in jinja2.Environment(autoescape=True).parse(text).find_all(nodes.Output):
        for one in output.find_all(nodes.Const):
            yield from ((one.lineno, numeral.text) for numeral in numerals(str(one.value)))
