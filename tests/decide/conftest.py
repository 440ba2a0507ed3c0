"""A proposal with two offers of different meters, held against its need once for all tests."""

from typing import NamedTuple

import pytest

from generator.decide.offers import with_offers
from generator.decide.variants import Side, compared
from generator.figures.figure import Sheet
from generator.inputs import Proposal
from generator.inputs.load import validated
from generator.inputs.raw import Raw, read
from tests.conftest import UNITS
from tests.remember import calculated
from tests.sheets import NO_VARIANT

METER = "{cached: 0.5, output: 5, unit: {name: Slot, tokens_per_minute: 4500, price_per_month: 100}}"
BASE = "{units: 15, burst: {input: 3, output: 10}}"
IN_UNITS = {"offers.limits.models.scribe-2": f"{{units: 40, meter: {METER}, base: {BASE}}}"}
"""The offer of limits, as one of units with a base of units."""


class Offered(NamedTuple):
    raw: Raw
    proposal: Proposal
    sheet: Sheet


def offered(changes: dict[str, str] | None = None, sensitivity: bool = False) -> Offered:
    raw = read(UNITS, NO_VARIANT | (changes or {}))
    proposal = validated(raw, every_offer=True)
    return Offered(raw, proposal, with_offers(proposal, calculated(proposal, sensitivity)))


@pytest.fixture(scope="session")
def both() -> Offered:
    """With how far each assumption moves the request, by which remedies are looked for."""
    return offered(sensitivity=True)


@pytest.fixture(scope="session")
def sides() -> list[Side]:
    """The proposal and its variants."""
    return list(compared(read(UNITS, NO_VARIANT)))
