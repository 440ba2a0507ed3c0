"""YAML 1.2 whose every value keeps its file, line and column.

In: the text of a file. Out: plain mappings, lists, strings, booleans and exact fractions, and the place of each of them
by its path; or every fault of the text. PyYAML composes the nodes; what a scalar means is decided here, because PyYAML
reads YAML 1.1, where `1e1` is a string, `no` is false, `0.1` is a binary float and the last of two equal keys wins.
"""

import re
from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import NamedTuple

import yaml
from yaml.reader import ReaderError

from generator.errors import Fault, Place, ProposalError, refusal
from generator.inputs.meant import meant

YamlPath = tuple[str | int, ...]
Value = bool | str | Fraction | list["Value"] | dict[str, "Value"]
KEY = "[key]"
"""The last part of the path under which the place of a key is kept."""

NUMBER = re.compile(r"[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?", re.ASCII)
NOT_FINITE = re.compile(r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)")
SEPARATED = re.compile(r"[-+]?\d+(?:[_,]\d+)+(?:\.\d*)?", re.ASCII)
COMMENT = re.compile(r"\s+(#[^\s#]\S*)")
"""What begins with # and no space after it: more likely the rest of a text than a comment."""
NOTHING = ("", "~", "null", "Null", "NULL")
CONSTANTS: Mapping[str, bool] = {
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
MOST_DEPTH, MOST_CHARACTERS, MOST_NODES, MOST_DIGITS = 40, 200_000, 20_000, 30

BEGUN = {
    "not find expected ':'": ("a name without a colon", "write name: value"),
    "unexpected end of stream": ("a quote that is never closed", ""),
    "expected alphabetic": ("a plain text cannot begin with this character", "put the text in quotes"),
    "expected chomping": ("a plain text cannot begin with this character", "put the text in quotes"),
    "expected ',' or": ("a bracket or quote that is never closed, or a comma that is missing", ""),
}
"""What PyYAML's words mean, and a hint, where its first mark, the beginning of the quote, bracket or name, says more
than where it gave up."""
SAYS = BEGUN | {
    "mapping values are not allowed": ("a colon where no name can stand", "check the indentation, or quote the text"),
    "found character '\\t'": ("a tab", "use spaces"),
    "cannot start any token": ("a plain text cannot begin with this character", "put the text in quotes"),
    "expected the node content": ("this does not fit what stands before it", "check the indentation and the quotes"),
    "expected <block end>": ("this does not fit what stands before it", "check the indentation and the quotes"),
    "sequence entries are not allowed": ("a list cannot begin here", "begin it on the next line"),
    "unknown escape character": ("a backslash that means nothing here", "use single quotes"),
    "found another document": ("a second document begins here", "keep one document a file"),
}
"""The same, where it does not."""
NO_CHARACTER = "an escape that names no character"
SURROGATE = re.compile("[\ud800-\udfff]")
"""Half a character; PyYAML lets an escape name one."""


class Located(NamedTuple):
    """A file's values; the place of every value by its path, and of every key by its path and KEY."""

    values: Mapping[str, Value]
    places: Mapping[YamlPath, Place]


def parse(text: str, file: str) -> Located:
    """The mapping that a file holds. Raises ProposalError with every fault of the text."""
    if len(text) > MOST_CHARACTERS:
        raise refusal(file, f"longer than {MOST_CHARACTERS:,} characters")
    text = text.removeprefix("\ufeff")
    reader = _Reader(text, file)
    try:
        node = _compose_fast(text) or _compose(text, reader)
    except yaml.MarkedYAMLError as error:
        raise ProposalError(reader.faults or [reader.unreadable(error)]) from None
    if reader.faults:
        raise ProposalError(reader.faults)
    if node is None or (isinstance(node, yaml.ScalarNode) and _nothing(node)):
        return Located({}, {(): Place(file)})
    values = reader.value(node, ())
    if not isinstance(values, dict):
        reader.fault(node, f"expected a mapping of names, found {kind(values)}")
    if reader.faults or not isinstance(values, dict):
        raise ProposalError(reader.faults)
    return Located(values, {**reader.places, (): Place(file)})


def _compose(text: str, reader: "_Reader") -> yaml.Node | None:
    """The nodes as PyYAML composes them. Raises ProposalError where a text, or an escape in it, holds no character."""
    try:
        loader = _Bounded(text, reader)
    except ReaderError as error:
        before = text[: error.position].split("\n")
        place = reader.place(len(before) - 1, len(before[-1]))
        raise refusal(place, f"the character U+{error.character:04X} cannot stand in YAML") from None
    try:
        return loader.get_single_node()
    except (ValueError, OverflowError):
        raise refusal(reader.place(loader.line, loader.column), NO_CHARACTER) from None


def _compose_fast(text: str) -> yaml.Node | None:
    """The nodes as libyaml composes them; None where there is anything to say of the text, or no libyaml."""
    loader = getattr(yaml, "CSafeLoader", None)
    if loader is None:
        return None
    depth = count = 0
    try:
        for event in yaml.parse(text, Loader=loader):
            count += 1
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            odd = getattr(event, "anchor", None) is not None or getattr(event, "tag", None) is not None
            if odd or depth > MOST_DEPTH or count > MOST_NODES:
                return None
        return yaml.compose(text, Loader=loader)
    except (yaml.YAMLError, ValueError):
        return None


def is_within(folder: str, path: str) -> bool:
    """Whether a path is that of a YAML file right in a folder."""
    return bool(re.fullmatch(rf"{folder}/[^/.][^/]*\.yaml", path))


def kind(value: object) -> str:
    """What a value is, in a reader's words."""
    kinds = {dict: "a mapping", list: "a list", str: "a text", bool: "true or false", Fraction: "a number"}
    return kinds.get(type(value), "nothing")


def _nothing(node: yaml.ScalarNode) -> bool:
    return not node.style and node.value in NOTHING


class _Reader:
    """Turns nodes into values; collects places and faults on its way."""

    def __init__(self, text: str, file: str) -> None:
        self.file = file
        self.lines = text.splitlines()
        self.places: dict[YamlPath, Place] = {}
        self.faults: list[Fault] = []

    def place(self, line: int, column: int) -> Place:
        return Place(self.file, line + 1, column + 1, self.lines[line] if line < len(self.lines) else "")

    def place_of(self, node: yaml.Node | yaml.Event) -> Place:
        return self.place(node.start_mark.line, node.start_mark.column) if node.start_mark else Place(self.file)

    def fault(self, node: yaml.Node | yaml.Event, what: str, hint: str = "") -> None:
        self.faults.append(Fault(self.place_of(node), what, hint))

    def unreadable(self, error: yaml.MarkedYAMLError) -> Fault:
        problem = error.problem or "no YAML that can be read"
        part = next((part for part in SAYS if part in problem), "")
        mark = (error.context_mark if part in BEGUN else None) or error.problem_mark or error.context_mark
        return Fault(self.place(mark.line, mark.column) if mark else Place(self.file), *SAYS.get(part, (problem,)))

    def value(self, node: yaml.Node, path: YamlPath, key: yaml.Node | None = None) -> Value:
        """The value of a node; its place is where it begins, or its key where it begins on a line of its own."""
        below = isinstance(node, yaml.CollectionNode) and not node.flow_style
        self.places[path] = self.place_of(key if below and key is not None else node)
        if isinstance(node, yaml.SequenceNode):
            return [self.value(item, (*path, index)) for index, item in enumerate(node.value)]
        if isinstance(node, yaml.MappingNode):
            return dict(self.pairs(node, path))
        assert isinstance(node, yaml.ScalarNode)
        if _nothing(node) and not self.cut_off(node):
            digits = isinstance(key, yaml.ScalarNode) and key.value.isdecimal()
            hint = "write a number without commas" if digits else "write one, or leave it out"
            self.fault(node if node.value or key is None else key, "an empty value", hint)
        return self.scalar(node)

    def pairs(self, node: yaml.MappingNode, path: YamlPath) -> Iterator[tuple[str, Value]]:
        seen: dict[str, yaml.Node] = {}
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                self.fault(key, "a key must be a name")
            elif SURROGATE.search(key.value):
                self.fault(key, NO_CHARACTER)
            elif key.value == "<<" and not key.style:
                self.fault(key, "merge keys are not read", "write the values out")
            elif key.value in seen:
                first = seen[key.value].start_mark.line + 1
                self.fault(key, f"the key {key.value} stands twice", f"first on line {first}")
            else:
                seen[key.value] = key
                self.places[(*path, key.value, KEY)] = self.place_of(key)
                yield key.value, self.value(value, (*path, key.value), key)

    def scalar(self, node: yaml.ScalarNode) -> Value:
        text: str = node.value
        if SURROGATE.search(text):
            self.fault(node, NO_CHARACTER)
        if node.style:
            return text
        if text not in CONSTANTS:
            self.cut_off(node)
        return CONSTANTS[text] if text in CONSTANTS else self.number(node, text)

    def cut_off(self, node: yaml.ScalarNode) -> bool:
        """Whether a # cuts off what was meant as a part of a text, which is a fault: Team #4."""
        end = node.end_mark
        rest = self.lines[end.line][end.column :] if end and end.line < len(self.lines) else ""
        comment = COMMENT.match(rest)
        found = comment is not None and not NUMBER.fullmatch(node.value)
        if comment and found:
            what = f"{comment[1]} is a comment, and no part of what stands before it"
            hint = "put the whole text in quotes, or write a space after #"
            self.faults.append(Fault(self.place(end.line, end.column + comment.start(1)), what, hint))
        return found

    def number(self, node: yaml.Node, text: str) -> Value:
        if NUMBER.fullmatch(text):
            return self.fraction(node, text)
        if NOT_FINITE.fullmatch(text):
            self.fault(node, f"{text} is not a number")
        elif SEPARATED.fullmatch(text):
            self.fault(node, f"{text} is a text in YAML, not a number", meant(text))
        return text

    def fraction(self, node: yaml.Node, text: str) -> Value:
        """The exact number; one that no document would print is refused before it is worked out."""
        digits, _, power = text.lower().partition("e")
        if len(digits) + abs(int(power[:9] or 0)) <= 2 * MOST_DIGITS:
            value = Fraction(text.removesuffix("."))
            if max(abs(value.numerator), value.denominator) < 10**MOST_DIGITS:
                return value
        self.fault(node, f"a number of more than {MOST_DIGITS} digits")
        return text


class _Bounded(yaml.SafeLoader):
    """Composes nodes; stops at what would take unbounded time or memory, and marks what would run code or repeat."""

    def __init__(self, text: str, reader: _Reader) -> None:
        super().__init__(text)
        self.reader, self.depth, self.nodes = reader, 0, 0

    def get_event(self) -> yaml.Event:
        event: yaml.Event = super().get_event()  # type: ignore[no-untyped-call]  # the stubs say nothing of it
        self.nodes += 1
        self.depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if self.depth > MOST_DEPTH or self.nodes > MOST_NODES:
            self.reader.fault(event, "nested too deep" if self.depth > MOST_DEPTH else "too many values")
            raise ProposalError(self.reader.faults)
        if isinstance(event, yaml.AliasEvent):
            self.reader.fault(event, "aliases are not read", "write the value out, or quote a text that begins with *")
        elif getattr(event, "anchor", None) is not None:
            self.reader.fault(event, "anchors are not read", "leave it out, or quote a text that begins with &")
        elif getattr(event, "tag", None) is not None:
            self.reader.fault(event, "tags are not read", "leave it out, or quote a text that begins with !")
        return event
