"""Calls out of the rows of a log, and the rules by which a row is left out.

In: a `Table`. Out: an expression with a row a call: when it began, in microseconds; who it was for; whole numbers of
tokens; and why the row is left out, where it is. The rules stand once, here, with the sentences that print them.
"""

import re
from collections.abc import Mapping
from typing import Any

from generator.measure import clock
from generator.measure.engine import FILE, Table, ibis
from generator.measure.mapping import FIELDS, TOKENS

MOST_TOKENS, MOST_KNOWN = 10_000_000, 1_000
WHOLE = r"^[+-]?[0-9]{1,18}([.]0*)?$"
NAME = r"^[A-Za-z0-9][A-Za-z0-9._:/@+-]{0,59}$"
OTHER, UNNAMED = "other", "unnamed"
"""What a call or a model is counted under whose name may not be printed; and one that has no name."""
FAILED = (
    *("error", "failure", "failed", "fail", "timeout", "cancelled", "canceled", "exception", "status_code_error"),
    "2",  # as OpenTelemetry counts them
)
NO_TIME, NO_DATE, NO_NUMBER, NEGATIVE, ABSURD = "no time", "no date", "no number", "negative", "absurd"
CACHED_ABOVE, REASONING_ABOVE, BACKWARD, DUPLICATE = "cached above", "reasoning above", "backward", "twice"
UNREAD, OTHER_ROWS = "unread", "other rows"
"""The latter are not calls: spans, or events, of another kind. They are not left out of anything."""

RULES: Mapping[str, str] = {
    UNREAD: "cannot be read as a row",
    NO_TIME: "has no time that can be read",
    NO_DATE: "is of a time before 2000 or after 2099",
    NO_NUMBER: "has tokens that are not a whole number",
    NEGATIVE: "has negative tokens",
    ABSURD: f"has more than {MOST_TOKENS:,} tokens",
    CACHED_ABOVE: "has more cached than input tokens",
    REASONING_ABOVE: "has more reasoning than output tokens",
    BACKWARD: "ends before it begins",
    DUPLICATE: "has an id that stood before",
}
"""Why a row is left out, after “a row that …”; of several reasons the first counts."""


def calls(table: Table, zone: str) -> Any:
    """A row a call, with `why` it is left out; `zone` is that of times which name none."""
    rows = table.rows
    has = {name: rows[name] if name in rows.columns else None for name in FIELDS}
    numbers = {name: _number(has[name]) for name in TOKENS}
    if table.mapping.parts_beside:
        for whole, part in (("input", "cached"), ("output", "reasoning")):
            if has[whole] is not None and has[part] is not None:
                numbers[whole] = numbers[whole] + ibis.coalesce(numbers[part], 0)
    at = _time(has["time"], zone)
    fields = {
        "at": at,
        "duration": _duration(has, at, zone, table),
        "failed": _failed(has["status"]),
        "id": _text(has["id"]),
        "unit": _text(has["unit"]),
        "tenant": _text(has["tenant"]),
        **{name: _name(has[name], table.mapping.fixed.get(name, "")) for name in ("model", "call")},
        **numbers,
    }
    why = _why(has, fields)
    kept = [FILE, *(["_row"] if "_row" in rows.columns else [])] if FILE in rows.columns else []
    return rows.select(*kept, **fields, why=ibis.ifelse(_is_call(table, rows, has), why, OTHER_ROWS))


def _is_call(table: Table, rows: Any, has: Mapping[str, Any]) -> Any:
    """Whether a row is a call at all: it has what tells one, or else a model or tokens."""
    chosen = [rows[f"only {index}"].cast("string") == text for index, text in enumerate(table.found.only.values())]
    if not chosen and "startTimeUnixNano" in table.mapping.paths.get("time", ()):
        chosen = [ibis.or_(*(has[name].notnull() for name in ("model", "input", "output") if has[name] is not None))]
    return ibis.coalesce(ibis.and_(*chosen), False) if chosen else ibis.literal(True)


def _time(value: Any, zone: str) -> Any:
    if value is None:
        return ibis.null("int64")
    at, zoned = clock.as_micros(value)
    if zone == "UTC":
        return at
    found = at.name("at").as_table()
    ends = found.aggregate(first=found["at"].min(), last=found["at"].max()).to_pyarrow().to_pylist()[0]
    if ends["first"] is None:
        return at
    ahead = clock.changes(clock.zone_of(zone), ends["first"], ends["last"])
    return ibis.ifelse(zoned, at, clock.absolute(at, ahead))


