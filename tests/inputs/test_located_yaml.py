"""YAML 1.2 as people write it: what each scalar is, where it stands, and what is refused."""

from contextlib import suppress
from fractions import Fraction

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from generator.errors import Place, ProposalError
from generator.inputs import located_yaml
from generator.inputs.located_yaml import KEY, MOST_CHARACTERS, MOST_DEPTH, MOST_DIGITS, Value, kind, parse
from tests.remember import draws

CUT_OFF = "is a comment, and no part of what stands before it; put the whole text in quotes, or write a space after #"


def value(text: str) -> Value:
    return parse(f"a: {text}", "f.yaml").values["a"]


def refused(text: str) -> list[str]:
    """The first lines of what is wrong with a text."""
    with pytest.raises(ProposalError) as caught:
        parse(text, "f.yaml")
    return [str(fault).split("\n")[0] for fault in caught.value.faults]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0", Fraction(0)),
        ("12", Fraction(12)),
        ("-12", Fraction(-12)),
        ("+12", Fraction(12)),
        ("007", Fraction(7)),
        ("0.1", Fraction(1, 10)),
        (".5", Fraction(1, 2)),
        ("5.", Fraction(5)),
        ("1e1", Fraction(10)),
        ("1.5E+3", Fraction(1500)),
        ("1.e2", Fraction(100)),
        ("-2.5e-1", Fraction(-1, 4)),
        ("33.333333333333336", Fraction(33333333333333336, 10**15)),
    ],
)
def test_a_number_is_read_exactly_as_yaml_1_2_has_it(text: str, number: Fraction) -> None:
    assert value(text) == number
    assert isinstance(value(text), Fraction)


@pytest.mark.parametrize(
    "text",
    [
        *("no", "yes", "off", "on", "y", "12:30", "1:30:00", "2026-01-31", "0x1F", "0o14", "0b1", "1e", "10%", "."),
        *("1.2.3", "١٢", "gpt-oss-120b", "1 000", "1/2"),
    ],
)
def test_what_yaml_1_1_takes_for_something_else_is_a_text(text: str) -> None:
    assert value(text) == text


@pytest.mark.parametrize("text", ['"10"', "'10'", '"true"', "'null'", '""', '"1_000"', "'.nan'", "'<<'"])
def test_what_is_quoted_is_a_text(text: str) -> None:
    assert value(text) == text[1:-1]


def test_only_true_and_false_are_yes_and_no() -> None:
    assert [value(text) for text in ("true", "True", "FALSE", "tRue")] == [True, True, False, "tRue"]


def test_block_texts_are_texts() -> None:
    assert value(">-\n  12\n  13") == "12 13"
    assert value("|-\n  12\n  13") == "12\n13"


def test_mappings_and_lists_keep_their_order() -> None:
    located = parse("b: {z: 1, y: [2, text]}\na:\n- true\n", "f.yaml")
    assert list(located.values.items()) == [("b", {"z": 1, "y": [2, "text"]}), ("a", [True])]


PLACED = """\
# a comment
demo:
  sites: 100
  views: {low: 500, high: [7, eight]}
  notes:
    - first
    - label: second
"""


@pytest.mark.parametrize(
    ("path", "place"),
    [
        (("demo",), (2, 1)),
        (("demo", KEY), (2, 1)),
        (("demo", "sites"), (3, 10)),
        (("demo", "sites", KEY), (3, 3)),
        (("demo", "views"), (4, 10)),
        (("demo", "views", KEY), (4, 3)),
        (("demo", "views", "low"), (4, 16)),
        (("demo", "views", "low", KEY), (4, 11)),
        (("demo", "views", "high"), (4, 27)),
        (("demo", "views", "high", 0), (4, 28)),
        (("demo", "views", "high", 1), (4, 31)),
        (("demo", "notes"), (5, 3)),
        (("demo", "notes", 0), (6, 7)),
        (("demo", "notes", 1), (7, 7)),
        (("demo", "notes", 1, "label"), (7, 14)),
    ],
)
def test_every_value_and_key_has_its_place(path: tuple[str | int, ...], place: tuple[int, int]) -> None:
    line, column = place
    expected = Place("f.yaml", line, column, PLACED.splitlines()[line - 1])
    assert parse(PLACED, "f.yaml").places[path] == expected


