"""The command that begins a proposal: from a name, a folder with its input files, and what to type next."""

import os
from datetime import date
from pathlib import Path

import click

from generator import terminal
from generator.cli.options import QUIET
from generator.files import told
from generator.proposals import begun


@click.command()
@click.argument("name")
@click.option("--full", is_flag=True, help="Write every key that there is, those that may be left out as comments.")
@QUIET
def init(name: str, full: bool) -> None:
    """Begin a proposal: write the input files of NAME into inputs/, with examples that build at once.

    \b
    Example:  proposal init support-2027
              proposal build -p support-2027
    """
    import tempfile

    from generator.inputs.starter import starter  # --help needs none of it

    folder = begun(name)
    schemas = (folder.parent.parent / "generator" / "schemas").is_dir()
    with told(folder.parent):
        folder.parent.mkdir(exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".") as made:
            ready = Path(made) / name
            ready.mkdir()
            for file, text in starter(date.today(), full, schemas).items():
                (ready / file).parent.mkdir(exist_ok=True)
                (ready / file).write_text(text, encoding="utf-8")
            ready.rename(folder)
    terminal.say(*(f"written  {os.path.relpath(path)}" for path in sorted(folder.rglob("*.yaml"))))
    terminal.say(f"Put your own values in place of the examples, then: proposal build -p {name}")
