"""From misfits to faults: each at the value or key to be mended.

In: what a reading refused, and the places of the values. Out: the faults.
"""

from collections.abc import Iterable, Iterator, Mapping

from generator.errors import Fault, Place
from generator.inputs.located_yaml import YamlPath
from generator.inputs.reading import Misread


def nearest(places: Mapping[YamlPath, Place], path: YamlPath) -> Place:
    """The place of `path` or, skipping the parts that stand in no file, of the closest thing around it."""
    found: YamlPath = ()
    for part in path:
        if (*found, part) in places:
            found = (*found, part)
    return places.get(found, Place("inputs"))


def faults_of(misreads: Iterable[Misread], places: Mapping[YamlPath, Place]) -> Iterator[Fault]:
    """The misfits as faults, each below the part of the line that is wrong."""
    for misread in misreads:
        place = nearest(places, misread.path)
        found = place.text.find(misread.part, max(0, place.column - 1)) if misread.part else -1
        yield Fault(place._replace(column=found + 1) if found >= 0 else place, misread.what, misread.hint)
