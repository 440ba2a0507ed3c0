"""`python3 -m tests.bench`: measures the generator beside others, and prints the table."""

from generator.bootstrap import ensure

ensure("tests.bench", "dev", "print")

import os  # noqa: E402  # ensure comes first, as it may start this anew
import subprocess  # noqa: E402
import tempfile  # noqa: E402
from pathlib import Path  # noqa: E402

import click  # noqa: E402

from tests.bench import beside, report  # noqa: E402
from tests.bench.rows import ROWS, Bench  # noqa: E402


@click.command(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option("--runs", type=click.IntRange(min=1), default=7, show_default=True, help="Runs of each process, in turn.")
@click.argument("named", nargs=-1, metavar="[ROW]...", type=click.Choice(list(ROWS)))
@click.option("--only", type=click.Choice(list(ROWS)), multiple=True, help="These rows alone. May be repeated.")
@click.option("--format", "style", type=click.Choice(["text", "markdown", "json"]), default="text", show_default=True)
@click.option("--batch", type=click.IntRange(min=2), default=100, show_default=True, help="Proposals in one command.")
@click.option("--install-peers", is_flag=True, help="First make the environment of the peers' own Python packages.")
def main(named: tuple[str, ...], runs: int, only: tuple[str, ...], style: str, batch: int, install_peers: bool) -> None:
    """Measure the generator beside others, all ROWs or those named: whole processes, cold, in turn. Ratios count.

    The peers lie under tests/bench/peers/. All rows take about half an hour on two cores.
    """
    for command in beside.install() if install_peers else ():
        subprocess.run(command, check=True)
    shown = {"text": report.as_text, "markdown": report.as_markdown, "json": report.as_json}[style]
    load = os.getloadavg()[0]
    with tempfile.TemporaryDirectory(prefix="bench-") as work:
        bench = Bench(runs, Path(work), batch, lambda text: click.echo(text, err=True))
        results = [result for name in (*named, *only) or ROWS for result in ROWS[name](bench)]
    click.echo(
        f"{len(os.sched_getaffinity(0))} CPUs, {runs} runs; load {load:.1f} before, {os.getloadavg()[0]:.1f} after\n",
        err=True,
    )
    click.echo(shown(results), nl=False)


main()
