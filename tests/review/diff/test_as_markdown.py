"""A comment is short whatever it holds, is one table and plain text for every reader, and says why the number moved."""

import re
from fractions import Fraction
from pathlib import Path

import cmarkgfm
import pytest
from cmarkgfm.cmark import Options
from hypothesis import given
from hypothesis import strategies as st

from generator.errors import Fault, Place
from generator.review.diff.as_markdown import MOST, Links, as_markdown, code, plain
from generator.review.diff.changes import Change
from generator.review.diff.difference import Cause, Diff, diff
from generator.review.diff.moved import Moved
from generator.review.diff.report import Told
from tests.remember import draws
from tests.review.diff.edited import DESK, desk
from tests.review.diff.test_mixtures import NOTE
from tests.review.diff.test_report import UNITS, diff_of, everything

GOLDEN = Path(__file__).parent / "golden"
LINKS = Links("https://github.com/owner/repository/blob/0123abc", "https://github.com/owner/repository/actions/runs/1")
HOSTILE = "a`|<b>*_[x](y)\n\n# ![i](j) @team #12 ~~x~~ $y$ https://e.org www.e.org <!-- \x1b[31m\u202e \\ &amp;"
TEXTS = st.text(st.sampled_from("`|<>*_[]()!@#~$\\&\n\r\x1b\u202e :/.wé-"), min_size=1, max_size=80)


def html(text: str) -> str:
    return str(cmarkgfm.github_flavored_markdown_to_html(text, Options.CMARK_OPT_UNSAFE))


def hostile(causes: int, text: str) -> Diff:
    """A diff with so many causes whose names, values, places, sentences and faults are all one text."""
    place = Place(f"inputs/{text}/{text}.yaml", 3)
    found = diff_of(
        [Fraction(10**9, 7)] * 3, *[(Fraction(number + 1, 3),) * 3 for number in range(causes)], jointly=(3, 4)
    )
    changed = [Change("changed", ("scenarios", text, text), text, text * 2, place) for _ in range(causes)]
    again = tuple(
        Cause((one, one, one), cause.shares, cause.without, cause.jointly)
        for one, cause in zip(changed, found.causes, strict=True)
    )
    moved = (Moved("a", UNITS[0], text, Fraction(1), Fraction(2)),)
    faults = tuple(Fault(place, text, text) for _ in range(9))
    was, now = ({"source": {"stated": one}} for one in (text, f"{text}2"))
    words = [Change("changed", ("proposal", "title"), was, now, place)]
    return Diff(
        (*changed, *words * 9), again, found.limits, moved, went=(text,) * 9, came=(text,) * 9, orders=20,
        grouped_by="table", since=(text,) * 9, reworded=True, guardrails=text, broken=faults, loosened=faults,
    )  # fmt: skip


@pytest.mark.slice(9)
@pytest.mark.parametrize("text", [HOSTILE, "@" * 200, "é" * 500])
@pytest.mark.parametrize(("causes", "proposals"), [(12, 2), (1, 9), (100, 1)])
def test_a_comment_is_shorter_than_its_bound_whatever_it_holds(causes: int, text: str, proposals: int) -> None:
    diff = hostile(causes, text)
    for links in (LINKS, Links("https://e.org/" + text, text)):
        comment = as_markdown([Told(f"p-{text}", text, text, text, diff)] * proposals, links)
        assert 0 < len(comment) < MOST


def test_of_more_proposals_than_there_is_room_for_the_others_are_counted() -> None:
    comment = as_markdown([Told(f"p{number}", "a", "b", "deleted") for number in range(400)], LINKS)
    shown = comment.count("**: deleted")
    assert f"And {400 - shown} proposals more." in comment
    assert 50 < shown < 400


@draws(1 / 5)
@given(TEXTS)
def test_no_text_leaves_the_place_that_it_is_set_in(text: str) -> None:
    comment = as_markdown([Told("p", "a", "b", "", hostile(2, f"x{text}"))], LINKS)
    page = html(comment)
    assert page.count("<table>") == 1
    (table,) = re.findall(r"<table>.*?</table>", page, re.DOTALL)
    rows = re.findall(r"<tr>(.*?)</tr>", table, re.DOTALL)
    assert [len(re.findall("<t[hd]", row)) for row in rows] == [5] * len(rows)
    assert not re.search(r"<(?:img|del|h\d|em|script|hr|ol|pre|blockquote)", page)
    links = re.findall(r'href="([^"]*)"', page)
    assert all(link.startswith("https://github.com/owner/repository/") for link in links)
    assert not re.search(r"@\w|[^&]#\d", comment)


