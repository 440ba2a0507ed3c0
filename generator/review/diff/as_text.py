"""A diff as text of eighty columns, as a pull request's comment, and as JSON.

In: a diff, and what its two sides are called. Out: a text. The comment reads in ten seconds: the headline, a line for
each cause, the rest folded.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import groupby
from typing import Any

from generator.document.explain.as_text import wrap
from generator.document.marks import escape
from generator.errors import listed
from generator.review.diff.changes import ADDED, CHANGED, FORMULAS, REMOVED, RENAMED, REORDERED, Change, quantity_text
from generator.review.diff.difference import Diff, Moved, Reworked
from generator.units import COMPACT, Unit, counted, half_up, write

LONGEST_VALUE, BEFORE, MOST_FILES = 60, 25, 5
SAMPLED = "With so many causes, what each contributed is the mean over a fixed sample of orders."
STALE = "What was committed with the base is stale: its inputs give something else, which is compared here."
TARGET_REWORDED = "By today's templates and formulas, which gave its figures here, the target's document is another."
REWORDED = "By today's templates and formulas, the base's own document reads otherwise."


def signed(value: Fraction, unit: Unit, style: str = COMPACT) -> str:
    """A difference with its sign; a share's in percentage points."""
    text = write(value, unit, style)
    if value > 0:
        text = f"~+{text[1:]}" if text.startswith("~") else f"+{text}"
    return counted(text.removesuffix("%"), "points") if unit.percent else text


def percent(one: Moved) -> str:
    """The difference in per cent of the old value; nothing where that was zero."""
    if one.change is None or not one.old:
        return ""
    exact = one.change / abs(Fraction(one.old)) * 100
    share = half_up(exact, 1)
    return f"{'' if share == exact else '~'}{float(share):+.1f}%".replace("-", "−")


def _change(change: Change) -> str:
    old, new = _line(change.old), _line(change.new)
    begin = _begin(old, new) if change.kind in (CHANGED, REORDERED) else 0
    old, new = _short(old, begin), _short(new, begin)
    said = {
        FORMULAS: "changed since the figures of the base were committed",
        ADDED: f"added: {new}",
        REMOVED: f"removed: {old}",
        CHANGED: f"{old} → {new}",
        RENAMED: f"was {old}",
        REORDERED: f"reordered: {old} → {new}",
    }
    return said[change.kind]


def _line(value: Any) -> str:
    return " ".join(quantity_text(value).split())


def _begin(old: str, new: str) -> int:
    """Where two texts are shown from, so that their first difference is: at a word a little before it."""
    pairs = enumerate(zip(old, new, strict=False))
    first = next((index for index, (one, other) in pairs if one != other), min(len(old), len(new)))
    if first <= LONGEST_VALUE - BEFORE:
        return 0
    return old.find(" ", first - BEFORE, first) + 1 or first - BEFORE


def _short(text: str, begin: int) -> str:
    """A text, or as much of it from `begin` on as there is room for."""
    if len(text) <= LONGEST_VALUE:
        return text
    lead = "… " if begin else ""
    most = LONGEST_VALUE - len(lead)
    rest = text[begin:]
    return lead + (rest if len(rest) <= most else f"{rest[: most - 2]} …")


def _where(change: Change) -> str:
    place = change.was if change.kind == REMOVED else change.place
    return f"{place.file}:{place.line}" if place.line else place.file


def _sections(moved: Iterable[Moved]) -> Iterator[tuple[str, list[Moved]]]:
    for section, each in groupby(moved, key=lambda one: one.section):
        yield section, list(each)


def _shares(one: Moved) -> list[str]:
    """The causes of a figure's difference, with what each contributed where it is one of numbers."""
    if one.moved_by:
        return [f"[{number}]" for number in one.moved_by]
    return [f"[{number}] {signed(share, one.unit)}" for number, share in enumerate(one.shares, 1) if share]


def as_text(diff: Diff, base: str, target: str) -> str:
    """The diff as plain text within eighty columns."""
    return "\n".join(_text(diff, base, target)) + "\n"


