"""What a print carries with it: its inputs, its figures and what it printed, so that it can be verified by itself.

In: a proposal, the text of its record, and what its page prints in order. Out: the files to attach, always the same
bytes for the same inputs. Back again: from the files of a PDF, which anyone may have altered, to what they hold; a file
that no print carries, that is missing, or that cannot be read, is a fault.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from generator.document.marks import Printed
from generator.document.record import digest
from generator.errors import Fault, Place, ProposalError
from generator.inputs import Proposal
from generator.inputs.raw import FILES

CHANGES, FIGURES, PRINTED = "changes.json", "figures.json", "printed.json"
SAYS = {
    **{f"{name}.yaml": f"Inputs of this document: {name.replace('_', ' ')}" for name in FILES},
    CHANGES: "What was put in place of the inputs: this document is a what-if",
    FIGURES: "Every figure of this document: its exact value, unit and formula",
    PRINTED: "What this document prints, in order, with the name of each figure",
}
"""The files that a print may carry, and what each is. Their names are not taken from anywhere else."""
OPTIONAL = {CHANGES}
KINDS = ("figure", "name", "position", "page", "stamp")
ENDS = ("", "likely", "low", "high", "span")
MOST_PRINTED, LONGEST_NAME = 20_000, 200

Heads = Sequence[tuple[int, Sequence[str]]]
"""The heads of tables that may be repeated on a further page: the numeral each begins before, and its numerals."""


@dataclass(frozen=True)
class Attached:
    """A file that a print carries: its name, its text, and the day that it is dated."""

    name: str
    text: str
    dated: date

    @property
    def says(self) -> str:
        """What the file is."""
        return SAYS[self.name]

    @property
    def mime_type(self) -> str:
        """Its media type, as registered."""
        return f"application/{self.name.rpartition('.')[2]}"


@dataclass(frozen=True)
class Carried:
    """What the files of a print hold: the proposal's name and inputs, the text of its record, and what it printed.

    `altered` names the files that are not those that `printed.json` was written for.
    """

    name: str
    texts: Mapping[str, str]
    inputs: Mapping[str, str]
    changes: Mapping[str, str]
    printed: tuple[Printed, ...]
    headings: tuple[str, ...]
    heads: Heads
    aside: tuple[Printed, ...]
    altered: tuple[str, ...]


def attached(
    proposal: Proposal,
    record: str,
    printed: Iterable[Printed],
    headings: Sequence[str],
    heads: Heads,
    aside: Iterable[Printed],
) -> tuple[Attached, ...]:
    """The files to attach, in the order of their names. `headings` are the anchors of the page, in order.

    `aside` is what its alternative texts say.
    """
    texts = {**proposal.files, FIGURES: record}
    if proposal.changes:
        texts[CHANGES] = json.dumps(dict(proposal.changes), ensure_ascii=False, indent=1) + "\n"
    texts[PRINTED] = _printed_text(proposal.name, texts, printed, headings, heads, aside)
    dated = proposal.inputs.proposal.dated
    return tuple(Attached(name, text, dated) for name, text in sorted(texts.items()))


def _printed_text(
    name: str,
    texts: Mapping[str, str],
    printed: Iterable[Printed],
    headings: Sequence[str],
    heads: Heads,
    aside: Iterable[Printed],
) -> str:
    """What was printed as JSON, a thing a line."""
    lines = ",\n".join(f"  {_json([one.kind, one.name, one.text, one.end])}" for one in printed)
    files = {file: digest(text) for file, text in sorted(texts.items())}
    shown: dict[str, Any] = {"proposal": name, "files": files, "headings": headings, "heads": heads}
    shown["aside"] = [[one.kind, one.name, one.text, one.end] for one in aside]
    parts = ",\n ".join(f'"{key}": {_json(value)}' for key, value in shown.items())
    return f'{{\n {parts},\n "printed": [\n{lines}\n ]\n}}\n'


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def carried(files: Sequence[tuple[str, bytes]], pdf: str) -> Carried:
    """What the files of a PDF hold. Raises ProposalError with every file that is missing, doubled, odd or broken."""
    names = [name for name, _ in files]
    faults = [
        Fault(Place(pdf), f"carries {name[:LONGEST_NAME]!r}, which no print carries") for name in {*names} - {*SAYS}
    ]
    faults += [Fault(Place(pdf), f"carries {name} more than once") for name in SAYS if names.count(name) > 1]
    missing = [name for name in SAYS if name not in names and name not in OPTIONAL]
    if len(missing) == len(SAYS) - len(OPTIONAL):
        faults.append(Fault(Place(pdf), "carries no inputs, so that it cannot be verified"))
    else:
        faults += [Fault(Place(pdf), f"does not carry {name}") for name in missing]
    texts = {}
    for name, data in files:
        try:
            texts[name] = data.decode()
        except UnicodeDecodeError as error:
            faults.append(
                Fault(Place(f"{pdf}/{name[:LONGEST_NAME]}"), f"not UTF-8: {error.reason} at byte {error.start}")
            )
    if faults:
        raise ProposalError(faults)
    return _carried(texts, pdf)


def _carried(texts: Mapping[str, str], pdf: str) -> Carried:
    changes = _read(texts[CHANGES], f"{pdf}/{CHANGES}", _changes) if CHANGES in texts else {}
    name, headings, heads, printed, aside, files = _read(texts[PRINTED], f"{pdf}/{PRINTED}", _printed)
    altered = [one for one, text in texts.items() if one != PRINTED and files.get(one) != digest(text)]
    gone = [one for one in files if one not in texts]
    inputs = {one: text for one, text in texts.items() if one.endswith(".yaml")}
    return Carried(name, texts, inputs, changes, printed, headings, heads, aside, (*altered, *gone))


def _read(text: str, place: str, reader: Any) -> Any:
    try:
        return reader(json.loads(text))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ProposalError([Fault(Place(place), f"cannot be read: {error}"[:LONGEST_NAME])]) from None


def _changes(content: Any) -> dict[str, str]:
    return {path: _text(text) for path, text in content.items()}


def _printed(
    content: Any,
) -> tuple[str, tuple[str, ...], Heads, tuple[Printed, ...], tuple[Printed, ...], dict[str, str]]:
    name = _text(content["proposal"])
    if not name or name in {".", ".."} or "/" in name or len(name) > LONGEST_NAME:
        raise ValueError(f"{name[:LONGEST_NAME]!r} is no name of a proposal")
    if max(len(content["printed"]), len(content["headings"]), len(content["heads"])) > MOST_PRINTED:
        raise ValueError("too long")
    headings = tuple(_text(one) for one in content["headings"])
    heads = [(int(start), [_text(word) for word in words]) for start, words in content["heads"]]
    printed = tuple(_one(entry) for entry in content["printed"])
    aside = tuple(_one(entry) for entry in content["aside"][:MOST_PRINTED])
    return name, headings, heads, printed, aside, {one: _text(digest) for one, digest in content["files"].items()}


def _one(entry: Sequence[str]) -> Printed:
    kind, name, text, end = entry
    if kind not in KINDS or end not in ENDS or (kind == "figure") != bool(end):
        raise ValueError(f"{[kind, end]} is no kind of thing that is printed")
    return Printed(kind, _text(name), _text(text), None, end)


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is no text")
    return value
