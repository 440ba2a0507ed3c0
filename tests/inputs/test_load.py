"""From a folder to a proposal: changes made first, quantities with unit, place and source, and free texts."""

import shutil
import tempfile
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from generator.errors import Place, ProposalError
from generator.inputs import Leaf, load
from generator.inputs.raw import FILES, dotted
from generator.inputs.texts import INSTEAD
from generator.units import PagesPerView, RequestsPerPage, Share, Sites, TokensPerRequest, Unit
from tests.conftest import SEATS
from tests.inputs.conftest import VALID, Spoil, faults, said
from tests.remember import draws

F = Fraction


def leaf(path: str, folder: Path = VALID, changes: dict[str, str] | None = None) -> Leaf:
    return next(one for one in load(folder, changes).leaves() if one.path == path)


def test_a_proposal_is_called_after_its_folder(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert load(VALID).name == "valid"
    assert load(str(folder)).name == "spoilt"
    monkeypatch.chdir(folder)
    assert load(".").name == "spoilt"


def test_the_records_are_those_of_the_files() -> None:
    inputs = load(VALID).inputs
    assert list(inputs.models) == ["writer-1.5b", "planner", "next-2.0"]
    assert inputs.page_profiles["full"].calls["plan"].begins_with == ["rules", "schema"]
    assert inputs.proposal.request.beside["event.steady"].included is True


def test_a_byte_order_mark_and_windows_line_ends_change_nothing(folder: Path) -> None:
    for path in folder.iterdir():
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert load(folder).inputs == load(VALID).inputs


# Changes, as --set makes them.


@pytest.mark.parametrize(
    ("path", "text", "ends"),
    [
        ("scenarios.shop.sites", "12", (F(12), F(12), F(12))),
        ("scenarios.shop.generative_share", "12.5%", (F(1, 8), F(1, 8), F(1, 8))),
        ("models.next-2.0.evaluation.headroom", "0.3", (F(3, 10), F(3, 10), F(3, 10))),
        ("scenarios.shop.page_views_per_site", "{low: 1, likely: 2, high: 9}", (F(1), F(2), F(9))),
        ("scenarios.shop.page_views_per_site", "5e4", (F(50000), F(50000), F(50000))),
        ("page_profiles.full.calls.write.input_tokens", "3000", (F(3000), F(3000), F(3000))),
        ("page_profiles.full.components.rules.facts.rules", "{value: 18, label: rules}", (F(18), F(18), F(18))),
    ],
)
def test_a_change_puts_a_value_at_a_dotted_path(path: str, text: str, ends: tuple[Fraction, ...]) -> None:
    changed = leaf(path, changes={path: text})
    assert changed.quantity.ends == ends
    assert changed.place == Place(f"--set {path}={text}")


def test_a_change_of_one_end_leaves_the_others() -> None:
    views = "scenarios.shop.page_views_per_site"
    assert leaf(views, changes={f"{views}.high": "70000"}).quantity.ends == (F(50000), F(60000), F(70000))


def test_a_change_of_a_plain_value_inside_a_mapping_keeps_its_source() -> None:
    tokens = "page_profiles.full.calls.write.input_tokens"
    changed = leaf(tokens, changes={f"{tokens}.value": "2100"})
    assert (changed.quantity.value, str(changed.source)) == (F(2100), "assumed: as the plan asks")
    assert changed.place.file == f"--set {tokens}.value=2100"


def test_an_item_of_a_list_is_named_by_its_position() -> None:
    changed = load(VALID, {"page_profiles.full.notes.0": "There are rules.", "proposal.references.0.label": "L"})
    assert changed.inputs.page_profiles["full"].notes == ["There are rules."]
    assert changed.inputs.proposal.references[0].label == "L"


def test_texts_choices_and_lists_can_be_changed() -> None:
    changes = {
        "proposal.request.headline_case": "shop.worst",
        "proposal.request.alternative_case": "shop.peak",
        "proposal.request.beside.event.steady.included": "false",
        "page_profiles.full.calls.plan.begins_with": "[schema, rules]",
        "caching.prefix_cache.block_tokens": "to be agreed",
    }
    inputs = load(VALID, changes).inputs
    assert inputs.proposal.request.headline_case == "shop.worst"
    assert inputs.proposal.request.beside["event.steady"].included is False
    assert inputs.page_profiles["full"].calls["plan"].begins_with == ["schema", "rules"]
    assert inputs.caching.prefix_cache.block_tokens == "to be agreed"


def test_a_value_that_is_left_out_can_be_put_where_its_record_stands() -> None:
    step = "scenarios.shop.load_cases.worst.rounding_step"
    added = leaf(step, changes={step: "5"})
    assert (added.quantity.value, added.place.file) == (F(5), f"--set {step}=5")


@pytest.mark.parametrize(
    "path", ["proposal.references.label", "page_profiles.full.notes.label", "scenarios.shop.campaing"]
)
def test_nothing_is_put_where_no_record_stands_or_it_has_no_such_key(path: str) -> None:
    (line,) = said(VALID, {path: "x"})
    assert line.startswith(f"--set {path}=x: there is no such value")


def test_a_whole_file_can_be_changed() -> None:
    assert load(VALID, {"savings": "{}"}).inputs.savings == {}


def test_changes_are_made_in_their_order() -> None:
    views = "scenarios.shop.page_views_per_site"
    assert leaf(views, changes={views: "{low: 1, high: 3}", f"{views}.high": "9"}).quantity.ends == (F(1), F(5), F(9))


def test_a_change_touches_no_file_and_no_other_load() -> None:
    before = {path.name: path.read_text() for path in VALID.iterdir()}
    load(VALID, {"scenarios.shop.sites": "99"})
    assert {path.name: path.read_text() for path in VALID.iterdir()} == before
    assert leaf("scenarios.shop.sites").quantity.value == 10


@pytest.mark.parametrize(
    ("path", "text", "told"),
    [
        ("scenarios.shop.sitse", "12", "there is no such value; did you mean scenarios.shop.sites?"),
        ("scenarios.shop.sites.value", "12", "there is no such value; did you mean scenarios.shop.sites?"),
        (
            "models.next-2.0.evaluation.headrom",
            "1%",
            "there is no such value; did you mean models.next-2.0.evaluation.headroom?",
        ),
        ("page_profiles.full.notes.1", "None.", "there is no such value; did you mean page_profiles.full.notes.0?"),
        ("page_profiles.full.notes.-1", "None.", "there is no such value; did you mean page_profiles.full.notes.0?"),
        ("scenarios.shop.sites.key", "12", "there is no such value; did you mean scenarios.shop.sites?"),
        ("nonsense", "12", "there is no such value"),
        ("", "12", "there is no such value"),
        (".", "12", "there is no such value"),
        ("scenarios.shop.sites", "twelve", "expected a number, found a text; write 12"),
        ("scenarios.shop.sites", "0", "must be above zero"),
        ("scenarios.shop.sites", "", "an empty value; write one, or leave it out"),
        ("scenarios.shop.sites", "1_000", "1_000 is a text in YAML, not a number; write 1000"),
        ("scenarios.shop.sites", "[1", "a bracket or quote that is never closed, or a comma that is missing"),
        ("scenarios.shop.sites", "{low: 3, high: 2}", "low is above high"),
        ("scenarios.shop.sites", "{lo: 3, high: 2}", "unknown key lo; did you mean low?"),
        (
            "scenarios.shop.sites",
            "2",
            "up to 4 sites at peak, but the scenario may have only 2; compare --set scenarios.shop.sites=2",
        ),
        ("scenarios.shop.generative_share", "10", "a share above 100%: 10; did you mean 10%?"),
        ("scenarios.shop.page_profile", "fulll", "unknown page profile fulll; did you mean full?"),
        (
            "models.planner.purpose",
            "Plans 3.",
            f"the number 3 is typed in free text; {INSTEAD}",
        ),
        ("page_profiles.full.calls.plan", "{}", None),
    ],
)
def test_a_faulty_change_is_told_where_it_was_typed(path: str, text: str, told: str | None) -> None:
    lines = said(VALID, {path: text})
    where = f"--set {path}={text}: "
    if told is None:
        assert [line.removeprefix(where) for line in lines] == [f"{key} is missing" for key in ("model",)]
    elif "sites at peak" in told:
        assert [line.partition(": ")[2] for line in lines] == [told]
    else:
        assert lines == [where + told]


def test_several_faulty_changes_and_files_are_told_at_once(spoil: Spoil) -> None:
    folder = spoil("caching", "scenario: shop", "scenario: shap")
    assert said(folder, {"nonsense": "1", "scenarios.shop.sites": "no", "models.planner.role": "~"}) == [
        "--set models.planner.role=~: an empty value; write one, or leave it out",
        "--set nonsense=1: there is no such value",
        "--set scenarios.shop.sites=no: expected a number, found a text",
        "caching.yaml:13:17: unknown scenario shap; did you mean shop?",
    ]


def test_a_change_to_a_file_that_cannot_be_read_is_no_fault_of_its_own(folder: Path) -> None:
    (folder / "models.yaml").unlink()
    assert said(folder, {"models.planner.role": "Plan"}) == ["models.yaml: there is no such file"]


def test_what_rests_on_a_file_that_may_be_left_out_is_not_looked_for_where_it_cannot_be_read(spoil: Spoil) -> None:
    (told,) = said(spoil("caching", "status: not built yet", "status: 'not built yet"))
    assert told.startswith("caching.yaml:")
    assert "a quote that is never closed" in told


def test_an_entry_without_a_label_is_called_by_its_name(spoil: Spoil) -> None:
    folder = spoil("scenarios", "  label: Event\n", "")
    assert load(folder).inputs.scenarios["event"].label == "Event"


def test_a_changed_value_needs_no_source() -> None:
    assert "source" not in load(VALID).inputs.savings["measure"].given
    assert said(VALID, {"savings.measure.takes": "{skipped_call: plan, share_of_pages: 5%}"}) == []


# Quantities.


def test_every_quantity_has_its_path_in_the_order_of_the_files() -> None:
    paths = [one.path for one in load(VALID).leaves()]
    assert len(paths) == len(set(paths)) == 39
    assert paths[:5] == [
        "proposal.judgements.negligible_below",
        "proposal.judgements.dominates_above",
        "proposal.judgements.moves_by",
        "models.next-2.0.evaluation.headroom",
        "page_profiles.full.components.rules.tokens",
    ]
    assert [FILES.index(path.partition(".")[0]) for path in paths] == sorted(
        FILES.index(path.partition(".")[0]) for path in paths
    )


@pytest.mark.parametrize(
    ("path", "unit", "says"),
    [
        ("scenarios.shop.sites", Sites, "Sites in this scenario."),
        ("scenarios.shop.generative_share", PagesPerView, "Share of the page views that generate a page."),
        ("scenarios.shop.load_cases.peak.sites_at_peak", Sites, "Sites at their peak in the same minute."),
        ("page_profiles.full.components.rules.tokens", TokensPerRequest, "Tokens of this prompt component."),
        ("models.next-2.0.evaluation.headroom", Share, None),
        ("caching.prefix_cache.block_tokens", TokensPerRequest, None),
    ],
)
def test_a_quantity_has_the_unit_and_the_sentence_of_its_field(path: str, unit: Any, says: str | None) -> None:
    one = leaf(path)
    assert one.unit == unit.__metadata__[0]
    assert one.says == says or (says is None and one.says)


def test_a_fact_is_a_plain_count() -> None:
    assert leaf("page_profiles.full.components.rules.facts.rules").unit == Unit("", "dimensionless", 1)


def test_an_open_word_is_no_quantity() -> None:
    paths = [one.path for one in load(VALID, {"caching.prefix_cache.block_tokens": "to be agreed"}).leaves()]
    assert "caching.prefix_cache.block_tokens" not in paths
    assert "scenarios.shop.load_cases.worst.sites_at_peak" not in paths


@pytest.mark.parametrize(
    ("path", "line", "column"),
    [
        ("scenarios.shop.sites", 5, 10),
        ("scenarios.shop.page_views_per_site", 6, 24),
        ("scenarios.shop.load_cases.peak.sites_at_peak", 17, 22),
        ("page_profiles.full.calls.write.input_tokens", 26, 29),
        ("page_profiles.full.components.rules.facts.rules", 10, 24),
        ("page_profiles.full.calls.plan.requests_per_page", 16, 5),
    ],
)
def test_a_quantity_knows_its_place_or_that_of_the_record_that_leaves_it_out(path: str, line: int, column: int) -> None:
    place = leaf(path).place
    assert (place.file, place.line, place.column) == (str(VALID / f"{path.partition('.')[0]}.yaml"), line, column)
    assert place.text == Path(place.file).read_text().splitlines()[line - 1]


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("page_profiles.full.calls.write.input_tokens", "assumed: as the plan asks"),
        ("page_profiles.full.components.schema.tokens", "vendor: tokeniser"),
        ("page_profiles.full.components.rules.tokens", "measured: trial of June"),
        ("page_profiles.full.components.rules.facts.rules", "measured: trial of June"),
        ("models.next-2.0.evaluation.headroom", "assumed: enough for trials"),
        ("scenarios.event.campaign.weeks", "stated: The team's notes"),
        ("caching.query_reuse.phases.launch.reuse", "assumed: as elsewhere"),
    ],
)
def test_the_nearest_source_around_a_quantity_is_its_source(path: str, source: str) -> None:
    assert str(leaf(path).source) == source


