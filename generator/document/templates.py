"""Where templates are found: those of a project, and for every other name those that came with the generator.

In: the root of a project. Out: a `Templates`.
"""

from pathlib import Path
from typing import NamedTuple

_PACKAGE = Path(__file__).parent.parent
FOLDER = next(one for one in (_PACKAGE / "templates", _PACKAGE.parent / "templates") if one.is_dir())
"""Those that came with the generator: within the package where it was installed, beside it in a checkout."""


class Templates(NamedTuple):
    """A project's own folder of templates, where it has one; a file there stands for the installed one of its name."""

    own: Path | None = None

    @property
    def folders(self) -> tuple[Path, ...]:
        """Where to look, in order."""
        return (self.own, FOLDER) if self.own else (FOLDER,)

    def names(self, pattern: str) -> list[str]:
        """The names that match a pattern, in their order."""
        return sorted({path.name for folder in self.folders for path in folder.glob(pattern)})

    def text(self, name: str) -> str:
        """The text of a file. Raises FileNotFoundError where no folder has it."""
        found = next((folder for folder in self.folders if (folder / name).is_file()), FOLDER)
        return (found / name).read_text(encoding="utf-8")


INSTALLED = Templates()
"""The templates of a folder that has none of its own."""


def templates_of(root: Path) -> Templates:
    """The templates of a project: its own templates/ before those of the generator."""
    own = root / "templates"
    return Templates(own) if own.is_dir() and own.resolve() != FOLDER.resolve() else INSTALLED
