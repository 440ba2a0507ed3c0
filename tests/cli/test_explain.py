"""`proposal explain` as a user meets it."""

import pytest

from tests.cli import run

pytestmark = pytest.mark.usefixtures("in_small_project")


def test_explain_leads_to_file_and_line() -> None:
    output = run("explain", "desk.open.pages_per_minute").stdout
    assert "= sites × pages_per_minute_per_site\n   │ = 4 × 333\n" in output
    assert "inputs/small/scenarios.yaml:" in output
