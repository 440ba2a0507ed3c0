"""A command works on the folder that it is called in; proposals are found by name; what they are made from is kept."""

import shutil
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from generator.cli import group
from generator.errors import ProposalError
from generator.proposals import Project, folder, folders, here, only_folder, project_of, target_of
from tests.conftest import PROJECT, ROOT, SMALL

HOUSE = Project(ROOT)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(group.main, list(arguments))


def ours(root: Path) -> Path:
    """A team's own project, with one small proposal of another size."""
    shutil.copytree(SMALL, root / "inputs" / "ours")
    scenarios = root / "inputs" / "ours" / "scenarios.yaml"
    scenarios.write_text(scenarios.read_text(encoding="utf-8").replace("  sites: 4\n", "  sites: 7\n"), "utf-8")
    return root


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """That project, called from within."""
    root = ours(tmp_path / "our proposals é")
    monkeypatch.chdir(root)
    return root


@pytest.fixture(scope="module")
def only_read(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same project, whose inputs no test changes."""
    return ours(tmp_path_factory.mktemp("only read") / "our proposals é")


@pytest.mark.usefixtures("works_out_once")
@pytest.mark.parametrize("within", [".", "inputs", "inputs/ours", "notes/of/today"])
def test_a_command_works_on_the_nearest_folder_above_with_inputs(
    only_read: Path, within: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    (only_read / within).mkdir(parents=True, exist_ok=True)
    monkeypatch.chdir(only_read / within)
    assert run("list").stdout == "ours\n"
    assert "desk.sites = 7 sites" in run("figures").stdout
    shutil.rmtree(only_read / "output", ignore_errors=True)
    assert run("build", "--only", "md").exit_code == 0
    assert "| Desk | 7 |" in (only_read / "output" / "ours.md").read_text(encoding="utf-8")


def test_of_projects_within_each_other_the_inner_one_is_meant(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (project / "vendor" / "inputs" / "inner").mkdir(parents=True)
    monkeypatch.chdir(project / "vendor")
    assert run("list").stdout == "inner\n"


def test_a_package_of_python_that_is_called_inputs_is_no_project() -> None:
    assert project_of(ROOT / "generator" / "inputs") == HOUSE
    assert project_of(ROOT / "generator") == HOUSE


@pytest.mark.parametrize(
    "command", [["list"], ["build"], ["check"], ["diff"], ["figures"], ["explain", "x"], ["schema"]]
)
def test_where_there_are_no_inputs_a_line_says_what_to_type(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    done = run(*command)
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr == (
        f"{tmp_path}: there is no folder inputs/ here, or in a folder above; "
        "go to your proposals first: cd PROJECT; or begin one: proposal init NAME\n"
    )
    assert list(tmp_path.iterdir()) == []


def test_a_proposal_is_found_by_its_name_or_by_its_path(project: Path) -> None:
    own = project / "inputs" / "ours"
    assert folder(Project(project), "ours").resolve() == folder(Project(project), str(own)).resolve() == own
    assert [path.name for path in folders(Project(project))] == ["ours"]
    with pytest.raises(ProposalError, match="there is no such proposal; did you mean ours"):
        folder(Project(project), "oars")


def test_a_folder_that_is_a_link_out_of_the_inputs_is_refused_with_what_a_proposal_is(tmp_path: Path) -> None:
    (tmp_path / "inputs").mkdir()
    (tmp_path / "own").mkdir()
    (tmp_path / "inputs" / "link").symlink_to(tmp_path / "own")
    with pytest.raises(ProposalError) as told:
        folder(Project(tmp_path), "link")
    assert str(told.value) == "link: leads out of inputs/; a proposal is a folder there, and no link"


def test_what_is_hidden_or_kept_by_python_is_no_proposal(tmp_path: Path) -> None:
    for name in (".hidden", "__pycache__", "own"):
        (tmp_path / "inputs" / name).mkdir(parents=True)
    (tmp_path / "inputs" / "file").touch()
    assert [path.name for path in folders(Project(tmp_path))] == ["own"]


def test_where_there_is_no_proposal_that_is_said(tmp_path: Path) -> None:
    (tmp_path / "inputs").mkdir()
    with pytest.raises(ProposalError, match="holds no proposal; begin one: proposal init NAME"):
        folders(Project(tmp_path))


@pytest.mark.parametrize("within", [".", "new"])
def test_a_what_if_is_not_written_to_what_is_committed(within: str) -> None:
    target = HOUSE.output / within
    assert target_of(HOUSE, target) == target
    with pytest.raises(ProposalError, match="output is committed, and this is a what-if; name another folder"):
        target_of(HOUSE, target, what_if=True)


def test_nothing_is_written_over_the_generator_from_another_project(project: Path) -> None:
    for kept in (ROOT / "generator", ROOT / "templates"):
        with pytest.raises(ProposalError, match="is what it is made from"):
            target_of(Project(project), kept / "new")


def test_where_there_are_several_proposals_it_must_be_said_which(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(PROJECT)
    with pytest.raises(click.UsageError, match=r"there are \d+ proposals; name one with --proposal"):
        only_folder(here(), None)
    assert only_folder(here(), "foreign").name == "foreign"
