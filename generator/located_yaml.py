"""YAML 1.2 whose every value keeps its file, line and column.

In: the text of a file. Out: plain mappings, lists, strings, booleans and exact fractions, and the place of each of them
by its path; or every fault of the text. PyYAML composes the nodes; what a scalar means is decided here, because PyYAML
reads YAML 1.1, where `1e1` is a string, `no` is false, `0.1` is a binary float and the last of two equal keys wins.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

import yaml

from generator.errors import Fault, Place, ProposalError

Path = tuple[str | int, ...]
Value = None | bool | str | Fraction | list["Value"] | dict[str, "Value"]

NUMBER = re.compile(r"[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d{1,3})?")
NOT_FINITE = re.compile(r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)")
SEPARATED = re.compile(r"[-+]?\d+(?:[_,]\d+)+(?:\.\d*)?")
CONSTANTS: Mapping[str, bool | None] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
MOST_DEPTH, MOST_BYTES, MOST_NODES = 40, 1_000_000, 100_000


@dataclass(frozen=True)
class Located:
    """A file's values, and the place of every key and value by path."""

    values: Mapping[str, Value]
    places: Mapping[Path, Place]


def parse(text: str, file: str) -> Located:
    """The mapping that a file holds. Raises ProposalError with every fault of the text."""
    reader = _Reader(text, file)
    try:
        _bound(text, reader)
        node = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        raise ProposalError(
            [reader.fault_at(error.problem_mark or error.context_mark, error.problem or "no YAML")]
        ) from None
    except (yaml.YAMLError, RecursionError) as error:
        raise ProposalError([Fault(Place(file), f"no YAML that can be read: {str(error).splitlines()[0]}")]) from None
    if node is None:
        return Located({}, {(): Place(file, 1, 1)})
    values = reader.value(node, ())
    if not isinstance(values, dict):
        reader.fault(node, f"expected a mapping of names, found {kind(values)}")
    if reader.faults:
        raise ProposalError(reader.faults)
    assert isinstance(values, dict)
    return Located(values, reader.places)


def kind(value: object) -> str:
    """What a value is, in a reader's words."""
    kinds = {dict: "a mapping", list: "a list", str: "a text", bool: "true or false", Fraction: "a number"}
    return kinds.get(type(value), "nothing")


def _bound(text: str, reader: "_Reader") -> None:
    """Refuses what would take unbounded time or memory, or run code, before a node is made."""
    if len(text) > MOST_BYTES:
        raise ProposalError([Fault(Place(reader.file), f"longer than {MOST_BYTES:,} characters")])
    depth = nodes = 0
    for event in yaml.parse(text, Loader=yaml.SafeLoader):
        nodes += 1
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if isinstance(event, yaml.AliasEvent):
            raise ProposalError([reader.fault_at(event.start_mark, "aliases are not read", "write the value out")])
        if getattr(event, "tag", None) is not None:
            raise ProposalError([reader.fault_at(event.start_mark, f"the tag {event.tag} is not read")])
        if depth > MOST_DEPTH or nodes > MOST_NODES:
            raise ProposalError(
                [reader.fault_at(event.start_mark, "nested too deep" if depth > MOST_DEPTH else "too many values")]
            )


class _Reader:
    """Turns nodes into values; collects places and faults on its way."""

    def __init__(self, text: str, file: str) -> None:
        self.file = file
        self.lines = text.splitlines()
        self.places: dict[Path, Place] = {}
        self.faults: list[Fault] = []

    def place(self, mark: yaml.Mark | None) -> Place:
        if mark is None:
            return Place(self.file)
        text = self.lines[mark.line] if mark.line < len(self.lines) else ""
        return Place(self.file, mark.line + 1, mark.column + 1, text)

    def fault_at(self, mark: yaml.Mark | None, what: str, hint: str = "") -> Fault:
        return Fault(self.place(mark), what, hint)

    def fault(self, node: yaml.Node, what: str, hint: str = "") -> None:
        self.faults.append(self.fault_at(node.start_mark, what, hint))

    def value(self, node: yaml.Node, path: Path) -> Value:
        self.places[path] = self.place(node.start_mark)
        if isinstance(node, yaml.SequenceNode):
            return [self.value(item, (*path, index)) for index, item in enumerate(node.value)]
        if isinstance(node, yaml.MappingNode):
            return dict(self.pairs(node, path))
        return self.scalar(node)

    def pairs(self, node: yaml.MappingNode, path: Path) -> Iterator[tuple[str, Value]]:
        seen: dict[str, yaml.Node] = {}
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                self.fault(key, "a key must be a name")
                continue
            if key.value == "<<" and key.style is None:
                self.fault(key, "merge keys are not read", "write the values out")
            elif key.value in seen:
                first = seen[key.value].start_mark.line + 1
                self.fault(key, f"the key {key.value} stands twice", f"first on line {first}")
            else:
                seen[key.value] = key
                yield key.value, self.value(value, (*path, key.value))
                if isinstance(value, yaml.ScalarNode) and value.value == "" and value.style is None:
                    self.places[(*path, key.value)] = self.place(key.start_mark)

    def scalar(self, node: yaml.ScalarNode) -> Value:
        text: str = node.value
        if node.style is not None:
            return text
        return CONSTANTS[text] if text in CONSTANTS else self.number(node, text)

    def number(self, node: yaml.Node, text: str) -> Value:
        if NUMBER.fullmatch(text):
            return Fraction(text.removesuffix("."))
        if NOT_FINITE.fullmatch(text):
            self.fault(node, f"{text} is no number")
        elif SEPARATED.fullmatch(text):
            self.fault(node, f"{text} is a text in YAML, not a number", f"write {re.sub('[_,]', '', text)}")
        return text
