"""What a revision holds a proposal to is read from git; and what a change loosens is told, however it is written."""

import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest

from generator.document.record import from_text
from generator.errors import UNREACHED, USAGE, ProposalError
from generator.figures.figure import Sheet
from generator.inputs.raw import Raw, read
from generator.review.sides import Past, side
from generator.review.terms import At, at_revisions, loosened, terms
from tests.conftest import SMALL, Built
from tests.test_git import commit, git

TOKENS = "request.uncached_tokens_per_minute"
SHARE = "proposal.judgements.dominates_above"


def raw(*rails: str, **more: str) -> Raw:
    """The small proposal with guardrails, and whatever else stands in proposal.yaml."""
    each = ", ".join(f"{{{rail}, reason: So.}}" for rail in rails)
    changes: Mapping[str, str] = {f"proposal.{key}": text for key, text in more.items()}
    return read(SMALL, {"proposal.guardrails": f"[{each}]", **changes})


def told(small: Built, base: Raw, target: Raw) -> list[str]:
    return [one.what for one in loosened(base, target, small.sheet)]


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("at_most: 10", "at_most: 11", ["at most 10 is loosened to at most 11"]),
        ("at_most: 10", "at_most: 9", []),
        ("at_least: 10", "at_least: 9", ["at least 10 is loosened to at least 9"]),
        ("at_least: 10", "at_least: 11", []),
        (
            "largest_change: 25%",
            "largest_change: 0.3",
            ["a change of at most 25% is loosened to a change of at most 30%"],
        ),
        ("largest_change: 25%", "largest_change: 0.25", []),
        ("at_most: 10, at_least: 5", "at_most: 10", ["at least 5 is removed"]),
        ("at_most: 10, at_least: 5", "at_least: 4", ["at most 10 is removed", "at least 5 is loosened to at least 4"]),
    ],
)
def test_a_guardrail_that_is_loosened_or_removed_is_told_and_a_tighter_one_is_not(
    small: Built, old: str, new: str, says: list[str]
) -> None:
    base, target = raw(f"figure: {TOKENS}, {old}"), raw(f"figure: {TOKENS}, {new}")
    assert told(small, base, target) == [f"{TOKENS}: {one}" for one in says]


INPUT = "page_profiles.openai.calls.reasoning.input_tokens"
MEAN, OTHER = "openai.reasoning.input_tokens.mean", "openai.reasoning.input_tokens.p95"


@pytest.mark.parametrize(
    ("new", "says"),
    [
        ("", [f"a drift of at most 10% from {MEAN} is removed"]),
        (f"largest_drift: 9%, measured: {MEAN}", []),
        (
            f"largest_drift: 20%, measured: {MEAN}",
            [f"a drift of at most 10% from {MEAN} is loosened to a drift of at most 20% from {MEAN}"],
        ),
        (
            f"largest_drift: 10%, measured: {OTHER}",
            [f"a drift of at most 10% from {MEAN} is loosened to a drift of at most 10% from {OTHER}"],
        ),
    ],
)
def test_the_nearness_to_what_was_measured_is_a_guardrail_like_another(new: str, says: list[str]) -> None:
    def of(rail: str) -> Raw:
        own = f"[{{figure: {INPUT}, {rail}, reason: So.}}]" if rail else "[]"
        return read(SMALL.parent / "measured", {"proposal.guardrails": own})

    found = loosened(of(f"largest_drift: 10%, measured: {MEAN}"), of(new), Sheet())
    assert [one.what for one in found] == [f"{INPUT}: {text}" for text in says]


def test_of_several_guardrails_on_a_figure_the_tightest_counts(small: Built) -> None:
    two = (f"figure: {TOKENS}, at_most: 10", f"figure: {TOKENS}, at_most: 20")
    assert told(small, raw(*two), raw(two[0])) == []
    assert told(small, raw(*two), raw(two[1])) == [f"{TOKENS}: at most 10 is loosened to at most 20"]


def test_the_limit_of_a_share_is_told_in_percent_and_a_place_is_that_of_the_new_line(small: Built) -> None:
    base, target = raw(f"figure: {SHARE}, at_most: 10%"), raw(f"figure: {SHARE}, at_most: 0.2")
    (one,) = loosened(base, target, small.sheet)
    assert one.what == f"{SHARE}: at most 10% is loosened to at most 20%"
    assert "at_most: 0.2" in one.place.file


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({"sent": "v2"}, ["changes are measured by v2, no longer by v1"]),
        ({}, ["changes are measured by the base of each change, no longer by v1"]),
        ({"sent": "v1"}, []),
    ],
)
def test_another_document_named_as_sent_is_told(small: Built, sent: dict[str, str], says: list[str]) -> None:
    rail = f"figure: {TOKENS}, largest_change: 10%"
    assert told(small, raw(rail, sent="v1"), raw(rail, **sent)) == says
    assert told(small, raw(rail), raw(rail, sent="v1")) == []


