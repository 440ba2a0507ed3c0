"""Which logs an address names, and what each of them is.

In: what the user typed: files, patterns, folders, or the address of a server. Out: `Log`s, in order. A secret in an
address is used to connect with, and is never part of what is shown or written.
"""

import gzip
import json
import os
from collections.abc import Iterator, Sequence
from glob import glob, has_magic
from pathlib import Path
from typing import NamedTuple
from urllib.parse import SplitResult, parse_qsl, urlencode, urlsplit, urlunsplit

from generator.errors import UNREACHED, USAGE, Fault, Place, ProposalError, listed, refusal

CSV, LINES, JSON, PARQUET = "csv", "lines", "json", "parquet"
"""A table of texts; a JSON value a line; one JSON value, or a list of them, over many lines; Parquet."""
POSTGRES, SPARK = "postgres", "spark"
SERVERS = {"postgresql": POSTGRES, POSTGRES: POSTGRES, SPARK: SPARK}
"""The kinds of servers, by what an address begins with."""
ENDINGS = {
    **dict.fromkeys((".csv", ".tsv"), CSV),
    **dict.fromkeys((".jsonl", ".ndjson", ".json", ".log"), LINES),
    **dict.fromkeys((".parquet", ".pq"), PARQUET),
}
MOST_FIRST = 4_000_000
"""Characters of a file that are looked at to find out what it is."""


class Log(NamedTuple):
    """One log: its kind, its address as it may be shown, and the file, or the address to connect with."""

    kind: str
    shown: str
    address: str


def logs_of(addresses: Sequence[str]) -> list[Log]:
    """The logs that addresses name; files are sorted within each. Raises ProposalError: exit code 2 where there is
    none, 3 where a file is of no kind that can be read, or all are empty."""
    found: dict[str, Log] = {}
    empty = []
    for address in addresses:
        scheme = urlsplit(address).scheme
        if scheme in SERVERS:
            found[address] = Log(SERVERS[scheme], without_secrets(address), address)
        elif "://" in address:
            hint = "name files, or a server: postgresql://HOST/DATABASE?table=TABLE"
            raise refusal(without_secrets(address), "is not a log that can be read", hint, USAGE)
        else:
            for path in _files(address):
                if path.stat().st_size:
                    found[str(path)] = Log(_kind(path), str(path), str(path))
                else:
                    empty.append(str(path))
    if not found:
        raise ProposalError(Fault(Place(one), "is empty: it holds no call") for one in empty)
    kinds = {one.kind for one in found.values()}
    if len(kinds - {LINES, JSON}) + bool(kinds & {LINES, JSON}) > 1:
        hint = "measure logs of each kind apart, with a --name for each"
        raise refusal(listed([*found], 2), f"are of several kinds: {', '.join(kinds)}", hint, USAGE)
    return list(found.values())


def _files(address: str) -> Iterator[Path]:
    """The files of a path, a pattern or a folder. Raises ProposalError (exit code 5) where there is none."""
    path = Path(address)
    if path.is_dir():
        names = sorted(one for one in path.rglob("*") if one.is_file() and _ending(one) in ENDINGS)
    elif has_magic(address) and not path.exists():
        names = [Path(one) for one in sorted(glob(address, recursive=True)) if Path(one).is_file()]  # noqa: PTH207  # of any folder
    else:
        names = [path] if path.is_file() else []
    if not names:
        what = "holds no log" if path.is_dir() else "fits no file" if has_magic(address) else "there is no such log"
        raise refusal(address, what, f"logs end in {', '.join(ENDINGS)}, or those and .gz", UNREACHED)
    for one in names:
        if not os.access(one, os.R_OK):
            raise refusal(one, "cannot be read: permission denied", code=UNREACHED)
        yield one


def _ending(path: Path) -> str:
    return Path(path.stem).suffix if path.suffix == ".gz" else path.suffix


def _kind(path: Path) -> str:
    """What a file is, by its first bytes; the ending decides between a table and JSON where they do not."""
    first = first_text(path)
    if first.startswith("PAR1"):
        return PARQUET
    begins = first.lstrip("\ufeff \t\r\n")[:1]
    if ENDINGS.get(_ending(path)) == PARQUET or not begins:
        what = "is no Parquet, as its name says" if begins else "holds nothing but blanks"
        raise refusal(path, what)
    if begins == "[":
        return JSON
    return CSV if begins != "{" else LINES if _whole(first) else JSON


def _whole(first: str) -> bool:
    """Whether the first line with anything in it is a whole JSON value, or is too long to tell."""
    line = next((one for one in first.lstrip("\ufeff").splitlines() if one.strip()), "")
    try:
        json.loads(line)
    except json.JSONDecodeError:
        return len(line) > MOST_FIRST // 2 or not line.strip().endswith((":", "{", "[", ","))
    except RecursionError:
        return True
    return True


def first_text(path: Path) -> str:
    """The beginning of a file, unpacked; what is no UTF-8 is replaced. Raises ProposalError where it is broken."""
    with path.open("rb") as file:
        packed = file.read(2) == b"\x1f\x8b"
    try:
        with gzip.open(path, "rb") if packed else path.open("rb") as opened:
            return opened.read(MOST_FIRST).decode("utf-8", "replace")
    except (OSError, EOFError) as error:
        raise refusal(path, f"cannot be unpacked: {error}") from None


def without_secrets(address: str) -> str:
    """An address as it may be shown: without user, password, and what is called like a secret."""
    parts = urlsplit(address)
    if not parts.scheme:
        return address
    host = parts.netloc.rpartition("@")[2]
    kept = [(key, value) for key, value in parse_qsl(parts.query) if key in ("table", "schema")]
    return urlunsplit(SplitResult(parts.scheme, host, parts.path, urlencode(kept), ""))
