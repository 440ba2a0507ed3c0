"""What WeasyPrint works out of styles anew for every element and box, worked out once for all that are alike.

In: a style, and what WeasyPrint does with it. Out: the same in less time, for `quicker`, which puts it in place.
"""

from collections.abc import Callable, Iterable
from typing import Any

MARGINS = ("margin_left", "margin_right", "margin_top", "margin_bottom")
PADDINGS = ("padding_left", "padding_right", "padding_top", "padding_bottom")
SIZES = ("width", "height", "min_width", "min_height", "max_width", "max_height")
BORDERS = ("border_left_width", "border_right_width", "border_top_width", "border_bottom_width")
HANDED_DOWN = ("__", "page", "text_decoration_")
"""How properties begin that are no others' heirs and still show within: variables, and what is drawn through."""


def style_of(
    anew: Callable[..., None], styles: Any, element: Any, parent: Any, pseudo_type: Any = None, **named: Any
) -> None:
    """Gives an element the style of another of which the same is said, where both inherit the same."""
    if parent is None or not hasattr(element, "tag"):  # the root, or a page, whose style is changed later
        anew(styles, element, parent, pseudo_type=pseudo_type, **named)
        return
    said = styles.get_cascaded_styles().get((element, pseudo_type), {})
    found, kept = styles.get_computed_styles(), styles.__dict__.setdefault("kept", {})
    around = found[parent, None]
    taken = tuple((name, str(around[name])) for name, (value, _) in said.items() if value == "inherit")
    key = _handed_down(around), taken, pseudo_type, _hashed(said.items())
    if key not in kept:
        anew(styles, element, parent, pseudo_type=pseudo_type, **named)
        kept[key] = found[element, pseudo_type]
    found[element, pseudo_type] = kept[key]


def _handed_down(style: Any) -> Any:
    """What is equal for styles from which all that is within inherits the same."""
    from weasyprint.css.properties import INHERITED

    if style is None:
        return None
    if not hasattr(style, "handed_down"):
        own = (one for one in style.cascaded.items() if one[0] in INHERITED or one[0].startswith(HANDED_DOWN))
        style.handed_down = _handed_down(style.parent_style), _hashed(own)
    return style.handed_down


def _hashed(said: Iterable[tuple[str, tuple[Any, Any]]]) -> frozenset[tuple[str, int, Any]]:
    """What is said of an element, as a key: a value is one of a style sheet, which lasts as long as the styles."""
    return frozenset((name, id(value), weight) for name, (value, weight) in said)


def resolve_percentages(anew: Callable[..., None], box: Any, containing_block: Any) -> None:
    """The lengths of a box. Where none is a part of another they are those of its style, whatever is around it."""
    style = box.style
    if not hasattr(style, "lengths"):
        style.lengths = _lengths(style)
    if style.lengths is None:
        anew(box, containing_block)
        return
    lengths, borders = style.lengths
    box.__dict__.update(lengths)
    for name, value in borders:
        if style["border_collapse"] != "collapse" or not hasattr(box, name):
            setattr(box, name, value)


def _lengths(style: Any) -> tuple[dict[str, Any], list[tuple[str, Any]]] | None:
    """The lengths of a style, and the widths of its borders; None where one is a part of another length."""
    found = {name: style[name] for name in (*MARGINS, *PADDINGS, *SIZES)}
    fixed = all(one == "auto" or getattr(one, "unit", "").lower() == "px" for one in found.values())
    if not fixed or style["box_sizing"] != "content-box":
        return None
    lengths = {name: "auto" if one == "auto" else one.value for name, one in found.items()}
    lengths |= {name: 0 for name in ("min_width", "min_height") if lengths[name] == "auto"}
    return lengths, [(name, style[name]) for name in BORDERS]
