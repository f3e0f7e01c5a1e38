"""The judgement of one member with values that are not stored yet: a form, or a value just typed.

The same functions judge a whole run and a member that was edited (`issues/runs/survey.py`).
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from issues.findings.collected import of_rows
from issues.findings.finding import Finding
from issues.findings.reach import Reach
from issues.findings.scope import Scope
from issues.runs import check_state
from members.models import Member
from members.rows import typed

logger = logging.getLogger(__name__)


def judge(member: Member, values: Mapping[str, Any]) -> dict[str, list[Finding]]:
    """Return what the enabled checks of single members would find if a member had these values.

    The result is a dict of check name to findings, without checks that find nothing. `member` is
    stored or not, and `values` are as `members.rows.typed.member` describes them. A member who has
    left is judged only by the checks that look at such members. Nothing is written. A check that
    breaks is logged and left out. Raises TypeError for a column that does not exist, and for a
    value that it cannot have.
    """
    checks = [each for each in check_state.enabled() if each.reach is Reach.MEMBER]
    scope = Scope(timezone.localdate())
    row = typed.member(member, values, scope.today)
    judged: dict[str, list[Finding]] = {}
    for name, found in of_rows(checks, [row], scope).items():
        if found.error is not None:
            logger.error("The check %s broke", name, exc_info=found.error)
        elif found.findings:
            judged[name] = list(found.findings.values())
    return judged
