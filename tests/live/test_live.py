"""Every proposal in inputs/: it builds, is traced, is what a second reckoning gives; and what is committed is current.

Whoever changes an assumption to any valid value, builds and commits, finds these green. None of them knows a number.
"""

import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from generator.inputs import load
from generator.print.product import Product, make
from tests.conftest import ROOT
from tests.live import holds
from tests.reckoning.ends import MOST_RANGES

INPUTS, OUTPUT, SCHEMAS = ROOT / "inputs", ROOT / "output", ROOT / "generator" / "schemas"
PROPOSALS = sorted(path for path in INPUTS.iterdir() if path.is_dir() and not path.name.startswith((".", "__")))

FEW_RANGES = 4
"""Beyond so many ranges corners are drawn; of the frozen proposals tests/reckoning looks at every corner."""


@pytest.fixture(scope="module")
def products() -> Mapping[str, Product]:
    return {folder.name: make(load(folder)) for folder in PROPOSALS}


@pytest.fixture(params=PROPOSALS, ids=lambda folder: folder.name)
def folder(request: pytest.FixtureRequest) -> Path:
    return Path(request.param)


@pytest.fixture
def product(folder: Path, products: Mapping[str, Product]) -> Product:
    return products[folder.name]


def test_every_numeral_is_traced(product: Product) -> None:
    assert holds.untraced(product) == []


@pytest.mark.parametrize("most", [FEW_RANGES, pytest.param(MOST_RANGES, marks=pytest.mark.whole)])
def test_every_figure_is_what_a_second_reckoning_gives(folder: Path, product: Product, most: int) -> None:
    assert holds.unlike_reckoned(product, folder, most) == []


def test_chances_agree_with_each_other_and_with_the_request(product: Product) -> None:
    assert holds.chances_that_contradict(product) == []


def test_a_total_is_the_sum_of_its_parts(product: Product) -> None:
    assert holds.totals_unlike_parts(product) == []


def test_a_formula_that_is_printed_comes_to_its_result(product: Product) -> None:
    assert holds.formulas_unlike_results(product.document.text) == []


@pytest.mark.whole  # each is reckoned with three other values; of a frozen proposal tests/live/test_edits.py does
def test_each_input_moves_a_figure(folder: Path, product: Product) -> None:
    assert holds.inputs_that_move_nothing(product, folder) == []


def test_what_is_committed_is_current(folder: Path, product: Product) -> None:
    assert holds.stale(product, folder, OUTPUT) == []
    assert holds.stale_print(product, OUTPUT) == []


@pytest.mark.whole  # it prints anew; that the words are today's is held above, and tests/review/test_verify.py verifies
@pytest.mark.usefixtures("makes_once")
def test_the_print_verifies(product: Product) -> None:
    assert holds.unverified(product, OUTPUT) == []


@pytest.mark.parametrize("path", sorted(INPUTS.glob("*/*.yaml")), ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_file_that_names_a_schema_names_its_own(path: Path) -> None:
    named = re.match(r"# yaml-language-server: \$schema=(\S+)", path.read_text(encoding="utf-8"))
    assert named is None or (path.parent / named[1]).resolve() == SCHEMAS / f"{path.stem}.schema.json"


def test_the_readme_links_to_what_is_built_of_a_proposal_that_is_there() -> None:
    links = re.findall(r"\]\(output/(([^)./]+)[^)]*)\)", (ROOT / "README.md").read_text(encoding="utf-8"))
    ours = [link for link, name in links if name in {folder.name for folder in PROPOSALS}]
    assert [link for link in ours if not (OUTPUT / link).exists()] == []
