"""Guessing passwords and account names at the log-in."""

from __future__ import annotations

import re
from typing import Any

import pytest
from axes.models import AccessAttempt
from django.contrib.auth.models import User
from django.contrib.auth.tokens import default_token_generator
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from pytest_django import Settings

from issues.accounts import invitations, logins
from issues.models import LinkRequest
from tests.support.mail import QueuedMail

pytestmark = pytest.mark.django_db

PASSWORD = "correct horse battery staple"


@pytest.fixture
def kim() -> User:
    return User.objects.create_superuser("kim", "kim@example.org", PASSWORD)


def login(
    client: Client, username: str, password: str, address: str = "192.0.2.1", **headers: str
) -> int:
    typed = {"username": username, "password": password}
    return client.post("/admin/login/", typed, REMOTE_ADDR=address, headers=headers).status_code


def test_who_has_an_account_cannot_guess_at_another_between_log_ins(kim: User) -> None:
    User.objects.create_user("mallory", password="mine", is_staff=True)
    statuses = []
    for number in range(24):
        statuses.append(login(Client(), "kim", f"guess {number}"))
        login(Client(), "mallory", "mine")
    assert statuses == [200] * 9 + [429] * 15


def test_who_typed_wrong_and_then_right_begins_anew(kim: User) -> None:
    for _ in range(3):
        statuses = [login(Client(), "kim", "wrong") for _ in range(5)]
        assert [*statuses, login(Client(), "kim", PASSWORD)] == [200] * 5 + [302]


def test_one_name_guessed_from_many_addresses_is_stopped_but_not_where_its_owner_logged_in_before(
    kim: User,
) -> None:
    own, new = Client(), Client()
    assert login(own, "kim", PASSWORD, "192.0.2.200") == 302
    own.post("/admin/logout/")
    for number in range(logins.NAME_LIMIT):
        assert login(Client(), "kim", f"guess {number}", f"198.51.100.{number}") == 200
    assert login(Client(), "kim", "guess", "198.51.100.99") == 429
    assert login(new, "kim", PASSWORD, "203.0.113.1") == 429
    assert login(own, "kim", PASSWORD, "192.0.2.200") == 302
    assert login(Client(), "lee", "guess", "198.51.100.98") == 200


def test_the_mark_of_a_browser_is_for_one_name_and_cannot_be_made_up(kim: User) -> None:
    client = Client()
    login(client, "kim", PASSWORD)
    mark = client.cookies[logins.COOKIE]
    assert (mark["httponly"], mark["samesite"], mark["path"]) == (True, "Lax", "/admin/login/")
    assert "kim" not in mark.value
    for number in range(logins.NAME_LIMIT):
        login(Client(), "lee", "guess", f"198.51.100.{number}")
    assert login(client, "lee", "guess", "203.0.113.1") == 429


@pytest.mark.parametrize("role", ["nobody", "no staff", "inactive"])
def test_who_may_not_come_in_is_answered_and_counted_as_who_does_not_exist(role: str) -> None:
    if role != "nobody":
        User.objects.create_user(
            "lee", password=PASSWORD, is_staff=role == "inactive", is_active=role != "inactive"
        )
    page = Client().post("/admin/login/", {"username": "lee", "password": PASSWORD})
    assert (
        page.status_code,
        "Please enter the correct username and password" in page.content.decode(),
    ) == (200, True)
    assert AccessAttempt.objects.get().failures_since_start == 1


@pytest.mark.parametrize(
    "name", ["x" * 151, "x" * 100_000, "k\0im", "\ufdfa" * 150], ids=["151", "long", "nul", "grows"]
)
def test_a_user_name_that_no_account_can_have_is_refused_before_it_is_stored(name: str) -> None:
    headers = {"User-Agent": "x" * 5000, "Accept": "y" * 5000}
    for typed in (
        {"username": name, "password": "x"},
        {"username": "kim", "password": name + "\0"},
    ):
        assert (
            Client().post(f"/admin/login/?next={'z' * 5000}", typed, headers=headers).status_code
            == 200
        )
    assert not AccessAttempt.objects.exists()
    assert Client().post("/admin/password_reset/", {"email": name}).status_code == 200
    assert login(Client(), "kim", "x" * 100_000, **headers) == 200
    assert len(str(AccessAttempt.objects.values().get())) < 5000


