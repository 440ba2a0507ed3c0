"""A model is reserved, or under evaluation."""

from generator.inputs.models import Model
from tests.inputs.refusal import refused


def test_a_model_has_an_evaluation_exactly_when_it_is_under_evaluation() -> None:
    model = {"role": "R", "purpose": "Plans."}
    evaluation = {"headroom": "20%", "replacements": {"r": {"label": "R", "replaces": ["planner"]}}}
    assert Model.model_validate({**model, "reservation": "primary"}).evaluation is None
    assert Model.model_validate({**model, "reservation": "evaluation", "evaluation": evaluation}).evaluation
    said, at = "evaluation goes with the reservation evaluation", ("evaluation",)
    assert refused(Model, {**model, "reservation": "evaluation"}) == (f"{said}; it is missing", at)
    assert refused(Model, {**model, "reservation": "secondary", "evaluation": evaluation}) == (
        f"{said}; leave it out",
        at,
    )
