"""Options that several commands have, each written once."""

from collections.abc import Callable
from functools import partial, wraps
from pathlib import Path
from typing import Any, TypeAlias

import click

from generator import terminal
from generator.cli import completion

Option: TypeAlias = Callable[[Callable[..., Any]], Callable[..., Any]]
"""What stands above a command and gives it an option."""


def _changes(_: click.Context, __: click.Parameter, values: tuple[str, ...]) -> dict[str, str]:
    pairs = [value.partition("=") for value in values]
    for path, equals, text in pairs:
        if not path or not equals or not text:
            says = f"{path + equals + text!r} is not PATH=VALUE, such as scenarios.production.sites=12"
            raise click.BadParameter(says)
    return {path: text for path, _, text in pairs}


def _quiet(context: click.Context, _: click.Parameter, value: bool) -> None:
    context.meta[terminal.QUIET] = value


def formats(*names: str) -> Option:
    """The option that says as what a command gives its data; the first unless given."""
    return click.option("--format", "style", type=click.Choice(names), default=names[0], show_default=True)


def output(usual: str) -> Option:
    """The option that names the folder to write to."""
    where = click.Path(file_okay=False, path_type=Path)
    return click.option("--output", "folder", type=where, help=f"Where to write; {usual} unless given.")


def kept(command: Callable[..., int]) -> Callable[..., int]:
    """The command, whose verdict is kept for the next time that the same bytes are read; see remembered.py."""

    @wraps(command)
    def work(**given: Any) -> int:
        from generator.cli import remembered  # --help needs none of it

        return remembered.kept(partial(command, **given))

    return work


SET = click.option(
    "--set", "changes", multiple=True, metavar="PATH=VALUE", callback=_changes,
    shell_complete=completion.paths,
    help="Put a value in place of an input first, e.g. scenarios.production.sites=12. May be repeated.",
)  # fmt: skip
NO_CACHE = click.option(
    "--no-cache", is_flag=True, expose_value=False,  # remembered.py sees it among the words
    help="Work it out, even where it was found out before of the same files.",
)  # fmt: skip
QUIET = click.option(
    "-q", "--quiet", is_flag=True, expose_value=False, callback=_quiet,
    help="Print nothing but what is wrong.",
)  # fmt: skip
ONE = click.option(
    "-p", "--proposal", "name", metavar="NAME", shell_complete=completion.proposals,
    help="The proposal, where there are several.",
)  # fmt: skip
SOME = click.option(
    "-p", "--proposal", "names", multiple=True, metavar="NAME", shell_complete=completion.proposals,
    help="A proposal; all in inputs/ unless given. May be repeated.",
)  # fmt: skip
