"""The ledger holds every numeral of the hand-written original; each agrees as printed, or differs for a cause."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from pathlib import Path

import pytest

from generator.errors import Place, ProposalError
from generator.figures.figure import Figure, Origin, Sheet, given_figure
from generator.numerals import numerals
from generator.review.ledger import Entry, Ledger, load_ledger, stated
from generator.review.reconcile import Reconciliation, findings, judge, to_json, to_markdown, to_text
from generator.units import Count, Share, TokensPerMinute, YesNo
from tests.conftest import ROOT, Built

LEDGER = ROOT / "tests" / "proposals" / "seed" / "original.yaml"
NUMERALS = ROOT / "tests" / "data" / "original-numerals.txt"
ORIGINAL = ROOT.parent / "shared" / "original" / "hand-written-estimate.md"

NUMBER = r"\d+(?:,\d{3})*(?:\.\d+)?[KMBT]?%?"
TOKEN = re.compile(rf"(?<!\w)[A-Za-z][A-Za-z\d]*(?:[-.][A-Za-z\d]+)*|[~<>]?{NUMBER}(?:-{NUMBER})?")
"""A word, which is a numeral only where it holds a digit (gpt-oss-120b, X5); or a number with ~, suffix and range."""


def numerals_of(text: str) -> Iterator[tuple[int, str]]:
    """Each numeral of a text with its line. `5,000 PV/min`, `16h/day`, `×5` are 5,000 and 16 and 5; 20-40% is one."""
    for number, line in enumerate(text.split("\n"), 1):
        yield from ((number, match[0]) for match in TOKEN.finditer(line) if re.search(r"\d", match[0]))


def listed() -> list[tuple[int, str]]:
    lines = (line.split("\t") for line in NUMERALS.read_text(encoding="utf-8").splitlines())
    return [(int(line), text) for line, text in lines]


def parted(entries: Sequence[Entry], names: Mapping[str, str]) -> list[str]:
    """Where the entries and the original's numerals part ways, in words."""
    found = [(one.line, one.text) for one in entries]
    wanted = [one for one in listed() if one[1] not in names]
    missing, extra = Counter(wanted) - Counter(found), Counter(found) - Counter(wanted)
    said = [f"line {line}: {text} is missing" for line, text in missing]
    said += [f"line {line}: {text} is not there" for line, text in extra]
    return said or ([] if found == wanted else ["the order differs"])


@pytest.fixture(scope="module")
def ledger() -> Ledger:
    return load_ledger(LEDGER)


def changed(ledger: Ledger, line: int, stands: str, **changes: object) -> list[Entry]:
    """The entries with one of them changed."""
    at = next(i for i, one in enumerate(ledger.entries) if (one.line, one.text) == (line, stands))
    return [one._replace(**changes) if i == at else one for i, one in enumerate(ledger.entries)]  # type: ignore[arg-type]


def test_every_numeral_of_the_original_is_in_the_ledger_in_order_and_no_other(ledger: Ledger) -> None:
    assert parted(ledger.entries, ledger.names) == []


def test_every_declared_name_stands_in_the_original_and_is_no_plain_number(ledger: Ledger) -> None:
    assert set(ledger.names) <= {text for _, text in listed()}
    assert [name for name in ledger.names if not re.match("[A-Za-z]", name)] == []


@pytest.mark.skipif(not ORIGINAL.is_file(), reason="the original is not beside this checkout")
def test_the_listed_numerals_are_those_of_the_original_and_none_is_lost() -> None:
    text = ORIGINAL.read_text(encoding="utf-8")
    assert listed() == list(numerals_of(text))
    left = TOKEN.sub(lambda match: "" if re.search(r"\d", match[0]) else match[0], text)
    assert numerals(left) == []


@pytest.mark.skipif(not ORIGINAL.is_file(), reason="the original is not beside this checkout")
def test_every_entry_stands_under_the_heading_of_its_section(ledger: Ledger) -> None:
    lines = ORIGINAL.read_text(encoding="utf-8").split("\n")
    above = [next(one for one in reversed(lines[: entry.line]) if one.startswith("#")) for entry in ledger.entries]
    assert [entry.section for entry in ledger.entries] == [heading.lstrip("# ") for heading in above]


