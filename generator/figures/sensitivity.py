"""How far the request moves with each assumption that it rests on.

In: the book with the request worked out. Out: figures for each input under `assumptions`: its ends, and how far the
requested tokens move with it there. An input has its own ends where it states a range; any other is moved by a step to
both sides. The formulas are worked out again at likely values, the rate not rounded, so that no step hides a move.

What a person would move is moved: with a component each prompt that begins with it, and of a call's input what is its
own.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from types import ModuleType
from typing import Any, NamedTuple

from generator.calculation import load_case, plain_case
from generator.calculation import sensitivity as formulas
from generator.figures.figure import Figure, Given, Row, Sheet, ancestors, certain, likely, values
from generator.figures.rows import Book
from generator.inputs import Leaf, Proposal
from generator.inputs.quantities import Quantity

SECOND_ORDER = "assumptions"
"""Under which these figures stand in the whole sheet."""

HEADLINES = ("tokens_per_minute", "uncached_tokens_per_minute")
"""The figures of the request that are looked at."""

WORK = "work."
"""What stands before a unit of work that is looked at besides."""

ENDS = ("low", "high")
NOT_ROUNDED: Callable[..., Any] = plain_case.pages_per_minute


def in_whole(name: str) -> str:
    """What a figure of second order is called in the whole sheet, where this is its name in the sheet of them."""
    return f"{SECOND_ORDER}.{name}"


def is_second_order(name: str) -> bool:
    """Whether a figure that is known by its name alone, as in a record, is of second order."""
    return name.startswith(in_whole(""))


def entered(book: Book, name: str, given: Given, *what: ModuleType | Callable[..., Any]) -> Row:
    """A row of second order, worked out and entered in the whole sheet and in that of second order.

    `name` is the path of its input; it may go on with what the row is of, and is empty where that is all inputs.
    """
    row = book.add(in_whole(name) if name else SECOND_ORDER, given, *what)
    _enter(book, *(one for key, one in row.items() if key not in given))
    return row


def _enter(book: Book, *figures: Figure) -> None:
    for one in figures:
        book.sheet[one.name] = book.sheet.sensitivity[one.name.removeprefix(in_whole(""))] = one


def by_effect(proposal: Proposal, sheet: Sheet) -> list[Leaf]:
    """The inputs that move the request, the one that moves it most first."""
    effects = [(leaf, sheet.sensitivity.get(f"{leaf.path}.effect")) for leaf in proposal.leaves()]
    moving = [(leaf, effect.value) for leaf, effect in effects if effect is not None and effect.value]
    return [leaf for leaf, _ in sorted(moving, key=lambda one: -one[1])]


class Unrounded(NamedTuple):
    """What a part of the request rests on, in the order of the sheet, its rate not rounded; what rests on each input.

    `looked_at` are the figures of the part that are, each by what it is called in the formulas, or by its unit of work.
    `resting` tells the places among `figures`.
    """

    looked_at: Row
    figures: Sequence[Figure]
    resting: Mapping[str, Sequence[int]]

    def request(self, found: Mapping[str, Figure] = {}) -> Row:
        """The figures of the request that are looked at; as found, where they were worked out again."""
        return {key: found.get(one.name, one) for key, one in self.looked_at.items()}

    def at(self, moved: Mapping[str, Figure], name: str) -> dict[str, Figure]:
        """All that moves with inputs that are replaced, worked out again."""
        places = sorted({place for one in moved for place in self.resting[one]})
        return again((self.figures[place] for place in places), moved, name)


def sensitivity_rows(book: Book) -> None:
    """Enters a row for each input of the request; none where it asks for nothing, to which no move is in proportion.

    Where pools share an input, it is tried on the first of them.
    """
    rows: dict[str, Figure] = {}
    for part in before_rounding(book):
        rows |= {name: _row(book, part, name) for name in part.resting if name not in rows}
    if rows:
        entered(book, "", {"each_is_slight": tuple(rows.values())}, formulas.slight)


def _looked_at(book: Book, path: str) -> dict[str, str]:
    """The figures of a part of the request that are looked at: tokens where it asks for any, and each unit of work."""
    tokens = {key: f"{path}.{key}" for key in HEADLINES if f"{path}.{key}" in book.sheet}
    works = {f"{WORK}{unit}": f"{path}.work.{unit}.work_per_minute" for unit in book.inputs.proposal.work_units}
    found = tokens if all(book.sheet[name].value > 0 for name in tokens.values()) else {}
    return found | {key: name for key, name in works.items() if name in book.sheet and book.sheet[name].value > 0}


def before_rounding(book: Book) -> Iterator[Unrounded]:
    """What each part of the request that asks for anything rests on, its rate not rounded."""
    parts = [_looked_at(book, path) for path in book.inputs.proposal.request.parts]
    return (_unrounded(book, looked) for looked in parts if looked)


def _unrounded(book: Book, looked: Mapping[str, str]) -> Unrounded:
    done, rests_on = without_rounding(book, looked.values())
    asked = frozenset[str]().union(*[rests_on[name] for name in looked.values()])
    resting: dict[str, list[int]] = {name: [] for name in done if name in asked}
    for place, below in enumerate(rests_on.values()):
        for name in below & asked:
            resting[name].append(place)
    return Unrounded({key: likely(done[name]) for key, name in looked.items()}, tuple(done.values()), resting)


def without_rounding(book: Book, names: Iterable[str]) -> tuple[dict[str, Figure], dict[str, frozenset[str]]]:
    """Figures and all that they rest on, their rates not rounded, by the names in the sheet; and each one's inputs."""
    under = {name for one in names for name in ancestors(book.sheet[one])}
    done: dict[str, Figure] = {}
    rests_on: dict[str, frozenset[str]] = {}
    for name in (one for one in book.sheet if one in under):
        figure = book.sheet[name]
        needs, formula = dict(figure.needs), figure.formula
        if formula is load_case.pages_per_minute:
            needs, formula = {key: needs[key] for key in needs if key != "rounding_step"}, NOT_ROUNDED
        below = [each.name for one in needs.values() for each in (one if isinstance(one, tuple) else (one,))]
        rests_on[name] = (
            frozenset([name]) if figure.origin else frozenset[str]().union(*[rests_on[one] for one in below])
        )
        if formula is not figure.formula or any(done[one].name != one for one in below):
            again_needs: Any = {
                key: tuple([done[each.name] for each in one]) if isinstance(one, tuple) else done[one.name]
                for key, one in needs.items()
            }
            figure = replace(figure, name=in_whole(f"unrounded.{name}"), formula=formula, needs=again_needs)
            figure = again([figure], {}, "")[figure.name]
        done[name] = figure
    return done, rests_on


