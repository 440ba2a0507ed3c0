"""Where what can be made again is kept between runs: compiled templates, the font configuration and its cache.

In: what it is for. Out: a folder of the user's, made where it is missing.
"""

import os
from errno import ENOENT
from pathlib import Path


def cache_folder(purpose: str) -> Path:
    """The folder for a purpose. Raises OSError where it cannot be made."""
    try:
        home = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    except RuntimeError as error:
        raise FileNotFoundError(ENOENT, "there is no home folder", "~") from error
    folder = home / "capacity-proposals" / purpose
    folder.mkdir(parents=True, exist_ok=True)
    return folder
