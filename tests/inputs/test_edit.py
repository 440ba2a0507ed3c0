"""A line is changed where it stands; comments, order and all else of the file stay as they are."""

from typing import Any

import pytest

from generator.inputs.edit import edited
from generator.inputs.located_yaml import parse

BEFORE = """\
# The calls.
all:  # of all pages
  source: {stated: "a plan"}
  calls:
    hero:
      model: m
      input_tokens: 1500  # a guess
      output_tokens: {low: 1, high: 2, source: {assumed: x}}  # ours
    body:
      model: m
      input_tokens:
        # what is likely
        low: 1
        likely: 2  # this
        high: 3
        source: {assumed: "x"}
      output_tokens: 5
    flow: {model: m, input_tokens: 1}
"""


PUT = "{measured: a.b}"
CHANGES = {
    "hero.input_tokens": {"      input_tokens: 1500  # a guess": f"      input_tokens: {PUT}  # a guess"},
    "hero.output_tokens": {
        "      output_tokens: {low: 1, high: 2, source: {assumed: x}}  # ours": f"      output_tokens: {PUT}  # ours"
    },
    "body.input_tokens": {
        "        low: 1": "        measured: a.b",
        "        likely: 2  # this": "",
        "        high: 3": "",
        '        source: {assumed: "x"}': "",
    },
    "hero.requests_per_page": {"      model: m": f"      model: m\n      requests_per_page: {PUT}"},
    "flow.requests_per_page": {
        "    flow: {model: m, input_tokens: 1}": f"    flow: {{model: m, requests_per_page: {PUT}, input_tokens: 1}}"
    },
}
"""For each path, the lines that become others; what is nothing then is gone."""


def calls_of(text: str) -> Any:
    """The calls of the file."""
    values: Any = parse(text, "x").values
    return values["all"]["calls"]


@pytest.mark.parametrize("path", CHANGES)
def test_nothing_but_the_line_is_another(path: str) -> None:
    call, key = path.split(".")
    left, wanted = dict(CHANGES[path]), list[str]()
    for line in BEFORE.splitlines():
        wanted += [put] if (put := left.pop(line, line)) else []
    after = edited(BEFORE, {("all", "calls", call, key): "a.b"}, {})
    assert after == "\n".join(wanted) + "\n"
    assert calls_of(after)[call][key] == {"measured": "a.b"}


def test_a_key_may_become_another_with_its_value() -> None:
    path = ("all", "calls", "hero", "input_tokens")
    after = edited(BEFORE, {path: "a.b"}, {"input_tokens": "whole"})
    assert after == BEFORE.replace("input_tokens: 1500", f"whole: {PUT}")


def test_several_lines_of_a_file_are_changed_at_once() -> None:
    pairs = [(call, key) for call in ("hero", "body") for key in ("input_tokens", "output_tokens")]
    calls = calls_of(edited(BEFORE, {("all", "calls", call, key): f"{call}.{key}" for call, key in pairs}, {}))
    assert [calls[call][key] for call, key in pairs] == [{"measured": f"{call}.{key}"} for call, key in pairs]
