"""The command that tells what changed between two sides, and why the request moved."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from generator import terminal
from generator.cli.options import ONE, SET, formats
from generator.errors import FAULTY, FOUND
from generator.proposals import compared, here

if TYPE_CHECKING:
    from generator.review.diff.report import Told


@click.command()
@click.argument("base", required=False)
@click.argument("target", required=False)
@ONE
@SET
@click.option(
    "--figures", "every", is_flag=True, help="List every figure that moved, with what each change contributed."
)
@formats("text", "markdown", "json")
@click.option("--link-base", default="", metavar="URL", help="Where the comment's links to files begin: .../blob/main.")
@click.option("--full", default="", metavar="URL", help="Where the comment says that the full difference is.")
@click.option("--exit-code", "strict", is_flag=True, help="End with exit code 1 where there is a difference.")
def diff(
    base: str | None, target: str | None, name: str | None, changes: dict[str, str], every: bool, style: str,
    link_base: str, full: str, strict: bool,
) -> int:  # fmt: skip
    """What changed between BASE and TARGET, how the request moved, and what each change contributed.

    All proposals that either has are compared, unless --proposal names one. The Markdown is a comment of less than
    4,000 characters, and empty where nothing moved; the JSON lists every figure. Exit code 3 where inputs are faulty.

    BASE and TARGET are git revisions, folders of inputs, or (TARGET left out) the working tree; BASE is the last commit
    unless given. A..B is A and B, and A...B is B and where it left A. With --set, the working tree is held against
    itself with those inputs put in, and neither is given.

    \b
    Example:  proposal diff main...HEAD --figures
              proposal diff --set scenarios.production.sites=12
    """
    from generator.review.diff.compared import differences
    from generator.review.sides import Past, named

    if (changes and base) or "" in (base, target):
        raise click.UsageError("name no empty BASE or TARGET, and with --set none: leave BASE and TARGET out")
    past = Past((project := here()).output)
    sides = named("." if changes else base, target, past)
    chosen = compared(project, sides.base, sides.target, name, past)
    found = list(differences(chosen, sides, changes, past, project.templates, every or style == "json"))
    _give(found, style, every, link_base, full)
    terminal.tell(faults := [fault for difference in found for fault in difference.faults])
    if faults:
        return FAULTY
    return FOUND if strict and any(difference.differs for difference in found) else 0


def _give(found: "Sequence[Told]", style: str, every: bool, link_base: str, full: str) -> None:
    if style == "json":
        from generator.review.diff.as_json import as_json

        terminal.give_json(as_json(found))
    elif style == "markdown":
        from generator.review.diff.as_markdown import Links, as_markdown

        text = as_markdown(found, Links(link_base, full))
        terminal.give(*text.removesuffix("\n").split("\n") if text else ())
    else:
        from generator.review.diff.as_text import as_text

        terminal.give_long([line for difference in found for line in as_text(difference, terminal.width(), every)])
