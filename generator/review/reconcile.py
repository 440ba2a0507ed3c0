"""Whether a hand-written original agrees with the sheet, numeral by numeral.

In: a ledger (YAML; its own head says how it is written), which names the figure that each numeral of the original
claims to be, and the sheet. Out: a verdict on each entry, what is left to mend, and the verdicts as Markdown.

A stated number is held to its own printed precision: the computed value, rounded to its last digit that counts, must
read the same. That is the last printed digit, also before K, M, B, T and %: 5.8 is 5.75 to 5.85, 62% is 61.5% to 62.5%.
In a whole number after `~`, closing zeros do not count, but the first two digits do: ~25,000 is 24,500 to 25,500, ~500
is 495 to 505, ~10M is 9.5M to 10.5M. A range is judged at both ends; >99% is a bound.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any, NamedTuple

import jinja2
from jinja2.sandbox import ImmutableSandboxedEnvironment

from generator.document.marks import escape, escape_line, span
from generator.document.render import compiled, render_template
from generator.document.templates import INSTALLED, Templates
from generator.errors import Fault, Place, ProposalError, did_you_mean
from generator.figures.derivation import value
from generator.figures.figure import Sheet
from generator.inputs.located_yaml import Located, kind, parse
from generator.inputs.located_yaml import Path as YamlPath
from generator.inputs.quantities import one_line
from generator.reading import read_text
from generator.units import COMPACT, EXACT, SUFFIXES, Unit, half_up, write

LEDGER = "original.yaml"
"""The file of a proposal's folder that holds figures stated elsewhere, where there is one."""

AGREES, EXPLAINED, UNEXPLAINED, NEEDLESS = "agrees", "explained", "unexplained", "needless"
FIGURE, NO_COUNTERPART, POSITION, NAME = "figure", "no_counterpart", "position", "name"
CLAIMS = (FIGURE, NO_COUNTERPART, POSITION, NAME)
OUTCOMES = (UNEXPLAINED, NEEDLESS, EXPLAINED, AGREES, NO_COUNTERPART, POSITION, NAME)
Kinds = Mapping[str, tuple[type, ...]]
HEAD: Kinds = {"original": (str,), "names": (dict,), "causes": (dict,), "stated": (dict,)}
TEXTS = (str, list)
ENTRY: Kinds = dict.fromkeys(("text", "end", *CLAIMS), (str,)) | {"line": (Fraction,), FIGURE: TEXTS, "accepted": TEXTS}
PLAIN = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
PRINTED = re.compile(rf"([~<>]?)({PLAIN})(?:[-–]({PLAIN}))?([KMBT]?)(%?)", re.ASCII)
PERCENT = Unit("", "dimensionless", percent=True)


def reconciliation(sheet: Sheet, ledger: Path, templates: Templates = INSTALLED) -> tuple[str, list[Fault]]:
    """The text that holds the figures stated in a ledger against the sheet, and what it leaves unexplained.

    Raises ProposalError with every fault of the ledger.
    """
    read = load_ledger(ledger)
    verdicts = judge(read.entries, sheet)
    return to_markdown(verdicts, read.original, templates), findings(verdicts)


class Stated(NamedTuple):
    """A number as the original prints it: its value, the worth of its last digit that counts, and `<`, `>` or none."""

    value: Fraction
    place: Fraction
    bound: str

    def says(self, computed: Fraction) -> bool:
        """Whether the computed value, at the printed precision, is the stated one, or within the stated bound."""
        if self.bound:
            return computed > self.value if self.bound == ">" else computed < self.value
        return half_up(computed / self.place, 0) * self.place == self.value


class Entry(NamedTuple):
    """A numeral of the original: where it stands, its text, what it claims to be, and why it may differ."""

    place: Place
    section: str
    line: int
    text: str
    claim: str
    what: tuple[str, ...]
    end: str
    causes: tuple[str, ...]


class Ledger(NamedTuple):
    """The original's title, the words whose digits state nothing with what each is, and the entries in order."""

    original: str
    names: Mapping[str, str]
    entries: tuple[Entry, ...]


class Verdict(NamedTuple):
    """What an entry came to; `computed` and `difference` are written out, and empty where it claims no figure."""

    entry: Entry
    outcome: str
    computed: str = ""
    difference: str = ""


