"""The page for the screen in a real browser: by keyboard, pointer and touch, in both themes, from phone to wide."""

import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, Literal

import pytest

from generator.print.screen import Screen
from tests.browser import launched, violations, window

pytest.importorskip("playwright")
from playwright.sync_api import Browser, Page, expect

WIDE, PHONE = (1440, 900), (360, 740)
FIGURE = "main p .figure"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with launched() as browser:
        yield browser


@pytest.fixture(scope="module")
def files(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """The page of the small proposal or, which takes many times as long, that of the Cerebras proposal."""
    folder, made = tmp_path_factory.mktemp("screen"), {"small": "small_screen", "cerebras": "screen"}

    def file(of: str) -> Path:
        path = folder / f"{of}.html"
        if not path.exists():
            screen: Screen = request.getfixturevalue(made[of])
            path.write_text(screen.text, encoding="utf-8")
        return path

    return file


Opener = Callable[..., Page]


@pytest.fixture
def opened(browser: Browser, files: Callable[[str], Path]) -> Iterator[Opener]:
    """Opens a page in a window; by the end of a test nothing was fetched, and nothing complained of."""
    complaints: list[str] = []
    requests: list[str] = []
    addresses: list[str] = []
    contexts = []

    def open_(
        size: tuple[int, int] = WIDE, scheme: Literal["light", "dark"] = "light", of: str = "small", **more: Any
    ) -> Page:
        page = window(browser, size, complaints, requests, color_scheme=scheme, **more)
        contexts.append(page.context)
        addresses.append(files(of).as_uri())
        page.goto(addresses[-1])
        return page

    yield open_
    for context in contexts:
        for page in context.pages:
            assert fetched(page, requests) == {*addresses}
        context.close()
    assert complaints == []


@pytest.fixture(scope="module")
def whole(browser: Browser, files: Callable[[str], Path]) -> Iterator[tuple[Page, list[str]]]:
    """The small page in a wide window, and what it complains of; all that it asks for is itself."""
    complaints: list[str] = []
    requests: list[str] = []
    page = window(browser, WIDE, complaints, requests, color_scheme="light")
    page.goto(files("small").as_uri())
    yield page, complaints
    assert fetched(page, requests) == {files("small").as_uri()}


def fetched(page: Page, requests: Sequence[str]) -> set[str]:
    """What a page asked for, but for the typeface that it carries."""
    entries = page.evaluate("performance.getEntriesByType('resource').map(one => one.name)")
    return {url for url in [*requests, *entries] if not url.startswith("data:font/woff2")}


@pytest.fixture
def page(whole: tuple[Page, list[str]]) -> Iterator[Page]:
    """That, which is opened once: as wide as it was, with nothing in the focus and all closed."""
    page, complaints = whole
    page.emulate_media(media="screen")
    if page.viewport_size != {"width": WIDE[0], "height": WIDE[1]}:
        page.set_viewport_size({"width": WIDE[0], "height": WIDE[1]})
    page.mouse.move(5, 5)
    page.evaluate(
        """() => {
            document.activeElement.blur();
            for (const one of document.querySelectorAll('.derivation:popover-open')) one.hidePopover();
            document.activeElement.blur();
            scrollTo(0, 0);
        }"""
    )
    expect(open_ones(page)).to_have_count(0)
    yield page
    assert complaints == []


def open_ones(page: Page) -> Any:
    return page.locator(".derivation:popover-open")


def derivation(page: Page, figure: Any) -> Any:
    id_ = figure.get_attribute("popovertarget") or figure.get_attribute("href").removeprefix("#")
    return page.locator(f"[id='{id_}']")


def tab_to(page: Page, figure: Any) -> None:
    """Moves the focus with Tab alone, from the stop before."""
    figure.evaluate(
        """figure => {
            const stops = [...document.querySelectorAll('a[href], button, [tabindex="0"]')]
                .filter(one => !one.closest('.derivation'));
            stops[stops.indexOf(figure) - 1].focus();
        }"""
    )
    page.keyboard.press("Tab")
    expect(figure).to_be_focused()


BUT_FOR_WHAT_IS_CLOSED = {"include": [["html"]], "exclude": [[".derivations"]]}


def leave_out(page: Page, selector: str) -> None:
    """Takes out of a page what is like the rest, for axe takes long."""
    page.evaluate("all => document.querySelectorAll(all).forEach(one => one.remove())", selector)


@pytest.mark.whole
def test_axe_finds_nothing_in_the_largest_page(opened: Opener) -> None:
    page = opened(of="cerebras")
    leave_out(page, ".derivations, tbody tr:nth-child(n+4):not(:last-child)")
    # Contrast takes long, and all is coloured as in the small page below.
    assert violations(page, "html", color_contrast=False) == []


@pytest.mark.slice(2)
@pytest.mark.parametrize(("size", "scheme"), [(WIDE, "light"), (PHONE, "dark")], ids=["wide, light", "phone, dark"])
def test_axe_finds_nothing_with_and_without_a_derivation_open_and_would_find_a_fault(
    opened: Opener, size: tuple[int, int], scheme: Literal["light", "dark"]
) -> None:
    page = opened(size, scheme)
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == (
        "rgb(255, 255, 255)" if scheme == "light" else "rgb(18, 24, 27)"
    )
    leave_out(page, "main > .scroll:nth-of-type(n+3), main > p:nth-of-type(n+9), .derivation:nth-child(n+15)")
    assert violations(page, BUT_FOR_WHAT_IS_CLOSED) == []
    page.locator(FIGURE).first.click()
    open_ones(page).locator(".steps button").first.click()
    expect(open_ones(page)).to_have_count(2)
    planted = {"color-contrast": '^<code>|class="name"', "button-name": 'class="close"'}
    page.locator(".derivation:popover-open .close").evaluate_all("all => all.forEach(one => one.ariaLabel = null)")
    page.locator(".derivation:popover-open .name").evaluate_all(
        "(all, faint) => all.forEach(one => one.style.color = faint)", "#cccccc" if scheme == "light" else "#444444"
    )
    found = dict(violations(page, ".derivation:popover-open"))
    assert found.keys() == planted.keys()
    assert [html for name, nodes in found.items() for html in nodes if not re.search(planted[name], html)] == []
    assert tuple(map(int, page.evaluate("axe.version").split(".")[:2])) >= (4, 8)


def test_a_derivation_opens_with_the_focus_and_closes_with_escape(page: Page) -> None:
    figure = page.locator(FIGURE).first
    tab_to(page, figure)
    expect(derivation(page, figure)).to_be_visible()
    page.keyboard.press("Escape")
    expect(open_ones(page)).to_have_count(0)
    expect(figure).to_be_focused()
    page.keyboard.press("Tab")
    expect(figure).not_to_be_focused()
    expect(open_ones(page)).to_have_count(1)


def test_a_key_leads_into_a_derivation_down_to_a_line_of_yaml_and_escape_back_step_by_step(page: Page) -> None:
    figure = page.locator("main td .figure").first
    tab_to(page, figure)
    page.keyboard.press("Enter")
    depth = 1
    expect(page.locator(".derivation:focus")).to_have_count(1)
    while (steps := page.locator(".derivation:focus .steps button")).count():
        steps.first.focus()
        page.keyboard.press("Enter")
        depth += 1
        expect(open_ones(page)).to_have_count(depth)
        expect(page.locator(".derivation:focus .value")).to_be_visible()
    assert depth > 3
    last = page.locator(".derivation:focus")
    assert "tests/proposals/small/" in last.locator(".place").first.inner_text()
    expect(last.locator(".yaml code").first).to_be_visible()
    for left in range(depth - 1, -1, -1):
        page.keyboard.press("Escape")
        expect(open_ones(page)).to_have_count(left)
    expect(figure).to_be_focused()


def test_a_kept_derivation_comes_next_in_the_order_of_tab(page: Page) -> None:
    figure = page.locator("main td .figure").first
    figure.focus()
    page.keyboard.press("Escape")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.derivation') !== null")


def test_a_derivation_opens_under_the_pointer_stays_while_it_is_over_it_and_closes_when_it_leaves(
    page: Page,
) -> None:
    figure = page.locator(FIGURE).first
    figure.hover()
    shown = derivation(page, figure)
    expect(shown).to_be_visible()
    shown.hover()
    page.wait_for_timeout(600)
    expect(shown).to_be_visible()
    page.mouse.move(5, 5)
    expect(shown).to_be_hidden()
    figure.hover()
    expect(shown).to_be_visible()
    page.keyboard.press("Escape")
    expect(shown).to_be_hidden()


def test_what_is_pressed_stays_until_it_is_pressed_again(page: Page) -> None:
    figure = page.locator(FIGURE).first
    figure.hover()
    shown = derivation(page, figure)
    expect(shown).to_be_visible()
    figure.click()
    page.mouse.move(5, 5)
    page.wait_for_timeout(600)
    expect(shown).to_be_visible()
    figure.click()
    expect(shown).to_be_hidden()


def test_a_derivation_opens_at_a_touch_and_closes_at_its_button(opened: Opener) -> None:
    page = opened(PHONE, has_touch=True, is_mobile=True)
    for where in (FIGURE, "main td .figure", "svg .figure", "h1 .figure"):
        figure = page.locator(where).first
        figure.tap()
        shown = derivation(page, figure)
        expect(shown).to_be_visible()
        assert shown.locator(".value").inner_text()
        shown.locator(".close").tap()
        expect(shown).to_be_hidden()


def test_a_figure_of_a_chart_opens_its_derivation_by_keyboard(page: Page) -> None:
    figure = page.locator("svg .figure").first
    tab_to(page, figure)
    expect(derivation(page, figure)).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.locator(".derivation:focus")).to_have_count(1)


