"""The command that says whether what is committed is valid, current and true: a line for each verdict."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from generator import terminal
from generator.cli.options import NO_CACHE, QUIET, SOME, formats, kept
from generator.errors import FOUND, UNREACHED, USAGE, ProposalError, gravest
from generator.proposals import Project, folders, here

if TYPE_CHECKING:
    from generator.review.built import Verdict
    from generator.review.sides import Past

HEAD = "HEAD"


@click.command()
@SOME
@click.option(
    "--against",
    default=HEAD,
    show_default=True,
    metavar="REV",
    help="The revision whose guardrails hold too, and that measures a change where nothing is named as sent.",
)
@click.option("--verbose", is_flag=True, help="Show the figures and the lines that a build would change, too.")
@formats("text", "json")
@NO_CACHE
@QUIET
@kept
def check(names: tuple[str, ...], against: str, verbose: bool, style: str) -> int:
    """Whether what is committed for all proposals, or each that --proposal names, is valid, current and true.

    Exit code 1 where something is found, 3 where inputs are faulty, 5 where nothing is, but a guardrail could not be
    measured; a proposal that fails stops no other. What was found before of the same files is said again. On GitHub
    Actions, findings are also written as annotations.

    \b
    Example:  proposal check
              proposal check --proposal cerebras-2026 --against origin/main
    """
    from generator.cli.remembered import not_kept  # --help needs none of it
    from generator.git import GitError, commit_of
    from generator.review.sides import Past

    project = here()
    chosen, past = folders(project, names), Past(Path(os.path.relpath(project.output)))
    try:
        if against != HEAD:  # there may be no commit yet
            commit_of(past.repository, against)
    except GitError as error:
        if error.exit_code == USAGE:  # what git cannot tell is said of the guardrails
            raise
    each = [_checked(path, project, past, against, verbose, style == "text") for path in chosen]
    each += _checked_for_all(project, names, style == "text")
    if style == "json":
        terminal.give_json(each)
    if any(found["exit_code"] == UNREACHED or any(one["unreached"] for one in found["verdicts"]) for found in each):
        not_kept()
    return gravest(*(found["exit_code"] for found in each))


def _checked(path: Path, project: Project, past: "Past", against: str, verbose: bool, text: bool) -> dict[str, Any]:
    """What is found of a proposal, as an object for JSON, with its exit code; as `text`, said as it is found."""
    found: list[Verdict] = []
    try:
        for verdict in _verdicts(path, project, past, against, verbose):
            found.append(_told(path.name, verdict, text))
        if not any(verdict.faults for verdict in found):
            from generator.review.check import staged

            found += [_told(path.name, verdict, text) for verdict in staged(project.root, path.name)]
    except ProposalError as error:
        from generator.review.built import Verdict as Stopped

        terminal.tell(error.faults)
        stopped = Stopped("guardrails" if found else "inputs", "not valid", faults=error.faults)
        return _as_json(path.name, [*found, stopped]) | {"exit_code": error.exit_code}
    return _as_json(path.name, found)


def _verdicts(path: Path, project: Project, past: "Past", against: str, verbose: bool) -> "Iterator[Verdict]":
    """A verdict for its inputs, where they are valid, and for all that rests on them."""
    from generator.inputs import load  # --help needs none of it
    from generator.print.product import making
    from generator.processes import forking

    with forking() as hand:
        made = making(load(path), project.templates, hand)
        from generator.review.check import check, of_inputs  # loaded while chances are drawn
        from generator.review.terms import at_revisions

        product = made()
        yield of_inputs(product)
        yield from check(product, path, past.output, at_revisions(path, past, against), verbose, hand)


def _checked_for_all(project: Project, names: Iterable[str], text: bool) -> list[dict[str, Any]]:
    """What is found beside the proposals: packages and, where none is named, output that belongs to no proposal."""
    from generator.review.check import installed, left_over

    output = Path(os.path.relpath(project.output))
    found = [_told("installed", verdict, text) for verdict in installed()]
    found += [_told("output", verdict, text) for verdict in ([] if names else left_over(output, project.names()))]
    return [_as_json(None, found)] if found else []


def _told(name: str, verdict: "Verdict", text: bool) -> "Verdict":
    """Says a verdict, its faults on standard error in any case, and gives it back."""
    wrong = verdict.faults or verdict.unreached
    if text:
        said = terminal.Painted(verdict.says, "bad" if wrong else "good")
        lines = (f"    {line}" for line in verdict.shown)
        (terminal.give if wrong else terminal.say)([f"{name}: {verdict.what}: ", said], *lines)
    terminal.tell((*verdict.faults, *verdict.unreached))
    return verdict


def _as_json(name: str | None, verdicts: "list[Verdict]") -> dict[str, Any]:
    codes = (FOUND * bool(one.faults) or UNREACHED * bool(one.unreached) for one in verdicts)
    told = [
        vars(one) | {kind: [fault.as_json() for fault in getattr(one, kind)] for kind in ("faults", "unreached")}
        for one in verdicts
    ]
    return {"proposal": name, "exit_code": gravest(*codes), "verdicts": told}