def test_what_cannot_be_read_holds_to_nothing_that_is_known() -> None:
    for faulty in (raw("figur: x, at_most: 1"), read(SMALL, {}, {"proposal.yaml": "a: [1\n"})):
        with pytest.raises(ProposalError) as raised:
            terms(faulty)
        assert raised.value.exit_code == UNREACHED


@pytest.fixture
def project(small: Built, tmp_path: Path) -> Path:
    """A repository with the small proposal and its figures, not yet committed."""
    root = tmp_path / "project"
    shutil.copytree(SMALL, root / "inputs" / "small")
    (root / "output").mkdir()
    (root / "output" / "small.figures.json").write_text(small.record, encoding="utf-8")
    git(tmp_path, "init", "-q", "-b", "main", str(root))
    return root


def committed(root: Path, tag: str) -> None:
    commit(root, tag)
    git(root, "tag", tag)


def reader(root: Path, base: str = "HEAD", name: str = "small") -> At:
    return at_revisions(root / "inputs" / name, Past(root / "output"), base)


def test_a_side_is_the_inputs_and_the_figures_of_a_revision(project: Path, small: Built) -> None:
    committed(project, "v1")
    path = project / "inputs" / "small" / "scenarios.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("sites: 4", "sites: 5"), encoding="utf-8")
    (project / "output" / "small.figures.json").unlink()
    committed(project, "v2")
    base, sent = reader(project)(""), reader(project)("v1")
    assert (base.title, base.figures) == ("HEAD", None)
    assert base.raw is not None
    assert base.raw.values["scenarios"]["desk"]["sites"] == 5
    assert (sent.title, sent.figures) == ("v1", from_text(small.record, "x").figures)
    by_hash = git(project, "rev-parse", "v1")
    assert reader(project)(by_hash[:10]).figures == sent.figures
    assert reader(project, name="other")("") == base._replace(raw=None)


def test_no_folder_that_a_commit_brings_stands_for_a_revision(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    committed(project, "v1")
    monkeypatch.chdir(project)
    by_hash = git(project, "rev-parse", "HEAD")
    names = ("HEAD", "main", by_hash, "refs/tags/v1")
    for name in names:
        (project / name).mkdir(parents=True)
        (project / name / "proposal.yaml").write_text("title: no guardrails\n", encoding="utf-8")
    sides = [*(reader(project, base=name)("") for name in names), reader(project)("v1"), reader(project)(by_hash)]
    assert [one.raw and "scenarios" in one.raw.values for one in sides] == [True] * 6
    found = side(project / "inputs" / "small", by_hash, Past(project / "output"))
    assert found
    assert found.commit == by_hash


def test_before_the_first_commit_no_side_has_anything(project: Path) -> None:
    assert reader(project)("")[1:] == (None, None)


def test_a_branch_is_not_what_was_sent_for_it_moves(project: Path) -> None:
    committed(project, "v1")
    with pytest.raises(ProposalError) as raised:
        reader(project)("main")
    (fault,) = raised.value.faults
    assert (fault.place.file, raised.value.exit_code) == ("main", UNREACHED)
    assert (fault.what, fault.hint) == (
        "was sent, and there is no such tag or commit in this clone",
        "run: git fetch --tags",
    )


def test_a_base_that_is_not_there_is_a_fault_of_who_named_it(project: Path) -> None:
    committed(project, "v1")
    with pytest.raises(ProposalError) as raised:
        reader(project, "v0")("")
    assert raised.value.exit_code == USAGE


def test_without_git_nothing_is_reached(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    committed(project, "v1")
    monkeypatch.setenv("PATH", str(project))
    for name in ("", "v1"):
        with pytest.raises(ProposalError) as raised:
            reader(project)(name)
        assert raised.value.exit_code == UNREACHED


def test_where_the_repository_is_somebody_elses_the_line_that_mends_it_names_it(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    committed(project, "v1")
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    for name in ("", "v1"):
        with pytest.raises(ProposalError, match=f"safe.directory {project}$"):
            reader(project)(name)


def test_a_record_that_a_merge_left_its_marks_in_is_told_at_its_revision(project: Path) -> None:
    (project / "output" / "small.figures.json").write_text("<<<<<<< HEAD\n", encoding="utf-8")
    committed(project, "v1")
    with pytest.raises(ProposalError, match=r"HEAD:small\.figures\.json:1:1: is not a record of figures"):
        reader(project)("")
