"""A figure explained in both directions: down to its inputs, and from an input up to what is printed.

In: a part of a name; the sheet; for the way up, the spots where figures are printed. Out: a tree of `Node`, or a
`Reach`. What one figure says of itself is derivation's; how all this reads is as_text's and as_json's.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.document.render import Spot, render
from generator.document.templates import INSTALLED, Templates
from generator.errors import USAGE, Place, did_you_mean, listed, refusal
from generator.figures.derivation import JOINT, short_names, symbol
from generator.figures.figure import LISTED, Figure, Sheet, ancestors
from generator.inputs import Proposal
from generator.inputs.numbers import ENDS

MOST_CANDIDATES = 8


def explain(
    proposal: Proposal, sheet: Sheet, text: str, depth: int | None = None, templates: Templates = INSTALLED
) -> "Node | Reach":
    """What a text names: a figure, down to its inputs; an input, up to what is printed; `depth` formulas far.

    Raises ProposalError where it names none or several, and for a fault of a template.
    """
    figure, where = find(sheet, text), stands(proposal)
    if figure.name not in where:
        return down(figure, where, depth)
    document = render(proposal, sheet, templates)
    return up(down(figure, where), sheet, document.spots(), f"{document.name}.md", depth)


def find(sheet: Sheet, text: str) -> Figure:
    """The figure that a text names; its parts are set apart by dots or spaces, and capitals do not matter.

    The whole name; or the end of a name; or the same with the beginnings of its parts; or parts of a name in order,
    others between; or the beginnings of such. The first of these that fits any figure decides. Raises ProposalError
    (exit code 2) where it fits several, and where none fits any.
    """
    parts = text.lower().replace(".", " ").split()
    for fits in WAYS if parts else ():
        found = sorted((one for one in sheet if fits(one.lower().split("."), parts)), key=lambda one: (len(one), one))
        if len(found) == 1:
            return sheet[found[0]]
        if found:
            hint = f"it could be {listed(found, MOST_CANDIDATES)}"
            raise refusal(text, "names several figures", hint, USAGE)
    typed, ends = ".".join(parts), {name[dot.end() :] for name in sheet for dot in JOINT.finditer(name)}
    raise refusal(text, "names no figure", did_you_mean(typed, sheet) or did_you_mean(typed, ends) or LISTED, USAGE)


def _in_order(name: Iterable[str], parts: Iterable[str], fits: Callable[[str, str], bool]) -> bool:
    """Whether each part fits a part of the name that comes after the one before; the iterator is used up on its way."""
    rest = iter(name)
    return all(any(fits(one, part) for one in rest) for part in parts)


WAYS: Sequence[Callable[[Sequence[str], Sequence[str]], bool]] = (
    lambda name, parts: name == parts,
    lambda name, parts: name[-len(parts) :] == parts,
    lambda name, parts: len(name) >= len(parts) and all(map(str.startswith, name[-len(parts) :], parts)),
    lambda name, parts: _in_order(name, parts, str.__eq__),
    lambda name, parts: _in_order(name, parts, str.startswith),
)
"""How parts may fit a name, the best way first."""


@dataclass(frozen=True)
class Stand:
    """Where an input stands: its lines of YAML, each with its place, and its source; or that its file leaves it out."""

    lines: tuple[Place, ...]
    source: str
    note: str = ""


def stands(proposal: Proposal) -> dict[str, Stand]:
    """Where each input stands, by its name: one line, or those of the ends of a range on lines of their own."""
    places = {".".join(map(str, path)): place for path, place in proposal.places.items()}
    found = {}
    for leaf in proposal.leaves():
        own = [places[end] for end in (f"{leaf.path}.{end}" for end in ENDS) if end in places]
        own = own or [places[leaf.path]] if leaf.path in places else []
        own += [one.place for end in ENDS if (one := proposal.measured.get((*leaf.keys, end)))]
        if not own:
            found[leaf.path] = Stand((leaf.place,), "", "not given there: the default holds")
            continue
        lines = {(place.file, place.line): place for place in own}
        if any(not place.line for place in own):
            found[leaf.path] = Stand(tuple(lines.values()), "", "a change for this run alone")
        else:
            middle = leaf.quantity.value is None and leaf.quantity.likely is None
            note = "likely is the middle of low and high" if middle else ""
            found[leaf.path] = Stand(tuple(lines.values()), str(leaf.source or ""), note)
    return found


@dataclass(frozen=True)
class Node:
    """A figure of the tree: the name it goes by here, its sentence unless that was said above, what is below it.

    `role` is its symbol in the formula above, where that is not its name; `above` says that it was taken apart before;
    `hidden` is how many figures are below it that the depth asked for leaves out.
    """

    figure: Figure
    label: str
    short: Mapping[str, str]
    says: str = ""
    role: str = ""
    stand: Stand | None = None
    above: bool = False
    hidden: int = 0
    below: tuple["Node", ...] = ()


def down(figure: Figure, where: Mapping[str, Stand], depth: int | None = None) -> Node:
    """The tree from a figure to its inputs; `depth` formulas deep, where that is given."""
    short = {**short_names(ancestors(figure)), figure.name: figure.name}
    return _Trunk(short, where, set(), set()).node(figure, "", depth)


@dataclass(frozen=True)
class _Trunk:
    """The tree while it grows: what was taken apart and what was said so far."""

    short: Mapping[str, str]
    where: Mapping[str, Stand]
    shown: set[str]
    said: set[str]

    def node(self, figure: Figure, role: str, depth: int | None) -> Node:
        label, stand = self.short[figure.name], self.where.get(figure.name)
        if stand is None and figure.origin:  # an end of an assumption stands on the line of its range
            stand = Stand((figure.origin.place,), figure.origin.source)
        if figure.name in self.shown:
            return Node(figure, label, self.short, "", role, stand, above=True)
        says = figure.says if figure.says not in self.said else ""
        self.said.add(figure.says)
        if depth == 0 and figure.needs:
            # It is not marked as shown: nearer to the root, where the depth allows it, it is still to be taken apart.
            return Node(figure, label, self.short, says, role, hidden=len(ancestors(figure)) - 1)
        self.shown.add(figure.name)
        deeper = None if depth is None else depth - 1
        below = tuple(self.node(one, as_, deeper) for one, as_ in _needs(figure))
        return Node(figure, label, self.short, says, role, stand, below=below)


def _needs(figure: Figure) -> Iterator[tuple[Figure, str]]:
    """Each figure that a formula takes, once, with its symbol where that is not the end of its name."""
    seen = set()
    for parameter, need in figure.needs.items():
        for one in need if isinstance(need, tuple) else (need,):
            if one.name not in seen:
                seen.add(one.name)
                plain = parameter.removeprefix("each_")
                yield one, "" if one.name.endswith(f".{plain}") else symbol(parameter)


@dataclass(frozen=True)
class Use:
    """A figure as a section prints it: its text, its lines, and how many that are not printed lie between."""

    figure: Figure
    text: str
    lines: tuple[int, ...]
    between: int


@dataclass(frozen=True)
class Reach:
    """What rests on an input: printed figures by section, how many others lie between, and the yes/no that it decides.

    `own` are the spots where the input is printed itself; `hidden` is how many printed figures the depth leaves out.
    """

    node: Node
    document: str
    own: tuple[Spot, ...]
    sections: Mapping[str, tuple[Use, ...]]
    printed: int
    between: int
    decides: tuple[Figure, ...]
    hidden: int


def resting(figure: Figure, sheet: Sheet) -> dict[str, int]:
    """The figures that rest on `figure`, itself left out: how many formulas away each is.

    How far the request would move with another assumption is left out: that rests on all of them.

    One pass is enough: the sheet holds every figure after those that it was worked out from.
    """
    away = {figure.name: 0}
    for one in sheet.first_order.values():
        nearest = min((away[need.name] for need in one.inputs() if need.name in away), default=None)
        if nearest is not None:
            away[one.name] = nearest + 1
    return {name: steps for name, steps in away.items() if name != figure.name}


def up(node: Node, sheet: Sheet, spots: Mapping[str, Sequence[Spot]], document: str, depth: int | None = None) -> Reach:
    """What rests on an input; no more than `depth` formulas away, where that is given."""
    away = resting(node.figure, sheet)
    printed = [name for name in away if name in spots]
    near = [name for name in printed if depth is None or away[name] <= depth]
    between = {name: {one for one in ancestors(sheet[name]) if one in away} - set(spots) for name in printed}
    return Reach(
        node,
        document,
        tuple(spots.get(node.figure.name, ())),
        _by_section({name: (sheet[name], spots[name], len(between[name])) for name in near}),
        len(printed),
        len(set[str]().union(*between.values())),
        tuple(sheet[name] for name in away if sheet[name].unit.logical),
        len(printed) - len(near),
    )


def _by_section(uses: Mapping[str, tuple[Figure, Sequence[Spot], int]]) -> dict[str, tuple[Use, ...]]:
    """The uses of each section in the order of the document; what is printed alike several times is one use."""
    lines: dict[tuple[str, str, str], list[int]] = {}
    for name, (_, spots, _) in uses.items():
        for spot in spots:
            lines.setdefault((spot.section, name, spot.text), []).append(spot.line)
    sections: dict[str, tuple[Use, ...]] = {}
    for (section, name, text), at in sorted(lines.items(), key=lambda item: item[1]):
        figure, _, between = uses[name]
        sections[section] = (*sections.get(section, ()), Use(figure, text, tuple(dict.fromkeys(at)), between))
    return sections
