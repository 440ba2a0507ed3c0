"""Work on a file that anyone may have made, in a process of its own with bounded memory and time.

In: the work, and the file's name. Out: what the work gives, or its faults. Readers of PDF are native code, and no file
may harm the process that verifies it, or keep it busy for ever.
"""

import os
import pickle
import resource
import signal
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from generator.errors import FAULTY, UNREACHED, Fault, Place, ProposalError, refusal
from generator.processes import forked

MB = 1 << 20
MOST_MEMORY, MOST_SECONDS, MOST_ANSWER = 4096 * MB, 120, 256 * MB
LONGEST = 2000
T = TypeVar("T")


def apart(work: Callable[[], T], file: str) -> T:
    """What `work` gives for a file, worked out in a process of its own with bounded memory and time.

    Raises ProposalError: its own; that its reading fails (exit code 3); or that it ended that process (UNREACHED).
    """
    child, read = forked(partial(_within_bounds, work))
    with os.fdopen(read, "rb") as pipe:
        answer = pipe.read(MOST_ANSWER)
    os.waitpid(child, 0)
    if not answer:
        bounds = f"{MOST_SECONDS} seconds or {MOST_MEMORY // MB} MB"
        what = f"no verdict was reached: it breaks the reader, or takes more than {bounds}"
        raise refusal(file, what, code=UNREACHED)
    result, faults, code = pickle.loads(answer)
    if faults is not None:
        raise ProposalError(faults or [Fault(Place(file), f"makes its reading fail: {result}")], code)
    return result  # type: ignore[no-any-return]  # it is what `work` gave


def _within_bounds(work: Callable[[], T]) -> tuple[Any, Any, int]:
    """What `work` gives; or its faults, none where it fails otherwise, with their exit code."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # nobody waits for it then
    for what, most in (("AS", _held() + MOST_MEMORY), ("CPU", MOST_SECONDS), ("CORE", 0)):
        with suppress(ValueError, OSError):
            resource.setrlimit(getattr(resource, f"RLIMIT_{what}"), (most, most))
    try:
        return work(), None, 0
    except ProposalError as error:
        return None, error.faults, error.exit_code
    except Exception as error:
        return " ".join(f"{type(error).__name__}: {error}".split())[:LONGEST], (), FAULTY


def _held() -> int:
    """The bytes of memory that this process has as it begins: libraries set much aside, the more the more CPUs."""
    with suppress(OSError):
        return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * resource.getpagesize()
    return 0  # not told outside Linux
