"""The preview in a real browser: it follows its files; by keyboard, for a screen reader, on a phone, in the dark."""

import re
from collections.abc import Iterator
from typing import Literal

import pytest

from tests.browser import launched, violations, window
from tests.preview.conftest import Served

pytest.importorskip("playwright")
from playwright.sync_api import APIResponse, Browser, Page, Route, expect

WIDE, PHONE = (1440, 900), (390, 844)
SITES = "#fields input[data-path='scenarios.desk.sites']"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with launched() as browser:
        yield browser


Opened = tuple[Page, list[str], list[str]]
"""A window, what the page in it complains of, and what it asks for."""


def empty(browser: Browser, size: tuple[int, int], scheme: Literal["light", "dark"]) -> Opened:
    complaints: list[str] = []
    asked: list[str] = []
    return window(browser, size, complaints, asked, color_scheme=scheme), complaints, asked


@pytest.fixture(scope="module")
def wide(browser: Browser) -> Opened:
    return empty(browser, WIDE, "light")


@pytest.fixture
def page(wide: Opened, served: Served) -> Iterator[Page]:
    """The preview as it is opened, in a window for all tests; by the end of a test it has kept to itself."""
    yield gone_to(served, wide[0])
    kept_to_itself(served, wide)


def gone_to(served: Served, page: Page) -> Page:
    page.goto(f"{served.address}/small/")
    expect(page.locator("#fields input").first).to_be_attached()
    return page


def kept_to_itself(served: Served, opened: Opened) -> None:
    """Nothing complained, and nothing came from elsewhere."""
    _, complaints, asked = opened
    assert complaints == []
    own = f"{served.address}/small/", f"{served.address}/-/"
    assert {url for url in asked if not url.startswith(own)} <= {"data:,"}


def save(served: Served, old: str, new: str) -> None:
    file = served.inputs / "scenarios.yaml"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def keep_nodes(page: Page) -> None:
    """Remembers each block as the node that it is."""
    page.evaluate("window.kept = [...document.querySelectorAll('main > *')]")


def nodes_that_stayed(page: Page) -> int:
    found: int = page.evaluate("window.kept.filter(one => one.isConnected).length")
    return found


def test_what_is_saved_is_seen_where_one_is_and_all_else_stays(page: Page, served: Served) -> None:
    keep_nodes(page)
    blocks = page.locator("main > *").count()
    figure = page.locator("main td .figure").nth(9)
    figure.scroll_into_view_if_needed()
    figure.focus()
    page.keyboard.press("Escape")
    place, before = page.evaluate("scrollY"), figure.bounding_box()
    save(served, "sites: 4", "sites: 5")
    expect(page.locator("h1")).to_contain_text("1,665")
    expect(page.locator("h1 .figure.moved").first).to_be_visible()
    expect(figure).to_be_focused()
    assert place > 0
    after = figure.bounding_box()
    assert before
    assert after
    assert abs(after["y"] - before["y"]) < 2
    assert nodes_that_stayed(page) == blocks == page.locator("main > *").count()
    expect(page.locator("h1 .figure.moved")).to_have_count(0)


def test_a_fault_is_said_with_its_line_or_at_its_field_and_the_last_page_stays(page: Page, served: Served) -> None:
    save(served, "label: Desk\n", "lable: Desk\n")
    fault = page.get_by_role("alert").get_by_role("listitem").filter(has_text="lable").first
    expect(fault).to_contain_text("inputs/small/scenarios.yaml:2:3")
    expect(fault).to_contain_text("did you mean label?")
    expect(page.locator("h1")).to_contain_text("1,332")
    save(served, "lable: Desk\n", "label: Desk\n")
    expect(page.locator("#faults li")).to_have_count(0)
    page.locator("summary").click()
    page.locator(SITES).fill("-5")
    expect(page.locator(SITES)).to_have_attribute("aria-invalid", "true")
    expect(page.locator(SITES)).to_have_accessible_description(re.compile("must be above zero"))
    expect(page.locator("h1")).to_contain_text("1,332")
    page.locator("#write").click()
    expect(page.get_by_role("status")).to_have_text("Nothing was written.")
    page.locator(SITES).fill("4")
    expect(page.locator(SITES)).to_have_attribute("aria-invalid", "false")
    expect(page.locator("#faults li")).to_have_count(0)


