"""From the sheet to the Markdown, and the record of what was printed where.

In: a proposal, its sheet, the section templates in the order of their file names. Out: a `Document`: its text, the text
with the marks that tell figures and names apart, and what was printed, in order. A template shows figures and cannot
count.
"""

import html
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache, partial
from pathlib import Path
from types import CodeType
from typing import Any, NamedTuple, cast

import jinja2
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream
from jinja2.sandbox import ImmutableSandboxedEnvironment

from generator.document import compiled
from generator.document.appendices import letter
from generator.document.charts import Bar, Chart, Row
from generator.document.marks import CLOSE, Marks, Numbers, Position, Printed, Symbols, Written, plain, printed_in
from generator.document.mistakes import Unknown, refused
from generator.document.names import everything
from generator.document.strays import APPENDIX, SECTION, becomes_nothing
from generator.document.templates import INSTALLED, State, Templates
from generator.document.view import Known, View, named, works_of
from generator.errors import Fault, ProposalError, did_you_mean
from generator.figures.derivation import shown
from generator.figures.figure import Figure, Sheet
from generator.figures.ranges import BOUNDED, SEARCHED
from generator.inputs import Proposal
from generator.inputs.ordinary import REFERENCE
from generator.inputs.own_words import OURS_ALONE, OwnWords

WAYS: Mapping[str, Mapping[str, Any]] = {
    "exact": {"compact": False},
    "compact": {"compact": True},
    "span": {"end": "span"},
    "low": {"end": "low"},
    "high": {"end": "high"},
    "signed": {"signed": True},
    "asked": {"up": True},
}
"""The filters that say how a figure is written, and what each sets; several may follow one another."""

SHOWN, ASKED = (Figure, Written), {"varies", "may_be", "can_be", "likely", "may_be_higher", "at_low_end"}
"""What a template shows, and what it may ask of it, which answers yes or no."""
RECORDS = {View, Known, Chart, Row, Bar}
"""What answers a template with nothing but views, figures and words."""


class Spot(NamedTuple):
    """Where a figure is printed: the section, the heading closest above it, the line of the Markdown, and its text."""

    section: str
    heading: str
    line: int
    text: str


class Document(NamedTuple):
    """The Markdown, the same with marks, its charts with marks, what was printed by the number in each mark."""

    name: str
    text: str
    marked: str
    charts: Mapping[str, str]
    printed: tuple[Printed, ...]
    templates: Templates = INSTALLED
    """What it was made with, and its pages are."""

    def in_order(self) -> list[Printed]:
        """What stands in the text, in order; a thing that was rendered but is not in it is left out."""
        return printed_in(self.marked, self.printed)

    def pictures(self) -> dict[str, str]:
        """The text of each chart's file, by its path beside the Markdown."""
        return {f"{self.name}/{name}.svg": plain(marked) for name, marked in self.charts.items()}

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


class _InOwnWords(Extension):
    """Reads the words of a template as the proposal calls what they name; what a template shows stays as it is."""

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        """The tokens of a template, its text in the words of the environment."""
        own = cast(OwnWords, self.environment.globals["own"])
        for token in stream:
            yield Token(token.lineno, token.type, own.say(token.value)) if token.type == "data" else token


class _Loader(jinja2.FileSystemLoader):
    """Templates whose code every document runs anew, and none reads again."""

    def __init__(self, folders: Sequence[Path], words: str) -> None:
        super().__init__(folders)
        self.words, self.kept, self.codes = words, compiled.folder(), dict[object, CodeType]()

    def load(self, environment: jinja2.Environment, name: str, globals: Any = None) -> jinja2.Template:  # noqa: ARG002
        """A template of an environment of its own, of the code that all of its kind share."""
        key = name, type(environment)
        if key not in self.codes:
            source, file, _ = self.get_source(environment, name)
            self.codes[key] = compiled.code_of(environment, source, name, file, self.words, self.kept)
        return environment.template_class.from_code(environment, self.codes[key], environment.globals)


@lru_cache(maxsize=8)
def _loader(folders: Sequence[Path], _: State, words: str) -> _Loader:
    """The templates of folders in one state, in the words of a proposal."""
    return _Loader(folders, words)


def sandbox(
    templates: Templates,
    kind: type[jinja2.Environment] = ImmutableSandboxedEnvironment,
    own: OwnWords = OURS_ALONE,
    **ways: Any,
) -> jinja2.Environment:
    """Jinja for these templates, compiled once in these words: undefined names fail."""
    loader = _loader(templates.folders, templates.state, str(own.forms or ""))
    env = kind(loader=loader, undefined=Unknown, trim_blocks=True, **ways)
    if own.forms:
        env.globals["own"] = own
        env.add_extension(_InOwnWords)
    return env


