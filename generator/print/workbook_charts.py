"""The charts of a workbook, which follow its cells.

In: the charts of the document. Out: on a sheet of their own, the figures of each as cells, and a chart of these.
"""

from collections.abc import Callable, Mapping, Sequence
from operator import attrgetter
from typing import Any, NamedTuple

from xlsxwriter.worksheet import Worksheet

from generator.document.charts import Chart, Row
from generator.document.view import Prose
from generator.figures.figure import Figure
from generator.print.workbook_styles import DEEP, LIGHT, PALE, RULE, TITLE, Styles, fit
from generator.print.workbook_tables import number_format

CHARTS = "Charts"
LEAST_ROWS, WIDE, PER_ROW, ROOM = 17, 640, 24, 180
"""Rows from one chart to the next at least; a chart's points in width, for each of its rows, and around them."""
AMOUNT, MOVE = '[>=1000000]#,##0,,"M";[>=10000]#,##0,"K";#,##0', "0%"
"""How an axis counts."""
SERIES, COLUMN = 16, 6
"""The width of a series in characters, and the column in which charts stand, beside their figures."""


class Series(NamedTuple):
    """A series of a chart: its name, its color, and its figure in a row."""

    name: str
    color: str
    figure: Callable[[Row], Figure]


class Kind(NamedTuple):
    """How a kind of chart looks: its title, what names a row, its series, and what XlsxWriter calls its shape."""

    title: str
    label: Sequence[str]
    series: Sequence[Series]
    shape: Mapping[str, str] = {"type": "bar"}
    overlap: int = 0
    axis: str = AMOUNT


PARTS = (
    Series("Uncached input", DEEP, lambda row: row.bars[0].figure),
    Series("Cached input", PALE, lambda row: row.bars[1].figure),
    Series("Output", LIGHT, lambda row: row.bars[2].figure),
)
LIMITS = (
    Series("Requested", DEEP, attrgetter("total")),
    Series("Default total limit", LIGHT, attrgetter("subject.default_total_tokens_per_minute")),
    Series("The same, if it counts input only", PALE, attrgetter("subject.default_total_of_input_per_minute")),
)
ENDS = (
    Series("At the low end", LIGHT, attrgetter("subject.tokens_at_low")),
    Series("At the high end", DEEP, attrgetter("subject.tokens_at_high")),
)
STAGES = (Series("Tokens a minute", DEEP, attrgetter("total")),)
KINDS: Mapping[str, Kind] = {
    "page": Kind("Tokens of a page, by model", ("key",), PARTS, {"type": "bar", "subtype": "stacked"}, 100),
    "limits": Kind("Tokens a minute, by model, beside the default limits", ("key",), LIMITS),
    "moves": Kind("How far the tokens of the request move", ("owner", "called"), ENDS, overlap=100, axis=MOVE),
    "growth": Kind("Tokens a minute, by stage", ("begins", "label"), STAGES),
}


def write_charts(styles: Styles, sheet: Worksheet, charts: Mapping[str, Chart], refer: Callable[[Figure], str]) -> None:
    """Writes each chart below the one before."""
    styles.write_text(sheet, 0, 0, CHARTS, "title")
    sheet.set_row(0, TITLE)
    styles.write_text(sheet, 1, 0, "The figures of each chart are cells: it moves with the inputs.", "note")
    sheet.set_column(0, 0, 44)
    sheet.set_column(1, COLUMN - 2, SERIES)
    top = 3
    for name, chart in charts.items():
        kind = KINDS.get(name.rstrip("-0123456789"))
        if kind is not None:
            several = name not in KINDS
            title = kind.title + (f": {_words(chart.subject.label)}" if several else "")
            _write(styles, sheet, kind._replace(title=title), chart, top, refer)
            top += max(LEAST_ROWS, len(chart.rows) + 4, (PER_ROW * len(chart.rows) + ROOM) // 20 + 2)


def _write(
    styles: Styles, sheet: Worksheet, kind: Kind, chart: Chart, top: int, refer: Callable[[Figure], str]
) -> None:
    styles.write_text(sheet, top, 0, kind.title, "heading")
    styles.write_text(sheet, top + 1, 0, "", "head")
    fit(sheet, top + 1, [(one.name, SERIES) for one in kind.series])
    drawn = styles.book.add_chart(dict(kind.shape))
    first, last = top + 2, top + 1 + len(chart.rows)
    for column, series in enumerate(kind.series, 1):
        styles.write_text(sheet, top + 1, column, series.name, "head", "right")
        drawn.add_series(
            {
                "name": [sheet.name, top + 1, column],
                "categories": [sheet.name, first, 0, last, 0],
                "values": [sheet.name, first, column, last, column],
                "fill": {"color": series.color},
                "border": {"color": DEEP, "width": 0.5},
                "overlap": kind.overlap,
                "gap": 60,
            }
        )
    for at, row in enumerate(chart.rows, first):
        styles.write_text(sheet, at, 0, ": ".join(_words(getattr(row.subject, one)) for one in kind.label), "text")
        for column, series in enumerate(kind.series, 1):
            figure = series.figure(row)
            styles.write_formula(sheet, at, column, refer(figure), figure.value, number_format(str(figure)), "line")
    drawn.set_title({"name": kind.title, "name_font": {"size": 12}, "overlay": False})
    # The rows go down from the top: the far end of the other axis is then at the foot.
    drawn.set_y_axis({"reverse": True, "label_position": "low"})
    lines = {"visible": True, "line": {"color": RULE}}
    drawn.set_x_axis({"num_format": kind.axis, "label_position": "high", "major_gridlines": lines})
    drawn.set_legend({"position": "bottom"})
    drawn.set_size({"width": WIDE, "height": PER_ROW * len(chart.rows) + ROOM})
    sheet.insert_chart(top, COLUMN, drawn, {"description": kind.title})


def _words(shown: Any) -> str:
    return shown.text if isinstance(shown, Prose) else str(shown)
