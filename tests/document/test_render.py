"""Templates show figures and cannot count; what they print is remembered in order, with its place in the text."""

import re
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import markdown
import pytest
from markdown_it import MarkdownIt

from generator.document.audit import audit_markdown
from generator.document.marks import MARK, Marks, Written, escape
from generator.document.render import Document, environment, render, render_template
from generator.document.templates import INSTALLED
from generator.errors import Place, ProposalError
from generator.figures.figure import Figure
from generator.figures.sheet import calculate
from generator.inputs import load
from generator.print.product import make
from generator.units import Count
from tests.conftest import CEREBRAS, SEED, SMALL, Built
from tests.sheets import document_of


def text_of(changes: dict[str, str]) -> str:
    """The Markdown of the Cerebras proposal with changes made first, but for how far each input moves the request."""
    return document_of(CEREBRAS, changes).text


def rendered(cerebras: Built, folder: Path, template: str) -> Document:
    (folder / "10-only.md.j2").write_text(template, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("generator.document.templates.FOLDER", folder)
        return render(cerebras.proposal, cerebras.sheet)


@pytest.mark.parametrize(
    ("template", "says"),
    [
        ("{{ request.requests_per_minute * 2 }}", "unsupported operand"),
        ("{{ request.requests_per_minute + request.tokens_per_minute }}", "unsupported operand"),
        ("{{ request.requests_per_minute | int }}", "only figures and words can be shown, not 0"),
        ("{{ request.requests_per_minute | round }}", "doesn't define __round__"),
        ("{{ request.requests_per_minute.value }}", "access to attribute 'value' of 'Figure' object is unsafe"),
        ("{{ request.models | length }}", "only figures and words can be shown, not 3"),
        ("{{ 7 }}", "only figures and words can be shown, not 7"),
        ("{% for m in models %}{{ loop.index }}{% endfor %}", "only figures and words can be shown, not 1"),
        ("{{ none }}", "only figures and words can be shown, not None"),
        ("{{ request.request_per_minute }}", "request has no request_per_minute; did you mean requests_per_minute?"),
        ("{{ request.qqq }}", "request has no qqq; `proposal names` lists what there is"),
        ("{{ request.requests_per_minute | compact | upper }}", "what is written of a figure is shown as it is"),
        ("{% if request.requests_per_minute > 5 %}{% endif %}", "not supported between"),
        ("{% if request.requests_per_minute %}{% endif %}", "is a number; only a yes/no can be asked"),
        ("{{ request.nothing_is_cached }}", "is a yes/no: ask it, do not show it"),
        ("{% for %}", "Expected"),
        ("{{ request.__class__ }}", "unsafe"),
        ("{{ request._sheet }}", "unsafe"),
        ("{% if request.tokens_per_minute.value > request.requests_per_minute.low * 3 %}{% endif %}", "is unsafe"),
        ("{{ (request.tokens_per_minute | compact).figure.value }}", "'figure' of 'Written' object is unsafe"),
        ("{{ 52773123 | string | address }}", "only a name of the inputs has an address, not '52773123'"),
        ("{{ (models[0].key + '7') | address }}", "only a name of the inputs has an address"),
        ("{{ namespace(name='77-777') | file }}", "only a chart has a file"),
        ("{{ namespace(unit='7') | compact }}", "is not a figure"),
    ],
)
def test_a_template_that_does_more_than_show_fails_at_its_line(
    cerebras: Built, tmp_path: Path, template: str, says: str
) -> None:
    with pytest.raises(ProposalError) as caught:
        rendered(cerebras, tmp_path, f"first line\n{template}\n")
    fault = caught.value.faults[0]
    assert says in fault.what
    assert fault.place == Place(f"{tmp_path.name}/10-only.md.j2", 2, 1, template)
    calculates = not any(part in says for part in ("has no", "Expected", "unsafe"))
    assert fault.hint == ("a template shows figures and cannot calculate" if calculates else "")


def test_white_space_around_what_a_template_asks_leaves_no_trace(cerebras: Built, tmp_path: Path) -> None:
    template = "\n\na\n  {% if true %}\nb\n  {% endif %}\n\n\n\nc\n\n"
    assert rendered(cerebras, tmp_path, template).text == "a\nb\n\nc\n"


def test_a_template_that_is_missing_is_told_by_its_name(cerebras: Built, tmp_path: Path) -> None:
    with pytest.raises(ProposalError) as caught:
        rendered(cerebras, tmp_path, "a\n{% include 'none.j2' %}\n")
    assert str(caught.value).startswith(f"{tmp_path.name}/10-only.md.j2:2:1: ")
    env = environment(Marks(cerebras.proposal, cerebras.sheet), INSTALLED)
    with pytest.raises(ProposalError) as caught:
        render_template(env, "none.md.j2", {})
    assert str(caught.value).startswith("none.md.j2: ")


def test_what_is_printed_is_remembered_in_the_order_of_the_text(cerebras: Built, tmp_path: Path) -> None:
    late = "{% set late %}{{ request.tokens_per_minute | compact }}{% endset %}"
    document = rendered(cerebras, tmp_path, f"{late}{{{{ request.requests_per_minute }}}} {{{{ late }}}}")
    assert document.text == "7,350 26.4M\n"
    assert [(one.name, one.text) for one in document.in_order()] == [
        ("request.requests_per_minute", "7,350"),
        ("request.tokens_per_minute", "26.4M"),
    ]


def test_what_is_rendered_and_thrown_away_is_not_in_the_record(cerebras: Built, tmp_path: Path) -> None:
    document = rendered(cerebras, tmp_path, "{% set gone %}{{ request.tokens_per_minute }}{% endset %}text")
    assert document.in_order() == []


def test_every_mark_is_taken_out_of_the_text(cerebras: Built) -> None:
    assert MARK.search(cerebras.document.marked)
    assert not any("\ue000" <= character <= "\uf8ff" for character in cerebras.document.text)


def test_a_section_that_says_nothing_is_left_out_and_no_section_without_a_number_is_counted(
    cerebras: Built, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("generator.document.templates.FOLDER", tmp_path)
    for name, text in {
        "00-t": "# T",
        "10-a": "## {{ section }}. A",
        "20-b": "{% if false %}x{% endif %}",
        "25-n": "## N",
        "30-c": "## {{ section }}. C",
    }.items():
        (tmp_path / f"{name}.md.j2").write_text(text, encoding="utf-8")
    assert render(cerebras.proposal, cerebras.sheet).text == "# T\n## 1. A\n## N\n## 2. C\n"


def figure(low: str, likely: str, high: str) -> Figure:
    return Figure("f", Count.__metadata__[0], "", Fraction(likely), low=Fraction(low), high=Fraction(high))  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("low", "high", "text"),
    [("1", "1", "1"), ("500", "2000", "500–2,000"), ("1/3", "1", "0.333–1"), ("0.5", "0.75", "0.5–0.75")],
)
def test_a_span_shows_both_ends_where_they_differ(low: str, high: str, text: str) -> None:
    assert Written(figure(low, low, high), end="span").text() == text


@pytest.mark.parametrize(
    ("shown", "text"),
    [
        ("request.tokens_per_minute", "26,386,500"),
        ("request.tokens_per_minute | compact", "26.4M"),
        ("request.tokens_per_minute | compact | exact", "26,386,500"),
        ("request.tokens_per_minute | compact | span", "26.4–39.0M"),
        ("request.tokens_per_minute | span | compact | counted('tokens')", "26.4–39.0M tokens"),
        ("request.requests_per_minute | compact | high", "10,850"),
        ("request.uncached_tokens_per_minute | compact | low", "12.8M"),
        ("request.uncached_tokens_per_minute | compact", "13.3M"),
        ("headline.uncached_tokens_per_minute | compact", "13.2M"),
        ("headline.uncached_tokens_per_minute | compact | asked", "13.3M"),
        ("headline.unrounded_pages_per_minute", "1,037.9"),
        ("headline.unrounded_pages_per_minute | compact", "1,038"),
        ("headline.unrounded_pages_per_minute | asked", "1,038"),
        ("caching.query_reuse.phases[0].reuse | span", "10–20%"),
        ("assumptions.farthest[0].tokens_at_low | signed", "0%"),
        ("assumptions.farthest[0].tokens_at_high | signed", "+47.7%"),
        ("profiles[0].models[2].share_of_tokens", "1.71%"),
        ("request.tokens_per_minute | compact | beside(headline.tokens_per_minute)", "26.4M"),
    ],
)
def test_filters_say_how_a_figure_is_written_and_follow_one_another(
    cerebras: Built, tmp_path: Path, shown: str, text: str
) -> None:
    document = rendered(cerebras, tmp_path, f"{{{{ {shown} }}}}")
    assert document.text == f"{text}\n"
    assert audit_markdown(document.text, document.in_order(), cerebras.sheet) == []


NASTY = "a|b *c* _d_ `e` [f](g) <h> & ~i~ # j \\ {{ k }} {% l %} ![m](file:n) javascript:o ](p)"


@pytest.mark.parametrize("reader", ["github", "python-markdown"])
def test_escaped_text_reads_as_itself_in_both_readers(reader: str) -> None:
    text = f"| head | other |\n|---|---|\n| {escape(NASTY)} | x |\n"
    html = (
        MarkdownIt("gfm-like", {"linkify": False}).render(text)
        if reader == "github"
        else markdown.markdown(text, extensions=["tables"])
    )
    cell = (
        html.split("<td>")[1]
        .split("</td>")[0]
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", '"')
        .replace("&vert;", "|")
    )
    assert cell.replace("&#126;", "~").replace("&amp;", "&") == NASTY


def test_jinja_in_the_inputs_is_printed_and_never_run() -> None:
    found = document_of(SMALL, {"proposal.subject": "'{{ request }} and {% raw %}'"}).text
    assert "{{ request }} and {% raw %}:" in found


@pytest.mark.parametrize(
    ("named", "says"),
    [
        ("desk.open.is_negligible", r"models.*is a yes/no, which no text shows; name a number"),
        ("scenarios.desk.site", r"\[\[scenarios.desk.site\]\] names no figure; did you mean scenarios.desk.sites\?"),
    ],
)
def test_free_text_that_names_a_yes_or_no_or_nothing_is_a_fault_at_its_line(named: str, says: str) -> None:
    with pytest.raises(ProposalError, match=says):
        document_of(SMALL, {"models.quill-2.purpose": f"Writes [[{named}]]."})


def test_one_changed_assumption_touches_only_the_lines_whose_figures_changed(cerebras: Built) -> None:
    changed = replace(load(CEREBRAS, {"savings.tiered-generation.takes.share_of_pages": "20%"}), name=SEED)
    before, after = (one.document.text.splitlines() for one in (cerebras, make(changed)))
    moved = [(old, new) for old, new in zip(before, after, strict=True) if old != new]
    assert [old.split(".")[0] for old, _ in moved] == ["| **Tiered generation"]


def test_both_readers_see_the_same_words(cerebras: Built) -> None:
    from generator.print.html import visible

    ours = markdown.markdown(cerebras.document.text, extensions=["tables", "toc", "sane_lists"])
    github = MarkdownIt("gfm-like", {"linkify": False}).render(cerebras.document.text)
    assert visible(f"<body>{ours}</body>").split() == visible(f"<body>{github}</body>").split()
    for tag in ("<table", "<li", "<h2", "<h3", "<h4", "<tr", "<blockquote", "<p"):
        assert ours.count(tag) == github.count(tag), tag


def test_every_printed_figure_knows_its_spots(cerebras: Built) -> None:
    spots = cerebras.document.spots()
    lines = cerebras.document.text.splitlines()
    assert all(spot.text in lines[spot.line - 1] for each in spots.values() for spot in each)
    names = [one.name for one in cerebras.document.in_order() if one.kind == "figure"]
    assert sum(len(each) for each in spots.values()) == len(names)
    headings = [(one.section, one.heading) for one in spots["production.worst.requests_per_minute"]]
    assert headings[0] == ("1. Executive summary", "1. Executive summary")
    assert ("3. Capacity requirements", "Load cases") in headings


def test_a_page_of_a_single_request_takes_1_request(small: Built) -> None:
    assert "A page takes 1 request and 6,750 tokens." in small.document.text
    assert "1 requests" not in small.document.text


def test_of_a_single_site_an_hour_and_a_day_each_is_one() -> None:
    changes = {
        "scenarios.demo.campaign.hours_per_day": "1",
        "scenarios.demo.campaign.days_per_week": "1",
        "scenarios.production.sites": "1",
        "scenarios.production.load_cases.peak.sites_at_peak": "1",
        "scenarios.production.load_cases.peak.rounding_step": "1",
    }
    text = text_of(changes)
    assert "| 3 weeks, 1 day of 1 hour |" in text
    assert "Of 1 site, 1 at peak and 0 at their average generate 500 pages a minute" in text
    assert not re.findall(r"(?<![\d.,~–])1 (?:requests|sites|days|hours|pages|tokens)\b", text)


def test_a_hit_rate_that_may_range_is_printed_with_its_range() -> None:
    text = text_of({"caching.prefix_cache.hit_rate": "{low: 80%, high: 100%}"})
    assert "We count on 90% (80–100%) of the requests to find their prefix in the cache, counted in full" in text


@pytest.mark.slice(6)
@pytest.mark.parametrize(
    ("change", "said", "not_said"),
    [
        (
            {"caching.prefix_cache.hit_rate": "0"},
            ["The prefix cache serves no token of the request.", "7 requests and 25,130 tokens.\n"],
            ["How many tokens are a block", "0% (0%)", "100% (100%)", "the prefix cache serves 0%"],
        ),
        (
            {"caching.prefix_cache.block_tokens": "100"},
            ["in whole blocks of 100 tokens."],
            ["counted in full", "How many tokens are a block"],
        ),
        (
            {"caching.prefix_cache.block_readings": "{}"},
            ["We count prefixes in full.\n"],
            ["with blocks of", "with other blocks"],
        ),
        (
            {"proposal.request.beside": "{demo.peak: {included: true}}"},
            [
                "for Production, realistic peak, with Demo, peak beside it.",
                "5 pages a minute, is included.",
            ],
            ["it would add"],
        ),
        (
            {"scenarios.production.peak.page_views_per_minute_per_site": "{low: 3000, likely: 5000, high: 8000}"},
            ["| 1,050 (650–2,450) | 7,350 |"],
            ["| 48 (48"],
        ),
        (
            {"scenarios.production.load_cases.peak.sites_at_peak": "{low: 0, likely: 1, high: 1}"},
            ["We count 1 site at peak at once, where it may be 0–1; a further site"],
            ["| At the high end |"],
        ),
        (
            {
                "scenarios.demo.peak": "{pages_per_minute_per_site: 0.02}",
                "scenarios.demo.load_cases.peak": "{label: All, description: All., sites_at_peak: all}",
            },
            ["- **All.** All. In the shortest campaign, the average of its sites"],
            [],
        ),
        (
            {"savings.tiered-generation.takes.share_of_pages": "0"},
            ["skip reasoning. It takes away no tokens. |"],
            ["takes away no tokens:"],
        ),
        (
            {"page_profiles.all-cerebras.calls.reasoning.output_tokens": "{low: 0, likely: 2000, high: 2000}"},
            ["gpt-oss-120b needs 14.2M tokens a minute in all; your default of 3 times"],
            ["times its uncached limit; your"],
        ),
    ],
    ids=["no cache", "block", "no readings", "included", "range", "no rise", "slow", "no saving", "no answer"],
)
def test_a_sentence_stands_only_where_it_is_so(
    change: dict[str, str], said: list[str], not_said: list[str], cerebras: Built
) -> None:
    text = text_of(change)
    assert [one for one in said if one not in text] == []
    assert [one for one in said if one in cerebras.document.text] == []
    assert [one for one in not_said if one in text] == []


def test_one_primary_model_takes_its_share_and_several_take_it_together(cerebras: Built) -> None:
    assert "The primary models take 98.3% of the tokens." in cerebras.document.text
    assert "The primary model takes 53.7% of the tokens." in text_of({"models.llama-3.3-70b.reservation": "secondary"})


def test_ordinary_words_with_digits_and_facts_of_the_proposal_are_traced_wherever_free_text_stands(
    small: Built,
) -> None:
    says = "No one waits, p95, 24/7, HTTP 429 & S3, ISO 27001 since 2026-11-29: [[proposal.facts.clerks]] clerks."
    changes = {
        "proposal.facts": "{clerks: {value: 38, label: clerks, source: {assumed: a count}}}",
        "models.quill-2.purpose": f'"{says}"',
        "scenarios.desk.load_cases.open.description": f'"{says}"',
        "proposal.vendor_questions": f'["{says}"]',
    }
    proposal = load(SMALL, changes)
    sheet = calculate(proposal)
    document = render(proposal, sheet)
    assert document.text.count(r"HTTP 429 &amp; S3, ISO 27001 since 2026-11-29: 38 clerks.") == 3
    assert audit_markdown(document.text, document.in_order(), sheet) == []
    assert audit_markdown(document.text.replace("HTTP 429", "HTTP 430"), document.in_order(), sheet)
    assert small.document.text != document.text
