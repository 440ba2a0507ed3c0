"""The command that writes the schemas of the input files, a file for each."""

import os
from pathlib import Path

import click

from generator import terminal
from generator.cli.options import QUIET, output
from generator.files import replace_all
from generator.proposals import here, target_of


@click.command()
@output("generator/schemas/")
@QUIET
def schema(folder: Path | None) -> None:
    """Write the JSON Schema of every input file, which editors read.

    Each input file names its own on its first line.

    \b
    Example:  proposal schema
    """
    from generator.inputs import schema as schemas

    project = here()
    place = target_of(project, folder) if folder else project.root / "generator" / "schemas"
    files = {name: text.encode() for name, text in schemas.schemas().items()}
    replace_all(place, "schemas", files, files.__contains__)
    terminal.say(*(os.path.relpath(place / name) for name in files))
