"""What a template may use is listed: every path leads to something, and whatever a template uses is listed."""

from collections.abc import Iterator
from typing import Any

import jinja2
import pytest
from jinja2 import UndefinedError, nodes

from generator.document.appendices import assumptions, derivations
from generator.document.charts import charts
from generator.document.names import GIVEN, names
from generator.document.render import ASKED
from generator.document.templates import INSTALLED
from generator.document.views import views
from generator.inputs import load
from tests.conftest import FULL, KINDS, Built, built
from tests.sheets import sheet_of

WITH_MORE = [FULL.parent / name for name in ("chances", "measured", "media")]
"""Proposals of which more is told than how their figures come about."""
LOOP = {"first", "last", "index", "previtem"}


@pytest.fixture(scope="module")
def listed(cerebras: Built, foreign: Built) -> dict[str, str]:
    said = names(foreign.proposal, foreign.sheet)
    for folder in KINDS:
        said |= names(load(folder), sheet_of(folder))
    for folder in (FULL, *WITH_MORE):
        said |= names(built(folder).proposal, built(folder).sheet)
    return {**said, **names(cerebras.proposal, cerebras.sheet)}


def leads_to(values: list[Any], path: str) -> Iterator[Any]:
    """What stands at a path of views, for any of their items."""
    name, _, rest = path.partition(".")
    for value in values:
        try:
            found = (
                value[name.removesuffix("[]")] if isinstance(value, dict) else getattr(value, name.removesuffix("[]"))
            )
        except (UndefinedError, KeyError, AttributeError):
            continue
        items = list(found) if name.endswith("[]") and found else [found]
        yield from leads_to(items, rest) if rest else items


def test_every_path_leads_to_something(cerebras: Built) -> None:
    top = views(cerebras.proposal, cerebras.sheet)
    top |= {"assumptions": assumptions(cerebras.proposal, cerebras.sheet)}
    top["charts"] = charts(top)
    top["derivations"] = derivations(cerebras.proposal, cerebras.sheet)
    for path in names(cerebras.proposal, cerebras.sheet).keys() - GIVEN:
        assert any(one is not None for one in leads_to([top], path)), path


def test_each_has_a_sentence_and_a_figure_has_its_own(listed: dict[str, str], cerebras: Built) -> None:
    assert [path for path, says in listed.items() if not says.endswith((".", ". Yes or no."))] == []
    assert listed["request.cache_rate"] == cerebras.sheet["request.cache_rate"].says
    assert listed["cases[].is_negligible"].endswith(" Yes or no.")
    assert listed["cases[].label"] == "What the document calls the load case; its name unless stated."
    assert listed["headline"] == "The same as cases[]."


def test_whatever_a_template_uses_is_listed(listed: dict[str, str]) -> None:
    known = {part.removesuffix("[]") for path in listed for part in path.split(".")}
    unknown = {}
    for name in INSTALLED.names("*.md.j2"):
        tree = jinja2.Environment().parse(INSTALLED.text(name))
        macros = called(tree)
        used = {one.attr for one in tree.find_all(nodes.Getattr) if not any(one is macro for macro in macros)}
        if name != "reconciliation.md.j2" and (left := used - known - ASKED - LOOP):
            unknown[name] = left
    assert unknown == {}


def called(tree: nodes.Template) -> list[nodes.Node]:
    """What is called: a macro of another template is an attribute of it."""
    return [call.node for call in tree.find_all(nodes.Call)]
