"""Tokens of reports, by which reporters follow, reopen and erase them: staff's pages never show or
filter by them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.test import Client, RequestFactory
from pytest_django import Settings

from issues.mail import confirmation, delivery, unsendable
from issues.models import Issue, Mail, QuarantinedReport
from tests.site.web.test_access import ROLES, address, clients, keys, patterns, plain  # noqa: F401 - `keys` is a fixture
from tests.support.mail import QueuedMail
from tests.support.smtp import SmtpServer

pytestmark = [pytest.mark.django_db, pytest.mark.long]

STAFF = ROLES[1:]
LOOKUPS = ["", "__startswith"]
DEPTH = 2


def paths(model: type[Model], depth: int = DEPTH) -> Iterator[str]:
    """Yield each column that a look-up can name from this table: its own, and those of related
    tables."""
    for field in model._meta.get_fields():
        if field.is_relation and getattr(field, "hidden", False):
            continue
        yield field.name
        if field.is_relation and isinstance(field.related_model, type) and depth > 1:
            yield from (f"{field.name}__{path}" for path in paths(field.related_model, depth - 1))


def listed(model_admin: Any, client: Client) -> set[str]:
    """Return the parameters of the filters beside a list."""
    request = RequestFactory().get("/")
    request.user = client.get("/admin/").context["user"]
    names: set[str] = set()
    for spec in model_admin.get_changelist_instance(request).get_filters(request)[0]:
        names.update(
            [spec.parameter_name] if hasattr(spec, "parameter_name") else spec.expected_parameters()
        )
    return names


@pytest.mark.parametrize("role", STAFF)
def test_a_list_can_be_asked_by_its_filters_alone(keys: dict[str, Any], role: str) -> None:
    by_role = clients()
    asked = 0
    for model, model_admin in admin.site._registry.items():
        path = f"/admin/{model._meta.app_label}/{model._meta.model_name}/"
        if by_role[role].get(path).status_code != 200:
            continue
        known = listed(model_admin, by_role["superuser"])
        for name in sorted(
            {
                f"{column}{lookup}"
                for column in paths(model)
                for lookup in LOOKUPS
                if lookup or "__" not in column
            }
            - known
        ):
            answer = by_role[role].get(path, {name: "t"})
            asked += 1
            assert (answer.status_code, answer.headers.get("Location")) in [
                (400, None),
                (302, f"{path}?e=1"),
            ], f"{path}?{name}=t"
    assert (asked > 500) == (role != "staff without a group")


@pytest.mark.parametrize("role", STAFF)
def test_no_page_of_staff_shows_a_reporters_token_or_leads_to_it(
    keys: dict[str, Any], role: str
) -> None:
    client = clients()[role]
    issue, kept = Issue.objects.get(), QuarantinedReport.objects.get()
    secrets = [issue.token, kept.token, confirmation.key(issue)]
    pages = {
        address(plain(pattern), name, keys)
        for pattern, name in patterns()
        if pattern.startswith("admin/")
    }
    for row in (issue, kept):
        pages.add(f"/admin/r/{ContentType.objects.get_for_model(row).pk}/{row.pk}/")
    to_reporters = Mail.objects.filter(text__contains=issue.token)
    assert to_reporters
    pages |= {
        f"/admin/issues/mail/{mail.pk}/{page}/"
        for mail in to_reporters
        for page in ("change", "history", "delete")
    }
    for page in sorted(pages - {"/admin/logout/"}):
        for answer in (client.get(page), client.post(page)):
            told = f"{answer.headers}{answer.getvalue().decode(errors='replace')}"
            assert not [secret for secret in secrets if secret in told], page


@pytest.mark.parametrize("role", STAFF)
def test_suggestions_are_made_for_the_fields_that_have_them_and_for_no_others(
    keys: dict[str, Any], role: str
) -> None:
    client = clients()[role]
    suggesting = set()
    for model in apps.get_models():
        for field in model._meta.get_fields():
            asked = {
                "app_label": model._meta.app_label,
                "model_name": str(model._meta.model_name),
                "field_name": field.name,
            }
            answer = client.get("/admin/autocomplete/", asked)
            assert answer.status_code in (200, 403), asked
            if answer.status_code == 200:
                suggesting.add(f"{model._meta.model_name}.{field.name}")
    assert suggesting == (
        set() if role == "staff without a group" else {"issue.member", "member.party"}
    )


def test_what_is_kept_of_a_mail_that_failed_holds_no_link_that_opens_anything(
    keys: dict[str, Any],
    queued_mail: QueuedMail,
    smtp: SmtpServer,
    settings: Settings,
) -> None:
    """Servers that refuse a message may quote the link for which they do."""
    settings.EMAIL_DELIVERY_BACKEND = "issues.mail.smtp_client.SmtpBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", smtp.port
    issue = Issue.objects.get()
    secrets = [issue.token, confirmation.key(issue), keys["reset.token"]]
    paths = [
        f"/reports/{secrets[0]}/",
        f"/reports/{secrets[0]}/confirm/{secrets[1]}/",
        f"/admin/reset/{keys['uidb64']}/{secrets[2]}/",
    ]
    smtp.says = {
        "DATA": f"554 5.7.1 Listed: {' '.join(f'http://localhost{path}' for path in paths)}"
    }
    assert delivery.deliver().failed
    with unsendable.store_plain_on_failure(
        "login", Mail.Audience.ACCOUNT, "Subject", ["kim@example.org"], []
    ):
        raise ValueError(smtp.says["DATA"])
    told = list(Mail.objects.values_list("error", flat=True))
    assert told
    assert all("Listed: http://localhost/reports/[hidden]/" in error for error in told)
    assert not [secret for secret in secrets if any(secret in error for error in told)]
