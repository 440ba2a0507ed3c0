"""`proposal init` begins a proposal that builds at once."""

from errno import ENOSPC
from pathlib import Path

import pytest

from tests.cli import run


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_a_proposal_begun_in_an_empty_folder_builds_there(tmp_path: Path) -> None:
    begun = run("init", "support-2027")
    assert begun.exit_code == 0
    assert begun.stdout.splitlines()[-1].endswith("proposal build -p support-2027")
    assert run("build", "-p", "support-2027", "--only", "md").exit_code == 0
    assert (tmp_path / "output" / "support-2027.md").is_file()


def test_what_is_there_is_left_as_it_is(tmp_path: Path) -> None:
    run("init", "support")
    models = tmp_path / "inputs" / "support" / "models.yaml"
    models.write_text("mine", encoding="utf-8")
    again = run("init", "support")
    assert again.exit_code == 2
    assert "inputs/support: there is such a proposal; name another" in again.stderr
    assert models.read_text(encoding="utf-8") == "mine"


def test_where_nothing_can_be_written_the_folder_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(ENOSPC, "No space left on device", f"{Path.cwd()}/inputs/.xyz")

    monkeypatch.setattr("tempfile.mkdtemp", full)
    begun = run("init", "support")
    assert (begun.exit_code, begun.stderr) == (1, f"{Path.cwd()}/inputs: cannot be written: No space left on device\n")


@pytest.mark.parametrize("name", ["../elsewhere", "a b", "report.md"])
def test_a_name_that_no_proposal_may_have_is_refused(tmp_path: Path, name: str) -> None:
    refused = run("init", name)
    assert refused.exit_code == 2
    assert "cannot be the name of a proposal" in refused.stderr
    assert not (tmp_path / "inputs").exists()
