"""A short slice of what `python -m tests.fuzz` runs; and that a finding would be one."""

import importlib.util
import random
import re
import socket
from collections import Counter
from pathlib import Path

import pytest

from generator.errors import Fault, Place, ProposalError
from tests.fuzz import reader, run
from tests.fuzz.damage import KINDS, Damaged, damage
from tests.fuzz.guided import MISSING, Target, fuzz
from tests.fuzz.pdf import VERIFY, ActError, check, guarded, spoil, turned
from tests.fuzz.reader import READER
from tests.fuzz.run import faulty_sets, valid_sets
from tests.fuzz.tree import text, tree

FILES = {"models": {"a": {"role": "R", "tokens": 7}}, "savings": {"b": {"takes": ["x", {"y": 1}]}}}


def silent(_: str) -> None:
    pass


def test_random_valid_inputs_build_with_no_untraced_numeral() -> None:
    outcome = valid_sets(1, 1, silent)
    assert (outcome.counts, outcome.findings) == (Counter(built=1), [])


def test_random_faults_are_refused_where_they_are() -> None:
    outcome = faulty_sets(10, 1, silent)
    assert outcome.findings == []
    assert sum(outcome.counts.values()) == 10
    assert outcome.counts["refused, named by line"] > 5


@pytest.mark.parametrize("jobs", [1, pytest.param(2, marks=pytest.mark.whole)])
def test_what_comes_of_batches_is_one_outcome_in_one_process_or_two(jobs: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "BATCH", 2)
    outcome = run._campaign("sets", one_batch, 5, 7, silent, jobs)
    assert outcome == run.Outcome(Counter(sets=5, batches=3, first=7 + 9 + 11), ["7", "9", "11"])


def one_batch(part: tuple[int, int]) -> run.Outcome:
    size, first = part
    return run.Outcome(Counter(sets=size, batches=1, first=first), [str(first)])


def test_the_text_of_a_tree_says_its_values_and_every_node_knows_its_lines() -> None:
    from generator.inputs.located_yaml import parse

    root = tree(FILES["savings"])
    assert parse(text(root), "f").values == {"b": {"takes": ["x", {"y": 1}]}}
    takes = root.items[0].items[0]
    assert [(one.first, one.last) for one in (root.items[0], takes, *takes.items)] == [(1, 5), (2, 5), (3, 3), (4, 5)]


def test_every_kind_of_fault_changes_the_texts() -> None:
    plain = {f"{name}.yaml": text(tree(values)) for name, values in FILES.items()}
    made = [damage(FILES, random.Random(seed)) for seed in range(200)]
    assert {one.kind for one in made} == set(KINDS)
    assert all(one.texts != plain for one in made if one.kind in {"dropped", "duplicated", "renamed"})


@pytest.mark.parametrize(
    ("place", "what", "how"),
    [
        (Place("x/models.yaml", 3, 1), "wrong", "line"),
        (Place("x/models.yaml", 5, 1), "wrong", "record"),
        (Place("x/savings.yaml", 3, 1), "unknown model a-b", "name"),
        (Place("x/savings.yaml", 3, 1), "wrong", ""),
        (Place("x/models.yaml", 9, 1), "unknown model a-bc", ""),
    ],
)
def test_an_error_elsewhere_is_a_finding(place: Place, what: str, how: str) -> None:
    damaged = Damaged({}, "dropped", "models.yaml", frozenset({3}), range(3, 7), frozenset({"a-b"}))
    assert damaged.right(ProposalError([Fault(place, what)])) == how
    assert damaged.right(ProposalError([Fault(place, what)], 2)) == ""


def test_an_error_elsewhere_that_points_to_the_damaged_line_is_none() -> None:
    damaged = Damaged({}, "spliced", "models.yaml", frozenset({3}), range(0), frozenset())
    for line, how in ((3, "line beside"), (33, "")):
        fault = Fault(Place("x/scenarios.yaml", 9, 1), "more than that", f"see x/models.yaml:{line}:1")
        assert damaged.right(ProposalError([fault])) == how


def test_what_is_lost_counts_as_lost_where_the_same_word_stands_beside_it() -> None:
    files = {"proposal": {"references": [{"label": "0", "where": "0"}]}}
    made = [damage(files, random.Random(seed)) for seed in range(200)]
    dropped = [one for one in made if one.kind == "dropped" and one.texts["proposal.yaml"].count('"0"') == 1]
    assert dropped
    assert all("0" in one.lost for one in dropped)


@pytest.mark.parametrize(("target", "most"), [(READER, 30), (VERIFY, 4)], ids=lambda one: getattr(one, "name", ""))
def test_what_its_coverage_leads_to_breaks_neither_the_reader_nor_verify(
    target: Target, most: int, tmp_path: Path, small_pdf: bytes
) -> None:
    if importlib.util.find_spec("atheris") is None:
        pytest.skip(MISSING)
    line, broken = fuzz(target, 1, 1, tmp_path / "found", [small_pdf] if target is VERIFY else reader.corpus(), most)
    assert broken == ""
    assert re.search(rf": {most} inputs .* clean$", line), line


@pytest.mark.slice(3)
@pytest.mark.parametrize("seed", range(5))
def test_a_damaged_print_gets_a_verdict_or_faults_and_nothing_is_done(small_pdf: bytes, seed: int) -> None:
    guarded(check)(spoil(spoil(small_pdf, seed), seed + 100))


@pytest.mark.slice(3)
@pytest.mark.usefixtures("prints_once")  # where what was turned is neither an input nor a figure
@pytest.mark.parametrize("seed", range(6))
def test_a_print_whose_bytes_are_turned_gets_a_verdict_or_faults(small_pdf: bytes, seed: int) -> None:
    check(turned(small_pdf, random.Random(seed)))


def test_every_damage_leaves_another_pdf_and_most_get_past_the_parser(small_pdf: bytes) -> None:
    made = [spoil(small_pdf, seed) for seed in range(15)]
    assert small_pdf not in made
    assert spoil(small_pdf, 3) == made[3]
    assert sum(b"/EmbeddedFile" in one and b"%%EOF" in one for one in made) > 10


def test_a_reader_that_breaks_would_be_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def placeless(_: str, __: str) -> None:
        raise ProposalError([Fault(Place("f.yaml"), "somewhere")])

    monkeypatch.setattr("generator.inputs.located_yaml.parse", placeless)
    with pytest.raises(AssertionError):
        reader.check(b"a: 1")


def test_a_verify_that_breaks_writes_or_fetches_would_be_told(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, small_pdf: bytes
) -> None:
    def writes(data: bytes, _: str) -> None:
        (tmp_path / "x").write_bytes(data)

    monkeypatch.setattr("generator.review.verify.examine", writes)
    with pytest.raises(ActError):
        guarded(check)(small_pdf)
    assert list(tmp_path.iterdir()) == []
    monkeypatch.setattr("generator.review.verify.examine", lambda *_: socket.create_connection(("127.0.0.1", 9)))
    with pytest.raises(ActError):
        guarded(check)(small_pdf)
    monkeypatch.setattr("generator.review.verify.examine", lambda *_: 1 // 0)
    with pytest.raises(ZeroDivisionError):
        check(small_pdf)
