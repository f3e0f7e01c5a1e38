"""Helpers for the tests of the admin."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import Group, User
from django.test import Client

from issues.models import Issue, IssueEvent
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


def act(client: Client, one: Issue, name: str, query: str = "", **values: Any) -> Any:
    """Post the form of an action on the page of an issue."""
    return client.post(
        f"{LIST}{one.pk}/{name}/{query}", {"revision": one.revision, **values}, follow=True
    )


def last_event(one: Issue) -> IssueEvent:
    return one.events.order_by("-pk")[0]
