"""What a person reads when an input is wrong.

Each file of `faulty/` holds one fault and is named after it: `scenarios--low-above-high.yaml` stands in the place of
`scenarios.yaml` of `valid/`. Its first line says what is expected: the first line of the message, with line and column.
Where one mistake is two faults (a name that stands twice), there are two such lines.
"""

from pathlib import Path

import pytest

from generator.document.render import check_references
from generator.errors import Place, ProposalError
from generator.figures.sheet import calculate
from generator.inputs import load
from generator.inputs.reading import nearest
from generator.inputs.texts import INSTEAD
from tests.inputs.conftest import HERE, VALID, Spoil, faults, first_line, said

FAULTY = sorted((HERE / "faulty").glob("*.yaml"))
MARK = "# expected: "
JARGON = ("Error", "instance of", "{'", "NoneType", "object at")


def told(folder: Path) -> list[str]:
    """The first line of each fault of a proposal, of its references in free text too, which need its figures."""
    try:
        proposal = load(folder)
        check_references(proposal, calculate(proposal, sensitivity=False))
    except ProposalError as error:
        return [first_line(fault, folder) for fault in error.faults]
    return []


def test_the_proposal_that_is_spoilt_is_valid() -> None:
    assert told(VALID) == []


def test_there_are_faulty_files_of_all_six_inputs() -> None:
    assert len(FAULTY) > 100
    assert {path.name.partition("--")[0] for path in FAULTY} == {path.stem for path in VALID.glob("*.yaml")}


@pytest.mark.slice(6)
@pytest.mark.parametrize("path", FAULTY, ids=lambda path: path.stem)
def test_a_faulty_file_is_told_as_it_expects(path: Path, folder: Path) -> None:
    text = path.read_text(encoding="utf-8")
    expected = [line.removeprefix(MARK) for line in text.split("\n") if line.startswith(MARK)]
    assert text.startswith(MARK)
    (folder / f"{path.stem.partition('--')[0]}.yaml").write_text(text, encoding="utf-8")
    assert told(folder) == expected
    assert not any(word in line for line in expected for word in JARGON)


def test_the_line_is_shown_with_a_caret_below_the_value(spoil: Spoil) -> None:
    (fault,) = faults(spoil("scenarios", "sites: 4", "sites: four"))
    assert str(fault).split("\n")[1:] == ["      sites: four", "             ^"]


def test_the_caret_stands_below_the_numeral_that_is_typed(spoil: Spoil) -> None:
    (fault,) = faults(spoil("models", "Plans the page.", "Plans the page, and that in 3 steps."))
    _, line, caret = str(fault).split("\n")
    assert line[caret.index("^")] == "3"


def test_a_missing_file_is_told_with_its_name(folder: Path) -> None:
    (folder / "models.yaml").unlink()
    assert said(folder) == ["models.yaml: there is no such file"]


def test_a_proposal_may_do_without_a_cache_and_savings(folder: Path) -> None:
    (folder / "savings.yaml").unlink()
    (folder / "caching.yaml").unlink()
    inputs = load(folder).inputs
    assert inputs.savings == {}
    assert inputs.caching.prefix_cache.hit_rate.value == 0


def test_a_misspelt_file_is_hinted_at(folder: Path) -> None:
    (folder / "savings.yaml").rename(folder / "saving.yaml")
    assert said(folder) == ["savings.yaml: there is no such file; did you mean saving.yaml?"]


def test_a_missing_file_makes_no_fault_of_what_refers_to_it(folder: Path) -> None:
    for name in ("models", "page_profiles", "scenarios"):
        (folder / f"{name}.yaml").unlink()
    assert said(folder) == [f"{name}.yaml: there is no such file" for name in ("models", "page_profiles", "scenarios")]


def test_an_unreadable_file_makes_no_fault_of_what_refers_to_it(folder: Path) -> None:
    (folder / "scenarios.yaml").write_text("shop: [", encoding="utf-8")
    assert [line.split(":")[0] for line in said(folder)] == ["scenarios.yaml"]


