"""The commands. Here alone, and in what they share, something is caught or written, or ends the process.

In: what the user typed. Out: what the command prints and writes, and its exit code.

Exit codes: 0 fine, 1 a check found something or a file cannot be written, 2 usage, 3 faulty inputs or a PDF that cannot
be read, 4 a missing system library, 5 what was asked for could not be found out, 130 interrupted.
"""

import os
from pathlib import Path

import click

from generator import completion, terminal
from generator.commands import (
    HEAD,
    Group,
    checked,
    checked_for_all,
    fitting,
    give_differences,
    give_figures,
    require,
    sheet_of,
    verified,
)  # fmt: skip
from generator.errors import FAULTY, FOUND, ProposalError, gravest
from generator.files import replace_all
from generator.names import names
from generator.options import ONE, QUIET, SET, SOME, formats, output
from generator.proposals import compared, folders, here, ledger_of, only_folder, target_of, templates_here


@click.group(cls=Group, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="capacity-proposals")
def main() -> None:
    """Capacity-reservation proposals in which every numeral is a computed figure.

    \b
    Example:  proposal build
              proposal build --set scenarios.production.sites=12
              proposal explain production.peak.uncached_tokens_per_minute
              proposal completion --help
    """


@main.command()
@SOME
@SET
@output("output/")
@click.option(
    "--only",
    type=click.Choice(["md", "pdf", "html"]),
    help="Write the Markdown, or the print, alone; or the page for the screen, which is written only when asked for.",
)
@click.option("--force", is_flag=True, help="Overwrite a Markdown edited by hand, and print again in any case.")
@click.option("--jobs", type=click.IntRange(min=1), help="Processes to use; as many as there are CPUs unless given.")
@QUIET
def build(
    names: tuple[str, ...], changes: dict[str, str], folder: Path | None, only: str | None, force: bool,
    jobs: int | None,
) -> None:  # fmt: skip
    """Write the documents of all proposals in inputs/, or of each that --proposal names.

    The Markdown with its charts, the record of its figures and its reconciliation, where there is a ledger; the PDF and
    a picture of its first page, printed again only where what they are printed from has changed. With --only html, the
    page for the screen: one file in which every figure shows how it came about. Nothing is written unless every numeral
    is traced to a figure. With --set, a what-if goes to the folder named by --output, or else to a new temporary
    folder, never over the committed output. A proposal that fails stops no other; the exit code is the worst.

    \b
    Example:  proposal build -p cerebras-2026 --set scenarios.production.sites=12 --output /tmp/what-if
    """
    import tempfile

    from generator.batch import Order, build_each, cpus, tell_built  # --help needs none of it
    from generator.review.merging import next_step

    project = here()
    chosen, what_if = folders(project, names), bool(changes)
    usual = Path(tempfile.mkdtemp(prefix="what-if-")) if what_if and not folder else project.output
    place = target_of(project, folder or usual, what_if)
    worst = 0
    for outcome in build_each(chosen, Order(changes, place, only, force, project.templates), jobs or cpus()):
        tell_built(outcome, place == project.output)
        worst = max(worst, outcome.exit_code)
    if changes and not folder and not any(place.iterdir()):
        place.rmdir()
    if place == project.output and not worst and (step := next_step(project.root)):
        terminal.say(step)
    if worst:
        raise click.exceptions.Exit(worst)


@main.command()
@SOME
@click.option(
    "--against",
    default=HEAD,
    show_default=True,
    metavar="REV",
    help="The revision whose guardrails hold too, and that measures a change where nothing is named as sent.",
)
@click.option("--verbose", is_flag=True, help="Show the figures and the lines that a build would change, too.")
@formats("text", "json")
@QUIET
def check(names: tuple[str, ...], against: str, verbose: bool, style: str) -> None:
    """Whether what is committed for all proposals, or each that --proposal names, is valid, current and true.

    Exit code 1 where something is found, 3 where inputs are faulty, 5 where nothing is, but a guardrail could not be
    measured; a proposal that fails stops no other. On GitHub Actions, findings are also written as annotations.

    \b
    Example:  proposal check
              proposal check --proposal cerebras-2026 --against origin/main
    """
    project = here()
    chosen = folders(project, names)
    if against != HEAD:  # there may be no commit yet
        require(against, project.root)
    each = [checked(path, project, against, verbose, style == "text") for path in chosen]
    each += checked_for_all(project, names, style == "text")
    if style == "json":
        terminal.give_json(each)
    if worst := gravest(*(one["exit_code"] for one in each)):
        raise click.exceptions.Exit(worst)


@main.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE.pdf...", type=click.Path(exists=True, dir_okay=False))
@formats("text", "json")
@QUIET
def verify(files: tuple[str, ...], style: str) -> None:
    """Whether a PDF is today's print of the inputs that it carries; nothing else is needed.

    Recalculates every figure from the attached inputs, prints them again, and compares the two prints: by their bytes;
    where another tool saved the file anew, object by object; where this system has other text libraries, by words and
    pictures. Claims no more than it compared, and names each difference by its place. Of a print by another version it
    says so, and how that version verifies it. It proves that a document agrees with its inputs, not who wrote it.

    Exit code 1 where something differs, 3 where a file cannot be read, 5 where no verdict is reached: another version
    printed it, or nothing can be printed here.

    \b
    Example:  proposal verify output/cerebras-2026.pdf
              proposal verify received.pdf --format json
    """
    if code := verified(files, style):
        raise click.exceptions.Exit(code)


@main.command()
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
) -> None:  # fmt: skip
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
    from generator.review.diff.as_markdown import Links
    from generator.review.diff.compared import differences
    from generator.review.sides import named

    if (changes and base) or "" in (base, target):
        raise click.UsageError("name no empty BASE or TARGET, and with --set none: leave BASE and TARGET out")
    sides = named("." if changes else base, target, (project := here()).root)
    chosen = compared(project, sides.base, sides.target, name)
    beside = project.output, project.templates, terminal.progress
    found = list(differences(chosen, sides, changes, *beside, every or style == "json"))
    give_differences(found, style, every, Links(link_base, full))
    terminal.tell(faults := [fault for one in found for fault in one.faults])
    if faults or (strict and any(one.differs for one in found)):
        raise click.exceptions.Exit(FAULTY if faults else FOUND)


@main.command()
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


@main.command("list")
def list_() -> None:
    """The proposals in inputs/, one a line.

    \b
    Example:  proposal list
    """
    terminal.give(*(path.name for path in folders(here())))


@main.command()
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
    from generator.figures.figure import rows

    _, sheet = sheet_of(only_folder(here(), name), changes)
    wanted = fitting(sheet, patterns)
    give_figures([row for row in rows(sheet) if row["name"] in wanted], style)


@main.command()
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


@main.command()
@output("generator/schemas/")
@QUIET
def schema(folder: Path | None) -> None:
    """Write the JSON Schema of every input file, which editors read.

    Each input file names its own on its first line.

    \b
    Example:  proposal schema
    """
    from generator.inputs import schema as schemas

    project = here()
    place = target_of(project, folder) if folder else project.schemas
    files = {name: text.encode() for name, text in schemas.schemas().items()}
    replace_all(place, "schemas", files, files.__contains__)
    terminal.say(*(os.path.relpath(place / name) for name in files))


main.add_command(completion.command)
main.add_command(names)
