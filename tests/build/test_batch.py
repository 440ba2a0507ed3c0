"""Many proposals are built in one command: in order, whatever fails, and the same as one by one."""

import gc
import multiprocessing
import os
import shutil
import signal
from contextlib import nullcontext
from functools import partial
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.build import batch
from generator.build.batch import Order, Outcome, build_each
from generator.cli import group
from generator.errors import Fault, Place, ProposalError
from generator.files import sums
from generator.inputs import load
from generator.print.product import make
from tests.conftest import FULL, REGIONS, SMALL

pytestmark = pytest.mark.usefixtures("short_documents")


@pytest.fixture(autouse=True, scope="module")
def _what_others_left_is_not_collected() -> None:
    """After each of many documents a build looks for litter: what the tests before hold is none."""
    gc.freeze()


@pytest.fixture
def folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Four sound proposals, the first of which takes the longest, and a faulty one among them."""
    inputs = tmp_path / "inputs"
    monkeypatch.chdir(tmp_path)
    sources = {"a": FULL, "b": SMALL, "broken": SMALL, "c": SMALL, "d": SMALL}
    made = [Path(shutil.copytree(source, inputs / name)) for name, source in sources.items()]
    models = inputs / "broken" / "models.yaml"
    models.write_text(models.read_text(encoding="utf-8") + "\nunused: {}\n", encoding="utf-8")
    return made


def run(folders: list[Path], target: Path, *options: str) -> Result:
    return CliRunner().invoke(
        group.main, ["build", *(f"--proposal={one}" for one in folders), "--output", str(target), *options]
    )


def test_two_processes_say_and_write_the_same_as_one_in_the_same_order_whatever_fails(
    folders: list[Path], tmp_path: Path
) -> None:
    target = tmp_path / "out"
    said = {}
    for jobs in ("1", "2"):
        result = run(folders, target, "--only", "md", "--jobs", jobs)
        files = {path.name: path.read_bytes() for path in target.rglob("*") if path.is_file()}
        said[jobs] = (result.exit_code, result.stdout, result.stderr, files)
        shutil.rmtree(target)
    assert said["1"] == said["2"]
    code, stdout, stderr, _ = said["2"]
    assert code == 3, "the worst of all"
    assert "broken/models.yaml" in stderr
    assert [Path(line).stem for line in stdout.splitlines() if line.endswith(".md")] == ["a", "b", "c", "d"]


@pytest.mark.usefixtures("works_out_once")
def test_a_hand_edit_and_a_fault_end_with_the_code_of_the_fault(folders: list[Path], tmp_path: Path) -> None:
    target, (_, edited, faulty, sound, _) = tmp_path / "out", folders
    run([edited], target, "--only", "md")
    document = target / "b.md"
    document.write_text(document.read_text(encoding="utf-8") + "by hand\n", encoding="utf-8")
    assert run([edited, sound], target, "--only", "md", "--jobs", "1").exit_code == 1
    assert run([edited, sound, faulty], target, "--only", "md", "--jobs", "1").exit_code == 3


def test_each_process_builds_several_proposals(
    folders: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batch, "_build", _who)
    sound = [one for one in folders if one.name != "broken"]
    outcomes = list(build_each(sound * 2, Order({}, tmp_path, "md", False), 2))
    workers = [int(path) for one in outcomes for path in one.request.split()]
    assert len(workers) == 8
    assert os.getpid() not in workers
    assert 1 <= len(set(workers)) <= 2
    assert multiprocessing.active_children() == []


def test_the_printer_is_loaded_once_for_all_processes_and_what_is_wrong_with_it_is_told_by_each_proposal(
    folders: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    loaded: list[int] = []

    def missing(_: object) -> None:
        loaded.append(os.getpid())
        raise ProposalError([Fault(Place("Pango"), "is missing")])

    monkeypatch.setattr(batch, "_build", lambda *_: Outcome(request=str(loaded)))
    monkeypatch.setattr(batch, "_ready_printer", missing)
    for only, times in (("md", 0), ("pdf", 1), (None, 2)):
        outcomes = list(build_each(folders, Order({}, tmp_path, only, False), 2))
        assert {one.request for one in outcomes} == {str([os.getpid()] * times)}


def _who(path: Path, _: Order) -> Outcome:
    return Outcome(request=str(os.getpid())) if path.is_dir() else Outcome(exit_code=1)


@pytest.mark.slice(2)
@pytest.mark.parametrize("only", ["md", None], ids=["the text alone", "with its print"])
def test_one_document_after_another_leaves_nothing_behind(only: str | None, tmp_path: Path) -> None:
    order, held = Order({}, tmp_path, only, True), []
    for _ in range(3):
        assert batch._one_of_many(SMALL, order).exit_code == 0
        held.append(len(gc.get_objects()))
    assert held[2] < 1.01 * held[1], held


def test_where_a_process_is_killed_the_command_ends_and_says_what_may_not_be_built(
    folders: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batch, "_build", lambda *_: os.kill(os.getpid(), signal.SIGKILL))
    outcomes = list(build_each(folders, Order({}, tmp_path, "md", False), 2))
    assert [one.exit_code for one in outcomes] == [1] * len(folders)
    assert str(outcomes[-1].faults[0]) == (
        "d: may not be built: a process was ended before its time; build it again, with --jobs 1"
    )


def test_progress_is_counted_on_a_terminal_alone(
    folders: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(batch, "_build", _who)
    list(build_each(folders[:2], Order({}, tmp_path, "md", False), 2))
    assert capsys.readouterr().err == ""
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    list(build_each(folders[:2], Order({}, tmp_path, "md", False), 2))
    assert [line.split(":")[0] for line in capsys.readouterr().err.splitlines()] == ["1/2", "2/2"]


def test_a_single_proposal_is_built_in_this_process_which_looks_for_litter_afterwards_as_it_did_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks: list[bool] = []

    def noted(*_: object) -> Outcome:
        looks.append(gc.isenabled())
        return Outcome(request=str(os.getpid()))

    monkeypatch.setattr(batch, "_build", noted)
    for before in (gc.enable, gc.disable):
        before()
        looks.append(gc.isenabled())
        assert list(build_each([SMALL], Order({}, tmp_path, "md", False), 2)) == [Outcome(request=str(os.getpid()))]
        looks.append(gc.isenabled())
    assert looks == [True, False, True, False, False, False]


def test_other_processes_print_a_single_proposal_and_draw_its_chances_with_more_than_one_job(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    apart = {"beside": list[bool](), "forking": list[bool]()}
    for what, noted in apart.items():
        monkeypatch.setattr(batch, what, lambda asked, noted=noted: noted.append(asked) or nullcontext(partial))
    for paths, jobs in (([SMALL], 1), ([SMALL], 2), ([SMALL] * 2, 1)):
        list(build_each(paths, Order({}, tmp_path, "pdf", False), jobs))
    for only in ("md", "html"):
        list(build_each([SMALL], Order({}, tmp_path, only, False), 2))
    assert apart == {"beside": [False, True, *[False] * 4], "forking": [False, False, False, False, True, True]}


def test_what_is_asked_for_is_told_whole_and_pool_by_pool() -> None:
    asked = batch._request(make(load(REGIONS)))
    assert asked.startswith("regions asks for 432 RPM, 520,560 TPM, 326,160 uncached TPM in Europe; 370 RPM, ")
    assert asked.endswith(" in America")


def test_what_the_document_no_longer_has_is_removed_unless_it_was_altered(tmp_path: Path) -> None:
    charts = [f"small/{chart}.svg" for chart in ("page", "old", "altered")]
    order, files = (
        Order({}, tmp_path, "md", force=False),
        dict.fromkeys([*charts, "small.reconciliation.md", "small.md"], b""),
    )
    batch._replaced(files, order, "small")
    (tmp_path / "small" / "altered.svg").write_bytes(b"by hand")
    assert {file.state for file in batch._replaced({"small.pdf": b""}, order, "small")} == {"written"}
    done = batch._replaced({"small/page.svg": b"", "small.md": b""}, order, "small")
    assert [file.path.name for file in done if file.state == "removed"] == ["old.svg", "small.reconciliation.md"]
    there = {str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*") if path.is_file()}
    assert there == {"small/page.svg", "small/altered.svg", "small.md", "small.pdf", "small.sha256"}
    assert sums(tmp_path, "small").keys() == there - {"small.sha256"}
