"""Whatever valid inputs are drawn, the document is built and every numeral in it is traced."""

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, Phase, given, settings

from generator.audit import audit_markdown
from generator.document import render
from generator.inputs import load
from generator.page.audit_pdf import audit_html
from generator.page.layout import to_html
from generator.record import to_text
from generator.sheet import calculate
from tests.strategies import Values, proposals, write


@settings(
    max_examples=4, phases=[Phase.generate], suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much]
)
@given(proposals())
def test_any_valid_inputs_build_without_an_untraced_numeral(files: dict[str, Values]) -> None:
    with TemporaryDirectory() as folder:
        proposal = load(write(files, Path(folder)))
    sheet = calculate(proposal)
    document = render(proposal, sheet)
    assert audit_markdown(document.text, document.in_order(), sheet) == []
    assert audit_html(to_html(document, proposal, sheet, to_text(document, sheet)), sheet) == []
