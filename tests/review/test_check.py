"""Each thing that can be wrong with what is committed is found, and named for what it is."""

import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from generator.build import files_of
from generator.document.record import HAND_EDIT
from generator.errors import Fault, Place
from generator.inputs import load
from generator.print.audit import first_page
from generator.print.product import make
from generator.review.check import REBUILD, Verdict, check
from generator.review.reconcile import LEDGER
from tests.altered import and_file, with_file, with_pattern, with_picture, with_text, without_file
from tests.conftest import SMALL as FOLDER
from tests.conftest import Built
from tests.remember import remembering

NAME = "small"


@pytest.fixture(scope="module")
def built(small: Built, small_pdf: bytes, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, bytes]:
    texts = files_of(small, FOLDER, tmp_path_factory.mktemp("none"), "md", False)
    return {**texts, f"{NAME}.pdf": small_pdf, f"{NAME}.png": first_page(small_pdf)}


@pytest.fixture
def output(built: Mapping[str, bytes], tmp_path: Path) -> Path:
    for name, data in built.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(data)
    return tmp_path


make_once = remembering(make)


def checked(output: Path, changes: Mapping[str, str] | None = None, folder: Path = FOLDER) -> dict[str, Verdict]:
    return {one.what: one for one in check(make_once(load(FOLDER, changes)), folder, output)}


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_what_was_just_built_is_current_and_true(output: Path, small: Built) -> None:
    verdicts = checked(output)
    assert [one for one in verdicts.values() if one.faults] == []
    printed = sum(one.kind == "figure" for one in small.document.in_order())
    assert {what: one.says for what, one in verdicts.items()} == {
        "markdown": f"current, {printed} printed figures traced",
        "figures": f"{len(small.sheet)}, current",
        "charts": "3, current",
        "pdf": "current, its words are those of the page",
        "picture": "is there",
        "guardrails": "none are set",
    }


def test_a_hand_edit_is_called_one_and_shown_with_its_line(output: Path) -> None:
    edit(output / f"{NAME}.md", "6,750", "6,570")
    verdict = checked(output)["markdown"]
    assert verdict.says == "not current: edited by hand"
    assert verdict.faults[0].hint == HAND_EDIT
    line = (output / f"{NAME}.md").read_text(encoding="utf-8").splitlines().index(verdict.shown[3][1:]) + 1
    assert [(fault.place.line, fault.what) for fault in verdict.faults] == [(line, "edited by hand")]
    assert "6,570" in verdict.shown[3]


def test_a_first_line_that_is_missing_is_told_at_the_first(output: Path) -> None:
    document = output / f"{NAME}.md"
    document.write_text(document.read_text(encoding="utf-8").partition("\n")[2], encoding="utf-8")
    assert [str(fault.place) for fault in checked(output)["markdown"].faults] == [f"{document}:1:1"]


def test_a_line_that_was_added_is_told_where_it_stands_in_the_committed_file(output: Path) -> None:
    edit(output / f"{NAME}.md", "## 2. Models\n", "## 2. Models\nBy hand.\n")
    line = (output / f"{NAME}.md").read_text(encoding="utf-8").splitlines().index("By hand.") + 1
    assert [fault.place.line for fault in checked(output)["markdown"].faults] == [line]


def test_changed_inputs_are_told_apart_with_the_figures_that_moved(output: Path) -> None:
    verdicts = checked(output, {"scenarios.desk.sites": "5"})
    assert verdicts["markdown"].says == "not current: the inputs, formulas or templates changed since"
    assert verdicts["markdown"].faults[0].hint == REBUILD
    told = "desk.open.requests_per_minute: 1,332 → 1,665"
    assert [what for what, verdict in verdicts.items() for line in verdict.shown if line == told] == ["figures"]
    assert verdicts["figures"].says == "not current"
    assert verdicts["pdf"].says == "not current: what it was printed from changed since"