def test_the_file_itself_has_a_place_without_a_line() -> None:
    assert parse(PLACED, "f.yaml").places[()] == Place("f.yaml")
    assert parse("# nothing\n", "f.yaml").places == {(): Place("f.yaml")}


@pytest.mark.parametrize("text", ["", "\n", "# a comment", "---\n", "{}"])
def test_a_file_without_values_is_an_empty_mapping(text: str) -> None:
    assert parse(text, "f.yaml").values == {}


def test_a_byte_order_mark_and_windows_line_ends_change_nothing() -> None:
    plain, odd = parse(PLACED, "f.yaml"), parse("\ufeff" + PLACED.replace("\n", "\r\n"), "f.yaml")
    assert odd.values == plain.values
    assert odd.places[("demo", "views", "high", 1)] == plain.places[("demo", "views", "high", 1)]


def test_a_byte_order_mark_is_no_part_of_the_first_line() -> None:
    assert parse("\ufeffa: 1", "f.yaml").places[("a",)] == Place("f.yaml", 1, 4, "a: 1")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a: 1_000_000", "f.yaml:1:4: 1_000_000 is a text in YAML, not a number; write 1000000"),
        ("a: Team #4", f"f.yaml:1:9: #4 {CUT_OFF}"),
        ("a: #4", f"f.yaml:1:4: #4 {CUT_OFF}"),
        ("a: [Team #4 of two\n]", f"f.yaml:1:10: #4 {CUT_OFF}"),
        ("a: 1,5", "f.yaml:1:4: 1,5 is a text in YAML, not a number; write 1.5"),
        ("a: 1,000", "f.yaml:1:4: 1,000 is a text in YAML, not a number; write 1000"),
        ("a: -1,000.5", "f.yaml:1:4: -1,000.5 is a text in YAML, not a number; write -1000.5"),
        ("{a: 1,000}", "f.yaml:1:7: an empty value; write a number without commas"),
        ("a: .nan", "f.yaml:1:4: .nan is not a number"),
        ("a: -.INF", "f.yaml:1:4: -.INF is not a number"),
        (f"a: {'9' * (MOST_DIGITS + 1)}", f"f.yaml:1:4: a number of more than {MOST_DIGITS} digits"),
        (f"a: {'9' * 100_000}", f"f.yaml:1:4: a number of more than {MOST_DIGITS} digits"),
        (f"a: 1e{MOST_DIGITS}", f"f.yaml:1:4: a number of more than {MOST_DIGITS} digits"),
        ("a: 1e-999999999999", f"f.yaml:1:4: a number of more than {MOST_DIGITS} digits"),
        ("a: 0." + "1" * MOST_DIGITS, f"f.yaml:1:4: a number of more than {MOST_DIGITS} digits"),
    ],
)
def test_what_is_almost_a_number_is_refused_with_a_hint(text: str, said: str) -> None:
    assert refused(text) == [said]


