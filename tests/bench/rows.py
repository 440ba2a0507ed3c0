"""The rows of the table: what is measured beside what, and the bar for their ratio.

In: how many runs, and a folder to work in. Out: results.
"""

import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pypdfium2

from generator.document.templates import FOLDER as TEMPLATES
from generator.inputs import load
from generator.print.pdf import FONTS, fonts
from generator.print.product import make
from tests.bench import variants
from tests.bench.beside import FURTHER, HEADLINES, PEERS, PEERS_FOLDER
from tests.bench.larger import larger
from tests.bench.measure import PYTHON, ROOT, Command, Run, Workers, in_turn, median, run
from tests.bench.report import Result

INPUTS = ROOT / "tests" / "proposals" / "seed"
CLICK = "python -c 'import click'"
LIBRARIES = "python -c 'import yaml, jinja2, pydantic, click'"
FACTORS = (4, 16, 64)
VARIANTS = 100_000
ELSEWHERE = "import os, sys; from generator import cli; os.chdir(sys.argv.pop(1)); cli.main()"
"""The command in the project named first: the proposals of the benchmark are none of the house's."""
Say = Callable[[str], None]


@dataclass(frozen=True)
class Bench:
    """How often to run what, where to write, and how to say what is being done."""

    runs: int
    work: Path
    batch: int
    say: Say

    def ours(self, *arguments: str) -> Command:
        return Command([PYTHON, "-m", "generator", *arguments])

    def ours_in(self, project: Path, *arguments: str, before: Callable[[], None] = lambda: None) -> Command:
        return Command([PYTHON, "-c", ELSEWHERE, str(project), *arguments], before)

    @property
    def project(self) -> Path:
        """A project whose only proposal is the one that is measured."""
        shutil.copytree(INPUTS, self.work / "project" / "inputs" / INPUTS.name, dirs_exist_ok=True)
        return self.work / "project"

    def in_turn(self, commands: Mapping[str, Command], runs: int | None = None) -> dict[str, list[Run]]:
        return in_turn(commands, runs or self.runs, said=self.say)


def _ratio(ours: Sequence[Run], theirs: Sequence[Run]) -> float:
    return median(ours).seconds / median(theirs).seconds


def small(bench: Bench) -> Iterator[Result]:
    """--help and list, beside the import of the library that reads commands."""
    found = bench.in_turn(
        {"--help": bench.ours("--help"), "list": bench.ours("list"), CLICK: Command([PYTHON, "-c", "import click"])}
    )
    for name in ("--help", "list"):
        yield Result(f"`{name}`", CLICK, _ratio(found[name], found[CLICK]), 1.5, ours=found[name], theirs=found[CLICK])


def texts(bench: Bench) -> Iterator[Result]:
    """The Markdown and the check, beside the import of the libraries; and a build with nothing changed."""
    project, fresh = bench.project, bench.work / "fresh"
    run(bench.ours_in(project, "build"))
    md, check, again = "build --only md", "check", "build, nothing changed"
    found = bench.in_turn(
        {
            md: bench.ours_in(
                project, "build", "--only", "md", "--output", str(fresh), before=lambda: shutil.rmtree(fresh, True)
            ),
            check: bench.ours_in(project, "check"),
            again: bench.ours_in(project, "build"),
            LIBRARIES: Command([PYTHON, "-c", "import yaml, jinja2, pydantic, click"]),
        }
    )
    for name, bar in ((md, 1.5), (check, 3.0)):
        yield Result(
            f"`{name}`",
            LIBRARIES,
            _ratio(found[name], found[LIBRARIES]),
            bar,
            ours=found[name],
            theirs=found[LIBRARIES],
        )
    yield Result(again, f"`{md}`", _ratio(found[again], found[md]), 1.2, ours=found[again], theirs=found[md])


