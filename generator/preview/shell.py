"""The page around the blocks: where the faults stand, the fields to try out, and what moves with them.

In: the name of a proposal, the names of all, the first answer, and the token. Out: HTML.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any

import jinja2

from generator.document.templates import FOLDER

PAGE, INDEX = "preview.html.j2", "previews.html.j2"


def shell(name: str, names: Sequence[str], answer: Mapping[str, Any], token: str) -> str:
    """The page of a proposal with its first answer in it."""
    blocks = answer.get("blocks", {})
    rest = {key: value for key, value in answer.items() if key not in ("blocks", "contents")}
    first = json.dumps(rest).replace("<", "\\u003c")
    return _template(PAGE).render(
        name=name, others=[one for one in names if one != name], contents=answer.get("contents", ""),
        language=answer.get("language", "en"), blocks=[blocks[id_] for id_ in answer.get("order", ())],
        token=token, first=first,
    )  # fmt: skip


def index(names: Sequence[str]) -> str:
    """The page that leads to each proposal."""
    return _template(INDEX).render(names=names)


def _template(name: str) -> jinja2.Template:
    """One of our own: a project's templates make its document, and not what stands around it."""
    loader = jinja2.FileSystemLoader(FOLDER)
    env = jinja2.Environment(loader=loader, autoescape=True, undefined=jinja2.StrictUndefined,
                             trim_blocks=True, lstrip_blocks=True)  # fmt: skip
    return env.get_template(name)
