"""What a shell offers while a command is typed: proposals, figures and the paths of inputs.

In: what was typed so far. Out: the names that go on from there. A fault of the inputs offers nothing: the
command itself will say what it is.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress

import click
from click import Context, Parameter

from generator import terminal
from generator.errors import ProposalError
from generator.proposals import OFFERS, here, only_folder, sheet_of

SHELLS = ("bash", "zsh", "fish")
OF_A_VALUE = {"value", "likely"}
"""Keys below a path that is a value all the same, with its source or its range."""


def _offered(names: Callable[[Context], Iterable[str]]) -> Callable[[Context, Parameter, str], list[str]]:
    """What a shell asks: those of the names that begin as was typed."""

    def offer(context: Context, _: Parameter, typed: str) -> list[str]:
        with suppress(ProposalError, click.ClickException, OSError):
            return sorted(name for name in names(context) if name.startswith(typed) and name.isprintable())
        return []

    return offer


@_offered
def proposals(_: Context) -> Iterable[str]:
    """The names of the proposals."""
    return here().names()


@_offered
def figures(context: Context) -> Iterable[str]:
    """The names of the figures; an input is one, by its path."""
    return sheet_of(only_folder(here(), context.params.get("name")), {})[1]


@_offered
def paths(context: Context) -> Iterator[str]:
    """The paths of inputs, up to the sign behind which a value stands."""
    from generator.inputs.located_yaml import KEY
    from generator.inputs.raw import dotted, read

    named = context.params.get("name") or next(iter(context.params.get("names") or ()), None)
    every = {path for path in read(only_folder(here(), named), {}).places if path[-1:] != (KEY,)}
    leaves = every - {path[:-1] for path in every}
    yield from (f"{dotted(path)}=" for path in leaves | {path[:-1] for path in leaves if path[-1] in OF_A_VALUE})


@_offered
def variants(context: Context) -> Iterable[str]:
    """The names of the variants of a proposal."""
    from generator.inputs import load

    return load(only_folder(here(), context.params.get("name"))).inputs.variants


@_offered
def offers(context: Context) -> Iterable[str]:
    """The names of the offers of a proposal."""
    return (path.stem for path in (only_folder(here(), context.params.get("name")) / OFFERS).glob("*.yaml"))


def script(of: click.Command, shell: str, name: str = "proposal") -> str:
    """The script that a shell reads to complete a command."""
    from click.shell_completion import ShellComplete, get_completion_class  # asked for once in a while

    found = get_completion_class(shell)
    assert found is not None
    # Not that of bash itself, which would start one to ask for its version.
    return ShellComplete.source(found(of, {}, name, f"_{name.upper()}_COMPLETE"))


@click.command("completion")
@click.argument("shell", type=click.Choice(SHELLS))
@click.pass_context
def completion(context: Context, shell: str) -> None:
    """Print what makes a shell complete commands, options, proposals, figures and the paths of inputs.

    \b
    bash, in ~/.bashrc:  eval "$(proposal completion bash)"
    zsh, in ~/.zshrc:    eval "$(proposal completion zsh)"
    fish:                proposal completion fish > ~/.config/fish/completions/proposal.fish

    \b
    Example:  proposal completion bash
    """
    terminal.give(script(context.find_root().command, shell))
