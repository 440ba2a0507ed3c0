"""A page in blocks says what the page for the screen says, and of two pages only what is another differs."""

import re
from typing import NamedTuple

import pytest

from generator.document.templates import INSTALLED
from generator.inputs import load
from generator.preview.page import Page, derivation_of, difference, digest_of, work_out
from generator.print.html import visible
from generator.print.screen import Screen
from tests.conftest import REGIONS, SMALL, Built


def page_of(changes: dict[str, str], ids: dict[str, str]) -> Page:
    return work_out(load(SMALL, changes), INSTALLED, ids)


class Pages(NamedTuple):
    """Two pages of a proposal, and the ids of its figures: those of the first alone, and all."""

    before: Page
    after: Page
    first: dict[str, str]
    ids: dict[str, str]


@pytest.fixture(scope="module")
def pages() -> Pages:
    ids: dict[str, str] = {}
    before, first = page_of({}, ids), dict(ids)
    return Pages(before, page_of({"scenarios.desk.sites": "5"}, ids), first, ids)


def test_the_blocks_together_are_the_content_of_the_page_for_the_screen(small_screen: Screen, pages: Pages) -> None:
    page = pages.before
    content = re.search(r"<main[^>]*>(.*)</main>", small_screen.text, re.DOTALL)
    assert content
    assert visible("\n".join(page.blocks.values())).split() == visible(content[1]).split()
    assert all(block.startswith("<") for block in page.blocks.values())
    assert "\ue003" not in "".join(page.blocks.values())
    headings = re.search(r"<ol>(.*?)</ol>", small_screen.text, re.DOTALL)
    assert headings
    assert re.sub(r"\n", "", headings[1]) == page.contents


def test_what_does_not_rest_on_a_changed_input_is_the_same_block(small: Built, pages: Pages) -> None:
    before, after = pages.before, pages.after
    assert 5 < len(before.blocks.keys() & after.blocks.keys()) < len(before.blocks)
    others = after.blocks.keys() - before.blocks.keys()
    assert {"1,665" in after.blocks[one] for one in others} == {True, False}
    assert before.of == after.of == digest_of(small.proposal.files)


def test_a_figure_keeps_its_id_from_page_to_page(pages: Pages) -> None:
    assert {name: pages.ids[name] for name in pages.first} == pages.first
    assert len({*pages.ids.values()}) == len(pages.ids)


def test_blocks_that_are_the_same_are_told_apart(pages: Pages) -> None:
    assert {one.partition(".")[2] for one in pages.before.blocks} >= {"1"}


def test_a_derivation_says_the_same_as_on_the_page_for_the_screen(small_screen: Screen, pages: Pages) -> None:
    page, ids = pages.before, pages.ids
    for name in ("request.tokens_per_minute", "scenarios.desk.sites"):
        belongs = small_screen.derivations[name]
        found = derivation_of(page, name, ids)
        assert f'id="{ids[name]}"' in found
        assert visible(found).split() == " ".join(belongs.texts()).split()
        steps = re.findall(r'<li><button popovertarget="(.*?)"', found)
        assert len(steps) == len(belongs.steps)
        assert {*steps} <= {*ids.values()}


def test_each_limit_is_told_before_and_after_and_by_how_much(pages: Pages) -> None:
    before, after = pages.before, pages.after
    found = difference(before, after)
    assert [(one["title"], one["before"], one["after"], one["by"]) for one in found["limits"]] == [
        ("RPM", "1,332", "1,665", "+25%"),
        ("TPM", "8,991,000", "11,238,750", "+25%"),
        ("uncached TPM", "8,991,000", "11,238,750", "+25%"),
    ]
    names = before.shown.keys() | after.shown.keys()
    assert found["of"] == len(names)
    assert found["moved"] == sum(before.shown.get(name) != after.shown.get(name) for name in names) > 0
    assert difference(after, before)["limits"][0]["by"] == "−20%"
    third = page_of({"scenarios.desk.sites": "3"}, pages.ids)
    assert difference(third, before)["limits"][0]["by"] == "~+33.3%"


def test_a_page_does_not_differ_from_itself_and_pools_are_told_apart() -> None:
    page = work_out(load(REGIONS), INSTALLED, {})
    found = difference(page, page)
    assert found["moved"] == 0
    assert {one["by"] for one in found["limits"]} == {""}
    assert len(found["limits"]) == 3 * len(page.product.proposal.inputs.proposal.request.pools)
