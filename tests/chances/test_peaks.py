"""Sites' peaks come and go as often as the closed form has it, and a limit refuses what a bucket does by the second."""

import numpy as np
import pytest

from generator.chances.peaks import Limit, begins, binomial_above, refused, turns
from generator.chances.shapes import together
from generator.chances.sobol import points
from generator.chances.tally import above

MANY = 2**11


def at_once(begun: np.ndarray, lasts: float, most: int) -> float:
    turn = turns(begun, lasts)
    assert turn.lasts.sum(axis=0) == pytest.approx(np.ones(len(begun)))
    assert (turn.lasts * turn.sites).sum(axis=0) == pytest.approx(np.full(len(begun), begun.shape[1] * lasts))
    return float((turn.lasts * (turn.sites > most)).sum(axis=0).mean())


def test_by_themselves_as_many_are_at_peak_as_the_binomial_says() -> None:
    assert binomial_above(3, 0.1, 1) == pytest.approx(3 * 0.01 * 0.9 + 0.001)
    assert binomial_above(3, 0.1, 3) == 0
    for most in range(4):
        assert at_once(points(MANY, 4, 5), 0.25, most) == pytest.approx(binomial_above(4, 0.25, most), rel=0.05)
    assert at_once(points(64, 3, 5), 1.0, 2) == 1, "always at peak"


def test_the_more_peaks_come_at_one_time_the_longer_many_are_at_once() -> None:
    drawn = points(MANY, 5, 5)
    longer = [at_once(together(drawn[:, 1:], drawn[:, 0], by), 0.1, 2) for by in (0.0, 0.5, 1.0)]
    assert longer == sorted(longer)
    assert longer[-1] == pytest.approx(0.1), "all together, and never else"


def test_peaks_begin_in_the_hours_that_have_them() -> None:
    half = [0.0] * 12 + [1.0] * 12
    found = begins(points(MANY, 1, 5), half)
    assert found.min() >= 0.5
    assert found.mean() == pytest.approx(0.75, abs=0.001)
    assert at_once(begins(points(MANY, 2, 5), half), 0.05, 1) > 1.8 * binomial_above(2, 0.05, 1)
    plain = points(4, 1, 5)
    assert begins(plain, []) is plain


def test_what_is_refused_is_what_a_bucket_refuses_second_by_second() -> None:
    turn, minutes = turns(points(12, 3, 9), 0.2), 50
    base, each = np.linspace(20, 30, 12), np.linspace(40, 60, 12)
    found = refused(turn, [Limit(100.0, base, each)], minutes)
    for at in range(12):
        held, missed, over, steps = 100.0, 0.0, 0, minutes * 60
        ends = np.cumsum(turn.lasts[:, at]) * steps
        for second in range(steps):
            sites = turn.sites[np.searchsorted(ends, second + 0.5), at]
            asks = base[at] + each[at] * sites
            held = min(held + (100.0 - asks) / 60, 100.0)
            missed, held = missed + max(-held, 0), max(held, 0)
            over += bool(above(asks, 100.0))
        assert found.requests[at] * minutes == pytest.approx(missed, abs=2)
        assert found.above[at] == pytest.approx(over / steps, abs=6 / steps)
    assert sum(found.requests > 0) > 5
    assert found.sent == pytest.approx((base + each * 0.6).mean())


def test_the_limit_that_refuses_more_counts_and_any_limit_is_above() -> None:
    turn = turns(points(200, 3, 9), 0.3)
    one, ten = np.ones(200), np.full(200, 10.0)
    wide, tight = Limit(1000.0, one, ten), Limit(11.0, one, ten)
    alone, both = refused(turn, [tight], 60), refused(turn, [wide._replace(limit=1e9), tight], 60)
    assert both.requests == pytest.approx(alone.requests)
    assert (both.when == alone.when).all()
    assert both.when.any()
    assert refused(turn, [wide], 60).requests.sum() == 0