def whole(bench: Bench) -> Iterator[Result]:
    """The whole build, cold, beside the bare script and the peers; each peer's print is read once."""
    fresh = bench.work / "whole"
    page = make(load(INPUTS)).page.text
    (bench.work / "page.html").write_text(page, encoding="utf-8")
    faces = "".join(
        f'@font-face {{ font-family: "Source Sans Pro"; font-weight: {weight}; src: url("{fonts() / file}") }}\n'
        for weight, file in zip((400, 600), FONTS, strict=True)
    )
    style = (TEMPLATES / "style.css").read_text(encoding="utf-8")
    (bench.work / "page.css").write_text(f"{faces}{style}@page {{ size: letter }}\n", encoding="utf-8")
    html = page.replace("</head>", f"<style>{faces}{style}@page {{ size: letter }}</style></head>", 1)
    (bench.work / "page.html").write_text(html, encoding="utf-8")
    (bench.work / "bare.html").write_text(page, encoding="utf-8")
    bare_pdf = bench.work / "bare.pdf"
    build, bare = "whole build", "bare WeasyPrint, the same HTML"
    files = [str(bench.work / name) for name in ("bare.html", "page.css", "bare.pdf")]
    commands = {
        build: bench.ours_in(bench.project, "build", "--output", str(fresh), before=lambda: shutil.rmtree(fresh, True)),
        bare: Command([PYTHON, str(PEERS_FOLDER / "weasy.py"), *files]),
    }
    here = [peer for peer in PEERS if not peer.missing()]
    prints = {peer.name: bench.work / f"peer-{number}.pdf" for number, peer in enumerate(here)}
    commands |= {peer.name: peer.command(INPUTS, prints[peer.name]) for peer in here}
    found = bench.in_turn(commands)
    pages = {
        name: _pages(pdf) for name, pdf in ({build: fresh / f"{INPUTS.name}.pdf", bare: bare_pdf} | prints).items()
    }

    def result(name: str, bar: float | None) -> Result:
        note = f"{pages[build]} pages, theirs {pages[name]}"
        return Result(
            "whole build",
            name,
            _ratio(found[build], found[name]),
            bar,
            ours=found[build],
            theirs=found[name],
            note=note,
        )

    yield result(bare, 0.75)
    for peer in PEERS:
        if peer.missing():
            yield Result("whole build", peer.name, None, peer.bar, note=f"not installed: {peer.missing()}")
        else:
            check_print(peer.name, prints[peer.name])
            yield result(peer.name, peer.bar)


def _pages(pdf: Path) -> int:
    with pypdfium2.PdfDocument(pdf) as document:
        return len(document)


def check_print(name: str, pdf: Path) -> None:
    """Raises ValueError where a peer's print lacks a figure: it would not have done the same work."""
    with pypdfium2.PdfDocument(pdf) as document:
        text = "".join(document[index].get_textpage().get_text_range() for index in range(len(document)))
    lacks = [figure for figure in (*HEADLINES, *FURTHER) if figure not in text]
    if lacks:
        raise ValueError(f"{name} does not print {', '.join(lacks)}")


def growth(bench: Bench) -> Iterator[Result]:
    """Time and memory of larger inputs over those of the proposal, beside how many more figures are printed."""
    folders = {
        factor: larger(INPUTS, bench.work / "larger" / "inputs" / f"times-{factor}", factor) for factor in (1, *FACTORS)
    }
    runs, printed = {}, {}
    for factor, folder in folders.items():
        target = bench.work / "grown" / str(factor)
        command = bench.ours_in(
            folder.parent.parent, "build", "--proposal", folder.name, "--only", "md", "--output", str(target), "--force"
        )
        runs[factor] = (
            bench.in_turn({f"inputs × {factor}": command}, runs=1 if factor > 4 else min(3, bench.runs))[
                f"inputs × {factor}"
            ]
            if factor < 64
            else [run(command)]
        )
        printed[factor] = _printed(target / f"times-{factor}.md")
    for factor in FACTORS:
        more = printed[factor] / printed[1]
        for what, ratio in (
            ("time", _ratio(runs[factor], runs[1])),
            ("memory", median(runs[factor]).peak / median(runs[1]).peak),
        ):
            yield Result(f"inputs × {factor}: {what}", f"{more:.1f} × the printed figures", ratio / more, 1.0,
                         ours=runs[factor], theirs=runs[1], note=f"{ratio:.1f} × the {what}")  # fmt: skip


def _printed(document: Path) -> int:
    """How many numerals stand in the tables of a document."""
    rows = (line for line in document.read_text(encoding="utf-8").splitlines() if line.startswith("| "))
    return sum(any(character.isdigit() for character in cell) for row in rows for cell in row.split("|"))


