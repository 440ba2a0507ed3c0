"""An explanation reads well: in 80 columns of a terminal, and as a list that nests wherever Markdown is read."""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from html.parser import HTMLParser
from itertools import pairwise

import markdown
import pytest
from click.testing import CliRunner, Result
from markdown_it import MarkdownIt

from generator.cli import group
from generator.document.explain.as_json import as_json
from generator.document.explain.as_text import as_markdown, as_text, code, wrap
from generator.document.explain.tree import Node, Reach, down, stands, up
from generator.document.render import Spot
from tests.conftest import PROJECT, Built, work_out_once

HEADLINE = "production.peak.uncached_tokens_per_minute"


def tree(built: Built, name: str, depth: int | None = None) -> Node:
    return down(built.sheet[name], stands(built.proposal), depth)


def reach(built: Built, name: str) -> Reach:
    return up(tree(built, name), built.sheet, built.document.spots(), f"{built.document.name}.md")


def without_lines(text: str) -> str:
    """A text without the line numbers of the inputs and the document, which move."""
    return re.sub(r"\blines? \d+(, \d+)*", "line", re.sub(r"\.yaml:\d+", ".yaml", text))


PEAK = """\
production.peak.pages_per_minute = 1,050 pages/min
│ Pages generated a minute in this load case, rounded up to its step.
│ = unrounded_pages_per_minute rounded up to a multiple of rounding_step
│ = ~1,037.9 rounded up to a multiple of 50
│ from 1,050 to 1,550 (sites_at_peak at its high)
├─ unrounded_pages_per_minute = ~1,037.9 pages/min
│  │ Pages generated a minute: the sites at peak, and the others at their
│  │ sustained rate.
│  │ = sites_at_peak × peak_pages_per_minute_per_site + sites_at_sustained_rate
│  │   × sustained_pages_per_minute_per_site
│  │ = 2 × 500 + 8 × ~4.735
│  │ from ~1,037.9 to ~1,533.1 (sites_at_peak at its high)
│  └─ … 13 figures below
└─ rounding_step = 50 pages/min
     The step to which the computed rate is rounded up.
     inputs/seed/scenarios.yaml:
       rounding_step: {value: 50, source: {assumed: "the step that turns the
       computed rate into the stated one"}}"""

SUSTAINED = """\
production.peak.sites_at_sustained_rate = 8 sites
│ Sites that are not at their peak.
│ = sites − sites_at_peak
│ = 10 − 2
│ from 7 (sites_at_peak at its high) to 8
├─ sites = 10 sites
│    Sites in this scenario.
│    inputs/seed/scenarios.yaml: sites: 10
│    stated: Hand-written estimate, Scenario B
└─ sites_at_peak = 2 sites
     Sites at their peak in the same minute.
     from 2 to 3
     inputs/seed/scenarios.yaml: sites_at_peak: {low: 2, likely: 2, high: 3}
     stated: Hand-written estimate, Scenario B"""


MUSEUM = """\
scenarios.museum.sites = 4 sites
  Sites in this scenario.
  inputs/foreign/scenarios.yaml: sites: 4
  stated: Letter of the museum
  Printed itself in foreign.md: 1. Summary, line 12; Appendix A. Assumptions,
  line 90.
  4 printed figures rest on it (1 of them further away than --depth), through 4
  that are not printed.
  A yes or no that chooses words rests on it, too: museum.opening.is_negligible,
  museum.calm.is_negligible, archive.noon.is_negligible and 5 more, which
  --format json names.

4. Capacity
  museum.opening
    line 40          3  sites_at_sustained_rate
    lines 41, 43  37.5  unrounded_pages_per_minute
  museum.calm
    line 42  10  unrounded_pages_per_minute

9. More
  museum.opening
    line 80  3  sites_at_sustained_rate"""


def run(*arguments: str) -> Result:
    return CliRunner().invoke(group.main, ["explain", "--proposal", "seed", *arguments])


@pytest.fixture(autouse=True)
def _in_a_project(memories: Mapping[str, Callable[..., object]], monkeypatch: pytest.MonkeyPatch) -> None:
    work_out_once(monkeypatch, memories)
    monkeypatch.chdir(PROJECT)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["production.peak.sites_at_sustained_rate"], SUSTAINED),
        (["production.peak.pages_per_minute", "--depth", "1"], PEAK),
    ],
)
def test_a_figure_reads_like_this(arguments: list[str], told: str) -> None:
    assert without_lines(run(*arguments).stdout) == f"{told}\n"


