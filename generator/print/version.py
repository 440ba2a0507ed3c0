"""Which version of the generator prints, what a print says of that, and where git keeps the version that it names.

A version is a release, as people say it, and the digest of its sources: code and templates, by the names that git gives
to their contents. So a clone finds the commit of a version without a tag, and reads no file for it.
"""

import hashlib
import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import generator
from generator import git
from generator.document.templates import INSTALLED, Templates
from generator.files import blob_id

NAME = "capacity-proposals"
CREATOR, SOURCES, PRINTER = rf"{NAME} ([0-9]{{4}}(?:\.[0-9]+)+)", r"[0-9a-f]{12}", r"WeasyPrint ([0-9]+(?:\.[0-9]+)*)"
SUFFIXES = {".py", ".j2", ".css", ".js"}


@dataclass(frozen=True)
class Version:
    """A release, the digest of its sources, and the version of the printer; each empty where it is not known."""

    release: str = ""
    sources: str = ""
    printer: str = ""

    def __str__(self) -> str:
        return f"{NAME} {self.release or 'of an unknown version'}{f' ({self.sources})' if self.sources else ''}"


def today(templates: Templates = INSTALLED) -> Version:
    """The version that is running, with these templates."""
    from importlib.metadata import version as installed  # what prints need not look for it

    return Version(generator.__version__, sources(templates), installed("weasyprint"))


def sources(templates: Templates = INSTALLED) -> str:
    """The digest of the code that is running and of these templates."""
    named = {f"templates/{name}": blob_id(templates.text(name).encode()) for name in templates.names("*.*")}
    return digest(_code() | named)


@cache
def _code() -> dict[str, str]:
    """Each module with git's name of its content: of many proposals in one process all are printed by the same code."""
    code = Path(generator.__file__).parent
    paths = code.rglob("*.py")
    return {f"generator/{path.relative_to(code).as_posix()}": blob_id(path.read_bytes()) for path in paths}


def digest(named: Mapping[str, str]) -> str:
    """The digest of sources, whose contents git has named."""
    lines = (f"{blob} {name}\n" for name, blob in sorted(named.items()) if Path(name).suffix in SUFFIXES)
    return hashlib.sha256("".join(lines).encode()).hexdigest()[:12]


def stated(metadata: Any) -> Version:
    """What the metadata of a PDF, which anyone may have written, say of the version that printed it."""
    found = []
    for key, pattern in (("/Creator", CREATOR), ("/Sources", SOURCES), ("/Producer", PRINTER)):
        said = ""
        with suppress(AttributeError, TypeError, ValueError):  # they are not a dictionary, or this entry is not a text
            said = str(metadata.get(key, ""))
        found.append(re.fullmatch(pattern, said))
    return Version(*(match[match.lastindex or 0] if match else "" for match in found))


def commit_of(wanted: str, clone: Path) -> str:
    """The hash of the newest commit of a clone that has these sources; empty where none has, or no git tells."""
    folders = ("generator", "templates")
    try:
        where = git.repository(clone)
        of_each = ((one, digest(git.ids_at(where, one, clone, folders))) for one in git.commits(where, clone, folders))
        return next((commit for commit, found in of_each if found == wanted), "")
    except git.GitError:
        return ""
