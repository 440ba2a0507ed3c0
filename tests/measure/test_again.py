"""A log that is the same gives the same; of one that is not, each value that moved is told."""

from pathlib import Path

import pytest

from generator.errors import UNREACHED, ProposalError
from generator.measure.again import again
from tests.conftest import ROOT
from tests.measure import logs

MEASURED = ROOT / "tests" / "proposals" / "measured" / "measured"


def quiet(_: str) -> None:
    """Says nothing."""


@pytest.mark.slice(5)
@pytest.mark.parametrize("form", [*reversed(logs.FORMS)])
def test_the_committed_files_are_what_a_log_in_each_form_still_gives(
    form: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    logs.FORMS[form](Path(), logs.rows(12))
    assert again(MEASURED / f"{form}.yaml", (), quiet) == []


def test_what_moved_is_told_and_a_log_that_is_gone_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    file = MEASURED / "trace.yaml"
    log = logs.FORMS["trace"](Path(), logs.rows(11))
    moved = {one.name: (one.was, one.now) for one in again(file, (), quiet)}
    assert moved["all.requests"] == (str(len(logs.rows(12))), str(len(logs.rows(11))))
    log.unlink()
    with pytest.raises(ProposalError, match="there is no such log") as told:
        again(file, (), quiet)
    assert told.value.exit_code == UNREACHED
