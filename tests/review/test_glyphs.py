"""What a font draws is told of a program that every reader understands alike, and of no other."""

from collections.abc import Callable

import pikepdf
import pytest

from generator.review.glyphs import glyphs
from tests.altered import fonts_of, program_of, tables_of
from tests.foreign import KEPT

Tables = list[tuple[bytes, bytes]]


@pytest.fixture(scope="module")
def programs() -> list[bytes]:
    """Those of two systems, in turn, in the order of their pages."""
    found = []
    for number in (12, 13):
        with pikepdf.open(KEPT / f"debian-{number}.pdf") as pdf:
            found += [one.FontDescriptor.FontFile3.read_bytes() for one in fonts_of(pdf)]
    return found


def test_two_systems_store_otherwise_what_draws_the_same(programs: list[bytes]) -> None:
    half = len(programs) // 2
    for one, two in zip(programs[:half], programs[half:], strict=True):
        assert one != two
        assert isinstance(glyphs(one), list)
        assert glyphs(one) == glyphs(two)
    assert glyphs(programs[0]) != glyphs(programs[1])


def moved(program: bytes, tables: Tables) -> bytes:
    """With eight bytes that belong to no table before the first of them."""
    whole = bytearray(program_of(program[:4], tables))
    start = 12 + 16 * len(tables)
    for number in range(len(tables)):
        at = 20 + 16 * number
        whole[at : at + 4] = (int.from_bytes(whole[at : at + 4]) + 8).to_bytes(4)
    return bytes(whole[:start] + b"we grant" + whole[start:])


SPOILT: dict[str, Callable[[bytes], bytes]] = {
    "a table twice": lambda program: program_of(program[:4], [tables_of(program)[0], *tables_of(program)]),
    "outlines of two sorts": lambda program: program_of(program[:4], [*tables_of(program), (b"glyf", b"\0" * 12)]),
    "something behind it": lambda program: program + b"\0" * 4,
    "something between": lambda program: moved(program, tables_of(program)),
    "another kind": lambda program: b"wOFF" + program[4:],
}


@pytest.mark.parametrize("kind", SPOILT)
def test_a_program_that_readers_may_read_otherwise_draws_nothing(programs: list[bytes], kind: str) -> None:
    whole = program_of(programs[0][:4], tables_of(programs[0]))
    assert glyphs(whole) == glyphs(programs[0])
    assert glyphs(SPOILT[kind](programs[0])) == "what it holds can be read in more than one way"


@pytest.mark.parametrize("program", [b"", b"OTTO", b"OTTO\xff\xff" + bytes(20)])
def test_a_program_that_cannot_be_read_is_told_by_what_it_trips_over(program: bytes) -> None:
    assert isinstance(glyphs(program), str)
