"""The second half of the pages, drawn by a fork of the process while it draws the first itself.

In: pages that WeasyPrint has laid out. Out: nothing; when they are painted they come to the same bytes. What drawing a
page leaves behind is small: what it says, which of it is of which box, the glyphs that it takes and how opaque it is.
Where it leaves more, such as a picture, or where the fork ends before its time, all pages are drawn here.
"""

import os
import pickle
import signal
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from typing import IO, Any, NamedTuple

from generator.processes import cpus, started


class Drawn(NamedTuple):
    """What drawing leaves: of each page its stream, and the boxes whose parts are marked; groups; glyphs; opacities.

    A group is what is set as a whole, such as a text that ends where another begins, and is named by its number.
    """

    pages: list[tuple[list[Any], list[tuple[int, dict[str, Any]]]]]
    groups: list[tuple[list[Any], Any]]
    glyphs: dict[int, tuple[dict[int, str], dict[int, int]]]
    opacities: Mapping[str, Any]


@contextmanager
def in_halves(pages: Sequence[Any]) -> Iterator[None]:
    """Within, the pages are painted by two processes, where there are two CPUs and the system can fork."""
    half = (len(pages) + 1) // 2
    if cpus() == 1 or len(pages) == half or started().get_start_method() != "fork":
        yield
        return
    reading, writing = map(os.fdopen, os.pipe(), ("rb", "wb"))
    child = os.fork()
    try:
        if child:
            writing.close()
            drawn: list[Drawn | None] = []
            for number, page in enumerate(pages[half:]):
                page.paint = partial(_take, page.paint, reading, drawn, page, number)
        else:
            reading.close()
            _draw_second(pages, half, writing)
        yield
    finally:
        if not child:
            os._exit(1)  # whatever happened: nothing but the pages is the fork's to make
        reading.close()
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)


def _draw_second(pages: Sequence[Any], half: int, writing: IO[bytes]) -> None:
    """Lets the fork draw the second half alone, and end when it has sent what was drawn."""
    done: list[Any] = []
    for page in pages[:half]:
        page.paint = _leave
    for page in pages[half:]:
        page.paint = partial(_keep, page.paint, done, len(pages) - half, writing)


def _leave(*_: Any) -> None:
    """Draws nothing."""


def _keep(
    paint: Callable[..., None], done: list[Any], count: int, writing: IO[bytes], stream: Any, scale: float
) -> None:
    paint(stream, scale)
    done.append((stream.stream, [(id(box), mark) for box, mark in stream._tags.items()]))
    if len(done) == count:
        if _is_plain(stream):
            groups = [(one.stream, one.extra) for one in stream._resources["XObject"].values()]
            glyphs = {key: (font.to_unicode, font.widths) for key, font in stream._fonts.items()}
            with writing:
                pickle.dump(Drawn(done, groups, glyphs, stream._resources["ExtGState"]), writing)
        os._exit(0)


def _is_plain(stream: Any) -> bool:
    """Whether nothing but groups is numbered in the order of all pages: no picture, pattern, state or unknown glyph."""
    page, groups = stream._resources, [one and one._resources for one in stream._resources["XObject"].values()]
    if None in groups:  # a picture
        return False
    others = [one[kind] for one in (page, *groups) for kind in ("Pattern", "Shading")]
    others += [one["XObject"] for one in groups]
    others += [key for one in (page, *groups) for key in one["ExtGState"] if key.startswith("s")]
    return not any([*others, *(font.missing for font in stream._fonts.values())])


def _take(
    paint: Callable[..., None], reading: IO[bytes], drawn: list[Drawn | None], page: Any, number: int, stream: Any,
    scale: float,
) -> None:  # fmt: skip
    if not drawn:
        drawn.append(_received(reading, stream))
    if drawn[0] is None:
        paint(stream, scale)
        return
    parts, marked = drawn[0].pages[number]
    stream.stream[:] = parts
    boxes = {id(box): box for box in page._page_box.descendants(placeholders=True)}
    stream._tags.update((boxes[box], mark) for box, mark in marked)


def _received(reading: IO[bytes], stream: Any) -> Drawn | None:
    """What the fork drew, its glyphs and opacities put in; None where it sent nothing whole, or fonts of its own."""
    try:
        drawn: Drawn = pickle.load(reading)  # it comes from a fork of this process
    except (EOFError, pickle.UnpicklingError):
        return None
    if not drawn.glyphs.keys() <= stream._fonts.keys():
        return None
    names = {f"/x{number} Do".encode(): draws for number, draws in enumerate(_grouped(drawn, stream))}
    for parts, _ in drawn.pages:
        parts[:] = [names.get(part, part) if isinstance(part, bytes) else part for part in parts]
    for key, (texts, widths) in drawn.glyphs.items():
        font = stream._fonts[key]
        _add(font.to_unicode, texts)
        _add(font.widths, widths)
    _add(stream._resources["ExtGState"], drawn.opacities)
    return drawn


def _grouped(drawn: Drawn, stream: Any) -> Iterator[bytes]:
    """What draws each of the groups that the fork drew; they are numbered on from those that were drawn here."""
    groups = stream._resources["XObject"]
    for parts, extra in drawn.groups:
        group = stream.clone(stream=parts, resources=extra["Resources"], extra=extra)
        group.id = f"x{len(groups)}"
        groups[group.id] = group
        yield f"/{group.id} Do".encode()


def _add(known: dict[Any, Any], found: Mapping[Any, Any]) -> None:
    for key, one in found.items():
        known.setdefault(key, one)  # what comes first in the document stands
