"""From a folder, or the texts of its files, to plain values that know their place.

In: a folder with one YAML file per field of `Inputs`, or those files' texts; and changes to make first. Out: the values
of all files by path, the place of each, and what is wrong with the files and the changes so far.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import reduce
from operator import getitem
from pathlib import Path
from typing import Any

from generator.errors import Fault, Place, ProposalError, did_you_mean, refusal
from generator.files import merge_marks, read_text
from generator.inputs.entry import fields_of
from generator.inputs.located_yaml import KEY, Located, Value, YamlPath, parse
from generator.inputs.measured import FOLDER, MeasuredFile, is_measured, put_in
from generator.inputs.measured import Value as Measured
from generator.inputs.offers import FOLDER as OFFERS
from generator.inputs.offers import is_offer
from generator.inputs.records import OPTIONAL, Inputs, keys_of

PARTS = tuple(fields_of(Inputs))
FILES = tuple(name for name in PARTS if name != OFFERS)
"""The parts of a proposal that are a file each; the offers are a folder."""
MOST_OFFERS, VARIANTS = 20, "variants"
UNMERGED, TAKE = "a merge has left its marks here", "take one side, or both, from this line on; then: proposal build"


@dataclass(frozen=True)
class Raw:
    """The plain values of a proposal's files, the place of every key and value, and the faults that were found.

    `files` are the files as they were read, by name, and `changes` what was put in place of their values. `measured`
    are the numbers that were measured, each by its path, which ends in value, low, likely or high; `logs` are the files
    of all that was measured.
    """

    name: str
    values: Mapping[str, Any]
    places: Mapping[YamlPath, Place]
    faults: tuple[Fault, ...] = ()
    files: Mapping[str, str] = field(default_factory=dict)
    changes: Mapping[str, str] = field(default_factory=dict)
    measured: Mapping[YamlPath, Measured] = field(default_factory=dict)
    logs: tuple[MeasuredFile, ...] = ()


def is_input(path: str) -> bool:
    """Whether a path in the folder of a proposal is that of a file of its inputs."""
    return path in {f"{name}.yaml" for name in FILES} or is_measured(path) or is_offer(path)


def read(
    folder: Path, changes: Mapping[str, str], texts: Mapping[str, str] | None = None, more: Iterable[Path] = ()
) -> Raw:
    """The files of `folder`, or `texts` by file name instead, with `changes` (dotted path → YAML text) made to them.

    `more` are offers that lie elsewhere. Raises ProposalError where there is no such folder; other faults are part of
    what comes back.
    """
    if texts is None and not folder.is_dir():
        raise refusal(folder, "there is no such folder")
    faults: list[Fault] = []
    held = {name: _text(folder / f"{name}.yaml", texts, faults) for name in FILES}
    located = {name: _parsed(folder / f"{name}.yaml", text, faults) for name, text in held.items()}
    values: dict[str, Any] = {name: found.values for name, found in located.items() if found}
    faulty = {fault.place.file for fault in faults}
    values |= {name: {} for name in OPTIONAL if held.get(name) is None and str(folder / f"{name}.yaml") not in faulty}
    places = {(name, *path): place for name, found in located.items() if found for path, place in found.places.items()}
    offers = dict(_offers(folder, texts, more, faults))
    values |= {OFFERS: {name: one.values for name, (_, _, one) in offers.items()}}
    if offers:
        places[OFFERS,] = places[OFFERS, KEY] = Place(str(folder / OFFERS))
    for name, (file, _, one) in offers.items():
        places |= {(OFFERS, name): Place(file), (OFFERS, name, KEY): Place(file)}
        places |= {(OFFERS, name, *path): place for path, place in one.places.items()}
    known = names_of(places) if changes else {}
    for path, text in changes.items():
        known = _change(values, places, known, path, text, faults)
    kept = {f"{name}.yaml": text for name, text in held.items() if text is not None}
    logs, measured = put_in(values, places, folder, texts, faults)
    kept |= {f"{FOLDER}/{one.name}.yaml": one.text for one in logs}
    kept |= {f"{OFFERS}/{name}.yaml": text for name, (_, text, _) in offers.items()}
    return Raw(folder.resolve().name, values, places, tuple(faults), kept, dict(changes), measured, logs)


def _text(path: Path, texts: Mapping[str, str] | None, faults: list[Fault]) -> str | None:
    """A file's exact text; None where it cannot be read, and a fault, unless a proposal may do without it."""
    try:
        text = read_text(path, within=path.parent.parent) if texts is None else texts[path.name]
        marks = merge_marks(text)
        faults += [Fault(Place(str(path), line, 1), UNMERGED, TAKE) for line in marks[:1]]
        return None if marks else text
    except ProposalError as error:
        faults += error.faults
    except (FileNotFoundError, KeyError):
        others = {other.name for other in path.parent.glob("*.y*ml")} - {f"{name}.yaml" for name in FILES}
        alike = {one for one in others if did_you_mean(path.stem, {Path(one).stem}).startswith("did")}
        hint = did_you_mean(path.name, alike)
        meant = hint.startswith("did")
        if meant or path.stem not in OPTIONAL:
            faults.append(Fault(Place(str(path)), "there is no such file", hint if meant else ""))
    return None


