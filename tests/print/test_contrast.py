"""Every text stands out from what is behind it, and neighbouring areas of a chart from one another, also in grey.

The colours are those of the style sheet and of the chart templates; contrast is as WCAG computes it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Any
from xml.etree import ElementTree

import pytest
import tinycss2
import tinycss2.color4

from generator.document.templates import FOLDER as TEMPLATES
from generator.print.tree import drawing
from tests.conftest import ROOT, Built
from tests.sheets import document_of

PROPOSALS = ROOT / "tests" / "proposals"

TEXT, AREA = 4.5, 3.0
"""The least contrast of text with what is behind it, and of areas that touch."""

GREY = 0.08
"""The least difference of relative luminance at which two areas are told apart in grey."""

WHITE = "#ffffff"


def luminance(colour: str) -> float:
    """Relative luminance, from 0 (black) to 1 (white)."""
    parsed = tinycss2.color4.parse_color(colour)
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parsed.to("srgb").coordinates
    )
    return float(0.2126 * red + 0.7152 * green + 0.0722 * blue)


def contrast(one: str, other: str) -> float:
    """The ratio of WCAG, from 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def declarations(css: str) -> Iterator[tuple[str, str, str]]:
    """Selector, property and value of everything that a style sheet declares, also in at-rules."""
    yield from _declared(tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True), "")


def _declared(rules: list[Any], within: str) -> Iterator[tuple[str, str, str]]:
    for rule in rules:
        if rule.type == "declaration":
            yield within, rule.name, tinycss2.serialize(rule.value).strip()
        elif rule.type in ("qualified-rule", "at-rule") and rule.content is not None:
            name = f"{within} {tinycss2.serialize(rule.prelude).strip() or rule.at_keyword}".strip()
            inner = tinycss2.parse_blocks_contents(rule.content, skip_comments=True, skip_whitespace=True)
            yield from _declared(inner, name)


def backgrounds(css: str) -> dict[str, str]:
    """What areas of the print stand on, by selector; the paper is white."""
    found = {"": WHITE}
    for selector, name, value in declarations(css):
        if name in ("background", "background-color") and tinycss2.color4.parse_color(value):
            found[selector] = value
    return found


def pale_texts(css: str) -> list[str]:
    """Colours of text too near to a background of the style sheet; any text may stand on any of them.

    Text that a rule sets on a background of its own is held against that alone.
    """
    behind = backgrounds(css)
    faults = []
    for selector, name, value in declarations(css):
        if name == "color" and tinycss2.color4.parse_color(value) and value != "currentcolor":
            on = [behind[selector]] if selector in behind else behind.values()
            faults += [
                f"{selector}: {value} on {other} is {contrast(value, other):.2f} to 1"
                for other in on
                if contrast(value, other) < TEXT
            ]
    return faults


STYLE = (TEMPLATES / "style.css").read_text(encoding="utf-8")


def test_every_text_stands_out_from_what_is_behind_it() -> None:
    assert len([one for one in declarations(STYLE) if one[1] == "color"]) > 5
    assert pale_texts(STYLE) == []


@pytest.mark.parametrize(
    "css",
    [
        "p { color: #8a949c }",
        "@page { @bottom-right { color: #999 } }",
        "p { color: #5a6570 } .box { background: #99aabb }",
        ".box { color: #222; background-color: rgb(40 60 60) }",
    ],
)
def test_pale_text_would_be_found(css: str) -> None:
    assert len(pale_texts(css)) == 1


