"""`proposal offer` as a user meets it: offers of the proposal by name, or files that lie elsewhere."""

import json
import shutil
from pathlib import Path

import pytest

from tests.cli import run
from tests.conftest import SMALL

pytestmark = pytest.mark.usefixtures("works_out_once", "units_project")


def test_all_offers_stand_beside_each_other_and_the_exit_code_is_asked_for() -> None:
    done, strict = run("offer"), run("offer", "blocks", "--exit-code")
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout.startswith("The offers beside each other\n")
    assert "--set page_profiles.page.calls.writing.specific_tokens=1350" in done.stdout
    assert strict.exit_code == 0
    assert run("offer", "limits", "--exit-code", "--format", "json").exit_code == 1


def test_a_change_is_made_first_and_what_it_says_to_change_fits() -> None:
    done = run("offer", "limits", "--set", "page_profiles.page.calls.writing.specific_tokens=1350", "--exit-code")
    assert done.exit_code == 0
    assert done.stdout.startswith("limits: fits: tokens a minute of scribe-2 bind first")


def test_a_file_that_lies_elsewhere_is_an_offer_by_its_name(units_project: Path) -> None:
    offers = units_project / "inputs" / "units" / "offers"
    shutil.move(offers / "limits.yaml", units_project / "reply.yaml")
    shutil.copy(offers / "blocks.yaml", units_project / "second.yaml")
    (told,) = json.loads(run("offer", "reply.yaml", "--format", "json").stdout)
    assert (told["name"], told["fits"], told["limits"][1]["times"]) == ("reply", False, 1.225)
    assert run("offer", "second.yaml", "--format", "markdown").stdout.startswith("## second\n")


def test_an_offer_that_is_not_there_doubled_or_faulty_is_refused(units_project: Path) -> None:
    unknown = run("offer", "limit")
    assert (unknown.exit_code, unknown.stderr) == (2, "limit: there is no such offer; did you mean limits?\n")
    shutil.copy(units_project / "inputs" / "units" / "offers" / "limits.yaml", units_project / "limits.yaml")
    (units_project / "blocks.yaml").write_text("a: b\n", encoding="utf-8")
    doubled = run("offer", "./blocks.yaml")
    assert (doubled.exit_code, "an offer of the proposal is called blocks as well" in doubled.stderr) == (2, True)
    bad = "vendor: V\nsaid: 2028-01-01\nmodels: {ear-1: {unit: 3}}\n"
    (units_project / "bad.yaml").write_text(bad, encoding="utf-8")
    faulty = run("offer", "bad.yaml")
    assert (faulty.exit_code, "bad.yaml:3:18: unknown key unit; did you mean units?" in faulty.stderr) == (3, True)


@pytest.mark.parametrize("where", ["later.yaml", "inputs/units/offers/later.yaml"])
def test_a_file_in_which_nothing_is_said_yet_is_refused_where_it_is_named(units_project: Path, where: str) -> None:
    (units_project / where).write_text("# They answer on Monday.\n", encoding="utf-8")
    done = run("offer", where)
    assert (done.exit_code, "later: nothing is said in it yet; write what" in done.stderr) == (2, True)
    assert run("offer", "blocks").exit_code == 0


def test_where_there_is_no_offer_that_is_said(units_project: Path) -> None:
    shutil.copytree(SMALL, units_project / "inputs" / "small")
    done = run("offer", "-p", "small")
    assert (done.exit_code, "there is no offer in" in done.stderr) == (2, True)


def test_explain_and_figures_reach_the_figures_of_every_offer() -> None:
    told = run("explain", "offers.blocks.models.scribe-2.units.times_offered", "--depth", "1").stdout
    assert "How many times the offered limit is needed." in told
    assert "offers/blocks.yaml:9" in run("explain", "offers.blocks.models.scribe-2.units.times_offered").stdout
    assert "offers.limits.flat.billed_per_month = 2,956.8 money" in run("figures", "billed").stdout
