"""What the READMEs say is so: every command is listed, examples print what is shown, links lead somewhere."""

import re
import shlex
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.cli import group
from tests.conftest import CEREBRAS, ROOT
from tests.howtos import section
from tests.test_git import git

TEXTS = {
    name: (ROOT / name).read_text(encoding="utf-8")
    for name in git(ROOT, "ls-files", "-z", "--cached", "--others", "--exclude-standard", "*README.md").split("\0")
    if name
}
README = TEXTS["README.md"]
EXAMPLE = re.compile(r"^    \$ proposal (.*)\n((?:    .*\n|\n(?=    \S))*)", re.MULTILINE)
EXAMPLES = [found for text in TEXTS.values() for found in EXAMPLE.findall(text)]
LINK = re.compile(r"\]\(([^)\s]+)\)")
ROWS = {found[1]: found[0] for found in re.finditer(r"^\| `proposal (\w+).*? \| ", README, re.MULTILINE)}
MOST_BYTES = 8192


def test_the_first_readme_is_short_and_each_folder_has_its_own() -> None:
    assert len(README.encode()) <= MOST_BYTES
    assert set(TEXTS) == {"README.md", *(f"{name}/README.md" for name in ("generator", "inputs", "templates", "tests"))}


def test_every_command_is_listed_and_none_that_is_not_there() -> None:
    assert set(ROWS) == set(group.main.commands)


@pytest.mark.parametrize("command", sorted(group.main.commands))
def test_the_row_of_a_command_names_each_of_its_options_and_no_other(command: str) -> None:
    options = [set(one.opts) for one in group.main.commands[command].params if one.param_type_name == "option"]
    named = set(re.findall(r"(?<![\w-])--?[a-z-]+", ROWS[command].split("`")[1]))
    assert named <= set().union(*options)
    assert [names for names in options if not names & named] == []


@pytest.mark.usefixtures("prints_once", "in_project")
@pytest.mark.parametrize(("command", "shown"), EXAMPLES, ids=[command for command, _ in EXAMPLES])
def test_an_example_prints_what_is_shown(command: str, shown: str) -> None:
    printed = CliRunner().invoke(group.main, shlex.split(command)).stdout
    for part in re.split(r"^ *…\n", shown, flags=re.MULTILINE):
        text = "\n".join(line.removeprefix("    ") for line in part.rstrip().splitlines())
        assert text in printed, text


def test_the_examples_are_found() -> None:
    assert len(EXAMPLES) == 3


MENTIONED = sorted(
    {one for text in TEXTS.values() for one in re.findall(r"`proposal (\w+[^`]*)`", text.replace("\n", " "))}
    - {row.split("`proposal ")[1].split("`")[0] for row in ROWS.values()}
)


@pytest.mark.parametrize("line", MENTIONED)
def test_a_command_in_passing_is_one_and_has_its_options(line: str) -> None:
    command, *words = line.split()
    options = {option for parameter in group.main.commands[command].params for option in parameter.opts}
    assert {word for word in words if word.startswith("-")} <= options


def anchors(text: str) -> set[str]:
    """The anchors that GitHub gives to headings."""
    headings = re.findall(r"^#+ (.*)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("name", TEXTS)
def test_every_link_leads_somewhere(name: str) -> None:
    for link in (one for one in LINK.findall(TEXTS[name]) if "{{" not in one):
        path, _, anchor = link.partition("#")
        target = (ROOT / name).parent / path if path else ROOT / name
        # What stands in inputs/ and output/ of a proposal is what anybody may change: the live tests hold those.
        assert path.startswith(("output/", "inputs/cerebras")) or target.exists(), link
        assert not anchor or anchor in anchors(target.read_text(encoding="utf-8")), link


def test_the_first_readme_leads_to_all_others() -> None:
    assert {*LINK.findall(section(README, "Where to go on"))} == {*TEXTS} - {"README.md"}


def test_the_house_names_every_module_and_folder_and_no_other() -> None:
    drawn = re.findall(r"^      (\S+)", section(TEXTS["generator/README.md"], "The house"), re.MULTILINE)
    listed = git(ROOT, "ls-files", "-z", "--cached", "--others", "--exclude-standard", "generator").split("\0")
    there = [Path(path).relative_to("generator") for path in listed if path and (ROOT / path).exists()]
    assert sorted(drawn) == sorted({f"{one.parts[0]}/" if len(one.parts) > 1 else one.name for one in there})


def test_the_rooms_of_the_journey_are_those_of_the_house() -> None:
    rooms = re.findall(r"^      → (\w+)", section(README, "The journey of a number"), re.MULTILINE)
    assert rooms
    assert {f"{room}/" for room in rooms} | {"build/", "cli/", "schemas/"} == {
        *re.findall(r"^      (\w+/)", section(TEXTS["generator/README.md"], "The house"), re.MULTILINE)
    }


@pytest.mark.parametrize("name", TEXTS)
def test_a_readme_names_no_path_of_a_machine(name: str) -> None:
    assert re.findall(r"(?<![\w./])/(?:home|work|tmp|root|usr)/", TEXTS[name]) == []


def test_a_ledger_is_the_least_that_one_has(in_project: Path, tmp_path: Path) -> None:
    block = section(TEXTS["inputs/README.md"], "A ledger").partition("```yaml\n")[2].partition("```")[0]
    (ledger := tmp_path / "reply.yaml").write_text(block, encoding="utf-8")
    done = CliRunner().invoke(group.main, ["reconcile", str(ledger)])
    assert (done.exit_code, "accepted" in done.stdout) == (0, True), (in_project, done.output)


@pytest.mark.usefixtures("works_out_once")
def test_a_variant_and_an_offer_are_written_as_is_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = Path(shutil.copytree(CEREBRAS, tmp_path / "inputs" / "cerebras"))
    monkeypatch.chdir(tmp_path)
    for heading, file in (("Weigh other proposals", "variants"), ("Hold an offer against the need", "offers/reply")):
        block = section(TEXTS["inputs/README.md"], heading).partition("```yaml\n")[2].partition("```")[0]
        (folder / f"{file}.yaml").parent.mkdir(exist_ok=True)
        (folder / f"{file}.yaml").write_text(block, encoding="utf-8")
    done = CliRunner().invoke(group.main, ["compare", "--format", "markdown", "--set", "proposal.currency=USD"])
    assert (done.exit_code, "|  | as it stands | One model for all | Reuse built |" in done.stdout) == (0, True), (
        done.output
    )
    done = CliRunner().invoke(group.main, ["offer", "--set", "proposal.currency=USD"])
    assert (done.exit_code, done.stdout.startswith("reply: does not fit: ")) == (0, True), done.output
