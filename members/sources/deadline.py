"""Reading a list within limits of time and memory: in a process of its own, which is killed when it
goes beyond them.

A deadline inside the process would have to wait for the parser's C code, and a thread cannot be
stopped. The child is forked: it starts in milliseconds with everything imported, and uses no
connection that it inherits. It ends without any clean-up.
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
    """`seconds` of processor, `total` seconds on a machine that has other work, `memory` in bytes
    beyond what is in use."""

    seconds: int = 30
    total: float = 120
    memory: int = 4_000_000_000


LIMITS = ReadingLimits()


def run(read: Callable[[], _T], limits: ReadingLimits | None = None) -> _T:
    """Return what `read` returns, or raise what it raises. SourceError if it takes more than the
    limits allow."""
    limits = limits or LIMITS
    ours, theirs = os.pipe()
    try:
        child = os.fork()
    except BaseException:  # the machine has no room for one more process
        os.close(ours)
        os.close(theirs)
        raise
    if child == 0:
        _answer(read, theirs, limits)
    os.close(theirs)
    try:
        answer = _received(ours, monotonic() + limits.total)
    finally:
        os.close(ours)
        os.kill(child, signal.SIGKILL)  # it is ours to wait for, so its number is nobody else's yet
        status = os.waitpid(child, 0)[1]
    if answer is None or (os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGXCPU):
        raise SourceError(
            f"reading it takes more than {limits.seconds} seconds, longer than any list of members"
        )
    if not answer:
        raise SourceError(
            f"reading it broke off (status {status}): it may need more memory than any list of members"
        )
    found, error = pickle.loads(answer)
    if error is not None:
        raise error
    return found  # type: ignore[no-any-return]


def _received(ours: int, until: float) -> bytes | None:
    """Return all that the child writes until it ends; None if it does not end in time."""
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
    """Write what was read, or what was raised, and end this process, whatever happens."""
    try:
        gc.disable()  # a connection that it would find here is the parent's to close
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
    """Return the error with its traceback as a note, as that would stay behind; another one that
    says the same if it cannot travel."""
    note = traceback.format_exc()
    try:
        pickle.loads(pickle.dumps(error))
    except Exception:  # whatever a library puts into its errors
        error = RuntimeError(f"{type(error).__name__}: {error}")
    error.add_note(note)
    return error
