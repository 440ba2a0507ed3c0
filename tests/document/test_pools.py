"""A template sees what is asked for apart, each with its own cases."""

from fractions import Fraction

from generator.document.render import render
from generator.document.views import views
from generator.figures.sheet import calculate
from generator.inputs import load
from generator.units import COMPACT, write
from tests.conftest import REGIONS, SMALL, UNITS


def test_each_pool_has_its_label_its_headline_case_and_its_own_rows() -> None:
    proposal = load(REGIONS)
    top = views(proposal, calculate(proposal))
    assert [str(one.label) for one in top["pools"]] == ["Europe", "America"]
    assert [str(one.headline.key) for one in top["pools"]] == ["eu.noon", "us.noon"]
    assert [str(one.requests_per_minute) for one in top["pools"]] == ["432", "369.6"]
    assert top["request"] is top["pools"][0]
    assert top["several_pools"]


def test_a_request_that_is_no_pool_is_the_only_one_and_has_no_label() -> None:
    proposal = load(SMALL)
    top = views(proposal, calculate(proposal))
    assert top["pools"] == [top["request"]]
    assert top["request"].label is None
    assert not top["several_pools"]


def test_the_document_asks_for_each_pool_and_prints_no_sum_of_them() -> None:
    proposal = load(REGIONS)
    sheet = calculate(proposal)
    text = render(proposal, sheet).text
    title, *_ = text.splitlines()
    assert (
        "432 requests and 521K tokens per minute in Europe, and 370 requests and 446K tokens per minute in America"
        in title
    )
    assert "### Europe" in text
    assert "### America" in text
    each = [sheet[f"request.pools.{key}.tokens_per_minute"].value for key in ("eu", "us")]
    assert f"{int(sum(each)):,}" not in text
    assert write(Fraction(sum(each)), sheet["request.pools.eu.tokens_per_minute"].unit, COMPACT) not in text


def test_the_use_of_each_pool_is_drawn() -> None:
    month = {"scenarios.us.month": "{active_days: 22, hours_per_day: 10}"}
    views = {"scenarios.us.page_views_per_site": "100000", "scenarios.us.generative_share": "100%"}
    proposal = load(REGIONS, month | views)
    document = render(proposal, calculate(proposal))
    assert {"use-1.svg", "use-2.svg"} <= {name.rpartition("/")[2] for name in document.pictures()}


def test_only_what_a_pool_rests_on_makes_its_range() -> None:
    proposal = load(REGIONS)
    text = render(proposal, calculate(proposal)).text
    europe = next(line for line in text.splitlines() if line.startswith("The need in Europe is"))
    assert europe.endswith("Reply: specific tokens, 500–900.")


def test_only_a_vendor_that_limits_uncached_tokens_is_asked_what_these_count() -> None:
    question = "Does the uncached limit count output?"
    asked, other = (load(folder) for folder in (REGIONS, UNITS))
    assert question in render(asked, calculate(asked)).text
    assert question not in render(other, calculate(other)).text


def test_a_ramp_leads_to_each_pool_by_itself() -> None:
    ramp = "{ramp: {first: {label: first month, share: 50%, source: {stated: so}}}}"
    proposal = load(REGIONS, {"proposal.terms": ramp})
    text = render(proposal, calculate(proposal)).text
    assert "| first month | 50% | 216 | 260K | 163K |" in text
    assert "| first month | 50% | 185 | 223K | 140K |" in text


def test_a_budget_beside_which_no_month_stands_is_told_as_it_is() -> None:
    """Otherwise the amount would stand in the inputs alone, and nothing would read it."""
    budget = "{budget: {says: Granted., per_month: {value: 9000, source: {stated: board}}}}"
    found = load(SMALL.parent / "seats", {"proposal.terms": budget, "proposal.currency": "EUR"})
    text = render(found, calculate(found)).text
    assert "The budget is 9,000 EUR a month; what a month takes of it is not told," in text
