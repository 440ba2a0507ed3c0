"""Processes that work beside this one: how one is started, what it does first, and how it ends.

In: some work. Out: what gives its result when that is asked for.
"""

import gc
import os
import pickle
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any, TypeAlias, TypeVar

from generator.errors import FOUND

T = TypeVar("T")
Hand: TypeAlias = Callable[..., Callable[[], Any]]
"""Takes a function and what it is given; what it returns waits for the result."""


def cpus() -> int:
    """How many CPUs this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextmanager
def beside(apart: bool = True) -> Iterator[Hand]:
    """Hands work to a process beside this one, which is gone at the end, whatever it was at.

    With a single CPU, or not `apart`, the work is done here when its result is asked for; so it is where that process
    was killed.
    """
    if cpus() == 1 or not apart:
        yield partial
        return
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    def hand(work: Callable[..., T], *given: Any) -> Callable[[], T]:
        try:
            made = pool.submit(work, *given)
        except BrokenProcessPool:
            return partial(work, *given)

        def result() -> T:
            try:
                return made.result()
            except BrokenProcessPool:
                return work(*given)

        return result

    pool = ProcessPoolExecutor(1, started(), begin)
    try:
        yield hand
    finally:
        for process in multiprocessing.active_children():
            process.kill()  # where nobody waits for its work any more
        pool.shutdown()


@contextmanager
def forking(apart: bool = True) -> Iterator[Hand]:
    """Hands each work to a fork of this process, which sees what stands here and gives a copy of what it found.

    With a single CPU, or not `apart`, or on macOS, the work is done here when its result is asked for; so it is where
    the fork ended without one: its faults are told here.
    """
    children = set[int]()

    def hand(work: Callable[..., T], *given: Any) -> Callable[[], T]:
        child, read = forked(partial(work, *given))
        children.add(child)

        def result() -> T:
            with os.fdopen(read, "rb") as pipe:
                found = pipe.read()
            children.remove(child)
            return work(*given) if os.waitpid(child, 0)[1] else pickle.loads(found)

        return result

    try:
        yield partial if cpus() == 1 or not apart or sys.platform == "darwin" else hand
    finally:
        for child in children:  # where nobody waits for its work any more
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)


def forked(work: Callable[[], Any]) -> tuple[int, int]:
    """A fork of this process, and the pipe by which it gives what its work found, pickled, or nothing."""
    read, write = os.pipe()
    child = os.fork()
    if child:
        os.close(write)
        return child, read
    try:
        os.close(read)  # so that it learns where nobody reads any more
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        found = pickle.dumps(work())
        with os.fdopen(write, "wb") as pipe:
            pipe.write(found)
        os._exit(0)
    finally:
        os._exit(FOUND)


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
