"""What a shell offers while a command is typed: proposals, figures and the paths of inputs.

In: what was typed so far. Out: the names that go on from there. A fault of the inputs offers nothing: the
command itself will say what it is.
"""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import click

from generator import terminal
from generator.errors import ProposalError
from generator.proposals import here, only_folder, sheet_of

SHELLS = ("bash", "zsh", "fish")
OF_A_VALUE = {"value", "likely"}
"""Keys below a path that is a value all the same, with its source or its range."""


def proposals(_: click.Context, __: click.Parameter, typed: str) -> list[str]:
    """The names of the proposals that begin so."""
    return _those(_names(), typed)


def figures(context: click.Context, _: click.Parameter, typed: str) -> list[str]:
    """The names of the figures that begin so; an input is one, by its path."""
    return _those(_figures(context.params.get("name")), typed)


def paths(context: click.Context, _: click.Parameter, typed: str) -> list[str]:
    """The paths of inputs that begin so, up to the sign behind which a value stands."""
    named = context.params.get("name") or next(iter(context.params.get("names") or ()), None)
    return _those(_paths(named), typed)


def script(of: click.Command, shell: str, name: str = "proposal") -> str:
    """The script that a shell reads to complete a command."""
    from click.shell_completion import ShellComplete, get_completion_class  # asked for once in a while

    found = get_completion_class(shell)
    assert found is not None
    # Not that of bash itself, which would start one to ask for its version.
    return ShellComplete.source(found(of, {}, name, f"_{name.upper()}_COMPLETE"))


def _those(names: Iterator[str], typed: str) -> list[str]:
    with suppress(ProposalError, click.ClickException, OSError):
        return sorted(name for name in names if name.startswith(typed) and name.isprintable())
    return []


def _names() -> Iterator[str]:
    yield from here().names()


def _figures(named: str | None) -> Iterator[str]:
    yield from sheet_of(_folder(named), {})[1]


def _paths(named: str | None) -> Iterator[str]:
    from generator.inputs.located_yaml import KEY
    from generator.inputs.raw import dotted, read

    every = {path for path in read(_folder(named), {}).places if path[-1:] != (KEY,)}
    leaves = every - {path[:-1] for path in every}
    yield from (f"{dotted(path)}=" for path in leaves | {path[:-1] for path in leaves if path[-1] in OF_A_VALUE})


def _folder(named: str | None) -> Path:
    return only_folder(here(), named)


@click.command("completion")
@click.argument("shell", type=click.Choice(SHELLS))
@click.pass_context
def completion(context: click.Context, shell: str) -> None:
    """Print what makes a shell complete commands, options, proposals, figures and the paths of inputs.

    \b
    bash, in ~/.bashrc:  eval "$(proposal completion bash)"
    zsh, in ~/.zshrc:    eval "$(proposal completion zsh)"
    fish:                proposal completion fish > ~/.config/fish/completions/proposal.fish

    \b
    Example:  proposal completion bash
    """
    terminal.give(script(context.find_root().command, shell))
