"""Searches with many results: pages, the number of queries, and time."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from members.models import Link, Member, Phone
from tests import factories
from tests.members.view_parts import found, party, text

pytestmark = pytest.mark.django_db


@contextmanager
def variables(most: int) -> Iterator[None]:
    """Limit the variables of a statement in SQLite. PostgreSQL has no such limit here."""
    if connection.vendor != "sqlite":
        yield
        return
    before = connection.connection.setlimit(sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER, most)
    try:
        yield
    finally:
        connection.connection.setlimit(sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER, before)


def queries(client: Client, path: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    return len(captured)


def test_results_come_in_pages_of_fifty_that_keep_the_search(client: Client) -> None:
    Member.objects.bulk_create(
        [
            Member(
                slug=f"m-{n}", first_name="Ada", last_name=f"N{n:03}", chamber=factories.chamber()
            )
            for n in range(51)
        ]
    )
    assert len(found(client, "ada")) == 50
    first = text(client, "/?q=ada")
    assert "51 members found" in first
    assert 'href="?q=ada&amp;page=2"' in first
    assert "N050" in text(client, "/?q=ada&page=2")


def test_each_page_asks_as_many_questions_for_many_members_as_for_one(client: Client) -> None:
    paths = ["/", "/?q=ada", "/chambers/nt-la/", "/members/ada-quill/"]
    members = [factories.member()]
    few = [queries(client, path) for path in paths]
    greens = party("Greens")
    for n in range(30):
        other = factories.member(
            f"Ada N{n}", party=greens, electorate=factories.electorate(f"E{n}")
        )
        members.append(other)
        factories.chamber(f"c-{n}")
    for n in range(10):
        Phone.objects.create(member=members[0], number=str(n))
        Link.objects.create(member=members[0], url=str(n))
    assert [queries(client, path) for path in paths] == few


def test_a_search_among_ten_thousand_members_is_quick(client: Client) -> None:
    chamber = factories.chamber()
    greens = party("Greens")
    Member.objects.bulk_create(
        [
            Member(
                slug=f"m-{n}",
                first_name=f"Ada{n}",
                last_name="Pérez" if n % 50 == 0 else f"N{n}",
                chamber=chamber,
                party=greens,
            )
            for n in range(10_000)
        ]
    )
    started = timezone.now()
    assert found(client, "perez greens ada100") == ["Ada100 Pérez", "Ada1000 Pérez"]
    assert timezone.now() - started < timedelta(seconds=2)


def test_a_search_that_many_accented_names_fit_hands_the_database_few_values(
    client: Client,
) -> None:
    words = "zoe ann bea cleo dora eve fay gwen"
    names = words.replace("e ", "é ")
    Member.objects.bulk_create(
        [
            Member(slug=f"m-{n}", first_name=names, last_name=f"N{n}", chamber=factories.chamber())
            for n in range(300)
        ],
        batch_size=50,
    )
    with variables(2_000):  # 32,000 such names reach SQLite's limit of 250,000
        assert client.get("/", {"q": words}).context["page"].paginator.count == 300
