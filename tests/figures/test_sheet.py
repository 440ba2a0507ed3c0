"""The calculation as a whole: the sheet of a proposal against what was worked out by hand, and sums that hold."""

import shutil
from fractions import Fraction
from functools import cache
from itertools import product
from pathlib import Path

import pytest

from generator.document.profile_view import SENT
from generator.errors import ProposalError
from generator.figures.bounds import LIKELY
from generator.figures.figure import Figure, Sheet
from generator.figures.rows import DEMAND, PAGE
from generator.inputs import Proposal, load
from generator.numerals import read
from generator.units import COMPACT, EXACT, Style, write
from tests.calculation.worked import figures
from tests.conftest import CEREBRAS, FOREIGN, KINDS, SMALL
from tests.sheets import document_of, sheet_of, whole_sheet

ROOT = Path(__file__).parents[2]
FOLDERS = {folder.name: folder for folder in (CEREBRAS, FOREIGN, *KINDS)}
MONTH = ("requests_per_month", "input_tokens_per_month", "output_tokens_per_month", "tokens_per_month")
SUMS = {*PAGE, *DEMAND, *MONTH, "tokens_per_page", "uncached_tokens_per_page", "uncached_input_tokens_per_page"}
"""The figures of a whole that are the sum of its models'."""
SECOND = ("assumptions.", "chances.")


@cache
def proposal(name: str) -> Proposal:
    return load(FOLDERS[name])


@cache
def sheet(name: str) -> Sheet:
    """Every figure; those of second order where one of them was worked out by hand."""
    second = any(one.about.startswith(SECOND) for worked in figures(name).values() for one in worked)
    return whole_sheet(FOLDERS[name]) if second else sheet_of(FOLDERS[name])


def unlike_by_hand(name: str, found: Sheet) -> list[str]:
    """The ends of figures at which a proposal's sheet is not what was worked out by hand."""
    return [
        f"{end} {one.about}"
        for end, worked in figures(name).items()
        for one in worked
        if found[one.about].end(end) != one.expected
    ]


def test_a_figure_is_what_was_worked_out_by_hand() -> None:
    for name in FOLDERS:
        assert unlike_by_hand(name, sheet(name)) == []


def parents(name: str) -> dict[str, list[str]]:
    """Each whole of a sheet that has models, with the path of every one of them."""
    found: dict[str, list[str]] = {}
    for model in proposal(name).inputs.models:
        for path in sheet(name):
            before, between, after = path.partition(f".models.{model}.")
            if between and "." not in after and f"{before}.models.{model}" not in found.setdefault(before, []):
                found[before].append(f"{before}.models.{model}")
    return found


def sums(name: str) -> list[tuple[Figure, list[Figure]]]:
    """Each figure of a whole that is a sum, with the same figure of its models."""
    found = sheet(name)
    return [
        (found[f"{whole}.{key}"], [found[f"{part}.{key}"] for part in parts if f"{part}.{key}" in found])
        for whole, parts in parents(name).items()
        for key in sorted(SUMS)
        if f"{whole}.{key}" in found
    ]


def test_profiles_cases_months_the_request_and_pages_after_a_saving_all_have_sums() -> None:
    wholes = set(parents("seed"))
    assert wholes >= {
        *("page_profiles.all-cerebras", "demo.sustained", "demo.peak", "scenarios.production", "request"),
        *("production.sustained", "production.peak", "production.worst"),
        *("savings.tiered-generation.kept_page", "savings.query-deduplication.kept"),
    }
    assert {"page_profiles.digest", "page_profiles.dossier", "museum.opening", "scenarios.archive"} <= set(
        parents("foreign")
    )
    assert {figure.name.rpartition(".")[2] for figure, _ in sums("seed")} == SUMS


def test_a_total_is_exactly_the_sum_of_its_models_at_the_likely_value_and_at_its_ends() -> None:
    for name in FOLDERS:
        for whole, parts in sums(name):
            for ends in (LIKELY, whole.low_ends, whole.high_ends):
                assert whole.at(ends) == sum(part.at(ends) for part in parts), (name, whole.name)


