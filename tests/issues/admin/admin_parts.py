"""Helpers for the tests of the admin."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import Group, User

from issues.models import Issue
from issues.models.choices import Origin

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Response

LIST = "/admin/issues/issue/"


def user(name: str, *groups: str, is_staff: bool = True) -> User:
    """Create a member of staff in those groups."""
    made = User.objects.create_user(name, f"{name}@example.org", "secret", is_staff=is_staff)
    made.groups.set(Group.objects.filter(name__in=groups))
    return made


def issue(text: str = "Something is wrong", **values: Any) -> Issue:
    """Store an issue without an event or mail."""
    return Issue._base_manager.bulk_create(
        [Issue(**{"issue": text, "origin": Origin.CHECK, **values})]
    )[0]


def messages(response: Response) -> list[str]:
    """Return the messages on top of the page."""
    return [str(message) for message in response.context["messages"]]
