"""What the README says is so: it lists every command, and its examples print what it shows."""

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator import cli
from tests.conftest import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^    \$ proposal (.*)\n((?:    .*\n|\n(?=    \S))*)", README, re.MULTILINE)


def test_every_command_is_listed_and_none_that_is_not_there() -> None:
    listed = set(re.findall(r"^\| `proposal (\w+)", README, re.MULTILINE))
    assert listed == set(cli.main.commands)


@pytest.mark.parametrize("command", sorted(cli.main.commands))
def test_every_option_that_the_readme_names_is_one_of_the_command(command: str) -> None:
    row = next(line for line in README.splitlines() if line.startswith(f"| `proposal {command}"))
    options = {option for parameter in cli.main.commands[command].params for option in parameter.opts}
    named = set(re.findall(r"--[a-z-]+", row.split(" | ")[0]))
    assert named <= options


@pytest.mark.usefixtures("prints_once", "in_project")
@pytest.mark.parametrize(("command", "shown"), EXAMPLES, ids=[command for command, _ in EXAMPLES])
def test_an_example_prints_what_the_readme_shows(command: str, shown: str) -> None:
    printed = CliRunner().invoke(cli.main, shlex.split(command)).stdout
    for part in re.split(r"^ *…\n", shown, flags=re.MULTILINE):
        text = "\n".join(line.removeprefix("    ") for line in part.rstrip().splitlines())
        assert text in printed, text


def test_the_examples_are_found() -> None:
    assert len(EXAMPLES) == 3


def test_every_file_that_the_readme_links_to_is_there() -> None:
    links = re.findall(r"\]\(([^)#:]+)\)", README)
    assert links
    assert [link for link in links if not Path(ROOT / link).exists()] == []


def test_the_house_names_every_module() -> None:
    house = README.split("## The house")[1]
    modules = [path.name for path in (ROOT / "generator").glob("*.py") if not path.name.startswith("__")]
    assert [name for name in modules if name not in house] == []
