"""Commands that could not do something, and what they print about it."""

from __future__ import annotations

import gzip
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from pytest_django import Settings

from issues.models import Mail
from members.fetching import list_address

pytestmark = pytest.mark.django_db


def test_mail_that_waits_to_be_tried_again_is_counted() -> None:
    out = StringIO()
    later = timezone.now() + timedelta(minutes=30)
    for minutes in (0, 20):
        Mail.objects.create(
            recipient="rita@example.org",
            subject="x",
            text="y",
            due_at=later + timedelta(minutes=minutes),
        )
    call_command("delivermail", stdout=out)
    assert (
        f"Waiting for another attempt: 2, the next at {timezone.localtime(later):%H:%M}."
        in out.getvalue()
    )


def test_a_cut_backup_is_refused_in_whole_sentences(tmp_path: Path) -> None:
    file = tmp_path / "b.gz"
    file.write_bytes(gzip.compress(b"[1]\n" * 1000)[:-10])
    with pytest.raises(CommandError, match=r"reached\. Nothing was changed\.$"):
        call_command("restore", file, no_erasures=True)


def test_an_address_without_https_is_refused_with_the_way_out(settings: Settings) -> None:
    settings.FETCH_PRIVATE_NETWORKS = ()
    with pytest.raises(list_address.FetchError, match="FETCH_PRIVATE_NETWORKS"):
        list_address.check("http://example.org/list.csv")
