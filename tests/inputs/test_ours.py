"""What is open on our side is found wherever it stands, and said once."""

from generator.inputs import load
from generator.inputs.ours import open_on_our_side
from tests.conftest import FULL

ENDPOINT = "on which endpoint each model is wanted"


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
