"""A side is a revision, a folder or the working tree, each with its title and what was committed with it."""

import shutil
from pathlib import Path

import pytest

from generator.errors import ProposalError
from generator.review.sides import Side, Sides, named, parted, proposals, side
from tests.conftest import ROOT, SEED, Built
from tests.test_git import commit, git

CEREBRAS = ROOT / "tests" / "proposals" / "seed"


def there(folder: Path, named: str) -> Side:
    found = side(folder, named)
    assert found is not None
    return found


def edit(path: Path, old: str, new: str) -> None:
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")


@pytest.fixture
def repository(cerebras: Built, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository whose first commit has the Cerebras inputs and figures, and whose second has more sites."""
    folder = tmp_path / "repository"
    shutil.copytree(CEREBRAS, folder / "inputs" / SEED)
    (folder / "output").mkdir()
    (folder / "output" / f"{SEED}.figures.json").write_text(cerebras.record, encoding="utf-8")
    git(tmp_path, "init", "-q", "-b", "main", str(folder))
    scenarios = folder / "inputs" / SEED / "scenarios.yaml"
    for text in (
        scenarios.read_text(encoding="utf-8"),
        scenarios.read_text(encoding="utf-8").replace("sites: 10\n", "sites: 12\n"),
    ):
        scenarios.write_text(text, encoding="utf-8")
        commit(folder, "inputs")
    monkeypatch.chdir(folder)
    return folder


def test_each_side_has_the_values_of_its_day(repository: Path) -> None:
    folder = Path("inputs") / SEED
    (repository / folder / "scenarios.yaml").write_text(
        (repository / folder / "scenarios.yaml").read_text(encoding="utf-8").replace("sites: 12\n", "sites: 14\n"),
        encoding="utf-8",
    )
    sites = [there(folder, named).raw.values["scenarios"]["production"]["sites"] for named in ("HEAD~1", "HEAD", ".")]
    assert sites == [10, 12, 14]
    assert (
        str(there(folder, "HEAD~1").raw.places[("scenarios", "production", "sites")].file)
        == f"HEAD~1:inputs/{SEED}/scenarios.yaml"
    )


def test_a_revision_knows_the_figures_that_were_committed_with_it(repository: Path) -> None:
    folder = repository / "inputs" / SEED
    record = there(folder, "HEAD~1").committed(repository / "output")
    assert record is not None
    assert record.figures["request.requests_per_minute"].value == 7350
    assert there(folder, ".").committed(repository / "output") is None


@pytest.mark.parametrize(
    ("stands", "seen"), [("inputs", SEED), (f"inputs/{SEED}", "."), ("output", f"../inputs/{SEED}")]
)
def test_a_revision_has_the_same_name_and_figures_wherever_one_stands(
    repository: Path, monkeypatch: pytest.MonkeyPatch, stands: str, seen: str
) -> None:
    monkeypatch.chdir(repository / stands)
    found = there(Path(seen), "HEAD~1")
    assert found.raw.name == SEED
    assert found.committed(repository / "output") is not None


def test_a_revision_knows_what_else_changed_since(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = repository / "inputs" / SEED
    assert there(folder, "HEAD").since() is None  # the code stands elsewhere
    monkeypatch.setattr("generator.review.sides.CODE", repository)
    assert there(folder, "HEAD").since() is None  # the package that was installed into it
    (repository / "pyproject.toml").touch()
    assert there(folder, "HEAD").since() == ()
    (repository / "generator").mkdir()
    (repository / "generator" / "new.py").touch()
    assert there(folder, "HEAD").since() == ("generator/new.py",)
    assert there(folder, ".").since() is None


def test_a_folder_may_be_a_side_and_a_what_if_is_called_one() -> None:
    foreign = ROOT / "tests" / "proposals" / "foreign"
    assert there(CEREBRAS, str(foreign)).raw.name == "foreign"
    what_if = side(CEREBRAS, ".", {"scenarios.demo.sites": "5", "scenarios.production.sites": "9"})
    assert what_if is not None
    assert what_if.title == "what if scenarios.demo.sites=5, scenarios.production.sites=9"


def test_what_is_without_the_proposal_has_no_side(repository: Path) -> None:
    assert side(repository / "inputs" / "other", "HEAD") is None
    assert side(repository / "inputs" / "other", ".") is None


def test_a_revision_knows_its_proposals(repository: Path) -> None:
    shutil.rmtree(repository / "inputs")
    named = ("HEAD", ".", str(CEREBRAS))
    assert [proposals(repository / "inputs", one) for one in named] == [[SEED], [], []]


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
    assert named(base, target, Path()) == (*sides, "")


def test_three_dots_name_where_the_two_parted(repository: Path) -> None:
    git(repository, "checkout", "-q", "-b", "work", "HEAD~1")
    (repository / "more").touch()
    commit(repository, "more")
    parting = git(repository, "rev-parse", "main~1")
    assert named("main...work", None, repository) == (parting[:12], "work", "main")
    assert parted(Sides("main", "work"), repository) == parting
    assert parted(Sides(".", "work"), repository) == parted(Sides(str(CEREBRAS), "work"), repository) == ""


def test_a_range_beside_a_side_and_two_without_a_past_in_common_are_refused(repository: Path) -> None:
    with pytest.raises(ProposalError, match=r"main\.\.work: names both sides; leave HEAD out"):
        named("main..work", "HEAD", repository)
    git(repository, "checkout", "-q", "--orphan", "other")
    git(repository, "commit", "-q", "-m", "other")
    with pytest.raises(ProposalError, match=r"the two have no commit in common; write A\.\.B"):
        named("main...other", None, repository)
    with pytest.raises(ProposalError, match="there is no such revision"):
        named("main...nowhere", None, repository)
