"""The password in a list's address: only people who may change the list see it, wherever the
address or an error is shown."""

from __future__ import annotations

import importlib
from typing import Any

import pytest
from django.apps import apps
from django.contrib.admin.models import LogEntry
from django.core.management import call_command
from django.test import Client

from issues.models import Issue
from members.lists import refresh
from members.models import Source
from tests.site.web.test_access import ROLES, address, clients, keys, patterns, plain  # noqa: F401 - `keys` is a fixture
from tests.support.mail import QueuedMail

pytestmark = [pytest.mark.django_db, pytest.mark.long]

SECRET = "s3cretpw"
#: A valid address, and one that is invalid because of its password.
ADDRESSES = [
    f"https://user:{SECRET}@127.0.0.1/list.csv",
    f"https://user:{SECRET}#more@127.0.0.1/list.csv",
]


def fail(url: str) -> None:
    """Make the list fail at this address, and report it by an issue, mail and history."""
    Source.objects.update(url=url, enabled=True, grace=0, format="mapped-csv")
    source = Source.objects.get()
    refresh.fetch(source)
    call_command("runchecks", "--check", "source-failing")
    call_command("dailydigest")
    assert Issue.objects.filter(check_name="source-failing").exists()


def may_change(client: Client) -> bool:
    return bool(client.get("/admin/").context["user"].has_perm("members.change_source"))


@pytest.mark.parametrize("url", ADDRESSES)
def test_the_password_of_a_list_is_told_to_nobody_who_may_not_change_it(
    keys: dict[str, Any],
    queued_mail: QueuedMail,
    capsys: pytest.CaptureFixture[str],
    url: str,
) -> None:
    by_role = clients()
    fail(url)
    source, walked = Source.objects.get(), 0
    source_page = f"/admin/members/source/{source.pk}/change/"
    by_role["superuser"].post(f"/admin/members/source/{source.pk}/fetch/")
    assert LogEntry.objects.exists()
    pages = {address(plain(pattern), name, keys) for pattern, name in patterns()} - {
        "/admin/logout/"
    }
    pages |= {f"/admin/issues/issue/{issue.pk}/change/" for issue in Issue.objects.all()}
    for role in ROLES:
        client = by_role[role]
        if role in ROLES[1:] and may_change(client):
            assert SECRET in client.get(source_page).content.decode(), role
            pages_of_role = pages - {source_page, "/admin/members/source/add/"}
        else:
            pages_of_role = pages | {source_page}
        for page in sorted(pages_of_role):
            answer = client.get(page)
            assert SECRET not in answer.getvalue().decode(errors="replace"), (role, page)
            walked += answer.status_code == 200
    assert walked > 100
    for command in (
        ["listissues"],
        ["listissues", "--format", "json"],
        ["listissues", "--format", "csv"],
        ["dumpdata", "admin", "issues"],
    ):
        call_command(*command)
    said = "".join(capsys.readouterr()) + "".join(
        mail.text + mail.html for mail in queued_mail.all()
    )
    assert "127.0.0.1" in said
    assert SECRET not in said


@pytest.mark.parametrize("role", ROLES[1:])
def test_no_search_finds_a_list_by_its_password(keys: dict[str, Any], role: str) -> None:
    Source.objects.update(url=ADDRESSES[0])
    answer = clients()[role].get("/admin/members/source/", {"q": SECRET})
    assert f"/source/{Source.objects.get().pk}/" not in answer.content.decode()


def test_an_upgrade_takes_passwords_out_of_issues_that_quote_them() -> None:
    kept = {"observed": "no", "context": {"source": "senate", "address": ADDRESSES[0]}}
    issue = Issue.objects.create(
        issue="x", origin="check", check_name="source-failing", evidence=kept
    )
    importlib.import_module("issues.migrations.0012_no_passwords_of_lists").mask(apps, None)
    issue.refresh_from_db()
    assert issue.evidence == {
        "observed": "no",
        "context": {"source": "senate", "address": "https://127.0.0.1/list.csv"},
    }
