"""The largest page for the screen, and a workbook, made once for the tests that look at them."""

import io

import openpyxl
import pytest

from generator.print.screen import Screen, to_screen
from generator.print.workbook import to_workbook
from tests.conftest import FULL, Built, built


@pytest.fixture(scope="session")
def screen(cerebras: Built) -> Screen:
    return to_screen(cerebras.document, cerebras.proposal, cerebras.sheet)


@pytest.fixture(scope="session")
def workbook() -> bytes:
    """That of the proposal with something of each kind."""
    return to_workbook(built(FULL))


@pytest.fixture(scope="session")
def small_workbook(small: Built) -> bytes:
    return to_workbook(small)


@pytest.fixture(scope="session")
def book(workbook: bytes) -> openpyxl.Workbook:
    """That as another reader reads it; no test changes it."""
    return openpyxl.load_workbook(io.BytesIO(workbook))
