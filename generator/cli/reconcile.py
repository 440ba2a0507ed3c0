"""The command that holds a ledger against a proposal: a verdict for each figure that the ledger states."""

from pathlib import Path

import click

from generator import terminal
from generator.cli.options import ONE, QUIET, SET, formats
from generator.errors import FOUND, ProposalError
from generator.proposals import here, ledger_of, sheet_of, templates_here


@click.command()
@click.argument("ledger", required=False, type=click.Path(path_type=Path))
@ONE
@SET
@formats("text", "markdown", "json")
@QUIET
def reconcile(ledger: Path | None, name: str | None, changes: dict[str, str], style: str) -> None:
    """Hold the figures that a ledger states against a proposal's.

    LEDGER is a file such as a vendor's reply, or a proposal, whose own is original.yaml in its folder. The least that
    one has is original: (its title) and stated: (entries, each with the text as printed, and its figure).

    Exit code 1 where a difference is unexplained or was explained for another value, or a figure is no longer computed.

    \b
    Example:  proposal reconcile cerebras-2026
              proposal reconcile reply.yaml --proposal cerebras-2026 --format json
    """
    from generator.review import reconcile as reconciling

    folder, path = ledger_of(here(), ledger, name)
    found = reconciling.reconcile(sheet_of(folder, changes)[1], path)
    if style == "json":
        terminal.give_json(reconciling.to_json(found, folder.name, path))
    else:
        text = reconciling.to_text(found) if style == "text" else reconciling.to_markdown(found, templates_here())
        terminal.give_long(text.removesuffix("\n").split("\n"))
    if faults := reconciling.findings(found.verdicts):
        raise ProposalError(faults, FOUND)
