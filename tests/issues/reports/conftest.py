"""The member whom reports are about, and a database that cannot be reached."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import OperationalError
from django.db.backends.utils import CursorWrapper

from members.models import Phone
from tests import factories


@pytest.fixture
def ada() -> None:
    member = factories.member()
    Phone.objects.create(member=member, number="(08) 8999 0000", kind="electorate")


@pytest.fixture
def no_database(monkeypatch: pytest.MonkeyPatch, ada: None) -> Iterator[None]:
    def refuse(*args: object) -> None:
        raise OperationalError("the database is gone")

    with monkeypatch.context() as patch:
        patch.setattr(CursorWrapper, "execute", refuse)
        yield
