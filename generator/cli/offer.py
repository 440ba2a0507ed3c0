"""The command that holds what vendors said against what is needed: what fits, by how much, and what it costs."""

import click

from generator import terminal
from generator.cli import completion
from generator.cli.options import ONE, SET, formats
from generator.errors import FOUND
from generator.proposals import here, offers_of, only_folder


@click.command()
@click.argument("files", nargs=-1, metavar="[FILE]...", shell_complete=completion.offers)
@ONE
@SET
@formats("text", "markdown", "json")
@click.option("--exit-code", "strict", is_flag=True, help="End with exit code 1 where an offer does not fit.")
def offer(files: tuple[str, ...], name: str | None, changes: dict[str, str], style: str, strict: bool) -> int:
    """Whether an offer carries what is needed: each limit, each load case, what binds first, and what a month costs.

    FILE is what a vendor said, as a file, or its name in offers/ of the proposal; all there unless given. Several stand
    beside each other. What an offer does not state is not said, and never assumed.

    \b
    Example:  proposal offer december
              proposal offer reply-a.yaml reply-b.yaml --format markdown
    """
    from generator.decide.held import held  # --help needs none of it
    from generator.decide.offers_told import told_as_json, told_as_markdown, told_as_text
    from generator.decide.remedies import remedies

    raw, proposal, sheet, names = offers_of(only_folder(here(), name), files, changes)
    terminal.progress(proposal.name, "its offers are held against the need")
    found = [held(proposal, sheet, one) for one in names]
    for at, one in enumerate(found):
        if one.all_fit is not None and not one.all_fit.likely:
            found[at] = one._replace(remedies=tuple(remedies(raw, proposal, sheet, one.name)))
    if style == "json":
        terminal.give_json(told_as_json(found))
    else:
        terminal.give_long([*(told_as_markdown if style == "markdown" else told_as_text)(found)])
    return FOUND if strict and not all(one.fits for one in found) else 0
