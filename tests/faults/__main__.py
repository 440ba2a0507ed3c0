"""`python -m tests.faults`: builds killed at random moments. Ends with exit code 1 on a finding."""

import random
import sys
import tempfile
from pathlib import Path

from generator.bootstrap import ensure

ensure("tests.faults", "dev", "print")

import click  # noqa: E402  # ensure installs it

from tests.faults.kill import campaign  # noqa: E402


@click.command(context_settings={"help_option_names": ["-h", "--help"], "show_default": True})
@click.option("--kills", default=1_000, metavar="N", help="Builds to kill.")
@click.option(
    "--seed", type=int, default=lambda: random.SystemRandom().randrange(10**9), metavar="N", help="To run it again."
)
def main(kills: int, seed: int) -> None:
    """Kills builds at random moments, and holds that every file is the old one or the new one, whole."""
    click.echo(f"seed {seed}")
    with tempfile.TemporaryDirectory() as work:
        outcome = campaign(kills, seed, Path(work), lambda line: click.echo(f"  {line}", err=True))
    click.echo("\n".join(f"{what}: {count:,}" for what, count in sorted(outcome.counts.items())))
    click.echo(f"findings: {len(outcome.findings)}")
    for finding in outcome.findings[:20]:
        click.echo(finding, err=True)
    sys.exit(bool(outcome.findings))


main()
