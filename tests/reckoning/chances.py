"""Chances, by other means: each range by its inverse in plain arithmetic, at the middles of equal parts.

In: the folder of a small proposal, or a sheet. Out: every simulated figure that is far from that; or all that
contradicts another figure. Nothing here knows NumPy or how the program draws.
"""

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from itertools import pairwise, product
from math import ceil, sqrt
from pathlib import Path
from statistics import NormalDist
from typing import Any, Protocol

from tests.reckoning.figures import parts_of
from tests.reckoning.others import reckon
from tests.reckoning.typed import Files, inputs, number, read

PARTS = {1: 20, 2: 6}
"""Equal parts of each range, by how many there are."""
FAR = 0.04
"""As a share of what a need varies over, or of all: farther than that is another number."""
LIMITS = ("requests_per_minute", "tokens_per_minute", "uncached_tokens_per_minute")
QUANTILES = {"p50": 0.5, "p90": 0.9}
HELD = 1e-9


class Valued(Protocol):
    @property
    def value(self) -> Any: ...
    @property
    def low(self) -> Any: ...
    @property
    def high(self) -> Any: ...


def inverse(typed: Any, whole: bool) -> Callable[[float], float]:
    """The value that a share does not pass."""
    low, high = (float(number(typed[end])) for end in ("low", "high"))
    likely = float(number(typed["likely"])) if "likely" in typed else (low + high) / 2
    kind = typed.get("distribution", "pert")
    if isinstance(kind, Mapping) and "weights" in kind:
        pairs = [(float(number(one["value"])), float(number(one["weight"]))) for one in kind["weights"]]
        every = sum(weight for _, weight in pairs)
        return lambda share: next(
            v for n, (v, _) in enumerate(pairs) if sum(w for _, w in pairs[: n + 1]) > share * every
        )
    if isinstance(kind, Mapping):
        known = [(float(number(one["share"])), float(number(one["value"]))) for one in kind["percentiles"]]
        return _straight([(0.0, low), *known, (1.0, high)])
    if kind == "uniform" and whole:
        return lambda share: low + int(share * (high - low + 1))
    below: dict[str, Callable[[float], float]] = {
        "uniform": lambda x: (x - low) / (high - low),
        "triangular": lambda x: _triangle(x, low, likely, high),
        "pert": lambda x: 1 - ((high - x) / (high - low)) ** 5 if likely == low else 0.0,
    }
    if kind == "p10_p90":  # normal in the logarithm of the distance to where it ends
        end = likely - (high - likely) * (likely - low) / ((high - likely) - (likely - low))
        return lambda share: end + (likely - end) * ((high - end) / (likely - end)) ** (_normal(share) / _normal(0.9))
    return lambda share: _found(below[kind], share, low, high)


def _triangle(x: float, low: float, likely: float, high: float) -> float:
    if x <= likely:
        return (x - low) ** 2 / ((high - low) * (likely - low)) if likely > low else 0.0
    return 1 - (high - x) ** 2 / ((high - low) * (high - likely))


def _straight(known: list[tuple[float, float]]) -> Callable[[float], float]:
    def at(share: float) -> float:
        for (a, x), (b, y) in pairwise(known):
            if a <= share <= b:
                return x + (share - a) / (b - a) * (y - x)
        raise ValueError(share)

    return at


def _normal(share: float) -> float:
    return NormalDist().inv_cdf(share)


def _found(below: Callable[[float], float], share: float, low: float, high: float) -> float:
    """Where a rising function comes to a share, by halves."""
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if below(middle) < share else (low, middle)
    return low


