"""Two changes of one proposal are merged by building anew; only what a hand wrote stands in the way, and is named."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import chdir
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.build.batch import Order, build_each
from generator.cli import group
from generator.document.templates import FOLDER as TEMPLATES
from generator.errors import ProposalError
from generator.figures.sheet import calculate
from generator.inputs import load
from generator.print import product
from generator.review.merging import next_step
from tests.conftest import CEREBRAS, ROOT, SEED, SMALL
from tests.test_git import asks, commit, git

NAME = "small"
INCLUDED = ("limits.md.j2", "meters.md.j2", "elsewhere.md.j2")
"""What the sections that are left out include."""


def build(root: Path, force: bool = False, name: str = NAME, only: str | None = "md") -> None:
    inputs = Path(os.path.relpath(root / "inputs" / name))  # what is made of the same files there is made once
    (outcome,) = build_each([inputs], Order({}, root / "output", only, force), 1)
    if outcome.faults:
        raise ProposalError(outcome.faults, outcome.exit_code)


def edit(root: Path, file: str, old: str, new: str) -> None:
    path = root / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def sites(root: Path, number: int) -> None:
    edit(root, f"inputs/{NAME}/scenarios.yaml", "sites: 4\n", f"sites: {number}\n")


def sites_of(folder: Path) -> object:
    sites = load(folder).inputs.scenarios["desk"].sites
    return sites and sites.ends[1]


def tokens(root: Path, number: int) -> None:
    edit(root, f"inputs/{NAME}/page_profiles.yaml", "input_tokens: 6050\n", f"input_tokens: {number}\n")


def by_hand(root: Path) -> None:
    edit(root, f"output/{NAME}.md", "Letters", "Epistles")


@pytest.fixture(scope="module")
def _few_sections(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The summary, and the page with its chart: how long a document is makes no difference to a merge."""
    left_out = shutil.ignore_patterns("[2346789]*.md.j2", "45-*", "appendix-*", *INCLUDED)
    folder = shutil.copytree(TEMPLATES, tmp_path_factory.mktemp("few") / "templates", ignore=left_out)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("generator.document.templates.FOLDER", folder)
        yield


@pytest.fixture(scope="module")
def begun(_few_sections: None, works_out_once: None, tmp_path_factory: pytest.TempPathFactory) -> Path:  # noqa: ARG001  # it goes first
    """A repository with a proposal, as it was built, and two branches: each changed one input and built."""
    root = tmp_path_factory.mktemp("merging") / "project"
    shutil.copytree(SMALL, root / "inputs" / NAME)
    shutil.copy(ROOT / ".gitattributes", root)
    git(root.parent, "init", "-q", "--template=", "-b", "main", str(root))
    for name, value in (("user.name", "t"), ("user.email", "t@example.org"), ("core.editor", "true")):
        git(root, "config", name, value)
    with chdir(root):
        build(root)
        commit(root, "begun")
        for branch, change, number in (("sites", sites, 12), ("tokens", tokens, 7000)):
            git(root, "checkout", "-q", "-b", branch, "main")
            change(root, number)
            build(root)
            commit(root, f"other {branch}")
        git(root, "gc", "-q")  # each test copies it, and takes it away again
    return root