def _row(book: Book, unrounded: Unrounded, name: str) -> Figure:
    """The ends of an input, how far the request moves there, and whether that is slight."""
    given = dict(unrounded.request())
    for end in ENDS:
        one = tried(book, unrounded, name, end)
        holds = one.assumption.ranges or one.is_possible
        _enter(book, one.moved if holds else one.held(book))
        given |= {f"{end}_{key}": figure for key, figure in (one.there if holds else one.here).items()}
    told = [f"{key}_at_{end}" for end in ENDS for key in ("tokens", "uncached_tokens") if HEADLINES[0] in given]
    row = entered(book, name, given, *(getattr(formulas, one) for one in told))
    moves = [row[one] for one in told]
    for key in (one for one in unrounded.looked_at if one.startswith(WORK)):
        own = {f"{before}work_per_minute": given[f"{before}{key}"] for before in ("", "low_", "high_")}
        row = entered(book, f"{name}.{key}", own, formulas.work_at_low, formulas.work_at_high)
        moves += [row["work_at_low"], row["work_at_high"]]
    ways = entered(book, name, {"each_move": tuple(moves)}, formulas.rise, formulas.fall)
    judged: dict[str, Any] = {"each_way": (ways["rise"], ways["fall"]), **_judgement(book, "negligible_below")}
    return entered(book, name, judged, formulas.effect, formulas.is_slight)["is_slight"]


