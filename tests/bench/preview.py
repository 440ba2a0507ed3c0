"""From a save to the screen: how long the preview takes, beside a browser that loads the same page anew.

In: a proposal, and how many runs. Out: the runs of each in turn, in one browser. What is measured ends where the
browser has drawn: of the preview with the new figure in the title, of the reload with the page as it was.
"""

import asyncio
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from shutil import copytree

from playwright.sync_api import Browser, Page

from generator.document.templates import INSTALLED
from generator.figures.sheet import calculate
from generator.inputs import load
from generator.preview.app import Preview
from generator.preview.serve import bound, serve
from generator.print.product import make
from generator.print.screen import to_screen
from tests.bench.measure import Run
from tests.browser import launched

NAME, FILE = "proposal", "scenarios.yaml"
LINES = "page_views_per_minute_per_site: 5000", "page_views_per_minute_per_site: 6000"
"""A line of the inputs, as it is and as it is saved; the title shows what rests on it."""
SEEN = """void (window.seen = new Promise((done, fail) => {
    setTimeout(() => fail(new Error("not drawn within half a minute")), 30000);
    const watch = new MutationObserver(() => {
        watch.disconnect();
        requestAnimationFrame(() => setTimeout(() => done(performance.timeOrigin + performance.now())));
    });
    watch.observe(document.querySelector("h1"), {subtree: true, childList: true, characterData: true});
}))"""
DRAWN = "new Promise(done => requestAnimationFrame(() => setTimeout(done)))"


def runs(folder: Path, work: Path, times: int) -> dict[str, list[Run]]:
    """The runs of the preview, of a reload of the same page as one file, and of the calculation alone."""
    inputs = Path(copytree(folder, work / "preview" / "inputs" / NAME))
    static = work / "static"
    static.mkdir()
    product = make(load(inputs))
    page = to_screen(product.document, product.proposal, product.sheet)
    (static / "index.html").write_text(page.text, encoding="utf-8")
    with launched() as browser, _previewed(inputs) as ours, _served(static) as theirs:
        pages = {"preview": _opened(browser, ours), "reload": _opened(browser, theirs)}
        kinds: Mapping[str, Callable[[], float]] = {
            "preview": partial(_save, pages["preview"], inputs / FILE),
            "reload": partial(_reload, pages["reload"]),
            "calculation": partial(_calculate, inputs),
        }
        found: dict[str, list[Run]] = {name: [] for name in kinds}
        for _ in range(times + 1):
            for name, one in kinds.items():
                found[name].append(Run(one(), 0, 0))
    return {name: each[1:] for name, each in found.items()}


def _save(page: Page, file: Path) -> float:
    text = file.read_text(encoding="utf-8")
    old, new = LINES if LINES[0] in text else LINES[::-1]
    page.evaluate(SEEN)
    begun = time.time()
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    return float(page.evaluate("window.seen")) / 1000 - begun


def _reload(page: Page) -> float:
    begun = time.time()
    page.reload(wait_until="load")
    page.evaluate(DRAWN)
    return time.time() - begun


def _calculate(folder: Path) -> float:
    proposal, begun = load(folder), time.time()
    calculate(proposal)
    return time.time() - begun


def _opened(browser: Browser, address: str) -> Page:
    page = browser.new_page()
    page.goto(address)
    page.wait_for_selector("h1")
    page.wait_for_timeout(1000)
    return page


@contextmanager
def _previewed(folder: Path) -> Iterator[str]:
    preview, socket, begun = Preview({NAME: folder}, INSTALLED), bound(0), threading.Event()
    ends: list[Callable[[], object]] = []

    async def run() -> None:
        loop = asyncio.get_running_loop()

        def told(end: Callable[[], None]) -> None:
            ends.append(lambda: loop.call_soon_threadsafe(end))
            begun.set()

        await serve(preview, socket, folder.parents[1], told)

    thread = threading.Thread(target=asyncio.run, args=(run(),))
    thread.start()
    begun.wait()
    yield f"http://127.0.0.1:{socket.getsockname()[1]}/{NAME}/"
    ends[0]()
    thread.join()


class _Still(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Says nothing."""


@contextmanager
def _served(folder: Path) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Still, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}/"
    server.shutdown()
