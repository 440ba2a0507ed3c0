"""The ledger holds every numeral of the hand-written original; each agrees as printed, or differs for a cause."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from pathlib import Path

import pytest

from generator.errors import Place, ProposalError
from generator.figures.figure import Figure, Origin, given_figure
from generator.numerals import numerals
from generator.review.reconcile import Entry, Ledger, findings, judge, load_ledger, stated, to_markdown
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
    entries = changed(ledger, 5, "~26.4M", what=("request.token_per_minute",))
    entries[1] = entries[1]._replace(what=("request.cache_rate",))
    entries[2] = entries[2]._replace(what=("demo.peak.is_negligible",))
    with pytest.raises(ProposalError) as raised:
        judge(entries, cerebras.sheet)
    assert raised.value.exit_code == 3
    assert [fault.what.split(",")[0] for fault in raised.value.faults] == [
        "100 cannot be request.cache_rate",
        "10 cannot be demo.peak.is_negligible",
        "unknown figure request.token_per_minute",
    ]
    assert raised.value.faults[2].hint == "did you mean request.tokens_per_minute?"
    assert all(fault.place.file == str(LEDGER) and fault.place.line for fault in raised.value.faults)


@pytest.mark.parametrize(
    ("text", "inside", "outside"),
    [
        ("5.8", ["5.75", "5.8499"], ["5.7499", "5.85"]),
        ("62%", ["0.615", "0.6249"], ["0.6149", "0.625"]),
        ("12.1M", ["12075000", "12050000"], ["12150000", "12049999"]),
        ("368K", ["367500"], ["367499", "368500"]),
        ("8K", ["7500", "8499"], ["8500"]),
        ("0.43B", ["425000000"], ["435000000"]),
        ("100K", ["99500"], ["99499", "100500"]),
        ("67,500", ["67500", "67499.5"], ["67499", "67501"]),
        ("25,000", ["25000"], ["25130"]),
        ("~25,000", ["25130", "24500"], ["25500", "24499"]),
        ("~12,500", ["12520"], ["12550"]),
        ("~7,350", ["7345"], ["7344"]),
        ("~500", ["504", "495"], ["505", "494"]),
        ("~20", ["20.4"], ["20.5"]),
        ("~5", ["4.5"], ["5.5"]),
        ("~10M", ["9500000", "10499999"], ["13240500", "10500000"]),
        ("~1M", ["500000"], ["1500000"]),
        ("~10.3M", ["10250000", "10349999"], ["10350000", "10249999"]),
        ("~1,050.0", ["1050.04"], ["1050.05"]),
        (">99%", ["0.991"], ["0.99", "0.98"]),
        ("<5", ["4.9"], ["5"]),
        ("0", ["0", "0.4"], ["0.5"]),
    ],
)
def test_a_number_agrees_with_all_that_rounds_to_it_and_with_nothing_else(
    text: str, inside: list[str], outside: list[str]
) -> None:
    (number,) = stated(text)
    assert [one for one in inside if not number.says(Fraction(one))] == []
    assert [one for one in outside if number.says(Fraction(one))] == []


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("20-40%", ["0.2", "0.4"]),
        ("~30-35%", ["0.3", "0.35"]),
        ("500-2,000", ["500", "2000"]),
        ("2-3", ["2", "3"]),
        ("~400-600", ["400", "600"]),
        ("1.5–2.5K", ["1500", "2500"]),
    ],
)
def test_a_range_is_read_at_both_ends_with_one_suffix(text: str, ends: list[str]) -> None:
    assert [number.value for number in stated(text)] == [Fraction(end) for end in ends]


@pytest.mark.parametrize(
    "text", ["", "~", "12,34", "1.2.3", "5.8 gen", "40-20%", ">2-3", "<2-3", "gpt-oss-120b", "-5", "٣"]
)
def test_a_text_that_prints_no_number_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"no printed number|no range"):
        stated(text)


def figure(name: str, unit: object, *ends: str) -> Figure:
    low, likely, high = (Fraction(end) for end in (ends if len(ends) == 3 else ends * 3))
    return given_figure(name, (low, likely, high), unit.__metadata__[0], "", Origin(Place(""), ""))  # type: ignore[attr-defined]


TINY = {
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
    - {line: 2, text: "61%", figure: rate, accepted: wrong}
    - {line: 3, text: "~10M", figure: tokens, accepted: [wrong, old]}
    - {line: 3, text: "2-3", figure: sites}
    - {line: 3, text: "3", figure: sites, end: high}
  A_B | C:
    - {line: 4, text: "~400-600", figure: [least, most], accepted: wrong}
    - {line: 5, text: "50%", figure: rate, accepted: old}
    - {line: 6, text: "2", figure: none}
    - {line: 7, text: "13.2M", figure: tokens}
    - {line: 8, text: "2026", name: edition}
    - {line: 9, text: "A/7", no_counterpart: Nobody counts | it.}
""",
        )
    )
    assert to_markdown(judge(ledger.entries, TINY), ledger.original) == GOLDEN


