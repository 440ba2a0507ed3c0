"""Times of a log as microseconds since 1970, the same on every engine; and the clock of a time zone.

In: an expression of times, and a zone. Out: expressions of whole numbers. When the clocks of a zone change is looked up
once, for the days of a log, so that no engine needs to know of zones.
"""

from bisect import bisect_left
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from generator.errors import USAGE, did_you_mean, refusal
from generator.measure.engine import ibis

SECOND = 1_000_000
MINUTE, HOUR, DAY = 60 * SECOND, 3_600 * SECOND, 86_400 * SECOND
FIRST, LAST = (datetime(year, 1, 1, tzinfo=UTC) for year in (2000, 2100))
"""No log is of a time before the one, or from the other on: such a time is a clock that was not set."""
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
NUMBER = r"^[0-9]{9,19}([.][0-9]+)?$"
ZONED = r"([Zz]|[+-][0-9]{2}:?[0-9]{2})$"
Changes = Sequence[tuple[int, int]]
"""From which microsecond on the clocks are how far ahead, in microseconds; the first holds from ever."""


def zone_of(name: str) -> ZoneInfo | timezone:
    """A time zone by its name. Raises ProposalError (exit code 2) where there is none of that name."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        hint = did_you_mean(name, available_timezones()) or "such as UTC or Europe/Zurich"
        raise refusal(name, "is not a time zone", hint, USAGE) from None


def moment(at: int) -> datetime:
    """Microseconds as a time."""
    return EPOCH + timedelta(microseconds=at)


def micros(time: datetime) -> int:
    """A time as microseconds."""
    return (time - EPOCH) // timedelta(microseconds=1)


def ahead_at(at: int, ahead: Changes) -> int:
    """How far ahead the clocks are at a moment."""
    return next((own for start, own in reversed(ahead) if at >= start), ahead[0][1])


def changes(zone: ZoneInfo | timezone, first: int, last: int) -> Changes:
    """How far ahead the clocks are, from a day before the first microsecond to a day after the last."""
    start, end = moment(max(first - DAY, micros(FIRST))), moment(min(last + DAY, micros(LAST)))
    found = [(micros(start), _ahead(zone, start))]
    day = start
    while day < end:
        after = day + timedelta(days=1)
        then = _ahead(zone, after)
        if then != found[-1][1]:
            seconds = range(micros(day) // SECOND, micros(after) // SECOND + 1)
            turn = bisect_left(seconds, True, key=lambda one: _ahead(zone, moment(one * SECOND)) == then)
            found.append((seconds[turn] * SECOND, then))
        day = after
    return found


def _ahead(zone: ZoneInfo | timezone, time: datetime) -> int:
    return (time.astimezone(zone).utcoffset() or timedelta()) // timedelta(microseconds=1)


def absolute(shown: Any, ahead: Changes) -> Any:
    """What clocks of the zone show, as microseconds since 1970; an hour that they show twice is taken for the first."""
    offset: Any = ibis.literal(ahead[0][1], "int64")
    for (start, own), (_, before) in zip(ahead[1:], ahead, strict=False):
        offset = ibis.ifelse(shown >= start + before, ibis.literal(own, "int64"), offset)
    return shown - offset


def as_micros(value: Any) -> tuple[Any, Any]:
    """A column of times as microseconds, empty where they are not; and whether each names its zone (or needs none)."""
    kind = value.type()
    if kind.is_timestamp():
        return _of_timestamp(value), ibis.literal(kind.timezone is not None)
    if kind.is_numeric():
        return _of_number(value.cast("float64") if kind.is_floating() else value.cast("int64")), ibis.literal(True)
    text = value.cast("string").strip()
    is_number = text.re_search(NUMBER)
    whole = ibis.ifelse(is_number, text, None)
    number = _of_number(whole.cast("float64")) if text.get_backend().name != "duckdb" else _of_text(whole)
    zoned = text.re_search(ZONED)
    plain = _of_timestamp(_cast(ibis.ifelse(is_number | zoned, None, text), "timestamp"))
    with_zone = _of_timestamp(_cast(ibis.ifelse(zoned, text, None), "timestamp('UTC')"))
    return ibis.coalesce(number, plain, with_zone), is_number | zoned


def _cast(text: Any, kind: str) -> Any:
    """A text as a time; where the engine can, empty where it is not one."""
    return text.try_cast(kind) if text.get_backend().name == "duckdb" else text.cast(kind)


def _of_timestamp(value: Any) -> Any:
    engine = value.get_backend().name
    if engine == "duckdb":
        return _builtin("epoch_us")(value)
    if engine == "pyspark":
        return _builtin("unix_micros")(value.cast("timestamp('UTC')"))
    return value.truncate("s").epoch_seconds().cast("int64") * SECOND + value.microsecond().cast("int64")


def _builtin(name: str) -> Any:
    """A function of an engine that gives the microseconds of a time."""

    def microseconds(value: Any) -> Any: ...

    signature = ((ibis.expr.datatypes.Timestamp(),), "int64")
    return ibis.udf.scalar.builtin(microseconds, name=name, signature=signature)


def _of_text(whole: Any) -> Any:
    """A number of any length, whose digits before the point say what it counts; whole numbers stay exact."""
    digits = whole.split(".")[0]
    parts = ibis.ifelse(whole.contains("."), whole.split(".")[1], "")
    in_micros = (digits + (parts + "000000").substr(0, 6)).cast("int64")
    return ibis.ifelse(digits.length() <= 11, in_micros, _of_number(digits.cast("int64")))


def _of_number(value: Any) -> Any:
    """Seconds, or thousandths, millionths or billionths of one, told apart by their size."""
    if value.type().is_floating():
        whole = value.cast("int64")
        return ibis.ifelse(value < 1e11, (value * SECOND).round().cast("int64"), _of_number(whole))
    return ibis.cases(
        (value < 10**11, value * SECOND),
        (value < 10**14, value * 1_000),
        (value < 10**17, value),
        else_=((value - value % 1_000) / 1_000).round().cast("int64"),  # engines divide in floating point
    )
