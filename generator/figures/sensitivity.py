"""How far the request moves with each assumption that it rests on.

In: the book with the request worked out. Out: figures for each input under `assumptions`: moved by a step, and how far
the requested tokens move with it. The same formulas are worked out again at likely values.
"""

from generator.calculation import sensitivity
from generator.figures.figure import Figure, again, ancestors, likely
from generator.figures.rows import Book

SECOND_ORDER = "assumptions."
"""What the names of these figures begin with: they say how far others would move."""

HEADLINES = ("tokens_per_minute", "uncached_tokens_per_minute")
"""The figures of the request that are looked at."""


CANNOT_BE_LESS = ".specific_tokens"
"""What the request does not rest on, and must not fall below nothing: what a prompt holds beyond its beginning."""


def sensitivity_rows(book: Book) -> None:
    """Enters a row for each input of the request; none where it asks for nothing, to which no move is in proportion."""
    request = [book.sheet[f"request.{key}"] for key in HEADLINES]
    if not all(one.value > 0 for one in request):
        return
    under = {name for one in request for name in ancestors(one)}
    in_order = [
        figure
        for name, figure in book.sheet.items()
        if name in under or (name.endswith(CANNOT_BE_LESS) and figure.formula is not None)
    ]
    rests_on: dict[str, frozenset[str]] = {}
    resting: dict[str, list[Figure]] = {figure.name: [] for figure in in_order if figure.origin is not None}
    for figure in in_order:
        own = frozenset([figure.name] if figure.origin is not None else [])
        rests_on[figure.name] = own.union(*[rests_on.get(one.name, ()) for one in figure.inputs()])
        for name in rests_on[figure.name]:
            resting[name].append(figure)
    for name, figures in resting.items():
        _row(book, book.sheet[name], figures)


def _row(book: Book, assumption: Figure, resting: list[Figure]) -> None:
    """Raised by the step; or lowered, where raising it gives more than it may be, or something below nothing."""
    name = f"{SECOND_ORDER}{assumption.name}"
    given = {"assumption": assumption, **book.under("proposal.judgements", "moves_by")}
    lowered = book.try_out(name, given, sensitivity.lowered)
    for moved in (book.try_out(name, given, sensitivity.raised), lowered):
        # What is bounded above is above zero as well, and stays so where it is lowered.
        if moved.value > book.most.get(assumption.name, moved.value) and lowered.value > 0:
            continue
        found = again(resting, assumption, moved)
        if all(_possible(one) for one in (moved, *found.values())):
            break
    book.sheet[moved.name] = moved
    book.add(name, {"assumption": assumption, "moved": moved}, sensitivity.moved_by)
    before = {key: likely(book.sheet[f"request.{key}"]) for key in HEADLINES}
    after = {f"moved_{key}": found.get(f"request.{key}", before[key]) for key in HEADLINES}
    book.add(name, {**before, **after}, sensitivity.tokens_move_by, sensitivity.uncached_tokens_move_by)


def _possible(figure: Figure) -> bool:
    return figure.value >= 0 and not (figure.unit.percent and figure.value > 1)
