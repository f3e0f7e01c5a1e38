"""Fixtures shared by the tests of the members' admin."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.members.sources.source_parts import ALL, client_with


@pytest.fixture
def anna() -> Client:
    return client_with(*ALL)
