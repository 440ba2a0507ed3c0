"""The request as a template sees it: pool by pool, or as one.

In: what makes the views of models, and the load cases. Out: a view for each part that is asked for apart, with its
headline case, what runs beside it, its alternative, and what more is said of it where there is cause to.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from generator.document.view import View
from generator.inputs.asking import Asked

if TYPE_CHECKING:
    from generator.document.views import _Maker

SHOWN_BY = {
    "unavailable": "requests_per_minute",
    "one_more": "more_sites_at_peak",
    "need": "tokens_per_minute",
    "base": "tokens_per_minute",
}
"""What may be said of a request, and the figure that is there where it is."""


def pool_views(maker: "_Maker", cases: Mapping[str, View]) -> list[View]:
    """What is asked for apart, in the order of the inputs: each pool, or the whole request."""
    asked = maker.inputs.proposal.request
    labels = {f"request.pools.{name}": pool.label for name, pool in asked.pools.items()}
    return [_part(maker, cases, path, one, labels.get(path)) for path, one in asked.parts.items()]


def _part(maker: "_Maker", cases: Mapping[str, View], path: str, asked: Asked, label: str | None) -> View:
    sheet, headline = maker.sheet, cases[asked.headline_case]
    beside = [
        View(
            sheet,
            cases[name]._paths,
            None,
            included=one.included,
            label=cases[name].label,
            fits_in_slack_known=f"{name}.fits_in_slack" in sheet,
        )
        for name, one in asked.beside.items()
    ]
    models = maker.models(path)
    left = [row for row in models if row.availability and row.availability.left]
    words: dict[str, Any] = {
        "label": label,
        "headline": headline,
        "beside": beside,
        "included": any(one.included for one in beside),
        "left": left,
        "several_left": len(left) > 1,
        "alternative": _alternative(maker, path, cases[asked.alternative_case]) if asked.alternative_case else None,
        "models": models,
        "replaced": maker.models(f"{path}.replaced"),
    }
    for part, key in SHOWN_BY.items():
        below = f"{path}.{part}"
        words[part] = View(sheet, (below,), models=maker.parts(below)) if f"{below}.{key}" in sheet else None
    return View(sheet, (path,), **words)


def _alternative(maker: "_Maker", path: str, case: View) -> View:
    """The alternative request, which is its case alone where nothing comes on top of that."""
    below = f"{path}.alternative"
    models = maker.models(below) or case.models
    return View(maker.sheet, (below, *case._paths), key=case.key, label=case.label, models=models)
