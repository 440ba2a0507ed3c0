"""What holds of every command: help, names, JSON, what it loads, how a fault is told."""

import json
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from generator.cli import group
from tests.cli import run
from tests.conftest import SMALL

COMMANDS = sorted(group.main.commands)
pytestmark = pytest.mark.usefixtures("in_small_project")


@pytest.mark.parametrize("command", COMMANDS)
def test_help_shows_an_example(command: str) -> None:
    result = run(command, "--help")
    assert result.exit_code == 0
    assert f"Example:  proposal {command}" in result.stdout


@pytest.mark.slice(2)
@pytest.mark.parametrize("more", [["figures"], ["explain", "check", "diff", "schema"]], ids=" and ".join)
def test_what_a_command_does_not_need_is_not_loaded_and_printer_and_network_may_be_missing(
    in_small_project: Path, tmp_path: Path, more: list[str]
) -> None:
    arguments = {
        "build": ["--only", "md", "--output", str(tmp_path)],
        "explain": ["desk.open.requests_per_minute"],
        "diff": [".", "."],
        "schema": ["--output", str(tmp_path / "schemas")],
    }
    commands = ["--help", "list", "build", *more]
    after = loaded_after(in_small_project, *([one, *arguments.get(one, [])] for one in commands))
    measured = {"multiprocessing"} if "coverage" in after["--help"] else set()  # it looks for it
    assert after["build"] & {"markdown", "html.parser", "multiprocessing", "generator.print.html"} == measured
    assert after[more[0]] & {"pandas", "numpy", "pypdfium2"} == set()
    assert after[more[-1]] & {"pandas", "numpy", "weasyprint"} == set()
    assert (tmp_path / "small.md").is_file()


def loaded_after(folder: Path, *commands: Sequence[str]) -> dict[str, set[str]]:
    """The modules that are loaded after each of some commands, in a process for them all; each must end well.

    Up to `check` there is no WeasyPrint, and where a network can be taken away there is none.
    """
    code = (
        "import sys\nsys.modules['weasyprint'] = None\nfrom generator.cli.group import main\n"
        f"for command in {commands!r}:\n"
        "    if command == ['check']: del sys.modules['weasyprint']  # it asks which version is there\n"
        "    assert not main(command, standalone_mode=False)\n"
        "    print('loaded:', *(name for name, module in sys.modules.items() if module))\n"
    )
    alone = ["unshare", "-n"] if shutil.which("unshare") else []
    alone = [] if subprocess.run([*alone, "true"], check=False).returncode else alone
    done = subprocess.run([*alone, sys.executable, "-c", code], capture_output=True, text=True, cwd=folder, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    after = [set(line.split()) for line in done.stdout.splitlines() if line.startswith("loaded:")]
    return {command[0]: loaded for command, loaded in zip(commands, after, strict=True)}


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["build", "-p", "smal"], 2, "smal: there is no such proposal; did you mean small?"),
        (["build", "--set", "sites"], 2, "'sites' is not PATH=VALUE, such as scenarios.production.sites=12"),
        (["build", "--only", "docx"], 2, "'docx' is not one of 'md', 'pdf'"),
        (["bild"], 2, "Did you mean"),
        (
            ["figures", "--set", "scenarios.desk.site=12"],
            3,
            "there is no such value; did you mean scenarios.desk.sites?",
        ),
        (["figures", "--set", "scenarios.desk.sites=-1"], 3, "must be above zero"),
        (["diff", "HEAD", "--set", "scenarios.desk.sites=12"], 2, "leave BASE and TARGET out"),
        (["diff", "no-such", "--set", "scenarios.desk.sites=12"], 2, "leave BASE and TARGET out"),
        (["explain", "desk.open.request_per_minute"], 2, "did you mean desk.open.requests_per_minute?"),
    ],
)
def test_a_fault_says_what_and_how_to_mend_it(arguments: list[str], code: int, says: str) -> None:
    result = run(*arguments)
    assert result.exit_code == code, result.output
    assert says.lower() in result.stderr.lower()
    assert "Traceback" not in result.stderr


def test_python_offers_load_calculate_and_a_data_frame() -> None:
    import generator

    frame = generator.frame(generator.calculate(generator.load(SMALL)))
    assert frame.loc["request.uncached_tokens_per_minute", "value"] == 8991000
    assert list(frame.columns) == ["value", "low", "high", "unit", "text", "says", "place", "source"]


ARGUMENTS = {"explain": ["request.tokens_per_minute"], "diff": ["."]}
"""What a command needs beside a proposal."""


def options(command: str) -> set[str]:
    return {option for parameter in group.main.commands[command].params for option in parameter.opts}


OF_PROPOSALS = ["build", "check", "compare", "diff", "explain", "figures", "measure", "names", "offer"]
OF_PROPOSALS += ["preview", "reconcile"]


def test_a_proposal_is_named_the_same_way_in_every_command_that_takes_one() -> None:
    assert [command for command in COMMANDS if {"-p", "--proposal"} <= options(command)] == OF_PROPOSALS
    assert [command for command in COMMANDS if not {"-p", "--proposal"}.isdisjoint(options(command))] == OF_PROPOSALS
    for command in OF_PROPOSALS:
        done = run(command, *ARGUMENTS.get(command, []), "--proposal", "smal")
        assert (done.exit_code, done.stdout) == (2, ""), command
        assert "smal: there is no such proposal; did you mean small?" in done.stderr


@pytest.mark.parametrize("command", ["build", "check"])
def test_a_proposal_named_without_the_option_is_refused_and_the_option_named(command: str) -> None:
    done = run(command, "small")
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.endswith("A proposal is named with --proposal NAME, or -p NAME.\n")
    assert "--proposal" not in run("list", "small").stderr


@pytest.mark.slice(3)
@pytest.mark.usefixtures("prints_once")
@pytest.mark.parametrize("command", [one for one in COMMANDS if "--format" in options(one)])
def test_the_json_of_every_command_is_a_list_of_objects(
    in_small_project: Path, command: str, request: pytest.FixtureRequest
) -> None:
    if command == "measure":  # of the small proposal nothing was measured
        request.getfixturevalue("stated")
    arguments = {**ARGUMENTS, "verify": [str(in_small_project / "output" / "small.pdf")]}.get(command, [])
    if command in ("compare", "offer"):  # it has neither variants nor offers
        request.getfixturevalue("units_project")
    found = json.loads(run(command, *arguments, "--format", "json").stdout)
    assert (type(found), {type(one) for one in found}) == (list, {dict})
