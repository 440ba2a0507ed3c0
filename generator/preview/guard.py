"""Who is let in: this machine alone, from the page itself.

In: a request as ASGI tells it. Out: the same, or a refusal. A name that leads to this machine (DNS rebinding) is
refused by the Host header, another site's page by the Origin and by what the browser says of the fetch; what works
something out or writes also needs the token that the page holds, in a header, which no form and no other site can send.
"""

import secrets
from collections.abc import Mapping

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

NAMES = ("127.0.0.1", "localhost", "[::1]")
TOKEN = "x-proposal-token"
"""The header in which the page sends its token."""

POLICY = "; ".join([
    "default-src 'none'", "style-src 'self'", "script-src 'self'", "font-src 'self'", "img-src data:",
    "connect-src 'self'", "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'",
])  # fmt: skip
HEADERS = (
    (b"content-security-policy", POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cache-control", b"no-store"),
)
"""What every answer says to the browser: nothing from elsewhere, nothing kept, no frame around it."""


class Guard:
    """An application behind its door."""

    def __init__(self, app: ASGIApp, port: int, token: str) -> None:
        self._app, self._token = app, token
        self._hosts = {f"{name}:{port}" for name in NAMES} | ({*NAMES} if port == 80 else set())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes a request on, or refuses it; answers get their headers."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        why = self._refused(scope["method"], headers)
        answer = PlainTextResponse(f"{why}\n", 403) if why else self._app

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": [*message.get("headers", ()), *HEADERS]}
            await send(message)

        await answer(scope, receive, with_headers)

    def _refused(self, method: str, headers: Mapping[str, str]) -> str:
        """Why a request is refused; nothing where it is not."""
        if headers.get("host", "") not in self._hosts:
            return "this page is served on this machine alone, under its own address"
        origin, site = headers.get("origin"), headers.get("sec-fetch-site", "none")
        own = origin is None or origin.removeprefix("http://") in self._hosts
        if not own or site not in ("none", "same-origin"):
            return "another site may not ask this"
        if method in ("GET", "HEAD"):
            return ""
        kind = headers.get("content-type", "").partition(";")[0].strip()
        token = secrets.compare_digest(headers.get(TOKEN, "").encode(), self._token.encode())
        return "" if kind == "application/json" and token else "this page was served by another run: load it again"
