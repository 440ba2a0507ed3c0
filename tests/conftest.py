"""The Cerebras proposal at each of its stages, worked out once for the tests that look at it."""

from functools import cache
from pathlib import Path
from typing import TypeAlias

import pytest
from hypothesis import settings

from generator.inputs import load
from generator.page.attachments import Attached
from generator.page.layout import Html
from generator.page.pdf import to_pdf
from generator.product import Product, make

ROOT = Path(__file__).parent.parent
settings.register_profile("suite", derandomize=True, deadline=None, max_examples=50)
settings.load_profile("suite")


Built: TypeAlias = Product
"""A proposal and what it becomes, up to the HTML."""


def build(folder: Path) -> Built:
    return make(load(folder))


@cache
def _printed(page: Html, paper: str, files: tuple[Attached, ...]) -> bytes:
    return to_pdf(page, paper, files)


def printed(built: Built, paper: str) -> bytes:
    """The print of a proposal with all that it carries, made once for all tests that look at it."""
    return _printed(built.page, paper, tuple(built.attached))


@pytest.fixture(scope="session")
def cerebras() -> Built:
    return build(ROOT / "inputs" / "cerebras-2026")


@pytest.fixture(scope="session")
def foreign() -> Built:
    return build(ROOT / "tests" / "proposals" / "foreign")


@pytest.fixture(scope="session")
def cerebras_pdf(cerebras: Built) -> bytes:
    return printed(cerebras, cerebras.paper)
