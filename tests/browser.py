"""Chromium, for the tests that look at a page as a reader does."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from generator.bootstrap import TEST_NEEDS

pytest.importorskip("playwright")
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect, sync_playwright

FLAGS = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    *(["--no-sandbox"] if os.geteuid() == 0 else []),
]
LONGEST = 300_000
"""Milliseconds that a page is waited for: on a busy machine a second of work takes many, and no test asserts a time."""
expect.set_options(timeout=LONGEST)
STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@contextmanager
def launched() -> Iterator[Browser]:
    """A browser; the test is skipped where none is installed, and fails so in continuous integration."""
    program = next(filter(None, map(shutil.which, TEST_NEEDS[0].programs)), None)
    if program is None:
        (pytest.fail if os.environ.get("CI") else pytest.skip)("Chromium is not installed")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield browser
        browser.close()


def window(browser: Browser, size: tuple[int, int], complaints: list[str], asked: list[str], **more: Any) -> Page:
    """An empty page in a window of its own: what it complains of, and what it asks for, is added to the lists."""
    context = browser.new_context(viewport={"width": size[0], "height": size[1]}, reduced_motion="reduce", **more)
    context.set_default_timeout(LONGEST)
    page = context.new_page()
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    return page


def violations(page: Page, context: str | dict[str, Any], **rules: bool) -> list[tuple[str, list[str]]]:
    """What axe finds, by its rule; some rules may be left out."""
    options = {
        "runOnly": {"type": "tag", "values": STANDARDS},
        "resultTypes": ["violations"],
        "rules": {name.replace("_", "-"): {"enabled": enabled} for name, enabled in rules.items()},
    }
    found = Axe().run(page, context, options).response["violations"]
    return [(one["id"], [node["html"] for node in one["nodes"]][:3]) for one in found]
