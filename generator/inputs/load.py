"""From the folder of a proposal to its records.

In: a folder with one YAML file per field of `Inputs`, and changes to make first. Out: a `Proposal`: the records, and
the place and source of each value. Every fault of every file is raised at once, as one ProposalError.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path
from typing import Any, NamedTuple

from generator.errors import Fault, Place, ProposalError
from generator.inputs.budget import over_budget
from generator.inputs.checks import check
from generator.inputs.entry import MisfitError, fields_of
from generator.inputs.located_yaml import KEY, YamlPath
from generator.inputs.measured import MeasuredFile, Value
from generator.inputs.numbers import ENDS
from generator.inputs.offers import FOLDER, is_offer, shown
from generator.inputs.quantities import Quantity, Source
from generator.inputs.raw import VARIANTS, Raw, dotted, misnamed, read
from generator.inputs.reading import faults_of, nearest, read_as
from generator.inputs.records import TABLES, Inputs, part
from generator.inputs.texts import Text
from generator.inputs.varied import is_put, of_shown, varied
from generator.units import Unit

WHERE: Mapping[str, tuple[str, ...]] = {
    **{table: (table,) for table in ("models", "scenarios", "page_profiles", "offers", "savings")},
    "calls": ("page_profiles", "*", "calls"),
    "components": ("page_profiles", "*", "components"),
    "phases": ("caching", "query_reuse", "phases"),
    "work_units": ("proposal", "work_units"),
}
"""Where the names of each table stand, but for those of load cases; * stands for any name."""
MAY_BE_EMPTY = ("components", "phases", "offers", "savings", "work_units")
"""Where another table is empty, that is the fault, and not each reference to it."""


class Leaf(NamedTuple):
    """A quantity of the inputs under its path, with all that is known of it."""

    path: str
    keys: YamlPath
    quantity: Quantity
    unit: Unit
    says: str
    place: Place
    source: Source | None


@dataclass(frozen=True)
class Proposal:
    """A proposal's validated inputs; `name` is its folder's, `places` knows the line of every value by path.

    `files`, `changes`, `measured` and `logs` are as in `Raw`. `shown` are the variants that the document shows, each as
    a proposal of its own.
    """

    name: str
    inputs: Inputs
    places: Mapping[YamlPath, Place]
    files: Mapping[str, str] = field(default_factory=dict)
    changes: Mapping[str, str] = field(default_factory=dict)
    measured: Mapping[YamlPath, Value] = field(default_factory=dict)
    logs: tuple[MeasuredFile, ...] = ()
    shown: Mapping[str, "Proposal"] = field(default_factory=dict)

    def leaves(self) -> Iterator[Leaf]:
        """Every quantity of the inputs, in the order of the files and the proposal's own words.

        What was measured stands at its line in that file. A default and a change have no source but their own.
        """
        yield from self._every_leaf

    @cached_property
    def _every_leaf(self) -> tuple[Leaf, ...]:
        """Found once: a document asks for them a dozen times."""
        return tuple(map(self._told, _leaves(self.inputs, self.places)))

    def _told(self, leaf: Leaf) -> Leaf:
        found = (self.measured.get((*leaf.keys, end)) for end in ("value", "likely"))
        place = next((one.place for one in found if one), leaf.place)
        source = leaf.source if leaf.quantity.source or self._is_stated(leaf.keys) else None
        own = self.inputs.words_at(leaf.path)
        return leaf._replace(place=place, unit=own.unit(leaf.unit), says=own.say(leaf.says), source=source)

    def _is_stated(self, keys: YamlPath) -> bool:
        """Whether a value stands in a file, at each of its ends: no default, and no change for this run."""
        places = [self.places[path] for end in ENDS if (path := (*keys, end)) in self.places]
        return not any(map(is_put, places or [self.places.get(keys, Place(""))]))

    def texts(self) -> Iterator[tuple[str, Text, Place]]:
        """Every free text of the inputs with the path of the record it belongs to, and its place."""
        for path, value, _, _, _ in self.inputs.walked:
            if isinstance(value, Text):
                owner = path[:-2] if isinstance(path[-1], int) else path[:-1]
                yield dotted(owner), value, self.place(path)

    def place(self, path: YamlPath) -> Place:
        """The place of a value, or of the closest thing around it that stands in a file."""
        return nearest(self.places, path)


def load(
    folder: str | Path, changes: Mapping[str, str] | None = None, texts: Mapping[str, str] | None = None
) -> Proposal:
    """The proposal in `folder`, or in `texts` by file name, with `changes` (dotted path → YAML text) made to it first.

    Raises ProposalError with every fault: of the files, of the changes, of the values and of what they refer to.
    """
    return validated(read(Path(folder), changes or {}, texts))


def validated(raw: Raw, every_offer: bool = False) -> Proposal:
    """The proposal of plain values, with the offer that its document shows, or with `every_offer`.

    What one vendor said is not for another to read, and what we weigh is for neither: `files` hold no other offer than
    that which is shown, and no variants but those that the document shows.

    Raises ProposalError with every fault.
    """
    faults = [*raw.faults, *misnamed(raw)]
    inputs = _validate(raw.values, raw.places, faults)
    faults += _other_units(inputs, raw)
    if faults or inputs is None:
        raise ProposalError(faults)
    offers = inputs.offers if every_offer else shown(inputs.proposal, inputs.offers)
    file, kept = f"{VARIANTS}.yaml", {f"{FOLDER}/{name}.yaml" for name in offers}
    files = {path: text for path, text in raw.files.items() if path in kept or not (is_offer(path) or path == file)}
    whole = inputs if len(offers) == len(inputs.offers) else part(dict(inputs) | {"offers": offers})
    variants = {name: validated(varied(raw, inputs, name)[0]) for name, one in inputs.variants.items() if one.shown}
    if variants and file in raw.files:
        begins = {name: raw.places.get((VARIANTS, name, KEY), Place("")) for name in inputs.variants}
        lines = {name: place.line for name, place in begins.items() if place.line}
        files[file] = of_shown(raw.files[file], lines, variants)
    return Proposal(raw.name, whole, raw.places, files, raw.changes, raw.measured, raw.logs, variants)


def _validate(values: Mapping[str, Any], places: Mapping[YamlPath, Place], faults: list[Fault]) -> Inputs | None:
    """The records; where some are faulty, none, but the sound ones are checked against each other all the same."""
    tables, inputs, of_values = _tables(values), None, list[Fault]()
    try:
        inputs = read_as(Inputs, values, tables)
        sound, whole = inputs, {*values}
    except MisfitError as error:
        misfits = [one for one in error.misfits if one.path[0] in values]
        of_values = list(faults_of(misfits, places))
        faulty = {one.path[:2] for one in misfits}
        sound, whole = _sound(values, faulty, tables), {*values} - {path[0] for path in faulty}
    conflicts = [*check(sound, whole), *(over_budget(inputs) if inputs else ())]
    names = frozenset[str]().union(*tables.values())
    keys = names | {"site", "sites"}  # beside other keys it is one
    say = partial(sound.own.say, keep=keys)
    faults += [one._replace(what=say(one.what), hint=say(one.hint)) for one in of_values]
    for one in conflicts:
        others = " and ".join(_briefly(nearest(places, other)) for other in one.beside)
        what, hint = sound.own.say(one.what, names), f"compare {others}" if others else one.hint
        faults.append(Fault(nearest(places, one.path), what, hint))
    faults += _unsourced(sound, places)
    return inputs


def _other_units(inputs: Inputs | None, raw: Raw) -> Iterator[Fault]:
    """The values that were measured in another unit than that of the input which they stand for."""
    for leaf in _leaves(inputs, raw.places) if inputs and raw.measured else ():
        for one in (raw.measured[path] for end in ENDS if (path := (*leaf.keys, end)) in raw.measured):
            if one.unit and one.unit != leaf.unit.symbol:
                what = f"{one.name} is in {one.unit}, and {leaf.path} is in {leaf.unit.symbol or 'a share of its own'}"
                yield Fault(nearest(raw.places, leaf.keys), what, "name a measured value of that unit")


def _briefly(place: Place) -> str:
    """A place beside another, which says the folder."""
    return f"{Path(place.file).name}:{place.line}" if place.line else place.file


def _sound(values: Mapping[str, Any], faulty: set[YamlPath], tables: Mapping[str, set[str]]) -> Inputs:
    """The files, and the entries of files, in which nothing is wrong."""
    sound = {}
    for name, value in values.items():
        whole = not any(path[0] == name for path in faulty)
        if whole or (name in TABLES and isinstance(value, dict)):
            entries = value if whole else {key: entry for key, entry in value.items() if (name, key) not in faulty}
            sound[name] = read_as(fields_of(Inputs)[name].kind, entries, tables)
    return part(sound)


def _tables(values: Mapping[str, Any]) -> dict[str, set[str]]:
    """The names that references may use, from the plain values, so that an unknown one is found beside other faults."""
    tables = {table: {*_names(values, path)} for table, path in WHERE.items() if path[0] in values}
    if "scenarios" in values:
        cases = (
            (one, case) for one in tables["scenarios"] for case in _names(values, ("scenarios", one, "load_cases"))
        )
        tables["load_cases"] = {".".join(names) for names in cases}
    return {table: names for table, names in tables.items() if names or table in MAY_BE_EMPTY}


def _names(node: Any, path: Sequence[str]) -> Iterator[str]:
    """The names in what stands at a path, where it is a table."""
    if not isinstance(node, Mapping):
        return
    if not path:
        yield from node
    for key in [*node] if path[:1] == ("*",) else path[:1]:
        yield from _names(node.get(key), path[1:])


def _leaves(inputs: Inputs, places: Mapping[YamlPath, Place]) -> Iterator[Leaf]:
    for path, value, unit, says, source in inputs.walked:
        if isinstance(value, Quantity):
            place = nearest(places, (*path, "value"))
            yield Leaf(dotted(path), path, value, unit or value.own_unit, says, place, value.source or source)


def _unsourced(inputs: Inputs, places: Mapping[YamlPath, Place]) -> Iterator[Fault]:
    """The quantities without a source; a default and a change need none."""
    stated = {dotted(path) for path in places}
    for leaf in _leaves(inputs, places):
        if leaf.source is None and leaf.path in stated and not is_put(leaf.place):
            hint = "add source: {assumed: the reason} to it or to a record around it"
            yield Fault(leaf.place, f"{leaf.path} names no source", hint)
