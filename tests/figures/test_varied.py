"""Figures of the variants that a document shows: what the files would come to, were they edited by hand."""

from fractions import Fraction

from generator.figures.figure import Figure, Sheet, ancestors
from generator.figures.sheet import calculate
from generator.figures.varied import CHANCE, MONTH, Row, compared
from generator.figures.varied import UNITS as ALL_UNITS
from generator.inputs import load
from tests.conftest import FULL, SMALL, UNITS, Built, built
from tests.sheets import NO_VARIANT, document_of, sheet_of

SOURCE = "source: {assumed: so}"
FEW_DRAWS = {"proposal.request.chances": "{draws: 2000}"}
EDITED = {
    "no-cache": {"caching.prefix_cache.hit_rate": f"{{value: 0%, {SOURCE}}}"},
    "reuse-built": {
        "scenarios.rooms.generative_share": f"{{value: 90%, {SOURCE}}}",
        "page_profiles.page.calls.writing.output_tokens": f"{{value: 400, {SOURCE}}}",
    },
}


def ends(figure: Figure) -> tuple[object, ...]:
    return figure.low, figure.value, figure.high, figure.unit


def of(sheet: Sheet, name: str) -> dict[str, Figure]:
    """The figures of a variant by the names that they would have without it; how far they are from the request not."""
    begins = f"variants.{name}."
    found = {path.removeprefix(begins): one for path, one in sheet.items() if path.startswith(begins)}
    return {path: one for path, one in found.items() if not path.endswith(".moves_by")}


def test_each_figure_of_a_variant_is_what_the_edited_files_come_to() -> None:
    sheet = sheet_of(UNITS, {"variants.reuse-built.shown": "true"})
    for name, edits in EDITED.items():
        found, edited = of(sheet, name), sheet_of(UNITS, NO_VARIANT | edits)
        assert {path: ends(one) for path, one in found.items()} == {path: ends(edited[path]) for path in found}, name
        assert {"request.tokens_per_minute", "request.models.scribe-2.units"} <= found.keys(), name


def test_a_range_that_a_variant_puts_and_one_that_it_leaves_meet_as_in_the_edited_files() -> None:
    put = "{page_profiles.page.calls.writing.output_tokens: {low: 300, likely: 400, high: 700, source: {assumed: so}}}"
    sheet = sheet_of(UNITS, NO_VARIANT | {"variants.one-model": f"{{shown: true, set: {put}}}"})
    edited = "{low: 300, likely: 400, high: 700, source: {assumed: so}}"
    whole = sheet_of(UNITS, NO_VARIANT | {"page_profiles.page.calls.writing.output_tokens": edited})
    found = of(sheet, "one-model")
    assert {path: ends(one) for path, one in found.items()} == {path: ends(whole[path]) for path in found}
    assert found["request.tokens_per_minute"].varies


def test_a_variant_that_puts_what_stands_already_tells_it_as_any_other() -> None:
    sheet = sheet_of(UNITS, EDITED["no-cache"])
    names = ("caching.prefix_cache.hit_rate", "request.tokens_per_minute")
    assert [sheet[f"variants.no-cache.{name}"].value for name in names] == [sheet[name].value for name in names]
    assert "Nothing is cached" in document_of(UNITS, EDITED["no-cache"]).text


def test_what_is_tried_out_for_a_run_is_put_by_no_variant() -> None:
    path = "proposal.terms.budget.per_month"
    sheet = sheet_of(UNITS, {path: f"{{value: 9000, {SOURCE}}}"})
    assert (sheet[path].value, f"variants.no-cache.{path}" in sheet) == (9000, False)


def test_what_a_variant_does_not_change_is_the_figure_of_the_proposal() -> None:
    sheet = built(UNITS).sheet
    below = ancestors(sheet["variants.no-cache.request.units"])
    assert below["rooms.morning.pages_per_minute"] is sheet["rooms.morning.pages_per_minute"]
    assert below["variants.no-cache.caching.prefix_cache.hit_rate"].value == 0
    assert "caching.prefix_cache.hit_rate" not in below
    assert all(sheet[name] is one for name, one in below.items())


def test_how_far_a_limit_moves_is_of_the_request_and_nothing_where_it_stays() -> None:
    sheet = built(UNITS).sheet
    units, asked = sheet["variants.no-cache.request.units"], sheet["request.units"]
    move = sheet["variants.no-cache.request.units.moves_by"]
    assert move.value == Fraction(units.value - asked.value, asked.value) > 0
    assert sheet["variants.no-cache.request.requests_per_minute.moves_by"].value == 0


def test_a_variant_has_a_chance_of_its_own_where_chances_are_asked_for() -> None:
    path, put = "scenarios.desk.sustained.pages_per_minute_per_site", f"{{low: 300, likely: 333, high: 900, {SOURCE}}}"
    text = f"other: {{shown: true, label: Other, set: {{{path}: {put}}}}}\n"
    proposal = load("small", FEW_DRAWS, {**load(SMALL).files, "variants.yaml": text})
    sheet, edited = calculate(proposal), calculate(load(SMALL, {**FEW_DRAWS, path: put}))
    row = compared(proposal.shown["other"].inputs, sheet, "variants.other.")[Row("", "", CHANCE)]
    assert row.name == "chances.variants.other.request.chance_of_more"
    assert row.value == edited["chances.request.chance_of_more"].value != sheet["chances.request.chance_of_more"].value


def test_without_a_shown_variant_nothing_is_said_of_them() -> None:
    assert not [name for name in built(FULL).sheet if name.startswith("variants.")]


def test_the_rows_are_of_all_and_of_each_model(cerebras: Built) -> None:
    found = compared(cerebras.proposal.inputs, cerebras.sheet)
    assert found[Row("", "", "Tokens a minute")] is cerebras.sheet["request.tokens_per_minute"]
    models = {row.model for row in found if row.model}
    assert models == {
        name for name in cerebras.proposal.inputs.models if f"request.models.{name}.tokens_per_minute" in cerebras.sheet
    }


def test_units_and_cost_are_told_where_they_are_known() -> None:
    one = built(UNITS)
    found = compared(one.proposal.inputs, one.sheet)
    assert found[Row("", "", MONTH)].name == "scenarios.rooms.cost_per_month"
    assert {row.model for row in found if row.title == ALL_UNITS} == {"", "scribe-2", "ear-1"}
    assert not [row for row in found if row.title == CHANCE]


def test_the_chance_is_told_where_it_is_worked_out() -> None:
    one = built(FULL.parent / "chances")
    found = compared(one.proposal.inputs, one.sheet)
    assert found[Row("Flat", "", CHANCE)] is one.sheet["chances.request.pools.flat.chance_of_more"]
