"""Invitations of staff and forgotten passwords, and that nobody else gets in that way."""

from __future__ import annotations

import re
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from issues.accounts import invitations
from tests.issues.admin.admin_parts import user
from tests.support.mail import QueuedMail

pytestmark = pytest.mark.django_db

PASSWORD = "correct horse battery staple"


def invite(*arguments: str) -> str:
    said = StringIO()
    call_command("invite", *arguments, stdout=said)
    return said.getvalue()


def link(queued_mail: QueuedMail, address: str = "kim@example.org") -> str:
    [message] = queued_mail.to(address)
    match = re.search(r"http://localhost(/admin/reset/\S+)", message.text)
    assert match
    return match[1]


def choose(client: Client, path: str, password: str = PASSWORD) -> Any:
    form = client.get(path, follow=True)
    return client.post(
        form.request["PATH_INFO"], {"new_password1": password, "new_password2": password}
    )


def login(client: Client, username: str, password: str = PASSWORD) -> int:
    return client.post("/admin/login/", {"username": username, "password": password}).status_code


def test_who_is_invited_chooses_a_password_and_triages(
    client: Client, queued_mail: QueuedMail
) -> None:
    assert "goes out with the next delivery" in invite(
        "kim", "kim@example.org", "--group", "Triagers"
    )
    kim = User.objects.get()
    assert (kim.is_staff, kim.is_superuser, [group.name for group in kim.groups.all()]) == (
        True,
        False,
        ["Triagers"],
    )
    assert choose(client, link(queued_mail)).status_code == 302
    assert login(client, "kim") == 302
    assert client.get("/admin/issues/issue/").status_code == 200


def test_a_link_works_once_and_for_three_days(
    client: Client, queued_mail: QueuedMail, monkeypatch: pytest.MonkeyPatch
) -> None:
    invite("kim", "kim@example.org", "--group", "Viewers")
    path = link(queued_mail)
    later = timezone.now().replace(tzinfo=None) + timedelta(days=4)
    with monkeypatch.context() as patch:
        patch.setattr(
            "django.contrib.auth.tokens.PasswordResetTokenGenerator._now", lambda self: later
        )
        assert (
            "password reset link was invalid"
            in client.get(path, follow=True).content.decode().lower()
        )
    assert choose(Client(), path).status_code == 302
    assert (
        "password reset link was invalid"
        in Client().get(path, follow=True).content.decode().lower()
    )


def test_a_weak_password_is_refused(client: Client, queued_mail: QueuedMail) -> None:
    invite("kim", "kim@example.org", "--group", "Viewers")
    assert "too common" in choose(client, link(queued_mail), "password").content.decode()
    assert login(client, "kim", "password") == 200


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        pytest.param(["kim", "kim@example.org"], "Name a --group", id="no-group"),
        pytest.param(
            ["kim", "kim@example.org", "--group", "Triager"],
            "no group Triager. The groups are: Triagers, Viewers",
            id="group",
        ),
        pytest.param(["kim", "nonsense", "--superuser"], "email: ", id="address"),
        pytest.param(["kim", "", "--superuser"], "email: Enter a valid", id="no-address"),
        pytest.param(
            ["kim", "LEE@example.org", "--superuser"],
            "email: .*already has an account",
            id="address-taken",
        ),
        pytest.param(["kim x", "kim@example.org", "--superuser"], "username: ", id="name"),
        pytest.param(["lee", "kim@example.org", "--superuser"], "username: .*already", id="taken"),
    ],
)
def test_an_invitation_that_makes_no_sense_is_refused(
    queued_mail: QueuedMail, arguments: list[str], message: str
) -> None:
    User.objects.create_user("lee", "lee@example.org")
    with pytest.raises(CommandError, match=message):
        invite(*arguments)
    assert User.objects.count() == 1
    assert len(queued_mail) == 0


def test_the_answer_to_a_forgotten_password_does_not_say_who_has_an_account(
    client: Client, queued_mail: QueuedMail
) -> None:
    assert "/admin/password_reset/" in client.get("/admin/login/").content.decode()
    User.objects.create_user("kim", "kim@example.org", PASSWORD, is_staff=True)
    User.objects.create_user("gone", "gone@example.org", PASSWORD, is_active=False)
    pages = {
        client.post("/admin/password_reset/", {"email": f"{name}@example.org"}, follow=True).content
        for name in ("kim", "gone", "nobody")
    }
    assert len(pages) == 1
    assert len(queued_mail) == 0
    invitations.answer_requests()
    assert [message.recipient for message in queued_mail.all()] == ["kim@example.org"]
    assert choose(client, link(queued_mail), "another horse battery").status_code == 302
    assert login(client, "kim", "another horse battery") == 302


def test_nobody_is_flooded_with_links(client: Client, queued_mail: QueuedMail) -> None:
    User.objects.create_user("kim", "kim@example.org", PASSWORD, is_staff=True)
    for _ in range(invitations.LINKS + 3):
        assert (
            client.post("/admin/password_reset/", {"email": "kim@example.org"}).status_code == 302
        )
        invitations.answer_requests()
    assert len(queued_mail) == invitations.LINKS


def test_those_who_may_see_the_mail_do_not_see_others_links(
    client: Client, queued_mail: QueuedMail
) -> None:
    from django.core.mail import get_connection, send_mail

    from issues.models import Mail

    User.objects.create_superuser("root", "root@example.org", PASSWORD)
    client.post("/admin/password_reset/", {"email": "root@example.org"})
    invitations.answer_requests()
    send_mail(
        "Another",
        "Text",
        None,
        ["one@example.org"],
        connection=get_connection(audience=Mail.Audience.STAFF),
    )
    [secret] = queued_mail.to("root@example.org")
    client.force_login(user("tina", "Triagers"))
    page = client.get("/admin/issues/mail/")
    assert "Another" in page.content.decode()
    assert "Choose a new password" not in page.content.decode()
    assert client.get(f"/admin/issues/mail/{secret.pk}/change/").status_code == 302
    client.force_login(User.objects.get(username="root"))
    assert client.get(f"/admin/issues/mail/{secret.pk}/change/").status_code == 200


def test_an_administrator_sends_links_from_the_list_of_users(
    admin_client: Client, queued_mail: QueuedMail
) -> None:
    reached = User.objects.create_user("kim", "kim@example.org")
    silent = User.objects.create_user("lee")
    page = admin_client.post(
        "/admin/auth/user/",
        {"action": "send_link", "_selected_action": [reached.pk, silent.pk], "index": "0"},
        follow=True,
    ).content.decode()
    assert "Queued for the next delivery: 1." in page
    assert "Left out, without an e-mail address or not active: 1." in page
    assert choose(Client(), link(queued_mail)).status_code == 302