def test_without_script_a_figure_still_opens_its_derivation_and_that_its_steps(opened: Opener) -> None:
    page = opened(java_script_enabled=False)
    figure = page.locator("main td .figure").first
    figure.focus()
    page.keyboard.press("Enter")
    expect(open_ones(page)).to_have_count(1)
    open_ones(page).locator(".steps button").first.click()
    expect(open_ones(page)).to_have_count(2)
    page.keyboard.press("Escape")
    expect(open_ones(page)).to_have_count(1)
    page.keyboard.press("Escape")
    page.locator("svg .figure").first.click()
    expect(page.locator(".derivation:target .value")).to_be_visible()


OF = pytest.mark.parametrize("of", ["small", "cerebras"])


@pytest.fixture
def shown(opened: Opener, request: pytest.FixtureRequest) -> Callable[[str], Page]:
    """The small page, which is open, or that of the Cerebras proposal."""
    return lambda of: request.getfixturevalue("page") if of == "small" else opened(of=of)


@OF
@pytest.mark.slice(2)
def test_a_figure_anywhere_opens_a_derivation_of_its_own_within_the_window(
    shown: Callable[[str], Page], of: str
) -> None:
    page = shown(of)
    stray = page.evaluate(
        """() => [...document.querySelectorAll('.figure')].filter((_, at) => at % 7 === 0).filter(figure => {
            figure.scrollIntoView({block: 'center'});
            figure.dispatchEvent(new MouseEvent('click', {bubbles: true, cancelable: true, detail: 1}));
            const open = [...document.querySelectorAll('.derivation:popover-open')];
            const box = open[0]?.getBoundingClientRect();
            const fine = open.length === 1 && box.left >= 0 && box.right <= innerWidth && box.height > 40;
            open[0]?.hidePopover();
            return !fine;
        }).map(figure => figure.outerHTML)"""
    )
    assert stray == []


