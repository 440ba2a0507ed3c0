"""The pages for the screen of two proposals, made once for the tests that look at them."""

import pytest

from generator.print.screen import Screen, to_screen
from tests.conftest import Built


@pytest.fixture(scope="session")
def screen(cerebras: Built) -> Screen:
    return to_screen(cerebras.document, cerebras.proposal, cerebras.sheet)


@pytest.fixture(scope="session")
def small_screen(small: Built) -> Screen:
    return to_screen(small.document, small.proposal, small.sheet)
