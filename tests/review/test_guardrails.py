"""A guardrail holds, or names the figure, its limit and the inputs that it rests on."""

import shutil
from collections.abc import Callable, Mapping
from fractions import Fraction
from pathlib import Path
from typing import NamedTuple

import pytest

from generator.document.record import Record, from_text
from generator.errors import Fault
from generator.inputs import load
from generator.print.product import make
from generator.review.guardrails import committed, guarded
from tests.conftest import SMALL as FOLDER
from tests.conftest import Built
from tests.remember import remembering
from tests.review.test_check import edit
from tests.test_git import git

NAME = "small"
make_once = remembering(make)
Against = Callable[[], Record | None]


class Held(NamedTuple):
    """What is said of all guardrails, and the faults."""

    says: str
    faults: tuple[Fault, ...]


def held(
    changes: Mapping[str, str], record: Record | None, against: Against = lambda: None, folder: Path = FOLDER
) -> Held:
    """What becomes of the guardrails of the small proposal with changes, beside a record of it."""
    product = make_once(load(folder, changes))
    return Held(*guarded(product.proposal, product.sheet, against, record))


@pytest.fixture(scope="module")
def record(small: Built) -> Record:
    return from_text(small.record, "x")


RAIL = "{{figure: request.uncached_tokens_per_minute, {limit}, reason: Talked through with the vendor first.}}"


ANSWER = "page_profiles.letter.calls.answer"
RESTS = (
    f"; it rests on {ANSWER}.requests_per_page, {ANSWER}.output_tokens, "
    "scenarios.desk.sustained.generations_per_minute_per_site and {} more"
)


@pytest.mark.parametrize(
    ("limit", "says"),
    [
        ("at_most: 8000000", "is 8,991,000, above its limit of 8,000,000"),
        ("at_least: 9000000", "is 8,991,000, below its limit of 9,000,000"),
        ("at_most: 8991000", None),
        ("at_least: 8991000", None),
        ("largest_change: 1%", None),
    ],
)
def test_a_guardrail_holds_or_names_the_figure_the_limit_and_the_inputs(
    record: Record, limit: str, says: str | None
) -> None:
    verdict = held({"proposal.guardrails": f"[{RAIL.format(limit=limit)}]"}, record)
    if says is None:
        assert (verdict.says, verdict.faults) == ("1 held", ())
    else:
        assert verdict.says == "1 broken"
        assert [one.what for one in verdict.faults] == [f"request.uncached_tokens_per_minute {says}{RESTS.format(4)}"]
        assert verdict.faults[0].hint == "Talked through with the vendor first."


def test_a_change_larger_than_the_guardrail_allows_is_found(record: Record) -> None:
    rails = {
        "proposal.guardrails": f"[{RAIL.format(limit='largest_change: 5%')}]",
        "scenarios.desk.sites": "3",
    }
    verdict = held(rails, record)
    moved = "moved from 8,991,000 to 6,743,250, by 25%, more than 5%"
    rests = RESTS.format(3)  # the sites are on no line of a file now
    assert [one.what for one in verdict.faults] == [f"request.uncached_tokens_per_minute {moved}{rests}"]
    same = from_text(make_once(load(FOLDER, rails)).record, "x")
    assert held(rails, record, lambda: same).faults == ()


def test_a_broken_guardrail_names_the_inputs_that_changed(record: Record, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(FOLDER, tmp_path / "inputs" / NAME))
    edit(folder / "scenarios.yaml", "  sites: 4\n", "  sites: 3\n")
    rails = {"proposal.guardrails": f"[{RAIL.format(limit='largest_change: 5%')}]"}
    (fault,) = held(rails, record, folder=folder).faults
    assert fault.what.endswith("by 25%, more than 5%; changed: scenarios.desk.sites")


def test_a_change_just_above_its_limit_is_written_so_that_the_two_differ(record: Record) -> None:
    rail = RAIL.format(limit="largest_change: 24.99999%")
    rails = {"proposal.guardrails": f"[{rail}]", "scenarios.desk.sites": "3"}
    (fault,) = held(rails, record).faults
    assert ", by 25%, more than 24.99999%; " in fault.what


