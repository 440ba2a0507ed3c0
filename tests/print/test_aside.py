"""What a reader is told beside the pages is that of today's print, text by text and in order."""

from dataclasses import replace

import pytest

from generator.print.aside import unlike_aside
from generator.print.untrusted import Aside, opened
from tests.conftest import Built


@pytest.fixture(scope="module")
def told(small_pdf: bytes) -> Aside:
    return opened(small_pdf, "x.pdf").aside


def test_a_print_tells_what_its_page_says(told: Aside, small: Built) -> None:
    assert told.metadata
    assert told.bookmarks
    assert told.tags
    assert list(unlike_aside(told, small.page)) == []


@pytest.mark.parametrize("group", ["metadata", "bookmarks", "tags"])
def test_a_text_that_is_another_missing_or_one_too_many_is_told_with_its_place(
    told: Aside, small: Built, group: str
) -> None:
    first, *rest = getattr(told, group)
    for texts, says in (
        ([(first[0], "another"), *rest], f"'another' stands where {first[1]!r} belongs"),
        ([first, *rest, ("at the end", "one too many")], "'one too many' stands where nothing belongs"),
        (rest, f"nothing stands where {first[1]!r} belongs"),
    ):
        found = list(unlike_aside(replace(told, **{group: tuple(texts)}), small.page))
        assert [one.what for one in found] == [says]
