"""A variant puts something, under a label that is its name unless stated."""

from generator.inputs import load
from generator.inputs.reading import read_as
from generator.inputs.variants import Variant
from tests.conftest import UNITS
from tests.inputs.refusal import refused


def test_a_variant_puts_something() -> None:
    assert refused(Variant, {"label": "V"})[0] == "a variant puts something: set, built, or both"
    assert read_as(Variant, {"label": "V", "built": ["again"]}).set == {}


def test_its_label_is_its_name_unless_stated() -> None:
    found = load(UNITS).inputs.variants
    assert [one.label for one in found.values()] == ["Nothing is cached", "One model", "Reuse built"]


def test_no_variant_but_those_that_are_shown_is_part_of_what_a_print_carries() -> None:
    assert "variants.yaml" not in load(UNITS, {"variants.no-cache.shown": "false"}).files
    assert "one-model" not in load(UNITS).files["variants.yaml"]
