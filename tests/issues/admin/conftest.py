"""Fixtures shared by the tests of the admin."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from members.models import Snapshot, Source
from tests import factories
from tests.issues.admin.admin_parts import user


@pytest.fixture
def anna(client: Client) -> Any:
    anna = user("anna", "Triagers")
    client.force_login(anna)
    return anna


@pytest.fixture
def commits_wait(django_capture_on_commit_callbacks: Any) -> Any:
    """Leave out what a request does after its commit, so that a test sees the request alone."""
    with django_capture_on_commit_callbacks(execute=False):
        yield


@pytest.fixture
def copy() -> Snapshot:
    source = Source.objects.create(slug="aph", chamber=factories.chamber(), format="csv")
    taken = timezone.now() - timedelta(hours=1)
    return factories.snapshot(source, taken)
