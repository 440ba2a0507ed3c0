"""Whether a document written elsewhere agrees with the sheet, numeral by numeral.

In: a ledger, and the sheet. Out: a verdict on each entry; what is left to mend; and the verdicts as text, Markdown or
JSON.

A ledger belongs to the figures that it was reconciled with. When these move, an accepted cause is outdated, because it
explains one difference and not another; and a figure may be gone. Both are verdicts, told as such, and no faults.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any, NamedTuple

from generator.document.marks import escape, escape_line
from generator.document.render import render_template, sandbox
from generator.document.templates import INSTALLED, Templates
from generator.errors import Fault, ProposalError, did_you_mean
from generator.figures.derivation import value
from generator.figures.figure import Sheet
from generator.inputs.guardrail import GONE
from generator.review.ledger import FIGURE, NAME, NO_COUNTERPART, POSITION, Entry, load_ledger, stated
from generator.units import COMPACT, EXACT, Unit, counted, signed, span, write

LEDGER = "original.yaml"
"""The file of a proposal's folder that holds figures stated elsewhere, where there is one."""
UNEXPLAINED, OUTDATED, NEEDLESS, EXPLAINED, AGREES = "unexplained", "outdated", "needless", "explained", "agrees"
TOLD: Mapping[str, str] = {
    UNEXPLAINED: "Differs, no cause accepted",
    OUTDATED: "Differs, cause accepted for another value",
    GONE: "No longer computed",
    EXPLAINED: "Differs, cause accepted",
    NEEDLESS: "Agrees, cause needless",
    AGREES: "Agrees",
    NO_COUNTERPART: "Without a counterpart",
    POSITION: "No figure: a position",
    NAME: "No figure: part of a name",
}
"""What may come of an entry, in words; what is to be mended comes first."""
TO_MEND, OF_OTHERS = (UNEXPLAINED, OUTDATED, GONE, NEEDLESS), (OUTDATED, GONE)
"""What is left to be mended, and what of that only a ledger of other figures has."""
PERCENT = Unit("", "dimensionless", percent=True)


class Verdict(NamedTuple):
    """What an entry came to; `computed` and `difference` are written out, and empty where it claims no figure.

    `values` are the exact values that are computed, or that they are gone; `close` is a figure of almost that name.
    """

    entry: Entry
    outcome: str
    computed: str = ""
    difference: str = ""
    values: tuple[Fraction | str, ...] = ()
    close: str = ""


class Reconciliation(NamedTuple):
    """A ledger's title and the verdicts on its entries."""

    original: str
    verdicts: tuple[Verdict, ...]

    def count(self, *outcomes: str) -> int:
        """How many entries came to one of these."""
        return sum(one.outcome in outcomes for one in self.verdicts)

    @property
    def moved(self) -> str:
        """One line where the ledger is of other figures than these; else nothing."""
        outdated, gone = self.count(OUTDATED), self.count(GONE)
        if not outdated and not gone:
            return ""
        causes = f"{counted(str(outdated), 'causes')} {'was' if outdated == 1 else 'were'} accepted for other values"
        figures = f"{counted(str(gone), 'figures')} {'is' if gone == 1 else 'are'} no longer computed"
        said = " and ".join([causes] * bool(outdated) + [figures] * bool(gone))
        return f"The ledger is of other inputs: {said}."


def reconcile(sheet: Sheet, ledger: Path) -> Reconciliation:
    """The figures that a ledger states, held against the sheet. Raises ProposalError with every fault of the ledger."""
    read = load_ledger(ledger)
    return Reconciliation(read.original, judge(read.entries, sheet))


def judge(entries: Sequence[Entry], sheet: Sheet) -> tuple[Verdict, ...]:
    """A verdict on each entry. Raises ProposalError with every claim that a figure cannot be asked."""
    claims = [(one, sheet[name]) for one in entries if one.claim == FIGURE for name in one.what if name in sheet]
    faults = [
        Fault(entry.place, f"{entry.text} cannot be {figure.name}, which is {value(figure)}")
        for entry, figure in claims
        if figure.unit.logical or figure.unit.percent != entry.text.endswith("%")
    ]
    if faults:
        raise ProposalError(faults)
    return tuple(_judged(entry, sheet) if entry.claim == FIGURE else Verdict(entry, entry.claim) for entry in entries)