def test_contrast_is_that_of_the_standard() -> None:
    assert contrast("#000", "#fff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)


SVG = re.compile(r"<svg.*?</svg>", re.DOTALL)
INHERITED = ("fill", "stroke")


@dataclass(frozen=True)
class Area:
    """A rectangle or the box of a dot, with its colours."""

    left: float
    top: float
    right: float
    bottom: float
    fill: str
    stroke: str

    def holds(self, x: float, y: float) -> bool:
        return self.left <= x <= self.right and self.top <= y <= self.bottom

    def touches(self, other: "Area") -> bool:
        """Whether it ends where the other begins, in the same row."""
        return abs(self.right - other.left) < 1 and self.top < other.bottom and other.top < self.bottom


def drawn(chart: str) -> tuple[list[Area], list[tuple[str, float, float, str]]]:
    """The areas of a chart in the order in which they are drawn; and its texts with their place and colour."""
    areas: list[Area] = []
    texts: list[tuple[str, float, float, str]] = []

    def walk(node: ElementTree.Element, given: dict[str, str]) -> None:
        own = {**given, **{key: node.get(key, "") for key in INHERITED if node.get(key)}}
        at = {key: float(node.get(key, "0")) for key in ("x", "y", "width", "height", "cx", "cy", "r")}
        kind = node.tag.rpartition("}")[2]
        if kind == "rect":
            box = (at["x"], at["y"], at["x"] + at["width"], at["y"] + at["height"])
            areas.append(Area(*box, own["fill"], own["stroke"]))
        elif kind == "circle":
            box = (at["cx"] - at["r"], at["cy"] - at["r"], at["cx"] + at["r"], at["cy"] + at["r"])
            areas.append(Area(*box, own["fill"], own["stroke"]))
        elif kind == "text":
            texts.append((node.text or "", at["x"], at["y"], own["fill"]))
        for kid in node:
            walk(kid, own)

    root = ElementTree.fromstring(chart)
    walk(root, {"fill": "#000000", "stroke": "none"})
    return areas, texts


def outlined(one: Area) -> bool:
    """Whether an outline that stands out from the paper marks where an area ends."""
    return one.stroke != "none" and contrast(one.stroke, WHITE) >= AREA


def alike(chart: str) -> set[str]:
    """Areas that touch and cannot be told apart; and kinds of areas that are one in grey."""
    areas, _ = drawn(chart)
    touching = {
        f"{one.fill} touches {other.fill}: {contrast(one.fill, other.fill):.2f} to 1"
        for one in areas
        for other in areas
        if one is not other
        and one.touches(other)
        and contrast(one.fill, other.fill) < AREA
        and not (outlined(one) or outlined(other))
    }
    grey = {
        f"{one} and {other} are one grey"
        for one, other in combinations(sorted({area.fill for area in areas}), 2)
        if abs(luminance(one) - luminance(other)) < GREY
    }
    return touching | grey


def faint(chart: str) -> set[str]:
    """Areas that stand out from the paper neither by their colour nor by an outline."""
    areas, _ = drawn(chart)
    return {one.fill for one in areas if contrast(one.fill, WHITE) < AREA and not outlined(one)}


def pale_labels(chart: str) -> list[str]:
    """Texts of a chart that are too near to the colour of the area they stand on, or of the paper."""
    areas, texts = drawn(chart)
    on = [(text, ink, [one.fill for one in areas if one.holds(x, y)] or [WHITE]) for text, x, y, ink in texts]
    return [f"{text}: {ink} on {behind[-1]}" for text, ink, behind in on if contrast(ink, behind[-1]) < TEXT]


def test_the_areas_and_labels_of_every_chart_are_told_apart_also_in_grey(cerebras: Built, foreign: Built) -> None:
    charts = [chart for built in (cerebras, foreign) for chart in SVG.findall(built.page.text)]
    for name in ("pilot/growth.svg", "measured/day-1.svg"):
        chart = document_of(PROPOSALS / name.partition("/")[0]).pictures()[name]
        charts.append(ElementTree.tostring(drawing(chart), "unicode"))
    assert len(charts) > 6
    assert sum(one.touches(other) for chart in charts for one in drawn(chart)[0] for other in drawn(chart)[0]) > 4
    for chart in charts:
        assert alike(chart) == set()
        assert faint(chart) == set()
        assert pale_labels(chart) == []


def test_areas_that_are_alike_and_labels_that_are_pale_would_be_found() -> None:
    two = (
        '<rect x="0" y="0" width="9" height="9" fill="#0b5c6b"/><rect x="9" y="0" width="9" height="9" fill="#28707e"/>'
    )
    assert alike(f"<svg>{two}</svg>") == {
        "#0b5c6b touches #28707e: 1.35 to 1",
        "#0b5c6b and #28707e are one grey",
    }
    assert alike(f'<svg stroke="#0b5c6b">{two}</svg>') == {"#0b5c6b and #28707e are one grey"}
    assert faint('<svg fill="#e3eef0"><circle cx="3" cy="3" r="3"/></svg>') == {"#e3eef0"}
    assert pale_labels(f'<svg>{two}<text x="3" y="5">dark</text><text x="3" y="50">clear</text></svg>') == [
        "dark: #000000 on #0b5c6b"
    ]
