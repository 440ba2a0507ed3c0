"""What a print carries is what it was made from, to the byte; what anyone put in its place is a fault in a line."""

import shutil
from collections.abc import Mapping
from datetime import date
from functools import cache
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from generator.errors import ProposalError
from generator.inputs import load
from generator.print.attachments import CHANGES, SAYS, Carried, attached, carried, file
from generator.print.html import Html
from generator.print.opened import opened
from generator.print.pdf import print_digest, to_pdf
from generator.print.product import make
from tests.altered import and_file, files, with_file, without_file
from tests.conftest import CEREBRAS, ROOT, SMALL, UNITS, Built

MEASURED = ROOT / "tests" / "proposals" / "measured"

TEXTS = {name: f"# {name}\n" for name in SAYS if name != CHANGES}
PAGE = Html('<html lang="en"><head><title>T</title></head><body><h1>T</h1></body></html>', (), "")


def print_of(texts: Mapping[str, str]) -> bytes:
    """A print that carries these files."""
    return _print(tuple(texts.items()))


@cache
def _print(texts: tuple[tuple[str, str], ...]) -> bytes:
    return to_pdf(PAGE, "a4", [file(name, text, date(2026, 11, 29)) for name, text in texts])


def told(data: bytes) -> list[str]:
    with pytest.raises(ProposalError) as caught, opened(data, "x.pdf") as pdf:
        carried(pdf, "x.pdf")
    assert caught.value.exit_code == 3
    return [str(fault) for fault in caught.value.faults]


def test_the_print_carries_the_exact_text_of_its_inputs_and_of_its_record(cerebras: Built, cerebras_pdf: bytes) -> None:
    found = files(cerebras_pdf)
    names = [f"{name}.yaml" for name in ("models", "page_profiles", "scenarios", "caching", "savings", "proposal")]
    assert {name: found[name] for name in names} == {name: (CEREBRAS / name).read_bytes().decode() for name in names}
    assert found["figures.json"] == cerebras.record
    assert {*found} == {*names, "figures.json"}
    assert len(cerebras_pdf) < 400_000


def test_a_line_ending_of_the_inputs_is_carried_as_it_was(tmp_path: Path) -> None:
    for path in SMALL.glob("*.yaml"):
        (tmp_path / path.name).write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    text = {one.name: one.text for one in attached(load(tmp_path), "{}")}["models.yaml"]
    assert text.encode() == (tmp_path / "models.yaml").read_bytes()


def test_a_what_if_carries_its_changes_and_gives_the_same_figures_again() -> None:
    changes = {"scenarios.desk.sites": "12", "proposal.edition": "what if"}
    product = make(load(SMALL, changes))
    with opened(print_of({one.name: one.text for one in product.attached}), "x.pdf") as pdf:
        found = carried(pdf, "x.pdf")
    assert found.changes == changes
    assert found.inputs["scenarios.yaml"] == (SMALL / "scenarios.yaml").read_text(encoding="utf-8")
    assert make(load(SMALL.name, found.changes, found.inputs)).record == product.record


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


def test_a_comment_in_the_inputs_that_no_page_shows_makes_it_another_print(small: Built) -> None:
    texts = {**small.proposal.files, "models.yaml": small.proposal.files["models.yaml"] + "# looked at again\n"}
    other = make(load(small.proposal.name, texts=texts))
    assert other.page.text == small.page.text
    digests = {print_digest(one.page, one.paper, one.attached) for one in (small, other)}
    assert len(digests) == 2


def test_what_is_carried_is_read_back(cerebras: Built, cerebras_pdf: bytes) -> None:
    with opened(cerebras_pdf, "x.pdf") as pdf:
        assert carried(pdf, "x.pdf") == Carried(cerebras.proposal.files, {}, ())


def test_a_file_that_was_altered_after_it_was_attached_is_named() -> None:
    whole = print_of(TEXTS)
    for name in TEXTS:
        with opened(with_file(whole, name, lambda text: text + " "), "x.pdf") as pdf:
            assert carried(pdf, "x.pdf").altered == (name,)


def test_a_file_that_a_proposal_may_do_without_may_be_missing() -> None:
    fewer = {name: text for name, text in TEXTS.items() if name not in ("caching.yaml", "savings.yaml")}
    with opened(print_of(fewer), "x.pdf") as pdf:
        assert set(carried(pdf, "x.pdf").inputs) == {name for name in fewer if name.endswith(".yaml")}


def test_a_file_that_is_missing_added_doubled_or_broken_is_named() -> None:
    whole = print_of(TEXTS)
    assert told(without_file(whole, "models.yaml")) == ["x.pdf: does not carry models.yaml"]
    assert told(and_file(whole, "../x", b"")) == ["x.pdf: carries '../x', which no print carries"]
    assert told(and_file(whole, "models.yaml", b"a: 1\n")) == ["x.pdf: carries models.yaml more than once"]
    assert told(print_of({})) == ["x.pdf: carries no inputs, so that it cannot be verified"]
    (broken,) = told(with_file(whole, "models.yaml", b"\xff"))
    assert broken.startswith("x.pdf/models.yaml: cannot be read: 'utf-8' codec can't decode byte 0xff")


@pytest.mark.parametrize("text", ['["a"]', '{"a": 1}', "{", "[" * 100_000])
def test_changes_are_texts_by_path(text: str) -> None:
    (line,) = told(with_file(print_of({**TEXTS, CHANGES: "{}"}), CHANGES, lambda _: text))
    assert line.startswith("x.pdf/changes.json: cannot be read: ")


def test_measured_values_are_carried_and_read_back_whether_or_not_an_input_names_them(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(MEASURED, tmp_path / "measured"))
    shutil.copy(folder / "measured" / "trace.yaml", folder / "measured" / "unused.yaml")
    proposal = load(folder)
    texts = {one.name: one.text for one in attached(proposal, "{}") if one.name.startswith("measured-")}
    assert set(texts) == {
        f"measured-{name}.yaml" for name in ("langfuse", "litellm", "openai", "otel", "trace", "unused")
    }
    assert all(
        one.says.startswith("Values that were measured") for one in attached(proposal, "{}") if one.name in texts
    )
    again = load(folder, texts=dict(proposal.files))
    assert [leaf.quantity for leaf in again.leaves()] == [leaf.quantity for leaf in proposal.leaves()]


def test_the_offer_and_the_variants_that_are_shown_are_carried_and_no_other() -> None:
    proposal = load(UNITS)
    own = {one.name: one.says for one in attached(proposal, "{}") if one.name.startswith(("offers-", "variants"))}
    assert own == {
        "offers-limits.yaml": "What you offered, which this document shows",
        "variants.yaml": "Inputs of this document: variants",
    }
    with opened(print_of({one.name: one.text for one in attached(proposal, "{}")}), "x.pdf") as pdf:
        again = load(UNITS, texts=carried(pdf, "x.pdf").inputs)
    assert (list(again.inputs.offers), list(again.inputs.variants)) == (["limits"], ["no-cache"])
    assert [leaf.quantity for leaf in again.leaves()] == [leaf.quantity for leaf in proposal.leaves()]
