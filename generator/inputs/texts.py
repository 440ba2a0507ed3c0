"""Names, labels and free text of the inputs, and the names that refer to others.

In: a plain text of the YAML reader. Out: a text, or a ValueError with the reader's words.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, ValidationInfo
from pydantic_core import core_schema

from generator.errors import did_you_mean
from generator.inputs.entry import MisfitError
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


def _name(text: str, _: ValidationInfo) -> Name:
    return Name(one_line(text))


def _label(text: str, _: ValidationInfo) -> Name:
    if len(one_line(text)) > LONGEST_LABEL:
        raise MisfitError(f"longer than {LONGEST_LABEL} characters", "a chart has no room for more")
    return Name(text)


def _free(text: str, info: ValidationInfo) -> Text:
    for one in typed(one_line(text), (info.context or {}).get("models", ())):
        if not one.ordinary:
            raise MisfitError(f"the number {one.text} is typed in free text", INSTEAD, part=one.text)
    return Text(text)


def _key(text: str, info: ValidationInfo) -> Name:
    if re.search(r"[\s\[\]|`<>=]", one_line(text)):
        raise ValueError("a name holds no space and none of [ ] | ` < > =")
    return _label(text, info)


@dataclass(frozen=True, eq=False)
class Kind:
    """A kind of text: how it is read, and what editors are told of it. Pydantic asks it as it asks its own types."""

    read: Callable[[str, ValidationInfo], str]
    longest: int
    more: Mapping[str, str]

    def __get_pydantic_core_schema__(self, _source: object, _handler: object) -> core_schema.CoreSchema:
        # An AfterValidator would be looked at for its parameters at each field anew.
        return core_schema.with_info_after_validator_function(self.read, core_schema.str_schema())

    def __get_pydantic_json_schema__(self, _core: object, _handler: object) -> dict[str, object]:
        return {"type": "string", "maxLength": self.longest, **self.more}


FILLED = {"pattern": r"\S", "patternErrorMessage": "An empty text."}
NameField = Annotated[str, Kind(_name, LONGEST_TEXT, FILLED)]
LabelField = Annotated[str, Kind(_label, LONGEST_LABEL, FILLED)]
TextField = Annotated[str, Kind(_free, LONGEST_TEXT, FILLED)]
Key = Annotated[str, Kind(_key, LONGEST_LABEL, {"pattern": r"^[^\s\[\]|`<>=]+$"})]


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


Labelled = BeforeValidator(labelled)
"""Stands at a table of the inputs."""


def known(table: str) -> AfterValidator:
    """Refuses a name that `table` does not hold; the loader gives the tables that it could read as the context."""

    def check(name: str, info: ValidationInfo) -> Name:
        names: Iterable[str] = (info.context or {}).get(table, (name,))
        if name not in names:
            hint = did_you_mean(name, names) or f"name it under {table}"
            raise MisfitError(f"unknown {table.removesuffix('s').replace('_', ' ')} {name or repr(name)}", hint)
        return Name(name)

    return AfterValidator(check)


def only(otherwise: str, *words: str) -> BeforeValidator:
    """Says what a value may be, where it is a text other than `words`."""

    def check(value: object) -> object:
        if value not in words:
            raise ValueError(f"expected {', '.join((otherwise, *words[:-1]))} or {words[-1]}, found {value}")
        return value

    return BeforeValidator(check)
