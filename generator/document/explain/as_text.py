"""How an explanation reads: as text for a terminal, and as Markdown.

In: a `Node` (a figure down to its inputs) or a `Reach` (an input up to what is printed). Out: its text. No line of the
terminal's text is wider than the terminal; a Markdown list nests by four spaces, as GitHub and python-markdown read it.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from textwrap import TextWrapper

from generator.document.explain.tree import Node, Reach, Stand, Use
from generator.document.marks import escape
from generator.errors import Place
from generator.figures.derivation import numbers, symbols, value, value_range
from generator.figures.figure import Figure
from generator.units import counted

WIDTH = 80
MOST_NAMES = 3
NARROWEST = 12
"""So much room a line has at the least, however deep it stands."""

GLUE = "\u00a0"
"""Stands for a space at which no line is broken."""

KEPT = re.compile(r"(?<= [=+−×÷<>≤≥]) | (?=its (?:low|high)\b)|(?<=\bits) (?=low|high)|(?<=\bline) |(?<=\blines) ")
"""The spaces that glue takes: behind a sign, in "at its high" and in "line 12"."""

PARTS = re.compile(rf".+?(?:[./{GLUE}](?!\d)|$)"), re.compile(rf".+?(?:[./_{GLUE}-](?!\d)|$)")
"""What a word too long for a line is broken into: parts that end with a dot or a stroke; else with _ or - as well."""

CONSTANT = "A constant."


def as_text(explained: Node | Reach, width: int = WIDTH) -> str:
    """For a terminal of so many columns: a tree, or a table for each section."""
    lines = _reach(explained, width) if isinstance(explained, Reach) else _tree(explained, "", "", width)
    return "\n".join(lines)


def _tree(node: Node, lead: str, indent: str, width: int) -> Iterator[str]:
    rail = "│ " if node.below or node.hidden else "  "
    yield from wrap(head(node), lead, f"{indent}{rail}  ", width)
    yield from _said(_details(node), indent + rail, width)
    if node.hidden:
        yield from wrap(f"… {counted(str(node.hidden), 'figures')} below", f"{indent}└─ ", f"{indent}   ", width)
    for index, one in enumerate(node.below):
        last = index == len(node.below) - 1
        yield from _tree(one, f"{indent}{'└─ ' if last else '├─ '}", f"{indent}{'   ' if last else '│  '}", width)


def _said(details: Iterable[str | Place], rail: str, width: int) -> Iterator[str]:
    """Each detail on lines of its own; a line of YAML stands beside its place, or below it where it does not fit."""
    for one in details:
        if isinstance(one, str):
            yield from wrap(one, rail, rail + ("  " if one.startswith("= ") else ""), width)
            continue
        both = f"{one.short}: {one.text.strip()}"
        if len(rail + both) <= width:
            yield rail + both
        else:
            yield from wrap(f"{one.short}:", rail, rail, width)
            yield from wrap(one.text.strip(), f"{rail}  ", f"{rail}  ", width)


def head(node: Node) -> str:
    """A figure with its value on a line: its symbol in the formula above, its name, its value."""
    role = f"{node.role} = " if node.role else ""
    return f"{role}{node.label} = {value(node.figure)}{f' (as{GLUE}above)' if node.above else ''}"


def _details(node: Node) -> Iterator[str | Place]:
    """What a node says below its name, a line each; a place stands for its line of YAML."""
    if node.above:
        return
    if node.says:
        yield node.says
    for one in formula(node.figure):
        yield f"= {one}"
    if node.figure.formula and not node.figure.needs:
        yield CONSTANT
    found = value_range(node.figure, node.short)
    if found:
        yield found
    if node.stand:
        yield from (place if place.line else place.file for place in node.stand.lines)
        yield from notes(node.stand)


def notes(stand: Stand) -> Iterator[str]:
    """The note and the source, where the line of YAML does not say it itself."""
    if stand.note:
        yield stand.note
    reason = stand.source.partition(": ")[2]
    if stand.source and not any(reason in place.text for place in stand.lines):
        yield stand.source


def formula(figure: Figure) -> list[str]:
    """The symbols, and the numbers where they say more than the value."""
    if not figure.needs or figure.formula is None:
        return []
    put_in = numbers(figure)
    return [symbols(figure)] if put_in == str(figure) else [symbols(figure), put_in]


def _reach(reach: Reach, width: int) -> Iterator[str]:
    yield from wrap(head(reach.node), "", "    ", width)
    yield from _said((*_details(reach.node), *_summary(reach)), "  ", width)
    for section, uses in reach.sections.items():
        yield from ("", section)
        for row in dict.fromkeys(use.figure.name.rpartition(".")[0] for use in uses):
            yield from wrap(row, "  ", "    ", width)
            yield from _table([use for use in uses if use.figure.name.rpartition(".")[0] == row], width)


def _table(uses: Sequence[Use], width: int) -> Iterator[str]:
    """A line for each use of a row's figures: where it is printed, its text, the last part of its name."""
    at = [_at(use.lines) for use in uses]
    wide, size = max(map(len, at)), max(len(use.text) for use in uses)
    for use, lines in zip(uses, at, strict=True):
        lead = f"    {lines:<{wide}}  {use.text:>{size}}  "
        yield from wrap(use.figure.name.rpartition(".")[2], lead, " " * (len(lead) + 2), width)