def needs_of(folder: Path) -> dict[str, list[float]]:
    """What is needed at equal parts of ranges, from the least up, of a small proposal whose parts share no range."""
    files = read(folder)
    given = inputs(files)
    likely = {path: ends[1] for path, ends in given.items()}
    parts = [part.path for part in parts_of(files)]
    own: dict[str, list[str]] = {part: [] for part in parts}
    counted: dict[str, bool] = {}
    for path in (path for path, (low, _, high) in given.items() if low != high):
        ends = [reckon(files, {**likely, path: given[path][end]}, counted) for end in (0, 2)]
        for part in parts:
            if any(ends[0][f"{part}.{key}"] != ends[1][f"{part}.{key}"] for key in LIMITS):
                own[part].append(path)
    needs = {}
    for many, equal in PARTS.items():
        some = [part for part in parts if len(own[part]) == many]
        points = _points(files, [own[part] for part in some], equal)
        found = [reckon(files, likely | at, counted) for at in points]
        for name in (f"{part}.{key}" for part in some for key in LIMITS):
            needs[name] = sorted(float(one[name]) for one in found)
    return needs


def unlike_drawn(needs: Mapping[str, list[float]], sheet: Mapping[str, Valued]) -> list[str]:
    """Every chance and quantile that is far from that of the needs."""
    return [far for name, own in needs.items() for far in _unlike(sheet, f"chances.{name}", own, sheet[name].value)]


def _points(files: Files, sets: list[list[str]], equal: int) -> Iterator[dict[str, Fraction]]:
    """Sets of as many ranges, all at the same shares at once."""
    names = [name for each in sets for name in each]
    ways = {name: inverse(_typed(files, name), name.endswith("sites_at_peak")) for name in names}
    for at in product(range(equal), repeat=len(sets[0])):
        shares = [(one + 0.5) / equal for one in at]
        yield {name: Fraction(ways[name](share)) for each in sets for name, share in zip(each, shares, strict=True)}


def _typed(files: Files, name: str) -> Any:
    node: Any = files
    for key in name.split("."):
        node = node[key]
    return node


def _unlike(sheet: Mapping[str, Valued], name: str, needs: list[float], asked: Any) -> Iterator[str]:
    width = needs[-1] - needs[0]
    for key, share in QUANTILES.items():
        near = [needs[min(max(ceil((share + off) * len(needs)) - 1, 0), len(needs) - 1)] for off in (-FAR, 0, FAR)]
        if not near[0] - FAR * width <= float(sheet[f"{name}.{key}"].value) <= near[2] + FAR * width:
            yield f"{name}.{key} is {sheet[f'{name}.{key}'].value}, and must be about {near[1]}"
    more = sum(one > float(asked) * (1 + HELD) for one in needs) / len(needs)
    chance = float(sheet[f"{name}.chance_of_more"].value)
    if abs(chance - more) > FAR + 1 / sqrt(len(needs)) / 2:
        yield f"{name}.chance_of_more is {chance}, and must be about {more}"


def contradictions(sheet: Mapping[str, Valued]) -> list[str]:
    """All simulated figures of any sheet that contradict each other, or the range of what is asked for.

    Quantiles rise; what is above what is asked for with more than a tenth's chance is its p90; a share is one. A
    rounded number may pass another by its last digit.
    """
    told = []
    for name in (one.removesuffix(".chance_of_more") for one in sheet if one.endswith(".chance_of_more")):
        if f"{name}.p50" not in sheet:
            continue
        quantiles = [float(sheet[f"{name}.{key}"].value) for key in ("p50", "p90", "p95", "p99")]
        asked, chance = float(sheet[name.removeprefix("chances.")].value), float(sheet[f"{name}.chance_of_more"].value)
        if quantiles != sorted(quantiles):
            told.append(f"{name}: its quantiles do not rise")
        told += [
            f"{name}: {share} are not passed at {value}, and {chance} are above {asked}"
            for value, share in zip(quantiles, (0.5, 0.9, 0.95, 0.99), strict=True)
            if (value > asked * 1.02 and chance < 1 - share - 0.02)
            or (value < asked * 0.98 and chance > 1 - share + 0.02)
        ]
    shares = ("chance_of_more", "share_refused", "share_of_time_above")
    return told + [
        f"{name} is {one.value}"
        for name, one in sheet.items()
        if name.startswith("chances.") and (one.value < 0 or (name.endswith(shares) and one.value > 1))
    ]
