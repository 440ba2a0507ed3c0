"""Names, labels and free text of the inputs, and the names that refer to others.

In: a plain text of the YAML reader. Out: a text, or a ValueError with the reader's words.
"""

import re
import unicodedata
from collections.abc import Iterable
from typing import Annotated

from generator.errors import did_you_mean
from generator.inputs.entry import After, Before, MisfitError, Schema, Tables
from generator.inputs.ordinary import typed

LONGEST_TEXT, LONGEST_LABEL = 2000, 60
"""Characters: of a text; and of what charts show, in which so many of the widest Latin letters fit."""
INSTEAD = "name a figure, as [[request.tokens_per_minute]], or a fact of proposal.yaml, as [[proposal.facts.name]]"
"""What any text can do in place of typing a number."""


class Name(str):
    """A declared name: a label, an identifier, a path. It may hold digits, which are then part of the name."""

    __slots__ = ()


class Text(str):
    """Free text: it may name figures as [[figure]] but types no amount of its own."""

    __slots__ = ()


def one_line(text: str) -> str:
    """The text, of one line, as it may be printed. Raises ValueError in a reader's words where it may not."""
    # Most texts can be printed as they are, and need not be looked at letter by letter.
    odd = [] if text.isprintable() else [c for c in text if not c.isprintable() and unicodedata.category(c) != "Zs"]
    if odd and odd[0] == "\n":
        raise MisfitError("a line break in a text", "write it on one line, or fold it with >-")
    if odd:
        raise MisfitError(f"the character U+{ord(odd[0]):04X} cannot be printed", part=odd[0])
    if not text.strip() or len(text) > LONGEST_TEXT:
        raise ValueError(f"longer than {LONGEST_TEXT} characters" if text.strip() else "an empty text")
    if text != text.strip():
        raise ValueError("a text that begins or ends with a space")
    return text


def _name(text: str, _: Tables) -> Name:
    return Name(one_line(text))


def _label(text: str, _: Tables) -> Name:
    if len(one_line(text)) > LONGEST_LABEL:
        raise MisfitError(f"longer than {LONGEST_LABEL} characters", "a chart has no room for more")
    return Name(text)


def _free(text: str, tables: Tables) -> Text:
    for one in typed(one_line(text), tables.get("models", ())):
        if not one.ordinary:
            raise MisfitError(f"the number {one.text} is typed in free text", INSTEAD, part=one.text)
    return Text(text)


def _key(text: str, tables: Tables) -> Name:
    if re.search(r"[\s\[\]|`<>=]", one_line(text)):
        raise ValueError("a name holds no space and none of [ ] | ` < > =")
    return _label(text, tables)


def _told(longest: int, **more: str) -> Schema:
    return {"type": "string", "maxLength": longest, **more}


FILLED = {"pattern": r"\S", "patternErrorMessage": "An empty text."}
NameField = Annotated[str, After(_name, _told(LONGEST_TEXT, **FILLED))]
LabelField = Annotated[str, After(_label, _told(LONGEST_LABEL, **FILLED))]
TextField = Annotated[str, After(_free, _told(LONGEST_TEXT, **FILLED))]
Key = Annotated[str, After(_key, _told(LONGEST_LABEL, pattern=r"^[^\s\[\]|`<>=]+$"))]


def in_words(name: str) -> str:
    """A name as a label: load-case is Load case."""
    words = re.sub("[-_]", " ", name)
    return words[:1].upper() + words[1:]


def labelled(entries: object) -> object:
    """A table whose entries may leave out their label, which is then their name in words."""
    if not isinstance(entries, dict):
        return entries
    lacks = {name for name, one in entries.items() if isinstance(one, dict) and "label" not in one}
    return {name: {"label": in_words(str(name)), **one} if name in lacks else one for name, one in entries.items()}


Labelled = Before(labelled)
"""Stands at a table of the inputs."""


def known(table: str) -> After:
    """Refuses a name that `table` does not hold; the loader gives the tables that it could read as the context."""

    def check(name: str, tables: Tables) -> Name:
        names: Iterable[str] = tables.get(table, (name,))
        if name not in names:
            hint = did_you_mean(name, names) or f"name it under {table}"
            raise MisfitError(f"unknown {table.removesuffix('s').replace('_', ' ')} {name or repr(name)}", hint)
        return Name(name)

    return After(check)
