"""The page around the blocks holds its first answer, and no text of it can become anything else."""

import json
import re

from generator.preview.shell import index, shell

HOSTILE = "</script><script>alert(1)</script>"


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
