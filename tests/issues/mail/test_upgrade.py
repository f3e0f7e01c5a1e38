"""Mail that an older version queued with django-post-office is sent after an upgrade."""

from __future__ import annotations

from tests.support.installation import Installation
from tests.support.smtp import SmtpServer

OLD_TABLES = (
    "CREATE TABLE post_office_emailtemplate (id integer PRIMARY KEY)",
    'CREATE TABLE post_office_email (id integer PRIMARY KEY, from_email varchar(254), "to" text, cc text, subject varchar(989), '
    "message text, html_message text, status smallint, created {time}, last_updated {time}, scheduled_time {time}, "
    "message_id varchar(255), number_of_retries integer, headers {json}, template_id integer REFERENCES post_office_emailtemplate (id))",
    "CREATE TABLE post_office_log (id integer PRIMARY KEY, email_id integer REFERENCES post_office_email (id), "
    "exception_type text, message text)",
    "INSERT INTO django_migrations (app, name, applied) VALUES ('post_office', '0001_initial', '2026-01-01 00:00:00')",
    "INSERT INTO django_content_type (app_label, model) VALUES ('post_office', 'email'), ('post_office', 'log')",
)
RIGHTS = """
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
for model in ("email", "log"):
    kind = ContentType.objects.get(app_label="post_office", model=model)
    for verb in ("view", "change"):
        Permission.objects.create(content_type=kind, codename=f"{verb}_{model}", name="old")
group = Group.objects.create(name="Postmasters")
group.permissions.set(Permission.objects.filter(codename__in=("view_email", "view_log"), content_type__app_label="post_office"))
"""
ISSUE = """
from issues.models import Issue, Mail
Issue.objects.create(issue="x", token="t" * 20)
Mail.objects.all().delete()
"""
NOW = "2026-11-01 10:00:00+00:00"
LINK = "/admin/issues/issue/1/change/"
TOKEN = "/reports/tttttttttttttttttttt/"
ROWS = (
    (0, "one@example.org", "An issue has been reopened: x", LINK, NOW, "<sent@x>", None, None),
    (1, "one@example.org", "A new issue has been generated: x", LINK, NOW, "<failed@x>", 9, None),
    (
        2,
        "rita@example.net",
        "We have received your report",
        TOKEN,
        None,
        "<queued@x>",
        None,
        '{"Reply-To": "one@example.org"}',
    ),
    (
        3,
        "kim@example.org",
        "Choose a new password for x",
        "/admin/reset/x/",
        NOW,
        "<again@x>",
        2,
        '{"X-Opens-Account": "yes"}',
    ),
    (
        None,
        "one@example.org, two@example.org",
        "{{7*7}}",
        LINK + LINK.replace("1", "2"),
        None,
        None,
        None,
        None,
    ),
)


def prepare(installation: Installation) -> None:
    """Take the installation back to the version in which the package stored the mail."""
    installation.manage("shell", "-v0", "-c", ISSUE)
    installation.manage("migrate", "issues", "0004")
    is_postgres = "postgres" in installation.env["DATABASE_URL"]
    types = (
        {"time": "timestamptz", "json": "jsonb"}
        if is_postgres
        else {"time": "datetime", "json": "text"}
    )
    for statement in OLD_TABLES:
        installation.query(statement.format(**types))
    installation.manage("shell", "-v0", "-c", RIGHTS)
    for number, (status, to, subject, message, due, message_id, tries, headers) in enumerate(
        ROWS, 1
    ):
        installation.query(
            'INSERT INTO post_office_email (id, from_email, "to", cc, subject, message, html_message, status, created, last_updated, '
            "scheduled_time, message_id, number_of_retries, headers) VALUES (%s, %s, %s, '', %s, %s, '', %s, %s, %s, %s, %s, %s, %s)",
            number, "site@example.org", to, subject, message, status, NOW, NOW, due, message_id, tries, headers,
        )  # fmt: skip
    installation.query(
        "INSERT INTO post_office_log VALUES (1, 2, 'SMTPDataError', 'first'), (2, 2, 'SMTPDataError', 'last')"
    )


def test_an_upgrade_keeps_every_message_and_who_may_see_them(
    installation: Installation, smtp: SmtpServer
) -> None:
    prepare(installation)
    installation.manage("migrate")
    columns = "kind, audience, issue_id, recipient, reply_to, state, tries, error"
    assert installation.query(f"SELECT {columns} FROM issues_mail ORDER BY id") == [
        ("issue", "staff", 1, "one@example.org", "", "sent", 0, ""),
        ("issue", "staff", 1, "one@example.org", "", "failed", 9, "SMTPDataError: last"),
        ("report_received", "reporter", 1, "rita@example.net", "one@example.org", "queued", 0, ""),
        ("login", "account", None, "kim@example.org", "", "queued", 2, ""),
        ("digest", "staff", None, "one@example.org", "", "queued", 0, ""),
        ("digest", "staff", None, "two@example.org", "", "queued", 0, ""),
    ]
    assert len(set(installation.query("SELECT message_id FROM issues_mail"))) == 6
    rights = (
        "SELECT codename FROM auth_group_permissions g JOIN auth_permission p ON p.id = g.permission_id "
        "JOIN auth_group a ON a.id = g.group_id WHERE a.name = 'Postmasters'"
    )
    assert installation.query(rights) == [("view_mail",)]
    assert installation.query(
        "SELECT count(*) FROM django_migrations WHERE app = 'post_office'"
    ) == [(0,)]
    assert installation.query(
        "SELECT count(*) FROM django_content_type WHERE app_label = 'post_office'"
    ) == [(0,)]
    tables = "from django.db import connection; print([t for t in connection.introspection.table_names() if t.startswith('post_office')])"
    assert installation.manage("shell", "-v0", "-c", tables).stdout.strip() == "[]"
    installation.env["EMAIL_URL"] = smtp.url
    assert "4 messages sent" in installation.manage("delivermail").stdout
    assert {message.subject for message in smtp.received} >= {"{{7*7}}"}
