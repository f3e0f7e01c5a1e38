"""Reports sent twice or too often, and the address by which a client is counted."""

from __future__ import annotations

import pytest
from django.test import Client
from pytest_django import Settings

from issues import client_address as clients
from issues.models import Issue
from tests.issues.reports.form_parts import form_key
from tests.issues.reports.intake_parts import hidden, post, sent, shown
from tests.support.mail import QueuedMail

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ada")]


def test_a_form_that_is_sent_twice_makes_one_issue(client: Client, queued_mail: QueuedMail) -> None:
    key = form_key()
    first, second = post(client, key=key), post(client, key=key)
    assert first["Location"] == second["Location"]
    assert Issue.objects.count() == 1
    assert len(queued_mail) == 3


def test_other_words_from_the_same_copy_of_the_form_are_another_report(client: Client) -> None:
    key = form_key()
    assert sent(client, key=key, issue="One thing.") != sent(
        client, key=key, issue="Another thing."
    )


def test_each_copy_of_the_form_has_a_key_of_its_own(client: Client) -> None:
    assert len({hidden(shown(client.get("/report/")), "key") for _ in range(2)}) == 2


def test_above_the_limit_the_form_says_so_and_keeps_what_was_typed(
    client: Client, settings: Settings
) -> None:
    settings.REPORT_LIMIT = 2
    for text in ("One.", "Two."):
        sent(client, issue=text)
    answer = post(client, issue="Three.")
    assert answer.status_code == 429
    assert "Three." in shown(answer)
    assert "mailto:site@example.org" in shown(answer)
    assert Issue.objects.count() == 2
    assert (
        client.post(
            "/report/", {"issue": "Elsewhere.", "key": form_key()}, REMOTE_ADDR="192.0.2.7"
        ).status_code
        == 302
    )


def test_what_is_not_stored_does_not_count(client: Client, settings: Settings) -> None:
    settings.REPORT_LIMIT = 1
    post(client, issue="")
    key = form_key()
    sent(client, key=key)
    assert post(client, key=key).status_code == 302  # the same once more
    assert post(client, issue="New.").status_code == 429


def test_a_limit_of_0_is_none(client: Client, settings: Settings) -> None:
    settings.REPORT_LIMIT = 0
    for n in range(25):
        sent(client, issue=str(n), email="")
    assert Issue.objects.count() == 25


@pytest.mark.parametrize(
    ("remote", "forwarded", "client_address"),
    [
        (
            "198.51.100.1",
            "203.0.113.9",
            "198.51.100.1",
        ),  # not our proxy: its header is ignored
        ("10.0.0.1", "203.0.113.9", "203.0.113.9"),
        ("10.0.0.1", "6.6.6.6, 203.0.113.9, 10.1.2.3", "203.0.113.9"),
        ("10.0.0.1", "", "10.0.0.1"),
        ("10.0.0.1", "10.0.0.2", "10.0.0.2"),
        ("10.0.0.1", "nonsense", "nonsense"),
        ("::ffff:10.0.0.1", "203.0.113.9", "203.0.113.9"),
        ("", "203.0.113.9", "203.0.113.9"),
        ("2001:db8:1:2:3::4", "", "2001:db8:1:2::/64"),
        ("10.0.0.1", "203.0.113.9:50123", "203.0.113.9"),
        ("10.0.0.1", "[2001:db8:1:2:3::4]:50123", "2001:db8:1:2::/64"),
    ],
)
def test_the_client_is_the_last_address_that_is_not_our_proxy(
    remote: str, forwarded: str, client_address: str
) -> None:
    assert clients.behind_proxies(remote, forwarded, ["10.0.0.0/8", "unix"]) == client_address


def test_without_a_proxy_on_a_socket_no_address_is_believed() -> None:
    assert clients.behind_proxies("", "203.0.113.9", ["10.0.0.1"]) == ""


def test_clients_behind_a_trusted_proxy_have_limits_of_their_own(
    client: Client, settings: Settings
) -> None:
    settings.REPORT_LIMIT = 1
    settings.TRUSTED_PROXIES = ["127.0.0.1"]
    for address in ("203.0.113.1", "203.0.113.2"):
        for status in (302, 429):
            typed = {"issue": f"x {status}", "key": form_key()}
            assert (
                client.post(
                    "/report/", typed, headers={"X-Forwarded-For": f"6.6.6.6, {address}"}
                ).status_code
                == status
            )
