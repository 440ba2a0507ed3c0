"""The commands as a user meets them: exit codes, messages, files whole or not at all."""

import csv
import json
import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Sequence
from io import StringIO
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator import cli
from generator.document.record import digest
from generator.errors import UNREACHED
from generator.review.reconcile import TO_MEND
from tests.conftest import CEREBRAS, COMMAND, PROJECT, ROOT, SEED, SMALL, Built
from tests.test_git import git

COMMANDS = sorted(cli.main.commands)
pytestmark = pytest.mark.usefixtures("in_project")


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli.main, list(arguments))


@pytest.mark.parametrize("command", COMMANDS)
def test_help_shows_an_example(command: str) -> None:
    result = run(command, "--help")
    assert result.exit_code == 0
    assert f"Example:  proposal {command}" in result.stdout


def test_what_a_command_does_not_need_is_not_loaded(tmp_path: Path) -> None:
    markdown = ["build", "--only", "md", "--output", str(tmp_path)]
    explain = ["explain", "production.peak.uncached_tokens_per_minute"]
    after = loaded_after(["--help"], ["list"], markdown, ["figures"], explain)
    assert after[-1] & {"pandas", "numpy", "weasyprint", "pypdfium2"} == set()
    measured = {"multiprocessing"} if "coverage" in after[0] else set()  # it looks for it
    assert after[2] & {"markdown", "html.parser", "multiprocessing", "generator.print.html"} == measured


def test_a_review_loads_no_printer_and_no_tables(tmp_path: Path) -> None:
    after = loaded_after(["check"], ["diff", ".", "."], ["schema", "--output", str(tmp_path)])
    assert after[-1] & {"pandas", "numpy", "weasyprint"} == set()


def test_figures_explanations_and_the_markdown_need_no_printer(in_project: Path, tmp_path: Path) -> None:
    commands = (["list"], ["figures"], ["explain", "request.requests_per_minute"], ["build", "--only", "md"])
    code = (
        "import sys\nsys.modules['weasyprint'] = None\nfrom generator.cli import main\n"
        f"for command in {[*commands[:3], [*commands[3], '--output', str(tmp_path)]]!r}:\n"
        "    assert not main(command, standalone_mode=False)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=in_project, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert (tmp_path / f"{SEED}.md").is_file()


def loaded_after(*commands: Sequence[str]) -> list[set[str]]:
    """The modules that are loaded after each of some commands, in a process for them all; each must end well."""
    code = (
        "import sys\nfrom generator.cli import main\n"
        f"for command in {commands!r}:\n"
        "    assert not main(command, standalone_mode=False)\n"
        "    print('loaded:', *sys.modules)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    after = [set(line.split()) for line in done.stdout.splitlines() if line.startswith("loaded:")]
    assert len(after) == len(commands)
    return after


@pytest.mark.usefixtures("prints_once")
def test_build_writes_both_files_and_names_them(in_project: Path, tmp_path: Path) -> None:
    result = run("build", "--jobs", "1", "--output", str(tmp_path))
    assert result.exit_code == 0, result.stderr
    kinds = ("figures.json", "md", "pdf", "png", "reconciliation.md", "sha256")
    charts = [f"{SEED}/{name}.svg" for name in ("demand", "page", "peak", "savings")]
    names = [*(f"{SEED}.{kind}" for kind in kinds), *charts]
    *files, request = result.stdout.splitlines()
    assert sorted(files) == sorted(f"written  {tmp_path / name}" for name in names)
    assert request == f"{SEED} asks for 7,350 RPM, 26,386,500 TPM, 13,240,500 uncached TPM"
    for name in names:
        assert (tmp_path / name).read_bytes() == (in_project / "output" / name).read_bytes()


@pytest.mark.usefixtures("prints_once")
@pytest.mark.parametrize(
    ("only", "suffixes"),
    [("md", [".json", ".md", ".md", ".sha256", *[".svg"] * 4]), ("pdf", [".pdf", ".png", ".sha256"])],
)
def test_only_writes_the_file_asked_for(tmp_path: Path, only: str, suffixes: list[str]) -> None:
    assert run("build", "--only", only, "--jobs", "1", "--output", str(tmp_path)).exit_code == 0
    assert sorted(path.suffix for path in tmp_path.rglob("*") if path.is_file()) == suffixes


def test_a_what_if_that_fails_leaves_no_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    assert run("build", "--set", "scenarios.nope=4").exit_code == 3
    assert list(tmp_path.iterdir()) == []


def test_a_what_if_never_touches_the_committed_output(in_project: Path) -> None:
    before = {path: path.read_bytes() for path in (in_project / "output").rglob("*") if path.is_file()}
    result = run("build", "--only", "md", "--set", "scenarios.production.sites=20")
    written = next(Path(line.split("  ")[1]) for line in result.stdout.splitlines() if line.endswith(f"{SEED}.md"))
    assert result.exit_code == 0
    assert "| Sites | 20 |" in written.read_text(encoding="utf-8")
    assert {path: path.read_bytes() for path in (in_project / "output").rglob("*") if path.is_file()} == before
    shutil.rmtree(written.parent)


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["build", "-p", "cerebras-2027"], 2, "cerebras-2027: there is no such proposal; did you mean cerebras-2026?"),
        (["build", "--set", "sites"], 2, "'sites' is not PATH=VALUE, such as scenarios.production.sites=12"),
        (["build", "--only", "docx"], 2, "'docx' is not one of 'md', 'pdf'"),
        (["bild"], 2, "Did you mean"),
        (
            ["figures", "--set", "scenarios.production.site=12"],
            3,
            "there is no such value; did you mean scenarios.production.sites?",
        ),
        (["figures", "--set", "scenarios.production.sites=-1"], 3, "must be above zero"),
        (["diff", "HEAD", "--set", "scenarios.production.sites=12"], 2, "leave BASE and TARGET out"),
        (["diff", "no-such", "--set", "scenarios.production.sites=12"], 2, "leave BASE and TARGET out"),
        (["explain", "production.peak.request_per_minute"], 2, "did you mean production.peak.requests_per_minute?"),
    ],
)
def test_a_fault_says_what_and_how_to_mend_it(arguments: list[str], code: int, says: str) -> None:
    result = run(*arguments)
    assert result.exit_code == code, result.output
    assert says.lower() in result.stderr.lower()
    assert "Traceback" not in result.stderr


