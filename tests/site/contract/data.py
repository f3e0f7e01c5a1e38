"""The shape of all JSON and CSV from the site: each key with the type of its value."""

from __future__ import annotations

import csv
import io
from typing import Any

from django.test import Client

from tests.site.contract.demo import load
from tests.site.contract.running import at_first_read, broken, output, read_json


def collect() -> dict[str, Any]:
    client = Client()
    failing = client.get("/healthz").json()
    load()
    well = client.get("/healthz").json()
    again = read_json("runchecks")
    return {
        "runchecks --list, shape": shape(read_json("runchecks", "--list")),
        "runchecks": shape(again),
        "runchecks --dry-run": shape(
            read_json("runchecks", "--dry-run", "--check", "email-shared")
        ),
        "runchecks, a second time": {"status": again["status"], "totals": again["totals"]},
        "runchecks, a check breaks": _broken(),
        "listissues": shape(read_json("listissues")),
        "listissues --format csv": _columns(output("listissues", "--format", "csv")),
        "exportmembers of the demo": _columns(
            output("exportmembers", "--chamber", "demo-assembly", "demo-council")
        ),
        "healthz before the first run": _health(failing),
        "healthz after a run": _health(well),
    }


def checks() -> list[dict[str, Any]]:
    """Return the name, severity and subject of each check, in the order of a run."""
    listed = {row["name"]: row for row in read_json("runchecks", "--list")}
    return [
        {key: value for key, value in listed[check["name"]].items() if key != "title"}
        for check in read_json("runchecks")["checks"]
    ]


def _broken() -> dict[str, Any]:
    with at_first_read("members.email", broken):
        said = read_json("runchecks", "--check", "email-shared")
    health = Client().get("/healthz")
    return {
        "status": said["status"],
        "shape": shape(said),
        "healthz": {"answer": health.status_code, **_health(health.json())},
    }


def _health(said: dict[str, Any]) -> dict[str, Any]:
    return {
        "status": said["status"],
        "problems": sorted(problem["what"] for problem in said["problems"]),
        "shape": shape(said),
    }


def shape(value: Any) -> Any:
    """Return the keys of a value with the types of their values. The rows of a list are merged into
    one, with all types that occur."""
    if isinstance(value, dict):
        return {key: shape(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_merged([shape(each) for each in value])] if value else []
    return "null" if value is None else type(value).__name__


def _merged(shapes: list[Any]) -> Any:
    if all(isinstance(each, dict) for each in shapes):
        keys = {key for each in shapes for key in each}
        return {key: _merged([each.get(key, "(lacking)") for each in shapes]) for key in keys}
    if all(isinstance(each, list) for each in shapes):
        rows = [row for each in shapes for row in each]
        return [_merged(rows)] if rows else []
    words = sorted({str(each) for each in shapes})
    return words[0] if len(words) == 1 else " or ".join(words)


def _columns(text: str) -> list[str]:
    return next(csv.reader(io.StringIO(text)))
