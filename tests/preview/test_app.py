"""What is served, and that no address is a path, and no text of an answer anything but text."""

import json
import re

import pytest

from generator.document.templates import INSTALLED
from generator.preview.app import MOST_BODY, index, shell
from tests.preview.conftest import Served

HOSTILE = "</script><script>alert(1)</script>"


def test_several_proposals_are_listed_and_each_has_its_page(served: Served) -> None:
    status, text, _ = served.ask("GET", "/")
    assert (status, 'href="/small/"' in text, 'href="/other/"' in text) == (200, True, True)
    for name in ("small", "other"):
        assert "Request to reserve" in served.ask("GET", f"/{name}/")[1]


@pytest.mark.parametrize(
    "path",
    [
        "/no-such/", "/../", "/..%2f..%2fetc/", "/%2e%2e/", "/-/../desk.py", "/-/..%2f..%2fpyproject.toml",
        "/-/style.css", "/-/LICENSE.txt", "/no-such/events", "/small/derivation/x/y", "/small/derivation/1/f99999",
        "/small/scenarios.yaml", "/inputs/small/scenarios.yaml",
    ],
)  # fmt: skip
def test_what_is_not_there_is_said_to_be_missing(served: Served, path: str) -> None:
    status, text, _ = served.ask("GET", path)
    assert status == 404
    assert "root" not in text


@pytest.mark.parametrize(
    "body",
    [
        "", "[]", "{}", '{"changes": [], "have": ""}', '{"changes": {}}', "[" * 10_000, "x" * (MOST_BODY + 1), "\ud7ff",
        '{"changes": {"scenarios.desk.sites": "\\ud800"}, "have": ""}',
    ],
)  # fmt: skip
def test_what_is_no_question_is_not_answered(served: Served, body: str) -> None:
    headers = {"content-type": "application/json", "x-proposal-token": served.preview.token}
    assert served.ask("POST", "/small/answer", headers, body.encode())[0] == 404  # type: ignore[arg-type]


def test_what_the_page_is_made_of_is_served_as_it_is(served: Served) -> None:
    for name, kind in (("screen.css", "text/css"), ("preview.js", "text/javascript")):
        status, text, headers = served.ask("GET", f"/-/{name}")
        assert (status, text, headers["content-type"].partition(";")[0]) == (200, INSTALLED.text(name), kind)


def test_a_number_is_written_by_the_page_and_refused_where_the_file_is_another(served: Served) -> None:
    status, answer = served.post("/small/answer", {"changes": {}, "have": ""})
    assert (status, answer["faults"]) == (200, [])
    asked = {"changes": {"scenarios.desk.sites": "6"}, "have": answer["of"]}
    assert served.post("/small/write", asked) == (200, {"written": ["scenarios.yaml"]})
    assert "  sites: 6\n" in (served.inputs / "scenarios.yaml").read_text(encoding="utf-8")
    _, refused = served.post("/small/write", asked)
    assert [one["what"] for one in refused["faults"]] == ["was changed meanwhile, and nothing was written"]


def test_word_of_a_change_reaches_those_who_look_at_that_proposal(served: Served) -> None:
    import http.client

    waiting = []
    for name in ("small", "other"):
        connection = http.client.HTTPConnection("127.0.0.1", served.port, timeout=300)
        connection.request("GET", f"/{name}/events")
        waiting.append(connection.getresponse())
        assert b"".join(waiting[-1].readline() for _ in range(4)).endswith(served.preview.run.encode() + b"\n\n")
    served.ask("GET", "/small/")
    file = served.inputs / "scenarios.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("sites: 4", "sites: 7"), encoding="utf-8")
    shown = ""
    while "2,331" not in shown:  # what the test before changed may be told first
        assert [waiting[0].readline() for _ in range(3)] == [b"event: changed\n", b"data: \n", b"\n"]
        shown = json.dumps(served.post("/small/answer", {"changes": {}, "have": ""})[1])
    for one in waiting:
        one.close()


def test_the_first_answer_is_in_the_page_as_data() -> None:
    answer = {"blocks": {"a": "<p>one</p>", "b": "<h2>two</h2>"}, "order": ["b", "a"], "contents": "<li>two</li>",
              "language": "en-GB", "faults": [{"what": HOSTILE}]}  # fmt: skip
    text = shell("small", ["small", "other"], answer, "t" * 8)
    assert '<html lang="en-GB">' in text
    assert text.index("<h2>two</h2>") < text.index("<p>one</p>")
    found = re.search(r'<script type="application/json" id="first">(.*?)</script>', text)
    assert found
    assert json.loads(found[1])["faults"] == [{"what": HOSTILE}]
    assert text.count("<script") == 3
    assert ('href="/other/"' in text, 'href="/small/"' in text) == (True, False)


def test_a_page_without_a_first_answer_has_a_heading_all_the_same() -> None:
    assert "<h1>small</h1>" in shell("small", ["small"], {"faults": []}, "t")


def test_names_are_escaped() -> None:
    assert HOSTILE not in index([HOSTILE])
    assert HOSTILE not in shell(HOSTILE, [HOSTILE, "x"], {"faults": []}, HOSTILE)
