"""The commands. Alone here something is printed, caught, written to disk, or ends the process.

Exit codes: 0 fine, 1 a check found something, 2 usage, 3 faulty inputs, 4 a missing system library.
"""

import csv
import json
import os
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from generator.errors import Fault, Place, ProposalError, did_you_mean

ROOT = Path(__file__).parent.parent
INPUTS, OUTPUT = ROOT / "inputs", ROOT / "output"
FOUND, USAGE = 1, 2


class Group(click.Group):
    """Faults that a person can mend are printed without a traceback and end with their exit code."""

    def invoke(self, ctx: click.Context) -> Any:
        """Runs the command; a ProposalError becomes its text and its exit code."""
        try:
            return super().invoke(ctx)
        except ProposalError as error:
            click.echo(str(error), err=True)
            ctx.exit(error.exit_code)
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            ctx.exit(FOUND)


@click.group(cls=Group, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="capacity-proposals")
def main() -> None:
    """Capacity-reservation proposals in which every numeral is a computed figure.

    \b
    Example:  proposal build
              proposal build --set scenarios.production.sites=12
              proposal explain production.peak.uncached_tokens_per_minute
    """


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


def _folder(name: str) -> Path:
    known = [path.name for path in sorted(INPUTS.glob("*/")) if path.is_dir()]
    path = INPUTS / name if name in known else Path(name)
    if not path.is_dir():
        raise ProposalError([Fault(Place(name), "there is no such proposal", did_you_mean(name, known))], USAGE)
    return Path(os.path.relpath(path))


def _folders(names: tuple[str, ...] | list[str]) -> list[Path]:
    return [_folder(name) for name in names or [path.name for path in sorted(INPUTS.glob("*/")) if path.is_dir()]]


def _only(name: str | None) -> Path:
    folders = _folders([name] if name else [])
    if len(folders) != 1:
        raise click.UsageError(f"there are {len(folders)} proposals; name one with --proposal")
    return folders[0]


def _sheet(folder: Path, changes: Mapping[str, str]) -> Any:
    from generator.inputs import load
    from generator.sheet import calculate

    proposal = load(folder, changes)
    return proposal, calculate(proposal)


@main.command()
@click.argument("proposals", nargs=-1, metavar="[PROPOSAL]...")
@SET
@click.option(
    "--output", "folder", type=click.Path(file_okay=False, path_type=Path), help="Where to write; output/ unless given."
)
@click.option("--only", type=click.Choice(["md", "pdf"]), help="Write this file alone.")
def build(proposals: tuple[str, ...], changes: dict[str, str], folder: Path | None, only: str | None) -> None:
    """Write the Markdown and the PDF of each PROPOSAL (all in inputs/ unless named), and a picture of its first page.

    Nothing is written unless every numeral of both is traced to a figure. With --set, a what-if goes to the folder
    named by --output, or else to a new temporary folder, never over the committed output.

    \b
    Example:  proposal build cerebras-2026 --set scenarios.production.sites=12 --output /tmp/what-if
    """
    target = folder or (Path(tempfile.mkdtemp(prefix="what-if-")) if changes else OUTPUT)
    for path in _folders(proposals):
        for name, data in _built(path, changes, only).items():
            target.mkdir(parents=True, exist_ok=True)
            _write(target / name, data)
            click.echo(os.path.relpath(target / name) if target == OUTPUT else str(target / name))


def _built(path: Path, changes: Mapping[str, str], only: str | None) -> dict[str, bytes]:
    """The files of a proposal by name, audited. Raises ProposalError (exit code 1) where a numeral is not traced."""
    from generator.audit import audit_markdown
    from generator.document import render

    _progress(path, "calculating")
    proposal, sheet = _sheet(path, changes)
    document = render(proposal, sheet)
    _refuse(audit_markdown(document.text, document.in_order(), sheet), f"{document.name}.md")
    files = {f"{document.name}.md": document.text.encode()} if only != "pdf" else {}
    if only != "md":
        from generator import audit_pdf, pdf

        _progress(path, "printing")
        pdf.check_glyphs(proposal, document.marked)
        page = pdf.to_html(document, proposal, sheet)
        data = pdf.to_pdf(page, proposal.inputs.proposal.paper)
        _progress(path, "auditing")
        _refuse([*audit_pdf.audit_html(page, sheet), *audit_pdf.audit_pdf(data, page)], f"{document.name}.pdf")
        files |= {f"{document.name}.pdf": data, f"{document.name}.png": audit_pdf.first_page(data)}
    return files


def _refuse(findings: list[Any], name: str) -> None:
    if findings:
        raise ProposalError([Fault(Place(f"{name}, {one.where}"), one.what) for one in findings], FOUND)


def _progress(path: Path, doing: str) -> None:
    if sys.stderr.isatty():
        click.echo(f"{path.name}: {doing} …", err=True)


def _write(path: Path, data: bytes) -> None:
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


@main.command("list")
def list_() -> None:
    """The proposals in inputs/, one a line.

    \b
    Example:  proposal list
    """
    for path in _folders([]):
        click.echo(path.name)


@main.command()
@ONE
@SET
@click.option("--format", "style", type=click.Choice(["table", "csv", "json"]), default="table", show_default=True)
def figures(name: str | None, changes: dict[str, str], style: str) -> None:
    """Every figure: name, value, unit and the sentence that says what it is.

    \b
    Example:  proposal figures --format csv > figures.csv
    """
    from generator.figures import rows

    _, sheet = _sheet(_only(name), changes)
    table = rows(sheet)
    if style == "json":
        click.echo(json.dumps(table, ensure_ascii=False, indent=1))
    elif style == "csv":
        writer = csv.DictWriter(sys.stdout, fieldnames=list(table[0]))
        writer.writeheader()
        writer.writerows(table)
    else:
        for row in table:
            click.echo(f"{row['name']} = {row['text']} {row['unit']}".rstrip() + f"\n    {row['says']}")


@main.command()
@click.argument("figure")
@ONE
@SET
def explain(figure: str, name: str | None, changes: dict[str, str]) -> None:
    """How a FIGURE came about: symbols = numbers = result, down to the lines of YAML.

    FIGURE is a name from `figures`, or the end of one that no other figure shares.

    \b
    Example:  proposal explain production.peak.uncached_tokens_per_minute
    """
    from generator import explain as explaining

    _, sheet = _sheet(_only(name), changes)
    click.echo("\n".join(explaining.explain(explaining.find(sheet, figure))))
