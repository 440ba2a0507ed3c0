"""Every figure of a sheet has a cell; what it is worked out from has one too, and a name that a spreadsheet takes."""

import re
from fractions import Fraction

import pytest

from generator.figures.sheet import calculate
from generator.inputs import load
from generator.inputs.quantities import HoursOfDay, TurnsOfCall
from generator.print.workbook_cells import (
    FIGURES,
    SENSITIVITY,
    WORKINGS,
    Cells,
    cells,
    is_possible,
    named,
    tried_ends,
)
from tests.conftest import ROOT, SMALL, Built, built

CHANCES = ROOT / "tests" / "proposals" / "chances"
RATE = "assumptions.caching.prefix_cache.hit_rate.high_end"
REF = re.compile(r"(?:Inputs|Figures|Sensitivity|Workings)!\$[A-K]\$\d+")


@pytest.fixture(scope="module")
def found(cerebras: Built) -> Cells:
    return cells(cerebras.proposal, cerebras.sheet)


def test_every_figure_has_a_cell_and_every_worked_one_a_formula(found: Cells, cerebras: Built) -> None:
    assert cerebras.sheet.keys() <= found.refs.keys()
    lines = [line for column in found.lines.values() for line in column]
    assert [line.name for line in lines if line.formula is None] == []


def test_a_formula_reads_cells_that_are_there(found: Cells) -> None:
    there = {f"{name}!$C${at}" for name, lines in found.lines.items() for at in range(5, 5 + len(lines))}
    there |= {f"Inputs!${column}${at}" for at in range(5, 5 + len(found.inputs)) for column in "CDE"}
    for lines in found.lines.values():
        for line in lines:
            assert {*REF.findall(line.formula or "")} <= there, line.name


def test_no_formula_goes_in_a_circle(found: Cells) -> None:
    lines = [(f"{name}!$C${at}", line) for name, column in found.lines.items() for at, line in enumerate(column, 5)]
    formulas = {ref: line.formula or "" for ref, line in lines}
    done: set[str] = set()
    for first in formulas:
        path, waiting = set[str](), [first]
        while waiting:
            one = waiting[-1]
            path.add(one)
            below = [ref for ref in REF.findall(formulas.get(one, "")) if ref not in done]
            assert path.isdisjoint(below), one
            if not below:
                done.add(waiting.pop())
                path.discard(one)
            else:
                waiting.append(below[0])


def test_an_input_is_read_by_its_name_and_a_figure_by_its_cell(found: Cells) -> None:
    lines = {line.name: line for line in found.lines[FIGURES]}
    assert lines["scenarios.production.pages_per_site"].formula == (
        "scenarios.production.page_views_per_site*scenarios.production.generative_share"
    )
    rate = found.refs["production.peak.pages_per_minute"]
    size = found.refs["page_profiles.all-cerebras.requests_per_page"]
    assert lines["production.peak.requests_per_minute"].formula == f"{rate}*{size}"


def test_a_name_is_one_that_spreadsheets_take_and_like_no_other_in_any_case() -> None:
    paths, taken = ("models.a-b.meter", "models.A_b.meter", "models.a+b.meter", f"a.{'x' * 300}"), set[str]()
    names = [named(path, taken) for path in paths]
    assert names[:3] == ["models.a_b.meter", "models.A_b.meter_2", "models.a_b.meter_3"]
    assert all(re.fullmatch(r"[A-Za-z_][\w.]{0,254}", name) for name in names)


def test_what_is_to_be_agreed_is_a_text_that_nothing_rests_on(found: Cells) -> None:
    still = [one for one in found.inputs if one.figure is None]
    assert {one.text for one in still} <= {"to be agreed", "to be measured"}
    assert "proposal.needed_by" in {one.path for one in still}
    read = {line.formula for lines in found.lines.values() for line in lines}
    assert [one.name for one in still if any(one.name in str(formula) for formula in read)] == []


