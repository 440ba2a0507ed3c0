"""The command that measures logs: a file of measured values, and what they say of what is stated."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator import terminal
from generator.cli.options import ONE, QUIET, formats
from generator.errors import FOUND, USAGE, refusal
from generator.files import replace_all
from generator.proposals import here, only_folder

if TYPE_CHECKING:
    from generator.measure.mapping import Mapping as LogMapping
    from generator.measure.written import Moved

PLACE, MAPPING = "measured", "mapping.yaml"
MOST_MOVED = 20
"""So many values that moved are listed."""


@click.command()
@click.argument("logs", nargs=-1, metavar="[LOG]...")
@ONE
@click.option(
    "--as", "--mapping", "mapping", metavar="PRESET|FILE",
    help="How to read the log: openai, otel, litellm, langfuse, trace, or a mapping file. Unless given, the proposal's "
    "measured/mapping.yaml, or else the preset that fits.",
)  # fmt: skip
@click.option("--name", "called", metavar="NAME", help="What the measured file is called; the log's name unless given.")
@click.option(
    "--zone",
    metavar="ZONE",
    default="",
    help="Time zone of hours and weekdays, and of times that name none.  [default: UTC]",
)
@click.option("--suggest", is_flag=True, help="Show the lines of the inputs that could name a measured value.")
@click.option("--write", is_flag=True, help="Change those lines; comments and the order of the rest stay.")
@click.option(
    "--again", is_flag=True, help="Measure the logs of the measured files again: whether they still give the same."
)
@click.option("--dry-run", is_flag=True, help="Show the first rows as they are understood; write nothing.")
@formats("text", "markdown", "json")
@QUIET
def measure(
    logs: tuple[str, ...], name: str | None, mapping: str | None, called: str | None, zone: str, suggest: bool,
    write: bool, again: bool, dry_run: bool, style: str,
) -> None:  # fmt: skip
    """Measure what calls really used, from logs, for inputs to name in place of numbers.

    LOG is a file (CSV, JSON, Parquet, packed with gzip or not), a pattern in quotes, a folder, or a server:
    postgresql://HOST/DATABASE?table=TABLE or spark://HOST:PORT/FOLDER. What is measured goes to
    measured/NAME.yaml in the proposal's folder. Nothing of a prompt's text is read.

    Without LOG, and after measuring one, it says how far what is stated is from what was measured, those first that
    would move the request most.

    Exit code 1 where a log gives something else than before (--again), 3 where more than one row in twenty is faulty,
    4 where packages are missing, 5 where there is no log.

    \b
    Example:  proposal measure 'logs/2026-10-*.jsonl.gz' --as openai --zone Europe/Zurich
              proposal measure spend.parquet --dry-run
              proposal measure --suggest
    """
    folder = only_folder(here(), name)
    if again:
        _again(folder, called, logs)
        return
    if dry_run:
        from generator.measure.measuring import opened
        from generator.measure.shown import understood

        if not logs:
            raise click.UsageError("name a log: proposal measure LOG")
        with opened(logs, _mapping(folder, mapping)) as (table, _):
            terminal.give(*understood(table, zone or "UTC"))
        return
    if logs:
        _measure(folder, logs, _mapping(folder, mapping), called or _called(logs[0]), zone, style == "text")
    _beside(folder, suggest, write, style)


def _again(folder: Path, called: str | None, logs: tuple[str, ...]) -> None:
    """Says whether the log of each measured file still gives the same. Raises Exit with 1 where one does not."""
    from generator.inputs.measured import listed
    from generator.measure.written import again

    names = [called] if called else [Path(one).stem for one in listed(folder / PLACE)]
    if not names or (logs and len(names) > 1):
        raise click.UsageError("name what to measure again: --name NAME" if names else "nothing was measured yet")
    every = list["Moved"]()
    for one in names:
        path = folder / PLACE / f"{one}.yaml"
        if not path.is_file():
            raise refusal(path, "there is no such file of measured values", code=USAGE)
        found = again(path, logs, lambda doing: terminal.progress(folder.name, doing))
        every += found
        terminal.give(*_said(one, found))
    if every:
        raise click.exceptions.Exit(FOUND)


def _said(name: str, found: "list[Moved]") -> list[str]:
    if not found:
        return [f"{name}: the log still gives the same"]
    more = [f"    and {len(found) - MOST_MOVED:,} more"] if len(found) > MOST_MOVED else []
    lines = [f"    {one.name}: {one.was or 'nothing'} → {one.now or 'nothing'}" for one in found[:MOST_MOVED]]
    return [f"{name}: the log gives something else", *lines, *more]


def _beside(folder: Path, suggest: bool, write: bool, style: str) -> None:
    """Says how far what is stated is from what was measured; the lines to change, or changes them."""
    from generator.inputs import load
    from generator.measure.suggest import as_data, as_markdown, as_text, beside, lines_to_change, written

    proposal = load(folder)
    if not proposal.logs:
        raise click.UsageError("nothing was measured yet: proposal measure LOG")
    terminal.progress(folder.name, "comparing what is stated with what was measured")
    found = beside(folder, proposal)
    if style == "json":
        terminal.give_json(as_data(found))
    elif style == "markdown":
        terminal.give(*as_markdown(found))
    elif suggest:
        terminal.give(*lines_to_change(found))
    else:
        terminal.say(*as_text(found))
    if write:
        new, counts = written(folder, proposal, [(one.leaf, one.name) for one in found if not one.fault])
        replace_all(folder, "inputs", {path: text.encode() for path, text in new.items()}, new.__contains__)
        terminal.say(*(f"{folder / path}: {count} changed" for path, count in counts.items()))


def _mapping(folder: Path, named: str | None) -> "LogMapping | None":
    from generator.measure.mapping import mapping_of

    usual = folder / PLACE / MAPPING
    if named is None and not usual.is_file():
        return None
    return mapping_of(named or str(usual))


def _called(log: str) -> str:
    """What a log's file of measured values is called: its name, without what no name may hold."""
    import re
    from urllib.parse import parse_qs, urlsplit

    table = parse_qs(urlsplit(log).query).get("table", [""])[0] if "://" in log else ""
    stem = table or Path(urlsplit(log).path if "://" in log else log).name.split(".")[0]
    return re.sub(r"[^A-Za-z0-9_-]+", "-", stem).strip("-").lower() or "log"


def _measure(
    folder: Path, logs: tuple[str, ...], mapping: "LogMapping | None", called: str, zone: str, told: bool
) -> None:
    from generator.measure.measuring import measure as measuring
    from generator.measure.shown import summary
    from generator.measure.written import to_text

    if not called.replace("-", "").replace("_", "").isalnum() or f"{called}.yaml" == MAPPING:
        raise refusal(called, "cannot be the name of measured values", "use letters, digits, - and _", USAGE)
    found = measuring(logs, mapping, zone, lambda doing: terminal.progress(folder.name, doing))
    files = {f"{called}.yaml": to_text(found).encode()}
    replace_all(folder / PLACE, "measured", files, files.__contains__)
    if told:
        terminal.say(*summary(found))
        terminal.say(str(folder / PLACE / f"{called}.yaml"))
