"""What a template may use: every figure and word that it sees, by its path.

In: a proposal and its sheet. Out: the paths, each with its sentence; `cases[].label` is the label of any of the cases.
"""

from collections import deque
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from generator.document.appendices import assumptions, derivations
from generator.document.chanced import chances
from generator.document.charts import Chart, charts
from generator.document.measured import measured
from generator.document.view import Prose, View, works_of
from generator.document.views import views
from generator.document.weighed import weighed
from generator.figures.figure import Figure, Sheet
from generator.inputs import Proposal
from generator.inputs.entry import fields_of
from generator.inputs.texts import Name

GIVEN = {
    "request.known": "Of any thing, whether it has a figure: request.known.requests_in_flight.",
    "section": "The number of a section, in its heading: ## {{ section }}. Risks.",
    "appendix": "The letter of an appendix, in its heading: ## Appendix {{ appendix }}. Terms.",
    "chart": "In the template of a chart, the chart: its rows with their bars and dots, its grid and its height.",
    "ranges.bounded": "In an appendix, whether a range is shown that is certain not to be passed, and may be narrower.",
    "ranges.searched": "In an appendix, whether a range is shown whose ends were searched for.",
}
"""What the templates of one kind are given besides."""


def everything(proposal: Proposal, sheet: Sheet) -> dict[str, Any]:
    """All that a template sees, by its name."""
    top = views(proposal, sheet)
    top |= {"assumptions": assumptions(proposal, sheet), "derivations": derivations(proposal, sheet)}
    top |= {"measured": measured(proposal, sheet), "weighed": weighed(proposal, sheet)}
    top["chances"] = chances(proposal, sheet, top["pools"])
    top["charts"] = charts(top)
    return top


def names(proposal: Proposal, sheet: Sheet) -> dict[str, str]:
    """The sentence of all that a template may use, by its path; what stands at two paths is told once."""
    top = everything(proposal, sheet)
    order, found, works = list(top), dict(GIVEN), works_of(proposal.inputs, sheet)
    seen: dict[int, tuple[str, View]] = {}  # with the views, so that no other takes the identity of one
    # The request is told by itself, and a pool as another of its kind.
    lists_first = sorted(top.items(), key=lambda one: (one[0] == "pools", not isinstance(one[1], list)))
    waiting = deque((path, value, "") for path, value in lists_first)
    while waiting:
        path, value, says = waiting.popleft()
        if isinstance(value, View) and seen.setdefault(id(value), (path, value))[0] != path:
            found.setdefault(path, f"The same as {seen[id(value)][0]}.")
        elif isinstance(value, list | tuple) and not isinstance(value, Prose | Chart):
            waiting.extendleft((f"{path}[]", one, says) for one in reversed(value))
        elif isinstance(value, View | Mapping):
            waiting.extend(_below(path, value))
            if isinstance(value, View) and (counted := works(value)):
                waiting.append((f"({path} | works)", counted, ""))
        elif value is not None:
            found.setdefault(path, says if says and not isinstance(value, Figure) else _sentence(path, value))
    return dict(sorted(found.items(), key=lambda one: _place(one[0], order)))


def _below(path: str, value: Any) -> Iterator[tuple[str, Any, str]]:
    if isinstance(value, View):
        fields = fields_of(type(value._words)) if value._words is not None else {}
        for name in sorted(value._names()):
            yield f"{path}.{name}", getattr(value, name), fields[name].says if name in fields else ""
        return
    for key, one in value.items():
        yield f"{path}.{key}", one, ""
        if isinstance(one, Chart):
            said = ((name, answer) for name, answer in one._asdict().items() if isinstance(answer, bool))
            yield from ((f"{path}.{key}.{name}", answer, "") for name, answer in said)


def _sentence(path: str, value: Any) -> str:
    if isinstance(value, Figure):
        return f"{value.says} Yes or no." if value.unit.logical else value.says
    words = path.rpartition(".")[2].replace("_", " ").replace("[]", "")
    words = "of the entry in the inputs" if words == "key" else words
    if isinstance(value, bool):
        return f"Whether it is so: {words}."
    if isinstance(value, Chart):
        return f"A chart: ![…]({{{{ {path} | file }}}})."
    kinds = {Name: "A name", Prose: "A text", date: "A day"}
    return f"{next((says for kind, says in kinds.items() if isinstance(value, kind)), 'Words')}: {words}."


def _place(path: str, order: list[str]) -> tuple[int, str]:
    top = path.lstrip("(").split(".", maxsplit=1)[0].split(" ", maxsplit=1)[0].removesuffix("[]")
    return (order.index(top) if top in order else -1), path
