"""A PDF that anyone may have made, opened within bounds.

In: the bytes of a PDF. Out: its objects, as pikepdf gives them, and what its streams hold. A stream is unpacked no
further than any print's goes. What is not written as the grammar of PDF says is refused: readers of different makes
understand it differently, a number such as 0-90000 above all.
"""

import re
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import Any

import pikepdf

from generator.errors import ProposalError, refusal

MB = 1 << 20
MOST_BYTES, MOST_OF_STREAM = 16 * MB, 4 * MB
"""The size of a PDF, and of one of its streams unpacked; ten pages take 0.2 and 0.3 MB."""
LONGEST = 200


class PackedError(Exception):
    """Why a stream is not unpacked, as the end of a sentence."""


@contextmanager
def opened(data: bytes, file: str) -> Iterator[pikepdf.Pdf]:
    """The PDF that is called `file`, open.

    Raises ProposalError where it is not a PDF, is too large, encrypted, or breaks the grammar of PDF where it was read.
    """
    if not data.startswith(b"%PDF-"):
        raise _refused(file, "is not a PDF")
    if len(data) > MOST_BYTES:
        raise _refused(file, f"is larger than {MOST_BYTES // MB} MB")
    try:
        with pikepdf.open(BytesIO(data)) as pdf:
            if pdf.is_encrypted:
                raise _refused(file, "is encrypted")
            yield pdf
            # Objects are read when they are first looked at, so that this is known at the end.
            for warning in pdf.get_warnings():
                raise _refused(file, f"is not written as the grammar of PDF says: {warning}")
    except pikepdf.PasswordError:
        raise _refused(file, "is encrypted") from None
    except (pikepdf.PdfError, PackedError, UnicodeDecodeError) as error:
        raise _refused(file, f"cannot be read: {error}") from None
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        # A number stands where a dictionary belongs, or the like: pikepdf says so in Python's words.
        raise _refused(file, f"is not built as a PDF is: {error}") from None


def _refused(file: str, what: str) -> ProposalError:
    said = re.sub(r"\bstream <[^>]*>:? *", "", what)  # what pikepdf calls bytes: by where they are in memory
    return refusal(file, " ".join(said.split())[:LONGEST])


def content(stream: Any) -> bytes:
    """What a stream holds, unpacked.

    Raises PackedError where it holds more than the streams of a print do, or is packed in another way than they are.
    """
    packed, data = stream.get("/Filter"), bytes(stream.read_raw_bytes())
    filters = list(packed) if isinstance(packed, pikepdf.Array) else [] if packed is None else [packed]
    if not data:
        return b""
    if not filters and len(data) <= MOST_OF_STREAM:
        return data
    if filters != [pikepdf.Name.FlateDecode] or "/DecodeParms" in stream:
        raise PackedError("is packed in a way no print is, or too large")
    unpacking = zlib.decompressobj()
    try:
        found = unpacking.decompress(data, MOST_OF_STREAM)
    except zlib.error as error:
        raise PackedError(f"cannot be unpacked: {error}") from None
    if unpacking.unconsumed_tail:
        raise PackedError(f"holds more than {MOST_OF_STREAM // MB} MB")
    # Some readers would go on reading behind the end, and others would not.
    if not unpacking.eof or unpacking.unused_data.strip():
        raise PackedError("does not end where it is packed to end")
    return found
