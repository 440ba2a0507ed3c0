"""A shell offers proposals, figures and the paths of inputs, and nothing where something is wrong."""

import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.shell_completion import ShellComplete, get_completion_class
from click.testing import CliRunner

from generator.cli import group
from generator.cli.completion import SHELLS, script
from tests.conftest import PROJECT, ROOT, SMALL

pytestmark = pytest.mark.usefixtures("in_small_project")


def offered(*words: str) -> list[str]:
    """What is offered for the last of some words behind `proposal`."""
    *before, typed = words
    found = ShellComplete(group.main, {}, "proposal", "_PROPOSAL_COMPLETE").get_completions(before, typed)
    return [one.value for one in found]


@pytest.mark.parametrize("command", ["build", "check", "diff", "explain", "figures", "reconcile"])
@pytest.mark.parametrize("option", ["-p", "--proposal"])
def test_proposals_are_offered_in_every_command(command: str, option: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert offered(command, option, "sm") == ["small"]
    assert offered(command, option, "no") == []
    monkeypatch.chdir(PROJECT)
    assert offered(command, option, "") == sorted(path.name for path in (PROJECT / "inputs").iterdir())


@pytest.mark.parametrize("command", ["explain", "figures"])
def test_figures_are_offered_by_their_names_and_inputs_by_their_paths(command: str) -> None:
    assert offered(command, "request.tokens_per_m") == ["request.tokens_per_minute"]
    assert offered(command, "scenarios.desk.sit") == ["scenarios.desk.sites"]
    assert len(offered(command, "")) > 150


def test_the_figures_are_those_of_the_proposal_that_was_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(PROJECT)
    assert offered("explain", "--proposal", "foreign", "scenarios.museum.sit") != []
    assert offered("explain", "--proposal", "small", "scenarios.museum.sit") == []
    assert offered("explain", "scenarios.museum.sit") == [], "of several, none is named"


@pytest.mark.parametrize("command", ["build", "diff", "explain", "figures", "reconcile"])
def test_paths_that_a_value_can_be_put_at_are_offered_up_to_it(command: str) -> None:
    assert offered(command, "--set", "scenarios.desk.sites=") == ["scenarios.desk.sites="]
    share = "page_profiles.letter.calls.answer.output_tokens"
    found = offered(command, "--set", share)
    ends = ("", ".high", ".likely", ".low")
    assert found == sorted(f"{share}{end}=" for end in ends)
    assert "scenarios.desk=" not in offered(command, "--set", "scenarios.")


def test_every_path_that_is_offered_is_one_of_a_value(in_small_project: Path) -> None:
    from generator.inputs.raw import read

    every = [path.removesuffix("=") for path in offered("figures", "--set", "")]
    read_anew = read(in_small_project / "inputs" / "small", dict.fromkeys(every, "1"))
    assert len(every) > 40
    assert [fault for fault in read_anew.faults if "no such value" in fault.what] == []


@pytest.mark.parametrize("spoilt", ["models: [", "models: 5"])
def test_where_something_is_wrong_nothing_is_offered_and_nothing_said(
    spoilt: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(SMALL, tmp_path / "inputs" / "small")
    (tmp_path / "inputs" / "small" / "models.yaml").write_text(spoilt, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert offered("figures", "") == []
    shutil.rmtree(tmp_path / "inputs")
    assert [offered("figures", ""), offered("build", "-p", ""), offered("build", "--set", "")] == [[], [], []]
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("shell", SHELLS)
def test_each_shell_is_given_its_script_and_told_where_it_goes(shell: str) -> None:
    done = CliRunner().invoke(group.main, ["completion", shell])
    assert (done.exit_code, done.stdout) == (0, f"{script(group.main, shell)}\n")
    assert f"_PROPOSAL_COMPLETE={shell}_complete" in done.stdout
    said = CliRunner().invoke(group.main, ["completion", "--help"]).stdout
    assert f"proposal completion {shell}" in said


@pytest.mark.parametrize("shell", SHELLS)
def test_the_script_of_each_shell_is_answered_by_the_command(shell: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COMP_WORDS", "proposal explain request.tokens_per_m")
    monkeypatch.setenv("COMP_CWORD", "request.tokens_per_m" if shell == "fish" else "2")
    found = get_completion_class(shell)
    assert found is not None
    assert "request.tokens_per_minute" in found(group.main, {}, "proposal", "_PROPOSAL_COMPLETE").complete()


@pytest.mark.skipif(shutil.which("bash") is None, reason="there is no bash")
def test_bash_itself_completes_a_proposal(in_small_project: Path, tmp_path: Path) -> None:
    command = tmp_path / "proposal"
    code = "from generator.cli.group import main; main(prog_name='proposal')"
    command.write_text(
        f'#!/bin/sh\nPYTHONPATH={shlex.quote(str(ROOT))} exec {shlex.quote(sys.executable)} -c "{code}" "$@"\n',
        encoding="utf-8",
    )
    command.chmod(0o755)
    asks = (
        'eval "$(proposal completion bash)"; COMP_WORDS=(proposal check -p sm); COMP_CWORD=3; '
        '_proposal_completion proposal; echo "${COMPREPLY[@]}"'
    )
    done = subprocess.run(
        ["bash", "-c", asks], cwd=in_small_project, capture_output=True, text=True, check=False,
        env={**os.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}"},
    )  # fmt: skip
    assert (done.stdout, done.stderr) == ("small\n", "")
