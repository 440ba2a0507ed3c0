"""A guardrail follows its figure to another name of its entity, and so does the value that it is measured by."""

from pathlib import Path

from generator.document.record import recorded
from generator.figures.sheet import calculate
from generator.inputs.load import validated
from generator.inputs.raw import Raw, read
from generator.review.diff.followed import followed, guarded_today
from generator.review.guardrails import BROKEN, HELD, judged
from generator.review.guardrails import NEW as NEW_FIGURE
from generator.review.terms import Side, loosened
from tests.conftest import SMALL

OLD, NEW = "page_profiles.letter.input_tokens_per_page", "page_profiles.note.input_tokens_per_page"


def guarded(figure: str, limit: str = "largest_change: 5%") -> dict[str, str]:
    return {"proposal.guardrails": f"[{{figure: {figure}, {limit}, reason: So.}}]"}


def renamed(changes: dict[str, str]) -> Raw:
    """The small proposal with its page profile under another name."""
    texts = {path.name: path.read_text(encoding="utf-8") for path in SMALL.glob("*.yaml")}
    profile = texts["page_profiles.yaml"].replace("letter:", "note:", 1)
    scenarios = texts["scenarios.yaml"].replace("page_profile: letter", "page_profile: note")
    return read(Path("small"), changes, {**texts, "page_profiles.yaml": profile, "scenarios.yaml": scenarios})


def base(limit: str = "largest_change: 5%") -> Side:
    raw = read(SMALL, guarded(OLD, limit))
    return Side("main", raw, {name: recorded(one) for name, one in calculate(validated(raw)).items()})


def outcomes(target: Raw, side: Side) -> list[str]:
    proposal = validated(target)
    found = judged(proposal, calculate(proposal), followed(lambda _: side, target))
    return [one.outcome for one in found]


def test_a_guarded_figure_under_another_name_is_held_to_its_old_value_without_a_word_of_agreement() -> None:
    assert outcomes(renamed(guarded(NEW)), base()) == [HELD]
    assert outcomes(renamed({}), base()) == [HELD]


def test_an_entity_that_has_another_name_and_other_content_slips_through_no_guardrail() -> None:
    more = {**guarded(NEW), "page_profiles.note.calls.answer.input_tokens": "9000"}
    assert outcomes(renamed(more), base()) == [NEW_FIGURE, BROKEN]


def test_a_guardrail_that_only_has_another_name_is_not_loosened_and_one_that_is_loosened_is() -> None:
    for limit, says in (
        ("at_most: 90000", []),
        ("at_most: 90001", [f"{NEW}: at most 90,000 is loosened to at most 90,001"]),
    ):
        target, before = renamed(guarded(NEW, limit)), base("at_most: 90000").raw
        assert before is not None
        sheet = calculate(validated(target))
        assert [one.says for one in loosened(guarded_today(before, target), target, sheet)] == says


def test_where_nothing_has_another_name_a_side_is_as_it_was() -> None:
    side = base()
    target = read(SMALL, {})
    assert followed(lambda _: side, target)("") is side
    assert side.raw is not None
    assert guarded_today(side.raw, target) is side.raw
    empty = Side("main")
    assert followed(lambda _: empty, target)("") is empty