SPOTS = {
    "scenarios.museum.sites": [Spot("1. Summary", "", 12, "4"), Spot("Appendix A. Assumptions", "", 90, "4")],
    "museum.opening.sites_at_sustained_rate": [Spot("4. Capacity", "", 40, "3"), Spot("9. More", "", 80, "3")],
    "museum.opening.unrounded_pages_per_minute": [Spot("4. Capacity", "", line, "37.5") for line in (41, 43)],
    "museum.calm.unrounded_pages_per_minute": [Spot("4. Capacity", "", 42, "10")],
    "museum.opening.tokens_per_minute": [Spot("4. Capacity", "", 44, "1.2M")],
}


def test_an_input_reads_like_this(foreign: Built) -> None:
    found = up(tree(foreign, "scenarios.museum.sites"), foreign.sheet, SPOTS, "foreign.md", 2)
    # The folder of the checkout may have spaces in its name, and be too long for a line.
    assert re.sub(r"(?s)  /.*?/(\w+\.yaml):\d+:\s+", r"  inputs/foreign/\1: ", as_text(found)) == MUSEUM


def some(built: Built, *depth: int) -> Iterator[tuple[str, list[Node | Reach]]]:
    """Of some figures how each came about; and of those that are inputs what rests on them."""
    where, spots = stands(built.proposal), built.document.spots()
    for name, figure in list(built.sheet.items())[::53]:
        node = down(figure, where, *depth)
        yield name, [node, up(node, built.sheet, spots, f"{built.document.name}.md")] if name in where else [node]


@pytest.mark.slice(2)
@pytest.mark.parametrize("of", ["foreign", "cerebras"])
def test_no_line_is_wider_than_the_terminal(of: str, request: pytest.FixtureRequest) -> None:
    for name, nodes in some(request.getfixturevalue(of)):
        for width in (80, 160):
            lines = [line for one in nodes for line in as_text(one, width).split("\n")]
            assert max(map(len, lines)) <= width, name


@pytest.mark.slice(2)
@pytest.mark.parametrize("of", ["foreign", "cerebras"])
def test_a_figure_is_told_as_markdown_and_as_json_too(of: str, request: pytest.FixtureRequest) -> None:
    for name, nodes in some(request.getfixturevalue(of), 0):
        for one in nodes:
            assert name in re.sub(r"[\s│]", "", as_markdown(one)[:400])
            assert [plain["name"] for plain in as_json(one)] == [name]


def test_a_wider_terminal_takes_fewer_lines(cerebras: Built) -> None:
    narrow, wide = (as_text(tree(cerebras, HEADLINE), width).count("\n") for width in (80, 160))
    assert wide < narrow


def test_rails_are_whole(cerebras: Built) -> None:
    lines = as_text(tree(cerebras, HEADLINE)).split("\n")
    for above, line in pairwise(lines):
        for column in (
            index for index, mark in enumerate(line[: len(line) - len(line.lstrip("│├└─ "))]) if mark in "│├└"
        ):
            # Above a rail is a rail that goes on, or the name of the figure that it hangs from.
            assert above[column : column + 1] in {"│", "├"} or above[column - 3 : column] in {"", "├─ ", "└─ "}, line
            assert line[column] == "│" or line[column + 1 : column + 3] == "─ "
    for line, below in pairwise(lines):
        for column in (index for index, mark in enumerate(line) if mark == "├"):
            assert below[column] in "│├└", "a branch goes on until the last"


@pytest.mark.parametrize(
    ("said", "lines"),
    [
        ("one two three", ["+ one two three"]),
        ("a" * 40 + " " + "b" * 40, ["+ " + "a" * 40, "| " + "b" * 40]),
        ("a" * 40 + " + " + "b" * 36, ["+ " + "a" * 40, "| + " + "b" * 36]),
        ("a" * 70 + " at its low", ["+ " + "a" * 70, "| at its low"]),
        ("x." + "a" * 70 + ".tokens_per_minute", ["+ x." + "a" * 70 + ".", "| tokens_per_minute"]),
        ("a" * 70 + "_tokens_per_minute", ["+ " + "a" * 70 + "_tokens_", "| per_minute"]),
        ("a" * 100, ["+ " + "a" * 78, "| " + "a" * 22]),
    ],
    ids=["fits", "at-a-space", "before-a-sign", "not-within-an-end", "at-a-dot", "within-a-part", "anywhere"],
)  # fmt: skip
def test_a_text_is_broken_where_it_reads_best(said: str, lines: list[str]) -> None:
    assert list(wrap(said, "+ ", "| ")) == lines