@pytest.mark.slice(2)
@pytest.mark.parametrize(("of", "widths"), [("small", (320, 360, 768, 1440, 2560)), ("cerebras", (320,))])
def test_the_page_itself_never_scrolls_sideways(shown: Callable[[str], Page], of: str, widths: Sequence[int]) -> None:
    page = shown(of)
    for width in widths:
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.locator(FIGURE).first.click()
        expect(open_ones(page)).to_have_count(1)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.keyboard.press("Escape")
        page.mouse.move(5, 5)
        expect(open_ones(page)).to_have_count(0)


@OF
@pytest.mark.slice(2)
def test_too_wide_a_table_scrolls_by_keyboard_in_its_own_region(shown: Callable[[str], Page], of: str) -> None:
    page = shown(of)
    page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    page.evaluate("document.fonts.ready.then(() => new Promise(requestAnimationFrame))")
    wide = page.locator(".scroll").evaluate_all("all => all.map(one => one.scrollWidth > one.clientWidth)")
    stops = page.locator(".scroll").evaluate_all("all => all.map(one => one.tabIndex === 0)")
    assert stops == wide, "what fits in the typeface of the page is no stop, though it may not in another"
    region = page.locator(".scroll[tabindex='0']").first
    region.focus()
    page.keyboard.press("ArrowRight")
    expect(region).not_to_have_js_property("scrollLeft", 0)
    page.set_viewport_size({"width": 2560, "height": 1200})
    expect(page.locator("table").locator("xpath=parent::*[@tabindex='0']")).to_have_count(0)


def test_the_skip_link_leads_past_the_contents(page: Page) -> None:
    page.mouse.click(1, 1)  # Tab goes on from the beginning
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_what_is_printed_is_free_of_the_screens_own_parts(page: Page) -> None:
    page.emulate_media(media="print")
    expect(page.locator("nav.contents")).to_be_hidden()
    expect(page.locator("main")).to_be_visible()
