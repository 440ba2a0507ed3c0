"""Times become the same microseconds however they are written, and clocks change when those of the zone do."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from generator.errors import USAGE, ProposalError
from generator.measure import clock
from generator.measure.engine import engine

ZURICH = ZoneInfo("Europe/Zurich")
NOON = datetime(2026, 10, 1, 12, 0, 0, 250_000, tzinfo=UTC)


def test_the_clocks_of_a_zone_change_in_the_second_in_which_they_do() -> None:
    found = clock.changes(
        ZURICH, clock.micros(datetime(2026, 1, 5, tzinfo=UTC)), clock.micros(datetime(2026, 12, 1, tzinfo=UTC))
    )
    hour = 3_600_000_000
    assert [ahead for _, ahead in found] == [hour, 2 * hour, hour]
    assert [clock.moment(at) for at, _ in found[1:]] == [
        datetime(2026, month, day, 1, tzinfo=UTC) for month, day in ((3, 29), (10, 25))
    ]


def test_a_zone_that_there_is_not_is_refused_with_the_closest() -> None:
    with pytest.raises(
        ProposalError, match=r"Europe/Zürich: is not a time zone; did you mean Europe/Zurich\?"
    ) as refused:
        clock.zone_of("Europe/Zürich")
    assert refused.value.exit_code == USAGE


WRITTEN = {
    "2026-10-01T12:00:00.25Z": True,
    "2026-10-01 14:00:00.2500000+02:00": True,
    "2026-10-01 14:00:00.250+0200": True,
    "1790856000.25": True,
    "1790856000250": True,
    "1790856000250000": True,
    "1790856000250000000": True,
    "2026-10-01 12:00:00.25": False,
}
"""The same moment; and whether its zone is known."""


def test_texts_of_a_moment_are_the_same_microseconds_and_what_is_no_time_is_nothing() -> None:
    import ibis

    texts = [*WRITTEN, "yesterday", "2026-13-01 12:00:00", "", None]
    with engine() as connection:
        rows = connection.create_table("t", ibis.memtable({"text": texts}, schema={"text": "string"}))
        at, zoned = clock.as_micros(rows.text)
        found = rows.select(at=at, zoned=zoned).to_pyarrow().to_pylist()
    assert [row["at"] for row in found] == [clock.micros(NOON)] * len(WRITTEN) + [None] * 4
    assert [row["zoned"] for row in found[: len(WRITTEN)]] == [*WRITTEN.values()]


def test_what_clocks_show_is_a_moment_and_back() -> None:
    import ibis

    moments = [datetime(2026, 10, 24, 22, tzinfo=UTC) + timedelta(hours=hour) for hour in range(6)]
    shown = [one.astimezone(ZURICH).replace(tzinfo=None) for one in moments]
    at = [clock.micros(one) for one in moments]
    ahead = clock.changes(ZURICH, at[0], at[-1])
    with engine() as connection:
        clocks = [clock.micros(one.replace(tzinfo=UTC)) for one in shown]
        rows = connection.create_table("t", ibis.memtable({"shown": clocks}))
        found = rows.select(back=clock.absolute(rows.shown, ahead)).to_pyarrow().to_pydict()
    assert [one + clock.ahead_at(one, ahead) for one in at] == clocks
    # Clocks show two to three o'clock twice that night: it is taken for the first.
    assert [clock.moment(one).hour for one in found["back"]] == [22, 23, 0, 0, 2, 3]