def test_a_source_between_the_quantity_and_a_record_further_out_wins(spoil: Spoil) -> None:
    folder = spoil("scenarios", "    active_days: 22\n", "    source: {vendor: calendar}\n    active_days: 22\n")
    assert str(leaf("scenarios.shop.month.active_days", folder).source) == "vendor: calendar"
    assert str(leaf("scenarios.shop.sites", folder).source) == "stated: The team's notes"


def test_a_default_is_one_request_a_page_and_needs_no_source(spoil: Spoil) -> None:
    folder = spoil("page_profiles", "      requests_per_page: 2\n", "")
    one = leaf("page_profiles.full.calls.write.requests_per_page", folder)
    assert one.quantity.ends == (F(1), F(1), F(1))
    assert one.place.text == "    write:"
    assert one.unit == RequestsPerPage.__metadata__[0]  # type: ignore[attr-defined]  # typing keeps it there


def test_a_default_and_a_change_need_no_source_where_what_is_stated_has_its_own(spoil: Spoil) -> None:
    spoil("page_profiles", 'page without a plan.\n  source: {measured: "trial of June"}', "page without a plan.")
    spoil("page_profiles", "      tokens: 20\n", "      tokens: {value: 20, source: {assumed: short}}\n")
    spoil("page_profiles", "input_tokens: 200\n", "input_tokens: {value: 200, source: {assumed: short}}\n")
    folder = spoil("page_profiles", "output_tokens: 100", "output_tokens: {value: 100, source: {assumed: short}}")
    assert leaf("page_profiles.short.calls.answer.requests_per_page", folder).source is None
    tokens = "page_profiles.short.components.greeting.tokens"
    assert leaf(tokens, folder, {tokens: "30"}).source is None


