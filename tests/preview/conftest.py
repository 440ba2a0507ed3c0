"""One server for all tests of the preview, over a project that each of them finds as it was."""

import asyncio
import http.client
import json
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest

pytest.importorskip("uvicorn")
from generator.document.templates import INSTALLED, Templates
from generator.preview.app import Preview
from generator.preview.serve import bound, serve
from tests.conftest import SMALL

HOST = "127.0.0.1"


@dataclass(frozen=True)
class Served:
    """A server that runs: its port, the project that it shows, and what it shows it with."""

    port: int
    root: Path
    preview: Preview

    @property
    def address(self) -> str:
        return f"http://{HOST}:{self.port}"

    @property
    def inputs(self) -> Path:
        return self.root / "inputs" / "small"

    def ask(
        self, method: str, path: str, headers: Mapping[str, str] | None = None, body: str | None = None
    ) -> tuple[int, str, Mapping[str, str]]:
        """The status, the text and the headers of an answer."""
        connection = http.client.HTTPConnection(HOST, self.port, timeout=300)
        connection.request(method, path, body, dict(headers or {}))
        found = connection.getresponse()
        text = found.read().decode()
        connection.close()
        return found.status, text, {name.lower(): value for name, value in found.getheaders()}

    def post(self, path: str, asked: object, **headers: str) -> tuple[int, Any]:
        """What the page itself would be answered."""
        own = {"content-type": "application/json", "x-proposal-token": self.preview.token}
        own |= {name.replace("_", "-"): value for name, value in headers.items()}
        status, text, _ = self.ask("POST", path, own, json.dumps(asked))
        return status, json.loads(text) if status == 200 else text


@pytest.fixture(scope="session")
def few_sections(tmp_path_factory: pytest.TempPathFactory) -> Templates:
    """Templates of which the later sections say nothing: a short page follows its files as a long one does."""
    folder = tmp_path_factory.mktemp("few") / "templates"
    folder.mkdir()
    for name in (*INSTALLED.names("[4-9]*.md.j2"), *INSTALLED.names("appendix-*.md.j2")):
        (folder / name).touch()
    return Templates(folder)


@pytest.fixture(scope="package")
def running(few_sections: Templates, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """It is gone before other tests begin: a process that is forked beside a thread may wait for it for ever."""
    root = tmp_path_factory.mktemp("preview")
    folders = {name: Path(copytree(SMALL, root / "inputs" / name)) for name in ("other", "small")}
    preview, socket, begun = Preview(folders, few_sections), bound(0), threading.Event()
    ends: list[Callable[[], object]] = []
    served = Served(socket.getsockname()[1], root, preview)

    async def run() -> None:
        loop = asyncio.get_running_loop()

        def told(end: Callable[[], None]) -> None:
            ends.append(lambda: loop.call_soon_threadsafe(end))
            begun.set()

        await serve(preview, socket, root, told)

    thread = threading.Thread(target=asyncio.run, args=(run(),))
    thread.start()
    assert begun.wait(300)
    yield served
    ends[0]()
    thread.join(300)
    assert not thread.is_alive()


@pytest.fixture
def served(running: Served) -> Iterator[Served]:
    """The server; what a test writes to the project is as it was when the next one begins."""
    before = {path: path.read_bytes() for path in running.inputs.iterdir()}
    yield running
    for path, data in before.items():
        if path.read_bytes() != data:
            path.write_bytes(data)
    running.preview.desk("small").changed()
