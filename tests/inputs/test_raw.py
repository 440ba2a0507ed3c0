"""Files become plain values with places, from a folder or from texts that stand nowhere on disk."""

from pathlib import Path

import pytest

from generator.errors import ProposalError
from generator.inputs.load import load
from generator.inputs.raw import FILES, read

VALID = Path(__file__).parent / "valid"
TEXTS = {path.name: path.read_text(encoding="utf-8") for path in VALID.glob("*.yaml")}


def test_texts_are_read_as_their_files_are() -> None:
    folder, texts = read(VALID, {}), read(Path("HEAD:somewhere/valid"), {}, TEXTS)
    assert texts.values == folder.values
    assert texts.name == folder.name == "valid"
    assert texts.places[("scenarios", "shop", "sites")].file == "HEAD:somewhere/valid/scenarios.yaml"
    assert load("HEAD:somewhere/valid", texts=TEXTS).inputs == load(VALID).inputs


def test_a_text_that_is_missing_is_a_missing_file() -> None:
    texts = {name: text for name, text in TEXTS.items() if name != "models.yaml"}
    raw = read(Path("HEAD:valid"), {}, texts)
    assert [str(fault) for fault in raw.faults] == ["HEAD:valid/models.yaml: there is no such file"]
    assert raw.files == texts


def test_of_a_file_that_a_merge_has_marked_that_is_all_that_is_said() -> None:
    first, rest = TEXTS["models.yaml"].split("\n", 1)
    marked = f"{first}\n<<<<<<< HEAD\na: 1\n=======\na: 2\n>>>>>>> other\n{rest}"
    with pytest.raises(ProposalError) as caught:
        load("HEAD:valid", texts=TEXTS | {"models.yaml": marked})
    (fault,) = caught.value.faults
    assert str(fault).startswith("HEAD:valid/models.yaml:2:1: a merge has left its marks here; take one side, or both")
    assert caught.value.exit_code == 3


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(ProposalError, match="there is no such folder"):
        read(tmp_path / "none", {})


def test_a_change_is_made_to_the_values_and_placed_where_it_was_typed() -> None:
    raw = read(VALID, {"scenarios.shop.sites": "77"})
    assert raw.values["scenarios"]["shop"]["sites"] == 77
    assert str(raw.places[("scenarios", "shop", "sites")]) == "--set scenarios.shop.sites=77"


def test_what_a_change_puts_below_a_value_is_placed_there_too() -> None:
    raw = read(VALID, {"scenarios.shop.sites": "{low: 7, high: 8}"})
    places = {path[3:]: place.file for path, place in raw.places.items() if path[:3] == ("scenarios", "shop", "sites")}
    assert {(), ("low",), ("high",)} <= places.keys()
    assert set(places.values()) == {"--set scenarios.shop.sites={low: 7, high: 8}"}


def test_a_change_is_made_to_what_the_changes_before_it_left() -> None:
    sites = "scenarios.shop.sites"
    widened = read(VALID, {sites: "{low: 7, high: 8}", f"{sites}.high": "9"})
    assert widened.values["scenarios"]["shop"]["sites"] == {"low": 7, "high": 9}
    narrowed = read(VALID, {sites: "{low: 7, high: 8}", "scenarios.shop": "{sites: 4}", f"{sites}.high": "9"})
    assert narrowed.values["scenarios"]["shop"] == {"sites": 4}
    assert [str(one.place) for one in narrowed.faults] == [f"--set {sites}.high=9"]


def test_every_file_is_read() -> None:
    assert FILES == ("proposal", "models", "page_profiles", "scenarios", "caching", "savings", "variants")


def test_the_files_are_kept_as_they_were_read_and_the_changes_beside_them() -> None:
    changes = {"scenarios.shop.sites": "5"}
    raw = read(VALID, changes)
    assert raw.files == TEXTS
    assert raw.changes == changes
    proposal = load(VALID, changes)
    assert (proposal.files, proposal.changes) == (raw.files, changes)
