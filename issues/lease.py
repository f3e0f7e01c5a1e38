"""Leases: one run at a time, one delivery at a time, on any number of hosts.

A row records who holds a lease and until when. It is taken by a conditional UPDATE for two minutes,
and renewed while the work goes on. If the holder is a dead process of this host, the lease is taken
over at once.
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
    """Another process holds the lease."""


class LeaseLost(Exception):
    """The lease ran out and another process took it. Nothing more may be written."""


class HeldLease:
    """A lease that this process holds."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.holder = secrets.token_hex(16)

    def renew(self) -> None:
        """Extend the lease to two minutes from now. Raises LeaseLost if another process has taken
        it.

        Inside a transaction this also keeps others from taking the lease until the transaction
        ends.
        """
        if not Lease.objects.filter(name=self.name, holder=self.holder).update(
            expires_at=timezone.now() + LENGTH
        ):
            raise LeaseLost(f"The lease {self.name!r} was taken over: nothing more is written.")

    def release(self) -> None:
        """Give the lease up."""
        Lease.objects.filter(name=self.name, holder=self.holder).update(
            holder="", expires_at=timezone.now()
        )


@contextmanager
def hold(name: str) -> Iterator[HeldLease]:
    """Hold the lease of that name for the block, renewing it in the background. Raises LeaseTaken
    if another process holds it.
    """
    held = HeldLease(name)
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


def holder_hash(holder: str) -> str:
    """Return a keyed hash of a holder.

    Only somebody who has read the holder in this database can publish the hash, and the hash does
    not reveal the holder.
    """
    return salted_hmac("issues.lease", holder, algorithm="sha256").hexdigest()


def _take(held: HeldLease) -> None:
    lease, _ = Lease.objects.get_or_create(name=held.name)
    now = timezone.now()
    # A lease that runs out later than is possible was taken by a clock that was ahead.
    free = (
        Q(holder="")
        | Q(expires_at__lte=now)
        | Q(expires_at__gt=clock.latest_possible("issues.Lease.expires_at", now))
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
        raise LeaseTaken(f"{lease.host or 'another host'}, process {lease.pid}, holds it.")


def _keep(held: HeldLease, done: threading.Event) -> None:
    try:
        while not done.wait(RENEW_EVERY):
            try:
                held.renew()
            except LeaseLost:
                return
            except DatabaseError:
                logger.exception(
                    "The lease %s could not be renewed. Trying again in %s seconds.",
                    held.name,
                    RENEW_EVERY,
                )
                connection.close()
    finally:
        connection.close()


def _is_dead(lease: Lease) -> bool:
    """True if the holder was a process on this host, started since the last boot, that
    has exited.
    """
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
    """Return a name for this host since its last boot.

    It differs from another host of the same name, and from a container on this host, because
    process numbers count within each.
    """
    boot = Path("/proc/sys/kernel/random/boot_id").read_text().strip()
    return f"{socket.gethostname()} {boot} {os.stat('/proc/self/ns/pid').st_ino}"
