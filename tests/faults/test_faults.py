"""A full disk, a folder that may not be written to, links, two builds, Ctrl-C, closed pipes, kill -9."""

import os
import shlex
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.cli import group, remembered
from generator.files import locked
from tests.conftest import COMMAND, PROJECT
from tests.faults.kill import begin, campaign, ended

OPTIONS = ["--proposal", "small", "--only", "md"]
BUILD = [*COMMAND, "build", *OPTIONS, "--output"]
TEXTS = {"small.figures.json", "small.md", "small.sha256"}
CHANGED = ["--set", "scenarios.desk.sites=5"]
ENDS = (("| true", 0, 0), ("> /dev/full", 1, 1), (">&-", 1, 1))
"""Where standard output goes; with which code a command then ends, and with how many lines it says so at most."""


KEPT = remembered._folder
"""Where verdicts are kept, before the suite leaves that out."""


def whole(names: Iterable[str]) -> bool:
    """Whether these are the files of a build: its texts, and charts, however many."""
    charts = {name for name in names if name.startswith("small/") and name.endswith(".svg")}
    return bool(charts) and {*names} == TEXTS | charts


def run(*command: str | Path, **options: object) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(command, capture_output=True, text=True, check=False, **options)  # type: ignore[call-overload,no-any-return]