class Depths(HTMLParser):
    """How deep each item of a list stands, and its text."""

    def __init__(self) -> None:
        super().__init__()
        self.deep, self.items = 0, list[list[str | int]]()

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002  # its caller names it
        self.deep += tag in {"ul", "ol"}
        if tag == "li":
            self.items.append([self.deep, ""])

    def handle_endtag(self, tag: str) -> None:
        self.deep -= tag in {"ul", "ol"}

    def handle_data(self, data: str) -> None:
        if self.items:
            self.items[-1][1] = f"{self.items[-1][1]}{data}"


def depths(html: str) -> list[tuple[int, str]]:
    parser = Depths()
    parser.feed(html)
    return [(int(deep), " ".join(str(text).split())) for deep, text in parser.items]


@pytest.mark.parametrize("name", [HEADLINE, "page_profiles.all-cerebras.calls.hero.requests_per_page"])
def test_the_markdown_nests_alike_on_github_and_in_python_markdown(cerebras: Built, name: str) -> None:
    told = as_markdown(reach(cerebras, name) if name in stands(cerebras.proposal) else tree(cerebras, name))
    meant = [(len(line) - len(line.lstrip())) // 4 + 1 for line in told.split("\n")]
    # GitHub's parser nests as deep as is written; markdown-it stops at the tenth list unless it is told otherwise.
    github = depths(MarkdownIt("gfm-like", {"linkify": False, "maxNesting": 100}).render(told))
    assert [deep for deep, _ in github] == meant
    assert depths(markdown.markdown(told)) == github
    assert max(meant) > 2


def test_the_markdown_reads_like_this() -> None:
    told = run("production.peak.sites_at_sustained_rate", "--format", "markdown").stdout.split("\n")
    assert told[0] == (
        "- `production.peak.sites_at_sustained_rate` = `sites − sites_at_peak` = `10 − 2` = **8 sites**, "
        "from 7 (sites\\_at\\_peak at its high) to 8. Sites that are not at their peak."
    )
    assert without_lines(told[1]) == (
        "    - `sites` = **10 sites**. Sites in this scenario. `inputs/seed/scenarios.yaml` `sites: 10`; "
        "stated: Hand-written estimate, Scenario B."
    )


@pytest.mark.parametrize(
    ("said", "as_code"), [("a", "`a`"), ("a`b", "``a`b``"), ("`a", "`` `a ``"), ("a`", "`` a` ``")]
)
def test_code_stands_between_as_many_backticks_as_it_takes(said: str, as_code: str) -> None:
    assert code(said) == as_code


def test_a_what_if_is_explained_as_such() -> None:
    told = run("production.worst.pages_per_minute", "--set", "scenarios.production.sites=12").stdout
    assert "sites = 12 sites" in told
    assert "--set scenarios.production.sites=12" in told
    assert "a change for this run alone" in told


def test_words_of_a_name_need_no_quotes() -> None:
    assert run("production", "peak", "uncached_t", "--depth", "0").stdout == run(HEADLINE, "--depth", "0").stdout


@pytest.mark.parametrize("style", ["text", "markdown", "json"])
def test_every_format_is_offered(style: str) -> None:
    told = run("constants.minutes_per_hour", "--format", style).stdout
    assert "Minutes in an hour." in told
    assert style != "json" or [one["value"] for one in json.loads(told)] == ["60"]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["peak", "uncached"], "names several figures; it could be"),
        (["production.peak.request_per_minute"], "did you mean production.peak.requests_per_minute?"),
        ([HEADLINE, "--depth", "-1"], "not in the range"),
        ([], "Missing argument"),
    ],
)
def test_what_cannot_be_explained_ends_with_exit_code_2(arguments: list[str], says: str) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert says in result.stderr
