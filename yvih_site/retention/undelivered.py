"""Old mail: finds what is to be deleted, and notes on issues that mail about them never arrived."""

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

#: Stored with issues and looked up there: a changed text would be noted a second time.
NOTE = "A mail that told staff of this was never delivered, and is kept no longer."
_ISSUE = re.compile(r"/admin/issues/issue/([0-9]{1,18})/change/")


def done_with(before: datetime) -> QuerySet[Mail]:
    """Return mail that was delivered, or tried for the last time, before that moment.

    Mail that is waiting or held is never returned.
    """
    given_up = Q(state__in=(State.FAILED, State.REFUSED, State.SET_ASIDE), due_at__lt=before)
    # Also compared by `created_at`: mail cannot have been sent before it was made.
    made = clock.older_rows(Mail.objects.all(), "created_at", before)
    return made.filter(Q(state=State.SENT, sent_at__lt=before) | given_up)


def note(keys: Collection[int]) -> None:
    """Write a note on the issues about which these undelivered mails, digests included, told staff.

    `keys` are those of mails. An issue that has the note already gets no second one.
    """
    lost = Mail.objects.filter(pk__in=Among(keys), audience=Mail.Audience.STAFF).exclude(
        state=State.SENT
    )
    issues: set[int] = set()
    for issue, text in lost.values_list("issue", "text"):
        issues |= {int(key) for key in _ISSUE.findall(text)} | ({issue} if issue else set())
    noted = Issue.objects.filter(events__note=NOTE)
    triage.note(Issue.objects.filter(pk__in=Among(issues)).exclude(pk__in=noted), Actor(), NOTE)
