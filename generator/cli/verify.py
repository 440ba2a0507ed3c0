"""The command that says of PDFs, which anyone may have made, what each is found to be."""

from pathlib import Path

import click

from generator import terminal
from generator.cli.options import QUIET, formats
from generator.errors import ProposalError
from generator.proposals import templates_here


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE.pdf...", type=click.Path(exists=True, dir_okay=False))
@formats("text", "json")
@QUIET
def verify(files: tuple[str, ...], style: str) -> int:
    """Whether a PDF is today's print of the inputs that it carries; nothing else is needed.

    Recalculates every figure from the attached inputs, prints them again, and compares the two prints: by their bytes;
    where another tool saved the file anew, object by object; where this system has other text libraries, by words and
    pictures. Claims no more than it compared, and names each difference by its place. Of a print by another version it
    says so, and how that version verifies it. It proves that a document agrees with its inputs, not who wrote it.

    Exit code 1 where something differs, 3 where a file cannot be read, 5 where no verdict is reached: another version
    printed it, or nothing can be printed here.

    \b
    Example:  proposal verify output/cerebras-2026.pdf
              proposal verify received.pdf --format json
    """
    from dataclasses import asdict  # --help needs none of it

    from generator.print.opened import MOST_BYTES
    from generator.review import verify as verifying

    found = []
    for file in files:
        try:
            with Path(file).open("rb") as opened:
                verdict = verifying.verify(opened.read(MOST_BYTES + 1), file, templates_here())
        except ProposalError as error:
            verdict = verifying.failed(file, error)
            terminal.tell(error.faults)
        found.append(verdict)
        if style == "text" and verdict.claim:
            (terminal.give if verdict.exit_code else terminal.say)(*verifying.as_lines(verdict))
    if style == "json":
        terminal.give_json([asdict(verdict) for verdict in found])
    return max(verdict.exit_code for verdict in found)
