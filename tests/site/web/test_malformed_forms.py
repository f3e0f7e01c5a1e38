"""Invalid texts in the fields of the admin's forms: the answer is never 500, even if only the
database refuses the text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.forms.formsets import TOTAL_FORM_COUNT
from django.test import Client
from pytest_django import Settings

from tests.site.web.test_access import address, clients, keys, patterns, plain  # noqa: F401 - `keys` is a fixture
from tests.support.walk import DAYS, FEW, OBJECTS, Form, ask, undone

pytestmark = [pytest.mark.django_db, pytest.mark.long]

SECRET = "correct horse battery staple"


def right(name: str, keys: dict[str, Any]) -> str:
    """Return a value that a form accepts in this field, which its page leaves empty."""
    fields = {
        "slug": "fresh",
        "chamber": str(keys["chamber.pk"]),
        "format": "csv",
        "last_name": "Fresh",
        "name": "Fresh",
    }
    fields |= {
        "username": "fresh",
        "password1": SECRET,
        "password2": SECRET,
        "usable_password": "true",
        "issue": "It bounces.",
    }
    rows = {
        "address": "fresh@example.org",
        "number": "02 6277 7111",
        "url": "https://example.org/",
        "scheme": "aph",
        "value": "F1",
    }
    rows |= {
        "name": "Fresh",
        "line1": "1 Some Street",
        "suburb": "Darwin",
        "state": "NT",
        "postcode": "0800",
    }
    return rows.get(name.split("-")[2], "") if "-0-" in name else fields.get(name, "")


def forms(client: Client, keys: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any], Form]]:
    """Yield each page with a form of Django's: its path, the values that save it, and the form.
    Each table below the form has one new row."""
    for pattern, name in patterns():
        path = address(plain(pattern), name, keys)
        page = ask(client, "get", path)
        if path.endswith(("/add/", "/change/")) and page.context and page.context.get("adminform"):
            found = Form(page.content.decode().replace("__prefix__", "0"))
            form = {
                name: value if value and value != [""] else right(name, keys)
                for name, value in found.sent.items()
            }
            form |= {name: "1" for name in form if name.endswith("-TOTAL_FORMS")}
            form = {
                name: value for name, value in form.items() if value or found.sent[name] is not None
            }
            with undone():
                saved = ask(client, "post", path, form).status_code
            assert saved in (302, 403), path
            if saved == 302:
                yield path, form, found


def refused(page: Any) -> set[str]:
    """Return the names of the fields that the form refused."""
    every = [
        page.context["adminform"].form,
        *(form for each in page.context["inline_admin_formsets"] for form in each.formset.forms),
    ]
    return {form.add_prefix(name) for form in every for name in form.errors}


def taken(client: Client, path: str, form: dict[str, Any], wrong: dict[str, str]) -> dict[str, str]:
    """Return the invalid values except those that the form refuses."""
    with undone():
        page = ask(client, "post", path, form | wrong)
    assert page.status_code < 500, f"{path} {wrong}"
    if page.status_code != 200:
        return {}
    no = {
        name.rstrip("_012") for name in refused(page)
    }  # a date and its time, a password and its repetition
    return {name: text for name, text in wrong.items() if name.rstrip("_012") not in no}


def test_fields_of_djangos_forms_that_make_no_sense(
    keys: dict[str, Any], settings: Settings
) -> None:
    """All wrong at once first. What the form takes of that is then saved, the rest being right."""
    settings.TIME_ZONE = "Pacific/Auckland"
    client = clients()["superuser"]
    tried = 0
    for path, form, page in forms(client, keys):
        for value in (*FEW, *DAYS, *OBJECTS):
            # A time of the day stays right: a wrong one would keep its day from being looked at.
            wrong = {
                name: "00:00" if name.endswith("_1") else value
                for name in page.sent.keys() - page.hidden
            }
            rest = taken(client, path, form, wrong)
            if not rest:
                continue
            with undone():
                assert ask(client, "post", path, form | rest).status_code == 302, f"{path} {rest}"
                # PostgreSQL stores days that Python cannot read.
                assert ask(client, "get", path).status_code == 200, f"{path} {rest}"
            tried += len(wrong)
    assert tried > 500


def test_what_djangos_forms_carry_hidden_and_makes_no_sense(keys: dict[str, Any]) -> None:
    client = clients()["superuser"]
    tried: set[str] = set()
    for path, form, page in forms(client, keys):
        for kind in {name.rpartition("-")[2] for name in page.hidden}:
            for value in FEW:
                wrong = {name: value for name in page.hidden if name.rpartition("-")[2] == kind}
                with undone():
                    status = ask(client, "post", path, form | wrong).status_code
                assert status == 400 if kind == TOTAL_FORM_COUNT else status < 500, (
                    f"{path} {wrong}"
                )
                tried |= wrong.keys()
    assert {
        "seen",
        "emails-TOTAL_FORMS",
        "emails-INITIAL_FORMS",
        "emails-0-id",
        "emails-0-member",
        "aliases-0-party",
    } <= tried
