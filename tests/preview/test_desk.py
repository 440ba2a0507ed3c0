"""The desk answers with what is another; a fault leaves the last page; what is written keeps what stands around it."""

from pathlib import Path
from shutil import copytree

import pytest

from generator.document.templates import FOLDER, Templates
from generator.errors import ProposalError
from generator.preview.desk import Desk
from tests.conftest import SMALL

SITES = "scenarios.desk.sites"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(copytree(SMALL, tmp_path / "inputs" / "small"))


@pytest.fixture
def desk(folder: Path, few_sections: Templates) -> Desk:
    return Desk(folder, few_sections)


def edit(folder: Path, old: str, new: str, desk: Desk | None = None) -> None:
    file = folder / "scenarios.yaml"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    if desk:
        desk.changed()


def test_whoever_has_a_page_is_sent_what_is_another(desk: Desk, folder: Path) -> None:
    first = desk.answer({})
    assert first["blocks"].keys() == {*first["order"]}
    assert desk.answer({}, first["page"])["blocks"] == {}
    edit(folder, "sites: 4", "sites: 5", desk)
    second = desk.answer({}, first["page"])
    assert second["blocks"].keys() == {*second["order"]} - {*first["order"]}
    assert 0 < len(second["blocks"]) < len(second["order"])
    assert desk.answer({}, "no such page")["blocks"].keys() == {*second["order"]}


def test_a_value_that_is_tried_out_moves_the_page_and_nothing_else(desk: Desk, folder: Path) -> None:
    text = (folder / "scenarios.yaml").read_text(encoding="utf-8")
    base, tried = desk.answer({}), desk.answer({SITES: "5"})
    assert tried["line"] == f"proposal build -p small --set {SITES}=5"
    assert tried["difference"]["limits"][0]["after"] == "1,665"
    assert tried["of"] == base["of"]
    assert tried["fields"] == base["fields"]
    assert desk.answer({})["order"] == base["order"]
    assert (folder / "scenarios.yaml").read_text(encoding="utf-8") == text


def test_a_fault_has_its_place_and_leaves_the_last_page(desk: Desk, folder: Path) -> None:
    first = desk.answer({})
    edit(folder, "label: Desk\n", "lable: Desk\n", desk)
    answer = desk.answer({}, first["page"])
    (fault,) = [one for one in answer["faults"] if one["what"] == "unknown key lable"]
    assert (fault["file"], fault["line"]) == (str(folder / "scenarios.yaml"), 2)
    assert fault["hint"] == "did you mean label?"
    assert "lable: Desk" in fault["text"]
    assert answer["order"] == first["order"]
    edit(folder, "lable: Desk\n", "label: Desk\n", desk)
    assert desk.answer({}, first["page"])["faults"] == []


def test_a_proposal_that_is_faulty_from_the_first_has_faults_and_no_page(desk: Desk, folder: Path) -> None:
    edit(folder, "sites: 4", "sites: -4")
    answer = desk.answer({})
    assert [one["what"] for one in answer["faults"]] == ["must be above zero"]
    assert "order" not in answer


def test_a_fault_of_a_value_that_is_tried_out_names_its_path(desk: Desk) -> None:
    tried = desk.answer({SITES: "5"})
    answer = desk.answer({SITES: "-1"}, tried["page"])
    assert [(one["path"], one["what"]) for one in answer["faults"]] == [(SITES, "must be above zero")]
    same = ("page", "line", "difference", "order")
    assert [answer[key] for key in same] == [tried[key] for key in same], "what is said is that of the page shown"


def test_a_number_typed_in_a_template_is_told_after_the_page_is_shown(folder: Path, tmp_path: Path) -> None:
    own = tmp_path / "templates"
    own.mkdir()
    (own / "15-own.md.j2").write_text("## {{ section }}. Own\n\nWe ask for 777 things.\n", encoding="utf-8")
    desk = Desk(folder, Templates(own))
    assert desk.answer({})["faults"] == []
    assert desk.audit()
    (fault,) = desk.answer({})["faults"]
    assert (fault["file"], fault["line"]) == ("templates/15-own.md.j2", 3)
    assert "777" in fault["what"]
    (own / "15-own.md.j2").write_text("## {{ section }}. Own\n\nWe ask.\n", encoding="utf-8")
    desk.changed()
    desk.answer({})
    assert not desk.audit()
    assert FOLDER.is_dir()


