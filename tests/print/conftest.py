"""The page for the screen and the workbook of the Cerebras proposal, made once for the tests that look at them."""

import io

import openpyxl
import pytest

from generator.print.screen import Screen, to_screen
from generator.print.workbook import to_workbook
from tests.conftest import Built


@pytest.fixture(scope="session")
def screen(cerebras: Built) -> Screen:
    return to_screen(cerebras.document, cerebras.proposal, cerebras.sheet)


@pytest.fixture(scope="session")
def workbook(cerebras: Built) -> bytes:
    return to_workbook(cerebras)


@pytest.fixture(scope="session")
def book(workbook: bytes) -> openpyxl.Workbook:
    """That as another reader reads it; no test changes it."""
    return openpyxl.load_workbook(io.BytesIO(workbook))
