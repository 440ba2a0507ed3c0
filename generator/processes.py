"""Processes that work beside this one: how one is started, what it does first, and how it ends.

In: some work. Out: what gives its result when that is asked for.
"""

import gc
import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from generator.errors import FOUND

if TYPE_CHECKING:  # what starts none needs none of it
    from concurrent.futures import ProcessPoolExecutor

T = TypeVar("T")


def cpus() -> int:
    """How many CPUs this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextmanager
def meanwhile(work: Callable[..., T], *given: Any) -> Iterator[Callable[[], T]]:
    """Gives the result of some work, which a process beside does meanwhile; with a single CPU it is done when asked.

    Where that process is killed, the work is done here.
    """
    if cpus() == 1:
        yield partial(work, *given)
        return
    from concurrent.futures.process import BrokenProcessPool

    with beside() as pool:
        made = pool.submit(work, *given)

        def result() -> T:
            try:
                return made.result()
            except BrokenProcessPool:
                return work(*given)

        yield result


@contextmanager
def beside() -> Iterator["ProcessPoolExecutor"]:
    """A process that works beside this one; at the end it is gone, whatever it was at."""
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    pool = ProcessPoolExecutor(1, started(), begin)
    try:
        yield pool
    finally:
        for process in multiprocessing.active_children():
            process.kill()  # where nobody waits for its work any more
        pool.shutdown()


def started() -> Any:
    """How processes are started: by a fork, which inherits what is loaded; macOS's frameworks do not survive one."""
    import multiprocessing

    if sys.platform != "darwin":
        return multiprocessing.get_context("fork")
    # A new interpreter would look for modules first where one stands, and anyone may have written there.
    os.environ["PYTHONSAFEPATH"] = "1"
    return multiprocessing.get_context("spawn")


def begin() -> None:
    """What a process that works beside another does first: it leaves Ctrl-C to that one, and ends with it."""
    # Ctrl-C reaches the whole group: the parent ends the others, and says so once.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.disable()
    gc.freeze()  # what is inherited stays, and need not be looked at after every document
    from threading import Thread

    Thread(target=_with_parent, daemon=True).start()


def _with_parent() -> None:
    """Ends this process with its parent, however that one ends."""
    import multiprocessing

    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(FOUND)
