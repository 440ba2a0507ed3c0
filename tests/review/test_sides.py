"""A side is a revision, a folder or the working tree, each with its title and what was committed with it."""

import os
import re
import shutil
from pathlib import Path

import pytest

from generator.errors import ProposalError
from generator.review.sides import Past, Side, Sides, named, parted, proposals, side
from tests.conftest import ROOT, SMALL, Built
from tests.test_git import commit, git


def past() -> Past:
    """That of the repository which the test stands in."""
    return Past(Path("output"))


def there(folder: Path, named: str) -> Side:
    found = side(folder, named, past())
    assert found is not None
    return found


def edit(path: Path, old: str, new: str) -> None:
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")


@pytest.fixture(scope="module")
def begun(small: Built, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository whose first commit has the small inputs and their figures, and whose second has more sites."""
    folder = tmp_path_factory.mktemp("sides") / "repository"
    shutil.copytree(SMALL, folder / "inputs" / "small")
    (folder / "output").mkdir()
    (folder / "output" / "small.figures.json").write_text(small.record, encoding="utf-8")
    git(folder, "init", "-q", "--template=", "-b", "main")
    commit(folder, "inputs")
    edit(folder / "inputs" / "small" / "scenarios.yaml", "sites: 4\n", "sites: 5\n")
    commit(folder, "inputs")
    return folder


@pytest.fixture
def repository(begun: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of that repository, in whose folder the test stands."""
    monkeypatch.chdir(shutil.copytree(begun, tmp_path / "repository"))
    return Path.cwd()


def test_each_side_has_the_values_of_its_day(repository: Path) -> None:
    folder = Path("inputs") / "small"
    edit(repository / folder / "scenarios.yaml", "sites: 5\n", "sites: 6\n")
    sites = [there(folder, named).raw.values["scenarios"]["desk"]["sites"] for named in ("HEAD~1", "HEAD", ".")]
    assert sites == [4, 5, 6]
    assert (
        str(there(folder, "HEAD~1").raw.places[("scenarios", "desk", "sites")].file)
        == "HEAD~1:inputs/small/scenarios.yaml"
    )


def test_a_revision_knows_the_figures_that_were_committed_with_it(repository: Path) -> None:
    folder = repository / "inputs" / "small"
    record = there(folder, "HEAD~1").committed(repository / "output")
    assert record is not None
    assert record.figures["request.requests_per_minute"].value == 1332
    assert there(folder, ".").committed(repository / "output") is None


@pytest.mark.parametrize(
    ("stands", "seen"), [("inputs", "small"), ("inputs/small", "."), ("output", "../inputs/small")]
)
def test_a_revision_has_the_same_name_and_figures_wherever_one_stands(
    repository: Path, monkeypatch: pytest.MonkeyPatch, stands: str, seen: str
) -> None:
    monkeypatch.chdir(repository / stands)
    found = side(Path(seen), "HEAD~1", Past(Path(os.path.relpath(repository / "output"))))
    assert found is not None
    assert found.raw.name == "small"
    assert found.committed(repository / "output") is not None


def test_it_is_known_what_else_changed_since_a_commit(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    head = git(repository, "rev-parse", "HEAD")
    assert past().since(head) is None  # the code stands elsewhere
    monkeypatch.setattr("generator.review.sides.CODE", repository)
    assert past().since(head) is None  # the package that was installed into it
    (repository / "pyproject.toml").touch()
    assert past().since(head) == ()
    (repository / "generator").mkdir()
    (repository / "generator" / "new.py").touch()
    assert past().since(head) == ("generator/new.py",)
    assert past().since("") is None


@pytest.fixture
def written(repository: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a proposal in a repository whose writers are its inputs and their notes."""
    (repository / "pyproject.toml").touch()
    monkeypatch.setattr("generator.review.sides.CODE", repository)
    monkeypatch.setattr("generator.review.sides.WRITERS", {"inputs": ".yaml", "notes": ".txt"})
    return repository / "inputs" / "small"


def test_what_changed_since_a_commit_is_named_also_where_it_is_not_committed(written: Path) -> None:
    head, before = (git(written, "rev-parse", revision) for revision in ("HEAD", "HEAD~1"))
    changed, new, gone = (f"inputs/small/{name}.yaml" for name in ("scenarios", "two", "models"))
    assert past().since(before) == (changed,)
    assert past().since(head) == ()
    (written / "two.yaml").touch()
    (written / "two.txt").touch()
    (written / "models.yaml").unlink()
    assert past().since(head) == (gone, new)
    assert past().since(before) == (gone, changed, new)
    (written / "models.yaml").symlink_to("two.yaml")
    assert past().since(head) == (gone, new)
    assert past().since("0" * 40) is None


def test_lines_that_end_as_on_windows_are_no_change(written: Path) -> None:
    head, path = git(written, "rev-parse", "HEAD"), written / "models.yaml"
    text = path.read_bytes()
    path.write_bytes(text.replace(b"\n", b"\r\n"))
    assert past().since(head) == ()
    path.write_bytes(text.replace(b"\n", b"\r"))
    assert past().since(head) == ("inputs/small/models.yaml",)


def test_in_a_worktree_as_it_was_checked_out_nothing_has_changed(
    written: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    git(written, "worktree", "add", "-q", str(tmp_path / "linked"))
    (tmp_path / "linked" / "pyproject.toml").touch()
    monkeypatch.setattr("generator.review.sides.CODE", tmp_path / "linked")
    assert past().since(git(written, "rev-parse", "HEAD")) == ()


def test_what_changed_since_a_commit_is_looked_for_once(written: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one, commits = past(), [git(written, "rev-parse", revision) for revision in ("HEAD", "HEAD~1")]
    looked = list[str]()

    def nothing(_: object, commit: str, *__: object) -> dict[str, str]:
        looked.append(commit)
        return {}

    monkeypatch.setattr("generator.review.sides.ids_at", nothing)
    assert [one.since(commit) for commit in commits * 2] == [one.since(commits[0])] * 4
    assert looked == commits


def test_a_folder_may_be_a_side_and_a_what_if_is_called_one() -> None:
    foreign = ROOT / "tests" / "proposals" / "foreign"
    assert there(SMALL, str(foreign)).raw.name == "foreign"
    what_if = side(SMALL, ".", past(), {"scenarios.desk.sites": "5", "proposal.version": "9"})
    assert what_if is not None
    assert what_if.title == "what if scenarios.desk.sites=5, proposal.version=9"


def test_what_is_without_the_proposal_has_no_side(repository: Path) -> None:
    for which in ("HEAD", "."):
        assert side(repository / "inputs" / "other", which, Past(repository / "output")) is None


def test_a_revision_knows_its_proposals(repository: Path) -> None:
    shutil.rmtree(repository / "inputs")
    named = ("HEAD", ".", str(SMALL))
    assert [proposals(repository / "inputs", one, past()) for one in named] == [["small"], [], []]


@pytest.mark.parametrize(
    ("base", "target", "sides"),
    [
        (None, None, ("HEAD", ".")),
        ("main", None, ("main", ".")),
        ("main", "HEAD~1", ("main", "HEAD~1")),
        ("main..HEAD~1", None, ("main", "HEAD~1")),
        ("main..", None, ("main", "HEAD")),
        ("..main", None, ("HEAD", "main")),
        ("../elsewhere", None, ("../elsewhere", ".")),
    ],
)
def test_a_range_names_both_sides(base: str | None, target: str | None, sides: tuple[str, str]) -> None:
    assert named(base, target, past()) == (*sides, "")


def test_three_dots_name_where_the_two_parted(repository: Path) -> None:
    git(repository, "checkout", "-q", "-b", "work", "HEAD~1")
    (repository / "more").touch()
    commit(repository, "more")
    parting = git(repository, "rev-parse", "main~1")
    assert named("main...work", None, past()) == (parting[:12], "work", "main")
    assert parted(Sides("main", "work"), past()) == parting
    assert parted(Sides(".", "work"), past()) == parted(Sides(str(SMALL), "work"), past()) == ""


def test_a_range_beside_a_side_and_two_without_a_past_in_common_are_refused(repository: Path) -> None:
    with pytest.raises(ProposalError, match=r"main\.\.work: names both sides; leave HEAD out"):
        named("main..work", "HEAD", past())
    git(repository, "checkout", "-q", "--orphan", "other")
    git(repository, "commit", "-q", "-m", "other")
    with pytest.raises(ProposalError, match=r"the two have no commit in common; write A\.\.B"):
        named("main...other", None, past())
    with pytest.raises(ProposalError, match="there is no such revision"):
        named("main...nowhere", None, past())


def test_what_is_both_a_folder_of_inputs_and_a_revision_is_refused_with_the_name_of_each(repository: Path) -> None:
    shutil.copytree(SMALL, repository / "main")
    for base, target in (("main", None), ("HEAD", "main"), ("main..HEAD", None), ("main...HEAD", None)):
        with pytest.raises(ProposalError, match="main: is both a folder of inputs and a revision; write") as caught:
            named(base, target, past())
        assert caught.value.exit_code == 2
    folder, revision = re.findall(r"(\S+) for the", str(caught.value))
    assert (named(folder, None, past()), named(revision, None, past())) == (("./main", ".", ""), ("main~0", ".", ""))
    assert there(Path("inputs") / "small", folder).commit == ""
    assert there(Path("inputs") / "small", revision).commit == git(repository, "rev-parse", "main")
    (repository / "main").rename("other")
    assert named("other", None, past()) == ("other", ".", "")
