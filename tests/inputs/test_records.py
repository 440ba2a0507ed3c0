"""The files of a proposal, and what holds for every record of them."""

from generator.inputs import load
from generator.inputs.entry import Entry, fields_of
from generator.inputs.records import Inputs, open_on_our_side
from tests.conftest import FULL

ENDPOINT = "on which endpoint each model is wanted"


def records(record: type[Entry]) -> set[type[Entry]]:
    below = record.__subclasses__()
    return {one for sub in below for one in ({sub} | records(sub)) if one.__module__.startswith("generator.")}


def test_every_quantity_of_every_record_has_a_unit_and_a_sentence() -> None:
    fields = [
        (f"{record.__name__}.{name}", field)
        for record in records(Entry)
        for name, field in fields_of(record).items()
        if any(
            f".{sort}" in repr(field.kind) for sort in ("Amount", "Positive", "Percentage", "Whole", "Hours", "Days")
        )
    ]
    assert len(fields) > 20
    assert [name for name, field in fields if field.unit is None] == []
    assert [name for name, field in fields if not field.says.endswith(".")] == []


def test_the_files_of_a_proposal_are_the_fields_of_its_inputs() -> None:
    files = ["proposal", "models", "page_profiles", "scenarios", "caching", "savings", "variants"]
    assert list(fields_of(Inputs)) == [*files, "offers"]


def test_what_several_values_leave_open_stands_once() -> None:
    changes = {"models.oak-9.availability.endpoint": "to be agreed"}
    assert open_on_our_side(load(FULL).inputs).count(ENDPOINT) == 1
    assert open_on_our_side(load(FULL, changes).inputs).count(ENDPOINT) == 1


def test_what_is_settled_is_not_open() -> None:
    changes = {"models.elm-2.availability.endpoint": "dedicated"}
    assert ENDPOINT not in open_on_our_side(load(FULL, changes).inputs)


def test_what_is_the_vendors_to_say_is_not_ours() -> None:
    asked = load(FULL, {"caching.prefix_cache.block_tokens": "to be agreed"}).inputs
    assert open_on_our_side(asked) == open_on_our_side(load(FULL).inputs)