def test_a_printed_total_is_the_sum_of_its_printed_models_within_their_rounding() -> None:
    for name, style in product(FOLDERS, (EXACT, COMPACT)):
        for whole, parts in sums(name):
            total, room = printed(whole, style)
            each = [printed(part, style) for part in parts]
            assert abs(total - sum(said for said, _ in each)) <= room + sum(half for _, half in each), (
                name,
                whole.name,
            )


def printed(figure: Figure, style: Style) -> tuple[Fraction, Fraction]:
    """What a figure's text says, and how far it may be from the value: nothing where it is exact."""
    said, half, exact = read(write(figure.value, figure.unit, style))
    return said, Fraction(0) if exact else half


def test_the_models_of_a_page_add_up_its_calls() -> None:
    for name in FOLDERS:
        found = sheet(name)
        for key, profile in proposal(name).inputs.page_profiles.items():
            path = f"page_profiles.{key}"
            for column in (*PAGE, "tokens_per_page"):
                names = ("requests_here_per_page", *SENT) if column == "requests_per_page" else (column,)
                calls = [
                    next(
                        found[f"{path}.calls.{call}.{name}"].value
                        for name in names
                        if f"{path}.calls.{call}.{name}" in found
                    )
                    for call, one in profile.calls.items()
                    if column == "requests_per_page" or not one.work
                ]
                # What counts no tokens at all says nothing of them.
                whole = found.get(f"{path}.{column}")
                assert (sum(calls) if calls else None) == (None if whole is None else whole.value), (name, path)


def test_cached_and_uncached_tokens_make_up_all_tokens_everywhere() -> None:
    for name in FOLDERS:
        found = sheet(name)
        wholes = [
            path.removesuffix(".uncached_tokens_per_minute")
            for path in found
            if path.endswith(".uncached_tokens_per_minute")
            and not path.startswith("variants.")  # of a variant the limits alone are told
            and not path.endswith((".published.uncached_tokens_per_minute", ".limits.uncached_tokens_per_minute"))
        ]
        # A proposal of images alone has no tokens anywhere.
        assert len(wholes) > 5 or not any(path.endswith(".tokens_per_minute") for path in found), name
        for path in wholes:
            cached, uncached, every = (
                found[f"{path}.{key}"].value
                for key in ("cached_input_tokens_per_minute", "uncached_tokens_per_minute", "tokens_per_minute")
            )
            assert cached + uncached == every, (name, path)


def test_the_shares_of_models_and_of_reservations_make_the_whole() -> None:
    for name in FOLDERS:
        for key in proposal(name).inputs.page_profiles:
            for kind in ("models", "reservations"):
                shares = [
                    figure.value
                    for path, figure in sheet(name).items()
                    if path.startswith(f"page_profiles.{key}.{kind}.") and path.endswith(".share_of_tokens")
                ]
                assert sum(shares) == 1 or f"page_profiles.{key}.tokens_per_page" not in sheet(name), (name, key)


def test_a_case_that_is_included_adds_to_the_request() -> None:
    change = {"proposal.request.beside": "{demo.peak: {included: true}}"}
    found = sheet_of(FOLDERS["seed"], change)
    assert found["request.requests_per_minute"].value == 7350 + 35
    assert found["request.uncached_tokens_per_minute"].value == 13_240_500 + 63_050


def test_the_alternative_request_is_its_case_and_what_is_included_beside_it() -> None:
    change = {"proposal.request.beside": "{demo.peak: {included: true}}"}
    found = sheet_of(FOLDERS["seed"], change)
    for key in DEMAND:
        together = found[f"production.worst.{key}"].value + found[f"demo.peak.{key}"].value
        assert found[f"request.alternative.{key}"].value == together
    assert "request.alternative.tokens_per_minute" not in sheet("seed")
    text = document_of(FOLDERS["seed"], change).text
    assert found["request.alternative.tokens_per_minute"].value == 5000 * 25130 + 5 * 25130
    assert "| Production, worst case, with Demo, peak beside it, not asked for | 35,035 | 126M |" in text
    assert found["request.alternative.models.llama-3.1-8b.requests_per_minute"].value == 5005


