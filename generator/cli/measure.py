"""The command that measures logs.

In: what the user typed. Out: a file of measured values in the proposal's folder, and what it says of what is stated.
"""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator import terminal
from generator.cli.options import ONE, QUIET
from generator.errors import USAGE, Fault, Place, ProposalError
from generator.files import replace_all
from generator.proposals import here, only_folder

if TYPE_CHECKING:
    from generator.measure.mapping import Mapping as LogMapping

PLACE, MAPPING = "measured", "mapping.yaml"


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
@click.option("--dry-run", is_flag=True, help="Show the first rows as they are understood; write nothing.")
@QUIET
def measure(
    logs: tuple[str, ...],
    name: str | None,
    mapping: str | None,
    called: str | None,
    zone: str,
    dry_run: bool,
) -> None:
    """Measure what calls really used, from logs, for inputs to name in place of numbers.

    LOG is a file (CSV, JSON, Parquet, packed with gzip or not), a pattern in quotes, a folder, or a server:
    postgresql://HOST/DATABASE?table=TABLE or spark://HOST:PORT/FOLDER. What is measured goes to
    measured/NAME.yaml in the proposal's folder. Nothing of a prompt's text is read.

    Exit code 3 where more than one row in twenty is faulty, 4 where packages are missing, 5 where there is no log.

    \b
    Example:  proposal measure 'logs/2026-10-*.jsonl.gz' --as openai --zone Europe/Zurich
              proposal measure spend.parquet --dry-run
    """
    folder = only_folder(here(), name)
    if not logs:
        raise click.UsageError("name a log: proposal measure LOG")
    chosen = _mapping(folder, mapping)
    if dry_run:
        _dry_run(logs, chosen, zone or "UTC")
        return
    _measure(folder, logs, chosen, called or _called(logs[0]), zone)


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


def _dry_run(logs: tuple[str, ...], mapping: "LogMapping | None", zone: str) -> None:
    from generator.measure.measuring import opened
    from generator.measure.shown import understood

    with opened(logs, mapping) as (table, _):
        terminal.give(*understood(table, zone))


def _measure(folder: Path, logs: tuple[str, ...], mapping: "LogMapping | None", called: str, zone: str) -> None:
    from generator.measure.measuring import measure as measuring
    from generator.measure.shown import summary
    from generator.measure.written import to_text

    if not called.replace("-", "").replace("_", "").isalnum() or f"{called}.yaml" == MAPPING:
        raise ProposalError([Fault(Place(called), "is no name for measured values", "letters, digits, - and _")], USAGE)
    found = measuring(logs, mapping, zone, lambda doing: terminal.progress(folder.name, doing))
    files = {f"{called}.yaml": to_text(found).encode()}
    replace_all(folder / PLACE, "measured", files, files.__contains__)
    terminal.say(*summary(found))
    terminal.say(str(folder / PLACE / f"{called}.yaml"))
