"""Helpers that execute a fix, or expect it to be refused and to change nothing."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import transaction

from issues.findings.edits import EDITABLE, stored
from issues.findings.finding import Edit, Fix
from issues.fixes import execution, proposals
from issues.fixes.validation import FixRefused
from issues.models import Issue
from issues.models.choices import Origin
from members.models import Member


def everything() -> list[tuple[str, int, dict[str, Any]]]:
    return [
        (model._meta.label, row.pk, stored(row))
        for model in EDITABLE.values()
        for row in model._default_manager.order_by("pk")
    ]


def execute(*edits: Edit) -> Fix:
    return execution.execute(Fix("Put right", edits))


def proposal(member: Member | None, field: str, proposed: str) -> Issue:
    """Return the report of a visitor who proposes this value, with the fixes that follow."""
    return Issue.objects.create(
        origin=Origin.PUBLIC,
        issue="It is wrong.",
        member=member,
        field=field,
        proposed=proposed,
        fixes=proposals.stored_fixes(member, field, proposed),
    )


def refuse(*edits: Edit) -> str:
    """Return the reason why a fix of these edits is refused, having made sure that nothing was
    written."""
    before = everything()
    with pytest.raises(FixRefused) as refused, transaction.atomic():
        execute(*edits)
    assert everything() == before
    return str(refused.value)
