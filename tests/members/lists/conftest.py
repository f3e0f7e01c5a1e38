"""Fixtures shared by the tests of copies of lists."""

from __future__ import annotations

import pytest

from members.models import Chamber, Source


@pytest.fixture
def source() -> Source:
    return Source.objects.create(
        slug="nt-list", format="csv", chamber=Chamber.objects.get(slug="nt-la")
    )
