"""The workflow and the hooks: pinned, with no more rights than needed, and of commands that there are."""

import os
import re
import shlex
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import click
import pytest
import yaml

from generator.cli import group
from tests.conftest import ROOT
from tests.test_git import git

WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.y*ml"))
PINNED = re.compile(r"uses: [\w.-]+/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+")
MAY: dict[str, dict[str, str]] = {
    "test": {"contents": "read"},
    "difference": {"contents": "read"},
    "comment": {"pull-requests": "write"},
}
"""What each job may do, and no more."""


def read(path: Path) -> Any:
    """The values as texts: YAML 1.1 would take the key `on` for true."""
    return yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)


def jobs() -> Iterator[tuple[str, dict[str, Any]]]:
    for path in WORKFLOWS:
        yield from read(path)["jobs"].items()


def steps() -> Iterator[dict[str, Any]]:
    for _, job in jobs():
        yield from job["steps"]


def scripts() -> Iterator[str]:
    """Everything that the workflows, what they call and the hooks run, a line at a time."""
    for name in ("run", "base"):
        yield from (ROOT / ".ci" / name).read_text(encoding="utf-8").replace("\\\n", " ").splitlines()
    for step in steps():
        yield from step.get("run", "").replace("\\\n", " ").splitlines()
    for repository in read(ROOT / ".pre-commit-config.yaml")["repos"]:
        yield from (hook["entry"] for hook in repository["hooks"])


def calls() -> list[list[str]]:
    """The words of every call of the generator, as far as the shell's next sign."""
    found = [re.search(r"python3 -m generator\s+([^>|;&]*)", line) for line in scripts()]
    return [shlex.split(one[1]) for one in found if one]


def test_there_is_a_workflow() -> None:
    assert [path.name for path in WORKFLOWS] == ["proposal.yml"]


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_every_action_is_pinned_by_its_commit_and_names_its_release(path: Path) -> None:
    lines = [
        line.strip().removeprefix("- ") for line in path.read_text(encoding="utf-8").splitlines() if "uses:" in line
    ]
    assert lines
    assert [line for line in lines if not PINNED.fullmatch(line)] == []


def test_an_action_is_pinned_to_one_commit_everywhere() -> None:
    used = {step["uses"] for step in steps() if "uses" in step}
    assert len(used) == len({action.split("@", maxsplit=1)[0] for action in used})


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_it_runs_on_pull_requests_and_on_main_and_never_with_the_rights_of_the_target(path: Path) -> None:
    types = ["opened", "synchronize", "reopened", "edited"]
    assert read(path)["on"] == {"pull_request": {"types": types}, "merge_group": "", "push": {"branches": ["main"]}}
    assert not re.search("pull_request_target|workflow_run|secrets", path.read_text(encoding="utf-8"))


def test_each_job_may_do_no_more_than_it_needs() -> None:
    assert [read(path)["permissions"] for path in WORKFLOWS] == [{}]
    assert {name: job["permissions"] for name, job in jobs()} == MAY


def test_a_job_that_may_write_runs_no_code_of_the_pull_request() -> None:
    writing = [job for _, job in jobs() if "write" in job["permissions"].values()]
    assert writing
    for job in writing:
        assert [step for step in job["steps"] if "checkout" in step.get("uses", "")] == []
        assert not re.search(
            r"python|\bbash |\bsh |source |eval ", "\n".join(step.get("run", "") for step in job["steps"])
        )
        assert "github.event.pull_request.head.repo.full_name == github.repository" in job["if"]


def test_a_checkout_leaves_no_token_behind() -> None:
    checkouts = [step for step in steps() if step.get("uses", "").startswith("actions/checkout@")]
    assert checkouts
    assert [step for step in checkouts if step["with"].get("persist-credentials") != "false"] == []


def test_no_text_of_github_is_pasted_into_a_script() -> None:
    assert [line for line in scripts() if "${{" in line] == []


