"""What `generator.bootstrap` does to a clone, its .venv and the system. Nothing is installed, no network is used."""

import ast
import fcntl
import importlib.util
import os
import runpy
import shutil
import signal
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from subprocess import CompletedProcess
from typing import IO

import pytest

from generator import bootstrap, cli
from generator.bootstrap import Need, ensure, prints, system_help


class Started(BaseException):
    """Stands for the process that replaces this one."""


class Commands(list[str]):
    """The commands that were run; one containing `failing` fails, and `python -m venv` makes an interpreter."""

    failing: str | None = None
    on_run: Callable[[], None] | None = None

    def run(self, command: list[str], live: bool = False) -> CompletedProcess[str]:  # noqa: ARG002
        if self.on_run:
            self.on_run()
        self.append(" ".join(command))
        if command[1:3] == ["-m", "venv"]:
            interpreter = Path(command[3]) / "bin" / "python"
            interpreter.parent.mkdir(parents=True, exist_ok=True)
            interpreter.touch()
        failed = self.failing is not None and self.failing in self[-1]
        return CompletedProcess(command, int(failed), "what the command printed")

    def having(self, part: str) -> list[str]:
        return [command for command in self if part in command]


@pytest.fixture
def clone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A clone without .venv, on a system that lacks nothing, run by an interpreter that does not have the package."""
    (tmp_path / "generator").mkdir()
    (tmp_path / "generator" / "constraints.txt").write_text("jinja2==3.1\n")
    (tmp_path / "pyproject.toml").write_text("[project]\n")

    def execv(path: str, arguments: Sequence[str]) -> None:
        raise Started(path, *arguments)

    monkeypatch.setattr(bootstrap, "ROOT", tmp_path)
    monkeypatch.setattr(bootstrap, "_missing", lambda _: ())
    monkeypatch.setattr(os, "execv", execv)
    monkeypatch.setattr(sys, "path", [str(tmp_path)])
    monkeypatch.setattr(sys, "prefix", "/usr")
    monkeypatch.setattr(sys, "argv", ["-m", "build", "a folder"])
    monkeypatch.delenv("PROPOSAL_SYSTEM_PACKAGES", raising=False)
    return tmp_path


@pytest.fixture
def commands(monkeypatch: pytest.MonkeyPatch) -> Commands:
    recorded = Commands()
    monkeypatch.setattr(bootstrap, "_run", recorded.run)
    return recorded


@pytest.fixture
def made(clone: Path, commands: Commands) -> Path:
    """The clone after a run of its own."""
    with pytest.raises(Started):
        ensure("generator")
    commands.clear()
    return clone


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch, clone: Path) -> Path:
    """The clone on a bare Debian: apt-get but neither Pango nor ensurepip, and root runs."""
    lacking = [*bootstrap.NEEDS, bootstrap.PRINT_NEEDS[0]]
    monkeypatch.setattr(bootstrap, "_missing", lambda _: tuple(lacking))
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setattr(os, "isatty", lambda _: False)
    provide(monkeypatch, "apt-get")
    return clone


def provide(monkeypatch: pytest.MonkeyPatch, *programs: str) -> None:
    monkeypatch.setattr(bootstrap, "program", lambda name: f"/bin/{name}" if name in programs else "")


def status(run: pytest.ExceptionInfo[SystemExit]) -> object:
    return run.value.code


def is_whole(clone: Path) -> bool:
    return (clone / ".venv" / "stamp").read_text() != bootstrap.UNFINISHED


@pytest.mark.parametrize(
    ("line", "printed"),
    [
        *(
            (line, True)
            for line in ("build", "build --proposal cerebras-2026 --force", "build --only pdf", "verify a.pdf")
        ),
        *((line, False) for line in ("", "--help", "list", "figures", "explain build", "check", "diff", "schema")),
        *((line, False) for line in ("build --only md", "build --only=html", "build --only xlsx")),
        *((line, False) for line in ("build --help", "verify -h")),
    ],
)
def test_only_what_prints_needs_what_sets_a_page(line: str, printed: bool) -> None:
    assert prints(line.split()) is printed


def test_what_prints_is_provided_where_it_is_asked_for_first(
    made: Path, commands: Commands, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[Need, ...]] = []

    def missing(needs: tuple[Need, ...]) -> tuple[Need, ...]:
        asked.append(needs)
        return ()

    monkeypatch.setattr(bootstrap, "_missing", missing)
    for _ in range(2):
        with pytest.raises(Started):
            ensure("generator", "print")
    assert asked == [bootstrap.NEEDS + bootstrap.PRINT_NEEDS]
    assert commands == [], "no Python package is installed again"
    assert is_whole(made)


def test_what_leads_from_the_venv_to_the_checkout_names_no_folder_above(clone: Path, commands: Commands) -> None:
    site = clone / ".venv" / "lib" / "python3.11" / "site-packages"

    def installed() -> None:
        site.mkdir(parents=True, exist_ok=True)
        (site / "_capacity_proposals.pth").write_text(f"{clone}\n")

    commands.on_run = installed
    with pytest.raises(Started):
        ensure("generator")
    (leads,) = (site / "_capacity_proposals.pth").read_text().splitlines()
    assert leads == "../../../.."
    assert (site / leads).resolve() == clone


def test_an_installed_package_is_no_checkout_and_sets_nothing_up(clone: Path, commands: Commands) -> None:
    (clone / "pyproject.toml").unlink()
    ensure("generator", "print")
    assert (commands, (clone / ".venv").exists()) == ([], False)


def test_a_checkout_that_is_run_by_the_venv_of_another_gets_its_own(
    clone: Path, commands: Commands, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = clone / "first" / ".venv"
    (first / "capacity_proposals-2026.1.dist-info").mkdir(parents=True)
    (first / "stamp").write_text("of the first")
    monkeypatch.setattr(sys, "prefix", str(first))
    monkeypatch.setattr(sys, "path", [str(clone), str(first)])
    with pytest.raises(Started) as started:
        ensure("generator")
    assert started.value.args[0] == str(clone / ".venv" / "bin" / "python")
    assert (first / "stamp").read_text() == "of the first"
    assert commands.having(str(first)) == []


def test_a_venv_that_leads_to_that_of_another_checkout_is_left_to_it(
    clone: Path, commands: Commands, capsys: pytest.CaptureFixture[str]
) -> None:
    first = clone / "first" / ".venv"
    (first / "bin").mkdir(parents=True)
    (first / "bin" / "python").touch()
    (first / "stamp").write_text("of the first")
    (clone / ".venv").symlink_to(first)
    with pytest.raises(Started):
        ensure("generator")
    assert not (clone / ".venv").is_symlink()
    assert is_whole(clone)
    assert (first / "stamp").read_text() == "of the first"
    assert f"leads to {first}, which was made for another checkout" in capsys.readouterr().err
    assert commands.having("-m venv") == [commands[0]]


def test_a_checkout_that_was_copied_with_its_venv_installs_itself_there(
    made: Path, commands: Commands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = Path(shutil.copytree(made, tmp_path / "copy"))
    monkeypatch.setattr(bootstrap, "ROOT", copy)
    with pytest.raises(Started):
        ensure("generator")
    assert commands[-1].startswith(f"{copy / '.venv' / 'bin' / 'python'} -m pip install ")


def test_an_environment_that_has_the_package_is_left_alone(
    clone: Path, commands: Commands, monkeypatch: pytest.MonkeyPatch
) -> None:
    (clone / "site" / "capacity_proposals-2026.1.dist-info").mkdir(parents=True)
    monkeypatch.setattr(sys, "path", [str(clone), str(clone / "site")])
    ensure("generator")
    assert commands == []
    assert not (clone / ".venv").exists()


def test_the_egg_info_that_setuptools_leaves_in_a_clone_is_no_installation(clone: Path, commands: Commands) -> None:
    (clone / "capacity_proposals.egg-info").mkdir()
    with pytest.raises(Started):
        ensure("generator")
    assert commands.having(" pip install ")


def test_a_bare_clone_gets_a_venv_with_the_pinned_packages_and_starts_anew(clone: Path, commands: Commands) -> None:
    with pytest.raises(Started) as started:
        ensure("generator")
    python = str(clone / ".venv" / "bin" / "python")
    assert started.value.args == (python, python, "-m", "generator", "build", "a folder")
    assert commands[0] == f"{sys.executable} -m venv {clone / '.venv'}"
    assert commands[1].startswith(f"{python} -m pip install ")
    assert commands[1].endswith(f" -c {clone / 'generator' / 'constraints.txt'} -e .")


@pytest.mark.usefixtures("made")
def test_a_current_stamp_starts_anew_without_installing(commands: Commands) -> None:
    with pytest.raises(Started) as started:
        ensure("generator")
    assert started.value.args[2:] == ("-m", "generator", "build", "a folder")
    assert commands == []


def test_inside_a_current_venv_the_caller_goes_on(
    made: Path, commands: Commands, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "prefix", str(made / ".venv"))
    ensure("generator")
    assert commands == []


@pytest.mark.parametrize("name", ["pyproject.toml", "generator/constraints.txt"])
@pytest.mark.parametrize("prefix", ["/usr", ".venv"])
def test_a_changed_file_makes_the_stamp_stale_inside_and_outside(
    name: str, prefix: str, made: Path, commands: Commands, monkeypatch: pytest.MonkeyPatch
) -> None:
    (made / name).write_text("changed\n")
    monkeypatch.setattr(sys, "prefix", str(made / prefix))
    if prefix == ".venv":
        (made / "capacity_proposals-2026.1.dist-info").mkdir()
    with pytest.raises(Started):
        ensure("generator")
    assert len(commands.having(" pip install ")) == 1
    assert commands.having("-m venv") == []


def test_another_python_makes_the_stamp_stale_and_replaces_the_venv(
    made: Path, commands: Commands, monkeypatch: pytest.MonkeyPatch
) -> None:
    (made / ".venv" / "left over").touch()
    monkeypatch.setattr(sys.implementation, "cache_tag", "cpython-399")
    commands.failing = "cpython-399"
    with pytest.raises(Started):
        ensure("generator")
    assert len(commands.having("-m venv")) == 1
    assert not (made / ".venv" / "left over").exists()


def test_a_plain_stamp_does_not_serve_the_tests_but_a_dev_stamp_serves_a_plain_run(
    made: Path, commands: Commands
) -> None:
    with pytest.raises(Started):
        ensure("tests", "dev", "print")
    assert commands[-1].endswith(" -e .[dev]")
    commands.clear()
    for module, wants in (("generator", ()), ("generator", ("print",)), ("tests", ("dev", "print"))):
        with pytest.raises(Started):
            ensure(module, *wants)
    assert commands == []
    assert is_whole(made)


def test_tests_in_a_users_environment_without_pytest_name_the_line_to_run(
    clone: Path, commands: Commands, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (clone / "capacity_proposals-2026.1.dist-info").mkdir()
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    with pytest.raises(SystemExit) as stopped:
        ensure("tests", "dev", "print")
    assert status(stopped) == 2
    assert "pip install -e '.[dev]'" in capsys.readouterr().err
    assert commands == []


def test_a_venv_that_someone_else_made_is_used_as_it_is(
    clone: Path, commands: Commands, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = clone / ".venv" / "site-packages"
    (site / "capacity_proposals-2026.1.dist-info").mkdir(parents=True)
    monkeypatch.setattr(sys, "path", [str(site)])
    monkeypatch.setattr(sys, "prefix", str(clone / ".venv"))
    ensure("generator")
    assert commands == []


def test_a_venv_that_someone_else_made_is_kept_when_installing_into_it_fails(clone: Path, commands: Commands) -> None:
    (clone / ".venv" / "bin").mkdir(parents=True)
    (clone / ".venv" / "bin" / "python").touch()
    commands.failing = " pip install "
    for _ in range(2):
        with pytest.raises(SystemExit):
            ensure("generator")
    assert len(commands.having(" pip install ")) == 2
    assert commands.having("-m venv") == []


def test_a_venv_replaced_from_inside_is_made_by_the_interpreter_behind_it(
    made: Path, commands: Commands, monkeypatch: pytest.MonkeyPatch
) -> None:
    python = made / ".venv" / "bin" / "python"
    python.unlink()
    python.symlink_to(made / "pyproject.toml")
    (made / ".venv" / "stamp").write_text(bootstrap.UNFINISHED)
    monkeypatch.setattr(sys, "prefix", str(made / ".venv"))
    monkeypatch.setattr(sys, "executable", str(python))
    with pytest.raises(Started):
        ensure("generator")
    assert commands[0] == f"{made / 'pyproject.toml'} -m venv {made / '.venv'}"


def test_failing_pip_shows_its_output_and_the_next_run_starts_afresh(
    clone: Path, commands: Commands, capsys: pytest.CaptureFixture[str]
) -> None:
    commands.failing = " pip install "
    with pytest.raises(SystemExit) as stopped:
        ensure("generator")
    assert status(stopped) == 4
    assert "what the command printed" in capsys.readouterr().err
    assert not is_whole(clone)

    (clone / ".venv" / "half a package").touch()
    commands.failing = None
    with pytest.raises(Started):
        ensure("generator")
    assert len(commands.having("-m venv")) == 2
    assert not (clone / ".venv" / "half a package").exists()
    assert is_whole(clone)


def test_a_refresh_that_fails_is_not_taken_for_whole(made: Path, commands: Commands) -> None:
    before = (made / "pyproject.toml").read_text()
    (made / "pyproject.toml").write_text("changed\n")
    commands.failing = " pip install "
    with pytest.raises(SystemExit):
        ensure("generator")
    (made / "pyproject.toml").write_text(before)
    commands.failing = None
    with pytest.raises(Started):
        ensure("generator")
    assert len(commands.having("-m venv")) == 1


def test_a_folder_that_cannot_be_written_is_one_line_and_exit_4(
    clone: Path, commands: Commands, capsys: pytest.CaptureFixture[str]
) -> None:
    (clone / ".venv").write_text("a file where the folder belongs")
    with pytest.raises(SystemExit) as stopped:
        ensure("generator")
    assert status(stopped) == 4
    assert len(capsys.readouterr().err.splitlines()) == 1
    assert commands == []


def test_a_run_that_waited_for_another_does_not_install_again(
    made: Path, commands: Commands, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    stamp = made / ".venv" / "stamp"
    whole = stamp.read_text()
    stamp.write_text(bootstrap.UNFINISHED)
    flock = fcntl.flock
    with (made / "pyproject.toml").open("r+b") as lock:
        flock(lock, fcntl.LOCK_EX)

        def waits(file: IO[bytes], how: int) -> None:
            if how == fcntl.LOCK_EX:  # the other one ends while it is waited for, and not before
                stamp.write_text(whole)
                flock(lock, fcntl.LOCK_UN)
            flock(file, how)

        monkeypatch.setattr(fcntl, "flock", waits)
        with pytest.raises(Started):
            ensure("generator")
    assert "waiting" in capsys.readouterr().err
    assert commands == []


@pytest.mark.usefixtures("bare")
def test_root_with_apt_runs_the_two_commands_in_order_after_printing_them(
    commands: Commands, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    printed: list[str] = []
    lacking = [bootstrap.NEEDS + bootstrap.PRINT_NEEDS[:1], ()]
    monkeypatch.setattr(bootstrap, "_missing", lambda _: lacking.pop(0))
    commands.on_run = lambda: printed.append(capsys.readouterr().err)
    with pytest.raises(Started):
        ensure("generator")
    install = "apt-get install -y --no-install-recommends python3-venv libpangoft2-1.0-0"
    assert commands[:2] == ["apt-get update", install]
    assert [line.strip() for line in printed[0].splitlines()[1:]] == ["apt-get update", install]


@pytest.mark.parametrize(("terminal", "asked"), [(True, []), (False, ["sudo -n true"])])
@pytest.mark.usefixtures("bare")
def test_a_user_who_can_sudo_installs_with_sudo(
    terminal: bool, asked: list[str], commands: Commands, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    monkeypatch.setattr(os, "isatty", lambda _: terminal)
    provide(monkeypatch, "dnf", "sudo")
    with pytest.raises(SystemExit):  # nothing was really installed
        ensure("generator")
    assert commands == [*asked, "sudo dnf install -y python3 pango"]


@pytest.mark.parametrize("programs", [("apt-get",), ("apt-get", "sudo"), ()])
def test_missing_libraries_without_permission_print_the_three_lines_and_exit_4(
    programs: tuple[str, ...],
    bare: Path,
    commands: Commands,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    provide(monkeypatch, *programs)
    commands.failing = "sudo -n true"
    with pytest.raises(SystemExit) as stopped:
        ensure("generator")
    assert status(stopped) == 4
    assert [line.strip() for line in capsys.readouterr().err.splitlines()[1:]] == [
        "sudo apt-get update && sudo apt-get install -y --no-install-recommends python3-venv libpangoft2-1.0-0",
        "sudo dnf install -y python3 pango",
        "brew install python pango",
    ]
    assert commands.having("install") == []
    assert not (bare / ".venv").exists()


@pytest.mark.usefixtures("bare")
def test_the_switch_keeps_even_root_from_installing(
    commands: Commands, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PROPOSAL_SYSTEM_PACKAGES", "no")
    with pytest.raises(SystemExit) as stopped:
        ensure("generator")
    assert status(stopped) == 4
    assert system_help(bootstrap.NEEDS + bootstrap.PRINT_NEEDS[:1]) in capsys.readouterr().err
    assert commands == []


@pytest.mark.parametrize("failing", ["apt-get update", "apt-get install", None])
def test_packages_that_do_not_arrive_stop_the_run_before_a_venv_is_made(
    failing: str | None, bare: Path, commands: Commands, capsys: pytest.CaptureFixture[str]
) -> None:
    commands.failing = failing
    with pytest.raises(SystemExit) as stopped:
        ensure("generator")
    assert status(stopped) == 4
    assert (f"`{failing}" if failing else "still this system lacks") in capsys.readouterr().err
    assert not (bare / ".venv").exists()


def test_the_help_names_only_what_is_asked_for_and_each_package_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    assert system_help().splitlines()[1:] == [
        "  apt-get update && apt-get install -y --no-install-recommends libpangoft2-1.0-0 libharfbuzz-subset0",
        "  dnf install -y pango harfbuzz",
        "  brew install pango",
    ]


def test_a_library_counts_as_missing_when_no_name_of_it_loads() -> None:
    absent = Need("absent", ("libnone-such.so.9",), "a", "b", "c")
    present = Need("present", ("libnone-such.so.9", "libc.so.6", "libSystem.B.dylib"), "a", "b", "c")
    assert bootstrap._missing((absent, present)) == (absent,)


def test_a_program_counts_as_missing_when_it_is_found_under_none_of_its_names(monkeypatch: pytest.MonkeyPatch) -> None:
    browser = bootstrap.TEST_NEEDS[:1]
    provide(monkeypatch, "google-chrome")
    assert bootstrap._missing(browser) == ()
    provide(monkeypatch)
    assert bootstrap._missing(browser) == browser


@pytest.fixture
def browserless(bare: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The bare clone, which has all but a browser until one is installed."""
    lacks = [bootstrap.TEST_NEEDS]

    def missing(needs: tuple[Need, ...]) -> tuple[Need, ...]:
        return lacks.pop() if needs == bootstrap.TEST_NEEDS and lacks else ()

    monkeypatch.setattr(bootstrap, "_missing", missing)
    return bare


