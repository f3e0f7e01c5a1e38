"""`manage.py listissues`: list issues, for people or programs."""

from __future__ import annotations

import csv
import io
import json
from argparse import ArgumentParser
from datetime import UTC
from typing import Any

from django.core.management.base import CommandError

from issues.checks import RETIRED
from issues.findings.registry import CHECKS
from issues.models import Issue
from issues.models.choices import Status
from members.jobs.terminal import BaseCommand
from members.sources.csv import escaped

COLUMNS = [
    *("id", "check", "severity", "status", "origin", "chamber", "member", "name"),
    *("members", "field", "observed", "expected", "text", "first_seen"),
]
SPELLINGS = {status.spelling: status for status in Status}


class Command(BaseCommand):
    help = "List issues, of all statuses unless some are named."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--status", nargs="+", action="extend", default=[], choices=list(SPELLINGS)
        )
        parser.add_argument(
            "--check",
            nargs="+",
            action="extend",
            default=[],
            metavar="NAME",
            help="only issues of these checks",
        )
        parser.add_argument("--format", choices=["text", "json", "csv"], default="text")

    def handle(self, *args: Any, **options: Any) -> None:
        issues = (
            Issue.objects.select_related("member", "chamber")
            .prefetch_related("member__identifiers")
            .order_by("pk")
        )
        if options["status"]:
            issues = issues.filter(status__in=[SPELLINGS[status] for status in options["status"]])
        if options["check"]:
            for name in options["check"]:
                if name not in {*CHECKS, *RETIRED}:
                    raise CommandError(
                        f"There is no check {name!r}; `runchecks --list` lists them."
                    )
            issues = issues.filter(check_name__in=options["check"])
        rows = [as_dict(issue) for issue in issues.iterator(chunk_size=2000)]
        if options["format"] == "csv":
            self.stdout.data(_as_csv(rows), ending="\n")
        else:
            self.stdout.write((_as_json if options["format"] == "json" else _as_text)(rows))


def as_dict(issue: Issue) -> dict[str, Any]:
    """Return an issue as a dict with the keys and values of the JSON format.

    Unknown values are "", or None for the check, the severity and the member.
    """
    member = issue.member
    return {
        "id": issue.pk,
        "check": issue.check_name or None,
        "severity": issue.severity or None,
        "status": Status(issue.status).spelling,
        "origin": issue.origin,
        "chamber": issue.chamber.slug if issue.chamber else next(iter(issue.chamber_slugs), ""),
        "member": member.slug if member else None,
        "name": issue.person,
        "identifiers": {
            identifier.scheme: identifier.value for identifier in member.identifiers.all()
        }
        if member
        else issue.evidence.get("identifiers", {}),
        "members": issue.member_slugs,
        "field": issue.field,
        "observed": issue.observed,
        "expected": issue.expected,
        "text": issue.issue,
        "first_seen": issue.first_seen.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
    }


def _as_json(rows: list[dict[str, Any]]) -> str:
    return json.dumps(rows, indent=1, ensure_ascii=False)


def _as_text(rows: list[dict[str, Any]]) -> str:
    lines = [
        f"{row['id']:6}  {row['status']:11}  {row['check'] or row['origin']:24}"
        f"  {' '.join(row['text'].split())}"
        for row in rows
    ]
    return "\n".join([*lines, f"{len(rows)} issue{'' if len(rows) == 1 else 's'}."])


def _as_csv(rows: list[dict[str, Any]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    # Python does not quote a carriage return by itself, and readers take a bare one for the end of
    # the row.
    quoting = csv.writer(out, lineterminator="\n", quoting=csv.QUOTE_ALL)
    writer.writerow(COLUMNS)
    for row in rows:
        flat = {**row, "members": " ".join(row["members"])}
        cells = [escaped(str(flat[column] or "")) for column in COLUMNS]
        (quoting if any("\r" in cell for cell in cells) else writer).writerow(cells)
    return out.getvalue().rstrip("\n")