def test_no_difference_is_left_unexplained_and_no_cause_is_needless(ledger: Ledger, cerebras: Built) -> None:
    verdicts = judge(ledger.entries, cerebras.sheet)
    assert [str(one) for one in findings(verdicts)] == []
    assert {"agrees", "explained", "no_counterpart", "position", "name"} == {one.outcome for one in verdicts}


def test_every_cause_explains_a_difference(ledger: Ledger) -> None:
    sentences = LEDGER.read_text(encoding="utf-8").split("\ncauses:\n")[1].split("\nstated:\n")[0].strip().splitlines()
    assert {cause for one in ledger.entries for cause in one.causes} == {line.split('"')[1] for line in sentences}


RATE = Fraction("5.8") * 10
LEFT = 1 - Fraction("0.61")


@pytest.mark.parametrize(
    ("text", "in_the_original_way"),
    [
        ("783,000", lambda value: RATE * value("tokens_per_page", "models.gpt-oss-120b")),
        ("649,600", lambda value: RATE * value("tokens_per_page", "models.llama-3.3-70b")),
        ("24,940", lambda value: RATE * value("tokens_per_page", "models.llama-3.1-8b")),
        ("406", lambda value: RATE * value("requests_per_page")),
        ("~1.46M", lambda value: RATE * value("tokens_per_page")),
        ("~568K", lambda value: RATE * value("tokens_per_page") * LEFT),
        ("~10.3M", lambda value: 1050 * value("tokens_per_page") * LEFT),
        ("~49M", lambda value: 5000 * value("tokens_per_page") * LEFT),
        ("~10M", lambda value: 1050 * value("tokens_per_page") * (1 - Fraction("0.62"))),
        ("~12.2M", lambda value: 1050 * (value("tokens_per_page") - value("tokens_per_page", "models.gpt-oss-120b"))),
        ("~12,500", lambda value: value("cached_input_tokens_per_page") - 20),
    ],
    ids=lambda one: one if isinstance(one, str) else "",
)
def test_the_cause_of_a_difference_leads_to_the_stated_number(
    cerebras: Built, text: str, in_the_original_way: Callable[[Callable[..., Fraction]], Fraction]
) -> None:
    def value(name: str, row: str = "") -> Fraction:
        return Fraction(cerebras.sheet[".".join(filter(None, ("page_profiles.all-cerebras", row, name)))].value)

    assert stated(text)[0].says(in_the_original_way(value))


def test_a_changed_stated_text_is_unexplained_and_no_numeral_of_the_original(ledger: Ledger, cerebras: Built) -> None:
    entries = changed(ledger, 37, "25,130", text="25,140")
    (fault,) = findings(judge(entries, cerebras.sheet))
    assert fault.what == "stated 25,140, computed 25,130: no cause is accepted for the difference"
    assert fault.place.file == str(LEDGER)
    assert 'text: "25,130"' in fault.place.text
    assert parted(entries, ledger.names) == ["line 37: 25,130 is missing", "line 37: 25,140 is not there"]


def test_a_removed_entry_a_doubled_one_and_two_that_are_swapped_are_found(ledger: Ledger) -> None:
    first, second, *rest = ledger.entries
    assert parted([first, *rest], ledger.names) == [f"line {second.line}: {second.text} is missing"]
    assert parted([first, first, second, *rest], ledger.names) == [f"line {first.line}: {first.text} is not there"]
    assert parted([second, first, *rest], ledger.names) == ["the order differs"]


def test_a_cause_accepted_for_an_entry_that_agrees_is_needless(ledger: Ledger, cerebras: Built) -> None:
    entries = changed(ledger, 37, "25,130", causes=("It never differed.",))
    assert [one.what for one in findings(judge(entries, cerebras.sheet))] == [
        "stated 25,130, computed 25,130: they agree; the cause is needless"
    ]


