"""Each shape of a difference leaves by the one way out, and an empty comment leaves nothing."""

import json

import pytest

from generator.review.diff.as_markdown import Links
from generator.review.diff.given import give_differences
from generator.review.diff.told import Told
from tests.review.diff.test_as_text import RICH

FOUND = [Told("p", "main", "head", "", RICH), Told("q", "main", "head", "deleted")]


@pytest.mark.parametrize(("style", "begins"), [("text", "p, main → head\n"), ("markdown", "**`p`**: the request")])
def test_a_shape_is_given_for_every_proposal(style: str, begins: str, capsys: pytest.CaptureFixture[str]) -> None:
    give_differences(FOUND, style, False, Links())
    text = capsys.readouterr().out
    assert text.startswith(begins)
    assert "deleted" in text


def test_figures_are_listed_where_they_are_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    give_differences(FOUND, "text", True, Links())
    assert f"{RICH.moved[-1].name}: " in capsys.readouterr().out


def test_data_is_one_list(capsys: pytest.CaptureFixture[str]) -> None:
    give_differences(FOUND, "json", False, Links())
    assert [one["proposal"] for one in json.loads(capsys.readouterr().out)] == ["p", "q"]


def test_of_nothing_to_tell_there_is_no_comment(capsys: pytest.CaptureFixture[str]) -> None:
    give_differences([Told("p")], "markdown", False, Links())
    assert capsys.readouterr().out == ""
