"""The demo, loaded and checked."""

from __future__ import annotations

from django.contrib.auth import get_user_model
from django.test import Client

from tests.site.contract.running import run


def load() -> None:
    """Load the demo and run the checks over it."""
    for command in ("loaddemo", "runchecks"):
        status, said = run(command)
        assert status == 0, said


def staff() -> Client:
    """Return a client that is logged in with all rights."""
    client = Client()
    client.force_login(
        get_user_model().objects.create_superuser(
            "root", "root@example.org", "correct horse battery staple"
        )
    )
    return client
