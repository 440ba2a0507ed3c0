"""An entry is frozen, knows its fields in their order, and has what is usual where nothing was given."""

from fractions import Fraction

import pytest

from generator import units
from generator.inputs.asking import Asked, Request
from generator.inputs.drivers import Stage
from generator.inputs.entry import Entry, field, fields_of, otherwise
from generator.inputs.page_profiles import PageProfile
from generator.inputs.quantities import Amount, Certain, unit_of
from generator.inputs.scenarios import Scenario


class Shelf(Entry):
    """An entry with a field of each kind."""

    label: str = field("What it is called.", key="as")
    width: Amount | None
    books: list[str] = field("What stands on it.")
    kept: str = otherwise("well", "How it is kept.", units.Weeks)


def test_what_is_not_given_is_usual_and_what_is_given_is_known() -> None:
    shelf = Shelf(label="Upper", books=["a"])
    assert dict(shelf) == {"label": "Upper", "width": None, "books": ["a"], "kept": "well"}
    assert shelf.given == {"label", "books"}
    assert repr(shelf) == "Shelf(label='Upper', books=['a'])"


def test_two_entries_share_no_list() -> None:
    one, other = Shelf(label="Upper"), Shelf(label="Lower")
    one.books.append("a")
    assert other.books == []


def test_an_entry_stays_as_it_was_made() -> None:
    with pytest.raises(AttributeError, match="Shelf is frozen: label stays as it was read"):
        Shelf(label="Upper").label = "Lower"


def test_an_entry_has_no_other_values_and_none_that_is_missing() -> None:
    with pytest.raises(TypeError, match="Shelf has no depth"):
        Shelf(label="Upper", depth=3)
    with pytest.raises(KeyError, match="as"):
        Shelf()


def test_a_field_knows_its_key_its_unit_and_its_sentence() -> None:
    fields = fields_of(Shelf)
    assert [*fields] == ["label", "width", "books", "kept"]
    assert {name: one.key for name, one in fields.items() if one.key != name} == {"label": "as"}
    assert [name for name, one in fields.items() if one.is_required] == ["label"]
    assert (fields["kept"].unit, fields["kept"].says) == (unit_of(units.Weeks), "How it is kept.")
    assert fields_of(Stage)["begins"].key == "from"


def test_the_fields_of_what_an_entry_rests_on_stand_first_and_its_own_take_their_place() -> None:
    assert [*fields_of(Request)][: len(fields_of(Asked))] == [*fields_of(Asked)]
    assert fields_of(Asked)["headline_case"].is_required
    assert not fields_of(Request)["headline_case"].is_required


def test_a_table_that_is_counted_has_to_be_there_and_another_is_empty_where_it_is_left_out() -> None:
    fields = fields_of(PageProfile)
    assert fields["calls"].is_required
    assert fields["components"].usual() == fields["facts"].usual() == {}
    assert fields_of(Scenario)["page_profiles"].usual() is None


def test_a_usual_number_is_given_by_nobody_but_known() -> None:
    assert Certain.usual(3, "So many.", units.Count).usual().value == Fraction(3)
