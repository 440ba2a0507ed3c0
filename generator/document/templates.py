"""Where templates are found: those of a project, and for every other name those that came with the generator.

In: the root of a project. Out: a `Templates`.
"""

import os
from collections.abc import Iterator
from contextlib import suppress
from fnmatch import fnmatchcase
from pathlib import Path
from typing import NamedTuple, TypeAlias

from generator.files import read_text

_PACKAGE = Path(__file__).parent.parent
FOLDER = next(one for one in (_PACKAGE / "templates", _PACKAGE.parent / "templates") if one.is_dir())
"""Those that came with the generator: within the package where it was installed, beside it in a checkout."""


State: TypeAlias = tuple[tuple[str, int, int, int], ...]
"""The files of some folders, each with its number, its time and its size."""


class Templates(NamedTuple):
    """A project's own folder of templates, where it has one; a file there stands for the installed one of its name."""

    own: Path | None = None

    @property
    def folders(self) -> tuple[Path, ...]:
        """Where to look, in order."""
        return (self.own, FOLDER) if self.own else (FOLDER,)

    @property
    def state(self) -> State:
        """What is another as soon as a file is: what was made of the files of one state need not be made again."""
        found = []
        for one in self._files():
            with suppress(FileNotFoundError):  # an editor may have taken it away meanwhile
                stat = one.stat()
                found.append((one.path, stat.st_ino, stat.st_mtime_ns, stat.st_size))
        return tuple(sorted(found))

    def names(self, pattern: str) -> list[str]:
        """The names that match a pattern, in their order."""
        return sorted({one.name for one in self._files() if fnmatchcase(one.name, pattern)})

    def text(self, name: str) -> str:
        """The text of a file. Raises FileNotFoundError where no folder has it, ProposalError where it is no text."""
        found = next((folder for folder in self.folders if (folder / name).is_file()), FOLDER)
        return read_text(found / name)

    def _files(self) -> "Iterator[os.DirEntry[str]]":
        """The files there are: while an editor has one open, a link beside it may lead nowhere."""
        for folder in self.folders:
            if folder.is_dir():
                yield from (one for one in os.scandir(folder) if one.is_file())


INSTALLED = Templates()
"""The templates of a folder that has none of its own."""


def templates_of(root: Path) -> Templates:
    """The templates of a project: its own templates/ before those of the generator."""
    own = root / "templates"
    return Templates(own) if own.is_dir() and own.resolve() != FOLDER.resolve() else INSTALLED
