"""What templates see of chances: how likely it is that more is needed than is asked for, and what that refuses.

In: a proposal, its sheet, and the views of the parts of its request. Out: views; none where no chances are asked for.
"""

from collections.abc import Sequence
from typing import Any

from generator.document.appendices import labels
from generator.document.view import View
from generator.figures.asking import HEADLINES
from generator.figures.chances import MORE
from generator.figures.drawing import CHANCES, SETTINGS
from generator.figures.figure import Sheet
from generator.inputs import Proposal
from generator.inputs.texts import Name

CALLED = dict(zip(HEADLINES, ("requests", "all tokens", "uncached tokens with output"), strict=True))
COUNTS = dict(zip(HEADLINES, ("requests", "tokens", "uncached tokens"), strict=True))
MIDDLE, MOST = Name("p50"), Name("p99")
"""What quantiles are called where they are drawn."""


def chances(proposal: Proposal, sheet: Sheet, pools: Sequence[View]) -> list[View]:
    """The chances of each part of the request that has any."""
    paths = proposal.inputs.proposal.request.parts
    found = [_part(proposal, sheet, path, pool) for path, pool in zip(paths, pools, strict=True)]
    return [one for one in found if one]


def _part(proposal: Proposal, sheet: Sheet, path: str, request: View) -> View | None:
    """Those of a part: its limits, the assumption that it varies most with, and its sites at peak."""
    below = f"{CHANCES}{path}"
    drawn, peaking = f"{below}.{MORE}" in sheet, f"{below}.sites_at_peak.mean" in sheet
    if not (drawn or peaking):
        return None
    scenario = proposal.inputs.scenarios[str(request.headline.of.key)]
    peaks = scenario.sites_peak
    explain = [f"{below}.{key}.explained_by." for key in HEADLINES]
    ranges = [leaf for leaf in proposal.leaves() if any(f"{key}{leaf.path}" in sheet for key in explain)]
    words: dict[str, Any] = {
        "request": request,
        "drawn": drawn,
        "plain": all(leaf.quantity.distribution is None for leaf in ranges),
        "limits": [
            View(sheet, (f"{below}.{key}",), called=CALLED[key], counts=COUNTS[key], asked_for=sheet[f"{path}.{key}"])
            for key in (HEADLINES if drawn else ())
            if f"{path}.{key}" in sheet
        ],
        "varies_with": _most(proposal, sheet, f"{below}.{HEADLINES[1]}.explained_by.") if drawn else None,
        "sites": View(sheet, (f"{below}.sites_at_peak",)) if peaking else None,
        "seasonal": bool(peaks and peaks.season),
        "correlated": bool(peaks and peaks.correlation),
        "campaign": scenario.campaign is not None,
        "refuses": f"{below}.share_refused" in sheet,
        "middle": MIDDLE,
        "most": MOST,
    }
    return View(sheet, (below, SETTINGS), None, **words)


def _most(proposal: Proposal, sheet: Sheet, beginning: str) -> View | None:
    """The assumption that explains most of how the need varies; none where each explains nothing by itself."""
    called = labels(proposal)
    explains: dict[str, Any] = {path: sheet[name] for path in called if (name := f"{beginning}{path}") in sheet}
    most = max(explains, key=lambda path: explains[path].value, default="")
    if not most or not explains[most].value:
        return None
    owner, words = called[most]
    return View(sheet, (), owner=owner, called=words, share=explains[most])
