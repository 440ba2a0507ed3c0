"""The benchmark measures the same work on either side, in whole processes, and gives no verdict without a figure."""

import runpy
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest
from click.testing import CliRunner

from generator.figures.figure import ancestors
from generator.inputs import load
from tests.bench import measure, report
from tests.bench.bench import Bench, ours
from tests.bench.beside import FURTHER, HEADLINES, PEERS, Peer
from tests.bench.command import main
from tests.bench.larger import KINDS, larger
from tests.bench.measure import Command, FailedError, Run, Workers, in_turn, median, run
from tests.bench.report import Result, as_json, as_markdown, as_text
from tests.bench.rows import ROWS, changes
from tests.bench.scale import PILOT
from tests.conftest import ROOT, Built
from tests.sheets import sheet_of

CEREBRAS = ROOT / "tests" / "proposals" / "seed"


def test_the_peers_in_python_work_out_the_same_figures() -> None:
    tables = runpy.run_path(str(ROOT / "tests" / "bench" / "peers" / "model.py"))["tables"](CEREBRAS)
    cells = {cell for _, _, rows in tables for row in rows for cell in row}
    assert len(tables) == 25
    assert {*HEADLINES, *FURTHER} <= cells


def test_what_each_peer_must_print_is_what_the_proposal_prints(cerebras: Built) -> None:
    printed = {one.text for one in cerebras.document.in_order()}
    assert {*HEADLINES, *FURTHER} <= printed


def test_a_peer_that_is_not_installed_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setenv("PATH", "")
        assert "pandoc" in Peer("x", "", programs=("pandoc",)).missing()
    assert "--install-peers" in Peer("x", "", packages=("no_such_package",)).missing()
    assert [one.bar for one in PEERS] == [0.7, 1.5, 1.2, 0.9, 0.5, None, None]


@pytest.mark.parametrize("kinds", [(), *((kind,) for kind in KINDS), KINDS], ids="+".join)
def test_larger_inputs_have_so_many_times_as_many_of_each_kind(tmp_path: Path, kinds: tuple[str, ...]) -> None:
    def counts(folder: Path) -> list[int]:
        inputs = load(folder).inputs
        scenario = inputs.scenarios["chat"]
        return [len(inputs.page_profiles["answer"].calls), len(inputs.models), len(scenario.load_cases),
                len(scenario.drivers or {}), len(scenario.stages or {})]  # fmt: skip

    # A model takes part by a call of its own.
    grown = {*kinds, *(["calls"] if "models" in kinds else [])}
    times = [3 if kind in grown else 1 for kind in KINDS]
    found = counts(larger(PILOT, tmp_path / "x", 3, kinds))
    assert found == [time * count for time, count in zip(times, counts(PILOT), strict=True)]


@pytest.mark.whole  # that it is valid: above
def test_what_is_made_for_the_benchmark_is_built_by_the_command_itself(tmp_path: Path) -> None:
    larger(PILOT, tmp_path / "inputs" / "x", 2)
    run(ours(tmp_path, "build", "--only", "md", fresh=tmp_path / "out"))
    assert (tmp_path / "out" / "x.md").is_file()


def test_the_numbers_that_a_difference_is_measured_with_each_move_the_request(cerebras: Built) -> None:
    now = cerebras.sheet["request.tokens_per_minute"]
    changed = {path for path, _ in changes(CEREBRAS)}
    assert len(changed) == 12
    assert changed <= ancestors(now).keys()


def test_a_row_that_cannot_be_measured_is_told_and_stops_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(_: Bench) -> Iterator[Result]:
        yield Result("half", "", None, None)
        raise FailedError("no such\nluck")

    monkeypatch.setitem(cast("dict[str, object]", ROWS), "unchanged", fails)
    monkeypatch.setitem(cast("dict[str, object]", ROWS), "cold", lambda _: iter([Result("x", "y", 1, 1)]))
    done = CliRunner().invoke(main, ["--only", "unchanged", "--only", "cold", "--format", "markdown"])
    assert done.exit_code == 1
    assert "not measured: no such luck" in done.stdout
    assert "| x | y | ≤ 1 × | 1.00 × | reached |" in done.stdout


def test_the_table_is_written_where_the_readme_has_it_and_nowhere_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = report.README.read_text(encoding="utf-8")
    monkeypatch.setattr(report, "README", tmp_path / "README.md")
    report.README.write_text(text, encoding="utf-8")
    report.write([Result("x", "y", 1, 1)], "Today.")
    before, after = report.TABLE.split(text)[::3]
    begin, end = "<!-- bench -->\n", "<!-- end of bench -->"
    table = as_markdown([Result("x", "y", 1, 1)])
    assert report.README.read_text(encoding="utf-8") == f"{before}{begin}Today.\n\n{table}{end}{after}"


