"""The variants that a document shows: beside the request, with what each puts, and every numeral traced."""

from generator.document.audit import audit_markdown
from generator.document.render import render
from generator.document.weighed import weighed
from generator.figures.sheet import calculate
from generator.inputs import load
from generator.inputs.raw import read
from tests.conftest import FULL, REGIONS, SMALL, UNITS, Built, built
from tests.sheets import document_of, sheet_of

HEADING = "What else we weighed"


def section(text: str) -> list[str]:
    return text[text.index(HEADING) :].partition("\n## ")[0].splitlines()


def test_what_is_shown_stands_beside_the_request_with_how_far_it_is() -> None:
    lines = section(built(UNITS).document.text)
    row = next(one for one in lines if one.startswith("| Nothing is cached"))
    assert row == "| Nothing is cached | 70 | 167K | 167K (+20.3%) | 67 (+17.5%) | 22.8 (+17.3%) | 2,864 (+17.3%) |"
    assert not [one for one in lines if "one-model" in one]


def test_each_says_why_and_what_it_puts_in_the_place_of_what() -> None:
    said = "\n".join(section(document_of(UNITS, {"variants.reuse-built.shown": "true"}).text))
    assert "- **Nothing is cached.** What if prompts never repeat. Prefix cache, hit rate: 0% in place of 80%." in said
    assert "- **Reuse built.** Built: Serve again. Writing, output tokens: 400 in place of 500." in said


def test_a_model_that_is_asked_for_no_more_has_a_row_without_figures() -> None:
    shown = {"variants.one-model.shown": "true"}
    found = document_of(UNITS, shown)
    lines = section(found.text)
    assert "| ear-1 | One model | – | – | – | – |" in lines
    assert "| One model | 70 | 167K | 139K | 70 (+22.8%) | 24.6 (+26.5%) | 3,089 (+26.5%) |" in lines
    assert "Speakers, model: scribe-2 in place of ear-1." in "\n".join(lines)
    assert audit_markdown(found.text, found.in_order(), sheet_of(UNITS, shown)) == []


def test_pools_have_a_table_each() -> None:
    put = "other: {shown: true, label: Other, set: {caching.prefix_cache.hit_rate: 50%}}"
    proposal = load("regions", texts={**built(REGIONS).proposal.files, "variants.yaml": put})
    sheet = calculate(proposal, sensitivity=False)
    pools = [one.label for one in proposal.inputs.proposal.request.pools.values()]
    assert [one.pool for one in weighed(proposal, sheet)["tables"]][: len(pools)] == pools
    found = render(proposal, sheet)
    assert audit_markdown(found.text, found.in_order(), sheet) == []


def test_a_document_without_them_has_no_such_section(cerebras: Built) -> None:
    assert HEADING not in built(SMALL).document.text + built(FULL).document.text
    assert weighed(cerebras.proposal, cerebras.sheet)["tables"] == []


def test_a_print_carries_those_that_are_shown_and_no_other() -> None:
    carried = built(UNITS).proposal.files["variants.yaml"]
    assert ("no-cache:" in carried, "reuse-built" in carried, "one-model" in carried) == (True, False, False)
    assert [*load("units", texts=built(UNITS).proposal.files).inputs.variants] == ["no-cache"]
    assert "one-model" in read(UNITS, {}).files["variants.yaml"]
