"""A person who reports something wrong, using the site alone."""

from __future__ import annotations

import time
from typing import Any
from unittest import mock

from django.test import Client

from tests.site.contract.html import Forms

ABOUT = {"member": "juno-kettlewick", "field": "email"}
ADDRESS = "rita@example.org"


def report(client: Client, **typed: str) -> str:
    """Send the report form, and return the address of the reporter's page."""
    # Whoever sends it within two seconds is taken for a program.
    with mock.patch("time.time", return_value=time.time() - 60):
        key = hidden(client, "/report/?member=juno-kettlewick&field=email", "key")
    sent = {**ABOUT, "key": key, "issue": "It bounces.", "name": "Rita", "email": ADDRESS, **typed}
    answer = client.post("/report/", sent)
    assert answer.status_code == 302, answer.content.decode()
    return answer.headers["Location"]


def hidden(client: Client, path: str, name: str) -> str:
    """Return the value of a hidden input of a page."""
    return (
        client.get(path).content.decode().partition(f'name="{name}" value="')[2].partition('"')[0]
    )


def revision(client: Client, path: str) -> str:
    """Return the revision of the issue that its page shows."""
    return hidden(client, path, "revision")


def forms(client: Client, path: str) -> list[dict[str, Any]]:
    answer = client.get(path)
    assert answer.status_code == 200, f"{path}: {answer.status_code}"
    return Forms(answer.content.decode()).found