def stated(text: str) -> tuple[Stated, ...]:
    """The number, or the two ends of the range, that a text prints. Raises ValueError where it is neither."""
    parts = PRINTED.fullmatch(text)
    if parts is None:
        raise ValueError(f"{text!r} is no printed number, such as ~10.3M, >99% or 500-2,000")
    sign, first, last, suffix, percent = parts.groups(default="")
    factor = Fraction(1000 ** SUFFIXES.index(suffix), 100 if percent else 1)
    ends = [_end(digits.replace(",", ""), sign, factor) for digits in (first, last) if digits]
    if ends[0].value > ends[-1].value or (last and sign in {"<", ">"}):
        raise ValueError(f"{text!r} is no range from low to high")
    return tuple(ends)


def _end(digits: str, sign: str, factor: Fraction) -> Stated:
    whole, _, decimals = digits.partition(".")
    zeros = len(whole) - len(whole.rstrip("0")) if sign == "~" and not decimals else 0
    place = Fraction(10 ** max(0, min(zeros, len(whole) - 2)), 10 ** len(decimals))
    return Stated(Fraction(int(whole + decimals), 10 ** len(decimals)) * factor, place * factor, sign.strip("~"))


def load_ledger(path: str | Path) -> Ledger:
    """The ledger in a file. Raises ProposalError with every fault of it."""
    try:
        reader = _Reader(parse(read_text(Path(path)), str(path)))
    except FileNotFoundError:
        raise ProposalError([Fault(Place(str(path)), "there is no such file")]) from None
    ledger = reader.ledger()
    if ledger is None or reader.faults:
        raise ProposalError(reader.faults)
    return ledger


class _Reader:
    """Turns the values of a ledger's file into a ledger; collects faults on its way."""

    def __init__(self, located: Located) -> None:
        self.values: Mapping[str, Any] = located.values
        self.places = located.places
        self.faults: list[Fault] = []

    def fault(self, path: YamlPath, what: str, hint: str = "") -> None:
        self.faults.append(Fault(self.places[path], what, hint))

    def holds(self, values: Mapping[str, Any], path: YamlPath, kinds: Kinds, needed: Iterable[str] = ()) -> bool:
        """Whether a mapping has the keys it needs, none but those known, and a value of the right kind under each."""
        before = len(self.faults)
        for key in (key for key in needed if key not in values):
            self.fault(path, f"{key} is missing")
        for key, held in values.items():
            if key not in kinds:
                self.fault((*path, key), f"unknown key {key}", did_you_mean(key, kinds))
            elif why := next(filter(None, map(_unprintable, (key, held))), ""):
                self.fault((*path, key), why)
            elif not isinstance(held, kinds[key]):
                right = " or ".join(kind(one()) for one in kinds[key])
                self.fault((*path, key), f"{key}: expected {right}, found {kind(held)}")
        return len(self.faults) == before

    def ledger(self) -> Ledger | None:
        if not self.holds(self.values, (), HEAD, HEAD):
            return None
        for table, right in (("names", str), ("causes", str), ("stated", list)):
            self.holds(self.values[table], (table,), dict.fromkeys(self.values[table], (right,)))
        sections = {title: items for title, items in self.values["stated"].items() if isinstance(items, list)}
        items = [(title, index, item) for title in sections for index, item in enumerate(sections[title])]
        entries = tuple(entry for title, index, item in items for entry in self.entry(title, index, item))
        return Ledger(self.values["original"], self.values["names"], entries)

    def entry(self, title: str, index: int, item: Any) -> Iterator[Entry]:
        path = ("stated", title, index)
        if not isinstance(item, dict):
            self.fault(path, f"expected an entry, found {kind(item)}")
        elif self.holds(item, path, ENTRY, ("line", "text")):
            claim = next((claim for claim in CLAIMS if claim in item), "")
            what, accepted, causes = _many(item.get(claim)), _many(item.get("accepted")), self.values["causes"]
            for cause in (cause for cause in accepted if cause not in causes):
                self.fault((*path, "accepted"), f"unknown cause {cause}", did_you_mean(cause, causes))
            for wrong in _wrong(item, claim, what):
                self.fault(path, wrong)
            reasons = tuple(str(causes.get(cause)) for cause in accepted)
            place, end = self.places[(*path, claim) if claim else path], item.get("end", "likely")
            yield Entry(place, title, int(item["line"]), item["text"], claim, what, end, reasons)


def _many(value: Any) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, list) else () if value is None else (value,)


