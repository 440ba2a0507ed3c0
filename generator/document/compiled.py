"""Templates as code: compiled once, and kept between runs.

In: a template's source, where it stands, and the words that it is compiled in. Out: its code, as it was kept where that
is whole, or compiled anew. What is damaged, of another source or of another Jinja is never run.
"""

import marshal
import sys
from _blake2 import blake2b  # hashlib has the same, and loads OpenSSL first
from contextlib import suppress
from pathlib import Path
from types import CodeType

import jinja2

from generator.cache import cache_folder, keep

MADE_BY = f"{jinja2.__version__} {sys.version}"
SUM, MOST_KEPT = 32, 1024
"""Bytes of the sum that stands before the code; and templates that are kept: a checkout has about seventy."""


def folder() -> Path | None:
    """Where compiled templates are kept; None, where there is no folder that may be believed."""
    try:
        return cache_folder("templates", believed=True)
    except OSError:
        return None


def code_of(env: jinja2.Environment, source: str, name: str, file: str, words: str, kept: Path | None) -> CodeType:
    """The code of the template `name`, which stands in `file`, in these words. Raises as Jinja's compiler does.

    What cannot be kept, as on a full disk, is compiled each time.
    """
    if kept is None:
        return env.compile(source, name, file)
    place = "\0".join([file, words, type(env).__name__])
    path = kept / blake2b(place.encode("utf-8", "surrogateescape"), digest_size=20).hexdigest()
    with suppress(OSError):
        data = path.read_bytes()
        if data[:SUM] == _sum(place, source, data[SUM:]):
            found: CodeType = marshal.loads(data[SUM:])
            return found
    code = env.compile(source, name, file)
    with suppress(OSError):
        data = marshal.dumps(code)
        keep(path, _sum(place, source, data) + data, MOST_KEPT)
    return code


def _sum(place: str, source: str, code: bytes) -> bytes:
    text = "\0".join([MADE_BY, place, source]).encode("utf-8", "surrogateescape")
    return blake2b(text + b"\0" + code, digest_size=SUM).digest()
