"""Sentences that come and go with a figure are told; those that only read otherwise by a number or a word are not."""

import pytest

from generator.figures.sheet import calculate
from generator.inputs.load import validated
from generator.print.product import make
from generator.review.diff.changes import changes_between
from generator.review.diff.sentences import stays, turned
from tests.review.diff.edited import BASE, put, raw

TPM = "request.tokens_per_minute"


def test_a_sentence_comes_and_another_goes_where_a_yes_or_no_turns() -> None:
    target = put({"caching.prefix_cache.hit_rate": "0"})
    went, came = turned(make(validated(BASE)), make(validated(target)), changes_between(BASE, target))
    assert "The prefix cache serves ~62% of the input tokens." in went
    assert came
    assert not {*went} & {*came}


def test_another_number_or_another_word_turns_no_sentence() -> None:
    target = raw(
        ("scenarios", "label: Demo sites", "label: Trial & error"), ("scenarios", "  sites: 10\n", "  sites: 11\n")
    )
    assert turned(make(validated(BASE)), make(validated(target)), changes_between(BASE, target)) == ((), ())


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        (
            {"scenarios.production.month.hours_per_day": "14"},
            "The request stays: ~1,037.9 and ~1,043.3 generations/min are rounded up to 1,050 generations/min"
            " both times, in steps of 50.",
        ),
        (
            {"scenarios.production.load_cases.peak.rounding_step": "25"},
            "The request stays: production.peak.generations_per_minute is 1,050 generations/min both times, though"
            " scenarios.production.load_cases.peak.rounding_step moved from 50 to 25.",
        ),
        ({"scenarios.demo.sites": "90"}, "The request stays: it does not rest on what changed."),
    ],
)
def test_why_the_request_stays_is_said_by_what_took_the_move_up(changes: dict[str, str], says: str) -> None:
    before, after = (calculate(validated(one)) for one in (BASE, put(changes)))
    assert before[TPM].value == after[TPM].value
    assert stays(before, after, TPM) == says
