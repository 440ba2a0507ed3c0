"""The files of a proposal, and what holds for every record of them."""

from pydantic import BaseModel

from generator.inputs.records import Inputs
from generator.units import Unit


def records(record: type[BaseModel]) -> set[type[BaseModel]]:
    below = record.__subclasses__()
    return {one for sub in below for one in ({sub} | records(sub)) if one.__module__.startswith("generator.")}


def test_every_quantity_of_every_record_has_a_unit_and_a_sentence() -> None:
    fields = [
        (f"{record.__name__}.{name}", field)
        for record in records(BaseModel)
        for name, field in record.model_fields.items()
        if any(
            f".{sort}" in repr(field.annotation)
            for sort in ("Amount", "Positive", "Percentage", "Whole", "Hours", "Days")
        )
    ]
    assert len(fields) > 20
    assert [name for name, field in fields if not any(isinstance(one, Unit) for one in field.metadata)] == []
    assert [name for name, field in fields if not (field.description or "").endswith(".")] == []


def test_the_files_of_a_proposal_are_the_fields_of_its_inputs() -> None:
    files = ["proposal", "models", "page_profiles", "scenarios", "caching", "savings", "variants"]
    assert list(Inputs.model_fields) == [*files, "offers"]