@pytest.mark.usefixtures("browserless")
def test_the_tests_get_a_browser_and_a_plain_run_gets_none(commands: Commands) -> None:
    with pytest.raises(Started):
        ensure("generator")
    assert commands.having("apt-get") == []
    with pytest.raises(Started):
        ensure("tests", "dev", "print")
    assert commands.having("apt-get") == [
        "apt-get update",
        "apt-get install -y --no-install-recommends"
        " chromium-headless-shell postgresql libreoffice-calc-nogui libatomic1",
    ]


@pytest.mark.usefixtures("browserless")
@pytest.mark.parametrize("failing", ["apt-get update", "apt-get install"])
def test_a_browser_that_does_not_arrive_is_told_and_the_tests_go_on(
    failing: str, commands: Commands, capsys: pytest.CaptureFixture[str]
) -> None:
    commands.failing = failing
    with pytest.raises(Started):
        ensure("tests", "dev", "print")
    told = capsys.readouterr().err
    assert f"`{failing}" in told
    assert "this system lacks Chromium" in told
    assert "the tests that need it are skipped" in told


def test_what_a_command_prints_that_is_no_text_is_shown_as_far_as_it_can_be() -> None:
    assert bootstrap._run(["printf", r"half a letter: \303"]).stdout == "half a letter: \ufffd"


