"""An input's value in the text of its file, replaced by the name of a measured value; all else stays as it stands.

In: the text of a file, and names by their paths in it. Out: the text, with its comments and its order.
"""

from collections.abc import Mapping
from typing import Any

import yaml

from generator.inputs.located_yaml import Path as YamlPath

ENDS = ("value", "low", "likely", "high")
Cut = tuple[int, int, str]
"""From where to where in a text, and what takes its place."""


def edited(text: str, names: Mapping[YamlPath, str]) -> str:
    """The text with `{measured: NAME}` at each path, in the place of a number or a range and of its source."""
    root = yaml.compose(text, Loader=yaml.SafeLoader)
    cuts = sorted((cut for path, name in names.items() for cut in _cuts(text, root, path, name)), reverse=True)
    for start, end, put in cuts:
        text = text[:start] + put + text[end:]
    return text


def _cuts(text: str, root: Any, path: YamlPath, name: str) -> list[Cut]:
    holder = root
    for key in path[:-1]:
        holder = _pair(holder, key)[1]
    found = _pair(holder, path[-1])
    if found is None:
        return [_added(text, holder, str(path[-1]), name)]
    node = found[1]
    if isinstance(node, yaml.ScalarNode) or node.flow_style:
        return [(node.start_mark.index, node.end_mark.index, f"{{measured: {name}}}")]
    return _of_block(text, node, name)


def _pair(node: Any, key: object) -> Any:
    return next(((one, value) for one, value in node.value if one.value == str(key)), None)


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


def _added(text: str, holder: Any, key: str, name: str) -> Cut:
    """A key that its file leaves out: below the first of those beside it, or before the end of a mapping in braces."""
    first_key, first = holder.value[0]
    if holder.flow_style:
        at = first.end_mark.index
        return at, at, f", {key}: {{measured: {name}}}"
    at = text.find("\n", first.end_mark.index) + 1 or len(text)
    return at, at, f"{' ' * first_key.start_mark.column}{key}: {{measured: {name}}}\n"
