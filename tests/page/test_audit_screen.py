"""What is altered in the page for the screen is found: a word, a figure, what it opens, what a derivation says."""

import re
from dataclasses import replace

import pytest

from generator.page.audit_screen import audit_screen
from generator.page.screen import Screen
from tests.conftest import Built


def test_a_true_page_has_no_findings(screen: Screen, cerebras: Built) -> None:
    assert audit_screen(screen, cerebras.sheet) == []


@pytest.mark.parametrize(
    ("right", "wrong", "says"),
    [
        (r">~13.2M</button></dd>", ">~13.3M</button></dd>", "~13.3M stands where ~13.2M"),
        (r">Combined</h3>", ">Combined 4</h3>", "4 is traced to no figure"),
        (r"<main", "<p>Twice</p><main", "Twice is traced to no figure"),
        (r'popovertarget="f1" class="figure"', 'popovertarget="f2" class="figure"', "opens f2 where"),
        (r'class="figure" aria', 'class="plain" aria', "open a derivation where"),
        (r">13.5K</text></a>", ">13.6K</text></a>", "13.6K opens"),
        (r"= 1,050 × 7<", "= 1,050 × 8<", "derivation of production.peak.requests_per_minute: says"),
        (r"Model requests a minute while", "All requests a minute while", "says"),
        (r">7,350 requests/min</p>", ">7,360 requests/min</p>", "says '7,360 requests/min"),
        (r'class="step" popovertarget="f1"', 'class="step" popovertarget="f2"', "leads to ["),
        (r'<div popover id="f5" ', '<div popover id="g5" ', "derivation f5: is missing"),
        (r'<div popover id="f5" ', '<div popover id="g5" ', "derivation g5: belongs to no figure"),
    ],
)
def test_what_is_altered_is_named(right: str, wrong: str, says: str, screen: Screen, cerebras: Built) -> None:
    assert right in screen.text
    altered = replace(screen, text=screen.text.replace(right, wrong, 1))
    findings = [str(one) for one in audit_screen(altered, cerebras.sheet)]
    assert any(says in one for one in findings), findings


def test_the_alternative_text_of_a_chart_is_held_as_well(screen: Screen, cerebras: Built) -> None:
    (text, printed), *others = screen.page.alternatives
    digit = re.search(r"\d", text)
    assert digit
    altered = replace(screen.page, alternatives=((text.replace(digit[0], "x" + digit[0], 1), printed), *others))
    assert any("alternative text" in str(one) for one in audit_screen(replace(screen, page=altered), cerebras.sheet))
