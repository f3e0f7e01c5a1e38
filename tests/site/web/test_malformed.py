"""Invalid keys and numbers in addresses, filters and forms: the answer is never 500, and nothing is
written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest
from django.contrib import admin

from tests.site.web.test_access import address, clients, keys, patterns, plain  # noqa: F401 - `keys` is a fixture
from tests.site.web.test_secrets import listed
from tests.support.walk import FEW, HOSTILE, LATE, ask, writing_nothing

pytestmark = [pytest.mark.django_db, pytest.mark.long]


def spelt(value: str) -> str:
    return value if len(value) > 1 and value.startswith("%") else quote(value, safe="")


def with_hostile_keys(keys: dict[str, Any]) -> Iterator[str]:
    """Yield each address of the site with each of its variables replaced by each hostile value; the
    other variables are valid."""
    for pattern, name in patterns():
        shown = plain(pattern)
        for variable in set(re.findall(r"<(\w+)>", shown)):
            before, _, after = shown.partition(f"<{variable}>")
            right = address(f"{before}{{}}{after}", name, keys)
            yield from (
                right.replace("{}", spelt(value))
                for value in ("abc", "%00", "\u0663", str(2**63), "9" * 5000)
            )


def test_addresses_with_keys_that_make_no_sense(keys: dict[str, Any]) -> None:
    client = clients()["superuser"]
    asked = 0
    for path in sorted(set(with_hostile_keys(keys))):
        for method in ("get", "post"):
            with writing_nothing(path):
                assert ask(client, method, path, {"post": "yes"}).status_code < 500, (
                    f"{method} {path[:200]}"
                )
            asked += 1
    assert asked > 500


def test_filters_pages_and_orders_that_make_no_sense(keys: dict[str, Any]) -> None:
    client = clients()["superuser"]
    for model, model_admin in admin.site._registry.items():
        path = f"/admin/{model._meta.app_label}/{model._meta.model_name}/"
        if client.get(path).status_code == 200:
            for name in (
                "p",
                "o",
                "e",
                "q",
                "all",
                "_popup",
                "_to_field",
                "_facets",
                "_changelist_filters",
                *listed(model_admin, client),
            ):
                for value in (*FEW, LATE):
                    with writing_nothing(path):
                        assert ask(client, "get", path, {name: value}).status_code < 500, (
                            f"{path}?{name}={value[:100]!r}"
                        )


def test_searches_for_more_words_than_a_database_takes(keys: dict[str, Any]) -> None:
    client = clients()["superuser"]
    searched = 0
    for model, model_admin in admin.site._registry.items():
        if model_admin.search_fields:
            answer = client.get(
                f"/admin/{model._meta.app_label}/{model._meta.model_name}/", {"q": "quill " * 1500}
            )
            assert answer.status_code == 200
            assert "Only the first 20 words were searched for." in answer.content.decode()
            searched += 1
    assert searched >= 8
    assert client.get("/", {"q": "quill " * 1500}).status_code == 200


def test_actions_on_rows_that_make_no_sense(keys: dict[str, Any]) -> None:
    client = clients()["superuser"]
    chosen = 0
    for model in admin.site._registry:
        path = f"/admin/{model._meta.app_label}/{model._meta.model_name}/"
        page = client.get(path)
        form = page.context and page.context.get("action_form")
        for action, _ in form.fields["action"].choices if form else []:
            for value in HOSTILE:
                with writing_nothing(f"{path} {action} {value[:100]!r}"):
                    given = {
                        "action": action,
                        "_selected_action": [value],
                        "index": "0",
                        "post": "yes",
                    }
                    assert ask(client, "post", path, given).status_code < 500, (
                        f"{path} {action} {value[:100]!r}"
                    )
                chosen += 1
    assert chosen > 250
