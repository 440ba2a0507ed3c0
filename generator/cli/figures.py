"""The commands that list: proposals, figures, and what a template may use; a row for each."""

from collections.abc import Iterable
from fnmatch import fnmatchcase

import click

from generator import terminal
from generator.cli import completion
from generator.cli.options import ONE, SET, formats
from generator.errors import USAGE, did_you_mean, refusal
from generator.proposals import folders, here, only_folder, sheet_of


@click.command("list")
def list_() -> None:
    """The proposals in inputs/, one a line.

    \b
    Example:  proposal list
    """
    terminal.give(*(path.name for path in folders(here())))


@click.command()
@click.argument("patterns", nargs=-1, metavar="[PATTERN]...", shell_complete=completion.figures)
@ONE
@SET
@formats("table", "csv", "json")
def figures(patterns: tuple[str, ...], name: str | None, changes: dict[str, str], style: str) -> None:
    """Every figure, or each that a PATTERN fits: name, value, unit and the sentence that says what it is.

    A PATTERN is a whole name with * and ?, or a part of a name. Exit code 2 where it fits none.

    \b
    Example:  proposal figures --format csv > figures.csv
              proposal figures 'request.*' peak
    """
    from generator.figures.derivation import rows

    _, sheet = sheet_of(only_folder(here(), name), changes)
    wanted = _fitting(sheet, patterns)
    found = [row for row in rows(sheet) if row["name"] in wanted]
    if style == "csv":
        terminal.give_csv(found, list(found[0]))
    elif style == "json":
        terminal.give_json(found)
    else:
        told = ((_named(row["name"], f" = {row['text']} {row['unit']}"), f"    {row['says']}") for row in found)
        terminal.give_long([line for lines in told for line in lines])


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
    wanted = _fitting(found, patterns)
    rows = [{"name": path, "says": says} for path, says in found.items() if path in wanted]
    if style == "json":
        terminal.give_json(rows)
    else:
        terminal.give_long([_named(row["name"], f"  {row['says']}") for row in rows])


def _named(name: object, says: str) -> terminal.Line:
    return [terminal.Painted(f"{name}", "head"), says.rstrip()]


def _fitting(names: Iterable[str], patterns: Iterable[str]) -> set[str]:
    """The names that a pattern fits, all where there is no pattern. Raises ProposalError where one fits none."""
    every, wanted = list(names), set[str]()
    for pattern in patterns:
        found = {name for name in every if fnmatchcase(name, pattern) or pattern in name}
        if not found:
            raise refusal(pattern, "fits no name", did_you_mean(pattern, every), USAGE)
        wanted |= found
    return wanted or {*every}
