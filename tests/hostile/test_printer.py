"""The printer reads the packaged style sheet and fonts, and nothing else; nothing is fetched."""

import os
import subprocess
import sys
import tempfile
import threading
import urllib.request
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from io import BytesIO
from pathlib import Path
from urllib.error import HTTPError

import pikepdf
import pytest

from generator.print.html import Html
from generator.print.pdf import to_pdf
from generator.print.printer import fonts
from tests.conftest import ROOT


@pytest.fixture
def server() -> Iterator[tuple[str, list[str]]]:
    """An address on this machine, and what was asked of it."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(404)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Handler) as http:
        thread = threading.Thread(target=http.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{http.server_port}", asked
        http.shutdown()
        thread.join()


PLANTED = """
<img src="{0}/i"><img srcset="{0}/s 2x"><object data="{0}/o"></object><embed src="{0}/e"><iframe src="{0}/f"></iframe>
<svg><image href="{0}/v" xlink:href="{0}/x"/><use href="{0}/u#a"/></svg><video poster="{0}/p" src="{0}/w"></video>
<link rel="stylesheet" href="{0}/l"><link rel="attachment" href="{0}/a"><base href="{0}/b">
<style>@import url({0}/c); @font-face {{font-family: a; src: url({0}/t)}} p {{background: url({0}/g); font-family: a}}
p::before {{content: url({0}/k)}} li {{list-style-image: url({0}/j)}}</style>
<p style="background: url({0}/y)">a</p><a href="{0}/h" rel="attachment">a</a>
"""
"""Whatever an HTML text can ask its printer to fetch, written past every escape; `{0}` stands for the address."""


def planted(*addresses: str) -> str:
    """A page that asks for whatever can be asked for, in its head as in its text."""
    asks = "".join(PLANTED.format(one) for one in addresses)
    return f'<html lang="en"><head><title>a</title>{asks}</head><body><main>{asks}<h1>a</h1></main></body></html>'


def test_of_a_server_and_of_files_beside_the_printer_nothing_is_asked(
    server: tuple[str, list[str]], tmp_path: Path
) -> None:
    address, asked = server
    secret = b"canary that must not sing"
    canaries = [tmp_path / name for name in "isoefvuxpwlabctgkjyh"]
    for canary in canaries:
        canary.write_bytes(secret)
        os.utime(canary, (1, 2))  # the time of reading is kept where it lies before that of writing
    data = to_pdf(Html(planted(address, tmp_path.as_uri()), (), ""), "letter")
    assert asked == []
    with pytest.raises(HTTPError):
        urllib.request.urlopen(f"{address}/seen")
    assert asked == ["/seen"]
    with pikepdf.open(BytesIO(data)) as pdf:
        streams = [bytes(one.read_bytes()) for one in pdf.objects if isinstance(one, pikepdf.Stream)]
    assert [one for one in streams if secret in one] == []
    assert {canary.stat().st_atime for canary in canaries} == {1}
    assert canaries[0].read_bytes() == secret
    if canaries[0].stat().st_atime == 1:
        pytest.skip("this file system keeps no time of reading; that nothing was read is shown by the PDF alone")


@pytest.mark.whole
def test_of_all_files_outside_the_packages_the_printer_opens_none(tmp_path: Path) -> None:
    (tmp_path / "canary").write_text("canary", encoding="utf-8")
    (tmp_path / "page.html").write_text(planted(f"{tmp_path.as_uri()}/canary?"), encoding="utf-8")
    code = (
        "import sys\nopened = []\n"
        "from pathlib import Path\nfrom generator.print.html import Html\nfrom generator.print.pdf import to_pdf\n"
        f"page = Html(Path({str(tmp_path / 'page.html')!r}).read_text(), (), '')\n"
        "sys.addaudithook(lambda event, args: opened.append(str(args[0])) if event == 'open' else None)\n"
        "to_pdf(page, 'a4')\nprint('\\n'.join(opened))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "capacity-proposals"
    own = (sys.prefix, sys.base_prefix, str(ROOT / "templates"), str(ROOT / "generator"), str(cache), str(fonts()))
    opened = set(done.stdout.splitlines())
    assert any(path.endswith("style.css") for path in opened)
    # Python looks up the kinds of files by their names, and whether the temporary folder can be written to.
    others = {path for path in opened if path.startswith("/") and not path.startswith(own)} - {"/etc/mime.types"}
    assert {path for path in others if str(Path(path).parent) != tempfile.gettempdir()} == set()
    assert str(tmp_path / "canary") not in opened
