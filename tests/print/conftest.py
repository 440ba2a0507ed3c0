"""The page for the screen of the Cerebras proposal, made once for the tests that look at it."""

import pytest

from generator.print.screen import Screen, to_screen
from tests.conftest import Built


@pytest.fixture(scope="session")
def screen(cerebras: Built) -> Screen:
    return to_screen(cerebras.document, cerebras.proposal, cerebras.sheet)
