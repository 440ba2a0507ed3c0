"""Each thing that can be wrong with a file that was built is found, and named for what it is."""

import shutil
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path

import pytest

from generator.build.files import files_of
from generator.document.record import HAND_EDIT
from generator.files import file_of
from generator.inputs import Proposal, load
from generator.print.picture import first_page
from generator.review.built import ALTERED, REBUILD, Verdict, kinds, output_of
from generator.review.reconcile import LEDGER
from tests.altered import and_file, with_file, with_text, without_file
from tests.conftest import SMALL as FOLDER
from tests.conftest import Built as Made
from tests.conftest import put
from tests.foreign import KEPT
from tests.remember import made

NAME = "small"


@pytest.fixture(scope="module")
def built(small: Made, small_pdf: bytes, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, bytes]:
    texts = files_of(small, FOLDER, tmp_path_factory.mktemp("none"), "md", False)
    return {**texts, f"{NAME}.pdf": small_pdf, f"{NAME}.png": first_page(small_pdf)}


@pytest.fixture
def another() -> bytes:
    """A print of something else."""
    return (KEPT / "debian-12.pdf").read_bytes()


@pytest.fixture
def output(built: Mapping[str, bytes], tmp_path: Path) -> Path:
    put(tmp_path, NAME, built)
    return tmp_path


@cache
def proposal(folder: Path, changes: tuple[tuple[str, str], ...]) -> Proposal:
    return load(folder, dict(changes))


def verdicts_of(output: Path, changes: Mapping[str, str] | None = None, folder: Path = FOLDER) -> Iterator[Verdict]:
    return kinds(output_of(made(proposal(FOLDER, tuple((changes or {}).items()))), output), folder)


def checked(output: Path, changes: Mapping[str, str] | None = None) -> dict[str, Verdict]:
    return {one.what: one for one in verdicts_of(output, changes)}


def of(what: str, output: Path, changes: Mapping[str, str] | None = None, folder: Path = FOLDER) -> Verdict:
    """What is found of one kind of file; those that come after it are not looked at."""
    return next(one for one in verdicts_of(output, changes, folder) if one.what == what)


def written(output: Path, file: str, data: bytes) -> None:
    """Puts a file in the place of one that was built, as one who renews its sum as well."""
    put(output, NAME, {file: data})


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_what_was_just_built_is_current_and_true(output: Path, small: Made) -> None:
    verdicts = checked(output)
    assert [one for one in verdicts.values() if one.faults or one.stale] == []
    printed = sum(one.kind == "figure" for one in small.document.in_order())
    assert {what: one.says for what, one in verdicts.items()} == {
        "markdown": f"current, {printed} printed figures traced",
        "figures": f"{len(small.sheet)}, current",
        "charts": f"{len(small.document.pictures())}, current",
        "pdf": "current, its words are those of the page",
        "picture": "current, the first page of the print",
    }


def test_a_hand_edit_is_called_one_and_shown_with_its_line(output: Path) -> None:
    edit(output / f"{NAME}.md", "6,750", "6,570")
    verdict = of("markdown", output)
    assert verdict.says == "not current: edited by hand"
    assert verdict.faults[0].hint == HAND_EDIT
    line = (output / f"{NAME}.md").read_text(encoding="utf-8").splitlines().index(verdict.shown[3][1:]) + 1
    assert [(fault.place.line, fault.what) for fault in verdict.faults] == [(line, "edited by hand")]
    assert "6,570" in verdict.shown[3]


@pytest.mark.parametrize(("what", "file"), [("markdown", f"{NAME}.md"), ("figures", f"{NAME}.figures.json")])
def test_the_marks_of_a_merge_are_called_so_with_their_line(output: Path, what: str, file: str) -> None:
    lines = (output / file).read_text(encoding="utf-8").split("\n")
    marked = [*lines[:3], "<<<<<<< HEAD", *lines[3:5], "=======", lines[5], ">>>>>>> other", *lines[6:]]
    (output / file).write_text("\n".join(marked), encoding="utf-8")
    (fault,) = of(what, output).faults
    assert str(fault) == f"{output / file}:4:1: a merge has left its marks here; {REBUILD}"


