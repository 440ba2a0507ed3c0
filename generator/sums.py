"""Which files a build wrote: the SHA-256 of each, in a file beside them that `sha256sum --check` reads.

In: the bytes of files, or a folder with such a file. Out: its text; and for each file whether it is as it was written.
It tells a hand edit, and any altered byte of a print, from what is merely old.
"""

import re
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

MOST = 1_000_000
LINE = re.compile(r"([0-9a-f]{64})  (.+)")


def file_of(name: str) -> str:
    """What the file is called for a proposal."""
    return f"{name}.sha256"


def sums(folder: Path, name: str) -> dict[str, str]:
    """The SHA-256 of each file by its path in the folder, as it was written; of none where that is not known.

    A merge may have left both sides' sums in it: then of each file the first holds.
    """
    path = folder / file_of(name)
    if path.is_symlink() or not path.is_file() or path.stat().st_size > MOST:
        return {}
    return sums_of(path.read_text(encoding="utf-8", errors="replace"))


def sums_of(text: str) -> dict[str, str]:
    """The SHA-256 of each file by its path, that the text of such a file has."""
    found = (LINE.fullmatch(line) for line in text.splitlines())
    return {one[2]: one[1] for one in reversed([*found]) if one}


def renewed(folder: Path, name: str, files: Mapping[str, bytes]) -> bytes:
    """The text of the sums of files that are to be written, and of those that stay, as they were written before."""
    old = {path: one for path, one in sums(folder, name).items() if (folder / path).is_file()}
    every = old | {path: digest(data) for path, data in files.items()}
    return "".join(f"{every[path]}  {path}\n" for path in sorted(every)).encode()


def digest(data: bytes) -> str:
    """The SHA-256 of some bytes, in hexadecimal."""
    return sha256(data).hexdigest()


def altered(folder: Path, written: Mapping[str, str], path: str) -> bool:
    """Whether a file that is there is surely not as it was written; where that is not known, it is not."""
    file = folder / path
    if path not in written or file.is_symlink() or not file.is_file():
        return False
    return digest(file.read_bytes()) != written[path]


def same(file: Path, data: bytes) -> bool:
    """Whether a file holds these bytes."""
    return not file.is_symlink() and file.is_file() and file.read_bytes() == data
