"""The proof that the scheduled run happened: calls to HEARTBEAT_URL, as healthchecks.io and its kin
understand them."""

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

#: In seconds: each silence of the watching service, and all of a call.
TIMEOUT, TOTAL = 10, 20
#: What this process told, the newest last.
_said: list[str] = []


@dataclass
class Beat:
    """How a run ended; not well, unless it says so."""

    succeeded: bool = False


@contextmanager
def around(whole: bool) -> Iterator[Beat]:
    """Tell of the start, and of the success or failure, of what is done within. A run that is not
    `whole` is told to nobody: it does not prove that the scheduled one happened."""
    beat = Beat()
    if whole:
        _call("/start")
    try:
        yield beat
    finally:
        if whole:
            _call("" if beat.succeeded else "/fail")


def job_failed(**kwargs: Any) -> None:
    """Tell of a job that failed, the database being down perhaps, unless the run within told it."""
    if _said[-1:] != ["/fail"]:
        _call("/fail")


def _call(word: str) -> None:
    """Call HEARTBEAT_URL, if there is one, with that word after its path. A call that fails is
    logged, and the run goes on: the watching service misses it, which is what it is there for."""
    if not settings.HEARTBEAT_URL:
        return
    _said[:] = [word]
    # Each part of an answer may take TIMEOUT. All of it is not waited for.
    call = Thread(target=copy_context().run, args=[_ask, word], daemon=True)
    call.start()
    call.join(TOTAL)
    if call.is_alive():
        logger.warning("HEARTBEAT_URL%s has not answered within %s seconds", word, TOTAL)


def _ask(word: str) -> None:
    try:
        url = httpx.URL(settings.HEARTBEAT_URL)
        # What it says besides the status is not read: it may be without end.
        with httpx.stream(
            "GET", url.copy_with(path=url.path.rstrip("/") + word), timeout=TIMEOUT
        ) as answer:
            answer.raise_for_status()
    except (
        Exception
    ) as error:  # a proxy or a certificate that the environment names wrongly raises what it likes
        # The address itself is a secret: who knows it can say that all is well.
        logger.warning("HEARTBEAT_URL%s could not be called: %s", word, type(error).__name__)