def test_two_figures_never_have_the_same_name(tmp_path: Path) -> None:
    # The case models.gpt-oss-120b of a scenario production.peak is called as the model of a case of production is.
    folder = Path(shutil.copytree(FOLDERS["seed"], tmp_path / "p"))
    with (folder / "scenarios.yaml").open("a", encoding="utf-8") as file:
        file.write(
            "production.peak:\n  label: Other\n  page_profile: all-cerebras\n  source: {assumed: for a test}\n"
            "  sites: 3\n  load_cases:\n    models.gpt-oss-120b: "
            "{label: Odd, description: Odd., pages_per_minute: 1}\n"
        )
    with pytest.raises(ProposalError, match="would be the name of two figures; rename a scenario"):
        sheet_of(folder)


def test_a_stated_rate_with_a_step_is_printed_as_it_is_rounded() -> None:
    case = "scenarios.desk.load_cases.open"
    stated = "{label: Stated, description: As stated., pages_per_minute: 47, rounding_step: 10}"
    assert "| Stated | 50 | 50 | " in document_of(SMALL, {case: stated}).text


def test_a_known_block_size_counts_whole_blocks() -> None:
    found = sheet_of(FOLDERS["seed"], {"caching.prefix_cache.block_tokens": "128"})
    held = 76 * 128, 3 * 128, 1 * 128, 4 * 128
    assert (
        found["page_profiles.all-cerebras.cached_input_tokens_per_page"].value
        == held[0] + 4 * held[1] + held[2] + held[3]
    )


NOTHING = "desk.open asks for no tokens{}, so that no case compares with it; {}"
RATE = "scenarios.desk.sustained.pages_per_minute_per_site"
MIXED = {
    RATE: "{low: 0, high: 10}",
    "scenarios.desk.peak": "{pages_per_minute_per_site: 400}",
    "scenarios.desk.load_cases.open.sites_at_peak": "{low: 0, high: 2}",
}


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({RATE: "0"}, [NOTHING.format("", "name another")]),
        (
            {RATE: "{low: 0, high: 10}", "caching.prefix_cache.hit_rate": "{low: 0%, high: 20%}"},
            [NOTHING.format(" at this end of the range", "state another low, or name another headline case")],
        ),
        (MIXED, [NOTHING.format(" where its ranges are lowest together", "name another")]),
    ],
)
def test_a_headline_case_that_may_ask_for_nothing_is_refused(changes: dict[str, str], said: list[str]) -> None:
    with pytest.raises(ProposalError) as caught:
        sheet_of(ROOT / "tests" / "proposals" / "small", changes)
    assert [f"{fault.what}; {fault.hint}" for fault in caught.value.faults] == said


def test_it_is_refused_at_the_end_of_the_range_that_makes_it_so(tmp_path: Path) -> None:
    folder = shutil.copytree(ROOT / "tests" / "proposals" / "small", tmp_path / "small")
    file = folder / "scenarios.yaml"
    text = file.read_text(encoding="utf-8").replace("per_site: 333", "per_site: {low: 0, high: 333}")
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ProposalError) as caught:
        sheet_of(folder)
    place = caught.value.faults[0].place
    assert (place.line, place.text[place.column - 1 :]) == (7, "0, high: 333}")


def test_every_figure_of_the_sheet_stands_under_its_own_name() -> None:
    assert all(name == figure.name for name, figure in sheet("seed").items())


def test_a_fact_says_its_label_as_a_sentence() -> None:
    facts = "page_profiles.all-cerebras.components.reasoning-rules-and-schema.facts"
    assert sheet("seed")[f"{facts}.special-rules"].says == "Special handling rules."
