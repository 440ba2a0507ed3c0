"""The section on sureness tells the chances where they are asked for, and draws them."""

import re
import shutil
from pathlib import Path

import pytest

from generator.document.audit import audit_markdown
from generator.document.render import Document, render
from generator.figures.sheet import calculate
from generator.inputs import load
from generator.print.product import make
from tests.conftest import CEREBRAS, KINDS, SMALL, Built

(FOLDER,) = (one for one in KINDS if one.name == "chances")
ASKED = {"proposal.request.chances": "{draws: 2000, seed: 3}"}
PEAKS = {"scenarios.production.sites_peak": "{independent: true, source: {assumed: x}}"}


def document(**changes: str) -> Document:
    proposal = load(CEREBRAS, {name.replace("__", "."): one for name, one in changes.items()})
    sheet = calculate(proposal)
    found = render(proposal, sheet)
    assert audit_markdown(found.text, found.in_order(), sheet) == []
    return found


def test_where_no_chances_are_asked_for_none_are_told(cerebras: Built) -> None:
    assert "chance" not in cerebras.document.text
    assert "chances" not in cerebras.document.charts


def test_chances_stand_in_two_lines_and_a_chart() -> None:
    found = document(**ASKED, **PEAKS)
    own = [line for line in found.text.splitlines() if "chance" in line]
    assert own[0].startswith(
        "In 2,000 draws of the ranges (each as PERT), the chance that the need is above what we ask for is "
    )
    assert "The spread in tokens comes to 100% from Production, realistic peak: sites at peak. " in own[0]
    assert "For a chance of only 1% we would ask for " in own[0]
    peaks = "If each site has its peaks by itself, 0.0947 sites are at peak at once on average; for 2.05 minutes"
    assert peaks in found.text
    picture = found.pictures()[f"{CEREBRAS.name}/chances.svg"]
    assert len(re.findall("<rect", picture)) == 3 * 4 + 3, "four quantiles of three limits, a legend and the plate"
    assert picture.count("p99 ") == 3


@pytest.mark.whole
def test_a_distribution_that_is_stated_is_told_of_and_how_the_peaks_of_sites_fall() -> None:
    stated = {"caching.prefix_cache.hit_rate": "{low: 90%, high: 100%, distribution: uniform}"}
    season = document(**ASKED, **stated, scenarios__production__sites_peak="{season: 20%, source: {assumed: x}}").text
    assert "(each as PERT unless it states its distribution), the chance" in season
    assert "If the peaks of sites fall in a season and each by itself within it, " in season
    together = document(**ASKED, scenarios__production__sites_peak="{correlation: 20%, source: {assumed: x}}").text
    assert "If the peaks of sites come at about the same time, " in together


def test_each_pool_has_its_chances_and_its_chart() -> None:
    proposal = load(FOLDER, {"proposal.request.chances.draws": "1000"})
    found, pools = render(proposal, calculate(proposal)), proposal.inputs.proposal.request.pools
    assert found.text.count("In 1,000 draws") == len(pools)
    for pool in pools.values():
        assert f"*How far the need may be above what we ask for in {pool.label}.*" in found.text
    assert {name for name in found.charts if name.startswith("chances-")} == {f"chances-{at}" for at in range(1, 9)}


def test_of_a_part_that_sends_no_tokens_the_chances_of_its_requests_are_told() -> None:
    ranges = {
        "proposal.request.chances": "{draws: 1000, seed: 7, at_most: 1%}",
        "page_profiles.short.calls.picture.requests_per_page": "{low: 1, likely: 2, high: 3}",
    }
    product = make(load(SMALL.parent / "media", ranges))
    assert "For a chance of only 1% we would ask for" in product.document.text
    assert product.untraced() == []


def test_a_model_that_is_sent_no_tokens_may_peak_with_its_sites(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(CEREBRAS, tmp_path / "inputs" / "heard"))
    letter, pages, models = (folder / f"{name}.yaml" for name in ("proposal", "page_profiles", "models"))
    units = "work_units: {image: [image, images]}\n"
    letter.write_text(letter.read_text(encoding="utf-8") + units, encoding="utf-8")
    source = "source: {assumed: a try}"
    hears = f"painter: {{reservation: primary, role: Painting, purpose: Paints., {source}}}\n"
    models.write_text(models.read_text(encoding="utf-8") + f"\n{hears}", encoding="utf-8")
    call = f"  calls:\n    painting: {{label: Painting, model: painter, work: {{image: 2}}, {source}}}\n"
    text = pages.read_text(encoding="utf-8").replace("  calls:\n", call, 1)
    pages.write_text(text, encoding="utf-8")
    found = calculate(load(folder, {"proposal.request.chances": "{draws: 1000, seed: 7, at_most: 1%}"}))
    assert [name for name in found if name.startswith("chances.") and "painter" in name]
