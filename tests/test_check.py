"""Each thing that can be wrong with what is committed is found, and named for what it is."""

import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from generator.build import files_of
from generator.check import Verdict, check
from generator.inputs import load
from generator.product import Product, make
from generator.record import from_text
from tests.altered import with_text
from tests.conftest import CEREBRAS as FOLDER
from tests.conftest import Built

NAME = "cerebras-2026"


@pytest.fixture(scope="module")
def built(cerebras: Built, cerebras_pdf: bytes, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, bytes]:
    texts = files_of(cerebras, FOLDER, tmp_path_factory.mktemp("none"), "md", False)
    return {**texts, f"{NAME}.pdf": cerebras_pdf}


@pytest.fixture
def output(built: Mapping[str, bytes], tmp_path: Path) -> Path:
    for name, data in built.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(data)
    return tmp_path


def checked(output: Path, changes: Mapping[str, str] | None = None) -> dict[str, Verdict]:
    return {one.what: one for one in check(make(load(FOLDER, changes)), output)}


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_what_was_just_built_is_current_and_true(output: Path) -> None:
    verdicts = checked(output)
    assert [one for one in verdicts.values() if one.faults] == []
    assert re.fullmatch(r"current, \d{3} printed figures traced", verdicts["markdown"].says)
    assert verdicts["pdf"].says == "current, its words are those of the page"


def test_a_hand_edit_is_called_one_and_shown_with_its_line(output: Path) -> None:
    edit(output / f"{NAME}.md", "~13.2M", "~12.2M")
    verdict = checked(output)["markdown"]
    assert verdict.says == "not current: edited by hand"
    line = (output / f"{NAME}.md").read_text(encoding="utf-8").splitlines().index(verdict.shown[3][1:]) + 1
    assert [(fault.place.line, fault.what) for fault in verdict.faults] == [(line, "edited by hand")]
    assert "~12.2M" in verdict.shown[3]


def test_changed_inputs_are_told_apart_with_the_figures_that_moved(output: Path) -> None:
    verdicts = checked(output, {"savings.tiered-generation.takes.share_of_pages": "20%"})
    assert verdicts["markdown"].says == "not current: the inputs, formulas or templates changed since"
    told = "savings.tiered-generation.saved_requests_per_minute: 157.5 → 210"
    assert [what for what, verdict in verdicts.items() for line in verdict.shown if line == told] == ["figures"]
    assert verdicts["figures"].says == "not current"
    assert verdicts["pdf"].says == "not current: what it was printed from changed since"


def test_a_lost_last_line_end_is_a_hand_edit_too(output: Path) -> None:
    document = output / f"{NAME}.md"
    document.write_text(document.read_text(encoding="utf-8").rstrip("\n"), encoding="utf-8")
    verdict = checked(output)["markdown"]
    assert (verdict.says, len(verdict.faults)) == ("not current: edited by hand", 1)


def test_a_hand_edit_on_top_of_changed_inputs_is_both(output: Path) -> None:
    edit(output / f"{NAME}.md", "Heaviest", "Hardest")
    says = checked(output, {"scenarios.production.sites": "11"})["markdown"].says
    assert says == "not current: edited by hand, and the inputs, formulas or templates changed since"


def test_an_edited_record_is_not_current(output: Path) -> None:
    edit(output / f"{NAME}.figures.json", '"value": "7350"', '"value": "7351"')
    verdict = checked(output)["figures"]
    assert verdict.says == "not current"
    assert "production.peak.requests_per_minute: 7,351 → 7,350" in verdict.shown


@pytest.mark.parametrize("suffix", ["md", "figures.json", "pdf"])
def test_what_is_missing_was_not_built(output: Path, suffix: str) -> None:
    (output / f"{NAME}.{suffix}").unlink()
    says = [one.says for one in checked(output).values() if one.faults]
    assert says == ["not built"]


def test_a_stale_print_and_a_broken_one_are_told(output: Path, built: Mapping[str, bytes], small_pdf: bytes) -> None:
    (output / f"{NAME}.pdf").write_bytes(small_pdf)
    assert checked(output)["pdf"].says == "not current: what it was printed from changed since"
    (output / f"{NAME}.pdf").write_bytes(built[f"{NAME}.pdf"][:1000])
    assert checked(output)["pdf"].says == "not current: what it was printed from changed since"


def test_a_print_that_carries_the_right_digest_and_other_words_is_untrue(
    output: Path, built: Mapping[str, bytes]
) -> None:
    other, _ = with_text(built[f"{NAME}.pdf"], "reasoning", "seasoning")
    (output / f"{NAME}.pdf").write_bytes(other)
    verdict = checked(output)["pdf"]
    assert verdict.says == "not true"
    assert any("seasoning" in fault.what for fault in verdict.faults)


RAIL = "{{figure: request.uncached_tokens_per_minute, {limit}, reason: Talked through with the vendor first.}}"


@pytest.mark.parametrize(
    ("limit", "says"),
    [
        (
            "at_most: 13000000",
            "request.uncached_tokens_per_minute is 13,240,500, above its limit of 13,000,000; it rests on",
        ),
        (
            "at_least: 14000000",
            "request.uncached_tokens_per_minute is 13,240,500, below its limit of 14,000,000; it rests on",
        ),
        ("at_most: 13240500", None),
        ("at_least: 13240500", None),
        ("largest_change: 1%", None),
    ],
)
def test_a_guardrail_holds_or_names_the_figure_the_limit_and_the_inputs(
    output: Path, limit: str, says: str | None
) -> None:
    verdict = checked(output, {"proposal.guardrails": f"[{RAIL.format(limit=limit)}]"})["guardrails"]
    assert len(verdict.faults) == (says is not None)
    if says:
        assert verdict.faults[0].what.startswith(says)
        assert "page_profiles.all-cerebras.calls.reasoning.output_tokens" in verdict.faults[0].what
        assert verdict.faults[0].hint == "Talked through with the vendor first."


def test_a_change_larger_than_the_guardrail_allows_is_found(output: Path) -> None:
    rails = {
        "proposal.guardrails": f"[{RAIL.format(limit='largest_change: 5%')}]",
        "scenarios.production.load_cases.peak.sites_at_peak": "3",
    }
    verdict = checked(output, rails)["guardrails"]
    assert "moved from 13,240,500 to 19,545,500, by 47.6%, more than 5.0%" in verdict.faults[0].what
    same = from_text(make(load(FOLDER, rails)).record, "x")
    product: Product = make(load(FOLDER, rails))
    assert not [one for one in check(product, output, same) if one.what == "guardrails" and one.faults]


def test_a_guardrail_on_no_figure_is_told(output: Path) -> None:
    rail = "{figure: request.tokens, at_most: 5, reason: None.}"
    verdict = checked(output, {"proposal.guardrails": f"[{rail}]"})["guardrails"]
    assert verdict.faults[0].what == "there is no figure request.tokens to guard"


def test_a_chart_that_was_edited_and_one_that_is_drawn_no_longer_are_told(output: Path) -> None:
    edit(output / NAME / "peak.svg", "~14.2M", "~14.3M")
    (output / NAME / "old.svg").write_text("<svg/>", encoding="utf-8")
    verdict = checked(output)["charts"]
    assert verdict.says == "not current"
    assert [(Path(fault.place.file).name, fault.what) for fault in verdict.faults] == [
        ("peak.svg", "is not current"),
        ("old.svg", "is drawn no longer"),
    ]
