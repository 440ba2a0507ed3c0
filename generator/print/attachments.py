"""What a print carries with it: its inputs and its figures, so that it can be verified by itself.

In: a proposal, and the text of its record. Out: the files to attach, always the same bytes for the same inputs. Back
again: from the files of a PDF, which anyone may have altered, to the inputs; a file that no print carries, that is
missing, or that cannot be read, is a fault.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import md5
from typing import Any

from generator.errors import Fault, Place, ProposalError, refusal
from generator.inputs import Proposal
from generator.inputs.raw import FILES
from generator.inputs.records import OPTIONAL as LEFT_OUT
from generator.print.printer import File

CHANGES, FIGURES = "changes.json", "figures.json"
SAYS = {
    **{f"{name}.yaml": f"Inputs of this document: {name.replace('_', ' ')}" for name in FILES},
    CHANGES: "What was put in place of the inputs: this document is a what-if",
    FIGURES: "Every figure of this document: its exact value, unit and formula",
}
"""The files that a print may carry, and what each is. Their names are not taken from anywhere else."""
OPTIONAL = {CHANGES, *(f"{name}.yaml" for name in LEFT_OUT)}
"""What a print may lack: a proposal may do without some of its files."""
IN_A_FOLDER = re.compile(r"(measured|offers)-[A-Za-z0-9][A-Za-z0-9._-]{0,99}\.yaml")
"""What a file of measured values, or an offer, is called: a viewer may take a slash in a name for a folder."""
MOST_FILES, LONGEST_NAME = 40, 200


@dataclass(frozen=True)
class Carried:
    """What the files of a print hold: its inputs, and what was put in place of some of them.

    `altered` names the files that are not those that were attached: their checksum is another.
    """

    inputs: Mapping[str, str]
    changes: Mapping[str, str]
    altered: tuple[str, ...]


def file(name: str, text: str, dated: date) -> File:
    """A file for a print to carry: its name says what it is, and its media type, as registered."""
    measured = "Values that were measured, which inputs of this document name"
    says = SAYS.get(name, "What you offered, which this document shows" if name[:6] == "offers" else measured)
    return File(name, text, dated, says, f"application/{name.rpartition('.')[2]}")


def attached(proposal: Proposal, record: str) -> tuple[File, ...]:
    """The files to attach, in the order of their names."""
    texts = {**{path.replace("/", "-"): text for path, text in proposal.files.items()}, FIGURES: record}
    if proposal.changes:
        texts[CHANGES] = json.dumps(dict(proposal.changes), ensure_ascii=False, indent=1) + "\n"
    return tuple(file(name, text, proposal.inputs.proposal.dated) for name, text in sorted(texts.items()))


def files_of(pdf: Any) -> list[tuple[str, Any]]:
    """The files that a PDF carries, each with its name: the dictionaries that describe them, in order."""
    tree = pdf.Root.get("/Names", {}).get("/EmbeddedFiles", {})
    return [(str(one.get("/UF", "")), one) for one in list(tree.get("/Names", []))[1 : 2 * MOST_FILES : 2]]


def carried(pdf: Any, file: str) -> Carried:
    """What the files of a PDF hold. Raises ProposalError with every file that is missing, doubled, odd or broken."""
    from generator.print.opened import PackedError, content  # a print that is made need not be read back

    found = files_of(pdf)
    faults = _misfits([name for name, _ in found], file)
    texts, altered = dict[str, str](), list[str]()
    for name, spec in (one for one in found if _carried(one[0])):
        try:
            stream = spec.EF.F
            data = content(stream)
            texts[name] = data.decode()
            if bytes(stream.get("/Params", {}).get("/CheckSum", b"")) != md5(data, usedforsecurity=False).digest():
                altered.append(name)
        except (PackedError, UnicodeDecodeError, AttributeError, TypeError) as error:
            faults.append(Fault(Place(f"{file}/{name[:LONGEST_NAME]}"), f"cannot be read: {error}"[:LONGEST_NAME]))
    if faults:
        raise ProposalError(faults)
    yaml = {name: text for name, text in texts.items() if name.endswith(".yaml")}
    inputs = {name.replace("-", "/", 1) if IN_A_FOLDER.fullmatch(name) else name: text for name, text in yaml.items()}
    return Carried(inputs, _changes(texts.get(CHANGES, "{}"), f"{file}/{CHANGES}"), tuple(altered))


def _carried(name: str) -> bool:
    """Whether a print may carry a file of this name."""
    return name in SAYS or bool(IN_A_FOLDER.fullmatch(name))


def _misfits(names: list[str], file: str) -> list[Fault]:
    known = [name for name in SAYS if name in names]
    if not known:
        return [Fault(Place(file), "carries no inputs, so that it cannot be verified")]
    odd = [f"carries {name[:LONGEST_NAME]!r}, which no print carries" for name in {*names} if not _carried(name)]
    doubled = [f"carries {name} more than once" for name in {*filter(_carried, names)} if names.count(name) > 1]
    missing = [f"does not carry {name}" for name in SAYS if name not in names and name not in OPTIONAL]
    return [Fault(Place(file), what) for what in (*odd, *doubled, *missing)]


def _changes(text: str, place: str) -> dict[str, str]:
    try:
        found = json.loads(text)
        if not all(isinstance(one, str) for one in found.values()):
            raise TypeError("a change that is not a text")
    except (ValueError, TypeError, AttributeError, RecursionError) as error:
        raise refusal(place, f"cannot be read: {error}"[:LONGEST_NAME]) from None
    return dict(found)