class Tried(NamedTuple):
    """An input moved to an end, whether or not it can be there, and all that moves with it by its name.

    `here` is the request as it is, and `there` as it would be; `quantity` says what the input may be.
    """

    assumption: Figure
    moved: Figure
    found: Mapping[str, Figure]
    here: Row
    there: Row
    quantity: Quantity | None

    @property
    def is_possible(self) -> bool:
        """Whether the input may be there: it, and all that moves with it."""
        allowed = self.quantity is None or self.quantity.may_move_to(Fraction(self.moved.value))
        return allowed and all(map(possible, (self.moved, *self.found.values())))

    def held(self, book: Book) -> Figure:
        """The input as it is, in place of its end."""
        path = self.moved.name
        return replace(book.try_out(path, {"assumption": self.assumption}, formulas.held), name=path)


def tried(book: Book, part: Unrounded, name: str, end: str) -> Tried:
    """An input at an end, and what moves with it."""
    assumption, path = book.sheet[name], in_whole(f"{name}.{end}_end")
    moved = _moved(book, assumption, path, end)
    found = part.at(_together(book, assumption, moved), path)
    return Tried(assumption, moved, found, part.request(), part.request(found), book.quantities.get(name))


def _moved(book: Book, assumption: Figure, path: str, end: str) -> Figure:
    if assumption.ranges:
        return likely(assumption, value=assumption.end(end), name=path)
    step = _judgement(book, "moves_by")
    call, _, key = assumption.name.rpartition(".")
    if key == "input_tokens":
        given = {key: assumption, **book.under(call, "specific_tokens"), **step}
        own = formulas.with_fewer_of_its_own if end == "low" else formulas.with_more_of_its_own
        return likely(book.try_out(path, given, own), name=path)
    formula = formulas.lowered if end == "low" else formulas.raised
    return replace(book.try_out(path, {"assumption": assumption, **step}, formula), name=path)


def _judgement(book: Book, key: str) -> Row:
    return {key: likely(book.sheet[f"proposal.judgements.{key}"])}


def _together(book: Book, assumption: Figure, moved: Figure) -> dict[str, Figure]:
    """An input that is moved, and the input of each call that begins with it, where that is stated as a whole."""
    inputs = {assumption.name: moved}
    home, _, key = assumption.name.removesuffix(".tokens").partition(".components.")
    for name, call in book.inputs.page_profiles[home.partition(".")[2]].calls.items() if key else ():
        whole = book.sheet.get(f"{home}.calls.{name}.input_tokens")
        if key in call.begins_with and whole is not None and whole.origin:
            given = {"input_tokens": likely(whole), "assumption": likely(assumption), "moved": moved}
            inputs[whole.name] = book.try_out(f"{moved.name}.{name}", given, formulas.moved_input_tokens)
    return inputs


def possible(figure: Figure) -> bool:
    """Whether a figure is not negative, and no share above all."""
    return figure.value >= 0 and not (figure.unit.percent and figure.value > 1)


def again(figures: Iterable[Figure], replaced: Mapping[str, Figure], under: str) -> dict[str, Figure]:
    """Figures worked out again at their likely values with inputs replaced, by the names that they had.

    `figures` are those that rest on the inputs, in the order of a sheet: each after those that it was worked out from.
    One that is worked out again is named as before, under a name.
    """
    done, found = dict(replaced), dict[str, Figure]()
    for one in figures:
        if one.formula is None or one.name in replaced:
            continue
        needs = {
            key: tuple([done.get(f.name, f) for f in need]) if isinstance(need, tuple) else done.get(need.name, need)
            for key, need in one.needs.items()
        }
        value, name = one.formula(**values(needs)), f"{under}.{one.name}" if under else one.name
        done[one.name] = found[one.name] = certain(name, one.unit, one.says, value, one.formula, needs)
    return found