def standing(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def build(folder: Path, *options: str) -> Result:
    """The same build within this process, which has loaded all that it needs; it ends without a traceback."""
    done = CliRunner().invoke(group.main, [*BUILD[3:], str(folder), *options])
    assert done.exception is None or isinstance(done.exception, SystemExit)
    return done


@pytest.fixture(scope="module", autouse=True)
def _in_the_project(works_out_once: None) -> Iterator[None]:  # noqa: ARG001  # of what is written nothing is remembered
    """The proposals of the suite take the place of the large one."""
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(PROJECT)
        yield


@pytest.fixture(scope="module")
def into_a_closed_pipe(tmp_path_factory: pytest.TempPathFactory) -> tuple["subprocess.CompletedProcess[str]", Path]:
    """A build in a process of its own whose standard output nobody reads, and its output."""
    folder = tmp_path_factory.mktemp("built") / "output"
    return run("sh", "-c", f"{shlex.join([*BUILD, str(folder)])} | true"), folder


@pytest.fixture(scope="module")
def built(into_a_closed_pipe: tuple["subprocess.CompletedProcess[str]", Path]) -> Path:
    return into_a_closed_pipe[1]


@pytest.fixture
def output(built: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(built, tmp_path / "output"))


@pytest.mark.usefixtures("short_documents")
def test_whatever_moment_a_build_is_killed_at_each_file_is_whole_and_the_next_build_mends_all(tmp_path: Path) -> None:
    outcome = campaign(1, 1, tmp_path)
    assert outcome.findings == []
    assert outcome.counts["killed"] == 1


@pytest.fixture
def full(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "small"
    folder.mkdir()
    if run("mount", "-t", "tmpfs", "-o", "size=1536k", "none", folder).returncode:
        pytest.skip("a file system may not be mounted here")
    yield folder
    run("umount", "-l", folder)


def test_on_a_full_disk_the_last_good_output_stands_and_a_line_says_why(full: Path, built: Path) -> None:
    shutil.copytree(built, full / "output")
    good = standing(full / "output")
    with suppress_full(full / "filler") as filler:
        filler.write(b"x" * 2**21)
    done = build(full / "output", *CHANGED)
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr == f"{full}/output: cannot be written: No space left on device\n"
    assert standing(full / "output") == good
    (full / "filler").unlink()
    assert build(full / "output", *CHANGED).exit_code == 0
    assert standing(full / "output") != good
    assert whole(standing(full / "output"))


class suppress_full:  # noqa: N801  # reads as a statement
    """A file that is filled until the disk is."""

    def __init__(self, path: Path) -> None:
        self.file = path.open("wb", buffering=0)

    def __enter__(self) -> "suppress_full":
        return self

    def write(self, data: bytes) -> None:
        try:
            while self.file.write(data):
                pass
        except OSError:
            return

    def __exit__(self, *_: object) -> None:
        self.file.close()


@pytest.mark.usefixtures("short_documents")  # each template is compiled anew, as nothing can be kept
def test_a_full_disk_for_what_is_kept_between_runs_is_no_reason_not_to_build(
    full: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with suppress_full(full / "filler") as filler:
        filler.write(b"x" * 2**21)
    monkeypatch.setenv("XDG_CACHE_HOME", str(full))
    monkeypatch.setattr(remembered, "_folder", KEPT)
    done = build(tmp_path / "output")
    assert (done.exit_code, done.stderr) == (0, "")
    assert (tmp_path / "output" / "small.md").is_file()


def test_a_folder_that_may_not_be_written_to_is_told_in_a_line(output: Path) -> None:
    good = standing(output)
    if run("mount", "--bind", output, output).returncode or run("mount", "-o", "remount,bind,ro", output).returncode:
        pytest.skip("a file system may not be mounted here")
    try:
        done = build(output, *CHANGED)
        same = run("mountpoint", "-q", output).returncode == 0
        assert same
        assert (done.exit_code, done.stderr) == (1, f"{output}: cannot be written: Read-only file system\n")
        assert standing(output) == good
    finally:
        run("umount", "-l", output)


def test_an_output_that_is_a_file_is_told_in_a_line(tmp_path: Path) -> None:
    (tmp_path / "output").write_text("good", encoding="utf-8")
    done = build(tmp_path / "output")
    assert done.exit_code == 2
    assert "is a file" in done.stderr
    assert (tmp_path / "output").read_text(encoding="utf-8") == "good"


def test_an_output_that_is_a_link_is_refused(output: Path, tmp_path: Path) -> None:
    good = standing(output)
    (tmp_path / "link").symlink_to(output)
    done = build(tmp_path / "link", *CHANGED)
    assert (done.exit_code, done.stderr) == (2, f"{tmp_path}/link: is a link; name the folder that it leads to\n")
    assert standing(output) == good


def test_a_link_in_the_output_is_neither_followed_nor_replaced(output: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "kept").write_text("kept", encoding="utf-8")
    (output / "small.md").unlink()
    (output / "small.md").symlink_to(elsewhere)
    done = build(output, "--force", *CHANGED)
    assert done.exit_code == 1
    assert f"{output / 'small.md'}: is a link" in done.stderr
    assert [path.name for path in elsewhere.iterdir()] == ["kept"]
    assert (output / "small.md").is_symlink()


@pytest.mark.whole
def test_of_two_builds_at_once_each_leaves_whole_files_and_none_blames_a_hand(built: Path, tmp_path: Path) -> None:
    target = tmp_path / "output"
    commands = [[*BUILD, str(target), *(CHANGED if number % 2 else [])] for number in range(2)]
    begun = [subprocess.Popen(command, stderr=subprocess.PIPE, text=True) for command in commands]
    said = [one.communicate()[1] for one in begun]
    assert ([one.returncode for one in begun], said) == ([0] * 2, [""] * 2)
    assert build(tmp_path / "changed", *CHANGED).exit_code == 0
    assert standing(target) in (standing(built), standing(tmp_path / "changed"))


@pytest.mark.usefixtures("not_for_ever")
def test_a_build_waits_for_the_one_that_is_writing(output: Path) -> None:
    good = standing(output)
    with locked(output):
        waiting = begin(PROJECT, output, options=[*OPTIONS, *CHANGED])
        while not waits(waiting):
            assert os.waitpid(waiting, os.WNOHANG) == (0, 0)
        assert standing(output) == good
    assert ended(waiting) == 0
    assert standing(output) != good


def waits(process: int) -> bool:
    """Whether a process waits for a lock that another one has."""
    locks = Path("/proc/locks").read_text(encoding="utf-8").splitlines()
    return any("->" in lock and f" {process} " in lock for lock in locks)


def test_what_a_killed_run_left_is_litter_for_the_next_and_what_it_had_completed_is_moved_on(output: Path) -> None:
    good = standing(output)
    (output / ".small.new").mkdir()
    (output / ".small.new" / "000000 small.md").write_text("half a", encoding="utf-8")
    ready = output / ".small.ready" / "small"
    ready.mkdir(parents=True)
    (ready / "000003 chart.svg").write_text("whole", encoding="utf-8")
    assert build(output).exit_code == 0
    assert (output / "small" / "chart.svg").read_text(encoding="utf-8") == "whole"
    (output / "small" / "chart.svg").unlink()
    assert standing(output) == good


BEGUN = f"import signal\nsignal.signal(signal.SIGINT, signal.SIG_DFL)\nprint('begun', flush=True)\n{COMMAND[2]}"
"""Says when Python's own start is over, during which Ctrl-C is Python's."""


@pytest.mark.slice(3)
@pytest.mark.parametrize("after", [0.25, 0, 0.5])
def test_ctrl_c_ends_a_build_in_a_line_at_most_and_leaves_whole_files(tmp_path: Path, after: float) -> None:
    target = tmp_path / "output"
    command = [sys.executable, "-c", BEGUN, *BUILD[3:], str(target)]
    begun = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert begun.stdout
    assert begun.stdout.readline() == "begun\n"
    time.sleep(after)
    begun.send_signal(signal.SIGINT)
    said = begun.communicate()[1]
    assert begun.returncode in {0, 130, -signal.SIGINT}
    assert "Traceback" not in said
    assert said.count("\n") <= 1
    if target.is_dir():
        found = [name for name in standing(target) if not name.startswith(".")]
        assert not found or whole(found)


@pytest.mark.parametrize(
    ("command", "out", "code", "line"),
    [
        *(("list", *end) for end in ENDS[::2]),  # onto a full disk: tests/test_terminal.py
        *(
            pytest.param(command, *ENDS[1], marks=pytest.mark.whole)
            for command in ("figures", "explain request.requests_per_minute", "schema --output {}")
        ),
        pytest.param("check", *ENDS[1], marks=pytest.mark.whole),
    ],
)
def test_a_standard_output_that_takes_nothing_ends_a_command_in_a_line_at_most(
    in_small_project: Path, tmp_path: Path, command: str, out: str, code: int, line: int
) -> None:
    done = run(
        "sh", "-c", f"{shlex.join(COMMAND)} {command.format(shlex.quote(str(tmp_path)))} {out}", cwd=in_small_project
    )
    assert "Traceback" not in done.stderr
    assert "Exception" not in done.stderr
    assert done.stderr.count("\n") <= max(line, 2 * (command == "check"))
    assert done.returncode in {code, 1 if command == "check" else code}


def test_a_build_whose_standard_output_is_closed_writes_its_files_all_the_same(
    into_a_closed_pipe: tuple["subprocess.CompletedProcess[str]", Path],
) -> None:
    done, folder = into_a_closed_pipe
    assert done.stderr == ""
    assert whole(standing(folder))