def test_a_lost_last_line_end_is_a_hand_edit_too(output: Path) -> None:
    document = output / f"{NAME}.md"
    document.write_text(document.read_text(encoding="utf-8").rstrip("\n"), encoding="utf-8")
    verdict = checked(output)["markdown"]
    assert (verdict.says, len(verdict.faults)) == ("not current: edited by hand", 1)


def test_a_hand_edit_on_top_of_changed_inputs_is_both(output: Path) -> None:
    edit(output / f"{NAME}.md", "An answer", "No answer")
    says = checked(output, {"scenarios.desk.sites": "5"})["markdown"].says
    assert says == "not current: edited by hand, and the inputs, formulas or templates changed since"


def test_an_edited_record_is_not_current(output: Path) -> None:
    edit(output / f"{NAME}.figures.json", '"value": "1332"', '"value": "1333"')
    verdict = checked(output)["figures"]
    assert verdict.says == "not current"
    assert "desk.open.unrounded_generations_per_minute: 1,333 → 1,332" in verdict.shown


@pytest.mark.parametrize("suffix", ["md", "figures.json", "pdf", "png"])
def test_what_is_missing_was_not_built(output: Path, suffix: str) -> None:
    (output / f"{NAME}.{suffix}").unlink()
    says = [one.says for one in checked(output).values() if one.faults]
    assert says == ["not built"]


def test_a_stale_print_and_a_broken_one_are_told(output: Path, built: Mapping[str, bytes], foreign_pdf: bytes) -> None:
    (output / f"{NAME}.pdf").write_bytes(foreign_pdf)
    assert checked(output)["pdf"].says == "not current: what it was printed from changed since"
    (output / f"{NAME}.pdf").write_bytes(built[f"{NAME}.pdf"][:-1000])
    assert checked(output)["pdf"].says == "not current: what it was printed from changed since"
    digest = built[f"{NAME}.pdf"].index(b"/PrintedFrom")
    (output / f"{NAME}.pdf").write_bytes(built[f"{NAME}.pdf"][digest:])
    assert [str(one) for one in checked(output)["pdf"].faults] == [f"{output}/{NAME}.pdf: the whole file: is no PDF"]


def test_a_print_that_carries_the_right_digest_and_other_words_is_untrue(
    output: Path, built: Mapping[str, bytes]
) -> None:
    other, _ = with_text(built[f"{NAME}.pdf"], "answer", "danger")
    (output / f"{NAME}.pdf").write_bytes(other)
    verdict = checked(output)["pdf"]
    assert verdict.says == "not true"
    assert any("danger" in fault.what for fault in verdict.faults)


@pytest.mark.parametrize(
    ("alter", "says"),
    [
        (with_picture, "objects: have what no print has: /BitsPerComponent, /DeviceGray, /Height, /Image, /Width"),
        (
            lambda data: with_pattern(data, ""),
            "objects: have what no print has: /PaintType, /PatternType, /TilingType, /XStep, /YStep",
        ),
        (lambda data: with_file(data, "scenarios.yaml", b"a: 1\n"), "scenarios.yaml: is not the file of this print"),
        (lambda data: without_file(data, "models.yaml"), "models.yaml: is not the file of this print"),
        (lambda data: and_file(data, "x.yaml", b"a: 1\n"), "x.yaml: is not the file of this print"),
        (lambda data: with_file(data, "models.yaml", b"#" * 5_000_000), "the whole file: holds a stream of more than"),
    ],
)
def test_a_print_of_the_right_digest_and_words_that_holds_anything_else_is_untrue(
    output: Path, built: Mapping[str, bytes], alter: Callable[[bytes], bytes], says: str
) -> None:
    (output / f"{NAME}.pdf").write_bytes(alter(built[f"{NAME}.pdf"]))
    verdict = checked(output)["pdf"]
    assert verdict.says == "not true"
    (fault,) = verdict.faults
    assert str(fault).startswith(f"{output}/{NAME}.pdf: {says}")


@pytest.mark.parametrize("data", [b"", b"GIF89a", b"\x89PNG\r\n\x1a\nbut cut off"])
def test_a_picture_that_is_none_is_told(output: Path, data: bytes) -> None:
    (output / f"{NAME}.png").write_bytes(data)
    verdict = checked(output)["picture"]
    assert (verdict.says, [fault.what for fault in verdict.faults]) == ("cannot be seen", ["is no whole PNG"])


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


