"""docs/access.md, made by requesting every address of the site in every role.

`WRITE_ACCESS_TABLE=1 pytest tests/site/web/test_access.py` writes the table anew.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.contrib.auth.tokens import default_token_generator
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from issues.mail import confirmation
from issues.models import (
    AppliedFix,
    CheckState,
    Hold,
    Issue,
    Mail,
    QuarantinedReport,
    Redaction,
    Run,
)
from issues.reports import intake
from issues.reports.intake import Content
from issues.reports.subjects import Subject
from members.models import Chamber, Electorate, Member, Party, Snapshot, Source
from tests import factories
from tests.issues.admin.admin_parts import user
from tests.support.installation import ROOT
from tests.support.mail import QueuedMail
from tests.support.walk import as_before, undone

pytestmark = [pytest.mark.django_db, pytest.mark.long]

FILE = ROOT / "docs" / "access.md"
ROLES = ["anybody", "staff without a group", "viewer", "triager", "superuser"]
METHODS = ["GET", "POST", "DELETE"]
HEAD = f"""# Who may do what

Each address of the site with the answers to `GET`, `POST` (an empty form) and `DELETE` for each
role. `tests/site/web/test_access.py` writes this table, and fails when an answer changes. `login`
is a redirect to the log-in, 405 a method that the address does not support. 302 and 200 after a
`POST` of an empty form mean that the role may send it; the page then lists what is missing.