def test_a_value_is_tried_out_put_back_and_written_by_keyboard_alone(page: Page, served: Served) -> None:
    file = served.inputs / "scenarios.yaml"
    save(served, "sites: 4", "sites: 4  # as counted")
    before = file.read_text(encoding="utf-8")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("summary")).to_be_focused()
    page.keyboard.press("Enter")
    while not page.locator(SITES).evaluate("one => one === document.activeElement"):
        page.keyboard.press("Tab")
    page.keyboard.press("Control+a")
    page.keyboard.type("5")
    expect(page.locator("#headline")).to_contain_text("RPM 1,332 → 1,665 (+25%)")
    expect(page.locator("h1")).to_contain_text("1,665")
    expect(page.locator("#line")).to_have_text("proposal build -p small --set scenarios.desk.sites=5")
    expect(page.get_by_role("status")).to_contain_text("RPM 1,332 → 1,665 (+25%)")
    assert file.read_text(encoding="utf-8") == before
    page.locator("#back").focus()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("1,332")
    expect(page.locator("#line")).to_be_hidden()
    page.locator(SITES).fill("6")
    expect(page.locator("h1")).to_contain_text("1,998")
    page.locator("#write").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_have_text("Written to scenarios.yaml.")
    assert file.read_text(encoding="utf-8") == before.replace("sites: 4  # as", "sites: 6  # as")
    expect(page.locator(SITES)).to_have_value("6")
    expect(page.locator("#headline")).to_contain_text("nothing is written")
    expect(page.locator("#write")).to_be_focused()


@pytest.mark.whole
def test_what_was_written_is_said_last_where_the_page_was_asking_already(page: Page) -> None:
    """Word of the change may come before that of the writing: the answer to it says what was tried out."""
    page.locator("summary").click()
    page.locator(SITES).fill("6")
    expect(page.locator("h1")).to_contain_text("1,998")
    answers: list[Route] = []
    writings: list[tuple[Route, APIResponse]] = []
    page.route("**/answer", lambda route: route.continue_() if answers else answers.append(route))
    page.route("**/write", lambda route: writings.append((route, route.fetch())))
    with page.expect_request("**/answer"):
        page.locator("#write").click()
    while not (writings and answers):
        page.wait_for_timeout(100)
    writing, written = writings[0]
    with page.expect_response("**/write"):
        writing.fulfill(response=written)
    answers[0].continue_()
    expect(page.locator("#line")).to_be_hidden()
    page.wait_for_timeout(1000)  # what is said late is said by then
    expect(page.get_by_role("status")).to_have_text("Written to scenarios.yaml.")


def test_a_derivation_opens_and_follows_the_files_while_it_is_open(page: Page, served: Served) -> None:
    assert page.locator(".derivation").count() == 0
    page.locator("h1 .figure").first.click()
    shown = page.locator(".derivation:popover-open")
    expect(shown.locator(".value")).to_have_text("1,332 requests/min")
    shown.locator(".steps button").first.click()
    expect(shown).to_have_count(2)
    save(served, "sites: 4", "sites: 5")
    expect(shown.first.locator(".value")).to_have_text("1,665 requests/min")
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    expect(shown).to_have_count(0)
    page.locator("main td .figure").first.hover()
    expect(shown).to_have_count(1)


@pytest.mark.slice(2)
@pytest.mark.parametrize(("size", "scheme"), [(PHONE, "dark"), (WIDE, "light")], ids=["phone, dark", "wide, light"])
def test_axe_finds_nothing_while_a_value_is_tried_out_and_another_is_a_fault(
    browser: Browser, served: Served, size: tuple[int, int], scheme: Literal["light", "dark"]
) -> None:
    opened = empty(browser, size, scheme)
    page = gone_to(served, opened[0])
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
    page.locator("summary").click()
    page.locator(SITES).fill("5")
    expect(page.locator("#line")).not_to_be_empty()
    page.get_by_label("Answer: input tokens").fill("-1")
    expect(page.locator("#faults li")).to_have_count(1)
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
    like_the_rest = "main > :nth-child(n+6), #fields > :nth-child(n+9):not(:has([aria-invalid='true']))"
    page.evaluate("all => document.querySelectorAll(all).forEach(one => one.remove())", like_the_rest)
    assert violations(page, "html") == []
    kept_to_itself(served, opened)
    page.context.close()