def _offers(
    folder: Path, texts: Mapping[str, str] | None, more: Iterable[Path], faults: list[Fault]
) -> Iterator[tuple[str, tuple[str, str, Located]]]:
    """Each offer by its name: its file, its text and its values. One that says nothing yet is not an offer."""
    inside = [f"{OFFERS}/{one.name}" for one in (folder / OFFERS).glob("*.yaml")] if texts is None else texts
    paths = [folder / path for path in sorted(inside) if is_offer(path)]
    if len(paths) > MOST_OFFERS:
        hint = "move those that count no longer to another folder"
        faults.append(Fault(Place(str(folder / OFFERS)), f"more than {MOST_OFFERS} offers", hint))
    for path in (*paths[:MOST_OFFERS], *more):
        try:
            within = folder if path in paths else None
            text = texts[f"{OFFERS}/{path.name}"] if texts is not None else read_text(path, within=within)
        except ProposalError as error:
            faults += error.faults
            continue
        located = _parsed(path, text, faults)
        if located and located.values:
            yield path.stem, (str(path), text, located)


def _parsed(path: Path, text: str | None, faults: list[Fault]) -> Located | None:
    try:
        return None if text is None else parse(text, str(path))
    except ProposalError as error:
        faults += error.faults
        return None


def dotted(path: YamlPath) -> str:
    """A path as people write it."""
    return ".".join(map(str, path))


def _change(
    values: Any,
    places: dict[YamlPath, Place],
    known: dict[str, YamlPath],
    path: str,
    text: str,
    faults: list[Fault],
) -> dict[str, YamlPath]:
    """Puts a value at a dotted path; names may hold dots, so the path is one of those `known` from the files.

    Returns those that are known then.
    """
    origin = Place(f"--set {path}={text}")
    try:
        values_put, places_put = parse(f"value: {text}", "--set")
        if set(values_put) != {"value"}:
            faults.append(Fault(origin, "more than a value", "repeat --set for each"))
            return known
        new: Value = values_put["value"]
    except ProposalError as error:
        faults.append(Fault(origin, error.faults[0].what, error.faults[0].hint))
        return known
    keys = known.get(path) or left_out(values, known, path)
    if keys:
        holder: Any = reduce(getitem, keys[:-1], values)
        plain = keys not in places or not isinstance(holder[keys[-1]], dict | list)
        put(values, places, keys, new, {below[1:]: origin for below in places_put if below[:1] == ("value",)})
    elif not any(path.startswith(f"{name}.") for name in FILES if name not in values):
        faults.append(Fault(origin, *no_such_value(path, known)))
        return known
    return known | {path: keys} if keys and plain and not isinstance(new, dict | list) else names_of(places)


def names_of(places: Iterable[YamlPath]) -> dict[str, YamlPath]:
    """The keys to each value, by its dotted path."""
    return {dotted(keys): keys for keys in places if keys[-1] != KEY}


def no_such_value(path: str, known: Mapping[str, YamlPath]) -> tuple[str, str]:
    """What is wrong with a path that names no value, and a hint."""
    return "there is no such value", did_you_mean(path, known.keys() - {*PARTS})


def misnamed(raw: Raw) -> Iterator[Fault]:
    """Each path of a variant that names no value, or one that nothing is worked out from."""
    variants = raw.values.get(VARIANTS)
    known = names_of(raw.places) if variants else {}
    for name, one in variants.items() if isinstance(variants, dict) else ():
        for path in one["set"] if isinstance(one, dict) and isinstance(one.get("set"), dict) else ():
            place = raw.places.get((VARIANTS, name, "set", path, KEY), Place(VARIANTS))
            file = path.partition(".")[0]
            if file in (VARIANTS, OFFERS):
                yield Fault(place, "a variant puts no value of a variant or of an offer", "name another input")
            elif file in FILES and file not in raw.values:
                continue  # it cannot be read, which is told
            elif not (known.get(path) or left_out(raw.values, known, path)):
                yield Fault(place, *no_such_value(path, known))


def put(
    values: Any, places: dict[YamlPath, Place], keys: YamlPath, new: Value, places_put: Mapping[YamlPath, Place]
) -> None:
    """Puts a value in the place of another; `places_put` are the places of what is in it, by their path below it."""
    reduce(getitem, keys[:-1], values)[keys[-1]] = new
    for below in [place for place in places if place[: len(keys)] == keys]:
        del places[below]
    places |= {(*keys, *below): place for below, place in places_put.items()}


def left_out(values: Any, known: Mapping[str, YamlPath], path: str) -> YamlPath:
    """The keys to a value that the inputs leave out, where the record around it stands and may have it; or none."""
    parent, _, last = path.rpartition(".")
    keys = known.get(parent, ())
    return (*keys, last) if keys and isinstance(reduce(getitem, keys, values), dict) and last in keys_of(keys) else ()