# Free texts.


def test_every_free_text_has_the_path_of_its_record_and_its_place() -> None:
    texts = [(path, str(text), place.line) for path, text, place in load(VALID).texts()]
    assert texts == [
        ("proposal", "Inference for pages.", 5),
        ("models.writer-1.5b", "Writes the page.", 6),
        ("models.planner", "Plans the page.", 12),
        ("models.next-2.0", "May take over writing.", 18),
        ("page_profiles.full", "A page with a plan.", 3),
        ("page_profiles.full.components.rules.facts.rules", "rules", 10),
        ("page_profiles.full", "There are [[components.rules.facts.rules]] rules.", 30),
        ("page_profiles.short", "A page without a plan.", 34),
        ("scenarios.shop.load_cases.peak", "Some sites peak together.", 16),
        ("scenarios.shop.load_cases.worst", "Every site peaks.", 21),
        ("scenarios.event.load_cases.steady", "Every site at its mean.", 38),
        ("scenarios.kiosk.load_cases.stated", "A stated rate.", 51),
        ("caching.query_reuse", "not built yet", 7),
        ("savings.reuse", "Serve an answer again.", 3),
        ("savings.skip", "Let [[models.planner]] answer alone.", 10),
        ("savings.compress", "Shorten the rules.", 18),
        ("savings.measure", "Find out.", 26),
    ]