GOLDEN = """\
# Reconciliation: A &vert; B

Each numeral of the hand-written original is set against the computed figure that it claims to be.
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
| 4 | A\\_B &vert; C | `~400-600` | 400–650 | 0%, −8% | `least` to `most` |

It was added wrongly.
It is \\*old\\*.

| Line | Section | Stated | Computed | Difference | Figure |
|--:|---|--:|--:|--:|---|
| 3 | 1. First | `~10M` | ~13.2M | −24% | `tokens` |

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


@pytest.mark.parametrize(
    ("entry", "says"),
    [
        ('{text: "1", figure: sites}', "line is missing"),
        ("{line: 1, figure: sites}", "text is missing"),
        ("{line: 1, text: 5, figure: sites}", "text: expected a text, found a number"),
        ('{line: one, text: "5", figure: sites}', "line: expected a number, found a text"),
        ('{line: 1.5, text: "5", figure: sites}', "a line is a whole number from 1 on"),
        ('{line: 1, text: "5", figur: sites}', "unknown key figur; did you mean figure?"),
        ('{line: 1, text: "5"}', "an entry has exactly one of figure, no_counterpart, position, name"),
        ('{line: 1, text: "5", figure: sites, name: a}', "an entry has exactly one of"),
        ('{line: 1, text: "5", figure: {a: b}}', "figure: expected a text or a list, found a mapping"),
        ('{line: 1, text: "5", figure: [sites, most]}', "a number claims one figure"),
        ('{line: 1, text: "5 | 6", name: edition}', "'5 | 6' is no numeral"),
        ('{line: 1, text: "five", name: edition}', "'five' is no numeral"),
        ('{line: 1, text: "5x", figure: sites}', "'5x' is no printed number"),
        ('{line: 1, text: "40-20%", figure: rate}', "'40-20%' is no range from low to high"),
        ('{line: 1, text: "2-3", figure: sites, end: low}', "an end is low or high, and of a single number"),
        ('{line: 1, text: "2", figure: sites, end: top}', "an end is low or high, and of a single number"),
        ('{line: 1, text: "2", name: edition, end: low}', "only a figure has an end, or differs for a cause"),
        ('{line: 1, text: "2", name: edition, accepted: old}', "only a figure has an end, or differs for a cause"),
        ('{line: 1, text: "2", figure: sites, accepted: odl}', "unknown cause odl; did you mean old?"),
        ("sites", "expected an entry, found a text"),
    ],
)
def test_a_fault_of_an_entry_is_named_at_its_place(tmp_path: Path, entry: str, says: str) -> None:
    path = written(tmp_path, f"  First:\n    - {entry}\n")
    with pytest.raises(ProposalError) as raised:
        load_ledger(path)
    assert raised.value.exit_code == 3
    (fault,) = raised.value.faults
    assert str(fault).startswith(f"{path}:6:")
    assert f": {says}" in str(fault)


def test_a_figure_may_be_stated_at_its_low_end_and_nothing_may_be_stated_where_nothing_is_computed(
    tmp_path: Path,
) -> None:
    entries = """\
  First:
    - {line: 1, text: "2", figure: sites, end: low}
    - {line: 2, text: "3", figure: sites, end: low, accepted: old}
    - {line: 3, text: "0", figure: none}
"""
    verdicts = judge(load_ledger(written(tmp_path, entries)).entries, TINY)
    assert [(one.outcome, one.computed, one.difference) for one in verdicts] == [
        ("agrees", "2", "0%"),
        ("explained", "2", "+50%"),
        ("agrees", "0", "0%"),
    ]


def test_a_claim_that_cannot_be_asked_is_named_at_the_claim_itself(tmp_path: Path) -> None:
    entry = '  First:\n    - {line: 1, text: "5", figure: nowhere}\n'
    path = written(tmp_path, entry)
    with pytest.raises(ProposalError, match="unknown figure nowhere") as raised:
        judge(load_ledger(path).entries, TINY)
    line = path.read_text(encoding="utf-8").splitlines()[5]
    assert [(one.place.line, one.place.column) for one in raised.value.faults] == [(6, line.index("nowhere") + 1)]


def test_a_ledger_may_begin_with_a_byte_order_mark(tmp_path: Path) -> None:
    path = written(tmp_path, '  First:\n    - {line: 1, text: "5", figure: sites}\n', "\ufeff" + HEAD)
    assert load_ledger(path).original == "A | B"


def test_every_fault_of_a_ledger_is_reported_at_once(tmp_path: Path) -> None:
    entries = '  First:\n    - {line: 1, text: "5"}\n    - {line: x, text: "5", name: a}\n  Second: none\n'
    with pytest.raises(ProposalError) as raised:
        load_ledger(written(tmp_path, entries))
    assert [(fault.place.line, fault.hint) for fault in raised.value.faults] == [(6, ""), (7, ""), (8, "")]


@pytest.mark.parametrize("text", ['"a\\nb"', '"a\\u202eb"', '""'])
def test_a_text_of_a_ledger_that_would_leave_its_line_is_refused_at_its_own(tmp_path: Path, text: str) -> None:
    entry = f'  First:\n    - {{line: 1, text: "5", no_counterpart: {text}}}\n'
    with pytest.raises(ProposalError) as raised:
        load_ledger(written(tmp_path, entry))
    assert [fault.place.line for fault in raised.value.faults] == [6]


def test_a_ledger_without_its_tables_or_its_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ProposalError, match=r"(?s)causes is missing.*names is missing.*stated: expected a mapping"):
        load_ledger(written(tmp_path, "", "original: A\nstated: none\n"))
    with pytest.raises(ProposalError, match=r"nowhere\.yaml: there is no such file"):
        load_ledger(tmp_path / "nowhere.yaml")