def alone(name: str, side: str, style: str) -> str:
    """A proposal that one side alone has, in a style: text, markdown or json."""
    if style == "json":
        return json.dumps({"proposal": name, "only_in": side}, ensure_ascii=False)
    return f"**{escape(name)}: only in {escape(side)}**\n\n" if style == "markdown" else f"{name}: only in {side}\n"


def _text(diff: Diff, base: str, target: str) -> Iterator[str]:
    yield from wrap(f"{base} → {target}", "", "  ")
    if diff.stale:
        yield from wrap(STALE, "", "")
    if diff.empty:
        yield "No difference."
        return
    yield from _text_changes(diff)
    yield from ("", "Headline")
    for one in diff.headline:
        yield from _text_figure(one)
    for section, each in _sections(diff.moved):
        yield from ("", *wrap(f"Changed in {section}", "", "  "))
        for one in each:
            yield from _text_figure(one)
    for title, figures in (("New figures", diff.new), ("Vanished figures", diff.vanished)):
        if figures:
            yield from ("", title)
        for one in figures:
            yield from wrap(f"{one.name}: {one.text(one.new if one.old is None else one.old)}", "  ", "      ")
    if diff.reworked:
        yield from ("", "Formulas or units changed")
        for again in diff.reworked:
            yield from wrap(_reworked(again), "  ", "      ")
    if diff.reworded:
        yield from ("", *wrap(_reworded(diff.since), "", "  "))
    if diff.target_reworded:
        yield from ("", *wrap(TARGET_REWORDED, "", "  "))


def _reworded(since: Sequence[str]) -> str:
    return f"{REWORDED} Changed since: {listed(since, MOST_FILES)}." if since else REWORDED


def _text_changes(diff: Diff) -> Iterator[str]:
    if not diff.changes:
        return
    yield from ("", "Inputs changed")
    numbers = {id(change): number for number, group in enumerate(diff.causes, 1) for change in group}
    for change in diff.changes:
        number = numbers.get(id(change))
        yield from wrap(change.name, f"  [{number}] " if number else "      ", "        ")
        where = f"  ({_where(change)})" if _where(change) else ""
        yield from wrap(f"{_change(change)}{where}", "        ", "          ")
    if diff.sampled:
        yield from wrap(SAMPLED, "  ", "  ")


def _text_figure(one: Moved) -> Iterator[str]:
    yield from wrap(one.name, "  ", "      ")
    old, new = one.texts()
    values = f"{old} → {new}" if one.change or old != new else new
    difference = f"  ({', '.join(filter(None, (signed(one.change, one.unit), percent(one))))})" if one.change else ""
    yield from wrap(f"{values}{difference}", "      ", "        ")
    shares = _shares(one)
    if shares:
        yield from wrap("  ".join(shares), "        ", "        ")


def _reworked(again: Reworked) -> str:
    old, new = again.old, again.new
    values = [write(one.value, again.unit) for one in (old, new)]
    if old.unit != new.unit:
        values = [counted(text, one.unit) for text, one in zip(values, (old, new), strict=True)]
    formula = f"; {old.formula} → {new.formula}" if old.formula != new.formula else ""
    return f"{again.name}: {' → '.join(values)}{formula}"


def as_markdown(diff: Diff, base: str, target: str) -> str:
    """The diff as a comment on a pull request."""
    return "\n".join(_markdown(diff, base, target)) + "\n"


def _markdown(diff: Diff, base: str, target: str) -> Iterator[str]:
    yield f"**Figures: {escape(base)} → {escape(target)}**"
    if diff.stale:
        yield from ("", STALE)
    if diff.empty:
        yield from ("", "No difference.")
        return
    yield from ("", "| Headline | Before | After | Change | |", "|---|--:|--:|--:|--:|")
    for one in diff.headline:
        yield _row(one)
    yield from ("", *_markdown_causes(diff))
    for section, each in _sections(diff.moved):
        rows = [_row(one, diff.causes) for one in each]
        head = ("| Figure | Before | After | Change | | Causes |", "|---|--:|--:|--:|--:|---|")
        yield from _folded(f"{escape(section)}: {len(each)} changed", (*head, *rows))
    for title, figures in (("New figures", diff.new), ("Vanished figures", diff.vanished)):
        listed = [f"| `{one.name}` | {one.text(one.new if one.old is None else one.old)} |" for one in figures]
        if listed:
            yield from _folded(f"{title}: {len(listed)}", ("| Figure | Value |", "|---|--:|", *listed))
    if diff.reworked:
        listed = [f"- {escape(_reworked(again))}" for again in diff.reworked]
        yield from _folded(f"Formulas or units changed: {len(listed)}", listed)
    if diff.reworded:
        yield from ("", escape(_reworded(diff.since)))
    if diff.target_reworded:
        yield from ("", TARGET_REWORDED)


