"""A call states what it sends that is no token; then it need not state tokens, and says nothing of those it has not."""

from fractions import Fraction
from typing import Any

import pytest

from generator.inputs.entry import MisfitError
from generator.inputs.page_profiles import Call
from generator.inputs.reading import read_as
from generator.inputs.work import Work, WorkLimit, WorkPrice
from tests.inputs.refusal import refused

HEARING = {"model": "ear-1", "work": {"audio_second": {"low": 30, "high": 60}}}


def plain(value: Any) -> Any:
    """As the reader of YAML gives it: numbers as fractions."""
    if isinstance(value, dict):
        return {key: plain(one) for key, one in value.items()}
    return Fraction(str(value)) if isinstance(value, int | float) else value


def test_a_call_of_work_alone_needs_no_tokens_and_may_have_some() -> None:
    alone = read_as(Call, plain(HEARING))
    assert (alone.has_tokens, alone.unsent) == (False, ())
    assert [*alone.work["audio_second"].ends] == [30, 45, 60]
    heard = read_as(Call, plain({**HEARING, "output_tokens": 80}))
    assert (heard.has_tokens, heard.has_prompt, heard.unsent) == (True, False, ("input_tokens",))
    drawn = read_as(Call, plain({**HEARING, "input_tokens": 200}))
    assert (drawn.has_prompt, drawn.unsent) == (True, ("output_tokens",))


def test_a_call_without_work_states_its_tokens_as_before() -> None:
    assert refused(Call, plain({"model": "oak", "output_tokens": 5}))[0].startswith(
        "expected either input_tokens or specific_tokens, has neither; state its tokens, or its work"
    )
    assert refused(Call, plain({"model": "oak", "input_tokens": 5}))[0] == "output_tokens is missing"
    both = plain({**HEARING, "input_tokens": 5, "specific_tokens": 5})
    assert "at most one of input_tokens and specific_tokens" in refused(Call, both)[0]


@pytest.mark.parametrize(
    ("key", "value", "needs"),
    [
        ("begins_with", ["rules"], "input_tokens"),
        ("turns", 3, "input_tokens"),
        ("hit_rate", "50%", "input_tokens"),
        ("largest_input_tokens", 900, "input_tokens"),
        ("max_completion_tokens", 900, "output_tokens"),
        ("reasoning_tokens", 90, "output_tokens"),
    ],
)
def test_what_is_said_of_a_prompt_or_an_answer_goes_with_one(key: str, value: object, needs: str) -> None:
    more = {"growth_tokens": 5} if key == "turns" else {}
    said, at = refused(Call, plain({**HEARING, key: value, **more}))
    assert (said, at) == (f"{key} goes with {needs}, which this call has not; add {needs}", (key,))


def test_a_limit_is_of_a_minute_an_hour_or_a_day_and_a_price_of_one_unless_stated() -> None:
    assert refused(WorkLimit, {})[0] == "a limit is one of per_minute, per_hour, per_day at least"
    assert read_as(WorkPrice, plain({"price": 0.1})).per.ends[1] == 1
    with pytest.raises(MisfitError):
        read_as(Work, plain(-1))
