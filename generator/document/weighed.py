"""The variants that the document shows, as a template sees them: tables of what each would ask for, and what it puts.

In: a proposal, its sheet, and what values of the inputs are called. Out: a view for each table, a row a variant, the
request first; and one for each variant. None where no variant is shown.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from generator.document.appendices import label, labels
from generator.document.view import Prose, View
from generator.figures.figure import Figure, Number, Sheet
from generator.figures.varied import MONTH, PEAK, Row, compared, varied_name
from generator.inputs import Proposal
from generator.inputs.raw import names_of
from generator.inputs.texts import Name, Text
from generator.inputs.varied import is_put


def weighed(proposal: Proposal, sheet: Sheet) -> dict[str, Any]:
    """Tables of all that is asked for, tables by model of what is another there, and the variants."""
    own = compared(proposal.inputs, sheet)
    shown = proposal.shown.items()
    found = {name: compared(other.inputs, sheet, varied_name(name, "")) for name, other in shown}
    rows = list(dict.fromkeys(row for one in (own, *found.values()) for row in one))
    pools = [one.label for one in proposal.inputs.proposal.request.pools.values()]
    by_part: dict[str, list[Row]] = {}
    for row in rows:
        by_part.setdefault(row.part if row.part in pools else "", []).append(row)
    called = {name: Name(proposal.inputs.variants[name].label) for name in found}
    tables, by_model = list[View](), list[View]()
    for part, of_part in by_part.items() if found else ():
        whole = [row for row in of_part if not row.model]
        each = [_row(sheet, whole, own), *(_row(sheet, whole, one, called[name]) for name, one in found.items())]
        tables.append(View(sheet, (), pool=Name(part), columns=[_titled(row, part) for row in whole], rows=each))
        by_model += _by_model(sheet, own, {called[name]: one for name, one in found.items()}, of_part, part)
    variants = []
    for name in found:
        one = proposal.inputs.variants[name]
        why = Prose(Text(one.why), f"variants.{name}") if one.why else None
        built = Name(", ".join(proposal.inputs.savings[key].label for key in one.built))
        puts = list(_puts(proposal, sheet, name))
        variants.append(View(sheet, (), label=called[name], why=why, built=built, puts=puts))
    return {"tables": tables, "by_model": by_model, "variants": variants}


def _titled(row: Row, part: str) -> View:
    """What a column is called, and whether it counts money."""
    title = f"{row.title}, {row.part}" if row.part != part else row.title
    return View(Sheet(), (), title=Name(title), money=row.title in (MONTH, PEAK))


def _row(
    sheet: Sheet, rows: Sequence[Row], found: Mapping[Row, Figure], called: Name | None = None, **words: Any
) -> View:
    figures = [found.get(row) for row in rows]
    moves = [sheet.get(f"{one.name}.moves_by") if one is not None else None for one in figures]
    cells = [View(sheet, (), value=one, moved=moved) for one, moved in zip(figures, moves, strict=True)]
    return View(sheet, (), called=called, cells=cells, **words)


def _by_model(
    sheet: Sheet, own: Mapping[Row, Figure], found: Mapping[Name, Mapping[Row, Figure]], rows: Sequence[Row], part: str
) -> Iterator[View]:
    """A table of the models that are asked for otherwise in some variant."""
    models = dict.fromkeys(row.model for row in rows if row.model)
    titles = list(dict.fromkeys(row.title for row in rows if row.model))
    lines = []
    for model in models:
        of_model = [Row(part, model, title) for title in titles]
        others = {
            name: one for name, one in found.items() if any(_ends(one, row) != _ends(own, row) for row in of_model)
        }
        if others:
            lines.append(_row(sheet, of_model, own, model=Name(model)))
            lines += [_row(sheet, of_model, one, called, model=Name(model)) for called, one in others.items()]
    if lines:
        columns = [_titled(Row(part, "", title), part) for title in titles]
        yield View(sheet, (), pool=Name(part), columns=columns, rows=lines)


def _ends(found: Mapping[Row, Figure], row: Row) -> tuple[Number, Number, Number] | None:
    return (found[row].low, found[row].value, found[row].high) if row in found else None


def _puts(proposal: Proposal, sheet: Sheet, name: str) -> Iterator[View]:
    """Each value that a variant itself puts: figures, or names such as that of a model."""
    other, stated = proposal.shown[name], proposal.inputs.variants[name].set
    called = labels(other)
    for leaf in other.leaves():
        if is_put(leaf.place) and any(leaf.path == path or leaf.path.startswith(f"{path}.") for path in stated):
            owner, words = called[leaf.path]
            value, before = sheet[varied_name(name, leaf.path)], sheet.get(leaf.path)
            yield View(sheet, (), owner=owner, called=words, value=value, before=before)
    places, leaves = names_of(other.places), {leaf.path for leaf in other.leaves()}
    for path, put in stated.items():
        if isinstance(put, str) and path in places and path not in leaves:
            owner, words = label(other.inputs, places[path])
            at: Any = proposal.inputs
            for key in places[path]:
                at = at.get(key) if isinstance(at, Mapping) else getattr(at, str(key), None)
            before_it = None if at is None else Name(str(at))
            yield View(sheet, (), owner=owner, called=words, value=Name(put), before=before_it)