def _summary(reach: Reach) -> Iterator[str]:
    own: dict[str, list[int]] = {}
    for spot in reach.own:
        own.setdefault(spot.section, []).append(spot.line)
    spots = "; ".join(f"{section}, {_at(tuple(dict.fromkeys(lines)))}" for section, lines in own.items())
    yield f"Printed itself in {reach.document}: {spots}." if own else "Not printed itself."
    rest = "figure rests" if reach.printed == 1 else "figures rest"
    left = f" ({reach.hidden} of them further away than --depth)" if reach.hidden else ""
    between = f"{reach.between} that {'is' if reach.between == 1 else 'are'} not printed"
    every = f"{reach.printed} printed {rest} on it{left}, through {between}."
    yield every if reach.printed else "No other printed figure rests on it."
    if reach.decides:
        names = ", ".join(figure.name for figure in reach.decides[:MOST_NAMES])
        more = len(reach.decides) - MOST_NAMES
        rest = f" and {more} more, which --format json names" if more > 0 else ""
        yield f"A yes or no that chooses words rests on it, too: {names}{rest}."


def _at(lines: Sequence[int]) -> str:
    return f"line{'s' if len(lines) > 1 else ''} {', '.join(map(str, lines))}"


class _Wrapper(TextWrapper):
    """Breaks a word too long for a line behind the end of a part of it, and only else anywhere."""

    def _split(self, text: str) -> list[str]:
        room = self.width - len(self.subsequent_indent)
        found = []
        for word in re.split("( +)", text):
            ways = ([word], *(ends.findall(word) for ends in PARTS))
            found += next((one for one in ways if max(map(len, one)) <= room), ways[-1])
        return [*filter(None, found)]


def wrap(said: str, lead: str, hang: str, width: int = WIDTH) -> Iterator[str]:
    """A text in lines no wider than `width`, the first after `lead`, the others after `hang`, which is not shorter.

    A sign stays with what follows it. A name too long for a line is broken at a dot, a stroke or the like.
    """
    wrapper = _Wrapper(max(width, len(hang) + NARROWEST), initial_indent=lead, subsequent_indent=hang)
    yield from (line.replace(GLUE, " ") for line in wrapper.wrap(KEPT.sub(GLUE, said)))


def as_markdown(explained: Node | Reach) -> str:
    """A nested list: an item a figure."""
    if isinstance(explained, Node):
        return "\n".join(_items(explained, ""))
    lines = [f"- {' '.join((_item(explained.node), *map(escape, _summary(explained))))}"]
    for section, uses in explained.sections.items():
        lines.append(f"    - **{escape(section)}**")
        lines += [f"        - {_at(use.lines)}: **{escape(use.text)}** = {code(use.figure.name)}" for use in uses]
    return "\n".join(lines)


def _items(node: Node, indent: str) -> Iterator[str]:
    yield f"{indent}- {_item(node)}"
    if node.hidden:
        yield f"{indent}    - … {counted(str(node.hidden), 'figures')} below"
    for one in node.below:
        yield from _items(one, f"{indent}    ")


def _item(node: Node) -> str:
    """A figure on one line: its formula in symbols, in numbers, its value, its sentence, its range, where it stands."""
    chain = [code(name) for name in (node.role, node.label) if name]
    chain += [code(one) for one in formula(node.figure) if not node.above]
    item = f"{' = '.join(chain)} = **{escape(value(node.figure))}**"
    if node.above:
        return f"{item} (as above)"
    found = value_range(node.figure, node.short)
    item += f", {escape(found)}." if found else "."
    constant = CONSTANT if node.figure.formula and not node.figure.needs else ""
    stand = ""
    if node.stand:
        texts = [[place.short, place.text.strip()] if place.line else [place.short] for place in node.stand.lines]
        lines = [" ".join(map(code, each)) for each in texts]
        stand = "; ".join((*lines, *map(escape, notes(node.stand)))) + "."
    return " ".join(part for part in (item, escape(node.says), constant, stand) if part)


def code(said: str) -> str:
    """A text set as code, between as many backticks as it takes."""
    ticks = "`" * (max((len(run) for run in re.findall("`+", said)), default=0) + 1)
    pad = " " if said.startswith("`") or said.endswith("`") else ""
    return f"{ticks}{pad}{said}{pad}{ticks}"
