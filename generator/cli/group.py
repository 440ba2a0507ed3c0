"""All commands together, as they are called: proposal COMMAND.

In: the words of a command line. Out: what its command prints and writes, and its exit code.
"""

import click

from generator.cli.build import build
from generator.cli.check import check
from generator.cli.compare import compare
from generator.cli.completion import completion
from generator.cli.diff import diff
from generator.cli.ending import Group
from generator.cli.explain import explain
from generator.cli.figures import figures, list_, names
from generator.cli.init import init
from generator.cli.measure import measure
from generator.cli.offer import offer
from generator.cli.preview import preview
from generator.cli.reconcile import reconcile
from generator.cli.schema import schema
from generator.cli.verify import verify


@click.group(cls=Group, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="capacity-proposals")
def main() -> None:
    """Capacity-reservation proposals in which every numeral is a computed figure.

    \b
    Example:  proposal init support-2027
              proposal build
              proposal build --set scenarios.production.sites=12
              proposal explain production.peak.uncached_tokens_per_minute
              proposal completion --help
    """


for command in (
    *(build, check, compare, completion, diff, explain, figures, init),
    *(list_, measure, names, offer, preview, reconcile, schema, verify),
):
    main.add_command(command)
