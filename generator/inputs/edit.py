"""Another value of an input in the text of its file, or the name of a measured one; all else stays as it stands.

In: the text of a file, and what is put at paths in it. Out: the text, with its comments and its order.
"""

from collections.abc import Mapping
from typing import Any

import yaml

from generator.inputs.located_yaml import YamlPath
from generator.inputs.numbers import ENDS

Cut = tuple[int, int, str]
"""From where to where in a text, and what takes its place."""


def edited(text: str, names: Mapping[YamlPath, str], keys: Mapping[Any, str]) -> str:
    """The text with `{measured: NAME}` at each path, in the place of a number or a range and of its source.

    `keys` are those that become others with it.
    """
    root = yaml.compose(text, Loader=yaml.SafeLoader)
    cuts = [cut for path, name in names.items() for cut in _named(text, root, path, name)]
    for path in (path for path in names if path[-1] in keys):
        key = next(key for key, _ in _at(root, path[:-1]).value if key.value == path[-1])
        cuts.append((key.start_mark.index, key.end_mark.index, keys[path[-1]]))
    return _cut(text, cuts)


def restated(text: str, numbers: Mapping[YamlPath, str]) -> str:
    """The text with a number at each path, in the place of a number or of the name of a measured one.

    A source stays; a number that its file leaves out is added. Raises ValueError where a range stands at a path.
    """
    root = yaml.compose(text, Loader=yaml.SafeLoader)
    return _cut(text, [_restated(text, root, path, number) for path, number in numbers.items()])


def _cut(text: str, cuts: list[Cut]) -> str:
    for start, end, put in sorted(cuts, reverse=True):
        text = text[:start] + put + text[end:]
    return text


def _restated(text: str, root: Any, path: YamlPath, number: str) -> Cut:
    holder = _at(root, path[:-1])
    node = _below(holder, path[-1])
    if node is None and isinstance(holder, yaml.MappingNode) and holder.value:
        return _added(text, holder, str(path[-1]), number)
    if isinstance(node, yaml.ScalarNode):
        return node.start_mark.index, node.end_mark.index, number
    for key, value in node.value if isinstance(node, yaml.MappingNode) else ():
        if key.value in ("value", "measured"):
            return key.start_mark.index, value.end_mark.index, f"value: {number}"
    raise ValueError(f"no single number stands at {'.'.join(map(str, path))}")


def _named(text: str, root: Any, path: YamlPath, name: str) -> list[Cut]:
    holder = _at(root, path[:-1])
    node = _below(holder, path[-1])
    if node is None:
        return [_added(text, holder, str(path[-1]), f"{{measured: {name}}}")]
    if isinstance(node, yaml.ScalarNode) or node.flow_style:
        return [(node.start_mark.index, node.end_mark.index, f"{{measured: {name}}}")]
    return _of_block(text, node, name)


def _at(node: Any, path: YamlPath) -> Any:
    for key in path:
        node = _below(node, key)
    return node


def _below(node: Any, key: object) -> Any:
    """What stands under a key of a mapping, or at a place of a list; None where nothing does."""
    if isinstance(node, yaml.SequenceNode):
        return node.value[key] if isinstance(key, int) and key < len(node.value) else None
    pairs = node.value if isinstance(node, yaml.MappingNode) else ()
    return next((value for one, value in pairs if one.value == str(key)), None)


def _of_block(text: str, node: Any, name: str) -> list[Cut]:
    """The first end becomes the name; the lines of the other ends, and of the source, go."""
    cuts: list[Cut] = []
    for key, value in node.value:
        if key.value in ENDS and not cuts:
            cuts.append((key.start_mark.index, value.end_mark.index, f"measured: {name}"))
        elif key.value in (*ENDS, "source"):
            start = text.rfind("\n", 0, key.start_mark.index) + 1
            last = value.end_mark.index
            if isinstance(value, yaml.CollectionNode) and not value.flow_style:
                last = len(text[:last].rstrip())
            end = text.find("\n", last) + 1 or len(text)
            cuts.append((start, end, ""))
    return cuts


def _added(text: str, holder: Any, key: str, put: str) -> Cut:
    """A key that its file leaves out: below the first of those beside it, or before the end of a mapping in braces."""
    first_key, first = holder.value[0]
    if holder.flow_style:
        at = first.end_mark.index
        return at, at, f", {key}: {put}"
    at = text.find("\n", first.end_mark.index) + 1 or len(text)
    return at, at, f"{' ' * first_key.start_mark.column}{key}: {put}\n"