def test_a_difference_whose_cause_is_taken_away_is_unexplained(ledger: Ledger, cerebras: Built) -> None:
    (fault,) = findings(judge(changed(ledger, 173, "~10.3M", causes=()), cerebras.sheet))
    assert fault.what.startswith("stated ~10.3M, computed ~13.2M")


def test_claims_that_the_sheet_cannot_be_asked_are_reported_at_once_with_their_places(
    ledger: Ledger, cerebras: Built
) -> None:
    entries = changed(ledger, 5, "100", what=("request.cache_rate",))
    entries[2] = entries[2]._replace(what=("demo.peak.is_negligible",))
    with pytest.raises(ProposalError) as raised:
        judge(entries, cerebras.sheet)
    assert raised.value.exit_code == 3
    assert [fault.what.split(",")[0] for fault in raised.value.faults] == [
        "100 cannot be request.cache_rate",
        "10 cannot be demo.peak.is_negligible",
    ]
    assert all(fault.place.file == str(LEDGER) and fault.place.line for fault in raised.value.faults)


def figure(name: str, unit: object, *ends: str) -> Figure:
    low, likely, high = (Fraction(end) for end in (ends if len(ends) == 3 else ends * 3))
    return given_figure(name, (low, likely, high), unit.__metadata__[0], "", Origin(Place(""), ""))  # type: ignore[attr-defined]


TINY = Sheet(
    {
        one.name: one
        for one in (
            figure("rate", Share, "0.5"),
            figure("tokens", TokensPerMinute, "13240500"),
            figure("sites", Count, "2", "2", "3"),
            figure("least", Count, "400"),
            figure("most", Count, "650"),
            figure("none", Count, "0"),
            figure("yes", YesNo, "1"),
        )
    }
)
HEAD = "original: A | B\nnames: {X5: a product}\ncauses: {wrong: It was added wrongly., old: It is *old*.}\nstated:\n"


def written(folder: Path, entries: str, head: str = HEAD) -> Path:
    path = folder / "tiny.yaml"
    path.write_text(head + entries, encoding="utf-8")
    return path


def test_the_markdown_of_a_ledger_shows_differences_with_their_causes_then_counts_then_the_rest(tmp_path: Path) -> None:
    ledger = load_ledger(
        written(
            tmp_path,
            """\
  1. First:
    - {line: 1, text: "1", position: section}
    - {line: 2, text: "61%", figure: rate, accepted: wrong, computed: 50%}
    - {line: 3, text: "~10M", figure: tokens, accepted: [wrong, old], computed: 13240500}
    - {line: 3, text: "2-3", figure: sites}
    - {line: 3, text: "3", figure: sites, end: high}
  A_B | C:
    - {line: 4, text: "~400-600", figure: [least, most], accepted: wrong, computed: [400, 650]}
    - {line: 5, text: "50%", figure: rate, accepted: old}
    - {line: 6, text: "2", figure: none}
    - {line: 7, text: "13.2M", figure: tokens}
    - {line: 8, text: "2026", name: edition}
    - {line: 9, text: "A/7", no_counterpart: Nobody counts | it.}
""",
        )
    )
    assert to_markdown(Reconciliation(ledger.original, judge(ledger.entries, TINY))) == GOLDEN