def _duration(has: Mapping[str, Any], at: Any, zone: str, table: Table) -> Any:
    """Whole milliseconds, from the log or from beginning and end."""
    value = has["duration"]
    if value is not None:
        text = value.cast("string").strip()
        plain = ibis.ifelse(text.re_search(r"^[+-]?[0-9]{1,12}([.][0-9]*)?$"), text, None)
        number = value if value.type().is_numeric() else plain
        path = table.found.paths()["duration"].rpartition(".")[2]
        times = 1 if path.lower().endswith("ms") else 1_000
        return (number.cast("float64") * times).round().cast("int64")
    if has["end"] is None or has["time"] is None:
        return ibis.null("int64")
    return (_time(has["end"], zone) - at) // 1_000


def _number(value: Any) -> Any:
    """Whole tokens; empty where there are none, or the number is not whole."""
    if value is None:
        return ibis.null("int64")
    kind = value.type()
    if kind.is_integer():
        return value.cast("int64")
    if kind.is_numeric():
        number = value.cast("float64")
        return ibis.ifelse((number == number.floor()) & (number.abs() < 1e18), number, None).cast("int64")
    text = value.cast("string").strip()
    # Not split: Spark takes what stands between for a pattern.
    return ibis.ifelse(text.re_search(WHOLE), text.re_replace("[.]0*$", ""), None).cast("int64")


def _given(value: Any) -> Any:
    """Whether anything at all stands there."""
    given = value.notnull()
    return given & (value.strip() != "") if value.type().is_string() else given


def _why(has: Mapping[str, Any], fields: Mapping[str, Any]) -> Any:
    """The first rule by which a row is left out; nothing where no rule leaves it out."""
    rules: list[tuple[Any, str]] = []
    if has["time"] is not None:
        at = fields["at"]
        never = (at < clock.micros(clock.FIRST)) | (at >= clock.micros(clock.LAST))
        rules += [(at.isnull(), NO_TIME), (never, NO_DATE)]
    known = [name for name in TOKENS if has[name] is not None]
    rules += [
        (_given(has[name]) & fields[name].isnull(), NO_NUMBER) for name in known if not has[name].type().is_integer()
    ]
    rules += [(fields[name] < 0, NEGATIVE) for name in known]
    rules += [(fields[name] > MOST_TOKENS, ABSURD) for name in known]
    for part, whole, rule in (("cached", "input", CACHED_ABOVE), ("reasoning", "output", REASONING_ABOVE)):
        if has[part] is not None and has[whole] is not None:
            rules.append((fields[part] > fields[whole], rule))
    if has["end"] is not None or has["duration"] is not None:
        rules.append((fields["duration"] < 0, BACKWARD))
    return ibis.cases(*rules) if rules else ibis.null("string")


def _failed(value: Any) -> Any:
    if value is None:
        return ibis.null("boolean")
    text = value.cast("string")
    known = _known(text)
    if known is not None:
        return ibis.ifelse(text.isnull(), None, text.isin([one for one in known if failed(one)] or [""]))
    plain = text.strip().lower()
    code = ibis.ifelse(plain.re_search("^[0-9]{3}$"), plain, None).cast("int64")
    return ibis.ifelse(code.notnull(), code >= 400, plain.isin(FAILED))


def failed(status: str) -> bool:
    """Whether a status says that a call failed: a word, or an HTTP status from 400."""
    plain = status.strip().lower()
    return int(plain) >= 400 if re.fullmatch("[0-9]{3}", plain) else plain in FAILED


def _known(text: Any) -> list[str] | None:
    """All texts of a column, where they are few: to look at each once takes less than to look at every row."""
    found = text.name("text").as_table().distinct().limit(MOST_KNOWN + 1).to_pyarrow().to_pydict()["text"]
    return None if len(found) > MOST_KNOWN else [one for one in found if one is not None]


def _text(value: Any) -> Any:
    return ibis.null("string") if value is None else value.cast("string")


def _name(value: Any, fixed: str) -> Any:
    """A name that may be printed; what has a space or more than 60 characters may not, for it may be of a prompt."""
    if value is None:
        return ibis.literal(fixed) if fixed else ibis.null("string")
    text = value.cast("string")
    known = _known(text)
    if known is None:
        plain = text.strip()
        return ibis.cases((plain.isnull() | (plain == ""), UNNAMED), (plain.re_search(NAME), plain), else_=OTHER)
    put = {one: name(one) for one in known if name(one) != one}
    return ibis.cases(*((text == one, other) for one, other in put.items()), (text.isnull(), UNNAMED), else_=text)


def name(text: str) -> str:
    """A name as it may be printed, or what stands for one that may not."""
    plain = text.strip()
    return UNNAMED if not plain else plain if re.fullmatch(NAME, plain) else OTHER
