"""Security headers of every answer, and limits for people who guess passwords."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from axes.models import AccessAttempt
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from tests import factories

pytestmark = pytest.mark.django_db

PASSWORD = "correct horse battery staple"
PAGES = [
    "/",
    "/members/ada-quill/",
    "/report/",
    "/checks/",
    "/healthz",
    "/admin/login/",
    "/nowhere/",
    "/static/site.css",
]


@pytest.fixture(autouse=True)
def ada() -> None:
    factories.member()


@pytest.fixture
def by_https(settings: Settings) -> None:
    """Set the settings for a SITE_URL with https."""
    settings.SECURE_SSL_REDIRECT = settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = (
        True
    )
    settings.SECURE_HSTS_SECONDS = 31_536_000


@pytest.mark.parametrize("path", PAGES)
def test_every_answer_forbids_frames_foreign_scripts_and_guessed_types(
    client: Client, path: str
) -> None:
    answer = client.get(path)
    if not path.startswith("/static/"):  # answered before: no page
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "script-src 'self'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert answer.headers["X-Frame-Options"] == "DENY"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"
    answer.close()


@pytest.mark.usefixtures("by_https")
def test_by_http_one_is_sent_to_https_which_is_remembered_for_a_year(client: Client) -> None:
    answer = client.get("/report/?member=ada-quill")
    assert (answer.status_code, answer.headers["Location"]) == (
        301,
        "https://testserver/report/?member=ada-quill",
    )
    assert (
        client.get("/report/", secure=True).headers["Strict-Transport-Security"]
        == "max-age=31536000"
    )
    assert client.get("/healthz").status_code in (200, 503)


@pytest.mark.usefixtures("by_https")
def test_cookies_go_by_https_alone_and_never_to_scripts_or_other_sites(client: Client) -> None:
    User.objects.create_superuser("kim", password=PASSWORD)
    assert login(client, PASSWORD, secure=True).status_code == 302
    session, csrf = client.cookies["sessionid"], client.cookies["csrftoken"]
    assert (session["secure"], session["httponly"], session["samesite"]) == (True, True, "Lax")
    assert (csrf["secure"], csrf["samesite"]) == (True, "Lax")


def login(client: Client, password: str, username: str = "kim", **more: Any) -> Any:
    return client.post(
        "/admin/login/", {"username": username, "password": password, "next": "/admin/"}, **more
    )


def test_who_guesses_is_stopped_after_ten_even_with_the_right_password_and_others_are_not(
    client: Client,
) -> None:
    User.objects.create_superuser("kim", password=PASSWORD)
    statuses = [login(client, f"guess {number}").status_code for number in range(12)]
    assert statuses == [200] * 9 + [429] * 3
    stopped = login(client, PASSWORD)
    assert stopped.status_code == 429
    assert "Too many attempts" in stopped.content.decode()
    assert "sessionid" not in client.cookies
    assert login(Client(), PASSWORD, REMOTE_ADDR="192.0.2.7").status_code == 302
    assert client.get("/").status_code == 200


def test_who_tries_one_password_on_many_names_is_stopped_too(client: Client) -> None:
    assert [login(client, PASSWORD, f"user{number}").status_code for number in range(11)][-1] == 429


def test_a_quarter_of_an_hour_later_one_may_try_again(client: Client) -> None:
    User.objects.create_superuser("kim", password=PASSWORD)
    for number in range(11):
        login(client, f"guess {number}")
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=16))
    assert login(client, PASSWORD).status_code == 302
    assert not AccessAttempt.objects.exists()


@pytest.mark.parametrize(
    ("remote", "forwarded", "counted"),
    [
        pytest.param("10.0.0.1", "6.6.6.6, 192.0.2.7", "192.0.2.7", id="proxy"),
        pytest.param("192.0.2.9", "6.6.6.6", "192.0.2.9", id="forged"),
        pytest.param("2001:db8:1:2:3:4:5:6", "", "2001:db8:1:2::", id="ipv6"),
        pytest.param("", "", None, id="socket"),
    ],
)
def test_attempts_count_by_the_address_that_proxies_vouch_for(
    client: Client, settings: Settings, remote: str, forwarded: str, counted: str | None
) -> None:
    settings.TRUSTED_PROXIES = ["10.0.0.1"]
    login(client, "guess", REMOTE_ADDR=remote, headers={"X-Forwarded-For": forwarded})
    assert AccessAttempt.objects.get().ip_address == counted


def test_no_password_is_kept_of_an_attempt(client: Client) -> None:
    login(client, "my other password")
    kept = " ".join(str(value) for value in AccessAttempt.objects.values().get().values())
    assert "my other" not in kept


def test_tokens_are_long_and_random() -> None:
    from issues.models.issue import new_token

    tokens = {new_token() for _ in range(1000)}
    assert len(tokens) == 1000
    assert all(re.fullmatch(r"[\w-]{32}", token) for token in tokens)  # 24 bytes