def test_a_first_line_that_is_missing_is_told_at_the_first(output: Path) -> None:
    document = output / f"{NAME}.md"
    document.write_text(document.read_text(encoding="utf-8").partition("\n")[2], encoding="utf-8")
    assert [str(fault.place) for fault in of("markdown", output).faults] == [f"{document}:1:1"]


def test_a_line_that_was_added_is_told_where_it_stands_in_the_committed_file(output: Path) -> None:
    edit(output / f"{NAME}.md", "## 7. Models\n", "## 7. Models\nBy hand.\n")
    line = (output / f"{NAME}.md").read_text(encoding="utf-8").splitlines().index("By hand.") + 1
    assert [fault.place.line for fault in of("markdown", output).faults] == [line]


def test_what_other_inputs_would_change_is_stale_and_no_fault_of_a_file(output: Path) -> None:
    verdicts = checked(output, {"page_profiles.letter.calls.answer.input_tokens": "7000"})
    assert {one.says for one in verdicts.values()} == {"not current"}
    assert [one.faults for one in verdicts.values() if one.faults] == []
    charts = (f"{NAME}/{chart.name}" for chart in (output / NAME).iterdir())
    assert {name for one in verdicts.values() for name in one.stale} <= {
        *charts,
        *(f"{NAME}.{kind}" for kind in ("md", "figures.json", "pdf", "png")),
    }
    assert verdicts["pdf"].stale == (f"{NAME}.pdf",)


def test_a_lost_last_line_end_is_a_hand_edit_too(output: Path) -> None:
    document = output / f"{NAME}.md"
    document.write_text(document.read_text(encoding="utf-8").rstrip("\n"), encoding="utf-8")
    verdict = of("markdown", output)
    assert (verdict.says, len(verdict.faults)) == ("not current: edited by hand", 1)


def test_without_its_record_a_markdown_is_known_by_its_sum(output: Path) -> None:
    (output / f"{NAME}.figures.json").unlink()
    others = {"scenarios.desk.sites": "5"}
    assert of("markdown", output, others).stale == (f"{NAME}.md",)
    edit(output / f"{NAME}.md", "An answer", "No answer")
    assert of("markdown", output, others).says.startswith("not current: edited by hand")


def test_a_hand_edit_on_top_of_changed_inputs_is_both(output: Path) -> None:
    edit(output / f"{NAME}.md", "An answer", "No answer")
    says = of("markdown", output, {"scenarios.desk.sites": "5"}).says
    assert says == "not current: edited by hand, and the inputs, formulas or templates changed since"


@pytest.mark.parametrize("file", [f"{NAME}.figures.json", f"{NAME}/page.svg"])
def test_an_edited_text_that_nobody_writes_is_altered_also_where_the_inputs_changed(output: Path, file: str) -> None:
    edit(output / file, "8", "9")
    for changes in ({}, {"scenarios.desk.sites": "5"}):
        (fault,) = [fault for one in checked(output, changes).values() for fault in one.faults]
        assert str(fault) == f"{output / file}: {ALTERED}; {REBUILD} --force"


@pytest.mark.parametrize("suffix", ["md", "figures.json", "pdf", "png"])
def test_what_is_missing_was_not_built(output: Path, suffix: str) -> None:
    (output / f"{NAME}.{suffix}").unlink()
    found = [(one.says, one.stale, one.faults) for one in checked(output).values() if one.stale or one.faults]
    assert found[0] == ("not built", (f"{NAME}.{suffix}",), ())
    assert [says for says, _, _ in found[1:]] == (["not current"] if suffix == "pdf" else [])


def test_a_stale_print_and_a_broken_one_are_told(output: Path, built: Mapping[str, bytes], another: bytes) -> None:
    for other in (another, built[f"{NAME}.pdf"][:-1000]):
        (output / f"{NAME}.pdf").write_bytes(other)
        assert of("pdf", output).stale == (f"{NAME}.pdf",)
    digest = built[f"{NAME}.pdf"].index(b"/PrintedFrom")
    written(output, f"{NAME}.pdf", built[f"{NAME}.pdf"][digest:])
    (fault,) = of("pdf", output).faults
    assert str(fault).startswith(f"{output}/{NAME}.pdf: the whole file: cannot be read: ")


