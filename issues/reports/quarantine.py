"""The release and the deletion of quarantined reports."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db import transaction

from issues import triage
from issues.fixes import proposals
from issues.models import Issue, QuarantinedReport, subject
from issues.models.choices import Origin
from issues.triage import Actor

if TYPE_CHECKING:
    from django.contrib.auth.models import User


def release(reports: Iterable[QuarantinedReport], user: User) -> list[Issue]:
    """Create an issue with its mail for each report, in one transaction, and return the issues.

    Reports that were already released are skipped. The issue takes over the report's token, so that
    the reporter's page keeps its address.
    """
    with transaction.atomic():
        keys = [report.pk for report in reports]
        waiting = list(
            QuarantinedReport.objects.select_for_update()
            .filter(pk__in=keys, released=None)
            .order_by("pk")
        )
        created = triage.open_issues((_issue(report) for report in waiting), Actor(user=user))
        for report, issue in zip(waiting, created, strict=True):
            report.released = issue
            report.save(update_fields=["released"])
    return created


def delete(reports: Iterable[QuarantinedReport]) -> list[QuarantinedReport]:
    """Delete the reports and return them, except those that were released, which stay."""
    with transaction.atomic():
        keys = [report.pk for report in reports]
        waiting = list(
            QuarantinedReport.objects.select_for_update()
            .filter(pk__in=keys, released=None)
            .order_by("pk")
        )
        QuarantinedReport.objects.filter(pk__in=[report.pk for report in waiting]).delete()
    return waiting


def _issue(report: QuarantinedReport) -> Issue:
    return Issue(
        origin=Origin.PUBLIC,
        token=report.token,
        first_seen=report.received_at,
        name=report.name,
        email=report.email,
        erased_at=report.erased_at,
        issue=report.issue,
        proposed=report.proposed,
        source=report.source,
        field=report.field,
        fixes=proposals.stored_fixes(report.member, report.field, report.proposed),
        **(
            subject.values(report.member)
            if report.member
            else subject.of_deleted_member(report.slug)
        ),
    )
