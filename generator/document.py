"""From the sheet to the Markdown, and the record of what was printed where.

In: a proposal, its sheet, the section templates in the order of their file names. Out: a `Document`: its text, the text
with the marks that tell figures and names apart, and what was printed, in order. A template shows figures and cannot
count.
"""

import re
import traceback
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import jinja2
from jinja2.sandbox import ImmutableSandboxedEnvironment

from generator.cache import cache_folder
from generator.errors import Fault, Place, ProposalError, did_you_mean
from generator.figures import Figure, Number, Sheet
from generator.inputs import Proposal
from generator.inputs.quantities import REFERENCE, Name
from generator.units import COMPACT, EXACT, write
from generator.views import Prose, named, views

TEMPLATES = Path(__file__).parent.parent / "templates"
OPEN, MIDDLE, CLOSE = "\ue000", "\ue001", "\ue002"
"""Private characters around each printed thing: OPEN, its position in the record, MIDDLE, its text, CLOSE."""

DIGITS = {ord(str(digit)): chr(0xE010 + digit) for digit in range(10)}
MARK = re.compile(f"{OPEN}([\ue010-\ue019]+){MIDDLE}(.*?){CLOSE}", re.DOTALL)
SPECIAL = re.compile(r"[\\`*_\[\]#&<>|~$]|(?<=[a-z]):(?=//)|(?<=\bwww)\.", re.IGNORECASE)
"""What Markdown takes for more than text, or GitHub for a link or mathematics."""
AT_BEGINNING = re.compile(r"[-+=:](?!\w)|\d{1,9}[.)](?!\S)", re.ASCII)
"""What begins a list, or makes a heading or a table of the line before."""
ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "|": "&vert;"} | {one: f"&#{ord(one)};" for one in "~$-+=:.)"}


@dataclass(frozen=True)
class Printed:
    """One thing that a template printed: what kind it is, which one, its text, and for a figure which of its values."""

    kind: str
    name: str
    text: str
    figure: Figure | None = None
    end: str = ""


@dataclass(frozen=True)
class Spot:
    """Where a figure is printed: the section, the heading closest above it, the line of the Markdown, and its text."""

    section: str
    heading: str
    line: int
    text: str


@dataclass(frozen=True)
class Document:
    """The Markdown, the same with marks, and what was printed by the number in each mark."""

    name: str
    text: str
    marked: str
    printed: tuple[Printed, ...]

    def in_order(self) -> list[Printed]:
        """What stands in the text, in order; a thing that was rendered but is not in it is left out."""
        return printed_in(self.marked, self.printed)

    def spots(self) -> dict[str, list[Spot]]:
        """Where each figure is printed, by its name, in the order of the text."""
        found: dict[str, list[Spot]] = {}
        section = heading = ""
        for number, (line, marked) in enumerate(zip(self.text.split("\n"), self.marked.split("\n"), strict=True), 1):
            if line.startswith("#"):
                heading = line.lstrip("# ")
                section = heading if line.startswith(("# ", "## ")) else section
            for one in printed_in(marked, self.printed):
                if one.kind == "figure":
                    found.setdefault(one.name, []).append(Spot(section, heading, number, one.text))
        return found


@dataclass(frozen=True)
class Written:
    """A figure with the way to write it, as a filter leaves it."""

    figure: Figure
    style: str = EXACT
    end: str = "likely"

    def text(self) -> str:
        """The figure's text; `~` where it is not the exact value; a span where both ends are asked for and differ."""
        values: dict[str, Number] = {"likely": self.figure.value, "low": self.figure.low, "high": self.figure.high}
        if self.end != "span":
            return write(values[self.end], self.figure.unit, self.style)
        low, high = (write(values[end], self.figure.unit, self.style) for end in ("low", "high"))
        return low if low == high else span(low, high)


def span(low: str, high: str) -> str:
    """Two written numbers as one: ~26.4M and ~39.0M are ~26.4M–39.0M."""
    about = "~" if "~" in low + high else ""
    return f"{about}{low.lstrip('~')}–{high.lstrip('~')}"


