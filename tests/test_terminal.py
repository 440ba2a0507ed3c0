"""Every text leaves through one module, fit for a terminal, a pipe, a runner, a spreadsheet, and for any locale."""

import ast
import csv
import io
import json
import os
import subprocess
import sys
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import CodeType

import click
import pytest
from click.testing import CliRunner

from generator import terminal
from generator.cli import ending, group
from generator.errors import Fault, Place
from generator.terminal import Painted, give, give_csv, give_json, give_long, say, tell, warn
from tests.conftest import PROJECT, ROOT

ODD = [
    "\x1b[31m",
    "\x07",
    "\b",
    "\r",
    "\x7f",
    "\x9b",
    "\u202e",
    "\u2066",
    "\u200b",
    "\ue000",
    "\u2028",
    "\U000e0041",
    "\ud800",
]
"""What moves the cursor, colours, rings, turns the text round, hides, or is no letter."""


class Screen(io.StringIO):
    """A stream that stands for a terminal, or for a locale."""

    def __init__(self, terminal: bool = True, encoding: str = "utf-8") -> None:
        super().__init__()
        self.terminal, self.letters = terminal, encoding

    @property
    def encoding(self) -> str:  # type: ignore[override]
        return self.letters

    def isatty(self) -> bool:
        return self.terminal


def shown_on(monkeypatch: pytest.MonkeyPatch, screen: Screen) -> Screen:
    for name in ("NO_COLOR", "GITHUB_ACTIONS", "COLUMNS", "LINES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm")
    for stream in ("stdout", "stderr"):
        monkeypatch.setattr(sys, stream, screen)
    return screen


CALLS = {"print", "echo", "secho", "echo_via_pager"}
STREAMS = {"stdout", "stderr", "__stdout__", "__stderr__"}
BEFORE_ANYTHING_IS_INSTALLED = "bootstrap.py"


def written_by(code: str) -> set[str]:
    """The names in a module by which something is printed, or a stream is reached."""
    return {name for node in ast.walk(ast.parse(code)) for name in _writing(node)}


def _writing(node: ast.AST) -> set[str]:
    if isinstance(node, ast.ImportFrom):
        return {one.name for one in node.names} & (CALLS | STREAMS)
    if isinstance(node, ast.Name):
        return {node.id} & CALLS
    if isinstance(node, ast.Attribute):
        of_sys = isinstance(node.value, ast.Name) and node.value.id == "sys"
        return {node.attr} & (CALLS | STREAMS if of_sys else CALLS)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "write":
        written = f"{ast.unparse(node.func)}({ast.unparse(node.args[0])})"
        return {"os.write"} if written in {"os.write(1)", "os.write(2)"} else set()
    return set()


def test_no_module_but_one_prints() -> None:
    modules = [path for path in (ROOT / "generator").rglob("*.py") if may_write(names_in(compiled(path)))]
    told = {path.name: written_by(path.read_text(encoding="utf-8")) for path in modules}
    assert {name for name, found in told.items() if found} == {"terminal.py", BEFORE_ANYTHING_IS_INSTALLED}


def compiled(path: Path) -> CodeType:
    """The code of a module, which Python keeps: to take every module apart takes a second and a half."""
    code = SourceFileLoader(path.stem, str(path)).get_code(path.stem)
    assert code
    return code


def may_write(names: set[str]) -> bool:
    """Whether a module with these names is looked at."""
    return not names.isdisjoint(CALLS | STREAMS) or names >= {"os", "write"}


def names_in(code: CodeType) -> set[str]:
    """Every name that code, or what is defined in it, looks up."""
    within = (one for one in code.co_consts if isinstance(one, CodeType))
    return set(code.co_names).union(*map(names_in, within))


@pytest.mark.parametrize(
    "code",
    [
        "print(1)",
        "click.echo('a')",
        "sys.stderr.write('a')",
        "f = print",
        "os.write(2, b'')",
        "from sys import stdout as x",
    ],
)
def test_a_print_elsewhere_would_be_found(code: str) -> None:
    assert written_by(code)
    assert may_write(names_in(compile(f"def f():\n    {code}", "", "exec")))


