"""What a record of the inputs takes, what it defaults to, and what may not stand together in it."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import pytest
from pydantic import BaseModel, ValidationError

from generator.inputs.quantities import Name, Quantity
from generator.inputs.records import (
    Call,
    CompressedComponent,
    Inputs,
    LoadCase,
    Model,
    Peak,
    ReusedAnswers,
    Saving,
    Scenario,
    SkippedCall,
)
from generator.units import Unit

F = Fraction
CALL = {"label": "Plan", "model": "planner", "input_tokens": F(10), "output_tokens": F(1)}
CASE = {"label": "Peak", "description": "Some peak."}
SCENARIO = {
    "label": "Shop",
    "page_profile": "full",
    "sites": F(10),
    "load_cases": {"peak": {**CASE, "generations_per_minute": F(1)}},
}
MONTH = {"active_days": F(22), "hours_per_day": F(16)}
CAMPAIGN = {"weeks": F(3), "days_per_week": F(5), "hours_per_day": F(8)}
VIEWED = {"page_views_per_site": F(1000), "generative_share": "10%"}


def refused(record: type[BaseModel], values: Mapping[str, Any]) -> tuple[str, tuple[str | int, ...]]:
    """What is wrong with the values, and where below the record."""
    with pytest.raises(ValidationError) as caught:
        record.model_validate(values)
    (detail,) = caught.value.errors()
    error = detail["ctx"]["error"]
    return error.what + (f"; {error.hint}" if error.hint else ""), error.at


def test_a_call_is_sent_once_a_page_unless_stated() -> None:
    assert Call.model_validate(CALL).requests_per_page.ends == (F(1), F(1), F(1))
    assert Call.model_validate({**CALL, "requests_per_page": F(2)}).requests_per_page.ends == (F(2), F(2), F(2))


def test_the_default_of_a_call_was_stated_by_nobody() -> None:
    call = Call.model_validate(CALL)
    assert "requests_per_page" not in call.model_fields_set
    assert call.begins_with == []


def test_a_model_has_an_evaluation_exactly_when_it_is_under_evaluation() -> None:
    model = {"role": "R", "purpose": "Plans."}
    evaluation = {"headroom": "20%", "replacements": {"r": {"label": "R", "replaces": ["planner"]}}}
    assert Model.model_validate({**model, "reservation": "primary"}).evaluation is None
    assert Model.model_validate({**model, "reservation": "evaluation", "evaluation": evaluation}).evaluation
    said = ("a model has `evaluation` exactly when its reservation is evaluation", ("reservation",))
    assert refused(Model, {**model, "reservation": "evaluation"}) == said
    assert refused(Model, {**model, "reservation": "secondary", "evaluation": evaluation}) == said


def test_a_peak_is_derived_from_page_views_or_stated() -> None:
    views, stated = {"page_views_per_minute_per_site": F(5)}, {"generations_per_minute_per_site": F(1)}
    assert Peak.model_validate(views).generations_per_minute_per_site is None
    assert Peak.model_validate(stated).page_views_per_minute_per_site is None
    either = "expected either page_views_per_minute_per_site or generations_per_minute_per_site"
    assert refused(Peak, {**views, **stated}) == (f"{either}, not both", ("generations_per_minute_per_site",))
    assert refused(Peak, {}) == (f"{either}, has neither", ("[key]",))


def test_a_load_case_has_sites_at_peak_or_a_stated_rate() -> None:
    either = "expected either sites_at_peak or generations_per_minute"
    both = {**CASE, "sites_at_peak": F(0), "generations_per_minute": F(0)}
    assert refused(LoadCase, both) == (f"{either}, not both", ("generations_per_minute",))
    assert refused(LoadCase, CASE) == (f"{either}, has neither", ("[key]",))


def test_the_sites_at_peak_may_be_all_none_or_a_range() -> None:
    def at_peak(value: object) -> object:
        return LoadCase.model_validate({**CASE, "sites_at_peak": value}).sites_at_peak

    assert [at_peak("all"), at_peak("none")] == ["all", "none"]
    some = at_peak({"low": F(0), "high": F(4)})
    assert isinstance(some, Quantity)
    assert some.ends == (F(0), F(2), F(4))
    with pytest.raises(ValidationError, match="expected a number, all or none, found most"):
        at_peak("most")


@pytest.mark.parametrize(
    "more",
    [
        {},
        {**VIEWED, "month": MONTH},
        {**VIEWED, "campaign": CAMPAIGN},
        {"sustained": {"generations_per_minute_per_site": F(1)}},
        {"generative_share": "10%", "peak": {"page_views_per_minute_per_site": F(5)}},
        {"peak": {"generations_per_minute_per_site": F(5)}},
        {**VIEWED, "month": MONTH, "peak": {"page_views_per_minute_per_site": F(5)}},
    ],
)
def test_a_scenario_states_its_traffic_in_one_of_these_ways(more: Mapping[str, Any]) -> None:
    assert Scenario.model_validate({**SCENARIO, **more}).sites.value == 10


def test_a_scenario_spreads_its_page_views_over_one_thing() -> None:
    spread = {"campaign": CAMPAIGN, "month": MONTH, "sustained": {"generations_per_minute_per_site": F(1)}}
    said = "expected at most one of campaign, month and sustained, found"
    assert refused(Scenario, {**SCENARIO, **VIEWED, **spread}) == (
        f"{said} campaign and month and sustained",
        ("month",),
    )
    del spread["month"]
    assert refused(Scenario, {**SCENARIO, **VIEWED, **spread}) == (f"{said} campaign and sustained", ("sustained",))


def test_page_views_and_their_share_go_with_what_they_are_spread_over() -> None:
    views = "page_views_per_site goes with a campaign or a month"
    share = "generative_share goes with page views, in the campaign, the month or the peak"
    just_views, just_share = {"page_views_per_site": F(1)}, {"generative_share": "10%"}
    views_at, share_at = ("page_views_per_site",), ("generative_share",)
    assert refused(Scenario, {**SCENARIO, **just_views}) == (f"{views}; leave it out", views_at)
    assert refused(Scenario, {**SCENARIO, **just_share, "month": MONTH}) == (f"{views}; it is missing", views_at)
    assert refused(Scenario, {**SCENARIO, **just_share}) == (f"{share}; leave it out", share_at)
    assert refused(Scenario, {**SCENARIO, **just_views, "month": MONTH}) == (f"{share}; it is missing", share_at)
    derived = {"peak": {"page_views_per_minute_per_site": F(5)}}
    assert refused(Scenario, {**SCENARIO, **derived}) == (f"{share}; it is missing", share_at)
    stated = {**just_share, "peak": {"generations_per_minute_per_site": F(5)}}
    assert refused(Scenario, {**SCENARIO, **stated}) == (f"{share}; leave it out", share_at)


@pytest.mark.parametrize(
    ("takes", "sort"),
    [
        ({"query_reuse": "launch"}, ReusedAnswers),
        ({"skipped_call": "plan", "share_of_pages": "15%"}, SkippedCall),
        ({"compressed_component": "rules", "share_of_tokens": "30%"}, CompressedComponent),
    ],
)
def test_what_a_saving_takes_away_tells_its_kind(takes: Mapping[str, Any], sort: type[BaseModel]) -> None:
    saving = Saving.model_validate({"label": "S", "description": "Saves.", "takes": takes})
    assert type(saving.takes) is sort


def test_what_a_saving_takes_away_may_be_open() -> None:
    saving = {"label": "S", "description": "Saves."}
    assert Saving.model_validate({**saving, "takes": "to be measured"}).takes == "to be measured"
    with pytest.raises(ValidationError, match="expected a mapping or to be measured, found to be weighed"):
        Saving.model_validate({**saving, "takes": "to be weighed"})


def records(record: type[BaseModel]) -> set[type[BaseModel]]:
    below = record.__subclasses__()
    return {one for sub in below for one in ({sub} | records(sub)) if one.__module__.startswith("generator.")}


def test_every_quantity_of_every_record_has_a_unit_and_a_sentence() -> None:
    fields = [
        (f"{record.__name__}.{name}", field)
        for record in records(BaseModel)
        for name, field in record.model_fields.items()
        if any(
            f".{sort}" in repr(field.annotation)
            for sort in ("Amount", "Positive", "Percentage", "Whole", "Hours", "Days")
        )
    ]
    assert len(fields) > 20
    assert [name for name, field in fields if not any(isinstance(one, Unit) for one in field.metadata)] == []
    assert [name for name, field in fields if not (field.description or "").endswith(".")] == []


def test_labels_are_names_and_descriptions_are_texts() -> None:
    saving = Saving.model_validate({"label": "Top 5", "description": "Saves.", "takes": "to be measured"})
    assert type(saving.label) is Name
    with pytest.raises(ValidationError, match="the number 5 is typed in free text"):
        Saving.model_validate({"label": "S", "description": "Saves 5.", "takes": "to be measured"})


def test_the_files_of_a_proposal_are_the_fields_of_its_inputs() -> None:
    assert list(Inputs.model_fields) == ["proposal", "models", "page_profiles", "scenarios", "caching", "savings"]
