"""In a notebook a proposal, its figures and its charts show themselves, and nothing in them becomes markup."""

import ast
import base64
import json
import re
from pathlib import Path
from shutil import copytree
from typing import Any
from xml.etree import ElementTree

import pytest

import generator
from generator.figures.derivation import rows
from generator.inputs import load
from generator.print.notebook import MOST_ROWS, Shown, opened
from tests.conftest import CEREBRAS, REGIONS, ROOT, SEED, SMALL, Built

HOSTILE = "<img src=x onerror=alert`1`> & <script>"


@pytest.fixture(scope="module")
def shown() -> Shown:
    return opened(SMALL)


def text_of(html: str) -> str:
    return " ".join("".join(ElementTree.fromstring(f"<body>{html.replace('<br>', ' ')}</body>").itertext()).split())


def test_the_example_of_the_readme_runs_and_each_line_shows_something(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = (ROOT / "generator" / "README.md").read_text(encoding="utf-8").partition("## From Python")[2]
    example = re.search(r"```python\n(.*?)```", text, re.DOTALL)
    assert example
    copytree(CEREBRAS, tmp_path / "inputs" / SEED)
    monkeypatch.chdir(tmp_path)
    names: dict[str, Any] = {}
    found = []
    for line in ast.parse(example[1]).body:
        if isinstance(line, ast.Expr):
            found.append(eval(ast.unparse(line.value), names)._repr_html_())
        else:
            exec(ast.unparse(line), names)
    assert len(found) == 5
    assert all("26,386,500" in one or "26386500" in one for one in (found[0], found[1], found[2]))
    assert names["proposal"].changes == {"scenarios.production.sites": "12"}


def test_what_is_shown_of_a_proposal_are_its_limits(shown: Shown) -> None:
    assert repr(shown) == "small: RPM 1,332 requests/min, TPM 8,991,000 tokens/min, uncached TPM 8,991,000 tokens/min"
    text = text_of(shown._repr_html_())
    assert "TPM8,991,000 tokens/min8,857,800 to 9,257,400" in text
    pools = opened(REGIONS)
    assert pools._repr_html_().count("<tr>") == 1 + 3 * len(pools.inputs.proposal.request.pools)


def test_a_figure_shows_how_it_came_about_down_to_its_line(shown: Shown) -> None:
    figure = shown.figures["desk.open.requests_per_minute"]
    assert figure.value == 1332
    assert repr(figure) == "desk.open.requests_per_minute = 1,332 requests/min"
    text = text_of(figure._repr_html_())
    assert "= pages_per_minute × requests_per_page" in text
    assert "pages_per_minute = 1,332 pages/min" in text
    line = text_of(shown.figures["scenarios.desk.sites"]._repr_html_())
    assert "tests/proposals/small/scenarios.yaml:5: sites: 4" in line


def test_a_name_that_is_none_says_the_closest(shown: Shown) -> None:
    with pytest.raises(KeyError, match=r"did you mean request\.tokens_per_minute"):
        shown.figures["request.token_per_minute"]


def test_figures_are_those_of_the_sheet_in_its_order(shown: Shown, small: Built) -> None:
    assert [*shown.figures] == [*small.sheet]
    some = shown.figures.like("request.*")
    assert {*some} == {name for name in small.sheet if name.startswith("request.")}
    table = shown.figures._repr_html_()
    assert table.count("<tr>") == MOST_ROWS + 1
    assert f"and {len(small.sheet) - MOST_ROWS} more" in table
    assert repr(some) == f"{len(some)} figures"


def test_the_table_is_that_of_all_figures(shown: Shown, small: Built) -> None:
    table = shown.frame()
    wanted = [{key: value for key, value in row.items() if key != "place"} for row in rows(small.sheet)]
    assert table.reset_index().drop(columns="place").to_dict("records") == wanted
    assert len(shown.figures.like("no such").frame()) == 0


def test_a_chart_is_the_picture_beside_the_markdown_and_reaches_nothing_around_it(shown: Shown, small: Built) -> None:
    pictures = {Path(path).stem: svg for path, svg in small.document.pictures().items()}
    assert {*shown.charts} == {*pictures} != set()
    for name, chart in shown.charts.items():
        found = re.fullmatch(r'<img alt="([^"]*)" src="data:image/svg\+xml;base64,([^"]*)">', chart._repr_html_())
        assert found
        assert (found[1], base64.b64decode(found[2]).decode()) == (name, pictures[name])
    assert shown.charts._repr_html_().count("<img") == len(pictures)
    assert repr(shown.charts) == f"charts: {', '.join(pictures)}"


def test_no_text_of_the_inputs_becomes_markup() -> None:
    changes = {path: json.dumps(HOSTILE) for path in ("proposal.title", "proposal.vendor", "scenarios.desk.label")}
    proposal = opened(SMALL, changes)
    told = [proposal._repr_html_(), proposal.figures._repr_html_(), proposal.charts._repr_html_()]
    told += [proposal.figures[name]._repr_html_() for name in proposal.figures if name.startswith(("desk.", "scen"))]
    assert "&lt;script&gt;" in told[0]
    assert not [one for one in told if "<script" in one or re.search(r"<img(?! alt=)", one)]


def test_what_is_loaded_is_the_proposal_itself(shown: Shown) -> None:
    plain = load(SMALL)
    assert isinstance(shown, type(plain))
    assert shown.inputs == plain.inputs
    assert generator.frame(generator.calculate(shown)).equals(shown.frame())
