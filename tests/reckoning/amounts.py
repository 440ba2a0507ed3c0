"""What a page takes and what a rate of pages asks for, each worked out from four numbers.

In: requests, input, cached input and output tokens. Out: rows of figures by their last name.
"""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from types import MappingProxyType
from typing import Any, NamedTuple, cast

Row = dict[str, Any]
"""A fraction, or a yes or no, by its name."""


def plain(value: Fraction) -> Fraction:
    """The same number; a whole one as an int, which is added and multiplied twenty times as fast."""
    return cast("Fraction", value.numerator) if value.denominator == 1 else value


NOTHING = plain(Fraction())


class Four(NamedTuple):
    """Requests, input tokens, those of them that the cache serves, and output tokens: of a page, or of a minute.

    `works` is what is no token, by its unit.
    """

    requests: Fraction = NOTHING
    sent: Fraction = NOTHING
    held: Fraction = NOTHING
    back: Fraction = NOTHING
    works: Mapping[str, Fraction] = MappingProxyType({})

    def times(self, factor: Fraction) -> "Four":
        """So many of them."""
        works = {unit: factor * one for unit, one in self.works.items()}
        return Four._make((*(factor * one for one in self[:4]), works))

    def work(self, name: str) -> Row:
        """Its work as figures of a name, each with its unit before it."""
        return {f"work.{unit}.{name}": one for unit, one in self.works.items()}


def together(each: Iterable[Four]) -> Four:
    """All of them in one."""
    every = list(each)
    units = dict.fromkeys(unit for four in every for unit in four.works)
    works = {unit: sum((four.works.get(unit, NOTHING) for four in every), NOTHING) for unit in units}
    columns = zip(*(four[:4] for four in (Four(), *every)), strict=True)
    return Four._make((*(sum(column, NOTHING) for column in columns), works))


def of_a_page(four: Four) -> Row:
    """All that is said of a page, or of a model's part of it."""
    requests, sent, held, back, _ = four
    return four.work("work_per_page") | {
        "requests_per_page": requests,
        "input_tokens_per_page": sent,
        "cached_input_tokens_per_page": held,
        "output_tokens_per_page": back,
        "uncached_input_tokens_per_page": sent - held,
        "tokens_per_page": sent + back,
        "uncached_tokens_per_page": sent + back - held,
        "cache_rate": share(held, sent),
        "cached_share_of_tokens": share(held, sent + back),
        "tokens_per_request": share(sent + back, requests),
        "input_tokens_per_request": share(sent, requests),
        "cached_input_tokens_per_request": share(held, requests),
    }


def of_a_minute(four: Four) -> Row:
    """All that is said of a minute's demand."""
    requests, sent, held, back, _ = four
    return four.work("work_per_minute") | {
        "requests_per_minute": requests,
        "input_tokens_per_minute": sent,
        "cached_input_tokens_per_minute": held,
        "uncached_input_tokens_per_minute": sent - held,
        "output_tokens_per_minute": back,
        "tokens_per_minute": sent + back,
        "uncached_tokens_per_minute": sent - held + back,
    }


def of_a_request(four: Four) -> Row:
    """What more is said of a minute that is asked for."""
    _, sent, held, *_ = four
    return {
        "cache_rate": share(held, sent),
        "nothing_is_cached": held == 0,
    }


def of_a_month(four: Four) -> Row:
    """All that is said of a month's volume."""
    requests, sent, held, back, _ = four
    return four.work("work_per_month") | {
        "requests_per_month": requests,
        "input_tokens_per_month": sent,
        "cached_input_tokens_per_month": held,
        "output_tokens_per_month": back,
        "tokens_per_month": sent + back,
        "uncached_tokens_per_month": sent - held + back,
    }


def of_its_mean(month: Four, days: Fraction, hours: Fraction) -> Row:
    """What a month comes to on each of its active days, and in each of their hours."""
    requests, sent, held, back, works = month
    row: Row = {}
    for per, parts in (("day", days), ("hour", days * hours)):
        row |= {f"work.{unit}.work_per_active_{per}": ratio(one, parts) for unit, one in works.items()}
        row[f"requests_per_active_{per}"] = ratio(requests, parts)
        row[f"tokens_per_active_{per}"] = ratio(sent + back, parts)
        row[f"uncached_tokens_per_active_{per}"] = ratio(sent - held + back, parts)
    return row


def share(part: Fraction, whole: Fraction) -> Fraction:
    """The share of a whole; of nothing, nothing."""
    return ratio(part, whole) if whole else NOTHING


def ratio(some: Fraction, among: Fraction) -> Fraction:
    """So much of some for each of those that they are shared among."""
    return plain(Fraction(some) / among)


def up(value: Fraction, step: Fraction | None) -> Fraction:
    """The next multiple of a step, or the value where there is none."""
    return value if step is None else -(-value // step) * step


def whole_blocks(tokens: Fraction, block: Fraction | None) -> Fraction:
    """The tokens that fill whole blocks; all of them where the size of a block is not known."""
    return tokens if block is None else tokens // block * block
