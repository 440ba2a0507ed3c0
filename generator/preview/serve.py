"""The server: a port of this machine alone, and the files that are looked at.

In: a project's proposals and templates, and a socket. Out: it runs until it is told to end; what it wrote stays whole.
"""

import asyncio
import errno
import signal
import socket
from collections.abc import Callable, Iterable
from pathlib import Path

import uvicorn
from watchfiles import awatch

from generator.errors import USAGE, refusal
from generator.inputs.raw import is_input
from generator.preview.app import Preview, application

ADDRESS, USUAL_PORT = "127.0.0.1", 8460
DEBOUNCE, STEP = 40, 10
"""Milliseconds: changes that are so close together are one, and how often is looked for more of them."""
SOON = 0.005
TEMPLATES = {".j2", ".css", ".js"}


def bound(port: int | None) -> socket.socket:
    """A socket of this machine alone: on the port named, or on the usual one, or else on any that is free.

    Raises ProposalError (exit code 2) where the port that was named is not free.
    """
    for one in (USUAL_PORT, 0) if port is None else (port,):
        found = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            found.bind((ADDRESS, one))
            return found
        except OSError as error:
            found.close()
            if port is not None:
                in_use = error.errno == errno.EADDRINUSE
                what = "is in use" if in_use else f"cannot be served on: {error.strerror}"
                raise refusal(f"port {port}", what, "name another with --port, or leave it out", USAGE) from error
    raise AssertionError("a system has a free port")


async def serve(
    preview: Preview, bound_to: socket.socket, root: Path, told: Callable[[Callable[[], None]], None]
) -> None:
    """Serves and watches until it is ended; `told` is called once it serves, with what ends it."""
    app = application(preview, bound_to.getsockname()[1])
    config = uvicorn.Config(app, log_config=None, access_log=False, server_header=False, date_header=False,
                            lifespan="off", ws="none", http="h11", loop="asyncio",
                            timeout_graceful_shutdown=1)  # fmt: skip
    server, stop = uvicorn.Server(config), asyncio.Event()

    def end() -> None:
        server.should_exit = True
        stop.set()
        preview.end()

    serving = asyncio.create_task(server.serve(sockets=[bound_to]))
    watching = asyncio.create_task(_watch(preview, root, stop))
    while not server.started and not serving.done():
        await asyncio.sleep(SOON)
    told(end)
    await serving
    stop.set()
    await watching


def ended_by_signals(end: Callable[[], None]) -> None:
    """Lets Ctrl-C and a termination end the server in order."""
    loop = asyncio.get_running_loop()
    for one in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(one, end)


async def _watch(preview: Preview, root: Path, stop: asyncio.Event) -> None:
    """Says which proposals changed: by their own files, or all of them by a template."""
    folders = {folder.resolve(): name for name, folder in preview.folders.items()}
    watched = [(root / "inputs").resolve(), *(one.resolve() for one in preview.templates.folders)]
    async for changes in awatch(*watched, debounce=DEBOUNCE, step=STEP, stop_event=stop, rust_timeout=500):
        for name in _touched((Path(path) for _, path in changes), folders):
            await preview.changed(name)


def _touched(paths: Iterable[Path], folders: dict[Path, str]) -> list[str]:
    found: dict[str, None] = {}
    for path in paths:
        if path.suffix in TEMPLATES:
            return list(folders.values())
        for folder, name in folders.items():
            if path == folder or (path.is_relative_to(folder) and is_input(path.relative_to(folder).as_posix())):
                found[name] = None
    return list(found)
