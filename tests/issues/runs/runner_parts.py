"""Helpers that read the events of an issue and the counts of a run."""

from __future__ import annotations

from typing import Any


def counts(report: Any) -> tuple[int, int, int, int]:
    totals = report.totals
    return totals.opened, totals.reopened, totals.resolved, totals.unchanged
