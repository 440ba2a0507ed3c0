"""The command that builds proposals: files, and a line for each."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator import terminal
from generator.cli.options import NO_CACHE, QUIET, SET, SOME, kept, output
from generator.errors import FOUND
from generator.proposals import folders, here, target_of

if TYPE_CHECKING:
    from generator.build.batch import Outcome

STATES = {"written": "good", "removed": "good", "current": "faint", "left": "warning"}


@click.command()
@SOME
@SET
@output("output/")
@click.option(
    "--only",
    type=click.Choice(["md", "pdf", "html", "xlsx"]),
    help="The Markdown, or the print, alone; or the page for the screen, or a workbook, both made only when asked for.",
)
@click.option("--force", is_flag=True, help="Overwrite what was edited by hand, and print again in any case.")
@click.option("--jobs", type=click.IntRange(min=1), help="Processes to use; as many as there are CPUs unless given.")
@NO_CACHE
@QUIET
@kept
def build(
    names: tuple[str, ...], changes: dict[str, str], folder: Path | None, only: str | None, force: bool,
    jobs: int | None,
) -> int:  # fmt: skip
    """Write the documents of all proposals in inputs/, or of each that --proposal names.

    The Markdown with its charts, the record of its figures and its reconciliation, where there is a ledger; the PDF and
    a picture of its first page, printed again only where what they are printed from has changed. With --only html, the
    page for the screen: one file in which every figure shows how it came about. With --only xlsx, a workbook: inputs as
    cells, and every figure a formula that follows them. Nothing is written unless every numeral
    is traced to a figure. With --set, a what-if goes to the folder named by --output, or else to a new temporary
    folder, never over the committed output. A proposal that fails stops no other; the exit code is the worst.

    \b
    Example:  proposal build -p cerebras-2026 --set scenarios.production.sites=12 --output /tmp/what-if
    """
    import tempfile

    from generator.build.batch import Order, build_each  # --help needs none of it
    from generator.cli.remembered import not_kept
    from generator.processes import cpus

    project = here()
    chosen = folders(project, names)
    usual = Path(tempfile.mkdtemp(prefix="what-if-")) if changes and not folder else project.output
    place, worst = target_of(project, folder or usual, bool(changes)), 0
    for outcome in build_each(chosen, Order(changes, place, only, force, project.templates), jobs or cpus()):
        _tell(outcome, place == project.output)
        worst = max(worst, outcome.exit_code)
        if outcome.exit_code == FOUND:  # a file that could not be written, say, for a disk that was full
            not_kept()
    if changes and not folder and not any(place.iterdir()):
        place.rmdir()
    if place == project.output and not worst:
        from generator.review.merging import next_step  # the print begins before, and needs none of it

        if step := next_step(project.root):
            terminal.say(step)
    return worst


def _tell(outcome: "Outcome", here: bool) -> None:
    for file in outcome.files:
        path = os.path.relpath(file.path) if here else str(file.path)
        terminal.say([terminal.Painted(f"{file.state:7}", STATES[file.state]), f"  {path}"])
        if file.lost:
            terminal.warn([terminal.Painted(path, "place"), f": {file.lost}"])
    if outcome.request:
        terminal.say([terminal.Painted(outcome.request, "head")])
    terminal.tell(outcome.faults)
