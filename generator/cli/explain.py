"""The command that tells what a figure rests on, or, of an input, what rests on it."""

import click

from generator import terminal
from generator.cli import completion
from generator.cli.options import ONE, SET, formats
from generator.proposals import here, only_folder, sheet_of


@click.command()
@click.argument("parts", nargs=-1, required=True, metavar="FIGURE_OR_PATH", shell_complete=completion.figures)
@ONE
@SET
@click.option("--depth", type=click.IntRange(min=0), metavar="N", help="Go no more than N formulas down (or up).")
@formats("text", "markdown", "json")
def explain(parts: tuple[str, ...], name: str | None, changes: dict[str, str], depth: int | None, style: str) -> None:
    """How a figure came about, down to the lines of YAML; or, of an input, every printed figure that rests on it.

    FIGURE_OR_PATH is a name from `figures`, or parts of one that fit no other, in order.

    \b
    Example:  proposal explain production.peak.uncached_tokens_per_minute --depth 2
              proposal explain scenarios.production.sites
    """
    from generator.document.explain.as_json import as_json  # --help needs none of it
    from generator.document.explain.as_text import as_markdown, as_text
    from generator.document.explain.tree import explain as explained

    project = here()
    proposal, sheet = sheet_of(only_folder(project, name), changes)
    found = explained(proposal, sheet, " ".join(parts), depth, project.templates)
    if style == "json":
        terminal.give_json(as_json(found))
    else:
        text = as_markdown(found) if style == "markdown" else as_text(found, terminal.width())
        terminal.give_long(text.split("\n"))
