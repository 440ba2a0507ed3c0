"""The command that measures the generator beside others.

In: options. Out: the table, and where it is asked for, the table in tests/README.md.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from tests.bench import beside, report
from tests.bench.bench import Bench
from tests.bench.measure import FailedError
from tests.bench.rows import ROWS


@click.command(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option("--runs", type=click.IntRange(min=1), default=5, show_default=True, help="Runs of each process, in turn.")
@click.option("--only", type=click.Choice(list(ROWS)), multiple=True, help="These rows alone. May be repeated.")
@click.option("--format", "style", type=click.Choice(["text", "markdown", "json"]), default="text", show_default=True)
@click.option("--write", is_flag=True, help="Write the table into tests/README.md, too.")
@click.option("--batch", type=click.IntRange(min=2), default=100, show_default=True, help="Proposals by two processes.")
@click.option("--many", type=click.IntRange(min=20), default=1000, show_default=True, help="Small proposals.")
@click.option("--install-peers", is_flag=True, help="First install what the peers need, as far as that can be.")
def main(runs: int, only: tuple[str, ...], style: str, write: bool, batch: int, many: int, install_peers: bool) -> None:
    """Measure the generator beside others: whole processes, cold, in turn. Ratios count.

    The peers lie under tests/bench/peers/. All rows take less than fifteen minutes on two quiet cores. Exit code 1
    where a row could not be measured; a bar that is missed is told, and is no fault.

    \b
    Example:  python3 -m tests.bench --only unchanged --only cold --runs 9
    """
    for name in ("PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED"):  # a user of the command has neither
        os.environ.pop(name, None)
    if write and only:
        raise click.UsageError("the table in tests/README.md has all rows; leave out --only, or --write")
    for command in beside.install() if install_peers else ():
        _say(" ".join(command))
        if subprocess.run(command, check=False).returncode:
            _say("that failed; the rows of peers that are missing say so")
    load, start = os.getloadavg()[0], time.monotonic()
    with tempfile.TemporaryDirectory(prefix="bench-") as work:
        results = list(_measured(Bench(runs, Path(work), batch, many, _say), only or tuple(ROWS)))
    said = report.of_the_run(runs, load, time.monotonic() - start)
    _say(f"{said}\n")
    if write:
        report.write(results, said)
    shown = {"text": report.as_text, "markdown": report.as_markdown, "json": report.as_json}[style]
    click.echo(shown(results), nl=False)
    sys.exit(any(one.note.startswith(FAILED) for one in results))


FAILED = "not measured: "


def _measured(bench: Bench, names: Sequence[str]) -> Iterator[report.Result]:
    """The results of rows; one that fails stops no other."""
    for name in names:
        begun = time.monotonic()
        try:
            yield from ROWS[name](bench)
        except (FailedError, ValueError, OSError) as error:
            yield report.Result(f"row `{name}`", "", None, None, note=f"{FAILED}{' '.join(str(error).split())}")
        _say(f"{name}: {time.monotonic() - begun:.0f} s in all")


def _say(text: str) -> None:
    click.echo(text, err=True)
