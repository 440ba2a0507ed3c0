"""The command that sets variants of a proposal beside it: what each would ask for and cost."""

import click

from generator import terminal
from generator.cli import completion
from generator.cli.options import ONE, SET, formats
from generator.proposals import here, only_folder


@click.command()
@click.argument("names", nargs=-1, metavar="[VARIANT]...", shell_complete=completion.variants)
@ONE
@SET
@formats("text", "markdown", "json")
def compare(names: tuple[str, ...], name: str | None, changes: dict[str, str], style: str) -> None:
    """What the variants of a proposal would ask for and cost, side by side with the proposal as it stands.

    VARIANT is a name from variants.yaml, where each is what it puts in place of other values; all unless given.
    With --set the changes are made first, to the proposal and to each variant.

    \b
    Example:  proposal compare
              proposal compare one-model reuse-built --format markdown
    """
    from generator.decide.variants import compared  # --help needs none of it
    from generator.decide.variants_told import told_as_json, told_as_markdown, told_as_text
    from generator.inputs.raw import read

    folder = only_folder(here(), name)
    raw, found = read(folder, changes), []
    for one in compared(raw, names):
        terminal.progress(folder.name, f"{one.label} is worked out")
        found.append(one)
    currency = str(raw.values["proposal"].get("currency", ""))
    if style == "json":
        terminal.give_json(told_as_json(found))
    else:
        told = told_as_markdown if style == "markdown" else told_as_text
        terminal.give_long([*told(found, currency)])