def _wrong(item: Mapping[str, Any], claim: str, what: Sequence[str]) -> Iterator[str]:
    """What does not hold between the keys of an entry."""
    if sum(key in CLAIMS for key in item) != 1:
        yield f"an entry has exactly one of {', '.join(CLAIMS)}"
    if item["line"].denominator != 1 or item["line"] < 1:
        yield "a line is a whole number from 1 on"
    if not re.fullmatch(r"[^\s|`]*\d[^\s|`]*", item["text"]):
        yield f"{item['text']!r} is no numeral"
    if claim != FIGURE and ("accepted" in item or "end" in item):
        yield "only a figure has an end, or differs for a cause"
    if claim == FIGURE:
        try:
            ends = len(stated(item["text"]))
        except ValueError as error:
            yield str(error)
            return
        if not 1 <= len(what) <= ends:
            yield "a number claims one figure; a range claims one, or one for each end"
        if "end" in item and (ends > 1 or item["end"] not in {"low", "high"}):
            yield "an end is low or high, and of a single number; a range claims both"


def judge(entries: Sequence[Entry], sheet: Sheet) -> tuple[Verdict, ...]:
    """A verdict on each entry. Raises ProposalError with every claim that the sheet cannot be asked."""
    faults = [fault for entry in entries if entry.claim == FIGURE for fault in _unanswered(entry, sheet)]
    if faults:
        raise ProposalError(faults)
    return tuple(_judged(entry, sheet) if entry.claim == FIGURE else Verdict(entry, entry.claim) for entry in entries)


def _unanswered(entry: Entry, sheet: Sheet) -> Iterator[Fault]:
    for name in entry.what:
        if name not in sheet:
            yield Fault(entry.place, f"unknown figure {name}", did_you_mean(name, sheet))
        elif sheet[name].unit.logical or sheet[name].unit.percent != entry.text.endswith("%"):
            yield Fault(entry.place, f"{entry.text} cannot be {name}, which is {value(sheet[name])}")


def _judged(entry: Entry, sheet: Sheet) -> Verdict:
    said, figures = stated(entry.text), [sheet[name] for name in entry.what]
    one = figures[0]
    single = one.end(entry.end)
    found = [figure.value for figure in figures] if len(figures) > 1 else [one.low, one.high]
    pairs = list(zip(said, map(Fraction, found if len(said) > 1 else [single]), strict=True))
    agree = all(number.says(computed) for number, computed in pairs)
    outcome = (NEEDLESS if entry.causes else AGREES) if agree else EXPLAINED if entry.causes else UNEXPLAINED
    style = COMPACT if re.search("[KMBT]", entry.text) else EXACT
    texts = [write(computed, one.unit, style) for _, computed in pairs]
    off = ", ".join(_off(number.value, computed) for number, computed in pairs)
    return Verdict(entry, outcome, span(*texts) if len(texts) > 1 else texts[0], off)


def _unprintable(text: object) -> str:
    """Why a text may not be printed; nothing where it may."""
    try:
        if isinstance(text, str):
            one_line(text)
    except ValueError as error:
        return str(error)
    return ""


def _off(said: Fraction, computed: Fraction) -> str:
    """How far a stated value lies from the computed one, in per cent of that."""
    if computed == 0:
        return "none is computed" if said else "0%"
    off = said / computed - 1
    return "+" * (off > 0) + write(off, PERCENT).lstrip("~")


def findings(verdicts: Iterable[Verdict]) -> list[Fault]:
    """What is left to mend, at its place in the ledger: a difference without a cause, a cause without a difference."""
    words = {UNEXPLAINED: "no cause is accepted for the difference", NEEDLESS: "they agree; the cause is needless"}
    wrong = [one for one in verdicts if one.outcome in words]
    return [Fault(v.entry.place, f"stated {v.entry.text}, computed {v.computed}: {words[v.outcome]}") for v in wrong]


def to_markdown(verdicts: Sequence[Verdict], original: str, templates: Templates = INSTALLED) -> str:
    """The reconciliation with an original of that title: what differs and why, the counts, and all else."""
    loader = jinja2.FileSystemLoader(templates.folders)
    env = ImmutableSandboxedEnvironment(
        loader=loader,
        bytecode_cache=compiled(),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        autoescape=False,
    )
    env.filters |= {"escape": escape, "escape_line": escape_line}
    by = {outcome: [one for one in verdicts if one.outcome == outcome] for outcome in OUTCOMES}
    causes = dict.fromkeys(one.entry.causes for one in by[EXPLAINED])
    text = render_template(env, "reconciliation.md.j2", {"original": original, "by": by, "causes": causes})
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"