def test_a_range_is_moved_to_the_ends_that_stand_beside_it(found: Cells) -> None:
    row = next(at for at, one in enumerate(found.inputs, 5) if one.path.endswith("peak.sites_at_peak"))
    ends = {line.name: line.formula for line in found.lines[SENSITIVITY] if "sites_at_peak" in line.name}
    name = f"assumptions.{found.inputs[row - 5].path}"
    assert (ends[f"{name}.low_end"], ends[f"{name}.high_end"]) == (f"Inputs!$D${row}", f"Inputs!$E${row}")


def test_an_end_holds_only_where_all_that_moves_with_it_is_possible(found: Cells) -> None:
    workings = {line.name: line for line in found.lines[WORKINGS]}
    name = "assumptions.scenarios.production.generative_share.high_end"
    possible, tried = workings[f"{name}.possible"], workings[f"{name}.tried"]
    assert (possible.value, tried.value) == (True, Fraction(11, 100))
    assert "<=1+1E-9" in (possible.formula or "")
    line = next(line for line in found.lines[SENSITIVITY] if line.name == name)
    assert line.formula == (
        f"IF({place(found, possible.name)},{place(found, tried.name)},scenarios.production.generative_share)"
    )


def test_what_was_simulated_is_a_value_and_no_input() -> None:
    drawn = built(CHANCES)
    found = cells(drawn.proposal, drawn.sheet)
    values = [line.name for column in found.lines.values() for line in column if line.formula is None]
    assert values == [one.name for one in drawn.sheet.values() if one.formula is None and one.needs] != []
    assert [one.path for one in found.inputs if one.path in values] == []


def place(found: Cells, name: str) -> str:
    return next(f"Workings!$C${at}" for at, line in enumerate(found.lines[WORKINGS], 5) if line.name == name)


def test_work_at_an_end_is_read_where_it_is_held_also_where_no_token_is_asked_for() -> None:
    media = built(ROOT / "tests" / "proposals" / "media")
    found, moved = cells(media.proposal, media.sheet), "assumptions.page_profiles.short.calls.picture.requests_per_page"
    lines = {line.name: line for column in found.lines.values() for line in column}
    for end in ("low", "high"):
        held = f"{moved}.work.image.{end}_end.work_per_minute"
        assert (lines[held].formula or "").startswith("IF(")
        assert found.instead[held] in (lines[f"{moved}.work.image.work_at_{end}"].formula or "")


def test_an_input_without_a_range_is_tried_at_both_ends(small: Built) -> None:
    ends = tried_ends(small.proposal, small.sheet)
    assert "assumptions.scenarios.desk.sites.low_end" in ends
    assert [name for name in ends if "output_tokens" in name] == []  # it states a range


def test_an_end_that_cannot_be_is_tried_all_the_same() -> None:
    proposal = load(SMALL, {"caching.prefix_cache.hit_rate": "95%"})
    sheet = calculate(proposal)
    end = tried_ends(proposal, sheet)[RATE]
    assert (end.moved.value, end.is_possible) == (Fraction("1.045"), False)
    assert sheet[RATE].value == Fraction("0.95")


def test_the_formula_asks_for_the_least_the_most_and_all_that_moves_along(small: Built) -> None:
    end = tried_ends(small.proposal, small.sheet)[RATE]
    day, turns = (end._replace(quantity=kind(value=Fraction(2))) for kind in (HoursOfDay, TurnsOfCall))
    text = is_possible(day, "AT", lambda _: "X", lambda *_: "")
    assert text.startswith("AND(AT>=-1E-6,AT<=1+1E-9,AT<=24,MIN(X,")
    assert "AT>=2-1E-6,AT<=1000," in is_possible(turns, "AT", lambda _: "X", lambda *_: "")
    alone = is_possible(end._replace(found={}), "AT", lambda _: "X", lambda *_: "")
    assert alone == "AND(AT>=-1E-6,AT<=1+1E-9)"
