"""What is altered in the page for the screen is found: a word, a figure, what it opens, what a derivation says."""

import re
from dataclasses import replace

import pytest

from generator.print.audit_screen import audit_screen
from generator.print.screen import Screen
from tests.conftest import Built


@pytest.mark.slice(2)
@pytest.mark.parametrize(("page", "of"), [("small_screen", "small"), ("screen", "cerebras")])
def test_a_true_page_has_no_findings(page: str, of: str, request: pytest.FixtureRequest) -> None:
    assert audit_screen(request.getfixturevalue(page), request.getfixturevalue(of).sheet) == []


@pytest.mark.parametrize(
    ("right", "wrong", "says"),
    [
        (r">1,332</button>", ">1,323</button>", "1,323 stands where 1,332"),
        (r">Load cases</h3>", ">Load cases 4</h3>", "4 is traced to no figure"),
        (r"<main", "<p>Twice</p><main", "Twice is traced to no figure"),
        (r'popovertarget="f1" class="figure"', 'popovertarget="f2" class="figure"', "opens f2 where"),
        (r'class="figure" aria', 'class="plain" aria', "open a derivation where"),
        (r">6,050</text></a>", ">6,060</text></a>", "6,060 opens"),
        (r"= 1,332 × 1<", "= 1,332 × 2<", "requests_per_minute: says"),
        (r"Model requests a minute while", "All requests a minute while", "says"),
        (r">1,332 requests/min</p>", ">1,333 requests/min</p>", "says '1,333 requests/min"),
        (r'<li><button popovertarget="f1"', '<li><button popovertarget="f2"', "leads to ["),
        (r'<div popover id="f5" ', '<div popover id="g5" ', "derivation f5: is missing"),
        (r'<div popover id="f5" ', '<div popover id="g5" ', "derivation g5: belongs to no figure"),
    ],
)
def test_what_is_altered_is_named(right: str, wrong: str, says: str, small_screen: Screen, small: Built) -> None:
    assert right in small_screen.text
    altered = replace(small_screen, text=small_screen.text.replace(right, wrong, 1))
    findings = [str(one) for one in audit_screen(altered, small.sheet)]
    assert any(says in one for one in findings), findings


def test_the_alternative_text_of_a_chart_is_held_as_well(small_screen: Screen, small: Built) -> None:
    (text, printed), *others = small_screen.page.alternatives
    digit = re.search(r"\d", text)
    assert digit
    altered = replace(small_screen.page, alternatives=((text.replace(digit[0], "x" + digit[0], 1), printed), *others))
    assert any("alternative text" in str(one) for one in audit_screen(replace(small_screen, page=altered), small.sheet))


def test_a_figure_that_opens_another_derivation_is_told_by_its_number_and_what_belongs(
    small_screen: Screen, small: Built
) -> None:
    shown = small_screen.opening[0]
    own = small_screen.derivations[shown.name].id
    first, other = (f'popovertarget="{id_}" class="figure"' for id_ in (own, "f9"))
    assert small_screen.text.index('class="figure"') == small_screen.text.index(first) + first.index("class")
    altered = replace(small_screen, text=small_screen.text.replace(first, other, 1))
    told = f"figure 1: {shown.text} opens f9 where {shown.text} opens {own}"
    assert told in map(str, audit_screen(altered, small.sheet))


def test_a_figure_that_opens_nothing_is_missed_in_their_number(small_screen: Screen, small: Built) -> None:
    altered = replace(small_screen, text=small_screen.text.replace('class="figure" aria', 'class="plain" aria', 1))
    count = len(small_screen.opening)
    told = f"figures: {count - 1} open a derivation where {count} are shown"
    assert told in map(str, audit_screen(altered, small.sheet))
