"""Which rows of a log are counted, and which are left out, by what rule and where.

In: the calls of a log. Out: a `Counted`: the calls that are counted, how many rows were left out by each rule, with
their places, and the window of time. Where too much is left out, or nothing is left, the log is refused.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from generator.errors import refusal
from generator.measure.calls import DUPLICATE, OTHER_ROWS, RULES, UNREAD, calls
from generator.measure.engine import Table, ibis

MOST_LEFT_OUT = Fraction(1, 20)
"""The share of the rows up to which rows are left out; of more the log is refused, for the rest may tell nothing."""
MOST_NAMES = 200
"""Pairs of a model and a call; of more, what is taken for a name tells every call apart."""
SHOWN = 3


@dataclass(frozen=True)
class Counted:
    """The calls of a log that are counted, in a `window` of microseconds, where it has times.

    `rows` are all that stand in it, `other` those that are no calls, `left_out` the rest, by rule; `places` are lines
    that say where. `pairs` are how many calls each model and call has.
    """

    calls: Any
    table: Table
    rows: int
    other: int
    left_out: Mapping[str, int]
    places: tuple[str, ...]
    window: tuple[int, int] | None
    pairs: Mapping[tuple[str | None, str | None], int]

    @property
    def count(self) -> int:
        """How many calls are counted."""
        return sum(self.pairs.values())

    def has(self, *names: str) -> bool:
        """Whether the log has all of these fields."""
        return all(name in self.table.found.fields or name in self.table.mapping.fixed for name in names)


def counted(every: Any, table: Table, shown: str) -> Counted:
    """What is counted of a log that is `shown` so.

    Raises ProposalError (exit code 3) where a twentieth of the rows or more are faulty, or there is no call.
    """
    every = table.keep(every, "calls")
    whys = {str(why or ""): int(n) for why, n in _pairs(every.group_by("why").agg(n=every.count()))}
    left_out = {rule: whys[rule] for rule in RULES if rule in whys}
    if table.unread_count:
        left_out = {UNREAD: table.unread_count, **left_out}
    good = every.filter(every.why.isnull()).drop("why")
    if "id" in table.found.fields:
        ((ids, different),) = _pairs(good.aggregate(n=good.id.count(), once=good.id.nunique()))
        if ids > different:
            left_out[DUPLICATE] = int(ids - different)
            good = table.keep(_once(good), "once")
    rows, other = sum(whys.values()) + table.unread_count, whys.get(OTHER_ROWS, 0)
    places = tuple(_places(table, left_out))
    _refuse(left_out, rows - other, places, shown)
    pairs, window = _named(good, shown)
    return Counted(good, table, rows, other, left_out, places, window, pairs)


def _pairs(expression: Any) -> list[tuple[Any, ...]]:
    """The rows of a small result."""
    return [tuple(row.values()) for row in expression.to_pyarrow().to_pylist()]


def _once(good: Any) -> Any:
    """The first of the calls of each id: of those at the same moment, the one with the least tokens."""
    number = ibis.row_number().over(group_by="id", order_by=["at", "input", "output", "duration", "model", "call"])
    numbered = good.mutate(_number=number)
    return numbered.filter(numbered.id.isnull() | (numbered["_number"] == 0)).drop("_number")


def _places(table: Table, left_out: Mapping[str, int]) -> Iterator[str]:
    """A line for each rule by which rows were left out: how many, why, and where the first of them stand."""
    for rule, count in left_out.items():
        if rule == UNREAD:
            first = table.unread[:SHOWN]
            found = [(one.file, one.row) for one in first]
            why = first[0].why if first else RULES[UNREAD]
        else:
            found, why = _where(table, rule) if rule != DUPLICATE else [], RULES[rule]
        more = f" and {count - len(found):,} more" if count > len(found) else ""
        where = ", ".join(f"{file}: {table.row_word} {row:,}" for file, row in found)
        said = f"{count:,} {'row is' if count == 1 else 'rows are'} left out: a row that {why}"
        yield f"{said} ({where}{more})" if found else said


def _where(table: Table, rule: str) -> list[tuple[str, int]]:
    def wanted(numbered: Any) -> Any:
        found = calls(replace(table, rows=numbered), table.mapping.zone or "UTC")
        return found.filter(found.why == rule)

    return table.at(wanted, SHOWN)


def _refuse(left_out: Mapping[str, int], rows: int, places: Sequence[str], shown: str) -> None:
    lost = sum(left_out.values())
    if lost and (lost >= rows or Fraction(lost, rows) > MOST_LEFT_OUT):
        what = f"{lost:,} of {rows:,} rows would be left out, more than one in {1 / MOST_LEFT_OUT}"
        raise refusal(shown, what, "; ".join(places))
    if not rows:
        raise refusal(shown, "holds no call")


def _named(good: Any, shown: str) -> tuple[dict[tuple[str | None, str | None], int], tuple[int, int] | None]:
    """How many calls each model and call has, and from when to when."""
    at = good["at"]
    groups = good.group_by("model", "call").agg(n=good.count(), first=at.min(), last=at.max()).limit(MOST_NAMES + 1)
    rows = _pairs(groups)
    found = {(model, call): int(n) for model, call, n, *_ in rows}
    if len(found) > MOST_NAMES:
        what = f"has more than {MOST_NAMES} pairs of a model and a call"
        raise refusal(shown, what, "map model and call to columns of few names, or to none")
    ends = [(first, last) for *_, first, last in rows if first is not None]
    return found, (int(min(ends)[0]), int(max(last for _, last in ends))) if ends else None
