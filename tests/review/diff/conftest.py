"""A difference of the frozen inputs, worked out once for the tests that look at it."""

import pytest

from generator.review.diff.difference import Diff, diff
from tests.conftest import SMALL
from tests.review.diff.edited import ADDED, BASE, CONFLICT, STEPPED, put, raw


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
    target = raw(
        *ADDED,
        ("scenarios", "  sites: 10\n", "  sites: 12\n"),
        ("page_profiles", "output_tokens: 2000", "output_tokens: 1500"),
        ("savings", "rate-limiting:", "throttling:"),
        ("proposal", "2026 estimate", "2027 estimate"),
        ("scenarios", "    hours_per_day: 16\n", "    hours_per_day: 12\n"),
    )
    return diff(BASE, target, every=True)
