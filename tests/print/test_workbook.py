"""The workbook follows its inputs: what a spreadsheet makes of it, as it is and with others, is what a build makes."""

import io
from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from functools import partial
from pathlib import Path

import openpyxl
import pytest

from generator.build.files import files_of
from generator.errors import ProposalError
from generator.figures.figure import Figure, Number, Sheet
from generator.figures.sheet import calculate
from generator.inputs import load
from generator.inputs.quantities import Percentage
from generator.print.product import make
from generator.print.workbook import saved_by_others, to_workbook
from generator.print.workbook_cells import FIRST, cells
from tests.conftest import FULL, KINDS, SMALL, Built, built
from tests.print.recalculated import Cell, Values, program, recalculated, values, with_inputs
from tests.print.worked_out import worked_out

HELD = 15
"""So many digits of a number a saved workbook has."""
NEAR = 1e-12
"""By so much of itself may a number of a spreadsheet differ, where binary digits cannot hold it."""
Move = tuple[dict[str, str], dict[str, float]]
"""A change to the files, and the same as numbers in cells."""
needs_office = pytest.mark.skipif(program() is None, reason="there is no LibreOffice")


def apart(built: Built, found: Values, expected: Sheet) -> list[tuple[str, Number, Cell]]:
    """The figures that a workbook works out otherwise than a build."""
    refs = cells(built.proposal, built.sheet).refs
    places = {name: refs[name].replace("$", "").split("!") for name in expected if "!" in refs[name]}
    simulated = {one.name for one in expected.values() if one.formula is None and one.needs}
    pairs = [(expected[name], found[sheet][place]) for name, (sheet, place) in places.items() if name not in simulated]
    assert pairs
    return [(one.name, one.value, cell) for one, cell in pairs if not _equal(one, cell)]


def _equal(figure: Figure, cell: Cell) -> bool:
    if isinstance(figure.value, bool) or not isinstance(cell, float):
        return figure.value is cell
    exact = float(figure.value)
    if figure.name.startswith("request.") and Fraction(exact) == figure.value and len(str(exact)) <= HELD:
        return exact == cell
    # What is left of large amounts is as near as those are; a share is one of a whole.
    alike = [abs(float(one.value)) for one in figure.inputs() if one.unit == figure.unit]
    return abs(exact - cell) <= NEAR * max(abs(exact), *alike, float(figure.unit.percent))


def moves(proposal: Built) -> dict[str, Move]:
    """Each input moved, as a change to the files and as a number in a cell; some cannot be so."""
    found: dict[str, Move] = {}
    for at, one in enumerate(cells(proposal.proposal, proposal.sheet).inputs, FIRST):
        quantity = one.leaf.quantity if one.leaf else None
        for key, column in {"value": "C", "low": "D", "likely": "C", "high": "E"}.items():
            value = getattr(quantity, key, None)
            if quantity is not None and value is not None:
                other = value + 1 if quantity.whole else (value or Fraction(1, 10)) * Fraction(19, 20)
                share = isinstance(quantity, Percentage) or proposal.sheet[one.path].unit.percent  # of drivers some are
                text = f"{float(other * 100)}%" if share else str(float(other))
                path = one.path if key == "value" else f"{one.path}.{key}"
                found[path] = {path: text}, {f"{column}{at}": float(other)}
    return found


def at_once(folder: Path, proposal: Built) -> tuple[Sheet, bytes]:
    """A proposal of which all inputs are moved that may be: as a build works it out, and as a workbook typed into."""
    taken = _that_hold(folder, [], [*moves(proposal).values()])
    numbers = {place: number for _, typed in taken for place, number in typed.items()}
    return calculate(load(folder, _texts(taken))), with_inputs(to_workbook(proposal), numbers)


def _that_hold(folder: Path, taken: list[Move], more: list[Move]) -> list[Move]:
    """With as many more as hold together, one after another; those that all hold are tried at once."""
    if not more or _holds(folder, [*taken, *more]):
        return [*taken, *more]
    if len(more) == 1:
        return taken
    half = len(more) // 2
    return _that_hold(folder, _that_hold(folder, taken, more[:half]), more[half:])


def _holds(folder: Path, taken: Iterable[Move]) -> bool:
    try:
        calculate(load(folder, _texts(taken)), sensitivity=False)
    except ProposalError:
        return False
    return True


def _texts(taken: Iterable[Move]) -> dict[str, str]:
    return {path: text for change, _ in taken for path, text in change.items()}


def test_every_figure_is_what_a_build_makes_of_the_same_inputs() -> None:
    holds(SMALL, lambda books: {name: worked_out(data) for name, data in books.items()})


