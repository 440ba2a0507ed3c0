"""The rows of growth: larger inputs, many proposals, variants, logs, and saves while the preview looks on.

In: how many runs, and a folder to work in. Out: results.
"""

import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

from tests.bench import variants
from tests.bench.bench import LONG_RUNS, SEED, Bench, compared, ours, ratio
from tests.bench.larger import KINDS, larger
from tests.bench.measure import PYTHON, ROOT, Command, Run, Workers, median, run
from tests.bench.report import Result

PILOT, SMALL = ROOT / "tests" / "proposals" / "pilot", ROOT / "tests" / "proposals" / "small"
"""One that has calls, models, cases, drivers and stages, to be multiplied; and the smallest."""
FACTOR, TOGETHER = 64, 16
"""So many times as many of each kind; and of all kinds at once, which is nearly as large as a proposal may be."""
VARIANTS = 100_000
CALLS = 10_000_000


def growth(bench: Bench) -> Iterator[Result]:
    """Time and memory of larger inputs over those of the proposal, beside how many more figures are printed."""
    sizes = {"as it is": (1, KINDS)} | {f"{kind} × {FACTOR}": (FACTOR, (kind,)) for kind in KINDS}
    sizes |= {f"all of these × {TOGETHER}": (TOGETHER, KINDS)}
    folder, commands = bench.work / "larger" / "inputs", {}
    for number, (name, (factor, kinds)) in enumerate(sizes.items()):
        larger(PILOT, folder / f"larger-{number}", factor, kinds)
        arguments = ("build", "--proposal", f"larger-{number}", "--only", "md", "--no-cache")
        commands[name] = ours(folder.parent, *arguments, fresh=bench.work / f"grown-{number}")
    found = bench.in_turn(commands, min(LONG_RUNS, bench.runs))
    printed = [_printed(bench.work / f"grown-{number}" / f"larger-{number}.md") for number in range(len(sizes))]
    first, *names = sizes
    for name, numerals in zip(names, printed[1:], strict=True):
        more, runs = numerals / printed[0], (found[name], found[first])
        memory = median(runs[0]).peak / median(runs[1]).peak
        for what, grown in (("time", ratio(*runs)), ("memory", memory)):
            yield Result(f"{name}: {what}", "the printed figures", grown / more, 1, ours=runs[0], theirs=runs[1],
                         note=f"{grown:.1f} × the {what}, {more:.1f} × the printed figures")  # fmt: skip


def _printed(document: Path) -> int:
    """How many numerals stand in the tables of a document."""
    rows = (line for line in document.read_text(encoding="utf-8").splitlines() if line.startswith("| "))
    return sum(any(character.isdigit() for character in cell) for row in rows for cell in row.split("|"))


def batch(bench: Bench) -> Iterator[Result]:
    """Many small proposals, printed in one command by two processes, beside one after another; and their memory."""
    project, found = _copies(bench, SMALL, bench.batch), {}
    for jobs in (1, 2):
        bench.say(f"{bench.batch} proposals, {jobs} at once")
        found[jobs], sizes = _built(bench, project, jobs, "pdf")
    work = f"{bench.batch} proposals in one command, two processes"
    faster = found[1].seconds / found[2].seconds
    yield Result(work, "one after another", faster, 1.9, at_least=True, ours=[found[2]], theirs=[found[1]])
    yield _steady(f"memory of a process, {bench.batch} small proposals printed in one command", found[2], sizes)


def many(bench: Bench) -> Iterator[Result]:
    """Very many small proposals in one command, not printed: the memory of its largest process late, beside early."""
    bench.say(f"{bench.many} small proposals")
    took, sizes = _built(bench, _copies(bench, SMALL, bench.many), 2, "md")
    yield _steady(f"the same, {bench.many} as Markdown alone", took, sizes)


def _built(bench: Bench, project: Path, jobs: int, form: str) -> tuple[Run, dict[int, int]]:
    """A build of all proposals, and the largest process when a tenth, half and all of them were built."""
    target, count = bench.work / f"{project.name}-{jobs}", len(list((project / "inputs").iterdir()))
    with Workers(lambda: len(list(target.glob(f"*.{form}")))) as workers:
        took = run(ours(project, "build", "--only", form, "--jobs", str(jobs), fresh=target))
    return took, {done: workers.largest(done) for done in (count // 10, count // 2, count)}


def _steady(work: str, took: Run, sizes: Mapping[int, int]) -> Result:
    note = ", ".join(f"{size / 2**20:.0f} MB when {done} were built" for done, size in sizes.items())
    early, *_, late = sizes.values()
    return Result(work, "when a tenth was built", late / early if early else None, 1.1, ours=[took], note=note)


def _copies(bench: Bench, source: Path, count: int) -> Path:
    root = bench.work / f"{count}-{source.name}"
    for number in range(count):
        shutil.copytree(source, root / "inputs" / f"proposal-{number:04}", dirs_exist_ok=True)
    return root


def arrays(bench: Bench) -> Iterator[Result]:
    """Variants of the inputs through the formulas, beside the same model written by hand for arrays."""
    bench.say(f"{VARIANTS:,} variants")
    taken = variants.runs(SEED, VARIANTS, 3 * bench.runs)
    work, other = f"{VARIANTS:,} variants of the inputs", "NumPy by hand"
    yield compared({work: taken["formulas"], other: taken["by hand"]}, work, other, 1.5)


def logs(bench: Bench) -> Iterator[Result]:
    """Ten million calls in Parquet: measured, beside the same sums in plain SQL and in pandas."""
    from tests.bench.logs import write

    log = write(bench.work / "log.parquet", CALLS)
    others = {"the same sums in plain DuckDB SQL": ("plain", 2.0), "the same sums in pandas": ("pandas", None)}
    ways = {"ours": "ours"} | {beside: way for beside, (way, _) in others.items()}
    commands = {name: Command([PYTHON, "-m", "tests.bench.logs", way, str(log)]) for name, way in ways.items()}
    found = bench.in_turn(commands, min(bench.runs, LONG_RUNS))
    work, mine = f"`measure`, {CALLS:,} calls in Parquet", found["ours"]
    for beside, (_, bar) in others.items():
        yield Result(work, beside, ratio(mine, found[beside]), bar, ours=mine, theirs=found[beside])
    yield Result(f"{work}: memory", "", median(mine).peak / 2**30, 1, unit="GB", ours=mine)


def preview(bench: Bench) -> Iterator[Result]:
    """From a save to the screen, beside a reload of the same page as a file, and beside the calculation within it."""
    from tests.bench.preview import runs

    bench.say("saves, each until it is drawn")
    found = runs(SEED, bench.work, bench.runs)
    mine, work = found["preview"], "`preview`, from a save to the screen"
    for name, beside, bar in (
        ("reload", "a bare reload of the same page, a file", 1.5),
        ("calculation", "the calculation alone", 4.3),
    ):
        yield Result(work, beside, ratio(mine, found[name]), bar, ours=mine, theirs=found[name])