def test_a_path_is_written_with_dots() -> None:
    assert dotted(("models", "next-2.0", 0)) == "models.next-2.0.0"


# Anything at all.


def scalars(text: str) -> Iterator[tuple[int, int]]:
    """Where each scalar of a YAML text begins and ends, keys too."""
    for event in yaml.parse(text, Loader=yaml.SafeLoader):
        if isinstance(event, yaml.ScalarEvent) and event.start_mark and event.end_mark:
            yield event.start_mark.index, event.end_mark.index


SCALARS = [
    (name, *ends)
    for name in FILES
    if (VALID / f"{name}.yaml").exists()
    for ends in scalars((VALID / f"{name}.yaml").read_text(encoding="utf-8"))
]
ANYTHING = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
"""What UTF-8 can write, told by category: to be told by the codec takes hypothesis three seconds in a new clone."""
JUNK = st.one_of(
    st.sampled_from(
        [
            *(
                "0",
                "-1",
                "1",
                "1e29",
                "1e-29",
                "10%",
                "-5%",
                "101%",
                ".nan",
                "1_000",
                "007",
                "12:30",
                "true",
                "no",
                "~",
            ),
            *("", "''", "[]", "{}", "[1]", "{low: 1, high: 2}", "{value: 1}", "{source: {stated: x}}", "- 1", "a: b"),
            *("all", "to be agreed", "to be measured", "shop", "shop.peak", "planner", "full", "rules", "plan"),
            *("[[facts.x]]", "seven", "'\\e'", '"\\e"', "*a", "&a 1", "!!python/name:os.system x", "<<", "[key]", "@"),
        ]
    ),
    ANYTHING,
    st.integers().map(str),
    st.decimals(allow_nan=False).map(str),
)