@dataclass(frozen=True)
class Position:
    """A number that only counts where something stands, such as a section's."""

    what: str
    number: int


@dataclass(frozen=True)
class PageOf:
    """The page of a heading: known to the printer alone, so that it is shown as nothing and recomputed in the audit."""

    anchor: str


def escape(text: str) -> str:
    """Text as Markdown that GitHub and python-markdown read as that text."""
    return SPECIAL.sub(lambda match: ENTITIES.get(match[0], f"\\{match[0]}"), text)


def escape_line(text: str) -> str:
    """The same, for text that may begin a line."""
    begins = AT_BEGINNING.match(text)
    end = begins.end() if begins else 0
    return f"{text[: end - 1]}{ENTITIES[text[end - 1]]}{escape(text[end:])}" if begins else escape(text)


@dataclass(frozen=True)
class Printer:
    """Turns what a template shows into marked text, and remembers it."""

    proposal: Proposal
    sheet: Sheet
    printed: list[Printed] = field(default_factory=list)
    escape: Callable[[str], str] = escape_line

    def show(self, value: Any) -> str:
        """The text of anything that stands in `{{ }}`. Raises TypeError for a raw number and for nothing."""
        if isinstance(value, Figure | Written):
            return self._figure(value if isinstance(value, Written) else Written(value))
        if isinstance(value, Name):
            return self._mark(Printed("name", value, value), self.escape(value))
        if isinstance(value, Prose):
            return self._prose(value)
        if isinstance(value, Position):
            return self._mark(Printed("position", value.what, str(value.number)))
        if isinstance(value, PageOf):
            return self._mark(Printed("page", value.anchor, ""))
        if isinstance(value, date):
            return self._mark(Printed("stamp", "date", value.isoformat()))
        if isinstance(value, str | jinja2.Undefined):
            return str(value)
        raise TypeError(f"only figures and words can be shown, not {value!r}")

    def address(self, name: Name) -> str:
        """Where a reference is found: a link, or a path set as code."""
        plain = re.search(r"[`\\&<]", name) or (name.startswith("http") and re.search(r"[>\s]", name))
        shape = "{}" if plain else "<{}>" if re.match(r"https?://", name) else "`{}`"
        return self._mark(Printed("name", name, name), escape(name) if plain else shape.format(name))

    def _figure(self, written: Written) -> str:
        if written.figure.unit.logical:
            raise TypeError(f"{written.figure.name} is a yes/no: ask it, do not show it")
        return self._mark(Printed("figure", written.figure.name, written.text(), written.figure, written.end))

    def _prose(self, prose: Prose) -> str:
        parts = REFERENCE.split(prose.text)
        for index in range(1, len(parts), 2):
            found = named(self.proposal, self.sheet, parts[index], prose.path)
            if found is None:
                raise LookupError(prose.path)
            parts[index] = self.show(Written(found, EXACT, "span") if isinstance(found, Figure) else found)
        shown = [part if index % 2 else self.escape(part) for index, part in enumerate(parts)]
        if not parts[0] and len(parts) > 1 and parts[2][:1] in {".", ")"}:
            shown[2] = f"&#{ord(parts[2][0])};{shown[2][1:]}"  # a number at the beginning of a line would begin a list
        return "".join(shown)

    def _mark(self, printed: Printed, text: str = "") -> str:
        self.printed.append(printed)
        return f"{OPEN}{str(len(self.printed) - 1).translate(DIGITS)}{MIDDLE}{text or printed.text}{CLOSE}"


def printed_in(marked: str, printed: tuple[Printed, ...] | list[Printed]) -> list[Printed]:
    """What stands between marks, in the order of the marked text."""
    return [printed[_number(match[1])] for match in MARK.finditer(marked)]


def _number(digits: str) -> int:
    return int("".join(chr(ord(digit) - 0xE010 + ord("0")) for digit in digits))


