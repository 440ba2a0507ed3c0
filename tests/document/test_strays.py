"""What is put among the templates and becomes nothing is told; so is a number that a template types, with its line."""

from pathlib import Path

import pytest

from generator.build.files import files_of
from generator.document.render import render
from generator.document.strays import READ_BY_NAME, becomes_nothing, typed
from generator.document.templates import INSTALLED, Templates
from generator.errors import ProposalError
from generator.inputs import load
from generator.print.product import make
from tests.conftest import SMALL, Built


def own(folder: Path, **files: str) -> Templates:
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    return Templates(folder)


def test_of_what_came_with_the_generator_all_becomes_something() -> None:
    assert becomes_nothing(INSTALLED) == []
    assert set(INSTALLED.names("*.j2")) >= READ_BY_NAME


@pytest.mark.parametrize(
    ("name", "rather"),
    [
        ("risks.md.j2", "call it 85-risks.md.j2 for a section"),
        ("risks.j2", "call it 85-risks.md.j2 for a section"),
        ("87-risks.md", "call it 87-risks.md.j2 for a section"),
        ("87-risks.j2", "call it 87-risks.md.j2 for a section"),
        ("appendix-terms.md", "call it appendix-terms.md.j2"),
        ("appendix_c.md.j2", "call it appendix-c.md.j2"),
    ],
)
def test_a_section_whose_file_is_called_otherwise_is_told_with_what_to_call_it(
    small: Built, tmp_path: Path, name: str, rather: str
) -> None:
    with pytest.raises(ProposalError) as raised:
        render(small.proposal, small.sheet, own(tmp_path, **{name: "## {{ section }}. Risks\n"}))
    assert str(raised.value).startswith(
        f"templates/{name}: becomes no section, so that nothing of it is shown; {rather}"
    )


def test_a_chart_that_no_code_draws_is_told_and_one_that_takes_a_drawn_ones_place_is_not(
    small: Built, tmp_path: Path
) -> None:
    files = {name: INSTALLED.text("chart-limits.svg.j2") for name in ("chart-limits.svg.j2", "chart-requests.svg.j2")}
    with pytest.raises(ProposalError) as raised:
        render(small.proposal, small.sheet, own(tmp_path, **files))
    assert str(raised.value) == (
        "templates/chart-requests.svg.j2: becomes no chart, so that nothing of it is shown; "
        "call it as the one in whose place it stands, or draw it in generator/document/charts.py"
    )


def test_what_a_template_imports_and_what_is_no_template_may_be_called_anything(small: Built, tmp_path: Path) -> None:
    files = {
        "tables.md.j2": "{% macro a() %}A{% endmacro %}",
        "87-risks.md.j2": '{% import "tables.md.j2" as tables %}\n## {{ section }}. Risks\n\n{{ tables.a() }}\n',
        "README.md": "# Ours",
        "87-risks.md.j2~": "an editor's copy",
    }
    assert "Risks\n\nA\n" in render(small.proposal, small.sheet, own(tmp_path, **files)).text


def test_a_number_that_a_template_types_is_told_at_its_line(tmp_path: Path) -> None:
    (templates := tmp_path / "templates").mkdir()
    typed_in = {
        "There are 5 risks.": "5",
        "There are {{ 'seven' }} risks.": "seven",
        "A tenth, or 10%, of {{ request.cache_rate }}.": "10%",
        "{# none #}{% if headline %}Twice as much.{% endif %}": "Twice",
    }
    text = "## {{ section }}. Risks\n\n{# a remark\nof two lines #}\n" + "\n".join(typed_in)
    product = make(load(SMALL), own(templates, **{"87-risks.md.j2": text}))
    with pytest.raises(ProposalError) as raised:
        files_of(product, SMALL, tmp_path / "output", "md", False)
    assert [(str(fault.place).rsplit(":", 1)[0], fault.what) for fault in raised.value.faults] == [
        (f"templates/87-risks.md.j2:{line}", f"the number {numeral} is typed")
        for line, numeral in enumerate(typed_in.values(), 5)
    ]
    assert raised.value.exit_code == 1


def test_only_what_was_found_in_the_document_is_looked_for(tmp_path: Path) -> None:
    templates = own(tmp_path, **{"87-risks.md.j2": "There are 5 risks, or 6.\n"})
    assert [one.what for one in typed(templates, {"6"})] == ["the number 6 is typed"]