GOLDEN = """\
# Reconciliation: A &vert; B

Each numeral of the original is set against the computed figure that it claims to be.
They agree when the computed value, rounded to the precision that the original prints, reads the same.
A difference says by how many per cent of the computed value the stated value is off; the computed value stands.

## Differences without a cause

| Line | Section | Stated | Computed | Difference | Figure |
|--:|---|--:|--:|--:|---|
| 6 | A\\_B &vert; C | `2` | 0 | none is computed | `none` |

## Causes without a difference

| Line | Section | Stated | Computed | Difference | Figure |
|--:|---|--:|--:|--:|---|
| 5 | A\\_B &vert; C | `50%` | 50% | 0% | `rate` |

## Differences

It was added wrongly.

| Line | Section | Stated | Computed | Difference | Figure |
|--:|---|--:|--:|--:|---|
| 2 | 1. First | `61%` | 50% | +22% | `rate` |
| 4 | A\\_B &vert; C | `~400-600` | 400–650 | 0%, −7.69% | `least` to `most` |

It was added wrongly.
It is \\*old\\*.

| Line | Section | Stated | Computed | Difference | Figure |
|--:|---|--:|--:|--:|---|
| 3 | 1. First | `~10M` | ~13.2M | −24.5% | `tokens` |

## Counts

| Verdict | Numerals |
|---|--:|
| Differs, no cause accepted | 1 |
| Differs, cause accepted | 3 |
| Agrees, cause needless | 1 |
| Agrees | 3 |
| Without a counterpart | 1 |
| No figure: a position | 1 |
| No figure: part of a name | 1 |
| **All** | **11** |

## Without a counterpart

| Line | Section | Stated | Why |
|--:|---|--:|---|
| 9 | A\\_B &vert; C | `A/7` | Nobody counts &vert; it. |

## Agreements

| Line | Section | Stated | Computed | Figure |
|--:|---|--:|--:|---|
| 3 | 1. First | `2-3` | 2–3 | `sites` |
| 3 | 1. First | `3` | 3 | `sites`, high |
| 7 | A\\_B &vert; C | `13.2M` | ~13.2M | `tokens` |

## No figures

| Line | Section | Stated | Numbers a |
|--:|---|--:|---|
| 1 | 1. First | `1` | section |

| Line | Section | Stated | Belongs to the name of |
|--:|---|--:|---|
| 8 | A\\_B &vert; C | `2026` | edition |
"""


def test_a_figure_may_be_stated_at_its_low_end_and_nothing_may_be_stated_where_nothing_is_computed(
    tmp_path: Path,
) -> None:
    entries = """\
  First:
    - {line: 1, text: "2", figure: sites, end: low}
    - {line: 2, text: "3", figure: sites, end: low, accepted: old, computed: 2}
    - {line: 3, text: "0", figure: none}
"""
    verdicts = judge(load_ledger(written(tmp_path, entries)).entries, TINY)
    assert [(one.outcome, one.computed, one.difference) for one in verdicts] == [
        ("agrees", "2", "0%"),
        ("explained", "2", "+50%"),
        ("agrees", "0", "0%"),
    ]


def told(folder: Path, *entries: str, head: str = HEAD) -> Reconciliation:
    """What comes of the entries of a ledger with one section."""
    path = written(folder, "  First:\n" + "".join(f"    - {{line: 1, {one}}}\n" for one in entries), head)
    return Reconciliation("A | B", judge(load_ledger(path).entries, TINY))


def test_a_claim_that_cannot_be_asked_is_named_at_the_claim_itself(tmp_path: Path) -> None:
    with pytest.raises(ProposalError, match="5 cannot be rate, which is 50%") as raised:
        told(tmp_path, 'text: "5", figure: rate')
    (fault,) = raised.value.faults
    assert (fault.place.line, fault.place.column) == (6, fault.place.text.index("rate") + 1)


@pytest.mark.parametrize(
    ("computed", "outcome", "says"),
    [
        ("computed: 2", "explained", None),
        ("computed: 4/2", "explained", None),
        (
            "computed: 2.0000001",
            "outdated",
            "the cause was accepted for 20000001/10000000; where it still holds: computed: 2",
        ),
        ("computed: gone", "outdated", "the cause was accepted for gone; where it still holds: computed: 2"),
        ("computed: [2, 3]", "outdated", "the cause was accepted for [2, 3]; where it still holds: computed: 2"),
        ("computed: 3", "outdated", "the cause was accepted for 3; where it still holds: computed: 2"),
        (None, "unexplained", "the cause is accepted for no value; where it holds: computed: 2"),
    ],
)
def test_a_cause_holds_for_the_value_that_it_was_accepted_for_and_no_other(
    tmp_path: Path, computed: str | None, outcome: str, says: str | None
) -> None:
    found = told(tmp_path, ", ".join(filter(None, ('text: "5", figure: sites, accepted: old', computed))))
    assert [one.outcome for one in found.verdicts] == [outcome]
    faults = [f"{one.what}; {one.hint}" for one in findings(found.verdicts)]
    assert faults == ([f"stated 5, computed 2: {says}"] if says else [])


