"""All files of a proposal as one record.

In: the plain values of the files. Out: frozen records, a field for each file, and each value in them by its path.
"""

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any, get_args, get_origin

from generator.inputs.caching import Caching
from generator.inputs.entry import SOME, Entry, Ours, field, fields_of
from generator.inputs.located_yaml import YamlPath
from generator.inputs.models import Model
from generator.inputs.offers import Offer
from generator.inputs.own_words import OF_WORK, OURS_ALONE, OwnWords, Words, WorkWords
from generator.inputs.page_profiles import Call, PageProfile
from generator.inputs.proposal import Letter
from generator.inputs.quantities import PERCENTILES, TO_BE_AGREED, Quantity, Source
from generator.inputs.savings import Saving
from generator.inputs.scenarios import LabelledCases, Scenario
from generator.inputs.texts import Key, Labelled
from generator.inputs.variants import Variant
from generator.units import Unit


class Inputs(Entry):
    """All files of a proposal; each field is a file of that name, or a folder with a file an entry."""

    proposal: Letter
    models: dict[Key, Model] = field("The models, by the vendor's name.", SOME)
    page_profiles: dict[Key, PageProfile] = field("What a page sends to the models, by name.", Labelled, SOME)
    scenarios: dict[Key, Scenario] = field("Who generates pages and how fast, by name.", LabelledCases, Labelled, SOME)
    caching: Caching = field(made=Caching)
    savings: dict[Key, Saving] = field("What could lower the request, by name.", Labelled)
    variants: dict[Key, Variant] = field("Other proposals that were thought of, by name.", Labelled)
    offers: dict[Key, Offer] = field("What vendors said that they would give, a file an offer.")

    @property
    def calls(self) -> list[tuple[str, str, Call]]:
        """Every call, with the names of its page profile and its own."""
        return [(name, key, call) for name, one in self.page_profiles.items() for key, call in one.calls.items()]

    @property
    def own(self) -> OwnWords:
        """What this proposal calls a page, a page view and a site."""
        return (self.proposal and self.proposal.words) or OURS_ALONE

    @cached_property
    def work_words(self) -> Mapping[str, WorkWords]:
        """The words for what calls send that is not tokens, by its unit."""
        stated = self.proposal.work_units if self.proposal else {}
        return {key: WorkWords(self.own, words[0], words[1]) for key, words in stated.items()}

    @cached_property
    def walked(self) -> tuple["Step", ...]:
        """Every value below, as `walk` finds them: they are gone through several times."""
        return tuple(walk(self))[1:]

    def words_at(self, name: str) -> Words:
        """The words for what stands at a path of the inputs, or is the figure of a name."""
        units = OF_WORK.findall(name) if self.work_words else []
        return self.work_words.get(units[-1], self.own) if units else self.own


def keys_of(path: YamlPath) -> set[str]:
    """The keys that the entry at a path of the inputs may have."""
    found: list[type[Entry]] = [Inputs]
    is_name = False
    for part in path:
        fields = [field for entry in found for field in fields_of(entry).values() if field.key == part]
        if is_name or not fields:
            is_name = False
        else:
            is_name = any(get_origin(field.kind) is dict for field in fields)
            found = [entry for field in fields for entry in _entries(field.kind)]
    return {field.key for entry in found for field in fields_of(entry).values()}


def _entries(kind: Any) -> Iterator[type[Entry]]:
    """The kinds of entries in an annotation."""
    if isinstance(kind, type) and issubclass(kind, Entry):
        yield kind
    for part in get_args(kind):
        yield from _entries(part)


TABLES = frozenset(name for name, field in fields_of(Inputs).items() if get_origin(field.kind) is dict)
"""The files that hold entries by their names."""
OPTIONAL = frozenset(name for name, field in fields_of(Inputs).items() if not field.is_required)
"""The files that a proposal may do without."""


def part(found: Mapping[str, Any]) -> Inputs:
    """Inputs of which only some files, or entries of files, are known; the others are empty."""
    nothing: dict[str, Any] = {name: {} if name in TABLES else None for name in fields_of(Inputs)}
    return Inputs(**{**nothing, **found})


def open_on_our_side(inputs: Inputs) -> list[str]:
    """What is to be agreed and ours to settle, in words, once each, in the order of the files."""
    fields = (
        (getattr(record, name), field.marks)
        for _, record, *_ in inputs.walked
        if isinstance(record, Entry) and not isinstance(record, Quantity)
        for name, field in fields_of(type(record)).items()
    )
    found = (mark for value, marks in fields if value == TO_BE_AGREED for mark in marks if isinstance(mark, Ours))
    return list(dict.fromkeys(mark.what for mark in found))


BESIDE_A_NUMBER = ("label", *PERCENTILES, "above")
"""What a quantity holds beside its number and its source that is gone through."""
Step = tuple[YamlPath, object, Unit | None, str, Source | None]


def walk(
    node: object, path: YamlPath = (), source: Source | None = None, unit: Unit | None = None, says: str = ""
) -> Iterator[Step]:
    """Every value below `node` with its path, unit, sentence and the nearest source."""
    yield path, node, unit, says, source
    if isinstance(node, Entry):
        source = getattr(node, "source", None) or source
        for name, field in fields_of(type(node)).items():
            if name in BESIDE_A_NUMBER or not isinstance(node, Quantity | Source):
                yield from walk(getattr(node, name), (*path, field.key), source, field.unit, field.says)
    elif isinstance(node, dict):
        for key, value in node.items():
            yield from walk(value, (*path, str(key)), source, unit, says)
    elif isinstance(node, list):
        for index, value in enumerate(node):
            yield from walk(value, (*path, index), source, None, says)
