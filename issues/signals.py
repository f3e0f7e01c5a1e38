"""Receivers, two lines each: what they do is elsewhere."""

from typing import Any

from django.db.models.signals import post_save

from issues import notifications
from issues.models import Issue


def connect() -> None:
    post_save.connect(mail_new_issue, sender=Issue, dispatch_uid="issues.mail_new_issue")


def mail_new_issue(instance: Issue, created: bool, raw: bool = False, **kwargs: Any) -> None:
    if created and not raw:
        notifications.issue_opened(instance)
