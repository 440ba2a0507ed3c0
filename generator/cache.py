"""Where what can be made again is kept between runs: compiled templates, the font configuration and its cache.

In: what it is for. Out: a folder of the user's, made where it is missing. Compiled templates are run as they are found,
so nobody else may have written them: a folder that depends on where one stands is none of the user's.
"""

import os
from errno import EACCES, ENOENT
from pathlib import Path
from stat import S_IWOTH


def cache_folder(purpose: str) -> Path:
    """The folder for a purpose. Raises OSError where it cannot be made, or others may have written to it."""
    folder = _home() / "capacity-proposals" / purpose
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    found = folder.stat()
    if found.st_uid != os.geteuid() or found.st_mode & S_IWOTH:
        raise PermissionError(EACCES, "others may have written to it", str(folder))
    return folder


def _home() -> Path:
    """The folder of caches that the user names, or the one in the home folder; by the standard, neither is relative."""
    named = Path(os.environ.get("XDG_CACHE_HOME", ""))
    try:
        home = named if named.is_absolute() else Path.home() / ".cache"
    except RuntimeError as error:
        raise FileNotFoundError(ENOENT, "there is no home folder", "~") from error
    if not home.is_absolute():
        raise FileNotFoundError(ENOENT, "the home folder depends on where one stands", str(home))
    return home
