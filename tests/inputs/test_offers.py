"""What a vendor said is read from a file an offer; the document shows that of its own vendor alone."""

import shutil
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from generator.errors import ProposalError
from generator.inputs import load
from generator.inputs.load import validated
from generator.inputs.offers import Base, Offer, OfferedModel, is_offer, shown
from generator.inputs.raw import read
from generator.inputs.reading import read_as
from tests.conftest import UNITS
from tests.inputs.refusal import refused

LEAST: dict[str, Any] = {"vendor": "V", "said": "2028-01-01", "models": {"m": {"units": Fraction(2)}}}


def test_an_offer_that_ends_before_it_begins_is_refused() -> None:
    told, at = refused(Offer, LEAST | {"from": "2028-02-01", "until": "2028-01-31"})
    assert (told, at) == ("the offer ends before it begins; compare from: 2028-02-01", ("until",))
    assert read_as(Offer, LEAST | {"from": "2028-02-01", "until": "2028-02-01"}).starts == date(2028, 2, 1)


def test_what_offers_nothing_is_refused() -> None:
    assert refused(OfferedModel, {"per_month": Fraction(5)})[0] == "an offer for a model has limits or units"
    assert refused(Base, {"burst": {"input": Fraction(1), "output": Fraction(2)}})[0] == "a base has limits or units"


def test_every_file_of_the_folder_is_an_offer() -> None:
    assert [is_offer(path) for path in ("offers/a.yaml", "offers/a/b.yaml", "offers/.a.yaml", "a.yaml")] == [
        True, False, False, False,
    ]  # fmt: skip
    proposal = validated(read(UNITS, {}), every_offer=True)
    assert list(proposal.inputs.offers) == ["blocks", "limits"]


def test_the_document_has_the_only_offer_of_its_vendor_or_the_one_that_is_named(tmp_path: Path) -> None:
    proposal = load(UNITS)
    assert list(proposal.inputs.offers) == ["limits"]
    assert [path for path in proposal.files if path.startswith("offers/")] == ["offers/limits.yaml"]
    assert list(load(UNITS, {"proposal.offer": "blocks"}).inputs.offers) == ["blocks"]
    folder = Path(shutil.copytree(UNITS, tmp_path / "units"))
    shutil.copy(folder / "offers" / "limits.yaml", folder / "offers" / "second.yaml")
    assert list(load(folder).inputs.offers) == []
    assert shown(proposal.inputs.proposal, {}) == {}


def test_each_value_of_an_offer_knows_its_line() -> None:
    places = {leaf.path: leaf.place for leaf in load(UNITS).leaves()}
    place = places["offers.limits.models.scribe-2.limits.requests_per_minute"]
    assert (Path(place.file).name, place.line) == ("limits.yaml", 12)


def test_a_file_in_which_nothing_is_said_yet_is_no_offer(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(UNITS, tmp_path / "units"))
    (folder / "offers" / "blocks.yaml").write_text("{}  # Nothing yet.\n", encoding="utf-8")
    assert list(validated(read(folder, {}), every_offer=True).inputs.offers) == ["limits"]


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"offers.limits.models": "{ear-2: {units: 1}}"}, "unknown model ear-2; did you mean ear-1?"),
        ({"offers.limits.vendro": "x"}, "there is no such value; did you mean offers.limits.vendor?"),
        ({"proposal.offer": "limit"}, "unknown offer limit; did you mean limits?"),
        ({"offers.blocks.said": "12 May"}, "expected a date such as 2026-01-31"),
    ],
)
def test_a_fault_of_an_offer_is_told_whether_or_not_it_is_shown(changes: dict[str, str], told: str) -> None:
    with pytest.raises(ProposalError) as error:
        load(UNITS, changes)
    assert told in str(error.value)
