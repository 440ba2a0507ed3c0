"""`python -m tests.fuzz`: the whole of what the suite runs a slice of. Ends with exit code 1 on a finding."""

import os
import random
import sys
from pathlib import Path

from generator.bootstrap import ensure

ensure("tests.fuzz", "dev", "print")

import click  # noqa: E402  # ensure installs it

from generator.processes import cpus  # noqa: E402
from tests.fuzz import pdf, reader  # noqa: E402
from tests.fuzz.guided import fuzz  # noqa: E402
from tests.fuzz.run import Outcome, faulty_sets, valid_sets  # noqa: E402


@click.command(context_settings={"help_option_names": ["-h", "--help"], "show_default": True})
@click.option("--valid", default=10_000, metavar="N", help="Random valid sets of inputs to build.")
@click.option("--faults", default=10_000, metavar="N", help="Random faults to make in valid inputs.")
@click.option(
    "--minutes", default=10.0, metavar="N", help="Coverage-guided fuzzing of the YAML reader, then of verify."
)
@click.option("--jobs", type=click.IntRange(min=1), help="Processes to use; as many as there are CPUs unless given.")
@click.option(
    "--seed", type=int, default=lambda: random.SystemRandom().randrange(10**9), metavar="N", help="To run it again."
)
@click.option("--keep", type=click.Path(path_type=Path), default="fuzz-findings", help="Where findings are written.")
def main(valid: int, faults: int, minutes: float, jobs: int | None, seed: int, keep: Path) -> None:
    """Random valid inputs, random faults in them; the YAML reader and `verify`, guided by their coverage."""
    click.echo(f"seed {seed}")
    findings: list[str] = []
    for name, campaign, count in (("valid sets", valid_sets, valid), ("faults", faulty_sets, faults)):
        outcome: Outcome = campaign(count, seed, lambda line: click.echo(f"  {line}", err=True), jobs or cpus())
        click.echo(f"{name}: {', '.join(f'{what} {n:,}' for what, n in outcome.counts.most_common()) or 'none run'}")
        findings += outcome.findings
    for target, corpus in ((reader.READER, reader.corpus), (pdf.VERIFY, pdf.corpus)) if minutes else ():
        line, crash = fuzz(target, minutes, seed, keep, corpus())
        click.echo(line)
        findings += [crash] if crash else []
    for number, finding in enumerate(findings, 1):
        keep.mkdir(exist_ok=True)
        (keep / f"{number}.txt").write_text(finding, encoding="utf-8")
        click.echo(finding.splitlines()[-1][:200] if "Traceback" in finding else finding.splitlines()[0], err=True)
    if findings:
        click.echo(f"{len(findings)} findings in {keep}{os.sep}", err=True)
        sys.exit(1)


if __name__ == "__main__":  # a process that it starts may read this file too
    main()
