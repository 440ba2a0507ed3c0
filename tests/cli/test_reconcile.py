"""`proposal reconcile` as a user meets it: a proposal, its ledger, or a reply."""

import json
import shutil
from pathlib import Path

import pytest

from generator.review.reconcile import TO_MEND
from tests.cli import run
from tests.conftest import SEED, SMALL

pytestmark = pytest.mark.usefixtures("in_project")


def test_reconcile_takes_a_proposal_or_a_ledger_and_ends_with_one_where_something_is_to_be_mended(
    in_project: Path,
) -> None:
    ledger = str(in_project / "inputs" / SEED / "original.yaml")
    good, named = run("reconcile", ledger), run("reconcile", "-p", SEED)
    assert run("reconcile", SEED).stdout == named.stdout
    bad = run("reconcile", "--set", "scenarios.production.sites=11", "--format", "json")
    assert [one.exit_code for one in (good, named, bad, run("reconcile"))] == [0, 0, 1, 0]
    assert "~10.3M" in good.stdout
    assert good.stdout == named.stdout
    (told,) = json.loads(bad.stdout)
    assert told["moved"].startswith("The ledger is of other inputs: ")
    assert bad.stderr.count(f"{SEED}/original.yaml:") == sum(told["counts"][one] for one in TO_MEND)
    assert run("reconcile", "--format", "markdown").stdout.startswith("# Reconciliation: ")


@pytest.mark.usefixtures("in_project")
def test_reconcile_takes_a_reply_with_the_least_that_a_ledger_needs(tmp_path: Path) -> None:
    reply = tmp_path / "reply.yaml"
    entry = '{text: "~26.4M", figure: request.tokens_per_minute}'
    reply.write_text(f"original: Reply\nstated: [{entry}]\n", encoding="utf-8")
    result = run("reconcile", str(reply), "--proposal", SEED)
    assert (result.exit_code, result.stdout) == (0, "Reply\n\nAgrees     1\n")


def test_reconcile_says_where_there_is_no_ledger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(SMALL, tmp_path / "inputs" / "small")
    monkeypatch.chdir(tmp_path)
    without, unknown = run("reconcile"), run("reconcile", "--proposal", "smal")
    assert (without.exit_code, unknown.exit_code) == (2, 2)
    assert "has no ledger original.yaml; name one: proposal reconcile LEDGER" in without.stderr
    assert "did you mean small?" in unknown.stderr
    named_bare = run("reconcile", "small")
    assert named_bare.exit_code == 2
    assert named_bare.stderr == without.stderr
