"""New copies of official lists in the admin: fetching and uploading."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from members.admin import source_forms
from members.fetching import fetch, list_address
from members.models import Snapshot
from tests.members.sources.source_parts import LIST, PAGE, messages, names, source, text

pytestmark = pytest.mark.django_db


def test_a_copy_is_given_from_ones_computer(anna: Client) -> None:
    of = source()
    response = anna.post(
        f"{LIST}{of.pk}/give/", {"file": SimpleUploadedFile("list.csv", names(3))}, follow=True
    )
    assert "Accepted, 3 members" in messages(response)
    copy = Snapshot.objects.get()
    assert (copy.origin, copy.data) == ("list.csv, given by anna", names(3))
    assert "the copy of" in text(response)
    assert LogEntry.objects.filter(object_id=str(of.pk)).exists()


def test_a_copy_that_is_rejected_or_none_says_so(
    anna: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    of = source()
    response = anna.post(
        f"{LIST}{of.pk}/give/", {"file": SimpleUploadedFile("list.html", PAGE)}, follow=True
    )
    assert "Rejected: " in messages(response)
    assert "Look at it" in text(response)
    assert "Not taken: This field is required." in messages(
        anna.post(f"{LIST}{of.pk}/give/", follow=True)
    )
    monkeypatch.setattr(source_forms, "AT_ONCE", 10)
    response = anna.post(
        f"{LIST}{of.pk}/give/", {"file": SimpleUploadedFile("list.csv", names(3))}, follow=True
    )
    assert "The file is larger than" in messages(response)
    assert Snapshot.objects.count() == 1


def test_a_list_is_fetched_now_and_what_goes_wrong_is_said(
    anna: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    of = source(url="https://example.org/list")
    monkeypatch.setattr(fetch, "fetch", lambda *args: fetch.Fetched(names(4)))
    assert "Accepted, 4 members" in messages(anna.post(f"{LIST}{of.pk}/fetch/", follow=True))

    def refuse(*args: Any) -> fetch.Fetched:
        raise list_address.FetchError("https://example.org/list answered 503.")

    monkeypatch.setattr(fetch, "fetch", refuse)
    response = anna.post(f"{LIST}{of.pk}/fetch/", follow=True)
    assert "Failed: https://example.org/list answered 503." in messages(response)
    assert "The last fetch failed" in text(response)