def test_what_the_preview_is_measured_with_is_a_line_of_the_inputs_that_moves_the_title(cerebras: Built) -> None:
    from tests.bench.preview import FILE, LINES

    (line,) = (one for one in (CEREBRAS / FILE).read_text(encoding="utf-8").splitlines() if LINES[0] in one)
    changed = {f"scenarios.production.peak.{line.split(':')[0].strip()}": LINES[1].split(": ")[1]}
    name = "request.requests_per_minute"
    assert sheet_of(CEREBRAS, changed)[name].value != cerebras.sheet[name].value


def test_a_run_counts_the_process_and_not_what_started_it() -> None:
    ballast = bytearray(80_000_000)
    small = run(Command([sys.executable, "-S", "-c", "pass"]))
    large = run(Command([sys.executable, "-S", "-c", "x = bytearray(40_000_000)"]))
    assert len(ballast) > small.peak > 0
    assert small.peak < 40_000_000
    assert 40_000_000 < large.peak < 80_000_000


def test_the_memory_of_what_a_run_starts_is_told_by_how_far_it_has_come(tmp_path: Path) -> None:
    seen = tmp_path / "seen"
    code = "import os, time\nx = bytearray(50_000_000)\nwhile not os.path.exists(FILE): time.sleep(0.01)"
    (tmp_path / "holds.py").write_text(code.replace("FILE", repr(str(seen))), encoding="utf-8")

    def done() -> int:
        if any(size > 50_000_000 for _, size in workers.samples):
            seen.touch()  # and not before, however seldom this thread has its turn
        return 40

    other = subprocess.Popen([sys.executable, "-S", "-c", "x = bytearray(300_000_000); input()"], stdin=subprocess.PIPE)
    with other, Workers(done) as workers:
        run(Command(["/bin/sh", "-c", f'"{sys.executable}" -S "{tmp_path}/holds.py"; true']))
        other.kill()
    assert 50_000_000 < workers.largest(50) < 150_000_000
    assert workers.largest(39) == workers.largest(100) == 0


def test_a_run_that_does_not_end_is_ended_with_all_that_it_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(measure, "MOST_SECONDS", 1)
    started = tmp_path / "pid"
    with pytest.raises(FailedError, match="not done after"):
        run(Command(["/bin/sh", "-c", f'sleep 60 & echo $! > "{started}"; wait']))
    # A machine that is very busy has not come to it, or takes a while to end it.
    name = started.read_text().strip() if started.exists() else ""
    for _ in range(600):
        if not name or not alive(name):
            return
        time.sleep(0.05)
    pytest.fail("what it started still runs")


def alive(pid: str) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_a_run_that_fails_is_told_with_what_it_said() -> None:
    with pytest.raises(FailedError, match="no such luck"):
        run(Command([sys.executable, "-c", "raise SystemExit('no such luck')"]))


def test_commands_run_in_turn_and_the_first_round_is_not_counted(tmp_path: Path) -> None:
    log = tmp_path / "log"

    def note(name: str) -> Command:
        return Command(["/bin/sh", "-c", f"printf {name} >> '{log}'"])

    found = in_turn({"a": note("a"), "b": note("b")}, runs=2)
    assert log.read_text() == "ababab"
    assert [len(runs) for runs in found.values()] == [2, 2]
    assert median([Run(1, 2, 3), Run(3, 4, 5), Run(9, 9, 9)]) == Run(3, 4, 5)


def test_a_verdict_needs_a_ratio_and_a_bar() -> None:
    assert Result("x", "y", 1.5, 1.5).verdict == "reached"
    assert Result("x", "y", 1.51, 1.5).verdict == "missed"
    assert Result("x", "y", 1.69, 1.7, at_least=True).verdict == "missed"
    assert Result("x", "", 1.01, 1, unit="s").verdict == "missed"
    assert Result("x", "y", None, 1.5).verdict == Result("x", "y", 2, None).verdict == ""


def test_each_format_shows_bar_ratio_verdict_spread_and_memory() -> None:
    result = Result("x", "y", 0.5, 0.75, ours=[Run(1, 1, 2**20), Run(3, 1, 2**20)], theirs=[Run(4, 4, 2**21)], note="z")
    row = "| x | y | ≤ 0.75 × | 0.50 × | reached | 0.25 × | 2 s (1–3) | 4 s | 1 MB and 2 MB | z |"
    assert row in as_markdown([result])
    assert all(cell.strip() in as_text([result]) for cell in row.strip("| ").split(" | "))
    assert '"verdict": "reached"' in as_json([result])
