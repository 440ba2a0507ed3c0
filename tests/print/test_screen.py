"""The page for the screen: one file, closed to the outside, in which every figure leads down to a line of YAML."""

import base64
import hashlib
import json
import re
from html.parser import HTMLParser
from pathlib import Path
from shutil import copytree

import pytest

from generator.document.marks import Printed
from generator.document.render import Document, render
from generator.figures.figure import ancestors
from generator.figures.sheet import calculate
from generator.inputs import load
from generator.print.audit import audit_screen
from generator.print.screen import Screen, shown, to_screen
from tests.conftest import ROOT, SMALL, Built

CSS = (ROOT / "templates" / "screen.css").read_text(encoding="utf-8")


Found = list[tuple[str, dict[str, str | None]]]
"""Elements by their tags, each with its attributes."""


class Elements(HTMLParser):
    """Every element of a page with its attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: Found = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


@pytest.fixture(scope="module")
def elements(small_screen: Screen) -> Found:
    return Elements(small_screen.text).found


def test_every_printed_figure_opens_its_derivation(small_screen: Screen, elements: Found, small: Built) -> None:
    shown_figures = [one for one in small_screen.page.printed if one.kind == "figure"]
    assert list(small_screen.opening) == shown_figures
    ids = {values["id"] for _, values in elements if values.get("class") == "derivation"}
    opened = [values for _, values in elements if values.get("class") == "figure"]
    assert len(opened) == len(shown_figures) > len(small.sheet) / 4
    assert {values.get("popovertarget") or (values.get("href") or "")[1:] for values in opened} <= ids


def test_every_derivation_leads_step_by_step_to_lines_of_yaml_or_constants(small_screen: Screen) -> None:
    by_id = {one.id: one for one in small_screen.derivations.values()}
    for one in small_screen.derivations.values():
        if one.steps or one.lines or not one.formula:
            assert bool(one.steps) != bool(one.lines or "A constant." in one.notes), one.name
            assert bool(one.formula) == bool(one.steps), one.name
        else:
            assert (one.value[:2], one.formula[0][:12]) == ("0 ", "total of all"), f"{one.name} comes from nowhere"
        for step in one.steps:
            assert by_id[step.id].value in step.text
    assert set(small_screen.derivations) == {
        name for one in small_screen.opening if one.figure is not None for name in ancestors(one.figure)
    }


def test_a_derivation_says_what_the_figure_says_of_itself(small_screen: Screen) -> None:
    case = small_screen.derivations["desk.open.output_tokens_per_minute"]
    assert case.value == "932,400 tokens/min"
    assert case.says == "Output tokens a minute."
    assert case.formula == ("pages_per_minute × output_tokens_per_page", "1,332 × 700")
    assert case.range == "from 799,200 (output_tokens at its low) to 1,198,800 (output_tokens at its high)"
    assert [step.text for step in case.steps] == [
        "pages_per_minute = 1,332 pages/min",
        "letter.output_tokens_per_page = 700 tokens/page",
    ]


def test_an_input_says_its_file_line_yaml_and_source(small_screen: Screen) -> None:
    sites = small_screen.derivations["scenarios.desk.sites"]
    ((place, yaml),) = sites.lines
    file, line = place.split(":")
    assert Path(file).read_text(encoding="utf-8").splitlines()[int(line) - 1].strip() == yaml
    assert yaml.startswith("sites: ")


def test_the_file_fetches_nothing_and_lets_nothing_in_but_its_own_style_and_script(
    small_screen: Screen, elements: Found
) -> None:
    assert not {tag for tag, _ in elements} & {"link", "img", "iframe", "object", "embed", "base", "form"}
    outside = [values["href"] for tag, values in elements if tag == "a" and not (values["href"] or "").startswith("#")]
    assert all(re.match("https://", href or "") for href in outside), outside
    assert not [name for _, values in elements for name in values if name == "src" or name.startswith("on")]
    assert not [values for _, values in elements if "style" in values], "the policy forbids a style on an element"
    assert re.findall(r"url\((?!data:font/woff2;base64,)|@import", small_screen.text) == []
    policy = next(values["content"] for tag, values in elements if values.get("http-equiv"))
    for kind in ("style", "script"):
        (text,) = re.findall(rf"<{kind}[^>]*>(.*?)</{kind}>", small_screen.text, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert f"{kind}-src 'sha256-{digest}';" in (policy or "")
    assert (policy or "").startswith("default-src 'none';")


def test_the_file_is_the_same_to_the_byte_each_time(small: Built, small_screen: Screen) -> None:
    assert to_screen(small.document, small.proposal, small.sheet).text == small_screen.text


HOSTILE = (
    "</title></svg></body><script>alert()</script>",
    "<img src=x onerror=alert()> \" ' ` {{ sites }}",
    '[x](javascript:x) style="text-align: right;" role="img"',
)
"""Each no longer than a label may be."""
LABELS = ("scenarios.desk.label", "scenarios.desk.load_cases.open.label", "page_profiles.letter.calls.answer.label")
FREE_TEXTS = {
    **dict(zip(LABELS, HOSTILE, strict=True)),
    "proposal.title": " ".join(HOSTILE),
    "proposal.vendor": " ".join(HOSTILE),
    "proposal.subject": " ".join(HOSTILE),
    "models.quill-2.purpose": " ".join(HOSTILE),
}


@pytest.mark.usefixtures("without_typeface")
def test_hostile_texts_and_hostile_lines_of_yaml_stay_text(tmp_path: Path, small_screen: Screen) -> None:
    folder = copytree(SMALL, tmp_path / "small")
    file = folder / "scenarios.yaml"
    line, text = "  sites: 4\n", file.read_text(encoding="utf-8")
    assert line in text
    hostile = f"{line.rstrip()} # </code><script>alert`</script> \u200f\ue0001\ue0012\ue002\n"
    file.write_text(text.replace(line, hostile), encoding="utf-8")
    proposal = load(folder, {path: json.dumps(text) for path, text in FREE_TEXTS.items()})
    sheet = calculate(proposal)
    page = to_screen(render(proposal, sheet), proposal, sheet)
    found, tags = Elements(page.text).found, {"script", "img", "style", "svg"}
    assert [tag for tag, _ in found if tag in tags] == [
        tag for tag, _ in Elements(small_screen.text).found if tag in tags
    ]
    assert not [name for _, values in found for name in values if name.startswith("on")]
    assert "javascript:" not in "".join(values.get("href") or "" for _, values in found)
    assert page.text.count("&lt;script&gt;") > len(FREE_TEXTS)
    assert audit_screen(page, sheet) == []
    ((_, yaml),) = page.derivations["scenarios.desk.sites"].lines
    assert yaml.endswith("# </code><script>alert`</script> \ufffd\ufffd1\ufffd2\ufffd")
    assert "&lt;/code&gt;&lt;script&gt;alert`&lt;/script&gt;" in page.text


def test_a_line_of_yaml_is_shown_with_every_character_that_it_hides() -> None:
    assert shown("sites: 10 # \u202e01\u2066\tx\x1b[2J") == "sites: 10 # \ufffd01\ufffd x\ufffd[2J"


@pytest.mark.usefixtures("without_typeface")
def test_a_figure_in_a_heading_is_a_button_there_and_words_in_the_contents(small: Built) -> None:
    marked = small.document.marked
    figure = next(
        match for match in re.finditer("\ue000[\ue010-\ue019]+\ue001(.*?)\ue002", marked) if match[1] == "6,750"
    )
    document = Document(
        small.document.name,
        small.document.text,
        marked.replace("### Load cases", f"### Load cases {figure[0]}"),
        small.document.charts,
        small.document.printed,
    )
    text = to_screen(document, small.proposal, small.sheet).text
    assert re.search(r"<h3 [^>]*>Load cases <button [^>]*>6,750</button></h3>", text)
    assert re.search(r"<a href=[^>]*>Load cases 6,750</a>", text)


def test_a_drawing_whose_figures_can_be_pressed_is_a_group_and_no_picture(small_screen: Screen) -> None:
    drawings = [values for tag, values in Elements(small_screen.text).found if tag == "svg"]
    assert {values["role"] for values in drawings} == {"group"}


def test_each_table_and_chart_scrolls_in_a_region_that_is_named(elements: Found) -> None:
    regions = [values for _, values in elements if values.get("class") == "scroll"]
    assert len(regions) == sum(tag in {"table", "svg"} for tag, _ in elements)
    ids = [values["id"] for _, values in elements if "id" in values]
    assert len(ids) == len(set(ids))
    assert {values["aria-labelledby"] for values in regions} <= set(ids)
    assert len({values["aria-labelledby"] for values in regions}) == len(regions)


def test_the_typeface_holds_the_digits_and_signs_of_the_figures(small_screen: Screen) -> None:
    from io import BytesIO

    from fontTools.ttLib import TTFont

    faces = re.findall(r"base64,([A-Za-z0-9+/=]+)\)", small_screen.text)
    assert len(faces) == 2
    for face in faces:
        font = TTFont(BytesIO(base64.b64decode(face)))
        assert {ord(sign) for sign in "0123456789,.%–×="} <= set(font.getBestCmap())
        assert len({font["hmtx"][font.getBestCmap()[ord(digit)]][0] for digit in "0123456789"}) == 1
    assert len(small_screen.text.encode()) < 500_000


def themes() -> list[dict[str, str]]:
    light, dark = re.findall(r":root \{(.*?)\}", CSS, re.DOTALL)[:2]
    colours = [dict(re.findall(r"--([\w-]+): (#\w{6})", block)) for block in (light, dark)]
    return [colours[0], {**colours[0], **colours[1]}]


def luminance(colour: str) -> float:
    parts = [int(colour[index : index + 2], 16) / 255 for index in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("theme", themes(), ids=["light", "dark"])
@pytest.mark.parametrize(
    ("ink", "paper"),
    [(ink, paper) for ink in ("text", "soft", "aside", "accent") for paper in ("page", "raised", "wash", "inset")]
    + [("on-accent", "accent"), ("text", "middle"), ("text", "pale")],
)
def test_text_stands_out_from_what_is_behind_it(ink: str, paper: str, theme: dict[str, str]) -> None:
    darker, lighter = sorted((luminance(theme[ink]), luminance(theme[paper])))
    assert (lighter + 0.05) / (darker + 0.05) >= 4.5, (theme[ink], theme[paper])


def test_every_colour_of_a_chart_is_named_anew_for_the_screen(cerebras: Built) -> None:
    used = {
        f'[{kind}="{colour}"]'
        for chart in cerebras.document.charts.values()
        for kind, colour in re.findall(r'(fill|stroke)="(#\w+)"', chart.partition("</style>")[2])
    }
    assert used
    root = '[fill="#1c2329"]'  # the colour of text, which the drawing as a whole is filled with
    assert {one for one in used - {root} if one not in CSS} == set()


def test_no_mark_of_the_renderer_is_left_in_the_page(small_screen: Screen) -> None:
    assert "https://example.org/post" in small_screen.text
    assert not re.search("[\ue000-\ue0ff]", small_screen.text)


def test_a_name_is_printed_as_words_alone(small_screen: Screen) -> None:
    names: list[Printed] = [one for one in small_screen.page.printed if one.kind == "name"]
    assert names
    cells = re.findall(r"<td[^>]*>quill-2.*?</td>", small_screen.text)
    assert cells
    assert "<button" not in "".join(cells)
