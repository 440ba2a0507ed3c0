"""Ranges are drawn as their quantities are, and a simulated figure says its draws, its seed and what it rests on."""

import pytest

from generator.chances.shapes import values
from generator.chances.sobol import points
from generator.figures.derivation import simulated
from generator.figures.drawing import _shape
from generator.figures.figure import Sheet
from generator.figures.sheet import calculate
from generator.inputs import load
from tests.conftest import CEREBRAS, KINDS, SMALL, Built
from tests.sheets import sheet_of, whole_sheet

(FOLDER,) = (one for one in KINDS if one.name == "chances")
CHANCE = "chances.request.chance_of_more"
ASKED = {"proposal.request.chances": "{draws: 2000, seed: 3}"}


@pytest.fixture(scope="module")
def drawn() -> Sheet:
    return calculate(load(SMALL, ASKED))


def test_nothing_is_drawn_unless_chances_are_asked_for(drawn: Sheet, small: Built) -> None:
    plain = small.sheet
    assert not [name for name in plain if name.startswith("chances.")]
    assert {name: drawn[name].value for name in plain} == {name: one.value for name, one in plain.items()}
    assert not [name for name in sheet_of(SMALL, ASKED) if name.startswith("chances.")]


def test_a_simulated_figure_says_its_draws_and_its_seed_and_where_they_stand(drawn: Sheet) -> None:
    figure = drawn[CHANCE]
    assert simulated(figure) == "2,000 draws, seed 3"
    assert figure.formula is None
    assert {drawn["proposal.request.chances.draws"], drawn["proposal.request.chances.seed"]} <= {*figure.inputs()}
    assert {simulated(drawn[name]) for name in ("request.tokens_per_minute", "scenarios.desk.sites")} == {""}
    stated = whole_sheet(FOLDER)["chances.request.pools.flat.chance_of_more"]
    assert stated.origin is not None
    assert stated.origin.place.short.endswith("proposal.yaml:8")


def test_the_same_draws_give_the_same_and_another_seed_other_digits_at_the_most(drawn: Sheet) -> None:
    again, other = (
        calculate(load(SMALL, ASKED)),
        calculate(load(SMALL, {**ASKED, "proposal.request.chances.seed": "4"})),
    )
    own = [name for name in drawn if name.startswith("chances.")]
    assert {name: again[name].value for name in own} == {name: drawn[name].value for name in own}
    near = [abs(float(other[name].value - drawn[name].value)) <= abs(float(drawn[name].value)) / 4 for name in own]
    assert sum(near) > 0.9 * len(near)


@pytest.mark.parametrize(
    ("path", "typed", "least", "most"),
    [
        ("caching.prefix_cache.hit_rate", "{low: 50%, likely: 90%, high: 95%, distribution: p10_p90}", 0, 1),
        ("scenarios.production.load_cases.peak.sites_at_peak", "{low: 0, likely: 2, high: 10}", 0, 10),
    ],
)
def test_what_is_drawn_is_never_what_the_quantity_cannot_be(path: str, typed: str, least: int, most: int) -> None:

    (leaf,) = (one for one in load(CEREBRAS, {path: typed}).leaves() if one.path == path)
    found = values(_shape(leaf), points(4096, 1, 1)[:, 0])
    assert least <= found.min() < found.max() <= most
    assert not leaf.quantity.whole or (found % 1 == 0).all()