def test_faulty_inputs_write_nothing(tmp_path: Path) -> None:
    assert run("build", "--set", "scenarios.production.sites=0", "--output", str(tmp_path / "new")).exit_code == 3
    assert not (tmp_path / "new").exists()


def test_a_numeral_that_no_figure_backs_writes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(SMALL, tmp_path / "inputs" / "small")
    (tmp_path / "templates").mkdir()
    text = (ROOT / "templates" / "20-models.md.j2").read_text(encoding="utf-8")
    own = tmp_path / "templates" / "20-models.md.j2"
    own.write_text(f"{text}\nAll seven calls take 3 models.\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    result = run("build", "--output", str(tmp_path / "new"), "--jobs", "1")
    assert result.exit_code == 1
    line = len(text.splitlines()) + 2
    assert f"20-models.md.j2:{line}:5: the number seven is typed; show a figure instead" in result.stderr
    assert not (tmp_path / "new").exists()


def test_a_failed_write_leaves_the_last_good_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / f"{SEED}.md").write_text("good", encoding="utf-8")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    result = run("build", "--only", "md", "--force", "--output", str(tmp_path))
    assert result.exit_code == 1
    assert "cannot be written: No space left on device" in result.stderr
    assert [(path.name, path.read_text(encoding="utf-8")) for path in tmp_path.iterdir()] == [(f"{SEED}.md", "good")]


def test_list_names_the_proposals() -> None:
    assert run("list").stdout == f"{SEED}\n"


def test_figures_come_as_a_table_as_csv_and_as_json() -> None:
    name = "production.peak.uncached_tokens_per_minute"
    assert f"{name} = 13,240,500 tokens/min\n    Tokens a minute that no cache serves" in run("figures").stdout
    table = {row["name"]: row for row in csv.DictReader(StringIO(run("figures", "--format", "csv").stdout))}
    listed = {row["name"]: row for row in json.loads(run("figures", "--format", "json").stdout)}
    assert table[name]["value"] == "13240500"
    assert listed[name]["value"] == 13240500
    assert listed[name]["high"] == 20320500
    assert set(table) == set(listed)
    assert all(row["says"] for row in listed.values())