def test_both_values_of_a_range_are_those_that_its_cause_was_accepted_for(tmp_path: Path) -> None:
    entry = 'text: "7-9", figure: sites, accepted: old, computed: '
    outcomes = [
        told(tmp_path, entry + computed).verdicts[0].outcome for computed in ("[2, 3]", "[2, 4]", "[3, 2]", "2")
    ]
    assert outcomes == ["explained", "outdated", "outdated", "outdated"]


def test_an_outdated_cause_whose_numeral_agrees_by_now_is_nobodys_work(tmp_path: Path) -> None:
    found = told(tmp_path, 'text: "2", figure: sites, accepted: old, computed: 7')
    assert ([one.outcome for one in found.verdicts], findings(found.verdicts)) == (["agrees"], [])


def test_a_figure_that_is_gone_is_a_verdict_and_may_be_explained(tmp_path: Path) -> None:
    found = told(
        tmp_path,
        'text: "5", figure: rtae',
        'text: "5", figure: models.gone.tokens, accepted: old, computed: gone',
        'text: "5-6", figure: [least, models.gone.tokens]',
        'text: "5", figure: models.gone.tokens, accepted: old, computed: 4',
    )
    assert [one.outcome for one in found.verdicts] == ["gone", "explained", "gone", "gone"]
    first, last, _ = findings(found.verdicts)
    assert (first.what, first.hint) == ("stated 5, and rtae is no longer computed", "did you mean rate?")
    assert last.hint == "accept a cause for it, with computed: gone" or last.hint.startswith("known: ")
    assert found.moved == "The ledger is of other inputs: 3 figures are no longer computed."
    assert "## No longer computed" in to_markdown(found)
    assert "| 1 | First | `5` | gone |  | `rtae` |" in to_markdown(found)


def test_a_ledger_of_other_inputs_says_so_in_one_line_and_one_of_these_does_not(tmp_path: Path) -> None:
    old = 'text: "5", figure: sites, accepted: old, computed: '
    assert told(tmp_path, f"{old}2", 'text: "9", figure: sites').moved == ""
    found = told(tmp_path, f"{old}3", 'text: "5", figure: lost')
    line = "The ledger is of other inputs: 1 cause was accepted for other values and 1 figure is no longer computed."
    assert found.moved == line
    assert f"\n**{line}**\n" in to_markdown(found)
    assert to_text(found).splitlines()[1] == line


def test_the_text_names_what_is_to_be_mended_then_what_is_explained_then_the_counts(tmp_path: Path) -> None:
    found = told(
        tmp_path,
        'text: "9", figure: sites, accepted: old, computed: 2',
        'text: "9", figure: sites',
        'text: "2", figure: sites',
        'text: "9", figure: sites, end: high, accepted: old, computed: 2',
    )
    assert (
        to_text(found)
        == """\
A | B
The ledger is of other inputs: 1 cause was accepted for other values.

Differs, no cause accepted:
    1: 9 is 2 (+350%)  sites

Differs, cause accepted for another value:
    1: 9 is 3 (+200%)  sites, high

Differs, cause accepted:
    1: 9 is 2 (+350%)  sites

Differs, no cause accepted                    1
Differs, cause accepted for another value     1
Differs, cause accepted                       1
Agrees                                        1
"""
    )


def test_the_json_holds_exact_values_and_what_a_cause_was_accepted_for(tmp_path: Path) -> None:
    found = told(tmp_path, 'text: "61%", figure: rate, accepted: wrong, computed: 1/3', 'text: "1", position: item')
    (one,) = to_json(found, "small", tmp_path / "tiny.yaml")
    assert (one["proposal"], one["original"], one["counts"]["outdated"]) == ("small", "A | B", 1)
    first, second = one["entries"]
    assert (first["outcome"], first["values"], first["accepted_for"]) == ("outdated", ["1/2"], ["1/3"])
    assert (first["computed"], first["difference"], first["causes"]) == ("50%", "+22%", ["It was added wrongly."])
    assert (second["outcome"], second["values"], second["what"]) == ("position", [], ["item"])
