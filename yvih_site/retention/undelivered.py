"""Mail that is kept no longer: when it never reached staff, the issues that it was about say so."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import datetime

from django.db.models import Q, QuerySet

from issues import clock, triage
from issues.models import Issue, Mail
from issues.triage import Actor
from members.models.querysets import Among

State = Mail.State

NOTE = "A mail that told staff of this was never delivered, and is kept no longer."
_ISSUE = re.compile(r"/admin/issues/issue/([0-9]{1,18})/change/")


def done_with(before: datetime) -> QuerySet[Mail]:
    """Mail that was delivered before that moment, or was tried for the last time before it. What
    waits or is held stays."""
    given_up = Q(state__in=(State.FAILED, State.REFUSED, State.SET_ASIDE), due_at__lt=before)
    made = clock.older(
        Mail.objects.all(), "created_at", before
    )  # nothing was sent before it was made
    return made.filter(Q(state=State.SENT, sent_at__lt=before) | given_up)


def note(keys: Collection[int]) -> None:
    """Write on the issues that these mails, digests among them, told staff in vain."""
    lost = Mail.objects.filter(pk__in=Among(keys), audience=Mail.Audience.STAFF).exclude(
        state=State.SENT
    )
    told: set[int] = set()
    for issue, text in lost.values_list("issue", "text"):
        told |= {int(key) for key in _ISSUE.findall(text)} | ({issue} if issue else set())
    noted = Issue.objects.filter(events__note=NOTE)
    triage.note(Issue.objects.filter(pk__in=Among(told)).exclude(pk__in=noted), Actor(), NOTE)
