"""Sites whose peaks come and go: how many at once, and what a limit then refuses.

In: how many sites, the share of the time that each is at peak, how long a peak lasts, and when they come; what is
needed with no site at peak and with each more, and limits a minute. Out: for each draw, which is one turn of all sites,
how long the need was above a limit and how much was refused.

In a turn each site has one peak. Turns go in a circle, so that at every moment a site is at peak with the same chance.
A limit is a bucket that holds what a minute allows and fills evenly, as the vendor has it: what it does not hold is
refused. Between two moments at which a peak begins or ends all rates are constant, and the bucket is followed exactly.
"""

from collections.abc import Sequence
from math import exp, lgamma, log, log1p
from typing import Any, NamedTuple

import numpy as np

from generator.chances.tally import above

AT_ONCE = 1024
"""So many turns are followed at once: what is known of them then stays in the processor's cache."""


class Turn(NamedTuple):
    """The sites at peak over each turn: `lasts` is how long (as a share of it) so many (`sites`) are at once.

    `mean` is how many are at peak on average over any turn.
    """

    lasts: Any
    sites: Any
    mean: float


class Limit(NamedTuple):
    """A limit a minute, and what is needed a minute with no site at peak, and more for each that is, by draw."""

    limit: float
    base: Any
    each: Any

    def need(self, sites: Any) -> Any:
        """What is needed a minute with so many sites at peak."""
        return self.base + self.each * sites


class Refused(NamedTuple):
    """Of limits on the same requests: over each turn the share of it `above` one of them, and `when`, moment by moment.

    `requests` are those refused a minute, on average over the turn, and `sent` all of them.
    """

    above: Any
    when: Any
    requests: Any
    sent: float


def binomial_above(sites: int, share: float, most: int) -> float:
    """The share of the time in which more than `most` sites are at peak, each by itself for a share of the time."""
    if share in (0.0, 1.0):
        return share if most < sites else 0.0
    odds, each = log(share / (1 - share)), sites * log1p(-share) + lgamma(sites + 1)
    terms = (exp(each + k * odds - lgamma(k + 1) - lgamma(sites - k + 1)) for k in range(most + 1, sites + 1))
    return min(sum(terms), 1.0)


def begins(shares: Any, hours: Sequence[float]) -> Any:
    """Moments of a turn at which peaks begin, where it is a day with more of them in some of its hours."""
    if not hours:
        return shares
    ends = np.concatenate([[0.0], np.cumsum(hours)])
    return np.interp(shares, ends / ends[-1], np.linspace(0, 1, len(ends)))


def turns(begun: Any, lasts: float) -> Turn:
    """Turns in which peaks begin at these moments (a row a turn, a column a site) and last so long a share of it."""
    sites = begun.shape[1]
    ended = begun + lasts
    wraps = ended >= 1
    moments = np.concatenate([begun, ended - wraps], axis=1)
    # The last bit of a moment says whether a peak ends then, so that one sort takes it along.
    bits = moments.view(np.int64)
    bits &= ~1
    bits[:, sites:] |= 1
    moments.sort(axis=1)
    lasting, at_peak = np.empty((2, 2 * sites + 1, len(begun)))
    before, at_peak[0] = np.zeros(len(begun)), wraps.sum(axis=1)
    for at, moment in enumerate(np.ascontiguousarray(moments.T)):
        np.subtract(moment, before, out=lasting[at])
        np.add(at_peak[at], 1 - 2 * (moment.view(np.int64) & 1), out=at_peak[at + 1])
        before = moment
    np.subtract(1, before, out=lasting[-1])
    return Turn(lasting, at_peak, sites * lasts)


def refused(turn: Turn, limits: Sequence[Limit], minutes: float) -> Refused:
    """What limits refuse over turns of so many minutes, which begin with full buckets; the first counts requests.

    Each bucket is followed by itself: of a request that two refuse, the one that refuses more counts.
    """
    highest = turn.sites.max(axis=0)
    over = [above(one.need(highest), one.limit) for one in limits]
    when, (requests, share) = np.zeros(turn.sites.shape, dtype=bool), np.zeros((2, len(highest)))
    every = np.flatnonzero(np.logical_or.reduce(over))  # in all other turns nothing is ever above
    for some in (every[at : at + AT_ONCE] for at in range(0, len(every), AT_ONCE)):
        lasts, sites = turn.lasts[:, some], turn.sites[:, some]
        parts, beyond = np.zeros(sites.shape), np.zeros(sites.shape, dtype=bool)
        for (limit, base, each), ever in zip(limits, over, strict=True):
            own = np.flatnonzero(ever[some])
            need = base[some[own]] + each[some[own]] * sites[:, own]
            parts[:, own] = np.maximum(parts[:, own], _short(need, limit, lasts[:, own] * minutes) / need)
            beyond[:, own] |= above(need, limit)
        sent = limits[0].base[some] + limits[0].each[some] * sites
        requests[some] = (parts * sent / minutes).sum(axis=0)
        when[:, some], share[some] = beyond, (lasts * beyond).sum(axis=0)
    return Refused(share, when, requests, float(limits[0].need(turn.mean).mean()))


def _short(need: Any, limit: float, minutes: Any) -> Any:
    """What a bucket lacks of what is needed, moment by moment, each so many minutes long; it begins full."""
    short, held = np.empty_like(need), limit
    for at, taken in enumerate((need - limit) * minutes):
        np.subtract(held, taken, out=short[at])
        held = np.minimum(np.maximum(short[at], 0), limit)
    return np.maximum(-short, 0)
