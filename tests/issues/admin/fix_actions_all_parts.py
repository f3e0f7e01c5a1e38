"""Issues from an official list, and requests to apply their fixes together."""

from __future__ import annotations

from dataclasses import asdict
from datetime import timedelta
from typing import Any

from django.test import Client
from django.utils import timezone

from issues.findings.edits import change
from issues.findings.finding import Fix
from issues.models import Issue
from issues.models.choices import Origin
from members.models import Email, Snapshot
from tests import factories
from tests.issues.admin.admin_parts import LIST

ALL = f"{LIST}bulk/fix/all/"


def official(number: int, copy: Snapshot, *more: Fix, **values: Any) -> Issue:
    """Store an issue: the list has `fixedN@example.org`, the directory `oldN@example.org`."""
    email = factories.email(f"old{number}@example.org", factories.member(f"Ada Quill{number}"))
    Email.history.filter(id=email.pk).update(history_date=timezone.now() - timedelta(days=9))
    fix = Fix(f"Write fixed{number}", (change(email, address=f"fixed{number}@example.org"),))
    given: dict[str, Any] = {
        "check_name": "email-differs",
        "field": "email",
        "source_slugs": ["aph"],
        "evidence": {"context": {"copy": str(copy.pk)}},
    }
    given |= {
        "origin": Origin.CHECK,
        "fixes": [asdict(each) for each in (fix, *more)],
        "label": str(email.member),
        **values,
    }
    return Issue.objects.create(
        issue=f"Differs {number}", member=email.member, member_slugs=[email.member.slug], **given
    )


def shown(client: Client, source: str = "aph", check: str = "email-differs") -> Any:
    return client.get(ALL, {"check_name": check, "source": source})


def confirm(client: Client, page: Any, verb: str = "fix") -> Any:
    """Send the form of the page that asks for confirmation."""
    values = {"issues": page.context["issues"], "back": page.context["back"], "reports": "1"}
    return client.post(f"{LIST}bulk/{verb}/", values, follow=True)


def addresses() -> list[str]:
    return list(Email.objects.order_by("pk").values_list("address", flat=True))