@pytest.mark.parametrize("odd", ODD)
@pytest.mark.parametrize("is_terminal", [True, False])
def test_whatever_moves_turns_or_hides_is_shown_for_what_it_is(
    odd: str, is_terminal: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    screen = shown_on(monkeypatch, Screen(is_terminal))
    give(f"a{odd}b")
    warn(f"a{odd}b")
    line = f"a{json.dumps(odd)[1:-1]}b"
    assert screen.getvalue() == f"{line}\n{line}\n"


def test_letters_spaces_and_tabs_of_any_language_stay() -> None:
    text = "über 1\u202f000 → 2\u00a0× 東京\t😀"
    assert terminal.visible(text) == text


def test_what_is_painted_is_cleaned_before_and_a_line_of_parts_is_one(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = shown_on(monkeypatch, Screen())
    give(["a ", Painted("\x1b[8m\nb", "bad")])
    assert screen.getvalue() == f"a {click.style(chr(92) + 'u001b[8m' + chr(92) + 'nb', fg='red')}\n"


@pytest.mark.parametrize(("name", "value"), [("NO_COLOR", "1"), ("TERM", "dumb")])
def test_there_is_no_colour_where_none_is_wanted(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    screen = shown_on(monkeypatch, Screen())
    give([Painted("a", "bad")])
    assert screen.getvalue() != "a\n"
    screen.truncate(0)
    screen.seek(0)
    monkeypatch.setenv(name, value)
    give([Painted("a", "bad")])
    assert screen.getvalue() == "a\n"


def test_there_is_no_colour_in_a_pipe_and_its_lines_are_of_eighty_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = shown_on(monkeypatch, Screen(terminal=False))
    monkeypatch.setenv("COLUMNS", "200")
    give([Painted("a", "bad")])
    assert (screen.getvalue(), terminal.width()) == ("a\n", 80)


def test_on_a_terminal_lines_are_as_wide_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = shown_on(monkeypatch, Screen())
    widths = []
    for columns in ("120", "12"):
        monkeypatch.setenv("COLUMNS", columns)
        widths.append(terminal.width())
    assert (widths, screen.getvalue()) == ([120, terminal.NARROWEST], "")


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252"])
def test_a_locale_without_the_letter_shows_it_as_json_does(encoding: str, monkeypatch: pytest.MonkeyPatch) -> None:
    screen = shown_on(monkeypatch, Screen(terminal=False, encoding=encoding))
    values = ["→ ≤ ü 𝛼"]
    give_json(values)
    assert screen.getvalue().encode(encoding)
    assert json.loads(screen.getvalue()) == values


def test_a_json_text_is_the_same_value_whatever_it_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = shown_on(monkeypatch, Screen())
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    values = [*ODD, "##[error]x", "::error::x"]
    give_json(values)
    assert json.loads(screen.getvalue()) == values


COMMANDS = [
    "::error::x",
    "  ::set-output name=a::b",
    "\t::stop-commands::x",
    "a ##[error]x",
    "##vso[task.x]",
    "a\n::warning::b",
]


@pytest.mark.parametrize("text", COMMANDS)
def test_a_runner_takes_no_command_from_a_text(
    text: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    give(text)
    give([text[:1], text[1:]])
    give([Painted(text, "bad")])
    warn(text)
    tell([Fault(Place(text, 1, 1, text), text, text)])
    shown = capsys.readouterr()
    own = "::error file="
    lines = [line.removeprefix(own) for line in (shown.out + shown.err).splitlines()]
    assert [line for line in lines if line.lstrip().startswith("::") or "##[" in line or "##vso[" in line] == []
    assert sum(line.startswith(own) for line in shown.err.splitlines()) == 1


@pytest.mark.parametrize(
    ("fault", "says"),
    [
        (Fault(Place("a.md", 7, 1), "10% off\r\nhere", "mend it"), "file=a.md,line=7::10%25 off%0D%0Ahere; mend it"),
        (Fault(Place("b"), "is wrong", "mend it"), "file=b::is wrong; mend it"),
        (Fault(Place("b", 2), "is wrong"), "file=b,line=2::is wrong"),
        (Fault(Place("a, 100%: b"), "is wrong"), "file=a%2C 100%25%3A b::is wrong"),
    ],
)
def test_faults_are_annotations_on_github(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], fault: Fault, says: str
) -> None:
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    tell([fault])
    shown = capsys.readouterr()
    assert (shown.out, shown.err.splitlines()[-1]) == ("", f"::error {says}"), (
        "a file that holds the output has no fault"
    )


def test_off_github_faults_are_plain(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    tell([Fault(Place("a.md", 7, 1), "is wrong", "mend it")])
    shown = capsys.readouterr()
    assert (shown.out, shown.err) == ("", "a.md:7:1: is wrong; mend it\n")


@pytest.mark.parametrize("begins", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＠"])
def test_a_spreadsheet_takes_no_formula_from_a_cell(begins: str, capsys: pytest.CaptureFixture[str]) -> None:
    give_csv([{"name": f"{begins}HYPERLINK(1)", "value": "-5.5"}], ["name", "value"])
    (row,) = csv.DictReader(io.StringIO(capsys.readouterr().out, newline=""))
    assert row["name"].startswith("'")
    assert row["value"] == "-5.5", "a number stays one"


@pytest.mark.parametrize("cell", ["-5", "+3", "1e-9", "-0.25"])
def test_a_number_stays_one(cell: str) -> None:
    assert terminal.cell(cell) == cell


@pytest.mark.parametrize("cell", ["-1+cmd", "+49 30", "-", "=1", "-5\n"])
def test_what_only_begins_as_a_number_is_none(cell: str) -> None:
    assert terminal.cell(cell) == f"'{cell}"


def test_columns_stand_below_each_other_and_the_last_leaves_no_space_behind() -> None:
    rows: list[tuple[terminal.Part, ...]] = [("a", "1", "x"), (Painted("bcd", "head"), "200", "")]
    lines = [terminal.plain(line) for line in terminal.columns(rows, right=[1])]
    assert lines == ["a      1  x", "bcd  200  "]


OF_HERE = f"import sys; sys.path.insert(0, {str(ROOT)!r}); from generator.cli import main; main()"


@pytest.mark.slice(2)
@pytest.mark.parametrize("command", ["--help", "list", "list --help", "figures -p small --format csv"])
def test_a_full_output_is_told_and_ends_with_one(command: str) -> None:
    own = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    line = [sys.executable, "-c", OF_HERE, *command.split()]
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(line, stdout=full, stderr=subprocess.PIPE, env=own, cwd=PROJECT, check=False)
    assert done.returncode == 1
    assert done.stderr.endswith(b": No space left on device\n")
    assert done.stderr.count(b"\n") == 1


def test_a_closed_output_is_told_and_a_full_error_output_still_gives_the_code(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    with pytest.raises(OSError, match="cannot be written"):
        give("a")
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        monkeypatch.setattr(sys, "stderr", full)
        tell([Fault(Place("a"), "is wrong")])
        full.close = lambda: None  # type: ignore[method-assign]


@pytest.mark.slice(2)
@pytest.mark.parametrize(("command", "code"), [("build --only md", 3), ("explain no.such", 3), ("--no-such", 2)])
def test_a_full_error_output_leaves_the_exit_code_alone(command: str, code: int, tmp_path: Path) -> None:
    """A first time and, where it is said again, a second: what could not be written is not tried again at the end."""
    own = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    (tmp_path / "inputs" / "faulty").mkdir(parents=True)
    (tmp_path / "inputs" / "faulty" / "proposal.yaml").write_text("a: 1\n" * 2, encoding="utf-8")
    line = [sys.executable, "-c", OF_HERE, *command.split()]
    for _ in range(2):
        with Path("/dev/full").open("wb") as full:
            done = subprocess.run(line, stdout=subprocess.DEVNULL, stderr=full, env=own, cwd=tmp_path, check=False)
        assert done.returncode == code


def test_quiet_leaves_out_the_report_and_no_fault(capsys: pytest.CaptureFixture[str]) -> None:
    with click.Context(group.main) as context:
        context.meta[terminal.QUIET] = True
        say("written")
        give("asked for")
        tell([Fault(Place("a"), "is wrong")])
    assert capsys.readouterr() == ("asked for\n", "a: is wrong\n")


def test_progress_is_for_a_terminal_and_not_for_the_quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = shown_on(monkeypatch, Screen())
    terminal.progress("a", "printing")
    assert "a: printing …" in screen.getvalue()
    screen.terminal = False
    terminal.progress("b", "printing")
    screen.terminal = True
    with click.Context(group.main) as context:
        context.meta[terminal.QUIET] = True
        terminal.progress("c", "printing")
    assert screen.getvalue().count("printing") == 1


@pytest.mark.parametrize(("count", "pages"), [(100, 1), (3, 0)])
def test_what_is_longer_than_the_terminal_goes_through_the_pager(
    count: int, pages: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    screen = shown_on(monkeypatch, Screen())
    paged: list[str] = []
    monkeypatch.setattr(click, "echo_via_pager", paged.append)
    monkeypatch.setattr(sys, "stdin", Screen())
    monkeypatch.setenv("LINES", "24")
    give_long(["line"] * count)
    assert "".join(paged) + screen.getvalue() == "line\n" * count
    assert len(paged) == pages


def test_nothing_is_paged_in_a_pipe(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = shown_on(monkeypatch, Screen(terminal=False))
    monkeypatch.setattr(click, "echo_via_pager", None)
    give_long(["line"] * 1000)
    assert screen.getvalue() == "line\n" * 1000


def test_what_click_says_of_a_mistake_cannot_paint_the_terminal() -> None:
    @click.group(cls=ending.Group)
    def main() -> None:
        pass

    @main.command()
    def fail() -> None:
        raise click.UsageError("\u202eno such thing")

    done = CliRunner().invoke(main, ["fail"])
    assert (done.exit_code, done.stderr.splitlines()[-1]) == (2, "Error: \\u202eno such thing")


def test_every_help_is_of_letters_that_every_locale_has() -> None:
    for command in (group.main, *group.main.commands.values()):
        assert command.get_help(click.Context(command)).isascii(), command.name
