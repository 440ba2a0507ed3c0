"""One proposal as it is looked at: worked out once for all who look, and again when its files change.

In: the folder of a proposal and its templates; the values that a person tries out; what they already have. Out:
answers, plain values that become JSON: the blocks to show, the faults, how the request differs from that of the files.

The last page without a fault stays where the next one has faults. All methods may be called from any thread.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path
from threading import RLock
from typing import Any

from generator.document.templates import Templates
from generator.errors import Fault, FormulaError, Place, ProposalError, refusal
from generator.files import replace_all
from generator.inputs import Proposal, load
from generator.inputs.edit import restated
from generator.preview.fields import line, numbers
from generator.preview.page import Page, derivation_of, difference, digest_of, work_out

MOST_KEPT = 8
"""So many pages are kept: what a browser still shows, and what was tried out lately."""

Key = tuple[tuple[str, str], ...]


class Desk:
    """A proposal while it is edited."""

    def __init__(self, folder: Path, templates: Templates) -> None:
        self.folder = folder
        self._templates = templates
        self._lock = RLock()
        self._pages: dict[str, Page] = {}
        self._current: dict[Key, str] = {}
        self._last = ""
        self._ids: dict[str, str] = {}
        self._number = 0
        self._untraced: tuple[Fault, ...] = ()

    def changed(self) -> None:
        """Forgets what was worked out from files that are others now."""
        with self._lock:
            self._current.clear()
            self._untraced = ()

    def audit(self) -> bool:
        """Whether something in the page of the files is not traced; the answers tell it from here on."""
        with self._lock:
            page = self._pages.get(self._current.get((), ""))
        faults = page.product.faults(page=False) if page else []
        with self._lock:
            if page is self._pages.get(self._current.get((), "")):
                self._untraced = tuple(faults)
            return bool(self._untraced)

    def answer(self, changes: Mapping[str, str], have: str = "") -> dict[str, Any]:
        """What is to be shown with `changes` made to the files, to one who has the page `have`."""
        with self._lock:
            faults: Iterable[Fault] = self._untraced
            try:
                base = self._last = self._page({})
                key = self._page(changes)
            except (ProposalError, FormulaError) as error:
                faults, key, base = _faults(error), have if have in self._pages else self._last, self._last
            told = {"faults": [_fault(one) for one in faults], "page": key}
            return told | self._told(key, base, have) if key else told

    def derivation(self, page: str, id_: str) -> str | None:
        """The HTML of a figure's derivation on a page; None where that page is forgotten, or has no such figure."""
        with self._lock:
            name = next((name for name, one in self._ids.items() if one == id_), "")
            found = self._pages.get(page)
            return derivation_of(found, name, self._ids) if found and name in found.product.sheet else None

    def write(self, changes: Mapping[str, str], of: str) -> list[str]:
        """Puts numbers into the files that they stand in, and says which; comments and the order of the rest stay.

        Raises ProposalError where the files are others than `of`, where a number would be a fault, and where a file
        cannot be written: nothing is written then.
        """
        with self._lock:
            now = load(self.folder)
            if digest_of(now.files) != of:
                what, hint = "was changed meanwhile, and nothing was written", "look at the page again, then write"
                raise refusal(self.folder, what, hint)
            of_files: dict[str, dict[tuple[str | int, ...], str]] = {}
            for keys, text in numbers(now, changes).items():
                of_files.setdefault(f"{keys[0]}.yaml", {})[keys[1:]] = text
            try:
                new = {file: restated(now.files[file], each) for file, each in of_files.items()}
            except (ValueError, KeyError) as error:
                raise refusal(error, "cannot be written", "edit the file by hand") from None
            wanted, found = load(self.folder, changes), load(self.folder, texts={**now.files, **new})
            if _values(wanted) != _values(found):
                what = "cannot be written at its place"
                raise ProposalError([Fault(Place(path), what, "edit the file by hand") for path in changes])
            work_out(found, self._templates, self._ids)
            files = {path: text.encode() for path, text in new.items()}
            replace_all(self.folder, "inputs", files, files.__contains__)
            self.changed()
            return sorted(new)

    def _page(self, changes: Mapping[str, str]) -> str:
        """The key of the page with these changes, worked out unless it is known."""
        made: Key = tuple(changes.items())
        if made not in self._current:
            page = work_out(load(self.folder, changes), self._templates, self._ids)
            self._number += 1
            key = str(self._number)
            self._pages[key] = page
            self._current[made] = key
            kept = {key, self._last, self._current.get((), "")}
            for old in [one for one in self._pages if one not in kept][: max(0, len(self._pages) - MOST_KEPT)]:
                del self._pages[old]
                self._current = {one: known for one, known in self._current.items() if known != old}
        return self._current[made]

    def _told(self, key: str, base: str, have: str) -> dict[str, Any]:
        page, before, known = self._pages[key], self._pages[base], self._pages.get(have)
        has = known.blocks if known else {}
        return {
            "language": page.product.proposal.inputs.proposal.language,
            "of": before.of,
            "order": list(page.blocks),
            "blocks": {id_: block for id_, block in page.blocks.items() if id_ not in has},
            "contents": page.contents,
            "fields": [{**one._asdict(), "boxes": [box._asdict() for box in one.boxes]} for one in before.fields],
            "difference": difference(before, page),
            "line": line(self.folder.name, page.product.proposal.changes),
        }


def _values(proposal: Proposal) -> dict[str, object]:
    return {leaf.path: leaf.quantity.ends for leaf in proposal.leaves()}


def told(error: ProposalError | FormulaError) -> list[dict[str, Any]]:
    """The faults of an error, as plain values."""
    return [_fault(one) for one in _faults(error)]


def _faults(error: ProposalError | FormulaError) -> tuple[Fault, ...]:
    if isinstance(error, ProposalError):
        return error.faults
    what, hint = error.lines()
    return (Fault(Place(""), what, hint.strip()),)


def _fault(one: Fault) -> dict[str, Any]:
    """A fault, its line with it, and the path of the value that was tried out where it is of that."""
    path = one.place.file.removeprefix("--set ").partition("=")[0] if one.place.file.startswith("--set ") else ""
    return {**one.as_json(), "text": one.place.shown().strip("\n"), "path": path}
