"""What a text of the inputs may hold, and which names may refer to others."""

from typing import Annotated, Any

import pytest

from generator.inputs.reading import read_as
from generator.inputs.texts import (
    LONGEST_LABEL,
    LONGEST_TEXT,
    Key,
    LabelField,
    Name,
    NameField,
    Text,
    TextField,
    known,
)
from tests.inputs.refusal import told


def test_a_name_may_hold_any_number_and_free_text_none_but_in_ordinary_words() -> None:
    assert type(read_as(NameField, "llama-3.3-70b, June 2026, 5,000 times")) is Name
    assert type(read_as(TextField, "Plans the page on S3, p95 and 24/7.")) is Text
    said = (
        "is typed in free text; name a figure, as [[request.tokens_per_minute]], "
        "or a fact of proposal.yaml, as [[proposal.facts.name]]"
    )
    assert told(TextField, "Sends 5,000 calls.") == f"the number 5,000 {said}"
    assert told(TextField, "Sends seven calls.") == f"the number seven {said}"
    assert read_as(TextField, "See 7b-chat.", {"models": {"7b-chat"}}) == "See 7b-chat."
    assert told(TextField, "See 7b-chat.") == f"the number 7b-chat {said}"


def test_free_text_may_name_figures_and_models_with_digits() -> None:
    text = "[[facts.p95]] of [[models.llama-3.3-70b]]"
    assert read_as(TextField, text) == text
    assert told(TextField, f"{text} 2").startswith("the number 2 ")


@pytest.mark.parametrize("sort", [NameField, TextField, Key])
@pytest.mark.parametrize("odd", "\x00\x07\x1b\x7f\x85\u00ad\u200b\u2028\u2029\u202e\u2066\ue000\ufdd0\ufeff\U000f0000")
def test_a_character_that_hides_or_turns_or_cannot_be_printed_is_refused(sort: Any, odd: str) -> None:
    assert told(sort, f"a{odd}b") == f"the character U+{ord(odd):04X} cannot be printed"


@pytest.mark.parametrize("fine", ["é ≤ → – “x” 日本", "a" * LONGEST_TEXT])
def test_any_character_that_can_be_printed_may_stand_in_a_text(fine: str) -> None:
    assert read_as(TextField, fine) == fine


def test_an_empty_a_long_and_a_broken_text_are_refused() -> None:
    assert told(NameField, "") == "an empty text"
    assert told(NameField, "  ") == "an empty text"
    assert told(NameField, " a") == told(NameField, "a ") == "a text that begins or ends with a space"
    assert told(NameField, "a" * (LONGEST_TEXT + 1)) == f"longer than {LONGEST_TEXT} characters"
    assert told(NameField, "a\nb") == "a line break in a text; write it on one line, or fold it with >-"


@pytest.mark.parametrize("sort", [LabelField, Key])
def test_what_a_chart_shows_is_no_longer_than_it_has_room_for(sort: Any) -> None:
    assert read_as(sort, "M" * LONGEST_LABEL) == "M" * LONGEST_LABEL
    said = f"longer than {LONGEST_LABEL} characters; a chart has no room for more"
    assert told(sort, "M" * (LONGEST_LABEL + 1)) == said


@pytest.mark.parametrize("name", ["a b", "a]", "[a", "a|b", "`a`", "a<b", "a>b", "a=b", "a\u00a0b"])
def test_the_key_of_an_entry_has_no_space_and_nothing_that_breaks_a_path_or_a_table(name: str) -> None:
    assert told(Key, name) == "a name holds no space and none of [ ] | ` < > ="


@pytest.mark.parametrize("name", ["llama-3.3-70b", "product_catalogue", "日本", "a.b"])
def test_the_key_of_an_entry_may_hold_dots_and_digits(name: str) -> None:
    assert read_as(Key, name) == name


def test_a_reference_must_name_an_entry_of_its_table() -> None:
    reference = Annotated[str, known("page_profiles")]
    assert type(read_as(reference, "full", {"page_profiles": {"full"}})) is Name
    assert told(reference, "ful", {"page_profiles": {"full"}}) == "unknown page profile ful; did you mean full?"
    assert told(reference, "ful", {"page_profiles": set()}) == "unknown page profile ful; name it under page_profiles"


def test_a_reference_to_a_table_that_could_not_be_read_is_not_judged() -> None:
    reference = Annotated[str, known("models")]
    assert read_as(reference, "any", {"scenarios": {"shop"}}) == "any"
