"""What a print carries is what it was made from, to the byte; what anyone put in its place is a fault in a line."""

import json
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from generator.errors import ProposalError
from generator.inputs import load
from generator.print.attachments import PRINTED, SAYS, carried
from generator.print.pdf import print_digest
from generator.print.product import make
from tests.altered import files
from tests.conftest import CEREBRAS, Built

EMPTY = '{"proposal": "x", "files": {}, "headings": [], "heads": [], "aside": [], '


def as_carried(product: Built) -> list[tuple[str, bytes]]:
    return [(one.name, one.text.encode()) for one in product.attached]


def told(files_of: list[tuple[str, bytes]]) -> list[str]:
    with pytest.raises(ProposalError) as caught:
        carried(files_of, "x.pdf")
    assert caught.value.exit_code == 3
    return [str(fault) for fault in caught.value.faults]


def test_the_print_carries_the_exact_text_of_its_inputs_and_of_its_record(cerebras: Built, cerebras_pdf: bytes) -> None:
    found = files(cerebras_pdf)
    names = [f"{name}.yaml" for name in ("models", "page_profiles", "scenarios", "caching", "savings", "proposal")]
    assert {name: found[name] for name in names} == {name: (CEREBRAS / name).read_bytes().decode() for name in names}
    assert found["figures.json"] == cerebras.record
    assert {*found} == {*names, "figures.json", PRINTED}
    assert len(cerebras_pdf) < 400_000


def test_what_was_printed_stands_there_in_order(cerebras: Built, cerebras_pdf: bytes) -> None:
    printed = json.loads(files(cerebras_pdf)[PRINTED])["printed"]
    assert printed == [[one.kind, one.name, one.text, one.end] for one in cerebras.page.printed]
    assert ["figure", "request.uncached_tokens_per_minute", "~13.2M", "likely"] in printed


def test_a_line_ending_of_the_inputs_is_carried_as_it_was(tmp_path: Path) -> None:
    for path in CEREBRAS.glob("*.yaml"):
        (tmp_path / path.name).write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    text = {one.name: one.text for one in make(load(tmp_path)).attached}["models.yaml"]
    assert text.encode() == (tmp_path / "models.yaml").read_bytes()


def test_a_what_if_carries_its_changes_and_gives_the_same_figures_again() -> None:
    changes = {"scenarios.production.sites": "12", "proposal.edition": "what if"}
    product = make(load(CEREBRAS, changes))
    found = carried(as_carried(product), "x.pdf")
    assert found.changes == changes
    assert found.inputs["scenarios.yaml"] == (CEREBRAS / "scenarios.yaml").read_text(encoding="utf-8")
    assert make(load(found.name, found.changes, found.inputs)).record == product.record


def test_each_file_is_described_dated_by_the_inputs_and_typed_by_its_name(cerebras_pdf: bytes) -> None:
    with pikepdf.open(BytesIO(cerebras_pdf)) as pdf:
        names = list(pdf.Root.Names.EmbeddedFiles.Names)
        assert [str(name) for name in names[::2]] == sorted(str(name) for name in names[::2]), "a name tree is sorted"
        for spec in names[1::2]:
            assert str(spec.F) == str(spec.UF)
            assert str(spec.Desc) == SAYS[str(spec.UF)]
            assert str(spec.EF.F.Subtype) == f"/application/{str(spec.UF).rpartition('.')[2]}"
            params = spec.EF.F.Params
            assert {str(params.CreationDate), str(params.ModDate)} == {"D:20261127000000Z"}
        assert str(pdf.docinfo["/CreationDate"]) == str(pdf.docinfo["/ModDate"]) == "D:20261127"


def test_a_comment_in_the_inputs_that_no_page_shows_makes_it_another_print(cerebras: Built) -> None:
    texts = {**cerebras.proposal.files, "models.yaml": cerebras.proposal.files["models.yaml"] + "# looked at again\n"}
    other = make(load("seed", texts=texts))
    assert other.page.text == cerebras.page.text
    digests = {print_digest(one.page, one.paper, one.attached) for one in (cerebras, other)}
    assert len(digests) == 2


def test_what_is_carried_is_read_back(cerebras: Built) -> None:
    found = carried(as_carried(cerebras), "x.pdf")
    assert found.name == "seed"
    assert found.inputs == cerebras.proposal.files
    assert [(one.kind, one.name, one.text, one.end) for one in found.printed] == [
        (one.kind, one.name, one.text, one.end) for one in cerebras.page.printed
    ]
    assert (found.changes, found.altered) == ({}, ())


def test_a_file_that_was_altered_after_it_was_attached_is_named(cerebras: Built) -> None:
    found = [(name, data.replace(b"# ", b"#  ")) for name, data in as_carried(cerebras)]
    assert "caching.yaml" in carried(found, "x.pdf").altered
    assert "figures.json" not in carried(found, "x.pdf").altered


def test_a_file_that_is_missing_added_doubled_or_broken_is_named(cerebras: Built) -> None:
    whole = as_carried(cerebras)
    assert told([one for one in whole if one[0] != "models.yaml"]) == ["x.pdf: does not carry models.yaml"]
    assert told([*whole, ("../x", b"")]) == ["x.pdf: carries '../x', which no print carries"]
    assert told([*whole, ("models.yaml", b"")]) == ["x.pdf: carries models.yaml more than once"]
    assert told([]) == ["x.pdf: carries no inputs, so that it cannot be verified"]
    broken = [(name, b"\xff" if name == "models.yaml" else data) for name, data in whole]
    assert told(broken) == ["x.pdf/models.yaml: not UTF-8: invalid start byte at byte 0"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "[" * 100_000,
        "{}",
        '{"proposal": "../x", "files": {}, "headings": [], "heads": [], "aside": [], "printed": []}',
        '{"proposal": "x", "files": {}, "headings": [1], "heads": [], "aside": [], "printed": []}',
        '{"proposal": "x", "files": [], "headings": [], "heads": [], "aside": [], "printed": []}',
        '{"proposal": "x", "files": {}, "headings": [], "heads": [[1]], "aside": [], "printed": []}',
        EMPTY + '"printed": [["figure", "a", "1", "middle"]]}',
        EMPTY + '"printed": [["figure", "a", 1, "low"]]}',
        EMPTY + '"printed": [["guess", "a", "1", ""]]}',
        EMPTY + '"printed": ["figure"]}',
        json.dumps({"proposal": "x", "files": {}, "headings": ["a"] * 20_001, "heads": [], "aside": [], "printed": []}),
    ],
    ids=range(13),
)
def test_what_was_printed_must_be_written_as_a_print_writes_it(cerebras: Built, text: str) -> None:
    found = [(name, text.encode() if name == PRINTED else data) for name, data in as_carried(cerebras)]
    lines = told(found)
    assert len(lines) == 1
    assert lines[0].startswith("x.pdf/printed.json: cannot be read: ")


@pytest.mark.parametrize("text", ['["a"]', '{"a": 1}', "{"])
def test_changes_are_texts_by_path(cerebras: Built, text: str) -> None:
    assert told([*as_carried(cerebras), ("changes.json", text.encode())])[0].startswith("x.pdf/changes.json: cannot be")