def _markdown_causes(diff: Diff) -> Iterator[str]:
    numbers = {id(change): number for number, group in enumerate(diff.causes, 1) for change in group}
    told: set[int] = set()
    for change in diff.changes:
        number = numbers.get(id(change))
        lead = f"**[{number}]** " if number else ""
        shares = [(one, one.shares[number - 1]) for one in diff.headline if number and one.shares]
        worth = [f"`{one.name.removeprefix('request.')}` {signed(share, one.unit)}" for one, share in shares if share]
        effect = f": {', '.join(worth)}" if worth and number not in told else ""
        told.add(number or 0)
        where = f" ({escape(_where(change))})" if _where(change) else ""
        yield f"- {lead}`{change.name}` {escape(_change(change))}{where}{effect}"
    if diff.sampled:
        yield from ("", SAMPLED)


def _row(one: Moved, causes: Sequence[Sequence[Change]] | None = None) -> str:
    change = signed(one.change, one.unit) if one.change else "–"
    cells = [f"`{one.name}`", *one.texts(), change, percent(one) if one.change else ""]
    if causes is not None:
        cells.append(", ".join(_shares(one)))
    return f"| {' | '.join(cells)} |"


def _folded(title: str, lines: Iterable[str]) -> Iterator[str]:
    yield from ("", "<details>", f"<summary>{title}</summary>", "", *lines, "", "</details>")


def as_json(diff: Diff, proposal: str, base: str, target: str) -> str:
    """The diff of a proposal as JSON; values are exact fractions in strings."""
    content = {
        "proposal": proposal,
        "base": base,
        "target": target,
        "changes": [_change_data(change) for change in diff.changes],
        "causes": [[change.name for change in group] for group in diff.causes],
        "sampled": diff.sampled,
        "headline": [_figure(one) for one in diff.headline],
        "moved": [_figure(one) for one in diff.moved],
        "new": [_figure(one) for one in diff.new],
        "vanished": [_figure(one) for one in diff.vanished],
        "reworked": [_reworked_data(one) for one in diff.reworked],
        "reworded": diff.reworded,
        "target_reworded": diff.target_reworded,
        "since": list(diff.since),
        "stale": diff.stale,
    }
    keys = [f" {json.dumps(key)}: {_lines(value)}" for key, value in content.items()]
    return "{\n" + ",\n".join(keys) + "\n}\n"


def _lines(value: Any) -> str:
    """A list with an item a line, so that a changed item is a changed line."""
    if not isinstance(value, list) or not value:
        return json.dumps(value, ensure_ascii=False)
    return "[\n  " + ",\n  ".join(json.dumps(one, ensure_ascii=False) for one in value) + "\n ]"


def _change_data(change: Change) -> dict[str, Any]:
    old, new = (None if value is None else quantity_text(value) for value in (change.old, change.new))
    return {"kind": change.kind, "path": change.name, "old": old, "new": new, "place": _where(change)}


def _reworked_data(one: Reworked) -> dict[str, Any]:
    formulas = {"old_formula": one.old.formula, "new_formula": one.new.formula}
    units = {"old_unit": one.old.unit, "new_unit": one.new.unit}
    return {"name": one.name, "old": str(one.old.value), "new": str(one.new.value), **formulas, **units}


def _figure(one: Moved) -> dict[str, Any]:
    values = {"name": one.name, "section": one.section, "unit": one.unit.symbol}
    exact = {key: None if value is None else str(value) for key, value in (("old", one.old), ("new", one.new))}
    sides = zip(("old_ends", "new_ends"), one.ends or (), strict=False)
    ends = {key: [str(end) for end in side] for key, side in sides}
    return {**values, **exact, **ends, "contributions": [str(share) for share in one.shares], "moved_by": one.moved_by}
