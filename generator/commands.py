"""What the commands share: options, finding proposals, telling faults, writing files whole or not at all.

In: what the user typed. Out: folders, products and sheets; or a ProposalError that says what to type instead.
"""

import gc
import os
import sys
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from generator.errors import Fault, Place, ProposalError, did_you_mean

if TYPE_CHECKING:
    from generator.figures import Sheet
    from generator.inputs import Proposal
    from generator.product import Product

ROOT = Path(__file__).parent.parent
INPUTS, OUTPUT = ROOT / "inputs", ROOT / "output"
FOUND, USAGE = 1, 2
RARELY = (100_000, 20, 20)
"""Thresholds of the garbage collector: a command is short and makes many small objects that all live to its end."""


class Group(click.Group):
    """Faults that a person can mend are printed without a traceback and end with their exit code."""

    def invoke(self, ctx: click.Context) -> Any:
        """Runs the command; a ProposalError becomes its text and its exit code."""
        gc.set_threshold(*RARELY)
        try:
            return super().invoke(ctx)
        except ProposalError as error:
            tell(error.faults)
            ctx.exit(error.exit_code)
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            ctx.exit(FOUND)


def _changes(_: click.Context, __: click.Parameter, values: tuple[str, ...]) -> dict[str, str]:
    pairs = [value.partition("=") for value in values]
    for path, equals, text in pairs:
        if not path or not equals or not text:
            raise click.BadParameter(
                f"{path + equals + text!r} is not PATH=VALUE, such as scenarios.production.sites=12"
            )
    return {path: text for path, _, text in pairs}


SET = click.option(
    "--set", "changes", multiple=True, metavar="PATH=VALUE", callback=_changes,
    help="Put a value in the place of an input first, e.g. scenarios.production.sites=12. May be repeated.",
)  # fmt: skip
ONE = click.option("--proposal", "name", metavar="PROPOSAL", help="The proposal, where there are several.")


def _known() -> list[str]:
    return [path.name for path in sorted(INPUTS.glob("*/")) if path.is_dir()]


def folder(name: str) -> Path:
    """The folder of a proposal by its name or path. Raises ProposalError (exit code 2) where there is none."""
    known = _known()
    path = INPUTS / name if name in known else Path(name)
    if not path.is_dir():
        raise ProposalError([Fault(Place(name), "there is no such proposal", did_you_mean(name, known))], USAGE)
    return Path(os.path.relpath(path))


def folders(names: Iterable[str]) -> list[Path]:
    """The folders of the named proposals, or of all in inputs/."""
    return [folder(name) for name in names or _known()]


def only_folder(name: str | None) -> Path:
    """The folder of the named proposal, or of the only one. Raises UsageError where there are several."""
    found = folders([name] if name else [])
    if len(found) != 1:
        raise click.UsageError(f"there are {len(found)} proposals; name one with --proposal")
    return found[0]


def sheet_of(folder: Path, changes: Mapping[str, str]) -> "tuple[Proposal, Sheet]":
    """A proposal, with changes made to it first, and its figures."""
    from generator.inputs import load
    from generator.sheet import calculate

    proposal = load(folder, changes)
    return proposal, calculate(proposal)


def product_of(path: Path, changes: Mapping[str, str]) -> "Product":
    """A proposal, with changes made to it first, and all that it becomes."""
    from generator.inputs import load  # --help needs none of it
    from generator.product import make

    return make(load(path, changes))


def tell(faults: Iterable[Fault]) -> None:
    """Prints faults, and on GitHub Actions annotations as well."""
    for fault in faults:
        click.echo(str(fault), err=True)
        if os.environ.get("GITHUB_ACTIONS") == "true":
            where = f"file={fault.place.file},line={max(fault.place.line, 1)}"
            what = f"{fault.what}; {fault.hint}".replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
            click.echo(f"::error {where}::{what}")


def progress(name: str, doing: str) -> None:
    """Says on a terminal what is being done."""
    if sys.stderr.isatty():
        click.echo(f"{name}: {doing} …", err=True)


def write(path: Path, data: bytes) -> None:
    """The whole file or none of it: what stood there stays until the new one is complete."""
    try:
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as file:
            part = Path(file.name)
            try:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
                part.chmod(0o644)
                part.replace(path)
            except BaseException:
                part.unlink(missing_ok=True)
                raise
    except OSError as error:
        raise ProposalError([Fault(Place(str(path)), f"cannot be written: {error.strerror}")], FOUND) from error
