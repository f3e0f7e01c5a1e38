"""The receivers of signals, two lines each. The work is done elsewhere."""

from typing import Any

from django.db.models.signals import post_delete, post_save

from issues import triage
from issues.findings.edits import EDITABLE, Row
from issues.fixes import recheck
from issues.mail import delivery, notifications
from issues.models import Issue
from issues.runs import heartbeat
from issues.triage import Actor
from members.jobs import job
from members.models import DETAILS, Detail, Member, Snapshot, Source


def connect() -> None:
    """Connect all receivers of this app."""
    job.failed.connect(heartbeat.job_failed, dispatch_uid="issues.job_failed")
    delivery.gave_up.connect(note_lost_mail, dispatch_uid="issues.note_lost_mail")
    post_save.connect(mail_new_issue, sender=Issue, dispatch_uid="issues.mail_new_issue")
    post_save.connect(
        check_copy, sender=Snapshot, dispatch_uid="issues.snapshot_saved"
    )  # a snapshot is deleted only with its source
    for signal, name in ((post_save, "saved"), (post_delete, "deleted")):
        signal.connect(check_member, sender=Member, dispatch_uid=f"issues.member_{name}")
        for model in DETAILS:
            signal.connect(
                check_members_detail, sender=model, dispatch_uid=f"issues.{model.__name__}_{name}"
            )
        signal.connect(check_source, sender=Source, dispatch_uid=f"issues.source_{name}")
    for label, row in EDITABLE.items():
        post_delete.connect(check_deleted_row, sender=row, dispatch_uid=f"issues.{label}_leftovers")


def mail_new_issue(instance: Issue, created: bool, raw: bool = False, **kwargs: Any) -> None:
    """Mail staff, and the reporter, about a new issue."""
    if created and not raw:
        notifications.issue_opened(instance)


def note_lost_mail(issue: Issue, text: str, **kwargs: Any) -> None:
    """Add a note to the issue of a message that was given up."""
    triage.note([issue], Actor(), text)


def check_member(instance: Member, raw: bool = False, **kwargs: Any) -> None:
    """Check a member again after the commit."""
    if not raw:
        recheck.member_soon(instance.slug)


def check_members_detail(
    instance: Detail, raw: bool = False, origin: Any = None, **kwargs: Any
) -> None:
    """Check the member of a changed detail again after the commit."""
    if (
        not raw and getattr(origin, "model", type(origin)) is not Member
    ):  # a detail that is deleted with its member is checked with it
        recheck.member_soon(instance.member.slug)


def check_deleted_row(instance: Row, **kwargs: Any) -> None:
    """Check what was reported of a deleted row again after the commit."""
    recheck.deleted_soon(instance)


def check_source(instance: Source, raw: bool = False, **kwargs: Any) -> None:
    """Check the chamber of a changed source again after the commit."""
    if not raw:
        recheck.source_soon(instance.chamber.slug)


def check_copy(instance: Snapshot, raw: bool = False, **kwargs: Any) -> None:
    """Check the chamber of a new or judged snapshot again after the commit."""
    if not raw:
        recheck.source_soon(instance.source.chamber.slug)
