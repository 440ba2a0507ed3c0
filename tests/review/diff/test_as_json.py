"""As data every value is exact, a decimal and a text; contributions add up; one object a proposal."""

import json
from fractions import Fraction

from generator.document.record import Recorded
from generator.errors import Fault, Place
from generator.figures.asking import LIMITS
from generator.review.diff.as_json import as_json
from generator.review.diff.difference import Diff
from generator.review.diff.moved import Reworked
from generator.review.diff.report import Told
from generator.units import Unit


def test_every_value_is_exact_a_decimal_and_a_text_and_contributions_add_up(rich: Diff) -> None:
    (found,) = json.loads(json.dumps(as_json([Told("p", "main", "head", "", rich)])))
    assert [one["name"] for one in found["limits"]] == list(LIMITS)
    assert found["limits"][0]["old"] == {"exact": "1332", "decimal": 1332.0, "text": "1,332"}
    for one in found["moved"]:
        if one["contributions"]:
            change = Fraction(one["new"]["exact"]) - Fraction(one["old"]["exact"])
            assert sum(Fraction(share["exact"]) for share in one["contributions"]) == change
    for limit in found["limits"]:
        shares = [Fraction(cause["effect"][limit["name"]]["exact"]) for cause in found["causes"]]
        assert sum(shares) == Fraction(limit["new"]["exact"]) - Fraction(limit["old"]["exact"])


def test_a_change_has_its_place_and_reads_as_people_write_it(rich: Diff) -> None:
    (found,) = as_json([Told("p", "main", "head", "", rich)])
    (sites,) = [one for one in found["changes"] if one["path"] == "scenarios.desk.sites"]
    assert sites == {
        **{"kind": "changed", "path": "scenarios.desk.sites", "old": "4", "new": "5", "text": "4 → 5"},
        **{"file": "edited/small/scenarios.yaml", "line": 5},
    }


def test_what_the_request_would_be_without_a_cause_is_there(conflict: Diff) -> None:
    (found,) = as_json([Told("p", "main", "head", "", conflict)])
    assert [one["only_jointly"] for one in found["causes"]] == [True, True]
    assert [one["taken_back"]["request.requests_per_minute"]["text"] for one in found["causes"]] == ["1,400", "1,400"]


def test_a_figure_by_another_formula_has_both_sides_of_it() -> None:
    five, six = Fraction(5), Fraction(6)
    old, new = Recorded(five, five, five, "pages"), Recorded(six, six, six, "sheets", "a + b")
    figure = Reworked("pages", Unit("sheets", "page"), old, new)
    (found,) = as_json([Told("p", "a", "b", "", Diff(reworked=(figure,)))])
    assert found["reworked"] == [
        {
            "name": "pages",
            **{"old": {"exact": "5", "decimal": 5.0, "text": "5"}, "old_formula": "", "old_unit": "pages"},
            **{"new": {"exact": "6", "decimal": 6.0, "text": "6"}, "new_formula": "a + b", "new_unit": "sheets"},
        }
    ]


def test_a_proposal_that_cannot_be_compared_says_why() -> None:
    fault = Fault(Place("inputs/p/models.yaml", 3, 1), "is wrong", "mend it")
    assert as_json([Told("p", "a", "b", "deleted"), Told("q", "a", "b", "", None, (fault,))]) == [
        {"proposal": "p", "base": "a", "target": "b", "word": "deleted", "faults": []},
        {
            **{"proposal": "q", "base": "a", "target": "b", "word": ""},
            "faults": [{"file": "inputs/p/models.yaml", "line": 3, "column": 1, "what": "is wrong", "hint": "mend it"}],
        },
    ]