def batch(bench: Bench) -> Iterator[Result]:
    """Many proposals in one command: by two processes, beside one after another; and the memory of each process."""
    many = bench.work / "many"
    for number in range(bench.batch):
        shutil.copytree(INPUTS, many / "inputs" / f"proposal-{number:03}", dirs_exist_ok=True)
    found = {}
    for jobs in (1, 2):
        target = bench.work / f"many-{jobs}"
        shutil.rmtree(target, True)
        bench.say(f"{bench.batch} proposals, {jobs} at once")
        with Workers() as workers:
            found[jobs] = run(bench.ours_in(many, "build", "--jobs", str(jobs), "--output", str(target)))
    ratio = found[1].seconds / found[2].seconds
    work = f"{bench.batch} proposals in one command, two processes"
    yield Result(work, "one after another", ratio, 1.7, at_least=True, ours=[found[2]], theirs=[found[1]])
    yield Result(
        f"memory of a process, late in {bench.batch} proposals", "early", workers.growth(), 1.1, ours=[found[2]]
    )


def arrays(bench: Bench) -> Iterator[Result]:
    """Variants of the inputs through the formulas, beside the same model written by hand for arrays."""
    bench.say(f"{VARIANTS:,} variants")
    taken = variants.runs(INPUTS, VARIANTS, bench.runs)
    ours, theirs = taken["formulas"], taken["by hand"]
    yield Result(
        f"{VARIANTS:,} variants of the inputs", "NumPy by hand", _ratio(ours, theirs), 3.0, ours=ours, theirs=theirs
    )


def logs(bench: Bench) -> Iterator[Result]:
    """Ten million calls in Parquet: measured, beside the same sums in plain SQL and pandas; and the memory of more."""
    from tests.bench.logs import write

    few, many = (write(bench.work / f"{calls}.parquet", calls) for calls in CALLS)
    commands = {
        name: Command([PYTHON, "-m", "tests.bench.logs", name, str(few)]) for name in ("ours", "plain", "pandas")
    }
    found = bench.in_turn(commands, min(bench.runs, MOST_RUNS))
    ours, work = found["ours"], f"`measure`, {CALLS[0]:,} calls in Parquet"
    for name, bar in (("plain", 2.0), ("pandas", None)):
        beside = {"plain": "the same sums in plain DuckDB SQL", "pandas": "pandas"}[name]
        note = f"{median(ours).peak // 10**6} MB, theirs {median(found[name]).peak // 10**6} MB"
        yield Result(work, beside, _ratio(ours, found[name]), bar, ours=ours, theirs=found[name], note=note)
    most = run(Command([PYTHON, "-m", "tests.bench.logs", "ours", str(many)]))
    ratio = most.peak / median(ours).peak
    note = f"{most.peak // 10**6} MB"
    yield Result(f"memory of `measure`, {CALLS[1]:,} calls", work, ratio, 1.2, ours=[most], theirs=ours, note=note)


def preview(bench: Bench) -> Iterator[Result]:
    """From a save to the screen, beside a reload of the same page as a file, and beside the calculation within it."""
    from tests.bench.preview import runs

    bench.say("saves, each until it is drawn")
    found = runs(INPUTS, bench.work, bench.runs)
    ours, work = found["preview"], "`preview`, from a save to the screen"
    within = 1000 * median(found["calculation"]).seconds
    note = f"{1000 * median(ours).seconds:.0f} ms, {within:.0f} of them calculation"
    for name, beside, bar in (
        ("reload", "a bare reload of the same page, a file", 1.5),
        ("calculation", "the calculation alone", 4.3),
    ):
        yield Result(work, beside, _ratio(ours, found[name]), bar, ours=ours, theirs=found[name], note=note)


CALLS, MOST_RUNS = (10_000_000, 100_000_000), 3

ROWS: Mapping[str, Callable[[Bench], Iterator[Result]]] = {
    "small": small, "texts": texts, "whole": whole, "growth": growth, "batch": batch, "arrays": arrays,
    "measure": logs, "preview": preview,
}  # fmt: skip