@needs_office
@pytest.mark.whole
@pytest.mark.parametrize("folder", [SMALL, *KINDS], ids=lambda path: path.name)
def test_it_is_so_in_libreoffice(folder: Path, tmp_path: Path) -> None:
    holds(folder, partial(recalculated, folder=tmp_path))


def holds(folder: Path, work_out: Callable[[Mapping[str, bytes]], Mapping[str, Values]]) -> None:
    """Every figure of a workbook is what a build makes of the same inputs, as shipped and with all changed at once."""
    shipped = built(folder)
    expected, changed = at_once(folder, shipped)
    found = work_out({"shipped": to_workbook(shipped), "changed": changed})
    assert apart(shipped, found["shipped"], shipped.sheet) == []
    assert apart(shipped, found["changed"], expected) == []
    assert apart(shipped, found["changed"], shipped.sheet) != []
    assert [one for each in found.values() for sheet in each.values() for one in sheet.values() if _wrong(one)] == []


def _wrong(one: Cell) -> bool:
    return isinstance(one, str) and one.startswith("#")


@needs_office
@pytest.mark.whole
def test_each_input_moves_what_it_moves_in_a_build(small: Built, tmp_path: Path) -> None:
    data, changes = to_workbook(small), moves(small)
    books = {f"b{at}": with_inputs(data, typed) for at, (_, typed) in enumerate(changes.values())}
    found = recalculated(books, tmp_path)
    for (change, _), name in zip(changes.values(), books, strict=True):
        assert apart(small, found[name], calculate(load(SMALL, change))) == []
        assert found[name]["Inputs"]["C3"] == 1


def test_the_value_that_stands_with_a_formula_is_the_figure(workbook: bytes) -> None:
    """Whoever looks at it without working it out, as a preview does, sees the figures too."""
    assert apart(built(FULL), values(workbook), built(FULL).sheet) == []


def test_another_reader_finds_the_sheets_names_and_charts(book: openpyxl.Workbook) -> None:
    assert book.sheetnames[:4] == ["About", "Inputs", "1 Executive summary", "2 Recommended request"]
    assert book.sheetnames[-4:] == ["Charts", "Figures", "Sensitivity", "Workings"]
    assert len(book["Charts"]._charts) == 3
    names = book.defined_names
    for line in cells(built(FULL).proposal, built(FULL).sheet).inputs:
        sheet, place = names[line.name].attr_text.replace("$", "").split("!")
        value = book[sheet][place].value
        if line.figure is None:
            assert value == line.text
        elif not str(value).startswith("="):
            assert value == float(line.figure.value)


def test_no_text_of_the_inputs_is_a_formula() -> None:
    """Not one that begins as a formula does, nor what it becomes when someone edits the cell."""
    hostile = {"=HYPERLINK(A1)", "+calc", "-calc", "@SUM(A1)"}
    texts = iter(sorted(hostile))
    changes = {f"proposal.{key}": f"'{next(texts)}'" for key in ("title", "requester", "vendor")}
    changes["models.quill-2.source"] = f"{{assumed: '{next(texts)}'}}"
    book = openpyxl.load_workbook(io.BytesIO(to_workbook(make(load(SMALL, changes)))))
    held = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value in hostile]
    assert {cell.value for cell in held} >= {"=HYPERLINK(A1)", "+calc", "-calc"}
    assert [cell.coordinate for cell in held if cell.data_type != "s" or not cell.quotePrefix] == []
    formulas = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    assert [cell.value for cell in formulas if any(text in cell.value for text in hostile)] == []


def test_a_workbook_is_the_same_to_the_byte_each_time_and_not_written_over_where_it_was_saved_since(
    small: Built, small_workbook: bytes, tmp_path: Path
) -> None:
    file = tmp_path / "small.xlsx"
    file.write_bytes(small_workbook)
    assert not saved_by_others(file)
    book = openpyxl.load_workbook(file)
    book["Inputs"]["C5"] = 7
    book.save(file)
    with pytest.raises(ProposalError, match="was saved since it was built") as caught:
        files_of(small, SMALL, tmp_path, "xlsx", False)
    assert caught.value.faults[0].place.file == str(file)
    assert files_of(small, SMALL, tmp_path, "xlsx", True) == {"small.xlsx": small_workbook}


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 and no more", b"plain"])
def test_what_is_no_workbook_of_ours_is_not_written_over(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "small.xlsx").write_bytes(data)
    assert saved_by_others(tmp_path / "small.xlsx")
