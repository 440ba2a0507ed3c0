"""The benchmark measures the same work on either side, in whole processes, and gives no verdict without a figure."""

import runpy
import sys
from pathlib import Path

import pytest

from generator.figures.sheet import calculate
from generator.inputs import load
from tests.bench.beside import FURTHER, HEADLINES, PEERS, Peer
from tests.bench.larger import larger
from tests.bench.measure import Command, FailedError, Run, in_turn, median, run
from tests.bench.report import Result, as_json, as_markdown, as_text
from tests.bench.rows import Bench
from tests.conftest import ROOT, Built

CEREBRAS = ROOT / "tests" / "proposals" / "seed"


def test_the_peers_in_python_work_out_the_same_figures() -> None:
    tables = runpy.run_path(str(ROOT / "tests" / "bench" / "peers" / "model.py"))["tables"](CEREBRAS)
    cells = {cell for _, _, rows in tables for row in rows for cell in row}
    assert len(tables) == 25
    assert {*HEADLINES, *FURTHER} <= cells


def test_what_each_peer_must_print_is_what_the_proposal_prints(cerebras: Built) -> None:
    printed = {one.text for one in cerebras.document.in_order()}
    assert {*HEADLINES, *FURTHER} <= printed


def test_a_peer_that_is_not_installed_says_how_to_install_it() -> None:
    assert Peer("x", "", programs=("no-such-program",), install="apt-get install x").missing() == "apt-get install x"
    assert "--install-peers" in Peer("x", "", packages=("no_such_package",)).missing()
    assert {one.bar for one in PEERS} == {0.85, 0.9, 0.65, 0.4, None}


@pytest.mark.parametrize("factor", [1, 3])
def test_larger_inputs_have_so_many_times_the_calls_models_and_cases(tmp_path: Path, factor: int) -> None:
    proposal, one = load(larger(CEREBRAS, tmp_path / "x", factor)), load(CEREBRAS)
    assert len(calculate(proposal)) > (factor > 1) * factor**2 * 100
    calls = [len(each.inputs.page_profiles["all-cerebras"].calls) for each in (proposal, one)]
    cases = [sum(len(s.load_cases) for s in each.inputs.scenarios.values()) for each in (proposal, one)]
    models = [sum(m.evaluation is None for m in each.inputs.models.values()) for each in (proposal, one)]
    for larger_count, count in (calls, cases, models):
        assert larger_count == factor * count


def test_what_is_made_for_the_benchmark_is_built_by_the_command_itself(tmp_path: Path) -> None:
    folder = larger(CEREBRAS, tmp_path / "inputs" / "x", 1)
    bench = Bench(1, tmp_path, 2, print)
    run(bench.ours_in(tmp_path, "build", "--proposal", str(folder), "--only", "md", "--output", str(tmp_path / "out")))
    assert (tmp_path / "out" / "x.md").is_file()


def test_what_the_preview_is_measured_with_is_a_line_of_the_inputs_that_moves_the_title(cerebras: Built) -> None:
    from tests.bench.preview import FILE, LINES

    (line,) = (one for one in (CEREBRAS / FILE).read_text(encoding="utf-8").splitlines() if LINES[0] in one)
    changed = load(CEREBRAS, {f"scenarios.production.peak.{line.split(':')[0].strip()}": LINES[1].split(": ")[1]})
    name = "request.requests_per_minute"
    assert calculate(changed)[name].value != cerebras.sheet[name].value


def test_a_run_counts_the_process_and_not_what_started_it() -> None:
    ballast = bytearray(300_000_000)
    small = run(Command([sys.executable, "-S", "-c", "pass"]))
    large = run(Command([sys.executable, "-S", "-c", "x = bytearray(100_000_000)"]))
    assert len(ballast) > small.peak > 0
    assert small.peak < 50_000_000
    assert 100_000_000 < large.peak < 200_000_000


def test_a_run_that_fails_is_told_with_what_it_said() -> None:
    with pytest.raises(FailedError, match="no such luck"):
        run(Command([sys.executable, "-c", "raise SystemExit('no such luck')"]))


def test_commands_run_in_turn_and_the_first_round_is_not_counted(tmp_path: Path) -> None:
    log = tmp_path / "log"

    def note(name: str) -> Command:
        return Command(["/bin/sh", "-c", f"printf {name} >> {log}"])

    found = in_turn({"a": note("a"), "b": note("b")}, runs=2)
    assert log.read_text() == "ababab"
    assert [len(runs) for runs in found.values()] == [2, 2]
    assert median([Run(1, 2, 3), Run(3, 4, 5), Run(9, 9, 9)]) == Run(3, 4, 5)


def test_a_verdict_needs_a_ratio_and_a_bar() -> None:
    assert Result("x", "y", 1.5, 1.5).verdict == "reached"
    assert Result("x", "y", 1.51, 1.5).verdict == "missed"
    assert Result("x", "y", 1.69, 1.7, at_least=True).verdict == "missed"
    assert Result("x", "y", None, 1.5).verdict == Result("x", "y", 2, None).verdict == ""


def test_each_format_shows_bar_ratio_verdict_spread_and_memory() -> None:
    result = Result("x", "y", 0.5, 0.75, ours=[Run(1, 1, 2**20), Run(3, 1, 2**20)], theirs=[Run(4, 4, 2**21)], note="z")
    row = "| x | y | ≤ 0.75 × | 0.50 × | reached | 0.25 × | 2 s (1–3) | 4 s | 1 MB and 2 MB | z |"
    assert row in as_markdown([result])
    assert all(cell.strip() in as_text([result]) for cell in row.strip("| ").split(" | "))
    assert '"verdict": "reached"' in as_json([result])
