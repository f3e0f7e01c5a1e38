"""A local server for lists."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytest_django import Settings

from tests.support.lists import ITS_NETWORK, ListServer, list_server


@pytest.fixture
def server(settings: Settings) -> Iterator[ListServer]:
    settings.FETCH_PRIVATE_NETWORKS = ITS_NETWORK
    with list_server() as running:
        yield running
