"""A ledger: what a document states elsewhere, numeral by numeral, and the figure that each claims to be.

In: a file of YAML; the head of `inputs/cerebras-2026/original.yaml` says how it is written. Of an entry only its text
and its claim are needed; names, causes and the titles of sections may be left out. Out: the ledger; or every fault.

A stated number is held to its own printed precision: the computed value, rounded to its last digit that counts, must
read the same. That is the last printed digit, also before K, M, B, T and %: 5.8 is 5.75 to 5.85, 62% is 61.5% to 62.5%.
In a whole number after `~`, closing zeros do not count, but the first two digits do: ~25,000 is 24,500 to 25,500, ~500
is 495 to 505, ~10M is 9.5M to 10.5M. A range is judged at both ends; >99% is a bound.
"""

import re
from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path
from typing import Annotated, Any, Literal, NamedTuple

from generator.errors import Place, ProposalError, refusal
from generator.files import read_text
from generator.inputs.entry import Before, Entries, MisfitError
from generator.inputs.entry import Entry as Record
from generator.inputs.guardrail import GONE, exact
from generator.inputs.located_yaml import kind, parse
from generator.inputs.numbers import number
from generator.inputs.reading import faults_of, nearest, read_as
from generator.inputs.texts import NameField, known, one_line
from generator.units import SUFFIXES, half_up

FIGURE, NO_COUNTERPART, POSITION, NAME = "figure", "no_counterpart", "position", "name"
CLAIMS = (FIGURE, NO_COUNTERPART, POSITION, NAME)
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
        raise ValueError(f"{text!r} is not a printed number, such as ~10.3M, >99% or 500-2,000")
    sign, first, last, suffix, percent = parts.groups(default="")
    factor = Fraction(1000 ** SUFFIXES.index(suffix), 100 if percent else 1)
    ends = [_end(digits.replace(",", ""), sign, factor) for digits in (first, last) if digits]
    if ends[0].value > ends[-1].value or (last and sign in {"<", ">"}):
        raise ValueError(f"{text!r} is not a range from low to high")
    return tuple(ends)


def _end(digits: str, sign: str, factor: Fraction) -> Stated:
    whole, _, decimals = digits.partition(".")
    zeros = len(whole) - len(whole.rstrip("0")) if sign == "~" and not decimals else 0
    place = Fraction(10 ** max(0, min(zeros, len(whole) - 2)), 10 ** len(decimals))
    return Stated(Fraction(int(whole + decimals), 10 ** len(decimals)) * factor, place * factor, sign.strip("~"))


def _line(value: object) -> Fraction:
    found = number(value)
    if found.denominator != 1 or found < 1:
        raise ValueError("a line is a whole number from 1 on")
    return found


def _many(value: object) -> tuple[str, ...]:
    """One text, or several in a list."""
    texts = value if isinstance(value, list) else [value]
    if not all(isinstance(one, str) for one in texts):
        raise ValueError(f"expected a text or a list, found {kind(value)}")
    return tuple(map(one_line, texts))


def _computed(value: object) -> tuple[Fraction | str, ...]:
    try:
        return tuple(GONE if one == GONE else exact(one) for one in (value if isinstance(value, list) else [value]))
    except ValueError as error:
        raise ValueError(f"{error}; or {GONE}, where it is no longer computed") from None


Causes = Annotated[tuple[Annotated[str, known("causes")], ...], Before(_many)]


class _Stated(Record):
    """An entry as a ledger writes it."""

    text: NameField
    line: Annotated[Fraction, Before(_line)] = Fraction(0)
    figure: Annotated[tuple[str, ...], Before(_many)] | None
    no_counterpart: NameField | None
    position: NameField | None
    name: NameField | None
    end: str = "likely"
    accepted: Causes = ()
    computed: Annotated[tuple[Fraction | Literal["gone"], ...], Before(_computed)] = ()

    @property
    def claim(self) -> str:
        """What it claims to be."""
        return next((one for one in CLAIMS if one in self.given), "")

    def entry(self, place: Place, section: str, causes: Mapping[str, str]) -> Entry:
        """It at its place, with its causes in words."""
        said = getattr(self, self.claim)
        what = said if isinstance(said, tuple) else (said,)
        accepted = tuple(causes[cause] for cause in self.accepted)
        return Entry(place, section, int(self.line), self.text, self.claim, what, self.end, accepted, self.computed)

    def hold(self) -> None:
        """What must hold between its keys."""
        given = self.given
        ends = len(stated(self.text)) if self.claim == FIGURE else 0
        rules = (
            (len(given & {*CLAIMS}) == 1, f"an entry has exactly one of {', '.join(CLAIMS)}"),
            (re.fullmatch(r"[^\s|`]*\d[^\s|`]*", self.text), f"{self.text!r} is not a numeral"),
            (ends or not {"accepted", "computed", "end"} & given, "only a figure has an end, or differs for a cause"),
            ("computed" not in given or self.accepted, "a value is computed for a cause that is accepted"),
            (not ends or 1 <= len(self.figure or ()) <= ends, "a number claims one figure; a range one, or two"),
            ("end" not in given or (ends == 1 and self.end in {"low", "high"}), "an end is low or high, of one number"),
        )
        for holds, says in rules:
            if not holds:
                raise ValueError(says)


class _File(Record):
    """A ledger as it is written: entries in sections, or without."""

    original: NameField
    names: dict[NameField, NameField]
    causes: dict[NameField, NameField]
    stated: Annotated[dict[str, list[_Stated]], Entries(0)]


def load_ledger(path: str | Path) -> Ledger:
    """The ledger in a file. Raises ProposalError with every fault of it."""
    try:
        values, places = parse(read_text(Path(path)), str(path))
    except FileNotFoundError:
        raise refusal(path, "there is no such file") from None
    whole: dict[str, Any] = dict(values)
    if isinstance(whole.get("stated"), list):
        whole["stated"] = {"": whole["stated"]}
    causes = whole.get("causes", {})
    try:
        file = read_as(_File, whole, {"causes": causes if isinstance(causes, dict) else {}})
    except MisfitError as error:
        raise ProposalError(faults_of(error.misfits, places)) from None
    entries = (
        one.entry(nearest(places, ("stated", section, index, one.claim)), section, file.causes)
        for section, items in file.stated.items()
        for index, one in enumerate(items)
    )
    return Ledger(file.original, file.names, tuple(entries))
