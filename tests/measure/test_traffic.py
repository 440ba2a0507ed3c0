"""Minutes without a call count in an hour that has one, and the peak lasts while it is near its greatest."""

from fractions import Fraction

import numpy as np

from generator.measure import clock
from generator.measure.measuring import Measured
from generator.measure.traffic import Minutes, counting, shown
from tests.measure.conftest import flat


def minutes_of(requests: dict[int, int], empty: int) -> Minutes:
    return Minutes(np.array(list(requests)), {"requests": np.array(list(requests.values()))}, empty)


def test_an_hour_without_a_call_does_not_count_and_a_minute_without_one_does() -> None:
    first, last = 10 * 60 + 58, 13 * 60 + 1
    assert counting({10, 13}, (first * clock.MINUTE, last * clock.MINUTE + 5)) == 2 + 2
    minutes = minutes_of({first: 4, last: 2}, empty=2)
    assert minutes.spread("requests").mean == Fraction(6, 4)
    assert minutes.busiest("requests") == first


def test_the_peak_lasts_for_the_minutes_on_end_that_have_four_fifths_of_it() -> None:
    minutes = minutes_of({1: 8, 2: 10, 3: 9, 4: 7, 6: 10}, empty=1)
    assert (minutes.busiest("requests"), minutes.lasts("requests")) == (2, 3)


def test_a_minute_is_shown_by_the_clocks_of_its_zone() -> None:
    ahead = ((0, 2 * clock.HOUR), (90 * clock.DAY, clock.HOUR))
    assert (shown(0, ahead), shown(90 * clock.DAY, ahead)) == ("1970-01-01 02:00", "1970-04-01 01:00")


def test_the_shares_of_a_day_and_of_a_week_are_all_of_it(measured: Measured) -> None:
    values = dict(flat(measured.values))
    for part, many in (("by_hour", 24), ("by_weekday", 7)):
        shares = [
            one.value
            for name, one in values.items()
            if name.startswith(f"all.{part}.") and not isinstance(one, str | int | Fraction)
        ]
        assert (len(shares), sum(shares)) == (many, 1)