@pytest.fixture
def root(begun: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of that repository, in whose folder the test stands."""
    monkeypatch.chdir(shutil.copytree(begun, tmp_path / "project"))
    return Path.cwd()


def stops(root: Path, *arguments: str) -> None:
    """A command of git that ends in a conflict."""
    done = subprocess.run(asks(root, *arguments), capture_output=True, text=True, check=False)
    assert done.returncode == 1, done.stdout + done.stderr


def is_of_both(root: Path) -> bool:
    """Whether what is built is of both changes: what a build from nothing makes of their inputs."""
    text = (root / "output" / f"{NAME}.md").read_text(encoding="utf-8")
    proposal = load(Path(os.path.relpath(root / "inputs" / NAME)))
    call = proposal.inputs.page_profiles["letter"].calls["answer"]
    assert call.input_tokens
    assert [one.ends[1] for one in (proposal.inputs.scenarios["desk"].sites, call.input_tokens) if one] == [12, 7000]
    return text == product.make(proposal).document.text and "<<<<" not in text


COMMIT = "git commit --no-edit"
MERGES: Sequence[tuple[str, str, str, str]] = (
    ("sites", "merge -q tokens", COMMIT, ""),
    ("tokens", "merge -q sites", COMMIT, "as in a clone of before"),
    ("tokens", "merge -q --squash sites", COMMIT, ""),
    ("sites", "merge -q --squash tokens", COMMIT, "as in a clone of before"),
    ("sites", "rebase -q tokens", "git rebase --continue", ""),
    ("tokens", "rebase -q --apply sites", "git rebase --continue", "as in a clone of before"),
    ("sites", "cherry-pick tokens", "git cherry-pick --continue", ""),
    ("tokens", "cherry-pick sites", "git cherry-pick --continue", "as in a clone of before"),
)


def as_before_attributes(root: Path) -> None:
    """As in a clone of before they were: a merge leaves its marks in the Markdown and in the record."""
    (root / ".git" / "info" / "attributes").write_text("output/** merge\n", encoding="utf-8")


@pytest.mark.slice(4)
@pytest.mark.parametrize(("branch", "command", "goes_on", "before"), MERGES, ids=lambda one: one.replace(" ", "_"))
def test_two_changes_that_were_built_are_merged_by_a_build_whatever_brings_them_together(
    root: Path, branch: str, command: str, goes_on: str, before: str
) -> None:
    git(root, "checkout", "-q", branch)
    if before:
        as_before_attributes(root)
    stops(root, *command.split())
    assert ("<<<<<<<" in (root / "output" / f"{NAME}.md").read_text(encoding="utf-8")) == bool(before)
    build(root)
    assert is_of_both(root)
    assert next_step(root).endswith(f"; next: git add output && {goes_on}")
    git(root, "add", "output")
    git(root, *goes_on.split()[1:])
    assert git(root, "status", "--porcelain") == ""
    assert next_step(root) == ""
    build(root)
    assert git(root, "status", "--porcelain") == ""


@pytest.mark.whole
def test_a_change_is_taken_back_after_another_was_made(root: Path) -> None:
    git(root, "checkout", "-q", "sites")
    tokens(root, 7000)
    build(root)
    commit(root, "both")
    stops(root, "revert", "HEAD~1")
    build(root)
    assert next_step(root).endswith("next: git add output && git revert --continue")
    git(root, "add", "output")
    git(root, "revert", "--continue")
    assert sites_of(root / "inputs" / NAME) == 4
    build(root)
    assert git(root, "status", "--porcelain") == ""


@pytest.mark.whole
@pytest.mark.parametrize("kept", ["--ours", "--theirs"])
def test_a_side_that_was_taken_whole_is_built_anew(root: Path, kept: str) -> None:
    git(root, "checkout", "-q", "sites")
    stops(root, "merge", "-q", "tokens")
    git(root, "checkout", "-q", kept, "output")
    build(root)
    assert is_of_both(root)
    git(root, "checkout", "-q", kept, "output")
    git(root, "add", "output")
    build(root)
    assert is_of_both(root)


@pytest.mark.slice(2)
@pytest.mark.parametrize("file", ["small.figures.json", "small.md"])
def test_a_conflict_in_one_file_alone_is_settled_as_well(root: Path, file: str) -> None:
    git(root, "checkout", "-q", "sites")
    stops(root, "merge", "-q", "tokens")
    git(root, "checkout", "-q", "--theirs", "output")
    git(root, "add", "output")
    (root / "output" / file).write_text("<<<<<<< HEAD\n=======\n>>>>>>> tokens\n", encoding="utf-8")
    build(root)
    assert is_of_both(root)


@pytest.mark.whole
def test_marks_that_were_committed_with_a_merge_are_built_over(root: Path) -> None:
    as_before_attributes(root)
    git(root, "checkout", "-q", "sites")
    stops(root, "merge", "-q", "tokens")
    commit(root, "with its marks")
    build(root)
    assert is_of_both(root)
    assert next_step(root) == ""


@pytest.mark.parametrize("printed", [False, pytest.param(True, marks=pytest.mark.whole)])
def test_what_is_in_conflict_is_built_anew_and_the_command_says_what_comes_next(root: Path, printed: bool) -> None:
    command = ["build", "--jobs", "1", *([] if printed else ["--only", "md"])]
    for branch in ("tokens", "sites"):
        git(root, "checkout", "-q", branch)
        if printed:
            for kind in ("pdf", "png"):
                (root / "output" / f"{NAME}.{kind}").write_text(f"print of {branch}\n", encoding="utf-8")
            commit(root, "printed")
    stops(root, "merge", "-q", "tokens")
    done = CliRunner().invoke(group.main, command)
    sides = "ours (sites) and theirs (tokens)"
    step = f"output/ is of the merged inputs of {sides}; next: git add output && git commit --no-edit"
    assert (done.exit_code, done.stdout.splitlines()[-1]) == (0, step)
    assert not printed or (root / "output" / f"{NAME}.pdf").read_bytes().startswith(b"%PDF")
    git(root, "add", "output")
    git(root, "commit", "-q", "--no-edit")
    assert git(root, "status", "--porcelain") == ""
    assert "next:" not in CliRunner().invoke(group.main, command).stdout


def test_where_git_cannot_tell_of_what_a_merge_is_nothing_is_overwritten(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    git(root, "checkout", "-q", "sites")
    with monkeypatch.context() as patch:
        patch.setenv("PATH", "/nowhere")
        build(root)
    stops(root, "merge", "-q", "tokens")
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(ProposalError, match="git is not installed") as caught:
        build(root)
    assert caught.value.exit_code == 5


# --- what a hand wrote -----------------------------------------------------------------------------------------------


@pytest.mark.slice(4)
@pytest.mark.parametrize(
    ("edited", "said", "attributes"),
    [
        ("both", "in ours (sites)", False),
        ("tokens", "in theirs (tokens)", True),
        ("tokens", "in theirs (tokens)", False),
        ("sites", "in ours (sites)", True),
    ],
)
def test_a_side_that_was_edited_by_hand_is_named_with_the_line_and_not_overwritten(
    root: Path, edited: str, said: str, attributes: bool
) -> None:
    if not attributes:
        as_before_attributes(root)
    for branch in ("tokens", "sites"):
        git(root, "checkout", "-q", branch)
        if edited in (branch, "both"):
            by_hand(root)
            commit(root, "by hand")
    stops(root, "merge", "-q", "tokens")
    before = (root / "output" / f"{NAME}.md").read_bytes()
    with pytest.raises(ProposalError) as caught:
        build(root)
    assert len(caught.value.faults) == (2 if edited == "both" else 1)
    first = next(fault for fault in caught.value.faults if said in fault.what)
    lines = git(root, "show", f"{'tokens' if edited == 'tokens' else 'sites'}:output/{NAME}.md").split("\n")
    assert first.place.line == 1 + next(n for n, line in enumerate(lines) if "Epistles" in line)
    assert first.what == f"was edited by hand {said}, from this line of it on; it would be lost"
    assert first.hint == "take the edit into inputs or templates, then: proposal build --force"
    assert caught.value.exit_code == 1
    assert (root / "output" / f"{NAME}.md").read_bytes() == before
    build(root, force=True)
    assert is_of_both(root)
    git(root, "add", "output")
    build(root)


def test_an_edit_that_alone_is_on_the_other_side_is_named_though_no_record_is_in_conflict(root: Path) -> None:
    git(root, "checkout", "-q", "-b", "hand", "main")
    by_hand(root)
    commit(root, "by hand")
    git(root, "checkout", "-q", "sites")
    stops(root, "merge", "-q", "hand")
    with pytest.raises(ProposalError, match=r"small.md:\d+:1: was edited by hand in theirs \(hand\)"):
        build(root)
    git(root, "merge", "--abort")
    stops(root, "merge", "-q", "--squash", "hand")
    with pytest.raises(ProposalError, match="was edited by hand in theirs"):
        build(root)


def test_what_a_hand_writes_while_the_merge_is_under_way_is_named_with_its_line(root: Path) -> None:
    as_before_attributes(root)
    git(root, "checkout", "-q", "sites")
    stops(root, "merge", "-q", "tokens")
    path = root / "output" / f"{NAME}.md"
    lines = path.read_text(encoding="utf-8").split("\n")
    path.write_text("\n".join([*lines[:5], "As I see it.", *lines[5:]]), encoding="utf-8")
    with pytest.raises(ProposalError) as caught:
        build(root)
    (fault,) = caught.value.faults
    assert (fault.place.line, fault.place.text) == (6, "As I see it.")
    assert fault.what == "was edited by hand while the merge was under way; it would be lost"


def test_without_a_merge_a_hand_edit_is_one_as_ever(root: Path) -> None:
    git(root, "checkout", "-q", "sites")
    by_hand(root)
    with pytest.raises(ProposalError, match="was edited by hand; it would be lost"):
        build(root)
    shutil.rmtree(root / ".git")
    with pytest.raises(ProposalError, match="was edited by hand; it would be lost"):
        build(root)


def test_a_chart_is_no_hands_to_edit_either(root: Path) -> None:
    git(root, "checkout", "-q", "tokens")
    edit(root, f"output/{NAME}/page.svg", "<svg ", "<svg class='mine' ")
    commit(root, "by hand")
    git(root, "checkout", "-q", "sites")
    stops(root, "merge", "-q", "tokens")
    with pytest.raises(ProposalError) as caught:
        build(root)
    (fault,) = caught.value.faults
    assert str(fault.place) == f"{root}/output/{NAME}/page.svg:1:1"
    assert fault.what == "was edited by hand in theirs (tokens), from this line of it on; it would be lost"


# --- inputs, names, and what is gone ---------------------------------------------------------------------------------


def test_inputs_that_a_merge_has_marked_are_to_be_settled_first(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    git(root, "checkout", "-q", "sites")
    git(root, "checkout", "-q", "-b", "others", "main")
    sites(root, 13)
    build(root)
    commit(root)
    stops(root, "merge", "-q", "sites")
    with pytest.raises(ProposalError) as caught:
        build(root)
    assert caught.value.exit_code == 3
    (fault,) = caught.value.faults
    assert str(fault).startswith("inputs/small/scenarios.yaml:5:1: a merge has left its marks here; take one side")
    git(root, "checkout", "-q", "--ours", "inputs")
    build(root)
    assert "; next: git add inputs output && git commit" in next_step(root)
    monkeypatch.chdir(root / "inputs" / NAME)
    assert "; next: git add .. ../../output && git commit" in next_step(root)


@pytest.mark.whole
def test_a_proposal_that_both_added_is_settled_by_a_build(root: Path) -> None:
    for branch, number in (("one", 5), ("two", 6)):
        git(root, "checkout", "-q", "--orphan", branch)
        git(root, "rm", "-rfq", ".")
        shutil.copytree(SMALL, root / "inputs" / NAME)
        shutil.copy(ROOT / ".gitattributes", root)
        sites(root, number)
        build(root)
        commit(root, "added")
    stops(root, "merge", "-q", "--allow-unrelated-histories", "one")
    git(root, "checkout", "-q", "--theirs", "inputs")
    build(root)
    assert sites_of(root / "inputs" / NAME) == 5
    assert "<<<" not in (root / "output" / f"{NAME}.md").read_text(encoding="utf-8")


@pytest.mark.slice(2)
@pytest.mark.parametrize("gone_in", ["ours", "theirs"])
def test_a_proposal_that_a_side_has_removed_is_built_or_goes_as_its_inputs_do(root: Path, gone_in: str) -> None:
    git(root, "checkout", "-q", "-b", "gone", "main")
    git(root, "rm", "-rq", "output", f"inputs/{NAME}")
    (root / "inputs").mkdir(exist_ok=True)
    commit(root, "gone")
    ours, theirs = ("gone", "tokens") if gone_in == "ours" else ("tokens", "gone")
    git(root, "checkout", "-q", ours)
    stops(root, "merge", "-q", theirs)
    shutil.rmtree(root / "inputs" / NAME, ignore_errors=True)
    files = ("small.figures.json", "small.md", "small.sha256", "small/page.svg")
    assert f"; next: git rm -q {' '.join(f'output/{file}' for file in files)} && git add" in next_step(root)
    git(root, "checkout", "-q", "tokens", "--", "inputs")
    build(root)
    assert "; next: git add output && git commit" in next_step(root)
    git(root, "add", "output")
    git(root, "commit", "-q", "--no-edit")
    assert git(root, "status", "--porcelain") == ""


@pytest.mark.whole
def test_a_renamed_proposal_is_built_with_the_other_sides_change(root: Path) -> None:
    git(root, "checkout", "-q", "-b", "renamed", "main")
    git(root, "mv", f"inputs/{NAME}", "inputs/desk")
    git(root, "rm", "-rq", "output")
    build(root, name="desk")
    commit(root, "renamed")
    stops(root, "merge", "-q", "sites")
    build(root, name="desk")
    assert sites_of(root / "inputs" / "desk") == 12
    step = next_step(root)
    command = step.partition("next: ")[2]
    subprocess.run(command, shell=True, check=True, cwd=root, capture_output=True)
    assert sorted(path.name for path in (root / "output").iterdir()) == [
        "desk",
        "desk.figures.json",
        "desk.md",
        "desk.sha256",
    ]
    assert git(root, "status", "--porcelain") == ""


def test_a_clone_that_ends_lines_as_windows_does_is_as_it_was_built(root: Path, tmp_path: Path) -> None:
    git(tmp_path, "clone", "-q", "-c", "core.autocrlf=true", "-b", "sites", str(root), "windows")
    assert b"\r" not in (tmp_path / "windows" / "output" / f"{NAME}.md").read_bytes()
    build(tmp_path / "windows")
    assert git(tmp_path / "windows", "status", "--porcelain") == ""


@pytest.mark.usefixtures("makes_once")
@pytest.mark.whole
def test_two_changes_that_leave_the_request_alone_and_raise_it_together_are_told_by_a_diff_of_the_merge(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path / "project"
    edits = (
        ("hours", "hours_per_day: 16\n", "hours_per_day: 14\n"),
        ("views", "page_views_per_site: 1000000\n", "page_views_per_site: 1200000\n"),
    )
    shutil.copytree(CEREBRAS, root / "inputs" / SEED)
    git(tmp_path, "init", "-q", "-b", "main", str(root))
    commit(root, "begun")
    monkeypatch.chdir(root)

    def requested() -> str:
        return str(calculate(load(root / "inputs" / SEED), sensitivity=False)["request.requests_per_minute"])

    assert requested() == "7,350"
    for branch, old, new in edits:
        git(root, "checkout", "-q", "-b", branch, "main")
        edit(root, f"inputs/{SEED}/scenarios.yaml", old, new)
        commit(root, branch)
        assert requested() == "7,350", branch
    git(root, "merge", "-q", "hours")
    assert requested() == "7,700"
    for against in ("HEAD^1", "HEAD^2", git(root, "merge-base", "HEAD^1", "HEAD^2")):
        said = CliRunner().invoke(group.main, ["diff", against, "HEAD"]).stdout
        assert re.search(r"^before +7,350 .*^after +7,700 ", said, re.MULTILINE | re.DOTALL), against
