"""Texts that make no sense in whatever the pages ask for by name: in addresses, and in forms that
are our own.

The names are those that the code asks for while it answers, so that a new one is tried by itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

import pytest
from django.contrib import admin
from django.test import Client

from issues.models import Issue
from members.models import Source
from members.sources import MAPPED
from tests.site.web.test_access import address, clients, keys, patterns, plain  # noqa: F401 - `keys` is a fixture
from tests.site.web.test_secrets import listed
from tests.support.walk import FEW, LATE, ask, names_read, undone, writing_nothing, wrong

pytestmark = [pytest.mark.django_db, pytest.mark.long]

FILTERS = "_changelist_filters"


def pages(keys: dict[str, Any]) -> Iterator[str]:
    """Yield each address of the site, except those of lists, whose parameters are all tested
    elsewhere."""
    lists = {
        f"/admin/{model._meta.app_label}/{model._meta.model_name}/"
        for model in admin.site._registry
    }
    for pattern, name in patterns():
        path = address(plain(pattern), name, keys)
        if path not in lists:
            yield path


def asked_for(client: Client, path: str) -> set[str]:
    with undone(), names_read() as names:
        ask(client, "get", path)
    return names


def test_parameters_that_make_no_sense(keys: dict[str, Any]) -> None:
    client = clients()["superuser"]
    asked = 0
    for path in pages(keys):
        names = asked_for(client, path)
        for given in (
            dict.fromkeys(names, "-1"),
            *({name: value} for name in names for value in FEW),
        ):
            with writing_nothing(path):
                assert ask(client, "get", path, given).status_code in (*range(500), 503), (
                    f"{path} {given}"
                )
            asked += 1
    assert asked > 300


def test_filters_of_a_list_that_a_page_was_reached_from_and_that_make_no_sense(
    keys: dict[str, Any],
) -> None:
    client = clients()["superuser"]
    reached = [path for path in pages(keys) if {FILTERS, "q"} <= asked_for(client, path)]
    assert reached == [f"/admin/issues/issue/{keys['issue.pk']}/change/"]
    for name in ("p", "o", "e", "q", "all", *listed(admin.site._registry[Issue], client)):
        for value in (*FEW, LATE):
            with writing_nothing(reached[0]):
                given = {FILTERS: urlencode({name: value})}
                assert ask(client, "get", reached[0], given).status_code < 500, (
                    f"{reached[0]} {given}"
                )


def right(keys: dict[str, Any]) -> dict[str, Any]:
    """Return the values that some form accepts under these names."""
    return {
        "action": "nothing",
        "email": "rita@example.org",
        "field": "email",
        "fix": "0",
        "header": ["name"],
        "is": ["name"],
        "issue": "It bounces.",
        "issues": f"{keys['issue.pk']}:0",
        "member": keys["member.slug"],
        "post": "yes",
        "priority": "1",
        "reason": "false_positive",
        "rest": "{}",
        "revision": "0",
        "snapshots": "",
        "text": "x",
        "until": "2999-01-01",
    }


def test_fields_of_our_own_forms_that_make_no_sense(keys: dict[str, Any]) -> None:
    Source.objects.update(format=MAPPED)
    client = clients()["superuser"]
    tried: set[str] = set()
    for path in pages(keys):
        if path.endswith(("/add/", "/change/")):
            continue
        with undone(), names_read() as names:
            ask(client, "post", path, right(keys))
        for name in names:
            for value in wrong(right(keys).get(name)):
                with undone():
                    given = {**right(keys), name: value}
                    assert ask(client, "post", path, given).status_code in (*range(500), 503), (
                        f"{path} {name}={value!r}"
                    )
        tried |= names
    assert {
        "also",
        "fix",
        "header",
        "issues",
        "rest",
        "revision",
        "snapshots",
        "to",
        "until",
        "username",
    } <= tried
