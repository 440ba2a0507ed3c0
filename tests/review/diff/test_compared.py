"""Each proposal of either side is told once: compared, faulty, come, gone, renamed or copied."""

import shutil
from pathlib import Path

import pytest

from generator.review.diff.compared import differences
from generator.review.diff.report import Told
from generator.review.sides import Past, Sides, named
from tests.conftest import SMALL
from tests.test_git import commit, git

pytestmark = pytest.mark.usefixtures("short_documents")


def told(names: list[str], sides: Sides, **changes: str) -> list[Told]:
    put = {f"scenarios.desk.{key}": text for key, text in changes.items()}
    return list(differences([Path("inputs") / name for name in names], sides, put, Past(Path("output"))))


def words(names: list[str], sides: Sides) -> dict[str, str]:
    return {one.name: one.word for one in told(names, sides)}


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository with the small proposal."""
    folder = tmp_path_factory.mktemp("compared")
    shutil.copytree(SMALL, folder / "inputs" / "small")
    git(folder, "init", "-q", "--template=", "-b", "main")
    commit(folder)
    return folder


@pytest.fixture
def project(begun: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of that repository, in whose folder the test stands."""
    monkeypatch.chdir(shutil.copytree(begun, tmp_path / "project"))
    return Path.cwd()


def edit(folder: Path, old: str, new: str, file: str = "scenarios.yaml") -> None:
    path = folder / file
    assert old in path.read_text(encoding="utf-8")
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")


@pytest.mark.usefixtures("project")
def test_a_proposal_is_told_with_its_sides() -> None:
    ((same,), (other,)) = (told(["small"], Sides(".", ".")), told(["small"], Sides(".", "."), sites="5"))
    assert (same.base, same.target, same.differs) == ("the working tree", "the working tree", False)
    assert (other.target, other.differs) == ("what if scenarios.desk.sites=5", True)
    assert other.diff is not None
    assert [one.name for one in other.diff.changes] == ["scenarios.desk.sites"]


def test_faulty_inputs_are_told_of_their_proposal_and_stop_no_other(project: Path) -> None:
    shutil.copytree(SMALL, "inputs/wrong")
    edit(project / "inputs" / "wrong", "sites: 4", "sites: none")
    commit(project)
    (small, wrong) = told(["small", "wrong"], Sides("HEAD", "."))
    assert (small.diff is not None, small.faults) == (True, ())
    assert wrong.diff is None
    assert [Path(one.place.file).name for one in wrong.faults] == ["scenarios.yaml"]


def test_a_proposal_that_came_and_one_that_went_are_told_apart(project: Path) -> None:
    shutil.copytree(SMALL, "inputs/new")
    for path in (project / "inputs" / "new").glob("*.yaml"):
        path.write_text(path.read_text(encoding="utf-8") + "# another\n", encoding="utf-8")
    assert words(["small", "new"], Sides("HEAD", ".")) == {"small": "", "new": "added"}
    commit(project)
    since = "only in HEAD: added there since the two parted"
    assert words(["new"], Sides("HEAD", "HEAD~1")) == {"new": since}
    shutil.rmtree("inputs/new")
    assert words(["new"], Sides("HEAD", ".")) == {"new": "deleted"}


def test_one_with_the_files_of_another_is_renamed_where_that_went_and_a_copy_where_it_stayed(project: Path) -> None:
    shutil.copytree(SMALL, "inputs/copy")
    assert words(["small", "copy"], Sides("HEAD", ".")) == {"small": "", "copy": "copied from small"}
    shutil.rmtree("inputs/small")
    assert words(["small", "copy"], Sides("HEAD", ".")) == {"copy": "renamed from small"}
    edit(project / "inputs" / "copy", "sites: 4", "sites: 5")
    (one,) = told(["small", "copy"], Sides("HEAD", "."))
    assert one.diff is not None
    assert [change.name for change in one.diff.changes] == ["scenarios.desk.sites"]


def test_a_proposal_that_was_cherry_picked_is_told_from_one_that_was_added(project: Path) -> None:
    git(project, "checkout", "-q", "-b", "work")
    git(project, "checkout", "-q", "main")
    for name in ("picked", "theirs"):
        shutil.copytree(SMALL, f"inputs/{name}")
        edit(project / "inputs" / name, "sites: 4", "sites: 6" if name == "picked" else "sites: 7")
        commit(project, name)
    git(project, "checkout", "-q", "work")
    shutil.copytree(SMALL, "inputs/ours")
    for path in (project / "inputs" / "ours").glob("*.yaml"):
        path.write_text(path.read_text(encoding="utf-8") + "# another\n", encoding="utf-8")
    commit(project)
    git(project, "cherry-pick", "main~1")
    names = ["picked", "ours", "theirs"]
    assert words(names, named("main...work", None, Past(project / "output"))) == {
        "ours": "added",
        "picked": "added, as in main: cherry-picked",
    }
    assert words(names, named("main..work", None, Past(project / "output"))) == {
        **{"picked": "", "ours": "added"},
        "theirs": "only in main: added there since the two parted",
    }


@pytest.mark.usefixtures("project")
def test_one_that_no_side_has_is_not_told() -> None:
    assert told(["gone"], Sides("HEAD", ".")) == []
