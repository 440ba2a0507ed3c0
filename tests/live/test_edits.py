"""Whoever edits a proposal to any valid value, builds and commits, finds the live tests green.

The edits are tried one after another on a frozen proposal, and each by itself on whatever stands in inputs/.
"""

import shutil
from pathlib import Path

import pytest

from generator.build.files import files_of
from generator.errors import ProposalError
from generator.inputs import load
from generator.print.product import Product, make
from tests.conftest import CEREBRAS, FOREIGN, SMALL
from tests.live import holds
from tests.live.edits import EDITS, Texts
from tests.live.test_live import FEW_RANGES, PROPOSALS
from tests.test_git import git

MANY = "one edit after another"
INTO_THE_PAGE = ("a model renamed", "another paper and language", MANY)
"""Edits after which the page that is printed is looked at as well."""


def texts_of(folder: Path) -> Texts:
    return {path.stem: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.yaml"))}


def written(texts: Texts, folder: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for name, text in texts.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return folder


def built(product: Product, folder: Path, output: Path) -> None:
    # What is not traced is refused here.
    for name, data in files_of(product, folder, output, "md", False).items():
        (output / name).parent.mkdir(parents=True, exist_ok=True)
        (output / name).write_bytes(data)


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("edited")
    git(folder, "init", "-q", "-b", "main")
    return folder


CASES = [(FOREIGN, MANY), *((folder, edit) for folder in PROPOSALS for edit in (MANY, *EDITS))]


@pytest.mark.slice(len(CASES))
@pytest.mark.parametrize(("original", "edit"), CASES, ids=lambda one: one.name if isinstance(one, Path) else one)
def test_after_an_edit_a_build_and_a_commit_all_holds(
    original: Path, edit: str, repository: Path, tmp_path: Path
) -> None:
    before = texts_of(original)
    after = all_edits(before, tmp_path / "inputs" / "tried") if edit == MANY else EDITS[edit](before)
    if after is None:
        pytest.skip("there is nothing to edit so")
    folder, output = written(after, repository / "inputs" / original.name), repository / "output"
    try:
        product = make(load(folder))
    except ProposalError as error:
        pytest.skip(f"would be no valid input: {error}")
    assert after != before
    shutil.rmtree(output, ignore_errors=True)
    built(product, folder, output)
    git(repository, "add", "-A")
    git(repository, "commit", "-q", "--allow-empty", "-m", edit)
    assert git(repository, "status", "--porcelain") == ""
    assert edit not in INTO_THE_PAGE or holds.untraced(product) == []
    assert holds.unlike_reckoned(product, folder, FEW_RANGES) == []
    assert holds.totals_unlike_parts(product) == []
    assert original in PROPOSALS or holds.idle_inputs(product) == []
    assert edit != MANY or holds.inputs_that_move_nothing(product, folder) == []


@pytest.mark.slice(3)
@pytest.mark.parametrize("edit", EDITS)
def test_each_edit_can_be_made_of_a_frozen_proposal_and_changes_what_it_gives(edit: str, tmp_path: Path) -> None:
    after = EDITS[edit](before := texts_of(CEREBRAS))
    assert after
    assert after != before
    assert load(written(after, tmp_path / "inputs" / "edited"))


@pytest.mark.slice(2)
@pytest.mark.parametrize("folder", [SMALL, FOREIGN], ids=lambda folder: folder.name)
def test_an_edit_that_cannot_be_made_is_told_and_the_others_are_valid(folder: Path, tmp_path: Path) -> None:
    made = {name: edit(texts_of(folder)) for name, edit in EDITS.items()}
    assert None in made.values()
    valid = [name for name, texts in made.items() if texts and valid_at(written(texts, tmp_path / "inputs" / "edited"))]
    assert len(valid) >= len(EDITS) // 2, valid


def valid_at(folder: Path) -> bool:
    try:
        load(folder)
    except ProposalError:
        return False
    return True


def all_edits(texts: Texts, tried: Path) -> Texts:
    """One edit after another, but for those that are not valid after the others."""
    for edit in EDITS.values():
        after = edit(texts)
        if after and valid_at(written(after, tried)):
            texts = after
    return texts
