"""`proposal explain` as a user meets it."""

import pytest

from tests.cli import run
from tests.conftest import SEED

pytestmark = pytest.mark.usefixtures("in_project")


def test_explain_leads_to_file_and_line() -> None:
    output = run("explain", "production.peak.pages_per_minute").stdout
    assert "= ~1,037.9 rounded up to a multiple of 50" in output
    assert f"inputs/{SEED}/scenarios.yaml:" in output
