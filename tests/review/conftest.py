"""What is printed and drawn once for the tests that hold many prints against the same one."""

from collections.abc import Iterator
from functools import lru_cache

import pytest

from generator.review.glyphs import glyphs
from tests.foreign import printed


@pytest.fixture(scope="session")
def data() -> bytes:
    """The page that tests/data/foreign keeps, as this system prints it."""
    return printed()


@pytest.fixture(autouse=True, scope="package")
def _glyphs_are_drawn_once() -> Iterator[None]:
    """A program of a font draws the same glyphs every time; prints here share theirs."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("generator.review.comparison.glyphs", lru_cache(20)(glyphs))
        yield
