"""The door: this machine alone, from the page itself."""

import json

import pytest

from tests.preview.conftest import Served

ASKED = {"changes": {}, "have": ""}


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:{port}", "127.0.0.1.evil.example:{port}", "127.0.0.1:1"]
)
@pytest.mark.parametrize("path", ["/", "/small/", "/-/preview.js", "/small/events"])
def test_another_name_that_leads_here_is_refused(served: Served, host: str, path: str) -> None:
    assert served.ask("GET", path, {"Host": host.format(port=served.port)})[0] == 403


@pytest.mark.parametrize("host", ["127.0.0.1:{port}", "localhost:{port}"])
def test_the_names_of_this_machine_are_not(served: Served, host: str) -> None:
    assert served.ask("GET", "/", {"Host": host.format(port=served.port)})[0] == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": "https://127.0.0.1:{port}"},
        {"Origin": "http://127.0.0.1:1"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_another_sites_page_is_refused(served: Served, headers: dict[str, str]) -> None:
    found = {name: value.format(port=served.port) for name, value in headers.items()}
    assert served.ask("GET", "/small/", found)[0] == 403
    assert served.post("/small/answer", ASKED, **{name.replace("-", "_"): one for name, one in found.items()})[0] == 403


def test_what_works_out_or_writes_needs_the_token_of_the_page_and_json(served: Served) -> None:
    own = {"content-type": "application/json", "x-proposal-token": served.preview.token}
    body = json.dumps(ASKED)
    assert served.ask("POST", "/small/answer", own, body)[0] == 200
    for wrong in (
        {"content-type": "application/json"},
        {**own, "x-proposal-token": "x"},
        {**own, "x-proposal-token": "é".encode().decode("latin-1")},
        {**own, "content-type": "text/plain"},
    ):
        assert served.ask("POST", "/small/answer", wrong, body)[0] == 403
        assert served.ask("POST", "/small/write", wrong, body)[0] == 403


def test_the_token_is_in_no_address_and_is_another_in_each_run(served: Served) -> None:
    from generator.document.templates import INSTALLED
    from generator.preview.app import Preview

    text = served.ask("GET", "/small/")[1]
    assert text.count(served.preview.token) == 1
    assert f'<meta name="token" content="{served.preview.token}">' in text
    assert Preview({}, INSTALLED).token != served.preview.token


@pytest.mark.parametrize("path", ["/", "/small/", "/no-such/", "/-/screen.css"])
def test_every_answer_lets_in_nothing_from_elsewhere(served: Served, path: str) -> None:
    headers = served.ask("GET", path)[2]
    assert headers["content-security-policy"].startswith("default-src 'none';")
    assert "unsafe" not in headers["content-security-policy"]
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert (headers["x-content-type-options"], headers["cache-control"]) == ("nosniff", "no-store")
    assert "access-control-allow-origin" not in headers
