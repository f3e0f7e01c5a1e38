"""A mail server that takes each message and drops the connection instead of replying, for two
weeks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from django.utils import timezone
from pytest_django import Settings

from issues.health import conditions
from issues.mail import delivery
from issues.models import Mail
from tests import factories
from tests.support.smtp import SmtpServer

pytestmark = pytest.mark.django_db


@pytest.fixture
def server(smtp: SmtpServer, settings: Settings) -> SmtpServer:
    settings.EMAIL_DELIVERY_BACKEND = "issues.mail.smtp_client.SmtpBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", smtp.port
    smtp.ends_by, smtp.ends_after = "silence", 1
    return smtp


def tries(monkeypatch: pytest.MonkeyPatch) -> Iterator[datetime]:
    """Yield the moment of each delivery of the queued mail, with the clock moved from one to the
    next."""
    moment = timezone.now()
    while Mail.objects.filter(state=Mail.State.QUEUED).exists():
        with monkeypatch.context() as patch:
            patch.setattr(timezone, "now", lambda moment=moment: moment)
            delivery.deliver()
            yield moment
        moment = Mail.objects.get().due_at + timedelta(seconds=1)


def test_it_comes_some_two_dozen_times_as_one_message_ever_more_rarely_and_is_a_failure_in_the_end(
    server: SmtpServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    factories.mail(message_id="<1@example.org>", text="Hello")
    moments = []
    for moment in tries(monkeypatch):
        moments.append(moment)
        if moment - moments[0] > delivery.STUCK:
            assert "mail stuck" in [trouble.what for trouble in conditions.troubles(moment)]
    gaps = [later - earlier for earlier, later in pairwise(moments)]
    assert gaps == sorted(gaps)
    assert sum(gaps, timedelta(0)) > delivery.GIVE_UP
    assert 20 < len(server.received) < 30
    assert {message.message_id for message in server.received} == {"<1@example.org>"}
    failed = Mail.objects.get()
    assert (failed.state, failed.tries) == (Mail.State.FAILED, len(moments))
    assert "mail stuck" in [trouble.what for trouble in conditions.troubles(timezone.now())]


def test_one_that_takes_a_message_and_falls_silent_is_asked_daily(
    server: SmtpServer, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.ends_after, server.delay, settings.EMAIL_TIMEOUT = 0, 3, 1
    factories.mail(message_id="<1@example.org>", text="Hello")
    moments = [moment for moment, _ in zip(tries(monkeypatch), range(13), strict=False)]
    assert moments[-1] - moments[-2] > timedelta(hours=20)


def test_a_server_that_turns_mail_down_in_so_many_words_is_asked_each_hour(
    server: SmtpServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.ends_after, server.busy = 0, True
    factories.mail(message_id="<1@example.org>", text="Hello")
    moments = [moment for moment, _ in zip(tries(monkeypatch), range(12), strict=False)]
    assert moments[-1] - moments[-2] <= timedelta(hours=1, seconds=1)
    assert server.received == []
