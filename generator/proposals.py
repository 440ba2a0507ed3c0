"""Which proposals there are, and where may be written.

In: the folder that a command is called in, and what the user typed. Out: the project around it, folders of proposals,
a folder to write to; or a ProposalError that says what to type instead.
"""

import os
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from generator.document.templates import FOLDER, INSTALLED, Templates, templates_of
from generator.errors import USAGE, did_you_mean, refusal
from generator.files import check_target

if TYPE_CHECKING:
    from generator.figures.figure import Sheet
    from generator.inputs import Proposal
    from generator.inputs.raw import Raw
    from generator.review.sides import Past

NAME = r"[A-Za-z0-9](?!.*\.(?:md|pdf|png|html|xlsx|json|sha256|reconciliation)$)[A-Za-z0-9._-]{0,99}"
"""What a proposal may be called: it is part of paths, of commands and of a text in Markdown, and no file of another."""

NAMED = "it has up to 100 letters, digits, dots, - and _, begins with a letter or digit, and ends as no file does"
OFFERS = "offers"
"""The folder of a proposal that holds what vendors said."""
MADE_FROM = ("inputs", "generator", "templates", "tests")
"""The folders of a project that a build is made from; nothing is written to them, or to what is around them."""


class Project(NamedTuple):
    """A folder with inputs/; what is built of them goes to output/ beside it."""

    root: Path

    @property
    def inputs(self) -> Path:
        """The folder whose folders are proposals."""
        return self.root / "inputs"

    @property
    def output(self) -> Path:
        """What is committed for the proposals."""
        return self.root / "output"

    @property
    def templates(self) -> Templates:
        """The templates that its documents are made with."""
        return templates_of(self.root)

    def names(self) -> list[str]:
        """The names of its proposals; what is hidden, or kept by Python, does not count."""
        found = (path.name for path in sorted(self.inputs.glob("*/")) if path.is_dir())
        return [name for name in found if not name.startswith((".", "__"))]


def project_of(folder: Path) -> Project | None:
    """The project that a folder stands in: the nearest above with inputs/ that is not a package of Python."""
    for root in (folder, *folder.parents):
        if (root / "inputs").is_dir() and not (root / "inputs" / "__init__.py").exists():
            return Project(root)
    return None


def here() -> Project:
    """The project that the command is called in. Raises ProposalError (exit code 2) where there is none."""
    folder = Path.cwd()
    project = project_of(folder)
    if project is None:
        what = "there is no folder inputs/ here, or in a folder above"
        hint = "go to your proposals first: cd PROJECT; or begin one: proposal init NAME"
        raise refusal(folder, what, hint, USAGE)
    return project


def templates_here() -> Templates:
    """The templates of the project that the command is called in, or those that came with the generator."""
    project = project_of(Path.cwd())
    return project.templates if project else INSTALLED


def folder(project: Project, name: str) -> Path:
    """The folder of a proposal by its name, or by its path in inputs/. Raises ProposalError (exit code 2) otherwise."""
    known, inputs = project.names(), project.inputs
    path = inputs / name if name in known else Path(name)
    if not path.is_dir():
        raise refusal(name, "there is no such proposal", did_you_mean(name, known), USAGE)
    if not re.fullmatch(NAME, path.name):
        raise refusal(name, "cannot be the name of a proposal", NAMED, USAGE)
    if path.resolve() != inputs.resolve() / path.name:
        raise refusal(name, "leads out of inputs/", "a proposal is a folder there, and no link", USAGE)
    return as_seen(path)


def begun(name: str) -> Path:
    """The folder of a proposal that is to begin, in the project around or else in a new one here.

    Raises ProposalError (exit code 2) where the name cannot be a proposal's, or is one's already.
    """
    project = project_of(Path.cwd()) or Project(Path.cwd())
    path = project.inputs / name
    if not re.fullmatch(NAME, name):
        raise refusal(name, "cannot be the name of a proposal", NAMED, USAGE)
    if path.exists():
        raise refusal(os.path.relpath(path), "there is such a proposal", "name another", USAGE)
    return path


def as_seen(path: Path) -> Path:
    """A folder as seen from here, by a path that ends in its name also where one stands in it."""
    return Path(os.path.relpath(path.parent)) / path.name


def folders(project: Project, names: Iterable[str] = ()) -> list[Path]:
    """The folders of the named proposals, or of all in inputs/. Raises ProposalError (exit code 2) for none at all."""
    found = [folder(project, name) for name in names or project.names()]
    if not found:
        raise refusal(os.path.relpath(project.inputs), "holds no proposal", "begin one: proposal init NAME", USAGE)
    return found


def only_folder(project: Project, name: str | None) -> Path:
    """The folder of the named proposal, or of the only one. Raises UsageError where there are several."""
    found = folders(project, [name] if name else [])
    if len(found) != 1:
        raise _usage(f"there are {len(found)} proposals; name one with --proposal")
    return found[0]


