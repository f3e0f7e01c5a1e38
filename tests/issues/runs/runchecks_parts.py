"""Helpers that run the command on an installation and read what it stored."""

from __future__ import annotations

import json
from typing import Any

from tests.support.installation import Installation


def run(installation: Installation, *options: str, ok: tuple[int, ...] = (0,)) -> dict[str, Any]:
    report: dict[str, Any] = json.loads(
        installation.manage("runchecks", "--format", "json", *options, ok=ok).stdout
    )
    return report


def issues(installation: Installation, *options: str) -> list[dict[str, Any]]:
    listed: list[dict[str, Any]] = json.loads(
        installation.manage("listissues", "--format", "json", *options).stdout
    )
    return listed


def count(installation: Installation, table: str) -> int:
    return int(installation.query(f"SELECT count(*) FROM {table}")[0][0])
