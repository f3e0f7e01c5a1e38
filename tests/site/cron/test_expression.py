"""Cron expressions that cron would not accept: they are refused before anything is written to a
crontab."""

from __future__ import annotations

import pytest

from yvih_site.cron.expression import refuse_nonsense


@pytest.mark.parametrize(
    "expression",
    [
        "0 * * * *",
        "*/15 0-6,22,23 1-31/2 jan,JUL 1-5",
        "59 23 31 12 7",
        "0\t0 * *  sun",
        "5 4 * mar-jun mon-fri",
        "00 08 * * *",
    ],
)
def test_what_cron_takes_is_taken(expression: str) -> None:
    refuse_nonsense(expression)


@pytest.mark.parametrize(
    ("expression", "field"),
    [
        ("99 * * * *", "minute"),
        ("-1 * * * *", "minute"),
        ("1, * * * *", "minute"),
        ("*/0 * * * *", "minute"),
        ("5/10 * * * *", "minute"),
        ("30-10 * * * *", "minute"),
        ("0 24 * * *", "hour"),
        ("0 jan * * *", "hour"),
        ("0 0 0 * *", "day of the month"),
        ("0 0 * 13 *", "month"),
        ("0 0 * * 8", "day of the week"),
        ("0 0 * * funday", "day of the week"),
        ("* * * * %", "day of the week"),
        ("@hourly", "five fields"),
        ("* * * *", "five fields"),
        ("* * * * * *", "five fields"),
        ("* * * *\n*", "five fields"),
        ("0 0 31 2 *", "never due"),
    ],
)
def test_what_cron_does_not_take_is_refused_with_the_field(expression: str, field: str) -> None:
    with pytest.raises(ValueError, match=field):
        refuse_nonsense(expression)