def unmark(marked: str, replace: Callable[[Printed, str], str], printed: tuple[Printed, ...] | list[Printed]) -> str:
    """The marked text with each mark replaced by what `replace` makes of the thing and its text."""
    return MARK.sub(lambda match: replace(printed[_number(match[1])], match[2]), marked)


class _Kept(jinja2.FileSystemBytecodeCache):
    """Compiled templates; on a full disk they are not kept."""

    def dump_bytecode(self, bucket: jinja2.bccache.Bucket) -> None:
        with suppress(OSError):
            super().dump_bytecode(bucket)


def _compiled() -> jinja2.BytecodeCache | None:
    """Where compiled templates are kept; nowhere, where no folder can be made."""
    try:
        return _Kept(str(cache_folder("templates")))
    except OSError:
        return None


def environment(printer: Printer, folder: Path) -> jinja2.Environment:
    """Jinja for showing figures: undefined names fail, raw numbers fail, and what is shown is remembered."""
    env = ImmutableSandboxedEnvironment(
        loader=jinja2.FileSystemLoader(folder),
        bytecode_cache=_compiled(),
        undefined=jinja2.StrictUndefined,
        finalize=printer.show,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    env.filters.update(
        compact=lambda figure: Written(figure, COMPACT),
        span=lambda figure: Written(figure, EXACT, "span"),
        high=lambda figure: Written(figure, EXACT, "high"),
        compact_span=lambda figure: Written(figure, COMPACT, "span"),
        compact_high=lambda figure: Written(figure, COMPACT, "high"),
        address=printer.address,
    )
    return env


def render(proposal: Proposal, sheet: Sheet, folder: Path = TEMPLATES) -> Document:
    """The document. Raises ProposalError for a fault of a template, with its line, or of a reference in free text."""
    check_references(proposal, sheet)
    printer = Printer(proposal, sheet)
    env = environment(printer, folder)
    names = views(proposal, sheet)
    sections: list[str] = []
    for path in sorted(folder.glob("[0-9]*.md.j2")):
        text = render_template(env, path.name, {**names, "section": Position("section", len(sections))})
        if text.strip():
            sections.append(text)
    marked = re.sub(r"\n{3,}", "\n\n", "\n".join(sections)).strip() + "\n"
    return Document(
        proposal.name, unmark(marked, lambda _, text: text, printer.printed), marked, tuple(printer.printed)
    )


def render_template(env: jinja2.Environment, name: str, names: dict[str, Any]) -> str:
    """The text of one template. Raises ProposalError with the template's line."""
    try:
        return env.get_template(name).render(names)
    except jinja2.TemplateSyntaxError as error:
        raise ProposalError([Fault(_template_place(str(error.filename), error.lineno), str(error.message))]) from None
    except (jinja2.TemplateError, TypeError, LookupError) as error:
        frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename.endswith(".j2")]
        place = _template_place(frames[-1].filename, frames[-1].lineno or 0) if frames else Place(name)
        hint = "a template shows figures and cannot calculate" if isinstance(error, TypeError) else ""
        raise ProposalError([Fault(place, str(error), hint)]) from error


def _template_place(file: str, line: int) -> Place:
    path = Path(file)
    lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    return Place(f"{path.parent.name}/{path.name}", line, 1, lines[line - 1] if 0 < line <= len(lines) else "")


def check_references(proposal: Proposal, sheet: Sheet) -> None:
    """Raises ProposalError for every [[name]] of the inputs' free texts that names nothing."""
    faults = []
    for path, text, place in proposal.texts():
        for name in REFERENCE.findall(text):
            if named(proposal, sheet, name, path) is None:
                known = {*sheet, *(f"models.{model}" for model in proposal.inputs.models)}
                known |= {figure.removeprefix(f"{path}.") for figure in sheet if figure.startswith(f"{path}.")}
                faults.append(Fault(place, f"[[{name}]] names no figure", did_you_mean(name, known)))
    if faults:
        raise ProposalError(faults)
