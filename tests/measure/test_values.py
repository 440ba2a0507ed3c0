"""Calls are told apart by call, by model, and by both where a call has several models."""

from generator.measure.distribution import spread
from generator.measure.values import Share, flat, groups_of, tokens


def test_a_group_is_a_call_or_a_model_or_both_and_a_name_of_both_is_told_apart() -> None:
    pairs = {("m1", "hero"): 3, ("m2", "hero"): 1, ("m1", "m2"): 2, (None, None): 1}
    found = groups_of(pairs)
    assert [*found] == ["all", "hero", "m2", "m1", "model/m2", "hero/m1", "hero/m2"]
    assert found["model/m2"] == [("m2", "hero")]
    assert found["m2"] == [("m1", "m2")]
    assert found["all"] == [*pairs]


def test_the_share_above_a_size_is_told_where_anything_is_above_it() -> None:
    found = tokens(spread({500: 3, 5_000: 1}))
    assert found["above_4000"] == Share(found["above_1000"].value)  # type: ignore[union-attr]
    assert "above_16000" not in found


def test_a_value_goes_by_group_quantity_and_statistic() -> None:
    assert dict(flat({"all": {"hit_rate": 1, "input_tokens": {"mean": 2}}})) == {
        "all.hit_rate": 1,
        "all.input_tokens.mean": 2,
    }
