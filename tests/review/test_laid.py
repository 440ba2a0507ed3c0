"""What other text libraries set otherwise is told from what a forger shows, tells or hides otherwise."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pikepdf
import pytest

from generator.print.pdf import print_digest, to_pdf
from generator.review.verify import DIFFERS, UNHELD
from tests.altered import Instructions, altered, redrawn, with_program, with_text, with_texts, written_anew
from tests.foreign import FILES, page
from tests.review.test_comparison import KINDS
from tests.review.test_held import held, nudged, unseen, whitened

LAYOUTS = ("body { word-spacing: 60pt }", "h2 { margin-top: 400pt }", "th, td { padding: 1pt 9pt }")
"""How another system may set a page: lines that break elsewhere, more pages, wider columns."""
MOVED = "what belongs in one line stands in several, or in another order"


@pytest.fixture(scope="module")
def elsewhere() -> list[bytes]:
    """The page that is kept in these layouts, with fonts that are stored otherwise."""
    own, found = page(), []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("generator.print.pdf.print_digest", lambda *_: print_digest(own, "a4", FILES))
        for style in LAYOUTS:
            printed = to_pdf(replace(own, style=own.style + style), "a4", FILES, "0" * 12)
            found.append(with_program(printed, written_anew))
    return found


def on(change: Callable[[Any], object]) -> Callable[[bytes], bytes]:
    return lambda data: altered(data, change)


def drawn(change: Callable[[Instructions], Instructions]) -> Callable[[bytes], bytes]:
    return lambda data: redrawn(data, change)


def placed(text: int, right: float, down: float) -> Callable[[Instructions], Instructions]:
    """A text of a page set aside."""

    def change(before: Instructions) -> Instructions:
        at = [at for at, (_, operator) in enumerate(before) if str(operator) == "Tm"][text]
        operands, operator = before[at]
        moved = [*operands[:4], float(operands[4]) + right, float(operands[5]) + down]
        return [*before[:at], (moved, operator), *before[at + 1 :]]

    return change


def covered(before: Instructions) -> Instructions:
    """An area in the color of a bar over the whole page."""
    area: list[tuple[list[Any], str]] = [([0.043137, 0.360784, 0.419608], "rg"), ([0, 0, 900, 900], "re"), ([], "f")]
    return [*before, *((operands, pikepdf.Operator(operator)) for operands, operator in area)]


def longer(before: Instructions) -> Instructions:
    """The bars of a drawing made longer."""
    drawing, after = False, list[Any]()
    for operands, operator in before:
        drawing |= str(operator) == "BDC" and operands[0] == "/Figure"
        bar = drawing and str(operator) == "re"  # its plate as well
        after.append(([*operands[:2], 80, operands[3]] if bar else operands, operator))
    assert after != before
    return after


def led_elsewhere(pdf: Any) -> None:
    """The links of all pages with another end."""
    for link in (one for each in pdf.pages for one in each.get("/Annots", ())):
        link.A.URI = pikepdf.String("models.yaml")


FORGED: dict[str, tuple[str, Callable[[bytes], bytes]]] = {
    "white text": ("cannot be seen", drawn(whitened)),
    "transparent text": ("'0' stands where '1' belongs", on(unseen)),
    "an area over all": ("cannot be seen", drawn(covered)),
    "a text off the page": ("cannot be seen", drawn(placed(0, 0, -3000))),
    "a longer bar": ("is drawn in other shapes, sizes or colors", drawn(longer)),
    "where a link leads": ("lead elsewhere, or say something else", on(led_elsewhere)),
    "an alternative text": (
        "are others, or stand in another order",
        lambda data: with_texts(data, "/Alt", lambda _: ["models.yaml"]),
    ),
}


def test_no_layout_of_another_system_is_called_false(data: bytes, elsewhere: list[bytes]) -> None:
    assert [held(one, data)[0] for one in elsewhere] == [UNHELD] * len(LAYOUTS)


@pytest.mark.parametrize("kind", FORGED)
def test_in_another_layout_what_is_shown_told_or_hidden_otherwise_is_told(
    data: bytes, elsewhere: list[bytes], kind: str
) -> None:
    says, alter = FORGED[kind]
    for one in elsewhere:
        verdict, found = held(alter(one), data)
        assert verdict == DIFFERS
        assert any(each.what.endswith(says) for each in found), found
    assert held(with_text(elsewhere[0], "26,386,500", "26,368,500")[0], data)[0] == DIFFERS


@pytest.mark.slice(12)
@pytest.mark.parametrize("kind", KINDS)
def test_whatever_is_altered_is_told_under_fonts_that_are_stored_otherwise(data: bytes, kind: str) -> None:
    _, alter = KINDS[kind]
    assert held(alter(with_program(data, written_anew)), data)[0] == DIFFERS


def test_a_tree_that_holds_itself_is_read_once(data: bytes, elsewhere: list[bytes]) -> None:
    def hold_itself(pdf: Any) -> None:
        pdf.Root.StructTreeRoot.K[0].K.append(pdf.Root.StructTreeRoot.K[0])

    assert held(altered(elsewhere[0], hold_itself), data)[0] == UNHELD


def test_a_part_of_a_line_that_stands_elsewhere_is_told_and_a_whole_one_is_not(data: bytes) -> None:
    stored = with_program(data, written_anew)
    assert held(redrawn(stored, nudged(9)), data)[0] == UNHELD
    for cell in (5, 8):
        verdict, found = held(redrawn(stored, placed(cell, 0, 9)), data)
        assert (verdict, MOVED in [one.what for one in found]) == (DIFFERS, True)
