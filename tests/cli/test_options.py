"""Options that several commands have are read the same in each."""

import click
from click.testing import CliRunner

from generator.cli import options


def test_a_value_that_is_put_in_may_hold_an_equals_sign() -> None:
    @click.command()
    @options.SET
    def show(changes: dict[str, str]) -> None:
        click.echo(changes)

    found = CliRunner().invoke(show, ["--set", "proposal.subject=a=b", "--set", "x.y=1"])
    assert found.stdout == "{'proposal.subject': 'a=b', 'x.y': '1'}\n"


def test_the_first_format_is_the_usual_one_and_no_other_than_the_named_is_taken() -> None:
    @click.command()
    @options.formats("csv", "json")
    def show(style: str) -> None:
        click.echo(style)

    usual, named, other = (CliRunner().invoke(show, one) for one in ([], ["--format", "json"], ["--format", "text"]))
    assert (usual.stdout, named.stdout, other.exit_code) == ("csv\n", "json\n", 2)


def test_proposals_are_named_as_often_as_there_are() -> None:
    @click.command()
    @options.SOME
    def show(names: tuple[str, ...]) -> None:
        click.echo(names)

    assert CliRunner().invoke(show, ["-p", "a", "--proposal", "b"]).stdout == "('a', 'b')\n"