def test_the_largest_number_is_read() -> None:
    assert value("9" * MOST_DIGITS) == 10**MOST_DIGITS - 1
    assert value(f"1e{MOST_DIGITS - 1}") == 10 ** (MOST_DIGITS - 1)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("b: 1\na:\n", "f.yaml:2:1: an empty value; write one, or leave it out"),
        ("a: ~", "f.yaml:1:4: an empty value; write one, or leave it out"),
        ("a: null", "f.yaml:1:4: an empty value; write one, or leave it out"),
        ("a:\n  - b\n  -\n", "f.yaml:3:4: an empty value; write one, or leave it out"),
        ("? a", "f.yaml:1:3: an empty value; write one, or leave it out"),
        ("a: 1\nb: 2\na: 3", "f.yaml:3:1: the key a stands twice; first on line 1"),
        ('a: 1\n"a": 3', "f.yaml:2:1: the key a stands twice; first on line 1"),
        ("x: {a: 1, a: 1}", "f.yaml:1:11: the key a stands twice; first on line 1"),
        ("a: 1\n<<: {b: 1}", "f.yaml:2:1: merge keys are not read; write the values out"),
        ("? [a, b]\n: 1", "f.yaml:1:3: a key must be a name"),
        ("a: !!str 1", "f.yaml:1:4: tags are not read; leave it out, or quote a text that begins with !"),
        ("a: !important", "f.yaml:1:4: tags are not read; leave it out, or quote a text that begins with !"),
        ("a: &b 1", "f.yaml:1:4: anchors are not read; leave it out, or quote a text that begins with &"),
        ("- 1\n", "f.yaml:1:1: expected a mapping of names, found a list"),
        ("# x\n\nhello\n", "f.yaml:3:1: expected a mapping of names, found a text"),
        ("12", "f.yaml:1:1: expected a mapping of names, found a number"),
        ("true", "f.yaml:1:1: expected a mapping of names, found true or false"),
    ],
)
def test_what_could_be_misread_is_refused(text: str, said: str) -> None:
    assert refused(text) == [said]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a: b: c", "f.yaml:1:5: a colon where no name can stand; check the indentation, or quote the text"),
        ("a: 1\n  b: 2", "f.yaml:2:4: a colon where no name can stand; check the indentation, or quote the text"),
        ("a:\n\tb: 1", "f.yaml:2:1: a tab; use spaces"),
        ("a: @b", "f.yaml:1:4: a plain text cannot begin with this character; put the text in quotes"),
        ("a: 1\nb\nc: 1", "f.yaml:2:1: a name without a colon; write name: value"),
        ("b: 1\na: 'it is", "f.yaml:2:4: a quote that is never closed"),
        ("a: [1, 2\n\n\n", "f.yaml:1:4: a bracket or quote that is never closed, or a comma that is missing"),
        (
            "a:\n  b: 1\n c: 1",
            "f.yaml:3:2: this does not fit what stands before it; check the indentation and the quotes",
        ),
        ("a: - 1", "f.yaml:1:4: a list cannot begin here; begin it on the next line"),
        ('a: "\\d"', "f.yaml:1:6: a backslash that means nothing here; use single quotes"),
        ("a: |b", "f.yaml:1:4: a plain text cannot begin with this character; put the text in quotes"),
        ("a: & b", "f.yaml:1:4: a plain text cannot begin with this character; put the text in quotes"),
        ("a: [1, ], ]", "f.yaml:1:9: this does not fit what stands before it; check the indentation and the quotes"),
        (
            "a: [:]\nb: {:: ,: ::}",
            "f.yaml:1:5: this does not fit what stands before it; check the indentation and the quotes",
        ),
        ("a: 1\n---\nb: 1", "f.yaml:2:1: a second document begins here; keep one document a file"),
        ("a: 1\nb: x\x1by", "f.yaml:2:5: the character U+001B cannot stand in YAML"),
        ("a: 1\r\nb: \x00", "f.yaml:2:4: the character U+0000 cannot stand in YAML"),
        ('a: "\\ud800"', "f.yaml:1:4: an escape that names no character"),
        ('a: 1\n"\\udfff": 1', "f.yaml:2:1: an escape that names no character"),
        ('a: 1\nb: "\\U00110000"', "f.yaml:2:7: an escape that names no character"),
        ('a: "\\UFFFFFFFF"', "f.yaml:1:7: an escape that names no character"),
    ],
)
def test_a_broken_document_is_refused_at_its_line_in_plain_words(text: str, said: str) -> None:
    assert refused(text) == [said]


