"""Limits of time and memory for reading a list, in a child process that is killed beyond them.

A deadline inside the process would have to wait for the parser's C code, and a thread cannot be
stopped. The child is forked, so it starts in milliseconds with everything imported. It uses none
of the connections that it inherits, and ends without any clean-up.
"""

from __future__ import annotations

import gc
import os
import pickle
import resource
import select
import signal
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import Any, TypeVar

from members.sources.records import SourceError

_T = TypeVar("_T")
_PIECE = 1 << 20


@dataclass(frozen=True)
class ReadingLimits:
    """Limits of reading one list.

    `seconds` of processor time, `total` seconds of elapsed time, and `memory` in bytes beyond what
    is in use.
    """

    seconds: int = 30
    total: float = 120
    memory: int = 4_000_000_000


LIMITS = ReadingLimits()


def run(read: Callable[[], _T], limits: ReadingLimits | None = None) -> _T:
    """Call `read` in a child process and return its result, or raise its error.

    Raises SourceError if it exceeds the limits.
    """
    limits = limits or LIMITS
    ours, theirs = os.pipe()
    try:
        child = os.fork()
    except BaseException:  # the machine cannot start another process
        os.close(ours)
        os.close(theirs)
        raise
    if child == 0:
        os.close(ours)  # with it open, the child would write for ever if the parent were killed
        _answer(read, theirs, limits)
    os.close(theirs)
    try:
        answer = _received(ours, monotonic() + limits.total)
    finally:
        os.close(ours)
        # The child has not been waited for, so no other process can have its number.
        os.kill(child, signal.SIGKILL)
        status = os.waitpid(child, 0)[1]
    if answer is None or (os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGXCPU):
        raise SourceError(
            f"reading it takes more than {limits.seconds} seconds, longer than any list of members"
        )
    if not answer:
        raise SourceError(
            f"reading it broke off (status {status}): "
            "it may need more memory than any list of members"
        )
    found, error = pickle.loads(answer)
    if error is not None:
        raise error
    return found  # type: ignore[no-any-return]


def _received(ours: int, until: float) -> bytes | None:
    """Return everything that the child writes until it ends; None if it does not end in time."""
    pieces: list[bytes] = []
    poll = select.poll()
    poll.register(ours, select.POLLIN)
    while poll.poll(max(until - monotonic(), 0) * 1000):
        piece = os.read(ours, _PIECE)
        if not piece:
            return b"".join(pieces)
        pieces.append(piece)
    return None


def _answer(read: Callable[[], Any], theirs: int, limits: ReadingLimits) -> None:
    """Write the result or the error to the parent, and end this process, whatever happens."""
    try:
        gc.disable()  # collecting could close a connection that belongs to the parent
        _limit(limits)
        with os.fdopen(theirs, "wb") as file:
            pickle.dump(_outcome(read), file, protocol=pickle.HIGHEST_PROTOCOL)
        os._exit(0)
    finally:
        os._exit(1)


def _limit(limits: ReadingLimits) -> None:
    used = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    signal.signal(signal.SIGXCPU, signal.SIG_DFL)
    for kind, most in (
        (resource.RLIMIT_CPU, limits.seconds),
        (resource.RLIMIT_AS, used + limits.memory),
        (resource.RLIMIT_CORE, 0),
    ):
        hard = resource.getrlimit(kind)[1]
        resource.setrlimit(
            kind, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard)
        )


def _outcome(read: Callable[[], Any]) -> tuple[Any, Exception | None]:
    try:
        return read(), None
    except SourceError as error:
        return None, error
    except MemoryError:
        return None, SourceError("reading it takes more memory than any list of members")
    except Exception as error:
        return None, _portable(error)


def _portable(error: Exception) -> Exception:
    """Return the error with its traceback as a note, because pickling loses the traceback.

    If the error cannot be pickled, return a RuntimeError with the same text.
    """
    note = traceback.format_exc()
    try:
        pickle.loads(pickle.dumps(error))
    except Exception:  # libraries put all kinds of objects into their errors
        error = RuntimeError(f"{type(error).__name__}: {error}")
    error.add_note(note)
    return error
