"""The right to be the only one who does a thing: one run at a time, one delivery at a time, on any
number of hosts.

A row says who holds it and until when; it is taken by a conditional UPDATE. Two minutes, renewed
while at work. One whose holder is a dead process of this host is taken over at once.
"""

from __future__ import annotations

import logging
import os
import secrets
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import psutil
from django.db import DatabaseError, connection
from django.db.models import Q
from django.utils import timezone
from django.utils.crypto import salted_hmac

from issues import clock
from issues.models import Lease

logger = logging.getLogger(__name__)

LENGTH = timedelta(minutes=2)
RENEW_EVERY = 30  # seconds


class LeaseTaken(Exception):
    """Somebody else holds the lease."""


class LeaseLost(Exception):
    """The lease ran out and was taken by somebody else: nothing more may be written."""


class Held:
    """A lease that this process holds."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.holder = secrets.token_hex(16)

    def renew(self) -> None:
        """Extend the lease by two minutes from now. Raises LeaseLost when it is no longer ours.

        Inside a transaction it also keeps others from taking the lease until the transaction ends.
        """
        if not Lease.objects.filter(name=self.name, holder=self.holder).update(
            expires_at=timezone.now() + LENGTH
        ):
            raise LeaseLost(f"The lease {self.name!r} was taken over: nothing more is written.")

    def release(self) -> None:
        Lease.objects.filter(name=self.name, holder=self.holder).update(
            holder="", expires_at=timezone.now()
        )


@contextmanager
def hold(name: str) -> Iterator[Held]:
    """Hold the lease of that name, renewing it in the background. Raises LeaseTaken when another
    holds it."""
    held = Held(name)
    _take(held)
    done = threading.Event()
    renewer = threading.Thread(target=_keep, args=(held, done), daemon=True)
    renewer.start()
    try:
        yield held
    finally:
        done.set()
        renewer.join()
        held.release()


def mark(holder: str) -> str:
    """Return a keyed hash of a holder: whoever publishes it has read it in this database, and the
    holder stays unknown."""
    return salted_hmac("issues.lease", holder, algorithm="sha256").hexdigest()


def _take(held: Held) -> None:
    lease, _ = Lease.objects.get_or_create(name=held.name)
    now = timezone.now()
    # A lease that runs out later than any can was taken by a clock that was ahead.
    free = (
        Q(holder="")
        | Q(expires_at__lte=now)
        | Q(expires_at__gt=clock.limit("issues.Lease.expires_at", now))
    )
    if lease.holder and _is_dead(lease):
        free |= Q(holder=lease.holder)
    me = psutil.Process()
    taken = Lease.objects.filter(free, name=held.name).update(
        holder=held.holder,
        host=_host(),
        pid=me.pid,
        process_started=me.create_time(),
        expires_at=now + LENGTH,
    )
    if not taken:
        raise LeaseTaken(f"{lease.host or 'another host'}, process {lease.pid}, is at it.")


def _keep(held: Held, done: threading.Event) -> None:
    try:
        while not done.wait(RENEW_EVERY):
            try:
                held.renew()
            except LeaseLost:
                return
            except DatabaseError:
                logger.exception(
                    "The lease %s could not be renewed; it is tried again in %s seconds",
                    held.name,
                    RENEW_EVERY,
                )
                connection.close()
    finally:
        connection.close()


def _is_dead(lease: Lease) -> bool:
    """Was the lease taken by a process of this host, of this boot, that is no more?"""
    if lease.host != _host():
        return False
    try:
        process = psutil.Process(lease.pid)
        return (
            process.status() == psutil.STATUS_ZOMBIE
            or abs(process.create_time() - lease.process_started) > 5
        )
    except psutil.NoSuchProcess:
        return True


def _host() -> str:
    """This host since it was started, told from another of the same name and from a container on
    it: process numbers count within."""
    boot = Path("/proc/sys/kernel/random/boot_id").read_text().strip()
    return f"{socket.gethostname()} {boot} {os.stat('/proc/self/ns/pid').st_ino}"
