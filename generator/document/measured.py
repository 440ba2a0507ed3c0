"""What templates see of measured values: what each log says, and what is stated beside what was measured.

In: a proposal and its sheet. Out: views.
"""

from operator import attrgetter
from typing import Any

from generator.document.appendices import label
from generator.document.view import View
from generator.figures.figure import Sheet
from generator.figures.measured import MEASURED, OWN, pairs_of
from generator.figures.sensitivity import in_whole
from generator.inputs import Proposal
from generator.inputs.measured import MeasuredFile
from generator.inputs.texts import Name

ALL = "all"
RATES = ("requests_per_minute", "tokens_per_minute")
HALF, NEARLY_ALL = Name("p50"), Name("p95")


def measured(proposal: Proposal, sheet: Sheet) -> View | None:
    """The logs that were measured, and the inputs that are stated beside them, the request's farthest move first."""
    if not proposal.logs:
        return None
    pairs = [one for one in pairs_of(proposal) if f"{one.path}.tokens_move_by" in sheet.sensitivity]
    moves = attrgetter("tokens_move_by.value", "uncached_tokens_move_by.value")
    rows = []
    for one in pairs:
        (owner, called), whole = label(proposal.inputs, one.leaf.keys), f"{MEASURED}.{one.log.name}.{one.key}"
        own: dict[str, Any] = {"owner": owner, "called": called, "unit": one.leaf.unit.symbol}
        own["measured"] = sheet.get(in_whole(f"{one.path}.{OWN}"), sheet.get(whole))
        rows.append(View(sheet, (in_whole(one.path),), stated=sheet[one.leaf.path], **own))
    rows.sort(key=lambda row: max(map(abs, moves(row))), reverse=True)
    logs = [_log(proposal, sheet, log) for log in proposal.logs]
    return View(sheet, (MEASURED,), logs=logs, beside=rows, half=HALF, nearly_all=NEARLY_ALL)


def _log(proposal: Proposal, sheet: Sheet, log: MeasuredFile) -> View:
    path = f"{MEASURED}.{log.name}"
    rates: dict[str, Any] = {name: View(sheet, (f"{path}.{ALL}.{name}",)) for name in RATES}
    hours = [f"{path}.{ALL}.by_hour.h{hour:02}" for hour in range(24)]
    return View(
        sheet,
        (f"{path}.{ALL}",),
        key=Name(log.name),
        days=Name(log.days),
        zone=Name(log.zone),
        busiest=Name(log.busiest),
        **rates,
        groups=[
            View(
                sheet,
                (f"{path}.{name}",),
                key=Name(name),
                input=View(sheet, (f"{path}.{name}.input_tokens",)),
                output=View(sheet, (f"{path}.{name}.output_tokens",)),
            )
            for name in _groups(log, proposal)
        ],
        hours=[sheet[name] for name in hours if name in sheet],
    )


def _groups(log: MeasuredFile, proposal: Proposal) -> list[str]:
    """The calls that a log tells apart, each with all its models; or else its models, or all in one."""
    own = [name for name in log.groups if name != ALL]
    whole = [name for name in own if not any(name.startswith(f"{call}/") for call in own)]
    calls = [name for name in whole if name not in proposal.inputs.models and not name.startswith("model/")]
    return calls or whole or [ALL]
