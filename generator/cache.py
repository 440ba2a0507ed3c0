"""The user's cache, outside of every project: what can be made again, kept where nobody else may have written.

In: what a folder is for; and a file, whole. Out: the folder, or an OSError that says why there is none.
"""

import os
import stat
from contextlib import suppress
from errno import EACCES, ENOENT
from pathlib import Path

OTHERS_WRITE = stat.S_IWGRP | stat.S_IWOTH


def keep(path: Path, data: bytes, most: int = 64) -> None:
    """Puts a file that is the user's alone into such a folder: whole, or not at all. Raises OSError.

    Once there are more than `most` in it, the older half goes.
    """
    part = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        part.touch(0o600)
        part.write_bytes(data)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)  # on a full disk each would leave another
    if len(os.listdir(path.parent)) > most:  # noqa: PTH208  # a Path for each would take longer
        with suppress(FileNotFoundError):  # another process is at it
            for old in sorted(path.parent.iterdir(), key=lambda one: one.lstat().st_mtime_ns)[: -(most // 2)]:
                old.unlink()


def cache_folder(purpose: str, believed: bool = False) -> Path:
    """A folder for what can be made again: compiled templates, the font configuration. It is made where it is missing.

    Nobody else may have written to it: a folder that depends on where one stands does not belong to the user. One whose
    files are `believed` as they are found, such as code, is no link, nor in the repository that one stands in. Raises
    OSError where it cannot be made, or others, or a commit, may have written to it.
    """
    named = Path(os.environ.get("XDG_CACHE_HOME", ""))  # by the standard, a relative one does not count
    try:
        home = named if named.is_absolute() else Path.home() / ".cache"
    except RuntimeError as error:
        raise FileNotFoundError(ENOENT, "there is no home folder", "~") from error
    if not home.is_absolute():
        raise FileNotFoundError(ENOENT, "the home folder depends on where one stands", str(home))
    folder = home / "capacity-proposals" / purpose
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    found, here = folder.stat(), Path.cwd()
    around = (one for one in folder.resolve().parents if here.is_relative_to(one) and os.path.lexists(one / ".git"))
    led = believed and (folder.is_symlink() or folder.parent.is_symlink() or any(around))
    if led or found.st_uid != os.geteuid() or found.st_mode & OTHERS_WRITE:
        raise PermissionError(EACCES, "others may have written to it", str(folder))
    return folder
