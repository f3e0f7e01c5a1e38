"""script/load from end to end, on few members and for a few seconds. Times are not judged."""

from __future__ import annotations

import os

import pytest

from tests.support.need import need
from trials.load.__main__ import measure
from trials.load.traffic import Log


@pytest.mark.long
def test_many_people_and_runs_at_the_same_time_get_no_error_and_lose_nothing() -> None:
    need("aiosmtpd")
    on_sqlite = os.environ.get("DATABASE_URL", "sqlite").startswith("sqlite")
    if not on_sqlite:
        need("postgres")
    measured = measure(
        "sqlite" if on_sqlite else "postgresql",
        members=300,
        readers=32,
        writers=8,
        workers=2,
        seconds=8,
    )
    assert measured.errors == []
    assert measured.lost == 0
    assert measured.reports >= 8
    assert len(measured.reading.seconds) > 32
    assert len(measured.runs) >= 1


def test_percentiles_are_of_the_times_there_are() -> None:
    assert [Log([0.1, 0.2, 0.3, 0.4]).percentile(percent) for percent in (0, 50, 99, 100)] == [
        0.1,
        0.3,
        0.4,
        0.4,
    ]
    assert Log().percentile(50) == 0