def sheet_of(folder: Path, changes: Mapping[str, str]) -> "tuple[Proposal, Sheet]":
    """A proposal, with changes made to it first, and its figures; those of every offer with them."""
    return _with_offers(folder, (), changes)[1:]


def _with_offers(folder: Path, more: Iterable[Path], changes: Mapping[str, str]) -> "tuple[Raw, Proposal, Sheet]":
    from generator.decide.offers import with_offers
    from generator.figures.sheet import calculate
    from generator.inputs.load import validated  # --help needs none of it
    from generator.inputs.raw import read

    raw = read(folder, changes, more=more)
    proposal = validated(raw, every_offer=True)
    return raw, proposal, with_offers(proposal, calculate(proposal))


def offers_of(
    folder: Path, named: Iterable[str], changes: Mapping[str, str]
) -> "tuple[Raw, Proposal, Sheet, list[str]]":
    """A proposal with the named offers, its figures, and their names: those in it by name, or files; all in it if none.

    Raises ProposalError (exit code 2) where there is no such offer.
    """
    inside = {path.stem: path for path in sorted((folder / OFFERS).glob("*.yaml"))}
    more, names = [], []
    for one in named:
        path = inside.get(one.removesuffix(".yaml"), Path(one))
        if not path.is_file():
            raise refusal(one, "there is no such offer", did_you_mean(one, inside) or "name a file", USAGE)
        if path.stem in inside and not path.samefile(inside[path.stem]):
            raise refusal(one, f"an offer of the proposal is called {path.stem} as well", "rename one", USAGE)
        more += [] if path.stem in inside else [path]
        names.append(path.stem)
    raw, proposal, sheet = _with_offers(folder, more, changes)
    every = list(proposal.inputs.offers)
    if not every and not names:
        what = f"there is no offer in {as_seen(folder) / OFFERS}"
        raise refusal(folder, what, "name the file of one: proposal offer FILE", USAGE)
    for one in (name for name in names if name not in every):
        raise refusal(one, "nothing is said in it yet", "write what the vendor said: vendor:, said:, models:", USAGE)
    return raw, proposal, sheet, list(dict.fromkeys(names)) or every


def ledger_of(project: Project, named: Path | None, name: str | None) -> tuple[Path, Path]:
    """The folder of a proposal, and the ledger to hold it against: the named file, or the one in that folder.

    A name that is not a file may be a proposal's.

    Raises ProposalError (exit code 2) where there is no such ledger.
    """
    from generator.review.reconcile import LEDGER  # --help needs none of it

    if named and not name and not named.exists() and str(named) in project.names():
        named, name = None, str(named)
    beside = named and not name and named.resolve().parent.parent == project.inputs.resolve()
    found = folder(project, named.resolve().parent.name) if named and beside else only_folder(project, name)
    ledger = named or found / LEDGER
    if not ledger.is_file():
        hint = "name one: proposal reconcile LEDGER"
        what = "there is no such ledger" if named else f"has no ledger {LEDGER}"
        raise refusal(named or found, what, hint, USAGE)
    return found, ledger


def compared(project: Project, base: str, target: str, name: str | None, past: "Past") -> list[Path]:
    """The folders of the proposals to compare: the named one, that of a side which is a folder, or all of either side.

    Two folders are compared with each other, unless a proposal is named. Raises UsageError where a folder has no
    counterpart, and ProposalError (exit code 2) where there is nothing to compare.
    """
    from generator.review.sides import is_folder, proposals

    inputs = project.inputs
    names = {known for side in (base, target) for known in proposals(inputs, side, past) if re.fullmatch(NAME, known)}
    # Where only the past has proposals, having none today is a difference and not a fault.
    gone = name in names or (names and not name and not project.names())
    found = [] if gone else folders(project, [name] if name else [])
    every = {known: as_seen(inputs / known) for known in names} | {path.name: path for path in found}
    named = [Path(side) for side in (base, target) if is_folder(side)]
    if len(named) > 1 and not name:
        return [Path(target)]
    only = Path(name).name if name else named[0].resolve().name if named else ""
    if only and only not in every:
        raise _usage(f"the other side has no proposal {only}; name one with --proposal")
    return [every[known] for known in sorted(every) if only in ("", known)]


def _usage(says: str) -> Exception:
    """What was typed cannot be done, which the command tells with its usage."""
    from click import UsageError  # what is only said again needs no click

    return UsageError(says)


def target_of(project: Project, folder: Path, what_if: bool = False) -> Path:
    """A folder to write to.

    Raises ProposalError (exit code 2) for a link, for what a build is made from and, for a what-if, what is committed.
    """
    check_target(folder)
    target = folder.resolve()
    made_from = (*(project.root / name for name in MADE_FROM), Path(__file__).parent, FOLDER)
    for kept in (*made_from, *([project.output] if what_if else [])):
        if target.is_relative_to(kept.resolve()) or kept.resolve().is_relative_to(target):
            why = "is committed, and this is a what-if" if kept == project.output else "is what it is made from"
            what = f"cannot hold output: {os.path.relpath(kept)} {why}"
            raise refusal(folder, what, "name another folder", USAGE)
    return folder