def _judged(entry: Entry, sheet: Sheet) -> Verdict:
    if lost := next((name for name in entry.what if name not in sheet), ""):
        outcome = EXPLAINED if entry.causes and entry.computed == (GONE,) else GONE
        return Verdict(entry, outcome, GONE, "", (GONE,), did_you_mean(lost, sheet))
    said, figures = stated(entry.text), [sheet[name] for name in entry.what]
    one = figures[0]
    found = [figure.value for figure in figures] if len(figures) > 1 else [one.low, one.high]
    values = tuple(map(Fraction, found if len(said) > 1 else [one.end(entry.end)]))
    agree = all(number.says(computed) for number, computed in zip(said, values, strict=True))
    held = entry.computed == values
    if agree:
        outcome = NEEDLESS if entry.causes and (held or not entry.computed) else AGREES
    else:
        outcome = UNEXPLAINED if not entry.causes or not entry.computed else EXPLAINED if held else OUTDATED
    style = COMPACT if re.search("[KMBT]", entry.text) else EXACT
    texts = [write(computed, one.unit, style) for computed in values]
    off = ", ".join(_off(number.value, computed) for number, computed in zip(said, values, strict=True))
    return Verdict(entry, outcome, span(*texts) if len(texts) > 1 else texts[0], off, values)


def _off(said: Fraction, computed: Fraction) -> str:
    """How far a stated value lies from the computed one, in per cent of that."""
    if computed == 0:
        return "none is computed" if said else "0%"
    return signed(said / computed - 1, PERCENT).lstrip("~")


def findings(verdicts: Iterable[Verdict]) -> list[Fault]:
    """What is left to mend, at its place in the ledger, and how."""
    return [Fault(one.entry.place, *_finding(one)) for one in verdicts if one.outcome in TO_MEND]


def _finding(one: Verdict) -> tuple[str, str]:
    """What is left to mend, and how."""
    entry, anew = one.entry, f"computed: {_yaml(one.values)}"
    if one.outcome == GONE:
        what = f"stated {entry.text}, and {' or '.join(entry.what)} is no longer computed"
        return what, one.close or f"accept a cause for it, with {anew}"
    what = f"stated {entry.text}, computed {one.computed}: "
    if one.outcome == NEEDLESS:
        return f"{what}they agree; the cause is needless", ""
    if one.outcome == OUTDATED:
        return f"{what}the cause was accepted for {_yaml(entry.computed)}", f"where it still holds: {anew}"
    if entry.causes:
        return f"{what}the cause is accepted for no value", f"where it holds: {anew}"
    return f"{what}no cause is accepted for the difference", ""


def _yaml(values: Sequence[Fraction | str]) -> str:
    """Exact values as a ledger states them."""
    return str(values[0]) if len(values) == 1 else f"[{', '.join(map(str, values))}]"


def to_text(found: Reconciliation) -> str:
    """What is to be mended and what is explained, an entry a line, and the counts."""
    lines = [found.original, *([found.moved] if found.moved else [])]
    for outcome in (*TO_MEND, EXPLAINED):
        rows = [f"    {_row(one)}" for one in found.verdicts if one.outcome == outcome]
        lines += ["", f"{TOLD[outcome]}:", *rows] if rows else []
    counts = [(words, found.count(outcome)) for outcome, words in TOLD.items() if found.count(outcome)]
    width = max((len(words) for words, _ in counts), default=0)
    return "\n".join([*lines, "", *(f"{words:<{width}}  {count:>4}" for words, count in counts)]) + "\n"


def _row(one: Verdict) -> str:
    where = f"{one.entry.line}: " if one.entry.line else ""
    end = "" if one.entry.end == "likely" else f", {one.entry.end}"
    computed = f"{one.computed} ({one.difference})" if one.difference else "no longer computed"
    return f"{where}{one.entry.text} is {computed}  {' to '.join(one.entry.what)}{end}"


def to_json(found: Reconciliation, proposal: str, ledger: Path) -> list[dict[str, Any]]:
    """An object for the ledger: every verdict, with exact values as texts."""
    entries = [
        {key: getattr(one.entry, key) for key in ("section", "text", "claim", "end")}
        | {key: [*getattr(one.entry, key)] for key in ("what", "causes")}
        | {"line": one.entry.line or None}
        | {key: getattr(one, key) for key in ("outcome", "computed", "difference")}
        | {"values": [*map(str, one.values)], "accepted_for": [*map(str, one.entry.computed)]}
        for one in found.verdicts
    ]
    counts = {outcome: found.count(outcome) for outcome in TOLD}
    told: dict[str, Any] = {"proposal": proposal, "ledger": str(ledger), "original": found.original}
    return [told | {"moved": found.moved, "counts": counts, "entries": entries}]


def to_markdown(found: Reconciliation, templates: Templates = INSTALLED) -> str:
    """What is to be mended, what differs and why, the counts, and all else."""
    env = sandbox(templates)
    env.filters |= {"escape": escape, "escape_line": escape_line}
    by = {outcome: [one for one in found.verdicts if one.outcome == outcome] for outcome in TOLD}
    causes = dict.fromkeys(one.entry.causes for one in by[EXPLAINED])
    counts = [(words, len(by[outcome])) for outcome, words in TOLD.items() if by[outcome] or outcome not in OF_OTHERS]
    context = {"found": found, "by": by, "causes": causes, "counts": counts}
    text = render_template(env, "reconciliation.md.j2", context)
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"
