"""All commands together, as they are called: proposal COMMAND."""

from collections import UserDict
from importlib import import_module
from typing import Any

import click

from generator.cli.ending import Group

ALONE = (
    *("build", "check", "compare", "completion", "diff", "explain", "figures"),
    *("init", "measure", "offer", "preview", "reconcile", "schema", "verify"),
)
"""Commands that have a module each, of their name."""


class Commands(UserDict[str, Any]):
    """The commands by their names. The module of each is loaded when it is asked for: most need no other."""

    def __getitem__(self, name: str) -> click.Command:
        module, function = self.data[name]
        found: click.Command = getattr(import_module(f"generator.cli.{module}"), function)
        return found


COMMANDS = Commands(
    {name: (name, name) for name in ALONE} | {"list": ("figures", "list_"), "names": ("figures", "names")}
)


@click.group(
    cls=Group,
    commands=COMMANDS,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
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
