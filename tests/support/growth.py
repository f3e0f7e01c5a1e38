"""The growth of work with the length of a text, measured in processor time, so that a busy machine
changes little."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import thread_time
from types import FrameType

#: Processor seconds. Anything below is not measured: at these lengths, quadratic work takes many
#: times as long.
FLOOR = 0.002
#: Seconds after which a measurement is stopped: work that takes that long is not linear.
LONGEST = 5.0
#: The limit of growth for four times the text: linear is 4, quadratic 16.
LIMIT = 8.0


class TooLong(Exception):
    """Raised when the work takes longer than LONGEST."""


def growth(
    act: Callable[[str], object], text: Callable[[int], str], size: int, floor: float = FLOOR
) -> float:
    """Return how many times as long the work takes for a text of four times the size; 1 if it takes
    less than the floor."""
    try:
        with _broken_off():
            if _seconds(act, text(4 * size), 1) < floor:
                return 1.0
            return min(_ratio(act, text, size), _ratio(act, text, 2 * size))
    except TooLong:
        return float("inf")


def _ratio(act: Callable[[str], object], text: Callable[[int], str], size: int) -> float:
    return _seconds(act, text(4 * size), 2) / max(_seconds(act, text(size), 3), FLOOR / 16)


def _seconds(act: Callable[[str], object], text: str, times: int) -> float:
    """Return the least processor time of several runs, with as few runs as show whether it is below
    the floor."""
    least = float("inf")
    for _ in range(times):
        begin = thread_time()
        act(text)
        least = min(least, thread_time() - begin)
    return least


@contextmanager
def _broken_off() -> Iterator[None]:
    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise TooLong

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, LONGEST)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
