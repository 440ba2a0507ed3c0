"""A template sees what is asked for apart, each with its own cases."""

import re
import shutil
from fractions import Fraction
from pathlib import Path

from generator.document.views import views
from generator.inputs import load
from generator.print.product import make
from generator.units import COMPACT, write
from tests.conftest import REGIONS, SEATS, SMALL, UNITS, Built, built
from tests.sheets import document_of


def test_each_pool_has_its_label_its_headline_case_and_its_own_rows() -> None:
    top = views(built(REGIONS).proposal, built(REGIONS).sheet)
    assert [str(one.label) for one in top["pools"]] == ["Europe", "America"]
    assert [str(one.headline.key) for one in top["pools"]] == ["eu.noon", "us.noon"]
    assert [str(one.requests_per_minute) for one in top["pools"]] == ["432", "369.6"]
    assert top["request"] is top["pools"][0]
    assert top["several_pools"]


def test_a_request_that_is_no_pool_is_the_only_one_and_has_no_label(small: Built) -> None:
    top = views(small.proposal, small.sheet)
    assert top["pools"] == [top["request"]]
    assert top["request"].label is None
    assert not top["several_pools"]


def test_the_document_asks_for_each_pool_and_prints_no_sum_of_them() -> None:
    sheet, text = built(REGIONS).sheet, built(REGIONS).document.text
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
    document = document_of(REGIONS, month | views)
    assert {"use-1.svg", "use-2.svg"} <= {name.rpartition("/")[2] for name in document.pictures()}


def test_only_what_a_pool_rests_on_makes_its_range() -> None:
    text = built(REGIONS).document.text
    europe = next(line for line in text.splitlines() if line.startswith("The need in Europe is"))
    assert europe.endswith("Reply: specific tokens, 500–900.")


def test_only_a_vendor_that_limits_uncached_tokens_is_asked_what_these_count() -> None:
    question = "Does the uncached limit count output?"
    assert question in built(REGIONS).document.text
    assert question not in built(UNITS).document.text


def test_a_ramp_leads_to_each_pool_by_itself() -> None:
    ramp = "{ramp: {first: {label: first month, share: 50%, source: {stated: so}}}}"
    text = document_of(REGIONS, {"proposal.terms": ramp}).text
    assert "| first month | 50% | 216 | 260K | 163K |" in text
    assert "| first month | 50% | 185 | 223K | 140K |" in text


def test_a_budget_beside_which_no_month_stands_is_told_as_it_is() -> None:
    """Otherwise the amount would stand in the inputs alone, and nothing would read it."""
    budget = "{budget: {says: Granted., per_month: {value: 9000, source: {stated: board}}}}"
    text = document_of(SEATS, {"proposal.terms": budget, "proposal.currency": "EUR"}).text
    assert "The budget is 9,000 EUR a month; what a month takes of it is not told," in text


def test_what_a_saving_takes_from_a_pool_that_sends_no_tokens_is_told_beside_one_that_does(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(SMALL.parent / "transcription", tmp_path / "inputs" / "apart"))
    letter = folder / "proposal.yaml"
    text = re.sub(r"  tenant_cap: .*\n|  beside:\n.*\n", "", letter.read_text(encoding="utf-8"))
    pools = "pools: {a: {label: Desk, headline_case: desk.noon}, b: {label: Post, headline_case: letters.noon}}"
    letter.write_text(text.replace("headline_case: desk.noon", pools), encoding="utf-8")
    takes = "takes: {skipped_call: hearing, share_of_pages: 15%}"
    saving = f"fewer: {{label: Fewer, description: Some are not read., source: {{assumed: a guess}}, {takes}}}\n"
    (folder / "savings.yaml").write_text(saving, encoding="utf-8")
    product = make(load(folder))
    assert re.search(r"\*\*Fewer in Post\.\*\*.* \| – \| – \| – \|", product.document.text)


def test_of_a_scenario_that_sends_no_tokens_no_share_is_told_that_stays_uncached(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(SMALL.parent / "transcription", tmp_path / "inputs" / "transcription"))
    phase = "{label: Later, scenario: letters, reuse: 40%}"
    cache = "prefix_cache: {hit_rate: 50%, source: {assumed: a try}}"
    reuse = (
        f"{cache}\nquery_reuse:\n  status: to be built\n  source: {{assumed: a try}}\n  phases:\n    later: {phase}\n"
    )
    (folder / "caching.yaml").write_text(reuse, encoding="utf-8")
    product = make(load(folder))
    assert "| Later | 40% | – |" in product.document.text
    assert product.untraced() == []
