"""A limit, a move that was agreed and what was sent are each valid, or refused in plain words."""

from fractions import Fraction
from typing import Any

import pytest

from generator.inputs.entry import MisfitError
from generator.inputs.guardrail import Accepted, Guardrail, Revision, change, exact
from generator.inputs.numbers import InPercent
from generator.inputs.reading import read_as


@pytest.mark.parametrize("limit", ["at_most", "at_least", "largest_change"])
def test_a_guardrail_has_a_limit(limit: str) -> None:
    rail = {"figure": "request.tokens_per_minute", "reason": "R."}
    assert read_as(Guardrail, {**rail, limit: "5%" if limit == "largest_change" else Fraction(0)})
    with pytest.raises(MisfitError, match="a guardrail has at_most, at_least, largest_change or largest_drift"):
        read_as(Guardrail, rail)


@pytest.mark.parametrize(
    ("value", "said"),
    [("20M", "expected a number, found a text"), ("120%", "a share above 100%"), (Fraction(5), "")],
)
def test_a_limit_is_a_number_or_a_share(value: object, said: str) -> None:
    if said:
        with pytest.raises(MisfitError, match=said):
            read_as(Guardrail, {"figure": "a", "at_most": value, "reason": "So."})
    else:
        assert read_as(Guardrail, {"figure": "a", "at_most": value, "reason": "So."}).at_most == value


@pytest.mark.parametrize(
    ("value", "part"),
    [
        ("25%", Fraction(1, 4)),
        ("150 %", Fraction(3, 2)),
        (Fraction(1, 4), Fraction(1, 4)),
        ("100%", Fraction(1)),
        ("0%", Fraction(0)),
    ],
)
def test_a_change_may_be_above_the_whole_in_percent(value: object, part: Fraction) -> None:
    assert change(value) == part


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (Fraction(25), "without a percent sign 25 is 2,500%; did you mean 25%[?]"),
        (Fraction(3, 2), "without a percent sign 1.5 is 150%; did you mean 1.5%[?]"),
        ("-5%", "must not be negative"),
        (Fraction(-1), "must not be negative"),
        ("a quarter", "expected a share such as 10%, found a text"),
    ],
)
def test_any_other_change_is_refused(value: object, said: str) -> None:
    with pytest.raises(ValueError, match=f"^{said}$"):
        change(value)


def test_a_limit_in_percent_is_told_from_a_plain_one() -> None:
    limits = [read_as(Guardrail, {"figure": "a", "at_most": one, "reason": "So."}) for one in ("50%", Fraction(1, 2))]
    assert [isinstance(one.at_most, InPercent) for one in limits] == [True, False]
    assert limits[0].at_most == limits[1].at_most


@pytest.mark.parametrize(
    ("value", "means"),
    [
        (Fraction(13240500), Fraction(13240500)),
        ("12.5%", Fraction(1, 8)),
        ("150%", Fraction(3, 2)),
        ("-2/6", Fraction(-1, 3)),
    ],
)
def test_an_exact_value_is_a_number_a_share_or_a_fraction(value: object, means: Fraction) -> None:
    assert exact(value) == means


@pytest.mark.parametrize("value", ["1/0", "1e9", "~26.4M", "26,400,000", True, ["1"], "gone", "1/2/3", "1 / 2"])
def test_whatever_is_no_exact_value_is_refused(value: object) -> None:
    with pytest.raises(ValueError, match=r"^expected an exact value such as 13240500, 12\.5% or 12345/678, found "):
        exact(value)


def test_a_number_in_quotes_is_told_to_be_a_text() -> None:
    with pytest.raises(ValueError, match=r"found a text; write 3 without quotes$"):
        exact("3")


MOVE: dict[str, Any] = {"figure": "a", "from": Fraction(1), "to": "gone", "by": "Ada", "on": "2026-11-28", "why": "So."}


def test_a_move_goes_from_a_value_to_another_or_to_nothing() -> None:
    assert read_as(Accepted, MOVE).move == ("a", Fraction(1), "gone")
    assert read_as(Accepted, {**MOVE, "to": "50%"}).move == ("a", Fraction(1), Fraction(1, 2))


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("to", "100%", "from and to are the same: nothing moves"),
        ("to", "soon", "expected an exact value .* found soon; a figure that is no longer computed is gone"),
        ("from", "gone", "expected an exact value"),
        ("on", "28 November", "expected a date such as 2026-01-31"),
        ("by", "", "an empty text"),
        ("why", "", "an empty text"),
        ("until", "2027", "unknown key until"),
    ],
)
def test_an_entry_that_is_not_whole_is_refused(key: str, value: object, said: str) -> None:
    with pytest.raises(MisfitError, match=said):
        read_as(Accepted, {**MOVE, key: value})


@pytest.mark.parametrize("key", list(MOVE))
def test_an_entry_says_who_agreed_to_what_when_and_why(key: str) -> None:
    with pytest.raises(MisfitError, match=f"{key} is missing"):
        read_as(Accepted, {one: value for one, value in MOVE.items() if one != key})


@pytest.mark.parametrize("sent", ["v1.0", "sent/2026-11-28", "0a1b2c3d", "letter@2"])
def test_what_was_sent_is_a_tag_or_a_hash(sent: str) -> None:
    assert read_as(Revision, sent) == sent


@pytest.mark.parametrize("sent", ["HEAD", "HEAD~1", "main^", "a b", "-x", "HEAD@{1}", "a:b", "", "a\nb", "v*"])
def test_what_moves_is_not_what_was_sent(sent: str) -> None:
    with pytest.raises(MisfitError):
        read_as(Revision, sent)
