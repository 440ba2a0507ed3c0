"""Values that were measured: what `{measured: NAME}` stands for in the other files.

In: the plain values of a proposal's files, and the files of its folder measured/. Out: the values with each such entry
replaced by the number of that name; what was put in, with its line in the measured file; the measured files; and each
name that no file has, as a fault.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from pathlib import Path
from typing import Any, NamedTuple

from generator.errors import Fault, Place, ProposalError, did_you_mean, refusal
from generator.files import read_text
from generator.inputs.located_yaml import KEY, YamlPath, is_within, parse
from generator.inputs.numbers import ENDS, NOT_KNOWN, PERCENT
from generator.inputs.quantities import unit_of
from generator.units import COMPACT, Count, counted, write

FOLDER, MEASURED, SOURCE = "measured", "measured", "source"
STANDS_FOR = {MEASURED, SOURCE, "label"}
"""What may stand beside the name of a measured value, where it stands for a number."""
GUARDRAILS = ("proposal", "guardrails")
"""Where that name stands among the keys of an entry, which keeps it beside the number."""
MOST_FILES, MAPPING = 50, "mapping.yaml"
"""The latter says how a log is read, and holds no values."""
MEASURE_FIRST = "measure it first: proposal measure LOG"


class Value(NamedTuple):
    """One measured number, or share as a text: its place, its unit where it has one, and what an input names it by."""

    number: Fraction | str
    place: Place
    unit: str
    name: str = ""


@dataclass(frozen=True)
class MeasuredFile:
    """What a file of measured values holds: its `values` by name, of `groups` of calls.

    `days` are those of its log, `busiest` is the minute with most requests, by the clocks of the `zone`; each is empty
    where the log has no times. `says` is the sentence that stands as its source.
    """

    name: str
    text: str
    values: Mapping[str, Value]
    says: str
    groups: tuple[str, ...] = ()
    days: str = ""
    zone: str = ""
    busiest: str = ""


def is_measured(path: str) -> bool:
    """Whether a path in the folder of a proposal is that of measured values."""
    return is_within(FOLDER, path) and path != f"{FOLDER}/{MAPPING}"


def put_in(
    values: Mapping[str, Any],
    places: Mapping[YamlPath, Place],
    folder: Path,
    texts: Mapping[str, str] | None,
    faults: list[Fault],
) -> tuple[tuple[MeasuredFile, ...], dict[YamlPath, Value]]:
    """Replaces each measured value in `values` by its number; what cannot be is added to `faults`, at its place.

    Returns the measured files, whether or not an input names a value of them; and the values that were put in, each by
    the path of the number that it stands for, which ends in value, low, likely or high.
    """
    known = {one.name: one for one in measured_files(folder, texts, faults)}
    put: dict[YamlPath, Value] = {}
    for path, holder, key in list(_references(values, ())):
        one, name = holder[key], holder[key][MEASURED]
        place = places.get((*path, MEASURED), Place(str(folder)))
        found = _found(name, known, place, f"{folder}/{FOLDER}/", faults)
        number, says = (found[1].number, found[0].says) if found else (NOT_KNOWN, "not known")
        if not {*one} <= STANDS_FOR:
            one[MEASURED] = {"name": name, "value": number}
            continue
        if found:
            put[path if key in ENDS else (*path, "value")] = found[1]._replace(name=name)
        _replace(holder, key, number, says)
    return tuple(known.values()), put


def _references(node: Any, path: YamlPath) -> Iterator[tuple[YamlPath, Any, Any]]:
    """Each number, and each guardrail, that names a measured value: its path, what holds it, and its key there."""
    for key, one in node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ():
        below = (*path, key)
        named = isinstance(one, dict) and isinstance(one.get(MEASURED), str) and key != SOURCE
        if named and ({*one} <= STANDS_FOR or path == GUARDRAILS):
            yield below, node, key
        else:
            yield from _references(one, below)


def _replace(holder: Any, key: Any, number: Fraction | str, says: str) -> None:
    source = {MEASURED: says}
    if key in ENDS:
        holder[key] = number
        holder.setdefault(SOURCE, source)
    else:
        rest = {name: one for name, one in holder[key].items() if name != MEASURED}
        holder[key] = {"value": number, SOURCE: source, **rest}


def _found(
    name: str, known: Mapping[str, MeasuredFile], place: Place, where: str, faults: list[Fault]
) -> tuple[MeasuredFile, Value] | None:
    """The value of a name, which may begin with that of its file; or none, and a fault."""
    named = ((one, one.values.get(name) or one.values.get(name.removeprefix(f"{one.name}."))) for one in known.values())
    found = [(one, value) for one, value in named if value]
    if len(found) == 1:
        return found[0]
    if found:
        files = sorted(one.name for one, _ in found)
        hint = f"name one of them: {files[0]}.{name}"
        faults.append(Fault(place, f"{name} was measured more than once: in {', '.join(files)}", hint))
    elif known:
        every = [(one.name, each) for one in known.values() for each in one.values]
        names = {each for _, each in every} | {f"{file}.{each}" for file, each in every if name.startswith(f"{file}.")}
        what = f"there is no measured value {name} in {', '.join(f'{one}.yaml' for one in known)}"
        faults.append(Fault(place, what, did_you_mean(name, names)))
    else:
        faults.append(Fault(place, f"{name} names a measured value, and {where} holds none", MEASURE_FIRST))
    return None


def measured_files(folder: Path, texts: Mapping[str, str] | None, faults: list[Fault]) -> Iterator[MeasuredFile]:
    """The files of measured values of a folder, or of `texts` by path; what is wrong with one is added to `faults`."""
    inside = folder / FOLDER
    paths = [path for path in texts if is_measured(path)] if texts is not None else listed(inside)
    for path in sorted(paths)[:MOST_FILES]:
        try:
            text = texts[path] if texts is not None else read_text(folder / path, within=folder)
            yield measured_file(text, str(folder / path))
        except ProposalError as error:
            faults += error.faults


def listed(inside: Path) -> list[str]:
    """The paths of the files of measured values in a folder, from the folder above it, in order."""
    found = [f"{FOLDER}/{one.name}" for one in inside.glob("*.yaml")] if inside.is_dir() else []
    return sorted(path for path in found if is_measured(path))


def measured_file(text: str, file: str) -> MeasuredFile:
    """The measured values that a text holds. Raises ProposalError where it is not such a file."""
    located = parse(text, file)
    window, values = located.values.get("window", {}), located.values.get("values")
    log = located.values.get("log")
    if not isinstance(values, dict) or not isinstance(log, dict) or not isinstance(window, dict):
        raise refusal(file, "does not hold measured values", MEASURE_FIRST)
    calls = log.get("calls")
    if not isinstance(calls, Fraction):
        raise refusal(located.places.get(("log",), Place(file)), "does not say how many calls it counted")
    found = dict(_flat(values, ("values",), located.places, ""))
    whole = values.get("all", {})
    rate = whole.get("requests_per_minute", {}) if isinstance(whole, dict) else {}
    requests = counted(write(calls, unit_of(Count), COMPACT), "requests")
    days = _days(str(window.get("from", "")), str(window.get("to", "")), located.places.get(("window",), Place(file)))
    name = Path(file).stem
    says = ", ".join(part for part in (name, days, requests) if part)
    busiest = str(rate.get("at", "")) if isinstance(rate, dict) else ""
    return MeasuredFile(name, text, found, says, tuple(map(str, values)), days, str(window.get("zone", "")), busiest)


def _flat(node: Any, path: YamlPath, places: Mapping[YamlPath, Place], unit: str) -> Iterator[tuple[str, Value]]:
    """The numbers and shares below a node, by name; that of a single number is the name of what holds it."""
    own = str(node.get("unit", unit))
    for key, one in node.items():
        below = (*path, key)
        if isinstance(one, dict):
            yield from _flat(one, below, places, unit)
        elif isinstance(one, Fraction) or (isinstance(one, str) and PERCENT.fullmatch(one)):
            name = ".".join(map(str, below[1:])).removesuffix(".value")
            counts = key == "count" or isinstance(one, str)
            yield name, Value(one, places.get(below, places.get((*below, KEY), Place(""))), "" if counts else own)


def _days(first: str, last: str, place: Place) -> str:
    """The days of a window as people write them: 1–31 October 2026."""
    if not first and not last:
        return ""
    try:
        begin, end = (datetime.strptime(one, "%Y-%m-%d %H:%M") for one in (first, last))
    except ValueError:
        raise refusal(place, "does not say from when to when it measured", 'from: "2026-10-01 00:00"') from None
    ends = f"{end.day} {end:%B %Y}"
    if begin.date() == end.date():
        return ends
    if (begin.year, begin.month) == (end.year, end.month):
        return f"{begin.day}–{ends}"
    return f"{begin.day} {begin:%B}{'' if begin.year == end.year else f' {begin.year}'} – {ends}"