@given(TEXTS)
def test_a_name_and_a_text_read_as_they_are(text: str) -> None:
    for shape in (code(text, 500), plain(text)):
        bare = re.sub("<[^>]*>", "", html(f"x {shape} y"))
        said = "".join(one if one.isprintable() else " " if one == "\t" else "\ufffd" for one in text)
        assert " ".join(said.split()) in " ".join(
            re.sub("&lt;", "<", re.sub("&gt;", ">", re.sub("&quot;", '"', re.sub("&amp;", "&", bare)))).split()
        )


def test_a_rich_comment_reads_as_approved() -> None:
    # To approve a change: write the text over the file, and look at its diff.
    comment = as_markdown([Told("cerebras-2026", "main", "the working tree", "", everything())], LINKS)
    assert comment == (GOLDEN / "rich.md").read_text(encoding="utf-8")
    assert html(comment).count("<tr>") == 3 + 3


def test_a_conflict_of_meaning_reads_as_one(conflict: Diff) -> None:
    comment = as_markdown([Told("cerebras-2026", "main", "the working tree", "", conflict)], LINKS)
    head, _, *rows = comment.split("\n")
    assert head.endswith("**: the request moves: RPM ~+7.14%, TPM ~+7.14%, uncached TPM ~+7.14%")
    cause = rows[3]
    assert cause.startswith("| only jointly: `scenarios.desk.sites` 40 → 42<br>")
    assert cause.endswith(" 33 → 34 | +100 | +675,000 | +675,000 | as before |")


def test_a_line_of_the_inputs_is_linked_and_what_went_is_not() -> None:
    step = "      rounding_step: {value: 50, source: {assumed: so}}\n"
    stepped = ("scenarios", "      sites_at_peak: none\n", f"      sites_at_peak: none\n{step}")
    found = diff(desk(stepped), desk(("scenarios", "  sites: 4\n", "  sites: 5\n")))
    comment = as_markdown([Told("p", "a", "b", "", found)], LINKS)
    assert "[`scenarios.desk.sites`](https://github.com/owner/repository/blob/0123abc/edited/" in comment
    assert "`scenarios.desk.load_cases.open.rounding_step` removed: 50 (`scenarios.yaml:13`)" in comment
    assert "[PDF](<https://github.com/owner/repository/blob/0123abc/output/p.pdf>) · [full difference](<" in comment
    bare = as_markdown([Told("p", "a", "b", "", found)], Links())
    assert "https:" not in bare
    assert "`scenarios.desk.sites` 4 → 5 (`scenarios.yaml:5`)" in bare


def test_there_is_no_comment_where_nothing_moved() -> None:
    same, words = diff(DESK, DESK), diff(DESK, desk(("scenarios", "label: Desk, open", "label: Desk, all"), *NOTE))
    assert [one.kind for one in words.changes] == ["renamed", "changed"]
    for found in (same, words):
        assert as_markdown([Told("p", "a", "b", "", found)], LINKS) == ""
    assert as_markdown([Told("p", "a", "b", "renamed from q", same)], LINKS) == (
        "**`p`**, renamed from q: no figure moved\n\n"
    )


def test_faulty_inputs_are_told_with_their_line() -> None:
    fault = Fault(Place("inputs/p/scenarios.yaml", 30, 10), "expected a number, found a text", "write one")
    (first, _, line, *_) = as_markdown([Told("p", "a", "b", "", None, (fault,) * 9)], LINKS).split("\n")
    assert first == "**`p`**: the inputs are faulty, so that no figure is worked out."
    assert line == (
        "- [`inputs/p/scenarios.yaml:30`](https://github.com/owner/repository/blob/0123abc/inputs/p/scenarios.yaml#L30):"
        " expected a number, found a text; write one"
    )