def test_several_faults_are_told_at_once() -> None:
    assert refused("a: 1_0\na: 2\nb: .nan\nc:\n<<: 1\nd: [1, ~]") == [
        "f.yaml:1:4: 1_0 is a text in YAML, not a number; write 10",
        "f.yaml:2:1: the key a stands twice; first on line 1",
        "f.yaml:3:4: .nan is not a number",
        "f.yaml:4:1: an empty value; write one, or leave it out",
        "f.yaml:5:1: merge keys are not read; write the values out",
        "f.yaml:6:8: an empty value; write one, or leave it out",
    ]


def test_several_tags_and_aliases_are_told_at_once() -> None:
    lines = refused("a: !!python/object/apply:os.system [exit]\nb: &x 1\nc: *x\nd: [*x, !y z]")
    assert [line.split(": ")[0] for line in lines] == [
        *("f.yaml:1:4", "f.yaml:2:4", "f.yaml:3:4", "f.yaml:4:5", "f.yaml:4:9"),
    ]


LAUGHS = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{new}: &{new} [{', '.join([f'*{old}'] * 9)}]\n" for old, new in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a: " + "[" * 2_000, "nested too deep"),
        ("a: " + "{b: " * 2_000, "nested too deep"),
        ("- " * 2_000, "nested too deep"),
        ("\n".join(" " * depth + "a:" for depth in range(500)), "nested too deep"),
        ("[" * 2_000 + "]" * 2_000, "nested too deep"),
        ("a: " + "x " * MOST_CHARACTERS, f"longer than {MOST_CHARACTERS:,} characters"),
        pytest.param("a: [" + "1," * (MOST_CHARACTERS // 2 - 10) + "1]", "too many values", marks=pytest.mark.whole),
        (LAUGHS, "aliases are not read"),
    ],
    ids=["brackets", "braces", "lists", "lines", "closed brackets", "long", "many", "laughs"],
)
@pytest.mark.usefixtures("not_for_ever")
def test_what_would_take_unbounded_time_is_refused(text: str, said: str) -> None:
    assert any(said in line for line in refused(text))


def test_of_too_many_values_the_first_that_is_too_many_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(located_yaml, "MOST_NODES", 20)
    assert parse("a: [1, 2, 3]", "f.yaml").values
    assert refused("a: [" + "1, " * 40 + "1]") == ["f.yaml:1:50: too many values"]


@pytest.mark.usefixtures("not_for_ever")
def test_a_text_as_long_as_a_file_may_be_is_read() -> None:
    assert len(str(value("x" * (MOST_CHARACTERS - 3)))) == MOST_CHARACTERS - 3


def test_the_deepest_nesting_is_read() -> None:
    text = "a: " + "[" * (MOST_DEPTH - 1) + "]" * (MOST_DEPTH - 1)
    assert parse(text, "f.yaml").values
    assert refused(text.replace("[]", "[[]]")) == [f"f.yaml:1:{MOST_DEPTH + 3}: nested too deep"]


EVERY_KIND: list[object] = [{}, [], "", True, Fraction(1), None]


def test_every_kind_of_value_has_a_name() -> None:
    assert [kind(one) for one in EVERY_KIND] == [
        *("a mapping", "a list", "a text", "true or false", "a number", "nothing")
    ]


@draws(2)
@given(st.text(st.sampled_from("ab1 \n:-[]{},&*!|>'\"%@#?~<.e_\t\\\r\ufeff\x85\u2028\x00é"), max_size=40))
@example("a: 1\x85b: 2\u2028c: ~")
def test_any_text_is_read_or_refused_with_a_place(text: str) -> None:
    places: list[Place] = []
    with suppress(ProposalError):
        places = list(parse(text, "f.yaml").places.values())
    if not places:
        with pytest.raises(ProposalError) as caught:
            parse(text, "f.yaml")
        assert [fault.place for fault in caught.value.faults if not (fault.place.line and fault.place.column)] == []
