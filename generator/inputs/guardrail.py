"""`guardrails`, `accepted` and `sent` of proposal.yaml: what figures must keep to, and moves beyond it agreed on."""

import re
from calendar import month_name, monthrange
from datetime import date
from fractions import Fraction
from typing import Annotated, Literal

from generator import units
from generator.inputs.entry import After, Before, Entry, MisfitError, Schema, Tables, field
from generator.inputs.located_yaml import kind
from generator.inputs.meant import quoted
from generator.inputs.numbers import ALL_OR_A_HUNDREDTH, PERCENT, InPercent, number, portion, share
from generator.inputs.quantities import unit_of
from generator.inputs.rules import goes_with, one_at_least
from generator.inputs.texts import NameField, TextField, one_line

GONE = "gone"
"""What a figure becomes that is no longer computed."""


YEAR_FIRST = re.compile(r"(?P<year>[1-9]\d{3})[-/.](?P<month>\d{1,2})(?:[-/.](?P<day>\d{1,2}))?", re.ASCII)
IN_ONE = re.compile(r"(?P<year>[1-9]\d{3})(?P<month>\d\d)(?P<day>\d\d)", re.ASCII)
DAY_FIRST = re.compile(r"(?P<day>\d{1,2})\. ?(?P<month>\d{1,2})\. ?(?P<year>[1-9]\d{3})", re.ASCII)
MONTHS = 12


def day(value: object) -> date:
    """A day, written as 2026-01-31. Raises ValueError in a reader's words where it is not one."""
    text = str(value) if isinstance(value, str | Fraction) else ""
    found = YEAR_FIRST.fullmatch(text) or DAY_FIRST.fullmatch(text) or IN_ONE.fullmatch(text)
    if found is None:
        raise MisfitError("expected a date such as 2026-01-31")
    year, month, of_month = int(found["year"]), int(found["month"]), int(found["day"] or 1)
    try:
        named = date(year, month, of_month)
    except ValueError:
        days = monthrange(year, month)[1] if 1 <= month <= MONTHS else 0
        hint = f"{month_name[month]} {year} has {days} days" if days else f"a year has {MONTHS} months"
        raise MisfitError(f"there is no day {text}", hint) from None
    if named.isoformat() != text:
        raise MisfitError("expected a date such as 2026-01-31", f"did you mean {named}?")
    return named


Day = Annotated[date, Before(day)]


def _limit(value: object) -> Fraction:
    return InPercent(share(value)) if isinstance(value, str) and value.endswith("%") else number(value)


Limit = Annotated[
    Fraction,
    Before(_limit, {"type": ["string", "number"], "pattern": r"^[-+]?\d+(\.\d+)? ?%$", "examples": [500, "10%"]}),
]
"""A limit; one that was written in percent only a share can keep to."""


def change(value: object) -> Fraction:
    """How far something may move, as a share of it: above 100% in percent alone. Raises ValueError as `share` does."""
    found = portion(value)
    if isinstance(value, Fraction) and value == 1:
        raise MisfitError(f"a change of {ALL_OR_A_HUNDREDTH}", "write 1% or 100%")
    if isinstance(value, Fraction) and value > 1:
        typed, means = f"{float(value):g}", units.write(value, unit_of(units.Share))
        raise MisfitError(f"without a percent sign {typed} is {means}", f"did you mean {typed}%?")
    if found < 0:
        raise MisfitError("must not be negative")
    return found


LargestChange = Annotated[
    Fraction,
    Before(
        change,
        {
            "type": ["string", "number"],
            "minimum": 0,
            "exclusiveMaximum": 1,
            "pattern": r"^\+?\d+(\.\d+)? ?%$",
            "patternErrorMessage": "Expected a share such as 10%.",
            "examples": ["25%", "150%"],
        },
    ),
]


class MeasuredLimit(Entry):
    """A measured value that a figure is to stay near, as it was put in place of its name."""

    name: str
    value: Limit


LIMITS = ("at_most", "at_least", "largest_change", "largest_drift")


