"""`proposal compare` as a user meets it: variants beside the proposal, or a fault at its line."""

import json
import shutil
from pathlib import Path

import pytest

from tests.cli import run
from tests.cli.test_completion import offered
from tests.conftest import SMALL

pytestmark = pytest.mark.usefixtures("works_out_once", "units_project")


def test_variants_stand_beside_the_proposal_as_it_stands() -> None:
    done = run("compare", "no-cache", "--format", "markdown")
    assert (done.exit_code, done.stderr) == (0, "")
    assert "|  | as it stands | Nothing is cached |" in done.stdout
    told = json.loads(run("compare", "--format", "json", "--set", "scenarios.rooms.page_views_per_site=13000").stdout)
    assert [one["name"] for one in told] == [None, "no-cache", "one-model", "reuse-built"]
    assert run("compare", "one-model").stdout.startswith("What would be asked for\n")


def test_a_variant_that_is_not_there_and_a_path_that_is_none_are_told(units_project: Path) -> None:
    unknown = run("compare", "no-cash")
    assert (unknown.exit_code, unknown.stderr) == (2, "no-cash: there is no such variant; did you mean no-cache?\n")
    path = units_project / "inputs" / "units" / "variants.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("hit_rate:", "hit_rat:"), encoding="utf-8")
    for command in ("compare", "check"):
        bad = run(command)
        assert (bad.exit_code, "variants.yaml:7:9: there is no such value; did you mean" in bad.stderr) == (3, True)


def test_where_there_are_no_variants_that_is_said_with_how_to_write_one(units_project: Path) -> None:
    shutil.copytree(SMALL, units_project / "inputs" / "small")
    done = run("compare", "-p", "small")
    assert (done.exit_code, "has no variants; write one into variants.yaml: NAME:" in done.stderr) == (2, True)


def test_variants_and_offers_are_offered_by_their_names() -> None:
    assert offered("compare", "no") == ["no-cache"]
    assert offered("offer", "") == ["blocks", "limits"]
