"""What a template shows, as text that remembers what it is.

In: a figure, a name, a free text, in the way that a filter asks for. Out: its text between private marks, and a record
of what was printed, in order.
"""

import re
from calendar import month_name
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any, NamedTuple
from urllib.parse import quote

import jinja2

from generator.document.charts import Chart, Length
from generator.document.view import Prose, in_words, named
from generator.figures.derivation import numbers, symbols
from generator.figures.figure import Figure, Number, Sheet
from generator.figures.ranges import BOTH, BOUNDED, SEARCHED
from generator.inputs import Proposal
from generator.inputs.ordinary import REFERENCE, typed
from generator.inputs.texts import Name, Text
from generator.units import COMPACT, EXACT, Style, counted, power, span, write

OPEN, MIDDLE, CLOSE = "\ue000", "\ue001", "\ue002"
"""Private characters around each printed thing: OPEN, its position in the record, MIDDLE, its text, CLOSE."""

DIGITS = {ord(str(digit)): chr(0xE010 + digit) for digit in range(10)}
PLAIN = {ord(private): digit for digit, private in DIGITS.items()}
MARK = re.compile(f"{OPEN}([\ue010-\ue019]+){MIDDLE}(.*?){CLOSE}", re.DOTALL)
SPECIAL = re.compile(r"[\\`*_\[\]#&<>|~$]|(?<=[a-z]):(?=//)|(?<=\bwww)\.", re.IGNORECASE)
"""What Markdown takes for more than text, or GitHub for a link or mathematics."""
AT_BEGINNING = re.compile(r"[-+=:](?!\w)|\d{1,9}[.)](?!\S)", re.ASCII)
"""What begins a list, or makes a heading or a table of the line before."""
ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "|": "&vert;"} | {one: f"&#{ord(one)};" for one in "~$-+=:.)"}


class Printed(NamedTuple):
    """One thing that a template printed: what kind it is, which one, its text.

    For a figure also which of its values, and whether it is asked for.
    """

    kind: str
    name: str
    text: str
    figure: Figure | None = None
    end: str = ""
    asked: bool = False


class Written(NamedTuple):
    """A figure with the way to write it, and the words for what it counts, as filters leave it.

    No text marks what is rounded: the document says once how its figures are.
    """

    figure: Figure
    style: Style = EXACT
    end: str = "likely"
    words: str = ""
    beside: Figure | None = None
    signed: bool = False
    within: bool = False

    def __str__(self) -> str:
        raise TypeError("what is written of a figure is shown as it is, and is no text to be changed")

    def text(self) -> str:
        """The figure's text; a span where both ends are asked for and differ."""
        if self.end != "span":
            value = self.figure.end(self.end)
            beside = None if self.beside is None else Fraction(self.beside.value)
            text = self._written(value, beside)
            return f"+{text}" if self.signed and value > 0 else text
        ends = [Fraction(self.figure.end(end)) for end in BOTH]
        common = None if self.figure.unit.percent or not self.style.compact else max(power(one) for one in ends)
        return span(*(self._written(one, other, common) for one, other in (ends, ends[::-1])))

    @property
    def asked(self) -> bool:
        """Whether it is asked for, and so is never written below what it is; not as a number within a formula."""
        return (self.style.up or self.figure.asked) and not self.within

    def before(self) -> str:
        """What stands before an end of a range that is not certain to be reached, or not to be passed."""
        if self.end == "likely" or not self.figure.varies:
            return ""
        return {(BOUNDED, "span"): "within ", (BOUNDED, "high"): "at most "}.get(
            (self.figure.how, self.end), "at least " if self.figure.how == SEARCHED else ""
        )

    def _written(self, value: Number, beside: Fraction | None, common: int | None = None) -> str:
        style = Style(self.style.compact, bool(self.figure.origin), self.asked, self.style.more, common)
        return write(value, self.figure.unit, style, beside).lstrip("~")


class Position(NamedTuple):
    """A number that only counts where something stands, such as a section's."""

    what: str
    number: int


class Symbols(NamedTuple):
    """A figure's formula in the names of its parameters."""

    figure: Figure


class Numbers(NamedTuple):
    """A figure's formula with the numbers put in."""

    figure: Figure


def escape(text: str) -> str:
    """Text as Markdown that GitHub and python-markdown read as that text."""
    return SPECIAL.sub(lambda match: ENTITIES.get(match[0], f"\\{match[0]}"), text)


def escape_line(text: str) -> str:
    """The same, for text that may begin a line."""
    begins = AT_BEGINNING.match(text)
    end = begins.end() if begins else 0
    return f"{text[: end - 1]}{ENTITIES[text[end - 1]]}{escape(text[end:])}" if begins else escape(text)


