"""A report sent again after going back in the browser counts once, although its form has a
new key."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from issues.models import Issue, QuarantinedReport, Throttle
from tests import factories
from tests.issues.reports.form_parts import form_key
from tests.support.mail import QueuedMail

pytestmark = pytest.mark.django_db

SAME = {
    "member": "ada-quill",
    "field": "email",
    "issue": "It bounces.",
    "proposed": "ada@example.org",
    "name": "Rita",
}


@pytest.fixture(autouse=True)
def members() -> None:
    factories.member()
    factories.member("Bo Reed")


def send(client: Client, address: str = "192.0.2.1", **changes: str) -> str:
    answer = client.post("/report/", {**SAME, "key": form_key(), **changes}, REMOTE_ADDR=address)
    assert answer.status_code == 302
    return answer["Location"]


@pytest.mark.parametrize("member", ["ada-quill", "", "nobody"])
def test_it_makes_no_second_issue_and_is_answered_with_the_first_ones_page(
    client: Client, queued_mail: QueuedMail, member: str
) -> None:
    assert send(client, member=member) == send(client, member=member)
    assert Issue.objects.count() == 1
    assert len(queued_mail.to("one@example.org")) == 1


def test_it_is_kept_once_in_quarantine(client: Client) -> None:
    assert send(client, homepage="spam") == send(client, homepage="spam")
    assert QuarantinedReport.objects.count() == 1


@pytest.mark.parametrize(
    "changes",
    [
        *({name: "other"} for name in SAME if name not in ("member", "field")),
        {"member": "bo-reed"},
        {"field": "phone"},
    ],
)
def test_whatever_else_it_says_is_another_report(client: Client, changes: dict[str, str]) -> None:
    assert send(client) != send(client, **changes)


def test_another_address_sends_another_report_and_gets_its_own_page(client: Client) -> None:
    first, second = send(client), send(client, "192.0.2.2")
    assert first != second
    assert (send(client), send(client, "192.0.2.2")) == (first, second)


def test_after_an_hour_it_is_another_report(client: Client) -> None:
    first = send(client)
    past = timezone.now() - timedelta(minutes=61)
    Issue.objects.update(first_seen=past)
    assert send(client) != first


def test_nothing_tells_from_which_address_it_came(client: Client) -> None:
    send(client)
    assert "192.0.2.1" not in "".join(
        str(row) for row in [*Throttle.objects.values(), *Issue.objects.values()]
    )
