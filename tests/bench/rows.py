"""The rows of the table: what is measured beside what, and the bar that it is held to.

In: how many runs, and a folder to work in. Out: results.
"""

import shutil
import subprocess
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from generator.document.templates import FOLDER as TEMPLATES
from generator.figures.figure import ancestors
from generator.figures.sheet import calculate
from generator.inputs import load
from generator.print.printer import FONTS, fonts
from generator.print.product import make
from tests.bench import scale
from tests.bench.bench import COMMIT, LONG_RUNS, SEED, Bench, compared, ours, ratio
from tests.bench.beside import PEERS, Peer, check_print, pages
from tests.bench.measure import PYTHON, Command, median
from tests.bench.report import Result

CLICK = "`python -c 'import click'`"
IMPORTS = "import yaml, jinja2, pydantic, click"
LIBRARIES = Peer(
    f"`python -c '{IMPORTS}'`", f"exec \"$PYTHON\" -c '{IMPORTS}'", ("yaml", "jinja2", "pydantic", "click")
)
"""What the bars of cold work were set by; a program that reads records with a library imports as much."""
CHANGES = 12


def unchanged(bench: Bench) -> Iterator[Result]:
    """What has nothing to work out, beside the import of the library that reads commands."""
    works = {
        "`--help`": ours(bench.live, "--help"),
        "`list`": ours(bench.live, "list"),
        "`build`, nothing changed": ours(bench.live, "build"),
        "`check`, nothing changed": ours(bench.live, "check"),
        "a commit of an unrelated file, `check` as its hook": _commit(bench.live),
    }
    found = bench.in_turn(works | {CLICK: Command([PYTHON, "-c", "import click"])})
    for work in works:
        yield compared(found, work, CLICK, 1.5)


def _commit(repository: Path) -> Command:
    """The commit of an unrelated file, staged before; git's own time is counted too."""
    hook = repository / ".git" / "hooks" / "pre-commit"
    hook.write_text(f'#!/bin/sh\nexec "{PYTHON}" -m generator check\n', encoding="utf-8")
    hook.chmod(0o755)

    def stage() -> None:
        with (repository / "unrelated.txt").open("a", encoding="utf-8") as file:
            file.write("more\n")
        subprocess.run(["git", "add", "unrelated.txt"], cwd=repository, check=True)

    return Command(COMMIT, stage, folder=repository)


def cold(bench: Bench) -> Iterator[Result]:
    """The Markdown and the check, all worked out, beside the import of the libraries that read and write them."""
    works = {
        "`build --only md`, nothing there before": (
            ours(bench.live, "build", "--only", "md", "--no-cache", fresh=bench.work / "md"),
            2.0,
        ),
        "`check`, nothing remembered": (ours(bench.live, "check", "--no-cache"), 3.0),
    }
    lacks, name = LIBRARIES.missing(), LIBRARIES.name
    libraries = {} if lacks else {name: LIBRARIES.command(bench.proposal, bench.work / "none")}
    found = bench.in_turn({work: command for work, (command, _) in works.items()} | libraries)
    for work, (_, bar) in works.items():
        missing = Result(work, name, None, bar, note=f"not installed: {lacks}")
        yield missing if lacks else compared(found, work, name, bar)


def whole(bench: Bench) -> Iterator[Result]:
    """The whole build, cold, beside others: those that print the same page, and those that print its tables."""
    yield from _printed(bench, bench.proposal, "whole build", [peer for peer in PEERS if peer.same_page])
    others = [peer for peer in PEERS if not peer.same_page]
    yield from _printed(bench, SEED, "whole build of what peers print the tables of", others)


def _printed(bench: Bench, inputs: Path, work: str, peers: Sequence[Peer]) -> Iterator[Result]:
    folder = bench.work / f"print-{inputs.name}"
    shutil.copytree(inputs, folder / "inputs" / inputs.name)
    _write_page(inputs, folder)
    fresh, here = folder / "fresh", [peer for peer in peers if not peer.missing()]
    prints = {peer.name: folder / f"peer-{number}.pdf" for number, peer in enumerate(here)}
    commands = {work: ours(folder, "build", "--no-cache", fresh=fresh)}
    others = {peer.name: peer.command(inputs, prints[peer.name]) for peer in here}
    found = bench.in_turn(commands | others, min(bench.runs, LONG_RUNS))
    mine = pages(fresh / f"{inputs.name}.pdf")
    for peer in peers:
        if peer.missing():
            yield Result(work, peer.name, None, peer.bar, note=f"not installed: {peer.missing()}")
            continue
        theirs = pages(prints[peer.name])
        if not peer.same_page:
            check_print(peer.name, prints[peer.name])
        a_page = ratio(found[work], found[peer.name]) * theirs / mine
        note = f"{mine} pages each" if mine == theirs else f"{mine} pages, theirs {theirs}: {a_page:.2f} × a page"
        yield compared(found, work, peer.name, peer.bar, note)


def _write_page(inputs: Path, folder: Path) -> None:
    """The page of a proposal and its style, for those that print it: apart, and in one file."""
    page = make(load(inputs)).page.text
    faces = "".join(
        f'@font-face {{ font-family: "Source Sans Pro"; font-weight: {weight}; src: url("{fonts() / file}") }}\n'
        for weight, file in zip((400, 600), FONTS, strict=True)
    )
    style = f"{faces}{(TEMPLATES / 'style.css').read_text(encoding='utf-8')}@page {{ size: letter }}\n"
    html = page.replace("</head>", f"<style>{style}</style></head>", 1)
    for name, text in {"bare.html": page, "page.css": style, "page.html": html}.items():
        (folder / name).write_text(text, encoding="utf-8")


def reviewed(bench: Bench) -> Iterator[Result]:
    """A difference of twelve numbers with its exact causes, and a print that is verified beside one that is made."""
    name = bench.proposal.name
    sets = [part for path, value in changes(bench.proposal) for part in ("--set", f"{path}={value}")]
    diff, verify, printed = f"`diff` of {CHANGES} numbers, exact causes", "`verify`", "a print: `build --only pdf`"
    only = ("build", "--only", "pdf", "--proposal", name, "--no-cache")
    found = bench.in_turn(
        {
            diff: ours(bench.live, "diff", "--proposal", name, *sets),
            verify: ours(bench.live, "verify", f"output/{name}.pdf"),
            printed: ours(bench.live, *only, fresh=bench.work / "print"),
        }
    )
    yield Result(diff, "", median(found[diff]).seconds, 1, unit="s", ours=found[diff])
    yield compared(found, verify, printed, 1.3)


def changes(folder: Path) -> list[tuple[str, str]]:
    """Twelve numbers that the request rests on, from all over its files, and another of each: a tenth more."""
    proposal = load(folder)
    under = ancestors(calculate(proposal)["request.tokens_per_minute"])
    plain = [
        (leaf.path, leaf.quantity.ends[1])
        for leaf in proposal.leaves()
        if leaf.path in under and leaf.quantity.ends[0] == leaf.quantity.ends[2] >= 1
    ]
    chosen = plain[:: len(plain) // CHANGES][:CHANGES]
    return [(path, str(int(value + max(value // 10, 1)))) for path, value in chosen]


ROWS: Mapping[str, Callable[[Bench], Iterator[Result]]] = {
    "unchanged": unchanged, "cold": cold, "whole": whole, "review": reviewed, "growth": scale.growth,
    "batch": scale.batch, "many": scale.many, "arrays": scale.arrays, "measure": scale.logs, "preview": scale.preview,
}  # fmt: skip
