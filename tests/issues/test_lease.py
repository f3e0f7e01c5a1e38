from __future__ import annotations

import subprocess
import sys
import threading
from datetime import timedelta

import psutil
import pytest
from django.db import OperationalError
from django.utils import timezone

from issues import lease
from issues.lease import LeaseLost, LeaseTaken, hold
from issues.models import Lease

pytestmark = pytest.mark.django_db


def taken_by(host: str, pid: int, started: float, ends_in: timedelta = lease.LENGTH) -> Lease:
    return Lease.objects.create(
        name="work",
        holder="other",
        host=host,
        pid=pid,
        process_started=started,
        expires_at=timezone.now() + ends_in,
    )


def me() -> tuple[str, int, float]:
    process = psutil.Process()
    return lease._host(), process.pid, process.create_time()


def test_a_lease_is_held_for_two_minutes_by_one_and_free_afterwards() -> None:
    with hold("work"):
        row = Lease.objects.get()
        assert timedelta(minutes=1) < row.expires_at - timezone.now() <= timedelta(minutes=2)
        with pytest.raises(LeaseTaken), hold("work"):
            pass
        with hold("other work"):
            pass
    with hold("work"):
        pass


def test_a_lease_of_a_living_process_is_not_taken_before_it_ends() -> None:
    taken_by(*me())
    with pytest.raises(LeaseTaken, match=str(me()[1])), hold("work"):
        pass


def test_a_lease_of_another_host_is_taken_only_when_it_ended() -> None:
    other = taken_by("elsewhere 1", 1, 0)
    with pytest.raises(LeaseTaken), hold("work"):
        pass
    Lease.objects.filter(pk=other.pk).update(expires_at=timezone.now() - timedelta(seconds=1))
    with hold("work"):
        pass


def test_a_lease_of_a_dead_process_of_this_host_is_taken_over_at_once() -> None:
    process = subprocess.Popen([sys.executable, "-c", "pass"])
    process.wait()
    taken_by(me()[0], process.pid, timezone.now().timestamp())
    with hold("work"):
        pass


def test_a_process_number_that_another_process_got_since_is_a_dead_holder() -> None:
    host, pid, started = me()
    taken_by(host, pid, started - 3600)
    with hold("work"):
        pass


def test_a_lease_that_was_taken_over_is_lost_and_not_given_back() -> None:
    with hold("work") as held:
        Lease.objects.update(holder="other")
        with pytest.raises(LeaseLost):
            held.renew()
    assert Lease.objects.get().holder == "other"


def test_renewing_goes_on_after_the_database_failed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    renewed = threading.Event()
    answers = iter([OperationalError("gone away"), None])

    def renew() -> None:
        if error := next(answers, None):
            raise error
        renewed.set()

    monkeypatch.setattr(lease, "RENEW_EVERY", 0.01)
    held, done = lease.HeldLease("work"), threading.Event()
    monkeypatch.setattr(held, "renew", renew)
    renewer = threading.Thread(target=lease._keep, args=(held, done))
    renewer.start()
    assert renewed.wait(10)
    done.set()
    renewer.join()


def test_renewing_extends_the_lease() -> None:
    with hold("work") as held:
        Lease.objects.update(expires_at=timezone.now())
        held.renew()
        assert Lease.objects.get().expires_at > timezone.now() + timedelta(minutes=1)