@pytest.fixture(scope="module")
def workshop() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        yield Path(shutil.copytree(VALID, Path(folder) / "spoilt"))


def outcome(folder: Path, changes: dict[str, str] | None = None) -> list[Place]:
    """The places of the faults; nothing where the proposal is valid. Any other exception is a fault of the program."""
    found = faults(folder, changes)
    assert not any(word in str(fault) for fault in found for word in ("Input should", "Value error", "validat"))
    return [fault.place for fault in found]


@draws(1 / 2)
@given(scalar=st.sampled_from(SCALARS), junk=JUNK)
def test_any_scalar_replaced_by_junk_leaves_a_valid_proposal_or_faults_with_places(
    workshop: Path, scalar: tuple[str, int, int], junk: str
) -> None:
    name, begin, end = scalar
    path = workshop / f"{name}.yaml"
    text = path.read_text(encoding="utf-8")
    try:
        path.write_text(text[:begin] + junk + text[end:], encoding="utf-8")
        places = outcome(workshop)
    finally:
        path.write_text(text, encoding="utf-8")
    files = {str(workshop / f"{name}.yaml") for name in FILES}
    assert {place.file for place in places} <= files


PATHS = sorted({dotted(path) for path in load(VALID).places if path and path[-1] != "[key]"})


@draws(1 / 2)
@given(path=st.one_of(st.sampled_from(PATHS), ANYTHING), junk=JUNK)
def test_any_change_leaves_a_valid_proposal_or_faults_with_places(path: str, junk: str) -> None:
    files = {str(VALID / f"{name}.yaml") for name in FILES} | {f"--set {path}={junk}"}
    assert {place.file for place in outcome(VALID, {path: junk})} <= files


def test_a_change_is_made_to_one_proposal_alone_whatever_was_read_before(folder: Path) -> None:
    changes: list[dict[str, str]] = [{"scenarios.kiosk.sites": "5"}, {}, {"scenarios.kiosk.sites": "6"}, {}]
    leaves = [{one.path: one.quantity.ends[1] for one in load(folder, change).leaves()} for change in changes]
    assert [one["scenarios.kiosk.sites"] for one in leaves] == [5, 2, 6, 2]


def test_a_proposal_error_is_the_only_way_to_fail(tmp_path: Path) -> None:
    with pytest.raises(ProposalError):
        load(tmp_path)


def test_a_default_and_a_change_inherit_no_source_which_never_stated_them() -> None:
    changes = {"scenarios.team.sites": "500", "scenarios.team.load_cases.rush.sites_at_peak.high": "60"}
    found = {leaf.path: leaf.source for leaf in load(SEATS, changes).leaves()}
    assert found["page_profiles.short.calls.answer.requests_per_page"] is None
    assert found["scenarios.team.sites"] is None
    assert found["scenarios.team.load_cases.rush.sites_at_peak"] is None
    assert str(found["scenarios.team.page_views_per_site"]) == "stated: Price list"
