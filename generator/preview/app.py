"""What is served: the page of each proposal, its answers, and word of every change.

In: a project, the names of the proposals to show, a port. Out: an ASGI application behind its guard. A name in an
address is looked up among the proposals, and a file among those that the page is made of: no address is a path.
"""

import asyncio
import json
import secrets
from collections.abc import AsyncIterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import jinja2
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.responses import StreamingResponse as Stream
from starlette.routing import Route
from starlette.types import ASGIApp

from generator.document.templates import FOLDER, INSTALLED, Templates
from generator.errors import FormulaError, ProposalError
from generator.preview.desk import Desk, told
from generator.preview.guard import Guard
from generator.print.printer import FONTS, fonts

MOST_BODY = 20_000
"""So many bytes a question has: a few numbers by their paths."""
FILES = ("screen.css", "preview.css", "screen.js", "preview.js")
KINDS = {".css": "text/css", ".js": "text/javascript"}
AUDITED_AFTER, STILL = 0.5, 15
"""Seconds after which what was saved, and is shown, is audited; and after which a browser is sent a sign of life."""


class Preview:
    """The desks of the proposals that are looked at, and those who wait for word of them."""

    def __init__(self, folders: Mapping[str, Path], templates: Templates) -> None:
        self.folders, self.templates = folders, templates
        self.token, self.run = secrets.token_urlsafe(), secrets.token_hex(8)
        self._desks: dict[str, Desk] = {}
        self._waiting: dict[asyncio.Queue[str], str] = {}
        self._audits: dict[str, asyncio.Task[None]] = {}

    def desk(self, name: str) -> Desk:
        """The desk of a proposal. Raises HTTPException where no proposal has that name."""
        if name not in self.folders:
            raise _missing()
        if name not in self._desks:
            self._desks[name] = Desk(self.folders[name], self.templates)
        return self._desks[name]

    async def changed(self, name: str) -> None:
        """Works a proposal out again, where someone looked at it, and says so to those who look."""
        if (desk := self._desks.get(name)) is None:
            return
        desk.changed()
        await run_in_threadpool(desk.answer, {})
        self._say(name)
        if audit := self._audits.pop(name, None):
            audit.cancel()
        self._audits[name] = asyncio.create_task(self._audit(name, desk))

    async def _audit(self, name: str, desk: Desk) -> None:
        """Says once more that a proposal changed, where something in it is not traced: after the page was shown."""
        await asyncio.sleep(AUDITED_AFTER)
        if await run_in_threadpool(desk.audit):
            self._say(name)

    def end(self) -> None:
        """Lets all who wait go."""
        for queue in self._waiting:
            queue.put_nowait("")

    def _say(self, name: str) -> None:
        for queue, of in self._waiting.items():
            if of == name:
                queue.put_nowait("changed")

    async def events(self, name: str) -> AsyncIterator[str]:
        """Word of every change of a proposal, as server-sent events; first, which run of the server this is."""
        queue: asyncio.Queue[str] = asyncio.Queue()
        self._waiting[queue] = name
        try:
            yield f"retry: 500\nevent: run\ndata: {self.run}\n\n"
            while True:
                try:
                    word = await asyncio.wait_for(queue.get(), STILL)
                except TimeoutError:
                    yield ": still here\n\n"
                    continue
                if not word:
                    return
                yield f"event: {word}\ndata: \n\n"
        finally:
            del self._waiting[queue]


def application(preview: Preview, port: int) -> ASGIApp:
    """The application behind its guard."""
    routes = [
        Route("/", partial(_index, preview)),
        Route("/-/{file}", partial(_file, preview)),
        Route("/{name}/", partial(_page, preview)),
        Route("/{name}/events", partial(_events, preview)),
        Route("/{name}/derivation/{page}/{id}", partial(_derivation, preview)),
        Route("/{name}/answer", partial(_answer, preview), methods=["POST"]),
        Route("/{name}/write", partial(_write, preview), methods=["POST"]),
    ]
    return Guard(Starlette(routes=routes), port, preview.token)


async def _index(preview: Preview, _: Request) -> Response:
    if len(preview.folders) == 1:
        return RedirectResponse(f"/{next(iter(preview.folders))}/")
    return HTMLResponse(index(list(preview.folders)))


async def _file(preview: Preview, request: Request) -> Response:
    name = request.path_params["file"]
    if name in FILES:
        of = INSTALLED if name.startswith("preview") else preview.templates
        return Response(of.text(name), media_type=KINDS[Path(name).suffix])
    if name in FONTS:
        return Response((fonts() / name).read_bytes(), media_type="font/ttf")
    raise _missing()


async def _page(preview: Preview, request: Request) -> Response:
    name = request.path_params["name"]
    answer = await run_in_threadpool(preview.desk(name).answer, {})
    return HTMLResponse(shell(name, [*preview.folders], answer, preview.token))


async def _events(preview: Preview, request: Request) -> Response:
    if (name := request.path_params["name"]) not in preview.folders:
        raise _missing()
    return Stream(preview.events(name), media_type="text/event-stream")


async def _derivation(preview: Preview, request: Request) -> Response:
    name, page, id_ = (request.path_params[key] for key in ("name", "page", "id"))
    if found := await run_in_threadpool(preview.desk(name).derivation, page, id_):
        return HTMLResponse(found)
    raise _missing()


async def _answer(preview: Preview, request: Request) -> Response:
    desk = preview.desk(request.path_params["name"])
    return JSONResponse(await run_in_threadpool(desk.answer, *await _asked(request)))


async def _write(preview: Preview, request: Request) -> Response:
    desk = preview.desk(request.path_params["name"])
    try:
        return JSONResponse({"written": await run_in_threadpool(desk.write, *await _asked(request))})
    except (ProposalError, FormulaError) as error:
        return JSONResponse({"faults": told(error)})


async def _asked(request: Request) -> tuple[dict[str, str], str]:
    """What a browser asks: changes by path, and what it has. Raises HTTPException where the body is something else."""
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > MOST_BODY:
            raise _missing()
    try:
        asked = json.loads(body)
        changes = {path: text for path, text in asked["changes"].items() if isinstance(text, str) and path}
        json.dumps(asked, ensure_ascii=False).encode()  # half a character has no bytes to answer it with
        return changes, str(asked["have"])
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise _missing() from None


def _missing() -> HTTPException:
    return HTTPException(404, "there is no such page\n")


def shell(name: str, names: Sequence[str], answer: Mapping[str, Any], token: str) -> str:
    """The page of a proposal with its first answer in it."""
    blocks = answer.get("blocks", {})
    rest = {key: value for key, value in answer.items() if key not in ("blocks", "contents")}
    first = json.dumps(rest).replace("<", "\\u003c")
    return _template("preview.html.j2").render(
        name=name, others=[one for one in names if one != name], contents=answer.get("contents", ""),
        language=answer.get("language", "en"), blocks=[blocks[id_] for id_ in answer.get("order", ())],
        token=token, first=first,
    )  # fmt: skip


def index(names: Sequence[str]) -> str:
    """The page that leads to each proposal."""
    return _template("previews.html.j2").render(names=names)


def _template(name: str) -> jinja2.Template:
    """One of our own: a project's templates make its document, and not what stands around it."""
    loader = jinja2.FileSystemLoader(FOLDER)
    env = jinja2.Environment(loader=loader, autoescape=True, undefined=jinja2.StrictUndefined,
                             trim_blocks=True, lstrip_blocks=True)  # fmt: skip
    return env.get_template(name)
