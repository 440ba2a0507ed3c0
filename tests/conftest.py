"""The Cerebras proposal at each of its stages, worked out once for the tests that look at it."""

from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import settings

from generator.document import Document, render
from generator.figures import Sheet
from generator.inputs import Proposal, load
from generator.layout import Html, to_html
from generator.pdf import to_pdf
from generator.sheet import calculate

ROOT = Path(__file__).parent.parent
settings.register_profile("suite", derandomize=True, deadline=None, max_examples=50)
settings.load_profile("suite")


@dataclass(frozen=True)
class Built:
    """A proposal and what it becomes, up to the HTML."""

    proposal: Proposal
    sheet: Sheet
    document: Document
    page: Html


def build(folder: Path) -> Built:
    proposal = load(folder)
    sheet = calculate(proposal)
    document = render(proposal, sheet)
    return Built(proposal, sheet, document, to_html(document, proposal, sheet))


@pytest.fixture(scope="session")
def cerebras() -> Built:
    return build(ROOT / "inputs" / "cerebras-2026")


@pytest.fixture(scope="session")
def foreign() -> Built:
    return build(ROOT / "tests" / "proposals" / "foreign")


@pytest.fixture(scope="session")
def cerebras_pdf(cerebras: Built) -> bytes:
    return to_pdf(cerebras.page, "letter")