class Guardrail(Entry):
    """What a figure must keep to: an upper or lower limit, or the largest change against the committed figures."""

    rules = (
        one_at_least(LIMITS, f"a guardrail has {', '.join(LIMITS[:-1])} or {LIMITS[-1]}"),
        goes_with("measured", ("largest_drift",), "largest_drift"),
    )
    figure: NameField = field("The figure's name, as `figures` lists it.")
    at_most: Limit | None = field("The most it may be.")
    at_least: Limit | None = field("The least it may be.")
    largest_change: LargestChange | None = field("How far it may move from its committed value.")
    largest_drift: LargestChange | None = field("How far it may be from a measured value.")
    measured: Annotated[MeasuredLimit | None, After(schema={"type": "string", "pattern": r"\S"})] = field(
        "That value, by its name in a file of measured/."
    )
    reason: TextField = field("Why, in a sentence.")


DIVIDED = re.compile(r"(-?\d{1,600})/(\d{1,600})", re.ASCII)


def exact(value: object) -> Fraction:
    """An exact value: 13240500, 12.5% or 12345/678. Raises ValueError in a reader's words where it is not one."""
    parts = DIVIDED.fullmatch(value) if isinstance(value, str) else None
    if parts and int(parts[2]):
        return Fraction(int(parts[1]), int(parts[2]))
    if isinstance(value, Fraction) or (isinstance(value, str) and PERCENT.fullmatch(value)):
        return portion(value)
    hint = quoted(value) if isinstance(value, str) else ""
    found = f"a text; {hint}" if hint else value if isinstance(value, str) else kind(value)
    raise ValueError(f"expected an exact value such as 13240500, 12.5% or 12345/678, found {found}")


def _exact_or_gone(value: object) -> Fraction | str:
    try:
        return GONE if value == GONE else exact(value)
    except ValueError as error:
        raise ValueError(f"{error}; a figure that is no longer computed is {GONE}") from None


def _exactly(*words: str) -> Schema:
    patterns = "|".join((r"[-+]?\d+(\.\d+)? ?%", r"-?\d+/0*[1-9]\d*", *words))
    told = "Expected an exact value such as 13240500, 12.5% or 12345/678."
    schema: Schema = {"type": ["number", "string"], "pattern": f"^({patterns})$", "patternErrorMessage": told}
    return {**schema, "examples": [13240500, "12.5%", *words]}


class Accepted(Entry):
    """A move beyond a guardrail that was agreed: it answers a move from this value to that, and no other."""

    figure: NameField = field("The figure's name, as `figures` lists it.")
    was: Annotated[Fraction, Before(exact, _exactly())] = field(
        "Its exact value before, as `check` tells it.", key="from"
    )
    becomes: Annotated[Fraction | Literal["gone"], Before(_exact_or_gone, _exactly(GONE))] = field(
        "Its exact value now, as `check` tells it; or gone, where it is no longer computed.", key="to"
    )
    by: NameField = field("Who agreed.")
    on: Day = field("The day on which it was agreed: 2026-01-31.")
    why: NameField = field("Why, in a sentence.")

    def hold(self) -> None:
        """Something moves."""
        if self.was == self.becomes:
            raise MisfitError("from and to are the same: nothing moves", at=("to",))

    @property
    def move(self) -> tuple[str, Fraction, Fraction | str]:
        """The figure, and its values before and after."""
        return self.figure, self.was, self.becomes


REVISION = r"^(?!HEAD$)[^\s~^:?*\[\\{}-][^\s~^:?*\[\\{}]*$"
"""What a tag or a hash may look like; HEAD~1 and main^ move."""


def _revision(value: str, _: Tables) -> str:
    if not re.fullmatch(REVISION, one_line(value)):
        raise MisfitError(
            f"{value} is neither a tag nor the hash of a commit", "name what does not move, such as the tag v1.0"
        )
    return value


Revision = Annotated[str, After(_revision, {"type": "string", "pattern": REVISION})]
