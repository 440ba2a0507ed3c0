"""A proposal with two offers of different meters, held against its need once for all tests."""

from typing import NamedTuple

import pytest

from generator.decide.offers import with_offers
from generator.figures.figure import Sheet
from generator.figures.sheet import calculate
from generator.inputs import Proposal
from generator.inputs.load import validated
from generator.inputs.raw import Raw, read
from tests.conftest import UNITS
from tests.remember import remembering

METER = "{cached: 0.5, output: 5, unit: {name: Slot, tokens_per_minute: 4500, price_per_month: 100}}"
BASE = "{units: 15, burst: {input: 3, output: 10}}"
IN_UNITS = {"offers.limits.models.scribe-2": f"{{units: 40, meter: {METER}, base: {BASE}}}"}
"""The offer of limits, as one of units with a base of units."""


calculate_once = remembering(calculate)


class Offered(NamedTuple):
    raw: Raw
    proposal: Proposal
    sheet: Sheet


def offered(changes: dict[str, str] | None = None) -> Offered:
    raw = read(UNITS, changes or {})
    proposal = validated(raw, every_offer=True)
    return Offered(raw, proposal, with_offers(proposal, calculate_once(proposal)))


@pytest.fixture(scope="session")
def both() -> Offered:
    return offered()
