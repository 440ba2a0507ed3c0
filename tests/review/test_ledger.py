"""A ledger is read whole, with the least that it needs, or every fault of it is told at its place."""

from fractions import Fraction
from pathlib import Path

import pytest

from generator.errors import ProposalError
from generator.review.ledger import load_ledger, stated
from tests.review.test_reconcile import HEAD, written


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
    with pytest.raises(ValueError, match=r"not a printed number|not a range"):
        stated(text)


@pytest.mark.parametrize(
    ("entry", "says"),
    [
        ("{line: 1, figure: sites}", "text is missing"),
        ("{line: 1, text: 5, figure: sites}", "expected a text, found a number"),
        ('{line: one, text: "5", figure: sites}', "expected a number, found a text"),
        ('{line: 1.5, text: "5", figure: sites}', "a line is a whole number from 1 on"),
        ('{line: 1, text: "5", figur: sites}', "unknown key figur; did you mean figure?"),
        ('{line: 1, text: "5"}', "an entry has exactly one of figure, no_counterpart, position, name"),
        ('{line: 1, text: "5", figure: sites, name: a}', "an entry has exactly one of"),
        ('{line: 1, text: "5", figure: {a: b}}', "expected a text or a list, found a mapping"),
        ('{line: 1, text: "5", figure: [sites, most]}', "a number claims one figure"),
        ('{line: 1, text: "5 | 6", name: edition}', "'5 | 6' is not a numeral"),
        ('{line: 1, text: "five", name: edition}', "'five' is not a numeral"),
        ('{line: 1, text: "5x", figure: sites}', "'5x' is not a printed number"),
        ('{line: 1, text: "40-20%", figure: rate}', "'40-20%' is not a range from low to high"),
        ('{line: 1, text: "2-3", figure: sites, end: low}', "an end is low or high, of one number"),
        ('{line: 1, text: "2", figure: sites, end: top}', "an end is low or high, of one number"),
        ('{line: 1, text: "2", name: edition, end: low}', "only a figure has an end, or differs for a cause"),
        ('{line: 1, text: "2", name: edition, accepted: old}', "only a figure has an end, or differs for a cause"),
        ('{line: 1, text: "2", figure: sites, accepted: odl}', "unknown cause odl; did you mean old?"),
        ('{line: 1, text: "2", figure: sites, accepted: old, computed: soon}', "expected an exact value"),
        ('{line: 1, text: "2", figure: sites, accepted: old, computed: 1/0}', "expected an exact value"),
        (
            '{line: 1, text: "2", figure: sites, accepted: old, computed: "2"}',
            "expected an exact value such as 13240500, 12.5% or 12345/678, found a text; write 2 without quotes",
        ),
        ('{line: 1, text: "2", figure: sites, computed: 2}', "a value is computed for a cause that is accepted"),
        ('{line: 1, text: "2", name: edition, computed: 2}', "only a figure has an end, or differs for a cause"),
        ("sites", "expected a mapping, found a text"),
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
    with pytest.raises(ProposalError, match="expected a mapping, found a text"):
        load_ledger(written(tmp_path, "", "original: A\nstated: none\n"))
    with pytest.raises(ProposalError, match=r"nowhere\.yaml: there is no such file"):
        load_ledger(tmp_path / "nowhere.yaml")
    with pytest.raises(ProposalError, match=r"(?s)original is missing.*stated is missing"):
        load_ledger(written(tmp_path, "", "names: {}\n"))


@pytest.mark.parametrize(
    "text",
    [
        'original: Reply\nstated:\n  - {text: "~26.4M", figure: request.tokens_per_minute}\n',
        'original: Reply\nstated: {All: [{text: "~26.4M", figure: request.tokens_per_minute}]}\n',
        'original: Reply\ncauses: {}\nnames: {}\nstated: [{line: 3, text: "1", position: item}]\n',
    ],
)
def test_a_title_and_entries_are_all_that_a_ledger_needs(tmp_path: Path, text: str) -> None:
    ledger = load_ledger(written(tmp_path, "", text))
    (entry,) = ledger.entries
    assert (ledger.original, entry.computed, entry.causes) == ("Reply", (), ())
    assert entry.place.line > 1


def test_a_fault_in_a_ledger_without_sections_is_told_at_its_place(tmp_path: Path) -> None:
    path = written(tmp_path, "", 'original: Reply\nstated:\n  - {text: "5", figure: a}\n  - {text: five, figure: a}\n')
    with pytest.raises(ProposalError) as raised:
        load_ledger(path)
    assert {fault.place.line for fault in raised.value.faults} == {4}