@dataclass(frozen=True)
class Marks:
    """Turns what a template shows into marked text, and remembers it."""

    proposal: Proposal
    sheet: Sheet
    printed: list[Printed] = field(default_factory=list)
    escape: Callable[[str], str] = escape_line

    def show(self, value: Any) -> str:
        """The text of anything that stands in `{{ }}`. Raises TypeError for a raw number and for nothing."""
        if type(value) is str:
            return value
        if isinstance(value, Written):
            return self._figure(value)
        if isinstance(value, Figure):
            return self._figure(Written(value))
        if isinstance(value, Name):
            return self._mark(Printed("name", value, value), self.escape(value))
        if isinstance(value, Prose):
            return self._prose(value)
        if isinstance(value, Symbols):
            own = self.proposal.inputs.words_at(value.figure.name)
            text = own.say(in_words(symbols(value.figure)))
            return self._mark(Printed("name", f"the formula of {value.figure.name}", text), self.escape(text))
        if isinstance(value, Numbers):
            return numbers(value.figure, self._number)
        if isinstance(value, Position):
            return self._mark(Printed("position", value.what, str(value.number)))
        if isinstance(value, date):
            return self._mark(Printed("stamp", "date", day(value, self.proposal.inputs.proposal.language)))
        if isinstance(value, (str, Length, jinja2.Undefined)):
            return str(value)
        raise TypeError(f"only figures and words can be shown, not {value!r}")

    def address(self, name: Name) -> str:
        """Where a reference is found: a link, or a path set as code. Raises TypeError for no name of the inputs."""
        if not isinstance(name, Name):
            raise TypeError(f"only a name of the inputs has an address, not {name!r}")
        plain = re.search(r"[`\\&<]", name) or (name.startswith("http") and re.search(r"[>\s]", name))
        shape = "{}" if plain else "<{}>" if re.match(r"https?://", name) else "`{}`"
        return self._mark(Printed("name", name, name), escape(name) if plain else shape.format(name))

    def file(self, one: Chart | Name) -> str:
        """Where a chart's picture, or a file of a name, stands beside the Markdown. Raises TypeError for others."""
        if isinstance(one, jinja2.Undefined):
            return str(one)  # which says what is called so nowhere
        if not isinstance(one, Chart | Name):
            raise TypeError(f"only a chart has a file, not {one!r}")
        path = quote(one if isinstance(one, Name) else f"{self.proposal.name}/{one.name}.svg")
        return self._mark(Printed("name", path, path))

    def numbered(self, what: str) -> Position:
        """The place of the next thing of its kind, such as a question, among those shown before."""
        return Position(what, 1 + sum(one.kind == "position" and one.name == what for one in self.printed))

    def _figure(self, written: Written) -> str:
        if not isinstance(written.figure, Figure):
            raise TypeError(f"{written.figure!r} is not a figure")
        if written.figure.unit.logical:
            raise TypeError(f"{written.figure.name} is a yes/no: ask it, do not show it")
        figure = written.figure
        text = written.text()
        marked = self._mark(Printed("figure", figure.name, text, figure, written.end, written.asked))
        return written.before() + marked + self._counted(text, written.words).removeprefix(text)

    def _counted(self, text: str, words: str) -> str:
        """A number and what it counts: in words of the inputs as they stand, in ours as the proposal calls them."""
        own = self.proposal.inputs.own
        one = getattr(words, "one", "")
        return counted(text, words, one) if isinstance(words, Name | Text) else own.counted(text, words)

    def _number(self, one: Figure | str, style: Style) -> str:
        """A figure within a formula, or a number that the formula itself holds."""
        if isinstance(one, Figure):
            return self._figure(Written(one, style, within=True))
        return self._mark(Printed("name", "a formula's own number", one))

    def _prose(self, prose: Prose) -> str:
        """A free text; what its references name, and its ordinary words with digits, are remembered as they stand."""
        text = prose.text
        held = [(match.start(), match.end(), match[1]) for match in REFERENCE.finditer(text)]
        held += [(one.start, one.end, "") for one in typed(text, self.proposal.inputs.models)]
        shown, at = "", 0
        for start, end, name in sorted(held):
            shown += self._between(text, at, start) + self._held(text[start:end], name, prose.path)
            at = end
        return shown + self._between(text, at, len(text))

    def _between(self, text: str, start: int, end: int) -> str:
        part = self.escape(f"a{text[start:end]}")[1:] if start else self.escape(text[:end])  # a line begins but once
        begins = REFERENCE.match(text)
        if begins and begins.end() == start and part[:1] in {".", ")"}:
            return f"&#{ord(part[0])};{part[1:]}"  # a number at the beginning of a line would begin a list
        return part

    def _held(self, word: str, name: str, path: str) -> str:
        if not name:
            return self._mark(Printed("name", word, word), self.escape(word))
        found = named(self.proposal, self.sheet, name, path)
        if found is None:
            raise LookupError(path)
        return self.show(Written(found, COMPACT, "span") if isinstance(found, Figure) else found)

    def _mark(self, printed: Printed, text: str = "") -> str:
        self.printed.append(printed)
        return f"{OPEN}{str(len(self.printed) - 1).translate(DIGITS)}{MIDDLE}{text or printed.text}{CLOSE}"


def day(value: date, language: str) -> str:
    """A day in words, in the order of the language's readers: November 27, 2026 in American English."""
    month = month_name[value.month]
    return f"{month} {value.day}, {value.year}" if language == "en-US" else f"{value.day} {month} {value.year}"


def printed_in(marked: str, printed: tuple[Printed, ...] | list[Printed]) -> list[Printed]:
    """What stands between marks, in the order of the marked text."""
    return [printed[_number(match[1])] for match in MARK.finditer(marked)]


def _number(digits: str) -> int:
    return int(digits.translate(PLAIN))


def unmark(marked: str, replace: Callable[[Printed, str], str], printed: tuple[Printed, ...] | list[Printed]) -> str:
    """The marked text with each mark replaced by what `replace` makes of the thing and its text."""
    return MARK.sub(lambda match: replace(printed[_number(match[1])], match[2]), marked)


def plain(marked: str) -> str:
    """The marked text without its marks."""
    return MARK.sub(r"\2", marked)
