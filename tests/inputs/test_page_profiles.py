"""What a page sends: a call is sent once unless stated."""

from fractions import Fraction

from generator.inputs.page_profiles import Call

F = Fraction
CALL = {"label": "Plan", "model": "planner", "input_tokens": F(10), "output_tokens": F(1)}


def test_a_call_is_sent_once_a_page_unless_stated() -> None:
    assert Call.model_validate(CALL).requests_per_page.ends == (F(1), F(1), F(1))
    assert Call.model_validate({**CALL, "requests_per_page": F(2)}).requests_per_page.ends == (F(2), F(2), F(2))


def test_the_default_of_a_call_was_stated_by_nobody() -> None:
    call = Call.model_validate(CALL)
    assert "requests_per_page" not in call.model_fields_set
    assert call.begins_with == []