def test_figures_are_found_by_a_whole_name_with_stars_or_by_a_part_of_it() -> None:
    def names(*patterns: str) -> list[str]:
        return [row["name"] for row in json.loads(run("figures", *patterns, "--format", "json").stdout)]

    assert names("request.tokens_*") == ["request.tokens_per_minute"]
    peak = names("production.peak.")
    assert peak
    assert all("production.peak." in name for name in peak)
    assert len(names("request.tokens_*", "production.peak.")) == len(peak) + 1
    refused = run("figures", "request.tokens_per_minut*")
    assert run("figures", "request.tokns_per_minute").exit_code == 2
    assert refused.exit_code == 0
    assert "did you mean request.tokens_per_minute?" in run("figures", "request.tokns_per_minute").stderr


def test_check_finds_output_of_a_proposal_that_is_gone(
    in_project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = Path(shutil.copytree(in_project, tmp_path / "copy"))
    for name in ("gone.md", "gone.sha256", "notes.txt"):
        (copy / "output" / name).write_text("", encoding="utf-8")
    (copy / "output" / "gone").mkdir()
    monkeypatch.chdir(copy)
    result = run("check")
    assert result.exit_code == 1
    assert "output: left over: gone, gone.md and 2 more\n" in result.stdout
    assert "output/gone.md: is of no proposal in inputs/; remove it\n" in result.stderr
    assert run("check", "-p", SEED).exit_code == 0


def test_explain_leads_to_file_and_line() -> None:
    output = run("explain", "production.peak.generations_per_minute").stdout
    assert "= ~1,037.9 rounded up to a multiple of 50" in output
    assert f"inputs/{SEED}/scenarios.yaml:" in output


def test_a_closed_pipe_ends_quietly() -> None:
    done = subprocess.run(
        f"{shlex.join(COMMAND)} figures | head -1",
        shell=True,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.startswith("proposal.judgements")
    assert done.stderr == ""


def test_python_offers_load_calculate_and_a_data_frame() -> None:
    import generator

    frame = generator.frame(generator.calculate(generator.load(CEREBRAS)))
    assert frame.loc["production.peak.uncached_tokens_per_minute", "value"] == 13240500
    assert list(frame.columns) == ["value", "low", "high", "unit", "text", "says", "place", "source"]


def test_check_says_a_line_for_each_thing_and_ends_well_on_what_is_committed() -> None:
    result = run("check")
    assert result.exit_code == 0, result.output
    things = [line.split(": ")[1] for line in result.stdout.splitlines()]
    parts = ["markdown", "figures", "charts", "reconciliation", "pdf", "picture"]
    assert things == ["inputs", *parts, "guardrails"]


def test_check_as_json_says_the_same_of_each_proposal_and_ends_with_the_same_code(
    in_project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(in_project, tmp_path, dirs_exist_ok=True)
    (tmp_path / "inputs" / "faulty").mkdir()
    (tmp_path / "output" / "gone.md").touch()
    monkeypatch.chdir(tmp_path)
    text, data = run("check"), run("check", "--format", "json")
    assert (text.exit_code, text.stderr) == (data.exit_code, data.stderr)
    sound, faulty, others = json.loads(data.stdout)
    assert [(one["proposal"], one["exit_code"]) for one in (sound, faulty, others)] == [
        (SEED, 0), ("faulty", 3), (None, 1)
    ]  # fmt: skip
    said = [f"{SEED}: {one['what']}: {one['says']}" for one in sound["verdicts"]]
    assert [line for line in text.stdout.splitlines() if line.startswith(f"{SEED}: ")] == said
    assert faulty["verdicts"][0]["faults"][0]["what"] == "there is no such file"
    assert others["verdicts"][0]["faults"] == [
        {"file": "output/gone.md", "line": 0, "column": 0, "what": "is of no proposal in inputs/", "hint": "remove it"}
    ]


def test_check_in_a_hook_says_what_is_to_be_added_where_all_is_built(
    in_project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(in_project, tmp_path, dirs_exist_ok=True)
    shutil.rmtree(tmp_path / ".git", ignore_errors=True)
    monkeypatch.chdir(tmp_path)
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", "-A", ":!output")
    git(tmp_path, "commit", "-q", "--allow-empty", "-m", "inputs")
    git(tmp_path, "add", f"output/{SEED}.md")
    monkeypatch.setenv("GIT_INDEX_FILE", ".git/index")
    built = run("check")
    assert built.exit_code == 1
    assert f"{SEED}: index: not what is here\n" in built.stdout
    assert built.stderr.endswith("run: git add output\n")
    (tmp_path / "output" / f"{SEED}.md").unlink()
    assert "run: proposal build && git add output\n" in run("check").stderr
    monkeypatch.delenv("GIT_INDEX_FILE")
    assert "run: proposal build\n" in run("check").stderr


def test_check_finds_packages_that_are_not_the_constraints(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generator.review.packages.needed", lambda: {"click": "8.0"})
    for names in ([], ["-p", SEED]):
        result = run("check", *names)
        assert (result.exit_code, "installed: packages: not those" in result.stdout) == (1, True)


def test_check_ends_with_one_where_something_is_found(
    in_project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(in_project, tmp_path, dirs_exist_ok=True)
    document = tmp_path / "output" / f"{SEED}.md"
    document.write_text(document.read_text(encoding="utf-8").replace("~26.4M", "~25.4M"), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    result = run("check")
    assert result.exit_code == 1
    assert "markdown: not current: edited by hand" in result.stdout
    assert "take the edit into inputs or templates" in result.stderr


def test_check_refuses_a_revision_that_is_not_there() -> None:
    result = run("check", "--against", "no-such-revision")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("no-such-revision: there is no such revision; ")


def test_check_outside_a_repository_holds_no_change_and_says_so_by_its_exit_code(
    in_project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("inputs", "output"):
        shutil.copytree(in_project / name, tmp_path / name)
    monkeypatch.chdir(tmp_path)
    result = run("check")
    assert result.exit_code == UNREACHED, result.output
    assert result.stdout.endswith("guardrails: 1 held, 2 not reached\n")
    assert result.stderr.count("this is no git repository") == 2
    assert run("check", "--against", "HEAD~1").exit_code == UNREACHED


def test_check_goes_on_after_faulty_inputs_and_ends_with_the_gravest_code(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("first", "second"):
        shutil.copytree(CEREBRAS, tmp_path / "inputs" / name)
    (tmp_path / "inputs" / "first" / "models.yaml").write_text("models: 5\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    result = run("check")
    assert result.exit_code == 3
    assert "models.yaml:1:" in result.stderr
    assert result.stdout.startswith("second: inputs: valid\nsecond: output: never built: ")


def test_reconcile_takes_a_proposal_or_a_ledger_and_ends_with_one_where_something_is_to_be_mended(
    in_project: Path,
) -> None:
    ledger = str(in_project / "inputs" / SEED / "original.yaml")
    good, named = run("reconcile", ledger), run("reconcile", "-p", SEED)
    assert run("reconcile", SEED).stdout == named.stdout
    bad = run("reconcile", "--set", "scenarios.production.sites=11", "--format", "json")
    assert [one.exit_code for one in (good, named, bad, run("reconcile"))] == [0, 0, 1, 0]
    assert "~10.3M" in good.stdout
    assert good.stdout == named.stdout
    (told,) = json.loads(bad.stdout)
    assert told["moved"].startswith("The ledger is of other inputs: ")
    assert bad.stderr.count(f"{SEED}/original.yaml:") == sum(told["counts"][one] for one in TO_MEND)
    assert run("reconcile", "--format", "markdown").stdout.startswith("# Reconciliation: ")


@pytest.mark.usefixtures("in_project")
def test_reconcile_takes_a_reply_with_the_least_that_a_ledger_needs(tmp_path: Path) -> None:
    reply = tmp_path / "reply.yaml"
    entry = '{text: "~26.4M", figure: request.tokens_per_minute}'
    reply.write_text(f"original: Reply\nstated: [{entry}]\n", encoding="utf-8")
    result = run("reconcile", str(reply), "--proposal", SEED)
    assert (result.exit_code, result.stdout) == (0, "Reply\n\nAgrees     1\n")


def test_reconcile_says_where_there_is_no_ledger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(SMALL, tmp_path / "inputs" / "small")
    monkeypatch.chdir(tmp_path)
    without, unknown = run("reconcile"), run("reconcile", "--proposal", "smal")
    assert (without.exit_code, unknown.exit_code) == (2, 2)
    assert "has no ledger original.yaml; name one: proposal reconcile LEDGER" in without.stderr
    assert "did you mean small?" in unknown.stderr
    named_bare = run("reconcile", "small")
    assert named_bare.exit_code == 2
    assert named_bare.stderr == without.stderr


ARGUMENTS = {"explain": ["request.tokens_per_minute"], "diff": ["."]}
"""What a command needs beside a proposal."""


def options(command: str) -> set[str]:
    return {option for parameter in cli.main.commands[command].params for option in parameter.opts}


OF_PROPOSALS = ["build", "check", "diff", "explain", "figures", "names", "reconcile"]


def test_a_proposal_is_named_the_same_way_in_every_command_that_takes_one() -> None:
    assert [command for command in COMMANDS if {"-p", "--proposal"} <= options(command)] == OF_PROPOSALS
    assert [command for command in COMMANDS if not {"-p", "--proposal"}.isdisjoint(options(command))] == OF_PROPOSALS
    for command in OF_PROPOSALS:
        done = run(command, *ARGUMENTS.get(command, []), "--proposal", "cerebras-2027")
        assert (done.exit_code, done.stdout) == (2, ""), command
        assert "cerebras-2027: there is no such proposal; did you mean cerebras-2026?" in done.stderr


@pytest.mark.parametrize("command", ["build", "check"])
def test_a_proposal_named_without_the_option_is_refused_and_the_option_named(command: str) -> None:
    done = run(command, SEED)
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.endswith("A proposal is named with --proposal NAME, or -p NAME.\n")
    assert "--proposal" not in run("list", SEED).stderr


@pytest.mark.usefixtures("prints_once")
@pytest.mark.parametrize("command", [one for one in COMMANDS if "--format" in options(one)])
def test_the_json_of_every_command_is_a_list_of_objects(in_project: Path, command: str) -> None:
    arguments = {**ARGUMENTS, "verify": [str(in_project / "output" / f"{SEED}.pdf")]}.get(command, [])
    found = json.loads(run(command, *arguments, "--format", "json").stdout)
    assert (type(found), {type(one) for one in found}) == (list, {dict})


def test_a_what_if_diff_names_the_change_and_what_it_moves(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(PROJECT)

    def diff(*arguments: str) -> Result:
        return run("diff", *arguments, "--proposal", "small")

    result = diff("--set", "scenarios.desk.sites=5")
    assert result.exit_code == 0
    assert result.stdout.endswith("\n")
    assert not result.stdout.endswith("\n\n")
    assert "scenarios.desk.sites" in result.stdout
    assert "4 → 5" in result.stdout
    assert "1,332 → 1,665" in diff("--set", "scenarios.desk.sites=5", "--figures").stdout
    assert diff("--set", "scenarios.desk.sites=5", "--exit-code").exit_code == 1
    assert diff(".", "--exit-code").exit_code == 0
    (found,) = json.loads(diff(".", "--format", "json").stdout)
    assert found["moved"] == []
    assert diff("no-such-revision").exit_code == 2


@pytest.fixture
def revisions(in_project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:  # noqa: ARG001  # it goes first
    """A repository with the small proposal, whose figures were committed once and are not those of its inputs."""
    shutil.copytree(SMALL, tmp_path / "inputs" / "small")
    (tmp_path / "output").mkdir()
    (tmp_path / "output" / "small.figures.json").write_text('{"markdown": "", "figures": {}}', encoding="utf-8")
    git(tmp_path, "init", "-q", "-b", "main")
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-q", "-m", "small")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.usefixtures("revisions")
def test_a_revision_is_not_different_from_itself_whatever_was_committed_with_it() -> None:
    stale = run("diff", "--exit-code")
    assert (stale.exit_code, "What was committed with the base is stale" in stale.stdout) == (0, True)
    same = run("diff", "HEAD", "main", "--exit-code")
    assert (same.exit_code, same.stdout) == (0, "small, HEAD → main\nNo difference.\n")


def test_a_proposal_that_came_or_went_is_a_difference_on_whichever_side(revisions: Path) -> None:
    (revisions / "inputs" / "small").rename(revisions / "inputs" / "desk")
    git(revisions, "add", "-A")
    moved = run("diff", "--exit-code")
    assert (moved.exit_code, moved.stdout.splitlines()[0]) == (1, "desk, HEAD → the working tree: renamed from small")
    assert moved.stdout.endswith("No difference.\n")
    assert run("diff", "--proposal", "small").stdout == "small, HEAD → the working tree: deleted\n"
    git(revisions, "commit", "-q", "-m", "renamed")
    assert run("diff", "HEAD~1..HEAD", "--format", "markdown").stdout == (
        "**`desk`**, renamed from small: no figure moved\n\n"
    )
    (desk,) = json.loads(run("diff", "HEAD", "HEAD~1", "--format", "json").stdout)
    assert (desk["proposal"], desk["word"], desk["moved"]) == ("small", "renamed from desk", [])
    assert "desk" not in run("diff", "HEAD~1", "HEAD~1").stdout


def test_faulty_inputs_are_told_in_the_comment_and_on_standard_error_with_an_exit_code_of_their_own(
    revisions: Path,
) -> None:
    scenarios = revisions / "inputs" / "small" / "scenarios.yaml"
    scenarios.write_text(scenarios.read_text(encoding="utf-8").replace("sites: 4", "sites: none"), encoding="utf-8")
    told = run("diff", "--format", "markdown", "--link-base", "https://e.org/blob/main")
    assert (told.exit_code, "scenarios.yaml" in told.stderr) == (3, True)
    assert told.stdout.startswith("**`small`**: the inputs are faulty, so that no figure is worked out.\n\n- [")
    assert "](https://e.org/blob/main/inputs/small/scenarios.yaml#L" in told.stdout
    (found,) = json.loads(run("diff", "--format", "json").stdout)
    assert [one["what"] for one in found["faults"]] == ["expected a number, found a text"]


@pytest.mark.usefixtures("revisions")
def test_a_comment_is_empty_where_nothing_moved_and_links_to_the_full_difference_where_something_did() -> None:
    assert run("diff", "--format", "markdown").stdout == ""
    told = run("diff", "--set", "scenarios.desk.sites=5", "--format", "markdown", "--full", "https://e.org/1")
    assert "[full difference](<https://e.org/1>)" in told.stdout


def test_two_folders_are_compared_once_however_many_proposals_there_are(revisions: Path) -> None:
    shutil.copytree(revisions / "inputs" / "small", revisions / "inputs" / "another")
    (found,) = json.loads(run("diff", "inputs/small", "inputs/another", "--format", "json").stdout)
    assert (found["proposal"], found["base"], found["target"]) == ("another", "inputs/small", "inputs/another")
    named = run("diff", "inputs/small", "inputs/another", "--proposal", "small", "--format", "json")
    assert [(one["proposal"], one["base"]) for one in json.loads(named.stdout)] == [("small", "inputs/small")]


def test_a_folder_is_compared_with_the_proposal_of_its_name_alone(revisions: Path) -> None:
    shutil.copytree(revisions / "inputs" / "small", revisions / "inputs" / "another")
    shutil.copytree(revisions / "inputs" / "small", revisions / "copy" / "small")
    for sides in (["copy/small"], ["copy/small", "HEAD"]):
        (found,) = json.loads(run("diff", *sides, "--format", "json").stdout)
        assert (found["proposal"], found["base"]) == ("small", "copy/small")
    shutil.move(revisions / "copy" / "small", revisions / "copy" / "other")
    refused = run("diff", "copy/other")
    assert refused.exit_code == 2
    assert "the other side has no proposal other; name one with --proposal" in refused.stderr
    assert run("diff", "copy/other", "--proposal", "small", "--exit-code").exit_code == 0


def test_the_last_proposal_that_went_is_a_difference_and_a_side_without_a_name_is_refused(revisions: Path) -> None:
    shutil.rmtree(revisions / "inputs" / "small")
    assert run("diff").stdout == "small, HEAD → the working tree: deleted\n"
    assert run("diff", "").exit_code == 2


def test_from_within_its_folder_a_proposal_keeps_its_name(revisions: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(revisions / "inputs" / "small")
    assert run("list").stdout == "small\n"
    assert run("diff", ".", "--exit-code").stdout == "small, the working tree → the working tree\nNo difference.\n"


def test_a_target_whose_document_is_another_by_todays_code_is_told(revisions: Path, small: Built) -> None:
    assert run("diff", ".", "HEAD", "--exit-code").exit_code == 0, (
        "what was committed with it is stale, and explains nothing"
    )
    record = small.record.replace(f'"markdown": "{digest(small.document.text)}"', '"markdown": "of other templates"')
    (revisions / "output" / "small.figures.json").write_text(record, encoding="utf-8")
    git(revisions, "commit", "-q", "-a", "-m", "built")
    told = run("diff", ".", "HEAD", "--exit-code")
    assert told.exit_code == 1
    assert "gave its figures here, the target's document is another" in " ".join(told.stdout.split())


def test_several_proposals_are_one_value_of_json(revisions: Path) -> None:
    shutil.copytree(revisions / "inputs" / "small", revisions / "inputs" / "another")
    first, second = json.loads(run("diff", ".", "--format", "json").stdout)
    assert [(one["proposal"], one["base"]) for one in (first, second)] == [
        ("another", "the working tree"),
        ("small", "the working tree"),
    ]


def test_a_pdf_alone_is_verified_in_any_folder_and_time_zone_without_network_and_inputs(
    small_pdf: bytes, tmp_path: Path
) -> None:
    (tmp_path / "received.pdf").write_bytes(small_pdf)
    code = (
        "import sys\n"
        "def hook(event, args):\n"
        "    if event.startswith('socket.') or event == 'subprocess.Popen': raise RuntimeError(event)\n"
        "    if event == 'open' and str(args[0]).endswith('.yaml'): raise RuntimeError(args[0])\n"
        "sys.addaudithook(hook)\n"
        "from generator.cli import main\n"
        "main(['verify', 'received.pdf'], standalone_mode=False)\n"
        "print('loaded:', *sys.modules)\n"
    )
    environment = {**os.environ, "TZ": "America/St_Johns", "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=tmp_path, env=environment, check=False
    )
    text, _, loaded = done.stdout.partition("loaded:")
    assert (done.returncode, done.stderr) == (0, "")
    assert text.endswith("This proves that the document agrees with its inputs, not who wrote it.\n")
    assert set(loaded.split()) & {"pandas", "numpy", "weasyprint"} == set()
    assert [path.name for path in tmp_path.iterdir()] == ["received.pdf"]


@pytest.mark.usefixtures("prints_once")
def test_verify_ends_with_the_gravest_code_of_its_files_and_goes_on_after_each(
    small_pdf: bytes, tmp_path: Path
) -> None:
    from tests.altered import with_text

    names = ["true.pdf", "forged.pdf", "broken.pdf"]
    true, forged, broken = (str(tmp_path / name) for name in names)
    Path(true).write_bytes(small_pdf)
    Path(forged).write_bytes(with_text(small_pdf, "6,750", "6,570")[0])
    Path(broken).write_bytes(small_pdf[:5000])
    assert run("verify", true).exit_code == 0
    result = run("verify", forged, true)
    assert result.exit_code == 1
    assert "    page 2: 6,570 stands where 6,750 (figure page_profiles.letter.tokens_per_page" in result.stdout
    result = run("verify", broken, forged)
    assert result.exit_code == 3
    assert result.stderr.startswith(f"{broken}: cannot be read: ")
    assert len(result.stderr.splitlines()) == 1
    assert "6,570 stands where" in result.stdout
    assert run("verify", str(tmp_path / "none.pdf")).exit_code == 2
    assert run("verify").exit_code == 2


def test_verify_as_json_tells_the_same(small_pdf: bytes, tmp_path: Path) -> None:
    from tests.altered import with_text

    forged = tmp_path / "forged.pdf"
    forged.write_bytes(with_text(small_pdf, "6,750", "6,570")[0])
    result = run("verify", str(forged), "--format", "json")
    assert result.exit_code == 1
    (found,) = json.loads(result.stdout)
    assert found["file"] == str(forged)
    assert (found["verdict"], found["claim"]) == ("different", "is not today's print of its inputs")
    assert found["differences"][0]["where"] == "page 2"
