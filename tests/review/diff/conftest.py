"""A difference of the frozen inputs, worked out once for the tests that look at it."""

import pytest

from generator.review.diff.difference import Diff, diff
from tests.conftest import SMALL
from tests.review.diff.edited import ADDED_TO_DESK, CONFLICT, DESK, STEPPED, desk, put


@pytest.fixture(autouse=True, scope="module")
def _bases_are_made_once(makes_once: None) -> None:
    """Most differences here begin with the same inputs."""


@pytest.fixture(scope="session")
def conflict() -> Diff:
    """Two changes that only together move the request."""
    return diff(put(STEPPED, SMALL), put({**STEPPED, **CONFLICT}, SMALL))


@pytest.fixture(scope="session")
def rich() -> Diff:
    """A call and its model added, numbers, words and a name changed: with what each contributed to every figure."""
    target = desk(
        *ADDED_TO_DESK,
        ("scenarios", "  sites: 4\n", "  sites: 5\n"),
        ("page_profiles", "input_tokens: 6050", "input_tokens: 7001"),
        ("page_profiles", "    answer:\n", "    reply:\n"),
        ("proposal", "spring 2027", "summer 2027"),
    )
    return diff(DESK, target, every=True)
