"""A mistake in a template is told in our words, with the name that was meant."""

import jinja2
import pytest

from generator.document.marks import Marks
from generator.document.mistakes import refused
from generator.document.render import environment
from generator.document.templates import INSTALLED
from generator.document.view import View
from tests.conftest import Built


@pytest.mark.parametrize(
    ("template", "what", "hint"),
    [
        ("{{ requests }}", "'requests' is undefined", "did you mean request?"),
        ("{{ charts.limit }}", "nothing is called limit there; did you mean limits?", ""),
        ("{{ charts.limit | file }}", "nothing is called limit there; did you mean limits?", ""),
        ("{% import 'macros' as m %}{{ m.shw() }}", "macros has no macro shw; did you mean show?", ""),
        ("{{ 'a' | compct }}", "No filter named 'compct'.", "did you mean compact?"),
        ("{{ 'a' is defind }}", "No test named 'defind'.", "did you mean defined?"),
        (
            "{{ 'a' | counted }}",
            "a filter or a macro is given other things than it takes: missing 1 required positional argument: 'words'",
            "",
        ),
        ("{{ request }}", "only figures and words can be shown, not request", "a template shows figures and cannot"),
    ],
)
def test_a_mistake_names_what_was_meant(cerebras: Built, template: str, what: str, hint: str) -> None:
    env = environment(Marks(cerebras.proposal, cerebras.sheet), INSTALLED)
    env.loader = jinja2.DictLoader({"macros": "{% macro show() %}{% endmacro %}", "10-only.md.j2": template})
    names = {"charts": {"limits": 0}, "request": View(cerebras.sheet, ("request",))}
    with pytest.raises((jinja2.TemplateError, TypeError)) as raised:
        env.get_template("10-only.md.j2").render(names)
    fault = refused(raised.value, "10-only.md.j2", env, names).faults[0]
    assert (fault.what, fault.hint.removesuffix(" calculate")) == (what, hint)