def test_an_older_python_is_turned_away(
    clone: Path, commands: Commands, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with monkeypatch.context() as old:
        old.setattr(sys, "version_info", (3, 10, 9))
        with pytest.raises(SystemExit) as stopped:
            ensure("generator")
    assert status(stopped) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1
    assert (commands, (clone / ".venv").exists()) == ([], False)


def test_windows_is_sent_to_wsl(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    with monkeypatch.context() as windows:
        windows.setattr(os, "name", "nt")
        with pytest.raises(SystemExit) as stopped:
            ensure("generator")
    assert status(stopped) == 2
    assert "WSL" in capsys.readouterr().err


def test_what_is_called_by_the_name_of_the_package_sets_up_what_is_lacking_and_is_then_the_command(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked: list[tuple[str, ...]] = []
    monkeypatch.setattr(bootstrap, "ensure", lambda *wants: asked.append(wants))
    monkeypatch.setattr(sys, "argv", ["generator", "build", "--only", "pdf", "-h"])
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        with pytest.raises(SystemExit) as ended:
            runpy.run_module("generator", run_name="__main__")
    finally:
        signal.signal(signal.SIGINT, before)
    assert (ended.value.code, asked) == (0, [("generator",)]), "a help asks for no more"
    assert "Write the documents" in capsys.readouterr().out


def test_what_is_loaded_first_parses_under_the_pythons_that_are_turned_away() -> None:
    for path in (Path(bootstrap.__file__), Path(bootstrap.__file__).with_name("__main__.py"), Path(cli.__file__)):
        ast.parse(path.read_text(), feature_version=(3, 8))


@pytest.mark.parametrize(
    ("line", "extras"),
    [
        ("build", []),
        ("measure --help", []),
        ("measure a.csv", ["measure"]),
        ("measure postgresql://host/db?table=t", ["measure", "postgres"]),
        ("measure spark://host:7077/logs", ["measure", "spark"]),
        ("preview -p x", ["preview"]),
        ("preview --help", []),
    ],
)
def test_what_reads_logs_or_serves_a_page_is_installed_where_it_is_needed_alone(line: str, extras: list[str]) -> None:
    assert bootstrap.extras(line.split()) == extras