@pytest.mark.slice(2)
@pytest.mark.parametrize("kind", ["pdf", "png"])
def test_any_altered_byte_of_a_print_or_its_picture_is_found(
    output: Path, built: Mapping[str, bytes], kind: str
) -> None:
    data, what = built[f"{NAME}.{kind}"], {"pdf": "pdf", "png": "picture"}[kind]
    for at in range(0, len(data), len(data) // 7):
        flipped = bytearray(data)
        flipped[at] ^= 1
        (output / f"{NAME}.{kind}").write_bytes(flipped)
        found = of(what, output)
        assert found.faults or found.stale, at


def test_a_picture_of_something_else_is_found_although_its_sum_is_renewed(output: Path, another: bytes) -> None:
    written(output, f"{NAME}.png", first_page(another))
    (fault,) = of("picture", output).faults
    assert str(fault) == f"{output}/{NAME}.png: is not the first page of the print; {REBUILD}"


def test_sums_that_do_not_know_a_file_are_not_built(output: Path) -> None:
    (output / file_of(NAME)).unlink()
    assert [one.stale for one in checked(output).values() if one.stale] == [(file_of(NAME),)]


def test_a_print_that_carries_the_right_digest_and_other_words_is_untrue(
    output: Path, built: Mapping[str, bytes]
) -> None:
    other, _ = with_text(built[f"{NAME}.pdf"], "answer", "danger")
    written(output, f"{NAME}.pdf", other)
    verdict = of("pdf", output)
    assert verdict.says == "not true"
    assert any("danger" in fault.what for fault in verdict.faults)


@pytest.mark.parametrize(
    ("alter", "says"),
    [
        (lambda data: with_file(data, "scenarios.yaml", b"a: 1\n"), "scenarios.yaml: is not the file of this print"),
        (lambda data: without_file(data, "models.yaml"), "models.yaml: is not the file of this print"),
        (lambda data: and_file(data, "x.yaml", b"a: 1\n"), "x.yaml: is not the file of this print"),
        (
            lambda data: with_file(data, "models.yaml", b"#" * 5_000_000),
            "the whole file: cannot be read: holds more",
        ),
    ],
)
def test_a_print_of_the_right_digest_and_words_that_carries_other_files_is_untrue(
    output: Path, built: Mapping[str, bytes], alter: Callable[[bytes], bytes], says: str
) -> None:
    written(output, f"{NAME}.pdf", alter(built[f"{NAME}.pdf"]))
    verdict = of("pdf", output)
    assert verdict.says == "not true"
    (fault,) = verdict.faults
    assert str(fault).startswith(f"{output}/{NAME}.pdf: {says}")


@pytest.mark.parametrize("data", [b"", b"GIF89a", b"\x89PNG\r\n\x1a\nbut cut off"])
def test_a_picture_that_is_none_is_told(output: Path, data: bytes) -> None:
    written(output, f"{NAME}.png", data)
    verdict = of("picture", output)
    whole = data.startswith(b"\x89PNG")
    what = "is not the first page of the print" if whole else "is not a PNG"
    assert (verdict.says, [fault.what for fault in verdict.faults]) == ("not true", [what])


@pytest.fixture
def stated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The inputs of the small proposal with a ledger that states one figure."""
    folder = tmp_path_factory.mktemp("stated") / NAME
    shutil.copytree(FOLDER, folder)
    entry = '{line: 1, text: "8,991,000", figure: request.uncached_tokens_per_minute}'
    (folder / LEDGER).write_text(
        f"original: By hand\nnames: {{}}\ncauses: {{}}\nstated:\n  All:\n    - {entry}\n", encoding="utf-8"
    )
    return folder


def test_a_reconciliation_is_held_where_there_is_a_ledger(output: Path, small: Made, stated: Path) -> None:
    path = output / f"{NAME}.reconciliation.md"
    assert of("reconciliation", output, folder=stated).says == "not built"
    path.write_bytes(files_of(small, stated, output, "md", False)[path.name])
    assert of("reconciliation", output, folder=stated) == Verdict("reconciliation", "current")
    edit(path, "8,991,000", "8,991,001")
    verdict = of("reconciliation", output, folder=stated)
    assert (verdict.says, verdict.stale) == ("not current", (path.name,))
    for entry, said in (
        ("accepted: old", "1 difference to be explained"),
        ("accepted: old, computed: 5", "the ledger is of other inputs: 1 cause was accepted for other values"),
    ):
        edit(stated / LEDGER, "causes: {}", "causes: {old: So.}")
        edit(stated / LEDGER, '"8,991,000"', f'"8,991,009", {entry}')
        path.write_bytes(files_of(small, stated, output, "md", True)[path.name])
        says = f"current; {said}: proposal reconcile {stated / LEDGER}"
        assert of("reconciliation", output, folder=stated) == Verdict("reconciliation", says)
        edit(stated / LEDGER, f'"8,991,009", {entry}', '"8,991,000"')
        edit(stated / LEDGER, "causes: {old: So.}", "causes: {}")
    edit(stated / LEDGER, "stated", "said")
    assert of("reconciliation", output, folder=stated).says == "cannot be read"


def test_a_reconciliation_without_a_ledger_is_one_too_many(output: Path) -> None:
    (output / f"{NAME}.reconciliation.md").write_text("", encoding="utf-8")
    verdict = of("reconciliation", output)
    assert [(fault.what, fault.hint) for fault in verdict.faults] == [("there is no ledger", "remove it")]


def test_what_is_committed_as_a_link_is_told_for_no_file_is_committed(output: Path, tmp_path: Path) -> None:
    for kind in ("md", "figures.json", "pdf", "png"):
        (output / f"{NAME}.{kind}").rename(tmp_path / f"away.{kind}")
        (output / f"{NAME}.{kind}").symlink_to(tmp_path / f"away.{kind}")
    (output / NAME).rename(tmp_path / "charts")
    (output / NAME).symlink_to(tmp_path / "charts")
    found = checked(output)
    for what in ("markdown", "figures", "pdf", "picture", "charts"):
        assert [one.what for one in found[what].faults] == ["is a link, not a file of its own"], what


def test_whatever_else_stands_beside_the_charts_is_told(output: Path) -> None:
    (output / NAME / "below").mkdir()
    (output / NAME / "below" / "x.svg").write_text("<svg/>", encoding="utf-8")
    (output / NAME / "Page.SVG").write_text("<svg/>", encoding="utf-8")
    told = [Path(fault.place.file).relative_to(output / NAME) for fault in of("charts", output).faults]
    assert told == [Path("Page.SVG"), Path("below"), Path("below/x.svg")]


def test_charts_that_were_never_drawn_are_not_built(output: Path, small: Made) -> None:
    shutil.rmtree(output / NAME)
    assert of("charts", output).stale == tuple(small.document.pictures())


def test_a_chart_that_was_edited_and_one_that_is_none_of_the_document_are_told(output: Path) -> None:
    edit(output / NAME / "page.svg", "6,050", "6,051")
    (output / NAME / "old.svg").write_text("<svg/>", encoding="utf-8")
    verdict = of("charts", output)
    assert verdict.says == "not current"
    assert [(Path(fault.place.file).name, fault.what) for fault in verdict.faults] == [
        ("page.svg", ALTERED),
        ("old.svg", "is not a chart of the document"),
    ]


def test_a_chart_that_cannot_be_read_is_told_and_the_rest_is_checked(output: Path) -> None:
    (output / NAME / "page.svg").write_bytes(b"\xff")
    verdicts = checked(output)
    assert [fault.what for fault in verdicts["charts"].faults] == ["not UTF-8: invalid start byte"]
    assert "picture" in verdicts
