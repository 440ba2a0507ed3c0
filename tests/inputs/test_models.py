"""A model is reserved, or under evaluation."""

from datetime import date

from generator.inputs.models import Availability, Model
from generator.inputs.reading import read_as
from tests.inputs.refusal import refused


def test_a_model_has_an_evaluation_exactly_when_it_is_under_evaluation() -> None:
    model = {"role": "R", "purpose": "Plans."}
    evaluation = {"headroom": "20%", "replacements": {"r": {"label": "R", "replaces": ["planner"]}}}
    assert read_as(Model, {**model, "reservation": "primary"}).evaluation is None
    assert read_as(Model, {**model, "reservation": "evaluation", "evaluation": evaluation}).evaluation
    said, at = "evaluation goes with the reservation evaluation", ("evaluation",)
    assert refused(Model, {**model, "reservation": "evaluation"}) == (f"{said}; it is missing", at)
    assert refused(Model, {**model, "reservation": "secondary", "evaluation": evaluation}) == (
        f"{said}; leave it out",
        at,
    )


def test_a_model_in_the_catalogue_is_not_replaced() -> None:
    there = {"endpoint": "public", "reference": "Catalogue"}
    assert refused(Availability, {**there, "replaced_by": "oak"}) == (
        "a model that is still in the catalogue is not replaced; add left:",
        ("replaced_by",),
    )
    assert read_as(Availability, {**there, "left": "2027-01-15", "replaced_by": "oak"}).left == date(2027, 1, 15)
