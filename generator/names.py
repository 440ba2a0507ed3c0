"""The command that lists what a template may use.

In: what the user typed. Out: what it prints.
"""

import click

from generator import terminal
from generator.commands import fitting, sheet_of
from generator.options import ONE, formats
from generator.proposals import here, only_folder


@click.command()
@click.argument("patterns", nargs=-1, metavar="[PATTERN]...")
@ONE
@formats("table", "json")
def names(patterns: tuple[str, ...], name: str | None, style: str) -> None:
    """What a template may use, or what of it a PATTERN fits: each figure and word by its path, with its sentence.

    A PATTERN is a whole path with * and ?, or a part of one. Exit code 2 where it fits none.

    \b
    Example:  proposal names
              proposal names 'request.*' label
    """
    from generator.document.names import names as usable  # --help needs none of it

    found = usable(*sheet_of(only_folder(here(), name), {}))
    wanted = fitting(found, patterns)
    rows = {path: says for path, says in found.items() if path in wanted}
    if style == "json":
        terminal.give_json([{"name": path, "says": says} for path, says in rows.items()])
    else:
        terminal.give_long([[terminal.Painted(path, "head"), f"  {says}"] for path, says in rows.items()])