def choose(client: Client, user: User, password: str, address: str = "192.0.2.1") -> None:
    """Choose a new password through the mailed link."""
    user.refresh_from_db()
    uid, token = (
        urlsafe_base64_encode(force_bytes(user.pk)),
        default_token_generator.make_token(user),
    )
    form = client.get(f"/admin/reset/{uid}/{token}/", REMOTE_ADDR=address).headers["Location"]
    typed = {"new_password1": password, "new_password2": password}
    assert client.post(form, typed, REMOTE_ADDR=address).status_code == 302


def test_who_was_locked_out_comes_in_after_a_new_password_by_the_mailed_link(kim: User) -> None:
    owner = Client()
    assert [login(owner, "kim", "wrong") for _ in range(11)][-2:] == [429, 429]
    choose(owner, kim, "another horse entirely")
    for number in range(logins.NAME_LIMIT):
        login(Client(), "kim", "guess", f"198.51.100.{number}")
    assert login(Client(), "kim", "another horse entirely", "203.0.113.1") == 429
    assert login(owner, "kim", "another horse entirely") == 302


def test_a_new_password_of_one_s_own_lifts_no_failures_with_other_names(kim: User) -> None:
    mallory = User.objects.create_user("mallory", password="mine", is_staff=True)
    client, statuses = Client(), []
    for number in range(12):
        statuses.append(login(client, "kim", f"guess {number}"))
        choose(client, mallory, f"my horse number {number}")
    assert statuses == [200] * 9 + [429] * 3


# --- a new password
# -----------------------------------------------------------------------------------------------


def ask(client: Client, email: str, address: str = "192.0.2.1") -> Any:
    return client.post("/admin/password_reset/", {"email": email}, REMOTE_ADDR=address)


def test_asking_for_a_link_is_the_same_work_whoever_has_an_account(
    kim: User, queued_mail: QueuedMail, settings: Settings
) -> None:
    settings.EMAIL_DELIVERY_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    work = {}
    for name in ("kim", "nobody"):
        with CaptureQueriesContext(connection) as queries:
            ask(Client(), f"{name}@example.org", f"192.0.2.{len(name)}")
        work[name] = [
            re.split("[ (]", re.sub("[0-9]+", "", query["sql"]))[:3]
            for query in queries
            if "SAVEPOINT" not in query["sql"]
        ]
    assert work["kim"] == work["nobody"]
    assert len(queued_mail) == 0
    call_command("delivermail", verbosity=0)
    assert [message.recipient for message in queued_mail.all()] == ["kim@example.org"]
    assert not LinkRequest.objects.exists()


def test_links_are_limited_by_address_and_by_mailbox_and_the_answer_does_not_say_so(
    queued_mail: QueuedMail,
) -> None:
    pages = {
        ask(Client(), f"user{number}@example.org").headers["Location"]
        for number in range(invitations.ASKED + 5)
    }
    assert LinkRequest.objects.count() == invitations.ASKED
    pages |= {
        ask(Client(), f"K.im+{number}@gmail.com", f"198.51.100.{number}").headers["Location"]
        for number in range(invitations.LINKS + 5)
    }
    assert LinkRequest.objects.count() == invitations.ASKED + invitations.LINKS
    assert pages == {"/admin/password_reset/done/"}


# --- the old password
# ---------------------------------------------------------------------------------------------


def change(client: Client, old: str) -> tuple[int, str]:
    new = "another horse battery staple"
    page = client.post(
        "/admin/password_change/", {"old_password": old, "new_password1": new, "new_password2": new}
    )
    return page.status_code, page.content.decode()


def test_the_old_password_cannot_be_guessed_from_a_browser_that_somebody_left(kim: User) -> None:
    client, other = Client(), Client()
    client.force_login(kim)
    other.force_login(User.objects.create_superuser("lee", password=PASSWORD))
    said = [change(client, f"guess {number}") for number in range(invitations.TYPED)]
    assert {status for status, _ in said} == {200}
    assert not [page for _, page in said if invitations.TOO_OFTEN in page]
    status, page = change(client, PASSWORD)
    assert (status, invitations.TOO_OFTEN in page) == (200, True)
    assert User.objects.get(pk=kim.pk).check_password(PASSWORD)
    assert change(other, PASSWORD)[0] == 302
