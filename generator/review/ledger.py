"""A ledger: what a document states elsewhere, numeral by numeral, and the figure that each claims to be.

In: a file of YAML; the head of `inputs/cerebras-2026/original.yaml` says how it is written. Of an entry only its text
and its claim are needed; names, causes and the titles of sections may be left out. Out: the ledger; or every fault.

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

from generator.errors import Fault, Place, ProposalError, did_you_mean
from generator.files import read_text
from generator.inputs.guardrail import GONE, exact
from generator.inputs.located_yaml import Located, kind, parse
from generator.inputs.located_yaml import Path as YamlPath
from generator.inputs.quantities import one_line
from generator.units import SUFFIXES, half_up

FIGURE, NO_COUNTERPART, POSITION, NAME = "figure", "no_counterpart", "position", "name"
CLAIMS = (FIGURE, NO_COUNTERPART, POSITION, NAME)
Kinds = Mapping[str, tuple[type, ...]]
HEAD: Kinds = {"original": (str,), "names": (dict,), "causes": (dict,), "stated": (dict, list)}
NEEDED = ("original", "stated")
TEXTS = (str, list)
ENTRY: Kinds = dict.fromkeys(("text", "end", *CLAIMS), (str,)) | {
    "line": (Fraction,),
    FIGURE: TEXTS,
    "accepted": TEXTS,
    "computed": (Fraction, *TEXTS),
}
PLAIN = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
PRINTED = re.compile(rf"([~<>]?)({PLAIN})(?:[-–]({PLAIN}))?([KMBT]?)(%?)", re.ASCII)


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
    """A numeral of the original: where it stands, its text, what it claims to be, and why it may differ.

    The causes hold for the `computed` values that they were accepted for: one, the two of a range, or that it is gone;
    none where the ledger does not say. A line of 0 is not stated.
    """

    place: Place
    section: str
    line: int
    text: str
    claim: str
    what: tuple[str, ...]
    end: str
    causes: tuple[str, ...]
    computed: tuple[Fraction | str, ...] = ()


class Ledger(NamedTuple):
    """The original's title, the words whose digits state nothing with what each is, and the entries in order."""

    original: str
    names: Mapping[str, str]
    entries: tuple[Entry, ...]


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
        if not self.holds(self.values, (), HEAD, NEEDED):
            return None
        tables, whole = {key: self.values.get(key, {}) for key in ("names", "causes")}, self.values["stated"]
        for table, values in tables.items():
            self.holds(values, (table,), dict.fromkeys(values, (str,)))
        if isinstance(whole, dict):
            self.holds(whole, ("stated",), dict.fromkeys(whole, (list,)))
        sections = whole.items() if isinstance(whole, dict) else [("", whole)]
        paths: list[tuple[str, YamlPath, Any]] = [
            (title, ("stated", *([title] if title else []), index), item)
            for title, items in sections
            for index, item in enumerate(items if isinstance(items, list) else ())
        ]
        entries = tuple(entry for title, path, item in paths for entry in self.entry(title, path, item))
        return Ledger(self.values["original"], tables["names"], entries)

    def entry(self, title: str, path: YamlPath, item: Any) -> Iterator[Entry]:
        if not isinstance(item, dict):
            self.fault(path, f"expected an entry, found {kind(item)}")
        elif self.holds(item, path, ENTRY, ("text",)):
            claim = next((claim for claim in CLAIMS if claim in item), "")
            what, accepted = _many(item.get(claim)), _many(item.get("accepted"))
            causes = self.values.get("causes", {})
            for cause in (cause for cause in accepted if cause not in causes):
                self.fault((*path, "accepted"), f"unknown cause {cause}", did_you_mean(cause, causes))
            for wrong in _wrong(item, claim, what):
                self.fault(path, wrong)
            reasons = tuple(str(causes.get(cause)) for cause in accepted)
            place, end = self.places[(*path, claim) if claim else path], item.get("end", "likely")
            computed = self.computed(item.get("computed", []), (*path, "computed"))
            yield Entry(place, title, int(item.get("line", 0)), item["text"], claim, what, end, reasons, computed)

    def computed(self, stated: Any, path: YamlPath) -> tuple[Fraction | str, ...]:
        """The exact values that a cause was accepted for."""
        values = stated if isinstance(stated, list) else [stated]
        try:
            return tuple(GONE if one == GONE else exact(one) for one in values)
        except ValueError as error:
            self.fault(path, f"{error}; or {GONE}, where it is no longer computed")
            return ()


def _many(value: Any) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, list) else () if value is None else (value,)


def _wrong(item: Mapping[str, Any], claim: str, what: Sequence[str]) -> Iterator[str]:
    """What does not hold between the keys of an entry."""
    if sum(key in CLAIMS for key in item) != 1:
        yield f"an entry has exactly one of {', '.join(CLAIMS)}"
    if item.get("line", Fraction(1)).denominator != 1 or item.get("line", 1) < 1:
        yield "a line is a whole number from 1 on"
    if not re.fullmatch(r"[^\s|`]*\d[^\s|`]*", item["text"]):
        yield f"{item['text']!r} is no numeral"
    if claim != FIGURE and {"accepted", "computed", "end"} & item.keys():
        yield "only a figure has an end, or differs for a cause"
    elif "computed" in item and "accepted" not in item:
        yield "a value is computed for a cause that is accepted, and none is"
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


def _unprintable(text: object) -> str:
    """Why a text may not be printed; nothing where it may."""
    try:
        if isinstance(text, str):
            one_line(text)
    except ValueError as error:
        return str(error)
    return ""
