"""Each proposal that a side has is told in its style, with whether it is different."""

import json
import shutil
from pathlib import Path

import pytest

from generator.review.diff.compared import differences
from tests.conftest import SMALL


def told(folders: list[Path], base: str, style: str = "text", **changes: str) -> list[tuple[str, bool]]:
    return list(
        differences(folders, base, ".", {f"scenarios.desk.{key}": text for key, text in changes.items()}, style, Path())
    )


def test_a_proposal_is_told_with_whether_it_is_different() -> None:
    ((same, differs),) = told([SMALL], ".")
    assert (same, differs) == ("small, the working tree → the working tree\nNo difference.\n", False)
    ((text, differs),) = told([SMALL], ".", sites="5")
    assert (text.split("\n")[0], differs) == ("small, the working tree → what if scenarios.desk.sites=5", True)
    ((text, differs),) = told([SMALL], ".", "json", sites="5")
    assert (json.loads(text)["changes"][0]["path"], differs) == ("scenarios.desk.sites", True)


@pytest.mark.parametrize(
    ("style", "text"),
    [
        ("text", "gone: only in side\n"),
        ("markdown", "**gone: only in side**\n\n"),
        ("json", '{"proposal": "gone", "only_in": "side"}'),
    ],
)
def test_one_that_a_side_alone_has_is_told_and_one_that_none_has_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, style: str, text: str
) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copytree(SMALL, "side")
    assert told([Path("gone")], "side", style) == [(text, True)]
    assert told([Path("gone")], ".", style) == []