def test_a_run_that_was_overtaken_is_cancelled_and_one_that_hangs_ends() -> None:
    assert all("group" in read(path)["concurrency"] for path in WORKFLOWS)
    assert [name for name, job in jobs() if not 0 < int(job["timeout-minutes"]) <= 30] == []


def test_every_command_it_calls_is_one_of_the_generator() -> None:
    assert {words[0] for words in calls()} == {"build", "check", "diff", "verify"}
    for words in calls():
        command = group.main.commands[words[0]]
        command.make_parser(click.Context(command)).parse_args([word for word in words[1:] if word])


def test_a_mistaken_option_would_be_found() -> None:
    command = group.main.commands["build"]
    with pytest.raises(click.NoSuchOption):
        command.make_parser(click.Context(command)).parse_args(["--outputs", "x"])


def test_the_tests_and_the_linters_are_run() -> None:
    lines = "\n".join(scripts())
    assert "python3 -m tests" in lines
    assert "ruff check" in lines
    assert "ruff format --check" in lines


def run_of(job: str) -> Iterator[tuple[str, dict[str, str]]]:
    """The scripts of a job, each with its environment."""
    for step in dict(jobs())[job]["steps"]:
        yield step.get("run", ""), step.get("env", {})


def test_what_is_green_is_defined_once_and_the_workflow_runs_it() -> None:
    ((script, environment),) = [(run, env) for run, env in run_of("test") if run]
    assert script.splitlines() == ["BASE=$(.ci/base)", "BASE=$BASE .ci/run"]
    assert environment == {
        "EVENT": "${{ github.event_name }}",
        "BEFORE": "${{ github.event.before }}",
        "MERGE_BASE": "${{ github.event.merge_group.base_sha }}",
    }
    checkout = dict(jobs())["test"]["steps"][0]
    assert checkout["with"]["fetch-depth"] == "0", "the base of a push may be many commits away"


def test_guardrails_are_held_against_the_base_and_not_against_the_commit_itself() -> None:
    assert [words[1:] for words in calls() if words[0] == "check" and len(words) > 1] == [
        ["--against", "${BASE:-HEAD}"]
    ]


def test_the_bare_machines_run_the_two_commands_of_the_readme() -> None:
    roots = (ROOT / ".ci" / "roots").read_text(encoding="utf-8").splitlines()
    section = (ROOT / "README.md").read_text(encoding="utf-8").partition("## Two commands")[2].partition("\n## ")[0]
    commands = re.findall(r"^(?: {4})?(python3 -m \S+(?: \w+)?)", section, re.MULTILINE)
    assert len(commands) == 2
    assert [command for command in commands if f"  here '{command}'" not in roots] == []


@pytest.mark.parametrize(("may", "code", "says"), [("skip", 0, ""), ("", 1, "this fails, unless BARE_ROOTS=skip")])
def test_where_no_bare_machine_can_be_made_that_is_said_and_what_is_green_goes_on(
    may: str, code: int, says: str, tmp_path: Path
) -> None:
    for name, text in {"id": "echo 0", "uname": "echo Linux", "unshare": "exit 1"}.items():
        (tmp_path / name).write_text(f"#!/bin/sh\n{text}\n", encoding="utf-8")
        (tmp_path / name).chmod(0o755)
    own = {"PATH": f"{tmp_path}:{os.environ['PATH']}", "BARE_ROOTS": may}
    done = subprocess.run([ROOT / ".ci" / "roots", "bookworm"], env=own, capture_output=True, text=True, check=False)
    assert done.returncode == code
    assert done.stderr.startswith("bare roots: NOT RUN, for nothing may be mounted here\n")
    assert says in done.stderr


def test_what_is_green_holds_on_bare_machines_of_two_debians_and_fails_where_they_do() -> None:
    lines = [line.split(" > ")[0].strip() for line in scripts()]
    begun = lines.index('BARE_ROOTS=skip AFTER="$made/go" .ci/roots bookworm trixie')
    assert begun < lines.index("python3 -m tests") < lines.index('touch "$made/go"') < lines.index('wait "$roots"')


