"""What stands beside what was measured reads the same in text, in Markdown and as data."""

from fractions import Fraction

from generator.errors import Place
from generator.inputs import Leaf
from generator.inputs.quantities import Amount, unit_of
from generator.measure.suggest import ASKED, Beside
from generator.measure.told import NOTHING, as_data, as_markdown, as_text, lines_to_change
from generator.terminal import plain
from generator.units import TokensPerRequest

LEAF = Leaf(
    "page_profiles.p.calls.c.input_tokens", ("page_profiles", "p", "calls", "c", "input_tokens"),
    Amount(value=Fraction(800)),
    unit_of(TokensPerRequest), "", Place("inputs/p/page_profiles.yaml", 7, 21, "      input_tokens: 800"), None,
)  # fmt: skip
ROW = Beside(LEAF, "c.input_tokens.mean", Fraction(800), Fraction(1000), dict.fromkeys(ASKED, Fraction(1, 10)))
FAULTY = ROW._replace(moves={}, fault="too much")


def test_a_row_says_how_far_both_are_apart_and_what_it_moves() -> None:
    _, row = map(plain, as_text([ROW]))
    assert row.split() == [
        "page_profiles.p.calls.c.input_tokens",
        "800",
        "1,000",
        "c.input_tokens.mean",
        "+25%",
        "+10%",
        "+10%",
    ]
    assert plain([*as_text([FAULTY])][-1]).endswith("c.input_tokens.mean cannot stand there: too much")


def test_markdown_and_data_have_the_same() -> None:
    lines = [*as_markdown([ROW])]
    assert (
        lines[2]
        == "| `page_profiles.p.calls.c.input_tokens` | 800 | 1,000 | `c.input_tokens.mean` | +25% | +10% | +10% |"
    )
    (data,) = as_data([ROW])
    assert (data["stated"], data["measured"], data["apart"], data["line"]) == (800, 1000, 0.25, 7)
    assert data["moves"] == dict.fromkeys(ASKED, 0.1)


def test_the_line_to_change_is_shown_as_it_is_and_as_it_would_be() -> None:
    assert [*map(plain, lines_to_change([ROW, FAULTY]))] == [
        "inputs/p/page_profiles.yaml:7: input_tokens: 800",
        "    input_tokens: {measured: c.input_tokens.mean}",
    ]


def test_where_nothing_stands_beside_it_is_said() -> None:
    assert ([*as_text([])], [*as_markdown([])]) == ([NOTHING], [f"{NOTHING.capitalize()}."])
