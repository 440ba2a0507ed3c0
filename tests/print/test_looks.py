"""Every print keeps to its pages on both papers, also one that strains them; each check finds what is planted."""

from collections.abc import Callable, Iterator

import page as pdf_ua
import pytest

from generator.print.audit import POINTS_PER_MM, audit_pdf
from tests.conftest import Built, Printed
from tests.print import looks, stress, tagged
from tests.print.test_tags import print_body, table


@pytest.fixture
def built(name: str, request: pytest.FixtureRequest) -> Built:
    found: Built = request.getfixturevalue(name)
    return found


@pytest.mark.slice(2)
@pytest.mark.parametrize(
    # `.ci/run` prints the second and the proposal that strains the page, on both papers.
    ("name", "paper"),
    [("small", "a4"), ("cerebras", "letter")],
)
def test_a_print_keeps_to_its_pages_and_to_the_standard(built: Built, paper: str, printed: Printed) -> None:
    data = printed(built, paper)
    assert looks.offences(data, built.page.text) == []
    assert audit_pdf(data, built.page) == []
    assert pdf_ua.validate_pdf_bytes(data, profile="ua1").failures == []
    root = tagged.read_tags(data)
    assert [(find.__name__, one) for find in tagged.EVERY for one in find(root)] == []


def test_the_strain_is_as_great_as_it_says() -> None:
    files = stress.files()
    calls = files["page_profiles"]["long"]["calls"]
    names = [*files["models"], *(call["label"] for call in calls.values())]
    assert (len(files["models"]), len(calls)) == (12, 30)
    assert {len(name) for name in names} == {60}
    assert any(" " in name for name in names)
    assert any(name.isalnum() for name in names)


TALL = '<p style="height: 50mm">Filled.</p>'


def on_pages(check: Callable[..., Iterator[str]], body: str) -> list[str]:
    """What a check of the bytes, of the tags, or of both finds in the print of a body."""
    data = print_body(body)
    root, text = tagged.read_tags(data), f'<html><body><h1 id="t">Title</h1>{body}</body></html>'
    given = {
        looks.outside: (data,),
        looks.overlapping: (data,),
        looks.heads_at_the_foot: (root,),
        looks.split_rows: (root, text),
        looks.heads_not_repeated: (data, root),
        looks.half_empty: (data,),
    }
    return list(check(*given[check]))


@pytest.mark.slice(4)
@pytest.mark.parametrize(
    ("check", "body", "says"),
    [
        (looks.outside, '<p style="white-space: nowrap">' + "much too long " * 20 + "</p>", "leaves the text area"),
        (looks.outside, '<p style="position: absolute; top: 260mm">low</p>', "stands across the edge"),
        (looks.overlapping, '<p>under</p><p style="margin-top: -19pt">over</p>', " overlap"),
        (
            looks.heads_at_the_foot,
            f'{TALL * 4}<h2 id="a" style="break-after: page">Alone</h2><p>Below.</p>',
            "ends with 'Alone', a H2",
        ),
        (
            looks.split_rows,
            f'{TALL * 4}<table><tr style="break-inside: auto"><th>{"<br>row" * 90}</th></tr></table>',
            "is split over pages",
        ),
        (
            looks.heads_not_repeated,
            table(90).replace("<thead>", '<thead style="display: table-row-group">'),
            "goes on without its head",
        ),
        (
            looks.half_empty,
            f'{TALL * 5}<p>One.</p><p style="break-inside: avoid; height: 200mm">Two.</p>'
            '<p style="break-inside: avoid; height: 200mm">Three.</p>',
            "is filled to",
        ),
    ],
)
def test_a_fault_of_the_page_is_found(check: Callable[..., Iterator[str]], body: str, says: str) -> None:
    found = on_pages(check, body)
    assert any(says in one for one in found), found
    assert on_pages(check, table(90)) == []


def test_a_page_before_a_chart_may_be_short() -> None:
    text = '<text font-family="Source Sans Pro" font-size="10" x="0" y="40">Chart</text>'
    chart = f'<figure><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 166">{text}</svg></figure>'
    data = print_body(f"{TALL * 5}<p>One.</p>{chart}<p>Two.</p>{chart}")
    assert looks.before_charts(data) == {3, 5}
    assert looks.before_charts(print_body(f"{TALL * 5}<p>One.</p>{TALL}")) == set()


def test_the_margins_are_those_of_the_style_sheet() -> None:
    top, right, bottom, left = looks.margins()
    assert right == left
    assert min(top, bottom) > 15 * POINTS_PER_MM
