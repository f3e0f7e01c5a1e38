"""Health that only the machine can report: free disk space, and the answer without a database."""

from __future__ import annotations

import shutil
from typing import NamedTuple

import pytest
from django.db import OperationalError
from django.test import Client
from django.utils import timezone

from issues.health import conditions
from yvih_site.watch.this_machine import ROOM


class Usage(NamedTuple):
    total: int
    used: int
    free: int


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("total", "free", "full"),
    [
        (ROOM * 99, ROOM - 1, True),
        (ROOM * 99, ROOM, False),
        (ROOM, ROOM // 10 - 1, True),
        (ROOM, ROOM // 10, False),
    ],
)
def test_a_disk_that_is_nearly_full_is_trouble(
    monkeypatch: pytest.MonkeyPatch, total: int, free: int, full: bool
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda folder: Usage(total, total - free, free))
    assert (
        "disk nearly full" in [trouble.what for trouble in conditions.troubles(timezone.now())]
    ) is full


def test_without_a_database_the_answer_is_json_all_the_same(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(now: object) -> None:
        raise OperationalError("could not connect to postgres://user:secret@host")

    monkeypatch.setattr(conditions, "troubles", gone)
    answer = client.get("/healthz")
    assert answer.status_code == 503
    assert [problem["what"] for problem in answer.json()["problems"]] == ["database"]
    assert "secret" not in answer.content.decode()
