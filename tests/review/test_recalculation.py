"""The figures of a record against those of its inputs today: what is wrong, and what a changed formula excuses."""

from collections.abc import Mapping
from fractions import Fraction

from generator.document.record import Record, Recorded, from_text
from generator.figures.figure import ancestors
from generator.review.recalculation import MOST_NAMED, Held, hold
from generator.units import Unit
from tests.conftest import Built

PEAK = "production.peak.requests_per_minute"


def held(product: Built, others: Mapping[str, Recorded | None], current: bool = False) -> Held:
    """What comes out for the record of a product with other figures in the place of some; None leaves one out."""
    figures = dict(from_text(product.record, "x").figures)
    for name, one in others.items():
        figures.pop(name, None)
        if one is not None:
            figures[name] = one
    return hold(Record("", figures), product.sheet, current)


def test_a_record_of_the_same_inputs_and_formulas_has_nothing_wrong_and_nothing_new(cerebras: Built) -> None:
    for current in (True, False):
        assert held(cerebras, {}, current) == Held(cerebras.sheet, frozenset(), {}, ())


def test_a_value_that_the_inputs_do_not_give_is_named_with_both(cerebras: Built) -> None:
    one = from_text(cerebras.record, "x").figures[PEAK]
    assert held(cerebras, {PEAK: one._replace(value=Fraction(7351))}).wrong == {
        PEAK: "7,351 (7,350 to 10,850) stands in figures.json, and the attached inputs give 7,350 (7,350 to 10,850)"
    }
    assert PEAK in held(cerebras, {PEAK: one._replace(high=Fraction(10851))}).wrong


def test_a_difference_below_the_last_printed_digit_is_shown_exactly(cerebras: Built) -> None:
    name = "scenarios.production.sustained_generations_per_minute_per_site"
    one = from_text(cerebras.record, "x").figures[name]
    said, now = one.value + Fraction(1, 10**9), one.value
    found = held(cerebras, {name: one._replace(value=said)}).wrong[name]
    assert found == f"{said} {now} {now} stands in figures.json, and the attached inputs give {now} {now} {now}"


def test_a_changed_formula_excuses_what_rests_on_it_and_nothing_else(cerebras: Built) -> None:
    figures = from_text(cerebras.record, "x").figures
    old = figures[PEAK]._replace(formula="generations_per_minute × 8", value=Fraction(8400))
    above = "request.requests_per_minute"
    assert PEAK in ancestors(cerebras.sheet[above])
    other = "production.sustained.requests_per_minute"
    assert PEAK not in ancestors(cerebras.sheet[other])
    found = held(
        cerebras,
        {
            PEAK: old,
            above: figures[above]._replace(value=Fraction(8400)),
            other: figures[other]._replace(value=Fraction(337)),
        },
    )
    assert {*found.wrong} == {other}
    assert found.alone == {PEAK, above}
    assert found.figures[above].value == 8400
    assert found.figures[other].value == 336
    now = figures[PEAK].formula
    assert found.notes[0] == f"the formula has changed since: {PEAK}: generations_per_minute × 8 → {now}"
    assert found.notes[-1].endswith("another value: 2 figures resting on these")


def test_the_same_change_of_many_figures_is_told_once(cerebras: Built) -> None:
    figures = from_text(cerebras.record, "x").figures
    same = [name for name, one in figures.items() if one.formula == figures[PEAK].formula]
    found = held(cerebras, {name: figures[name]._replace(formula="old") for name in same})
    assert [note for note in found.notes if "the formula has changed" in note] == [
        f"the formula has changed since: {same[0]} and {len(same) - 1} more: old → {figures[PEAK].formula}"
    ]


def test_figures_that_are_new_or_gone_are_told(cerebras: Built) -> None:
    gone = Recorded(Fraction(3), Fraction(3), Fraction(3), "tokens", "a × b")
    found = held(cerebras, {PEAK: None, "request.old": gone})
    assert f"figures that are new since: {PEAK}" in found.notes
    assert (
        "figures that are gone, of which figures.json alone says what they were: request.old = 3 tokens" in found.notes
    )
    assert found.figures["request.old"].value == 3
    assert found.figures["request.old"].unit == Unit("tokens", "")
    assert found.wrong == {}


def test_a_figure_of_the_record_keeps_todays_unit_unless_its_own_reads_otherwise(cerebras: Built) -> None:
    name = "request.cache_rate"
    one = from_text(cerebras.record, "x").figures[name]._replace(formula="old", value=Fraction(1, 2))
    assert held(cerebras, {name: one}).figures[name].unit == cerebras.sheet[name].unit
    assert held(cerebras, {name: one._replace(unit="tokens")}).figures[name].unit == Unit("tokens", "")


def test_what_was_printed_with_todays_formulas_has_no_excuse(cerebras: Built) -> None:
    figures = from_text(cerebras.record, "x").figures
    gone = Recorded(Fraction(3), Fraction(3), Fraction(3), "tokens", "a × b")
    other = "production.sustained.requests_per_minute"
    found = held(
        cerebras, {PEAK: figures[PEAK]._replace(formula="old"), other: None, "request.old": gone}, current=True
    )
    assert {*found.wrong} == {PEAK, other, "request.old"}
    assert (found.alone, found.notes) == (frozenset(), ())


def test_of_many_new_figures_the_first_are_named_and_the_others_counted(cerebras: Built) -> None:
    names = list(from_text(cerebras.record, "x").figures)
    for count, more in ((MOST_NAMED, ""), (MOST_NAMED + 2, " and 2 more")):
        notes = held(cerebras, dict.fromkeys(names[:count])).notes
        assert f"figures that are new since: {', '.join(names[:MOST_NAMED])}{more}" in notes


def test_a_figure_that_was_an_input_or_became_one_is_told_so(cerebras: Built) -> None:
    figures = from_text(cerebras.record, "x").figures
    assert f"the formula has changed since: {PEAK}: an input → {figures[PEAK].formula}" in (
        held(cerebras, {PEAK: figures[PEAK]._replace(formula="")}).notes
    )
    sites = "scenarios.production.sites"
    assert f"the formula has changed since: {sites}: a × b → an input" in (
        held(cerebras, {sites: figures[sites]._replace(formula="a × b")}).notes
    )