class _Showing(ImmutableSandboxedEnvironment):
    """Jinja's sandbox, in which of a figure no more can be asked than whether it has a range."""

    def getattr(self, obj: Any, attribute: str) -> Any:
        """What an expression of a template reads; of our own records any name that is theirs, asked no further."""
        if type(obj) not in RECORDS or attribute.startswith("_"):
            return super().getattr(obj, attribute)
        try:
            return getattr(obj, attribute)
        except AttributeError:
            return self.undefined(obj=obj, name=attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """The same, as the filters read it that take the name of an attribute."""
        named = type(obj) in RECORDS and isinstance(argument, str)
        return self.getattr(obj, argument) if named else super().getitem(obj, argument)

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Whether a template may read an attribute: of a figure it would get a number to calculate with."""
        return attr in ASKED if isinstance(obj, SHOWN) else super().is_safe_attribute(obj, attr, value)


def environment(marks: Marks, templates: Templates) -> jinja2.Environment:
    """Jinja for showing figures: undefined names fail, raw numbers fail, and what is shown is remembered."""
    own = marks.proposal.inputs.own
    env = sandbox(templates, _Showing, own, finalize=marks.show, lstrip_blocks=True, keep_trailing_newline=True)
    env.filters.update(
        symbols=Symbols,
        numbers=Numbers,
        **{name: partial(_written, **way) for name, way in WAYS.items()},
        beside=lambda shown, other: _written(shown, beside=other),
        result=lambda figure: Written(figure, shown(figure).result),
        counted=lambda shown, words: _written(shown, words=words),
        is_one=lambda shown: _written(shown, compact=True).text() == "1",
        is_nothing=lambda shown: _written(shown, compact=True).text() in ("0", "0%"),
        address=marks.address,
        file=marks.file,
        works=works_of(marks.proposal.inputs, marks.sheet),
    )
    env.globals["numbered"] = marks.numbered
    return env


def _written(shown: Figure | Written, **way: Any) -> Written:
    """A figure, or one that filters before this one have been given, with another way to write it."""
    style = {key: way.pop(key) for key in ("compact", "up") if key in way}
    written = shown if isinstance(shown, Written) else Written(shown)
    return written._replace(**way, style=written.style._replace(**style))


def render(proposal: Proposal, sheet: Sheet, templates: Templates = INSTALLED) -> Document:
    """The document. Raises ProposalError for a fault of a template, with its line, or of a reference in free text."""
    check_references(proposal, sheet)
    if strays := becomes_nothing(templates):
        raise ProposalError(strays)
    marks = Marks(proposal, sheet)
    env = environment(marks, templates)
    names = everything(proposal, sheet)
    env.globals.update(names)  # so that what templates import sees them, read once a document
    sections = _sections(env, templates, marks.printed)
    ranged = [one.figure for one in marks.printed if one.figure is not None and one.end != "likely"]
    found = {figure.how for figure in ranged if figure.varies}
    env.globals["ranges"] = {how: how in found for how in (BOUNDED, SEARCHED)}
    letters = ((letter(index).upper(), file) for index, file in enumerate(templates.names(APPENDIX)))
    sections += [render_template(env, file, {"appendix": called}) for called, file in letters]
    marked = re.sub(r"\n{3,}", "\n\n", "\n".join(sections)).strip() + "\n"
    pictures = env.overlay(finalize=Marks(proposal, sheet, marks.printed, html.escape).show)
    marked_charts = {
        name: render_template(pictures, chart.template, {"chart": chart})
        for name, chart in names["charts"].items()
        if f"/{name}.svg{CLOSE}" in marked
    }
    return Document(proposal.name, plain(marked), marked, marked_charts, tuple(marks.printed), templates)


def _sections(env: jinja2.Environment, templates: Templates, printed: list[Printed]) -> list[str]:
    """The sections that say something, numbered in the order of their files' names, as far as they show a number."""
    sections, number = list[str](), 1
    for file in templates.names(SECTION):
        text = render_template(env, file, {"section": Position("section", number)})
        number += any(one.kind == "position" and one.name == "section" for one in printed_in(text, printed))
        sections += [text] if text.strip() else []
    return sections


def render_template(env: jinja2.Environment, name: str, names: dict[str, Any]) -> str:
    """The text of one template. Raises ProposalError with the template's line."""
    try:
        return env.get_template(name).render(names)
    except (jinja2.TemplateError, TypeError, LookupError) as error:
        raise refused(error, name, env, names) from error


def check_references(proposal: Proposal, sheet: Sheet) -> None:
    """Raises ProposalError for every [[name]] of the inputs' free texts that names nothing."""
    faults = []
    for path, text, place in proposal.texts():
        for name in REFERENCE.findall(text):
            found = named(proposal, sheet, name, path)
            if isinstance(found, Figure) and found.unit.logical:
                faults.append(Fault(place, f"[[{name}]] is a yes/no, which no text shows", "name a number"))
            elif found is None:
                known = {*sheet, *(f"models.{model}" for model in proposal.inputs.models)}
                known |= {figure.removeprefix(f"{path}.") for figure in sheet if figure.startswith(f"{path}.")}
                faults.append(Fault(place, f"[[{name}]] names no figure", did_you_mean(name, known)))
    if faults:
        raise ProposalError(faults)
