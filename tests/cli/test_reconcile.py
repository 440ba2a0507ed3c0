"""`proposal reconcile` as a user meets it: a proposal, its ledger, or a reply."""

import json
import shutil
from pathlib import Path

import pytest

from generator.review.reconcile import TO_MEND
from tests.cli import run
from tests.conftest import SMALL

pytestmark = pytest.mark.usefixtures("in_small_project")


def test_reconcile_takes_a_proposal_or_a_ledger_and_ends_with_one_where_something_is_to_be_mended(
    in_small_project: Path,
) -> None:
    ledger = str(in_small_project / "inputs" / "small" / "original.yaml")
    good, named = run("reconcile", ledger), run("reconcile", "-p", "small")
    assert run("reconcile", "small").stdout == named.stdout
    bad = run("reconcile", "--set", "scenarios.desk.sites=5", "--format", "json")
    assert [one.exit_code for one in (good, named, bad, run("reconcile"))] == [0, 0, 1, 0]
    assert good.stdout == "By hand\n\nAgrees     1\n"
    assert good.stdout == named.stdout
    (told,) = json.loads(bad.stdout)
    assert bad.stderr.count("small/original.yaml:") == sum(told["counts"][one] for one in TO_MEND)
    assert run("reconcile", "--format", "markdown").stdout.startswith("# Reconciliation: ")


def test_reconcile_takes_a_reply_with_the_least_that_a_ledger_needs(tmp_path: Path) -> None:
    reply = tmp_path / "reply.yaml"
    entry = '{text: "8,991,000", figure: request.tokens_per_minute}'
    reply.write_text(f"original: Reply\nstated: [{entry}]\n", encoding="utf-8")
    result = run("reconcile", str(reply), "--proposal", "small")
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