def test_a_missing_folder_is_one_fault(tmp_path: Path) -> None:
    assert said(tmp_path / "none") == [f"{tmp_path}/none: there is no such folder"]


def test_a_file_that_is_not_utf_8_is_told(folder: Path) -> None:
    (folder / "models.yaml").write_bytes("planner: é".encode("latin-1"))
    assert said(folder) == ["models.yaml:1:10: not UTF-8: unexpected end of data; save it as UTF-8"]


def test_a_folder_in_the_place_of_a_file_is_told(folder: Path) -> None:
    (folder / "models.yaml").unlink()
    (folder / "models.yaml").mkdir()
    assert said(folder) == ["models.yaml: cannot be read: Is a directory"]


def test_ten_faults_of_every_kind_in_all_files_are_told_at_once(spoil: Spoil, folder: Path) -> None:
    (folder / "savings.yaml").rename(folder / "saving.yaml")
    spoil("models", "purpose: Plans the page.", "purpose: Plans the page in 3 steps.")
    spoil("models", "headroom: 20%", "headroom: 120%")
    spoil("page_profiles", "model: writer-1.5b", "model: writer-2b")
    spoil("page_profiles", "begins_with: [greeting]", "begins_with: [greeting, greeting]")
    spoil("scenarios", "label: Event\n", "label: 7\n")
    spoil("scenarios", "{low: 2, high: 4}", "{low: 2, high: 12}")
    spoil("caching", "scenario: shop", "scenario: shap")
    spoil("proposal", "alternative_case: shop.worst", "alternative_case: shop.worse")
    spoil("proposal", "vendor: The vendor\n", "")
    assert said(folder) == [
        "caching.yaml:13:17: unknown scenario shap; did you mean shop?",
        f"models.yaml:12:30: the number 3 is typed in free text; {INSTEAD}",
        "models.yaml:20:15: a share above 100%: 120%",
        "page_profiles.yaml:24:14: unknown model writer-2b; did you mean writer-1.5b?",
        "page_profiles.yaml:46:31: the component greeting stands twice",
        "proposal.yaml: vendor is missing",
        "proposal.yaml:10:21: unknown load case shop.worse; did you mean shop.worst?",
        "savings.yaml: there is no such file; did you mean saving.yaml?",
        "scenarios.yaml:17:22: up to 12 sites at peak, but the scenario may have only 10; compare scenarios.yaml:5",
        "scenarios.yaml:25:10: expected a text, found a number; put it in quotes",
    ]


def test_the_hint_for_an_unknown_key_knows_the_record_that_it_stands_in(spoil: Spoil, folder: Path) -> None:
    spoil("page_profiles", "    greeting:\n      label: Greeting", "    greeting:\n      labels: Greeting")
    spoil("page_profiles", "{value: 17, label: rules}", "{valeu: 17, label: rules}")
    spoil("scenarios", "    weeks: 3\n", "    week: 3\n")
    spoil("proposal", "kiosk.stated: {included: false}", "kiosk.stated: {include: false}")
    spoil("models", "{label: Writing, replaces: [writer-1.5b]}", "{label: Writing, replace: [writer-1.5b]}")
    assert [line.partition(": ")[2] for line in said(folder)] == [
        "unknown key replace; did you mean replaces?",
        "unknown key valeu; did you mean value?",
        "unknown key labels; did you mean label?",
        "unknown key include; did you mean included?",
        "unknown key week; did you mean weeks?",
    ]


def test_a_name_that_is_also_a_key_does_not_mislead_the_hint(spoil: Spoil) -> None:
    folder = spoil("savings", "measure:\n  label: Measure", "takes:\n  lable: Measure")
    assert said(folder) == ["savings.yaml:25:3: unknown key lable; did you mean label?"]


def test_the_closest_place_around_a_path_is_found() -> None:
    places = {("a",): Place("a.yaml"), ("a", "b"): Place("a.yaml", 1, 2), ("a", "b", 0): Place("a.yaml", 2, 3)}
    assert nearest(places, ("a", "b", 0)).line == 2
    assert nearest(places, ("a", "tag", "b", "value")).line == 1
    assert nearest(places, ("a", "c")) == Place("a.yaml")
