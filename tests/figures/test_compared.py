"""What a proposal and its variants are compared by: limits, units, cost and chance, each by its name in the sheet."""

from generator.figures.compared import CHANCE, MONTH, UNITS, Row, compared
from tests.conftest import FULL, Built, built
from tests.conftest import UNITS as FOLDER


def test_the_rows_are_of_all_and_of_each_model(cerebras: Built) -> None:
    found = compared(cerebras.proposal.inputs, cerebras.sheet)
    assert found[Row("", "", "Tokens a minute")] is cerebras.sheet["request.tokens_per_minute"]
    models = {row.model for row in found if row.model}
    assert models == {
        name for name in cerebras.proposal.inputs.models if f"request.models.{name}.tokens_per_minute" in cerebras.sheet
    }


def test_units_and_cost_are_told_where_they_are_known() -> None:
    one = built(FOLDER)
    found = compared(one.proposal.inputs, one.sheet)
    assert found[Row("", "", MONTH)].name == "scenarios.rooms.cost_per_month"
    assert {row.model for row in found if row.title == UNITS} == {"", "scribe-2", "ear-1"}
    assert not [row for row in found if row.title == CHANCE]


def test_the_chance_is_told_where_it_is_worked_out() -> None:
    one = built(FULL.parent / "chances")
    found = compared(one.proposal.inputs, one.sheet)
    assert found[Row("Flat", "", CHANCE)] is one.sheet["chances.request.pools.flat.chance_of_more"]
