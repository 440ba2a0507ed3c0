"""The file of measured values: small, committed, and read by whoever reviews a change.

In: what was measured. Out: the text of `inputs/<proposal>/measured/<name>.yaml`; and back: whether the log still gives
the same. No text of a prompt is in it, and no secret of an address.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any, NamedTuple

from generator.errors import refusal
from generator.files import read_text
from generator.inputs.located_yaml import parse
from generator.inputs.measured import measured_file
from generator.measure.calls import MOST_TOKENS
from generator.measure.logs import without_secrets
from generator.measure.mapping import FIELDS, IS, ONLY, PARTS_BESIDE, ZONE, from_values
from generator.measure.mapping import Mapping as LogMapping
from generator.measure.measuring import Measured, Say, measure
from generator.measure.traffic import PEAKING
from generator.measure.values import Share, Value
from generator.units import half_up

HEAD = """\
# Measured by `proposal measure` from a log of calls; measure it again rather than edit it. An input takes a value of it
# by name, in place of a number: {measured: all.input_tokens.mean}, or {measured: FILE.all.input_tokens.mean}.
"""
DECIMALS, DECIMALS_OF_PERCENT = 6, 4
PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9_./@-]*")
WORDS = frozenset({"true", "false", "null", "yes", "no", "on", "off", "y", "n"})
MEANS = {
    "percentile": "linear between ranks: of n values in order, that at rank p × (n − 1), counted from 0",
    "standard_error": "of the mean, as if calls were independent; bursts make it too small",
    "tokens": "of calls that did not fail; input holds what came from the cache, output what was reasoning",
    "cached": "hit_rate is the share of calls with any cached token, cached_share that of input tokens",
    "minutes": "from the first call's to the last's, but for clock hours without a call; failed calls count",
    "peak": f"it lasts while a minute has at least {PEAKING * 100} % of the busiest; so does a tenant's own",
    "in_flight": "calls under way when a second begins",
    "names": "a call or model whose name has a space or over sixty characters counts under other",
    "times": "a time that names no zone is one of the mapping's zone, or else of the window's",
    "left_out": f"rows that cannot be read, or true ({MOST_TOKENS:,} tokens at most), or stand twice by their id",
}


def to_text(measured: Measured) -> str:
    """The text of the file of what was measured."""
    table = measured.counted.table
    log: dict[str, Any] = {
        "address": [without_secrets(one) for one in measured.addresses],
        "read_as": table.mapping.name,
        "digest": measured.digest,
        "rows": measured.counted.rows,
        "calls": measured.counted.count,
    }
    log |= {"other_rows": measured.counted.other} if measured.counted.other else {}
    left_out = {rule.replace(" ", "_"): n for rule, n in measured.counted.left_out.items()}
    log |= {"left_out": left_out, "absent": measured.absent}
    parts: dict[str, Any] = {"log": log, "mapping": _mapping(table.mapping, table.found.paths())}
    parts |= {"window": measured.window} if measured.window else {}
    parts |= {"rules": MEANS, "values": measured.values}
    return HEAD + "".join(f"\n{_key(name)}:\n" + "".join(_lines(part, 1)) for name, part in parts.items())


def _mapping(mapping: LogMapping, paths: Mapping[str, str]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name in FIELDS:
        each = paths.get(name, "").split(", ")
        if each != [""]:
            found[name] = each[0] if len(each) == 1 else each
        elif name in mapping.fixed:
            found[name] = {IS: mapping.fixed[name]}
    found |= {ZONE: mapping.zone} if mapping.zone else {}
    found |= {ONLY: dict(mapping.only)} if mapping.only else {}
    return found | ({PARTS_BESIDE: "true"} if mapping.parts_beside else {})


def _lines(values: Mapping[str, Any], depth: int) -> Iterator[str]:
    """A line an entry; an entry whose entries are not mappings is one line."""
    for name, value in values.items():
        nested = isinstance(value, dict) and any(isinstance(one, dict) for one in value.values())
        text = "" if nested else f" {_flow(value)}"
        yield f"{'  ' * depth}{_key(name)}:{text}\n"
        if nested:
            yield from _lines(value, depth + 1)


def _flow(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_key(name)}: {_flow(one)}" for name, one in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_flow, value)) + "]"
    return _scalar(value)


def _scalar(value: Value) -> str:
    if isinstance(value, Share):
        return decimal(value.value * 100, DECIMALS_OF_PERCENT) + "%"
    if isinstance(value, str):
        return value if PLAIN.fullmatch(value) and value.lower() not in WORDS - {"true"} else _quoted(value)
    return decimal(Fraction(value), DECIMALS)


def _key(name: str) -> str:
    return name if PLAIN.fullmatch(name) and name.lower() not in WORDS else _quoted(name)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def decimal(value: Fraction, decimals: int) -> str:
    """A number with as many decimals as it has, up to so many, rounded half up."""
    rounded = half_up(value, decimals)
    steps = abs(rounded * 10**decimals)
    whole, part = divmod(int(steps), 10**decimals)
    text = f"{whole}.{part:0{decimals}d}".rstrip("0").rstrip(".")
    return f"-{text}" if rounded < 0 else text


def measured_again(text: str, file: str) -> tuple[list[str], LogMapping, str]:
    """The addresses, mapping and zone by which a file was measured. Raises ProposalError where it lacks them."""
    located = parse(text, file)
    log, mapping, window = (located.values.get(name, {}) for name in ("log", "mapping", "window"))
    if not isinstance(log, dict) or not isinstance(mapping, dict) or not isinstance(window, dict):
        raise refusal(file, "does not say how it was measured", "measure it anew: proposal measure LOG")
    places = {path[1:]: place for path, place in located.places.items() if path[:1] == ("mapping",)}
    addresses = log.get("address", [])
    assert isinstance(addresses, list)
    found = from_values(mapping, places, file, str(log.get("read_as", file)))
    return [str(one) for one in addresses], found, str(window.get("zone", ""))


class Moved(NamedTuple):
    """A value that is another today; empty where there was none, or is none today."""

    name: str
    was: str
    now: str


def again(file: Path, logs: Sequence[str], say: Say) -> list[Moved]:
    """What moved since a file was written, measured by its own mapping, from its own log unless another is named.

    Raises ProposalError where the log is not there any more.
    """
    text = read_text(file)
    addresses, mapping, zone = measured_again(text, str(file))
    today = to_text(measure(logs or addresses, mapping, zone, say))
    before, after = (
        {name: one if isinstance(one, str) else decimal(one, DECIMALS) for name, (one, *_) in found.values.items()}
        for found in (measured_file(one, str(file)) for one in (text, today))
    )
    every = (Moved(name, before.get(name, ""), after.get(name, "")) for name in dict.fromkeys([*before, *after]))
    found = [one for one in every if one.was != one.now]
    if not found and _counted(text) != _counted(today):
        return [Moved("log", *(" ".join(_counted(one)) for one in (text, today)))]
    return found


def _counted(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.startswith(("  digest: ", "  rows: ", "  left_out: "))]
