"""What a lead reads of variants: as many abreast as there is room for, each with how far it is from the proposal."""

from dataclasses import replace
from fractions import Fraction

import pytest

from generator import terminal
from generator.decide.variants import Side
from generator.decide.variants_told import told_as_json, told_as_markdown, told_as_text
from generator.figures.varied import CHANCE, Row
from generator.inputs.quantities import unit_of
from generator.units import Share


@pytest.fixture
def found(sides: list[Side]) -> list[Side]:
    return list(sides)


def test_each_figure_stands_beside_how_far_it_moved(found: list[Side]) -> None:
    lines = list(told_as_markdown(found, "EUR"))
    heads, *_ = (line for line in lines if line.startswith("|  |"))
    assert heads == "|  | as it stands | Nothing is cached | One model | Reuse built |"
    rows = {line.split(" | ")[0]: line for line in lines}
    assert rows["| Uncached tokens a minute"].startswith("| Uncached tokens a minute | 138,250 | 166,250 (+20.3%) |")
    assert "| 43,750 | 43,750 | – |" in rows["| ear-1: tokens a minute"]
    assert "Cost of a month, EUR" in "".join(rows)


def test_no_line_is_wider_than_the_terminal(found: list[Side]) -> None:
    lines = [terminal.plain(line).rstrip() for line in told_as_text(found, "EUR")]
    table = lines[: lines.index("Nothing is cached: What if prompts never repeat.")]
    assert max(map(len, table)) <= terminal.width()
    assert sum(line == "What would be asked for" for line in table) > 1


def test_what_a_variant_puts_is_told_with_what_stands_there(found: list[Side]) -> None:
    text = "\n".join(terminal.plain(line) for line in told_as_text(found, "EUR"))
    assert "caching.prefix_cache.hit_rate  80%       0%" in text


def test_json_has_the_figure_of_each_row_and_how_far_it_moved(found: list[Side]) -> None:
    base, cached, *_ = told_as_json(found)
    assert (base["name"], cached["name"], cached["set"]) == (None, "no-cache", {"caching.prefix_cache.hit_rate": "0%"})
    row = next(one for one in cached["figures"] if one["figure"] == "request.uncached_tokens_per_minute")
    assert row["moved"] == pytest.approx(166_250 / 138_250 - 1)


def test_a_chance_stands_without_the_share_by_which_it_moved(found: list[Side]) -> None:
    sizes = [next(iter(one.figures.values())) for one in found[:2]]
    sides = [
        replace(one, figures={Row("", "", CHANCE): replace(size, value=chance, unit=unit_of(Share))})
        for one, size, chance in zip(found, sizes, (Fraction(88, 100), Fraction(48, 100)), strict=False)
    ]
    assert f"| {CHANCE} | 88% | 48% |" in list(told_as_markdown(sides, ""))