@pytest.fixture(scope="module")
def history(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., str]:
    """A repository with a main branch of three commits and a branch of two, merged as GitHub merges a pull request."""
    tmp_path = tmp_path_factory.mktemp("history")
    git(tmp_path, "init", "-q", "-b", "main")
    for name in ("first", "second", "third"):
        git(tmp_path, "commit", "-q", "--allow-empty", "-m", name)
        git(tmp_path, "tag", name)
    git(tmp_path, "checkout", "-q", "-b", "branch", "second")
    for name in ("fourth", "fifth"):
        git(tmp_path, "commit", "-q", "--allow-empty", "-m", name)
    git(tmp_path, "checkout", "-q", "--detach", "main")
    git(tmp_path, "merge", "-q", "--no-ff", "-m", "merge", "branch")
    git(tmp_path, "tag", "merge")

    def base(at: str, **environment: str) -> str:
        git(tmp_path, "checkout", "-q", "--detach", at)
        own = {"PATH": os.environ["PATH"], **{name: rev(one) for name, one in environment.items()}}
        done = subprocess.run(
            [ROOT / ".ci" / "base"], cwd=tmp_path, env=own, capture_output=True, text=True, check=False
        )
        return named(done.stdout.strip()) if not done.returncode else "refused"

    def rev(text: str) -> str:
        return git(tmp_path, "rev-parse", text.removeprefix("commit ")).strip() if text.startswith("commit ") else text

    def named(commit: str) -> str:
        return git(tmp_path, "name-rev", "--tags", "--name-only", commit).strip()

    return base


@pytest.mark.parametrize(
    ("at", "environment", "expected"),
    [
        ("merge", {"EVENT": "pull_request"}, "third"),
        ("third", {"EVENT": "push", "BEFORE": "commit first"}, "first"),
        ("third", {"EVENT": "push", "BEFORE": "0" * 40}, "second"),
        ("first", {"EVENT": "push", "BEFORE": "0" * 40}, "first"),
        ("third", {"EVENT": "push", "BEFORE": "f" * 40}, "refused"),
        ("merge", {"EVENT": "merge_group", "MERGE_BASE": "commit first"}, "first"),
        ("third", {}, "third"),
    ],
)
def test_the_base_is_what_the_change_goes_into(
    at: str, environment: dict[str, str], expected: str, history: Callable[..., str]
) -> None:
    assert history(at, **environment) == expected


def test_the_comment_says_nothing_where_nothing_moved_and_is_kept_where_inputs_are_faulty() -> None:
    ((comment, _),) = [(run, env) for run, env in run_of("comment") if run]
    assert comment.index("if [ ! -s difference.md ]") < comment.index("--method DELETE") < comment.index("comment.json")
    ((difference, _),) = [(run, env) for run, env in run_of("difference") if run]
    assert "> difference.md || code=$?" in difference
    assert difference.rstrip().endswith('exit "$code"')
    uploads = [step for step in dict(jobs())["difference"]["steps"] if "upload" in step.get("uses", "")]
    assert [step["if"] for step in uploads] == ["${{ !cancelled() }}"]
    assert "!cancelled()" in dict(jobs())["comment"]["if"]


def test_a_hook_that_builds_stands_before_the_one_that_checks() -> None:
    (local,) = read(ROOT / ".pre-commit-config.yaml")["repos"]
    assert [hook["id"] for hook in local["hooks"]][:2] == ["build", "check"]
    assert local["hooks"][0]["entry"] == "python3 -m generator build"


def test_the_hooks_watch_what_they_check() -> None:
    hooks = {hook["id"]: hook for repo in read(ROOT / ".pre-commit-config.yaml")["repos"] for hook in repo["hooks"]}
    assert {hook["language"] for hook in hooks.values()} == {"system"}
    watched = re.compile(hooks["check"]["files"])
    for path in ("inputs/any-proposal/models.yaml", "templates/layout.css", "generator/units.py", "output/x.md"):
        assert watched.search(path)
    assert not watched.search("tests/test_units.py")