def test_a_reconciliation_is_held_where_there_is_a_ledger(
    output: Path, small: Built, stated: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = output / f"{NAME}.reconciliation.md"
    assert checked(output, folder=stated)["reconciliation"].says == "not built"
    path.write_bytes(files_of(small, stated, output, "md", False)[path.name])
    assert checked(output, folder=stated)["reconciliation"] == Verdict("reconciliation", "current")
    edit(path, "8,991,000", "8,991,001")
    verdict = checked(output, folder=stated)["reconciliation"]
    assert (verdict.says, [str(fault) for fault in verdict.faults]) == (
        "not current",
        [f"{path}: is not what the ledger and the figures give; {REBUILD}"],
    )
    now = files_of(small, stated, output, "md", True)[path.name].decode()
    left = Fault(Place("x"), "no cause is accepted for the difference")
    for faults, count in (([left], "1 difference"), ([left, left], "2 differences")):
        path.write_text(now, encoding="utf-8")
        monkeypatch.setattr("generator.review.check.reconciliation", lambda *_, faults=faults: (now, faults))
        said = f"current; {count} to be explained: proposal reconcile {stated / LEDGER}"
        assert checked(output, folder=stated)["reconciliation"] == Verdict("reconciliation", said)
    monkeypatch.undo()
    edit(stated / LEDGER, "stated", "said")
    assert checked(output, folder=stated)["reconciliation"].says == "cannot be read"


def test_a_reconciliation_without_a_ledger_is_one_too_many(output: Path) -> None:
    (output / f"{NAME}.reconciliation.md").write_text("", encoding="utf-8")
    verdict = checked(output)["reconciliation"]
    assert [(fault.what, fault.hint) for fault in verdict.faults] == [("there is no ledger", "remove it")]


def test_what_is_committed_as_a_link_is_told_for_no_file_is_committed(output: Path, tmp_path: Path) -> None:
    for kind in ("md", "figures.json", "pdf", "png"):
        (output / f"{NAME}.{kind}").rename(tmp_path / f"away.{kind}")
        (output / f"{NAME}.{kind}").symlink_to(tmp_path / f"away.{kind}")
    (output / NAME).rename(tmp_path / "charts")
    (output / NAME).symlink_to(tmp_path / "charts")
    found = checked(output)
    for what in ("markdown", "figures", "pdf", "picture", "charts"):
        assert [one.what for one in found[what].faults] == ["is a link, and no file of its own"], what


def test_whatever_else_stands_beside_the_charts_is_told(output: Path) -> None:
    (output / NAME / "below").mkdir()
    (output / NAME / "below" / "x.svg").write_text("<svg/>", encoding="utf-8")
    (output / NAME / "Page.SVG").write_text("<svg/>", encoding="utf-8")
    assert len(checked(output)["charts"].faults) == 3


def test_charts_that_were_never_drawn_are_not_built(output: Path) -> None:
    shutil.rmtree(output / NAME)
    assert checked(output)["charts"].says == "not built"


def test_a_chart_that_was_edited_and_one_that_is_none_of_the_document_are_told(output: Path) -> None:
    edit(output / NAME / "peak.svg", "8.06M", "8.07M")
    (output / NAME / "old.svg").write_text("<svg/>", encoding="utf-8")
    verdict = checked(output)["charts"]
    assert verdict.says == "not current"
    assert [(Path(fault.place.file).name, fault.what) for fault in verdict.faults] == [
        ("peak.svg", "is not current"),
        ("old.svg", "is no chart of the document"),
    ]


def test_a_chart_that_cannot_be_read_is_told_and_the_rest_is_checked(output: Path) -> None:
    (output / NAME / "peak.svg").write_bytes(b"\xff")
    verdicts = checked(output)
    assert [fault.what for fault in verdicts["charts"].faults] == ["not UTF-8: invalid start byte"]
    assert "guardrails" in verdicts
