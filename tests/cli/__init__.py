"""The commands as a user meets them: exit codes, messages, files whole or not at all."""

from click.testing import CliRunner, Result

from generator.cli import group


def run(*arguments: str) -> Result:
    return CliRunner().invoke(group.main, list(arguments))