def test_a_figure_that_was_nothing_moves_by_more_than_any_share(record: Record) -> None:
    rails = {"proposal.guardrails": f"[{RAIL.format(limit='largest_change: 5%')}]"}
    figures = record.figures
    name = "request.uncached_tokens_per_minute"
    for before, broken in ((Fraction(0), 1), (figures[name].value, 0)):
        was = Record("", {**figures, name: figures[name]._replace(value=before)})
        verdict = held(rails, record, [was].pop)
        moved = [one.what.partition(", of")[0] for one in verdict.faults]
        assert moved == [f"{name} moved from 0 to 8,991,000"] * broken


def test_a_guardrail_on_no_figure_is_told(record: Record) -> None:
    rail = "{figure: request.tokens, largest_change: 5%, reason: None.}"
    verdict = held({"proposal.guardrails": f"[{rail}]"}, record)
    assert verdict.says == "1 broken"
    assert verdict.faults[0].what == "there is no figure request.tokens to guard"


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("request.requests_per_minut", "did you mean request.requests_per_minute?"),
        ("nonsense", "proposal figures lists them"),
    ],
)
def test_a_guardrail_on_no_figure_names_the_closest_or_says_where_they_are(
    record: Record, name: str, hint: str
) -> None:
    rail = f"{{figure: {name}, at_most: 5, reason: None.}}"
    verdict = held({"proposal.guardrails": f"[{rail}]"}, record)
    assert [one.hint for one in verdict.faults] == [hint]


def test_a_guardrail_on_a_yes_or_no_names_a_number_instead(record: Record, small: Built) -> None:
    name = next(name for name, figure in small.sheet.items() if isinstance(figure.value, bool))
    rail = f"{{figure: {name}, at_most: 5, reason: None.}}"
    (fault,) = held({"proposal.guardrails": f"[{rail}]"}, record).faults
    assert fault.what == f"{name} is a yes/no"
    assert f"did you mean {name}?" != fault.hint


UNMEASURED = ", but the change of request.uncached_tokens_per_minute: no committed figure to measure it by"


@pytest.mark.parametrize(
    ("limit", "says"),
    [
        ("largest_change: 5%", f"1 held{UNMEASURED}"),
        ("at_most: 5, largest_change: 5%", f"1 broken{UNMEASURED}"),
        ("at_most: 9000000", "1 held"),
    ],
)
def test_a_change_that_nothing_can_be_measured_by_is_said(record: Record, limit: str, says: str) -> None:
    rails = {"proposal.guardrails": f"[{RAIL.format(limit=limit)}]"}
    assert held(rails, record, lambda: Record("", {})).says == says


def test_the_committed_figures_are_those_of_the_revision_or_none_of_them(tmp_path: Path, small: Built) -> None:
    output = tmp_path / "output"
    output.mkdir()
    (output / f"{NAME}.figures.json").write_text(small.record, encoding="utf-8")
    assert committed(output, NAME, "HEAD") is None
    git(tmp_path, "init", "-q", "-b", "main")
    assert committed(output, NAME, "HEAD") is None
    git(tmp_path, "add", f"output/{NAME}.figures.json")
    git(tmp_path, "commit", "-q", "-m", "figures")
    (output / f"{NAME}.figures.json").unlink()
    assert committed(output, NAME, "HEAD") == from_text(small.record, "x")
    assert committed(output, "other", "HEAD") == Record("", {})


def broken() -> Record:
    return from_text("<<<<<<< HEAD", f"HEAD:{NAME}.figures.json")


def test_committed_figures_that_cannot_be_read_are_told_with_the_guardrails_that_they_measure(record: Record) -> None:
    for limit, says, read in (
        ("at_most: 8000000", "1 broken", False),
        ("at_most: 8000000, largest_change: 5%", f"1 broken{UNMEASURED}", True),
        ("largest_change: 5%", f"1 held{UNMEASURED}", True),
    ):
        verdict = held({"proposal.guardrails": f"[{RAIL.format(limit=limit)}]"}, record, broken)
        assert verdict.says == says
        assert [fault.place.file for fault in verdict.faults if fault.what.startswith("is no record")] == (
            [f"HEAD:{NAME}.figures.json"] if read else []
        )
