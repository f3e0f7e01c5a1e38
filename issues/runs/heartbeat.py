"""The proof that the scheduled run happened: calls to HEARTBEAT_URL, in the convention of
healthchecks.io.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import copy_context
from dataclasses import dataclass
from threading import Thread
from typing import Any

import httpx
from django.conf import settings

logger = logging.getLogger(__name__)

#: In seconds: the longest silence of the monitoring service, and the longest a call may take.
TIMEOUT, TOTAL = 10, 20
#: The newest word that this process called.
_called: list[str] = []


@dataclass
class Beat:
    """The way a run ended. It counts as failed unless `succeeded` is set."""

    succeeded: bool = False


@contextmanager
def announced(whole: bool) -> Iterator[Beat]:
    """Announce the start of the block, then its success or failure.

    A run that is not `whole` is not announced, because it does not prove that the scheduled one
    happened.
    """
    beat = Beat()
    if whole:
        _call("/start")
    try:
        yield beat
    finally:
        if whole:
            _call("" if beat.succeeded else "/fail")


def job_failed(**kwargs: Any) -> None:
    """Announce that a job failed, unless the run within has just done so.

    Works without a database.
    """
    if _called[-1:] != ["/fail"]:
        _call("/fail")


def _call(word: str) -> None:
    """Call HEARTBEAT_URL, if it is set, with that word after its path.

    A call that fails is logged and the run goes on. The monitoring service then misses the call,
    and raises the alarm itself.
    """
    if not settings.HEARTBEAT_URL:
        return
    _called[:] = [word]
    # TIMEOUT limits each part of an answer, TOTAL the whole of it.
    call = Thread(target=copy_context().run, args=[_ask, word], daemon=True)
    call.start()
    call.join(TOTAL)
    if call.is_alive():
        logger.warning("HEARTBEAT_URL%s has not answered within %s seconds", word, TOTAL)


def _ask(word: str) -> None:
    try:
        url = httpx.URL(settings.HEARTBEAT_URL)
        # Only the status is read: the body may be endless.
        with httpx.stream(
            "GET", url.copy_with(path=url.path.rstrip("/") + word), timeout=TIMEOUT
        ) as answer:
            answer.raise_for_status()
    except Exception as error:  # a wrong proxy or certificate in the environment may raise anything
        # The address itself is a secret: anybody who has it can report that all is well.
        logger.warning("HEARTBEAT_URL%s could not be called: %s", word, type(error).__name__)
