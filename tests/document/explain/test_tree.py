"""A figure is found by part of its name, and explained down to its inputs; an input, up to what is printed."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.document.explain.tree import MOST_CANDIDATES, Node, Reach, down, find, resting, stands, up
from generator.errors import ProposalError
from generator.figures.figure import Sheet, ancestors
from generator.inputs import load
from tests.conftest import ROOT, Built

HEADLINE = "production.peak.uncached_tokens_per_minute"
PACE = "production.peak.pages_per_minute"
LEFT_OUT = "not given there: the default holds"


def tree(built: Built, name: str, depth: int | None = None) -> Node:
    return down(built.sheet[name], stands(built.proposal), depth)


def nodes(node: Node) -> Iterator[Node]:
    yield node
    for one in node.below:
        yield from nodes(one)


def reach(built: Built, name: str, depth: int | None = None) -> Reach:
    return up(tree(built, name), built.sheet, built.document.spots(), "it.md", depth)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("production.peak.requests_per_minute", "production.peak.requests_per_minute"),
        ("production peak requests_per_minute", "production.peak.requests_per_minute"),
        ("worst.rounding_step", "scenarios.production.load_cases.worst.rounding_step"),
        ("Minutes_Per_Hour", "constants.minutes_per_hour"),
        ("production peak uncached_t", "production.peak.uncached_tokens_per_minute"),
        ("minutes_per", "constants.minutes_per_hour"),
        ("scenarios production worst", "scenarios.production.load_cases.worst.rounding_step"),
        ("request.models gpt uncached_t", "request.models.gpt-oss-120b.uncached_tokens_per_minute"),
    ],
    ids=["whole", "spaces", "end", "capitals", "beginnings-of-an-end", "beginning", "in-order", "beginnings-in-order"],
)
def test_a_figure_is_found_by_any_part_of_its_name_that_fits_no_other(cerebras: Built, text: str, name: str) -> None:
    assert find(cerebras.sheet, text).name == name


def test_every_figure_is_found_by_its_whole_name(cerebras: Built, foreign: Built) -> None:
    for sheet in (cerebras.sheet, foreign.sheet):
        assert all(find(sheet, name) is figure for name, figure in list(sheet.items())[::31])


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (
            "peak uncached",
            "names several figures; it could be demo.peak.uncached_tokens_per_minute, "
            "demo.peak.uncached_input_tokens_per_minute, production.peak.uncached_tokens_per_minute, "
            "production.peak.uncached_input_tokens_per_minute",
        ),
        ("production.peak.request_per_minute", "did you mean production.peak.requests_per_minute?"),
        ("scenarios.production.site s", "names no figure"),
        ("hit_rates", "did you mean hit_rate?"),
        ("minutes_per_hour constants", "names no figure"),
        ("...", "names no figure; proposal figures lists them"),
        ("foo", "foo: names no figure; proposal figures lists them"),
    ],
)
def test_a_name_that_is_not_enough_says_what_would_be(cerebras: Built, text: str, says: str) -> None:
    with pytest.raises(ProposalError, match=re.escape(says)) as caught:
        find(cerebras.sheet, text)
    assert caught.value.exit_code == 2


def test_of_many_candidates_the_shortest_are_listed_and_the_others_counted(cerebras: Built) -> None:
    with pytest.raises(ProposalError) as caught:
        find(cerebras.sheet, "requests_per_minute")
    listed, _, more = caught.value.faults[0].hint.removeprefix("it could be ").partition(" and ")
    fitting = sorted(
        (n for n in cerebras.sheet if n.endswith(".requests_per_minute")), key=lambda name: (len(name), name)
    )
    assert listed.split(", ") == fitting[:8]
    assert more == f"{len(fitting) - 8} more"


def test_a_tree_holds_every_figure_that_the_root_rests_on_and_no_other(cerebras: Built) -> None:
    where = stands(cerebras.proposal)
    for figure in list(cerebras.sheet.values())[::13]:
        found = list(nodes(down(figure, where)))
        assert {node.figure.name for node in found} == set(ancestors(figure))
        assert len([node for node in found if not node.above]) == len(ancestors(figure)), "each is taken apart once"


def test_what_was_taken_apart_above_has_nothing_below(cerebras: Built) -> None:
    found = [one for one in nodes(tree(cerebras, HEADLINE)) if one.figure.name == "production.peak.pages_per_minute"]
    assert [(one.above, bool(one.below)) for one in found] == [(False, True), (True, False), (True, False)]


def test_a_sentence_is_said_once(cerebras: Built) -> None:
    said = [node.says for node in nodes(tree(cerebras, HEADLINE)) if node.says]
    assert len(said) == len(set(said))
    assert set(said) == {figure.says for figure in ancestors(cerebras.sheet[HEADLINE]).values()}


@pytest.mark.parametrize("depth", [0, 1, 2, 5])
def test_a_depth_cuts_the_tree_and_counts_what_is_below_the_cut(cerebras: Built, depth: int) -> None:
    def deep(node: Node) -> int:
        return 1 + max((deep(one) for one in node.below), default=-1)

    cut = tree(cerebras, HEADLINE, depth)
    assert deep(cut) == depth
    for node in nodes(cut):
        assert node.hidden == 0 or not node.below
        assert node.hidden in {0, len(ancestors(node.figure)) - 1}
    assert any(node.hidden for node in nodes(cut))


def test_a_figure_that_the_depth_hid_is_taken_apart_where_it_comes_again_nearer_to_the_root(cerebras: Built) -> None:
    again = [one for one in nodes(tree(cerebras, HEADLINE, 3)) if one.figure.name == PACE]
    assert [bool(node.below) for node in again] == [False, False, True]


def test_a_figure_that_a_formula_calls_otherwise_says_so(cerebras: Built) -> None:
    kept = tree(cerebras, "savings.query-deduplication.kept_pages_per_minute")
    assert [(node.role, node.label) for node in kept.below] == [
        ("", "unrounded_pages_per_minute"),
        ("taken", "reuse"),
    ]


def test_an_input_stands_on_the_lines_that_hold_its_value(cerebras: Built, foreign: Built) -> None:
    for built in (cerebras, foreign):
        found = stands(built.proposal)
        first = built.sheet.first_order
        assert set(found) == {name for name, figure in first.items() if figure.origin}
        for stand in found.values():
            for place in stand.lines:
                assert (ROOT / place.file).read_text(encoding="utf-8").splitlines()[place.line - 1] == place.text
            assert stand.source or stand.note == LEFT_OUT


def test_an_input_that_is_left_out_says_so_and_claims_no_source(cerebras: Built) -> None:
    stand = stands(cerebras.proposal)["page_profiles.all-cerebras.calls.hero.requests_per_page"]
    assert (stand.lines[0].text.strip(), stand.source, stand.note) == (
        "hero:",
        "",
        "not given there: the default holds",
    )


@pytest.mark.parametrize("depth", [0, 1, 3])
def test_what_lies_between_is_counted_for_all_that_is_printed_however_deep_it_is_shown(
    cerebras: Built, depth: int
) -> None:
    path = "page_profiles.all-cerebras.calls.hero.requests_per_page"
    whole, near = reach(cerebras, path), reach(cerebras, path, depth)
    assert (near.printed, near.between) == (whole.printed, whole.between)


@pytest.mark.parametrize("path", ["scenarios.production.sites", "scenarios.production.load_cases.peak.sites_at_peak"])
def test_a_change_stands_in_no_file_and_claims_no_source(path: str) -> None:
    stand = stands(load(ROOT / "tests" / "proposals" / "seed", {path: "3"}))[path]
    assert [place.file for place in stand.lines] == [f"--set {path}=3"]
    assert (stand.source, stand.note) == ("", "a change for this run alone")


def test_a_change_of_one_end_stands_beside_the_line_of_the_others() -> None:
    path = "scenarios.production.load_cases.peak.sites_at_peak"
    stand = stands(load(ROOT / "tests" / "proposals" / "seed", {f"{path}.high": "4"}))[path]
    assert [place.file.rpartition("/")[2] for place in stand.lines] == ["scenarios.yaml", f"--set {path}.high=4"]


def test_a_range_on_several_lines_shows_them_all_and_says_where_likely_comes_from(tmp_path: Path) -> None:
    folder = tmp_path / "foreign"
    shutil.copytree(ROOT / "tests" / "proposals" / "foreign", folder)
    scenarios = folder / "scenarios.yaml"
    text = scenarios.read_text(encoding="utf-8").replace("  sites: 4\n", "  sites:\n    low: 4\n    high: 6\n")
    scenarios.write_text(text, encoding="utf-8")
    stand = stands(load(folder))["scenarios.museum.sites"]
    assert [place.text.strip() for place in stand.lines] == ["low: 4", "high: 6"]
    assert (stand.source, stand.note) == ("stated: Letter of the museum", "likely is the middle of low and high")


@pytest.mark.slice(2)
@pytest.mark.parametrize("of", ["foreign", "cerebras"])
def test_what_rests_on_a_figure_is_whatever_has_it_among_its_ancestors(of: str, request: pytest.FixtureRequest) -> None:
    sheet = request.getfixturevalue(of).sheet
    first = set(sheet.first_order)
    above = {name: set(ancestors(sheet[name])) for name in first}
    for name, figure in list(sheet.items())[::9]:
        assert set(resting(figure, sheet)) == {one for one in first if name in above[one]} - {name}


def test_up_from_an_input_are_the_printed_figures_that_rest_on_it(small: Built, foreign: Built) -> None:
    for built in (small, foreign):
        spots, where = built.document.spots(), stands(built.proposal)
        above = {one: set(ancestors(built.sheet[one])) for one in spots if one in built.sheet.first_order}
        for name in [*where][::3]:
            found = up(down(built.sheet[name], where), built.sheet, spots, "it.md")
            uses = [(section, use) for section, own in found.sections.items() for use in own]
            expected = {one for one in above if name in above[one]} - {name}
            assert {use.figure.name for _, use in uses} == expected
            assert found.printed == len(expected)
            shown = {(section, use.figure.name, line, use.text) for section, use in uses for line in use.lines}
            assert shown == {(s.section, one, s.line, s.text) for one in expected for s in spots[one]}
            assert found.own == tuple(spots.get(name, ()))


def test_a_line_that_is_named_holds_the_text(cerebras: Built) -> None:
    lines = cerebras.document.text.split("\n")
    for uses in reach(cerebras, "scenarios.production.sites").sections.values():
        for use in uses:
            assert all(use.text.replace("~", "") in lines[line - 1].replace("~", "") for line in use.lines)


def test_between_an_input_and_a_printed_figure_are_those_that_are_not_printed(cerebras: Built) -> None:
    found = reach(cerebras, "page_profiles.all-cerebras.components.block-template.tokens")
    between = {use.figure.name: use.between for uses in found.sections.values() for use in uses}
    assert between["page_profiles.all-cerebras.calls.hero.prefix_tokens"] == 0
    assert between["page_profiles.all-cerebras.models.llama-3.3-70b.cached_input_tokens_per_page"] > 0
    assert 0 < max(between.values()) <= found.between


def test_a_depth_leaves_out_what_is_further_up_and_counts_it(cerebras: Built) -> None:
    whole, near = reach(cerebras, "scenarios.production.sites"), reach(cerebras, "scenarios.production.sites", 2)
    shown = {use.figure.name for uses in near.sections.values() for use in uses}
    away = resting(cerebras.sheet["scenarios.production.sites"], cerebras.sheet)
    assert {away[name] for name in shown} == {1, 2}
    assert near.printed == whole.printed == near.hidden + len(shown)


def test_a_threshold_names_the_yes_and_no_that_it_decides(cerebras: Built) -> None:
    found = reach(cerebras, "proposal.judgements.dominates_above")
    assert {figure.name.rpartition(".")[2] for figure in found.decides} == {"dominates_input"}
    assert found.sections == {}


def test_parts_in_order_fit_before_beginnings_in_order_do(cerebras: Built) -> None:
    figures = iter(cerebras.sheet.values())
    sheet = Sheet({name: next(figures) for name in ("a.b.x", "a.bc.x", "d.e")})
    assert find(sheet, "a b") is sheet["a.b.x"]
    with pytest.raises(ProposalError, match="names several figures"):
        find(sheet, "a x")


def test_of_as_many_candidates_as_are_shown_no_more_are_counted(cerebras: Built) -> None:
    figure = next(iter(cerebras.sheet.values()))
    for count, more in ((MOST_CANDIDATES, ""), (MOST_CANDIDATES + 1, " and 1 more")):
        names = [f"a.{number}.x" for number in range(10, 10 + count)]
        with pytest.raises(ProposalError) as caught:
            find(Sheet(dict.fromkeys(names, figure)), "a x")
        assert caught.value.faults[0].hint == f"it could be {', '.join(names[:MOST_CANDIDATES])}{more}"