| address | {" | ".join(ROLES)} |
|---|{"---|" * len(ROLES)}
"""


@pytest.fixture
def keys(queued_mail: QueuedMail) -> dict[str, Any]:
    """Return one row of each kind, and the values for addresses. The most specific name wins:
    `issue.pk` before `pk`."""
    chamber = factories.chamber()
    about = factories.member()
    source = factories.official_list({"name": "Ada Quill"})
    somebody = user("somebody")
    intake.submit(
        "t" * 20, Subject(about, "email"), Content("It bounces.", email="rita@example.org")
    )
    issue = Issue.objects.get()
    copy = source.latest()
    assert copy
    applied = AppliedFix.objects.create(
        issue=issue,
        label="x",
        done={"label": "x", "edits": []},
        inverse={"label": "x", "edits": []},
        applied_by=somebody,
    )
    rows = {
        "source": source,
        "snapshot": copy,
        "chamber": chamber,
        "member": about,
        "electorate": factories.electorate("Arafura"),
        "party": Party.objects.create(name="Reform"),
        "run": Run.objects.create(),
        "checkstate": CheckState.objects.create(name="email-malformed"),
        "hold": Hold.objects.create(check_name="email-malformed", chamber=chamber),
        "issue": issue,
        "quarantinedreport": QuarantinedReport.objects.create(why="x", issue="y"),
        "redaction": Redaction.objects.create(reason="x"),
        "mail": Mail.objects.filter(audience=Mail.Audience.REPORTER).last(),
        "group": Group.objects.order_by("pk").first(),
        "user": somebody,
    }
    values: dict[str, Any] = {
        f"{name}.{key}": row.pk
        for name, row in rows.items()
        if row
        for key in ("pk", "object_id", "id")
    }
    return values | {
        "chamber.slug": chamber.slug,
        "member.slug": about.slug,
        "check.name": "email-malformed",
        "token": issue.token,
        "key": confirmation.key(issue),
        "uidb64": urlsafe_base64_encode(force_bytes(somebody.pk)),
        "reset.token": default_token_generator.make_token(somebody),
        "applied": applied.pk,
        "content_id": "0" * 32,
        "app_label": "issues",
        "url": "nowhere",
    }


def patterns(resolver: URLResolver | None = None, before: str = "") -> Iterator[tuple[str, str]]:
    """Yield each address of the site as written in the code, and its name."""
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLPattern):
            yield before + str(pattern.pattern), pattern.name or ""
        else:
            yield from patterns(pattern, before + str(pattern.pattern))


def plain(pattern: str) -> str:
    """Return a pattern with `<path:object_id>` and `(?P<pk>\\d+)` written as `<object_id>` and
    `<pk>`."""
    text = re.sub(r"\(\?P(<\w+>)[^)]*\)", r"\1", pattern)
    return "/" + re.sub(r"<\w+:(\w+)>", r"<\1>", text).replace("^", "").replace("$", "")


def address(shown: str, name: str, keys: dict[str, Any]) -> str:
    parts = shown.split("/")
    of_a_model = len(parts) > 4 and "<" not in parts[3]
    kind = {"password_reset_confirm": "reset"}.get(
        name, parts[3] if of_a_model else parts[1].rstrip("s")
    )

    def value(match: re.Match[str]) -> str:
        return str(
            keys.get(f"{kind}.{match[1]}", keys.get(match[1], f"no value for {kind}.{match[1]}"))
        )

    return re.sub(r"<(\w+)>", value, shown)


def clients() -> dict[str, Client]:
    people = {
        "staff without a group": user("nogroup"),
        "viewer": user("viewer", "Viewers"),
        "triager": user("triager", "Triagers"),
        "superuser": User.objects.create_superuser("root"),
    }
    made = {}
    for role in ROLES:
        made[role] = Client()
        if role in people:
            made[role].force_login(people[role])
    return made


def answer(client: Client, method: str, path: str) -> str:
    """Return the status, and undo any change by the request."""
    with as_before(client), undone():
        said = client.generic(method, path, b"", "application/x-www-form-urlencoded")
    if said.status_code == 302 and "/admin/login/?next=" in said.headers["Location"]:
        return "login"
    if hasattr(said, "streaming_content") or said.streaming:
        said.close()
    return str(said.status_code)


@pytest.fixture
def table(keys: dict[str, Any]) -> dict[str, dict[str, list[str]]]:
    """Return the answers to METHODS for each address and each role."""
    roles = clients()
    found = {}
    for pattern, name in patterns():
        shown = plain(pattern)
        path = address(shown, name, keys)
        assert "no value" not in path, path
        found[shown] = {
            role: [answer(client, method, path) for method in METHODS]
            for role, client in roles.items()
        }
    return found


def test_who_gets_what_answer_where_is_as_the_table_says(
    table: dict[str, dict[str, list[str]]],
) -> None:
    written = HEAD + "".join(
        f"| `{shown}` | {' | '.join(' '.join(by_role[role]) for role in ROLES)} |\n"
        for shown, by_role in table.items()
    )
    if os.environ.get("WRITE_ACCESS_TABLE"):
        Path(FILE).write_text(written)
    assert FILE.read_text().splitlines() == written.splitlines()

    broken = [
        shown
        for shown, by_role in table.items()
        if any(status.startswith("5") for said in by_role.values() for status in said)
    ]
    assert broken == ["/healthz"]  # no run succeeded here
    open_pages = (
        "/admin/login/",
        "/admin/logout/",
        "/admin/password_reset/",
        "/admin/reset/",
        "/admin/jsi18n/",
    )
    for shown, by_role in table.items():
        if shown.startswith("/admin/") and not shown.startswith(open_pages):
            assert set(by_role["anybody"]) <= {"login", "404", "405"}, shown
            assert by_role["viewer"][1] in ("403", "404", "405", "302", "200"), shown


WRITES = [
    Chamber,
    Electorate,
    Member,
    Party,
    Snapshot,
    Source,
    Run,
    CheckState,
    Hold,
    Issue,
    QuarantinedReport,
    Mail,
    User,
    Group,
]


@pytest.mark.parametrize("role", ["anybody", "staff without a group", "viewer"])
def test_who_may_only_look_changes_nothing_anywhere(keys: dict[str, Any], role: str) -> None:
    client = clients()[role]
    before = {model: list(model._default_manager.order_by("pk").values()) for model in WRITES}
    for pattern, name in patterns():
        shown = plain(pattern)
        if (
            shown.startswith("/admin/")
            and "/password" not in shown
            and "/reset/" not in shown
            and "/logout/" not in shown
        ):
            path = address(shown, name, keys)
            for method in ("POST", "DELETE"):
                client.generic(
                    method,
                    path,
                    b"post=yes&action=take&index=0",
                    "application/x-www-form-urlencoded",
                )
            after = {
                model: list(model._default_manager.order_by("pk").values()) for model in WRITES
            }
            assert after == before, shown