def test_a_number_is_written_where_it_stands_and_all_around_it_stays(desk: Desk, folder: Path) -> None:
    edit(folder, "sites: 4", "sites: 4  # as counted")
    before = (folder / "scenarios.yaml").read_text(encoding="utf-8")
    high = "page_profiles.letter.calls.answer.output_tokens.high"
    profiles = (folder / "page_profiles.yaml").read_text(encoding="utf-8")
    assert desk.write({SITES: "5", high: "950"}, desk.answer({})["of"]) == ["page_profiles.yaml", "scenarios.yaml"]
    after = (folder / "scenarios.yaml").read_text(encoding="utf-8")
    assert after == before.replace("sites: 4  # as", "sites: 5  # as")
    assert (folder / "page_profiles.yaml").read_text(encoding="utf-8") == profiles.replace("900", "950")
    answer = desk.answer({})
    assert answer["difference"]["limits"][0]["after"] == "1,665"
    assert sorted(path.name for path in folder.iterdir()) == sorted(path.name for path in SMALL.iterdir())


REFUSED: dict[str, dict[str, str]] = {
    "must be above zero": {SITES: "-5"},
    "is not a number": {SITES: "5 # x"},
    "low is above high": {"page_profiles.letter.calls.answer.output_tokens.high": "1"},
    "is not an input": {"scenarios.desk.label": "5"},
    "no_such.* is not an input": {"caching.prefix_cache.no_such": "5"},
}


def test_what_would_be_a_fault_is_not_written(desk: Desk, folder: Path) -> None:
    before, of = {path: path.read_bytes() for path in folder.iterdir()}, desk.answer({})["of"]
    for says, changes in REFUSED.items():
        with pytest.raises(ProposalError, match=says):
            desk.write(changes, of)
    assert {path: path.read_bytes() for path in folder.iterdir()} == before


def test_a_file_that_was_changed_meanwhile_is_not_written_over(desk: Desk, folder: Path) -> None:
    of = desk.answer({})["of"]
    edit(folder, "label: Desk\n", "label: Desks\n")
    before = (folder / "scenarios.yaml").read_text(encoding="utf-8")
    with pytest.raises(ProposalError, match="was changed meanwhile"):
        desk.write({SITES: "5"}, of)
    assert (folder / "scenarios.yaml").read_text(encoding="utf-8") == before


def test_a_link_is_not_written_through(desk: Desk, folder: Path) -> None:
    elsewhere = folder / "elsewhere.yaml"
    (folder / "scenarios.yaml").rename(elsewhere)
    (folder / "scenarios.yaml").symlink_to(elsewhere)
    with pytest.raises(ProposalError):
        desk.write({SITES: "5"}, desk.answer({}).get("of", ""))
    assert "sites: 4" in elsewhere.read_text(encoding="utf-8")


def test_only_so_many_pages_are_kept_and_that_of_the_files_is_one_of_them(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("generator.preview.desk.MOST_KEPT", 2)
    first = desk.answer({})
    for sites in ("5", "6"):
        desk.answer({SITES: sites})
    assert len(desk._pages) == 2
    assert desk.answer({}, first["page"])["blocks"] == {}


def test_a_derivation_is_of_the_page_that_is_shown(desk: Desk) -> None:
    base, tried = desk.answer({}), desk.answer({SITES: "5"})
    id_ = desk._ids["request.requests_per_minute"]
    told = [desk.derivation(one["page"], id_) for one in (base, tried)]
    assert ["1,332 requests/min" in (one or "") for one in told] == [True, False]
    assert ["1,665 requests/min" in (one or "") for one in told] == [False, True]
    assert desk.derivation("x", id_) is desk.derivation(base["page"], "x") is None
