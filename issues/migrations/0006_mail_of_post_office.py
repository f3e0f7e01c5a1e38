"""Moves the mail that django-post-office kept into our own table, and takes its tables away."""

import re
from email.utils import make_msgid

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.migrations.recorder import MigrationRecorder

BATCH = 500
PREFIX = "post_office_"
SENT, FAILED = 0, 1
KINDS = {
    "A new issue has been generated": "issue",
    "An issue has been reopened": "issue",
    "The reporter wrote again": "reporter_wrote",
    "A check is failing": "check_failing",
    "Daily digest of": "daily",
    "We have received your report": "report_received",
    "Your report has been": "report_changed",
    "Your account for Your Voice": "login",
    "Choose a new password": "login",
}


class Email(models.Model):
    """What is needed of the old table."""

    from_email = models.TextField()
    to = models.TextField()
    subject = models.TextField()
    message = models.TextField()
    html_message = models.TextField()
    status = models.PositiveSmallIntegerField(null=True)
    created = models.DateTimeField()
    last_updated = models.DateTimeField()
    scheduled_time = models.DateTimeField(null=True)
    message_id = models.TextField(null=True)
    number_of_retries = models.PositiveIntegerField(null=True)
    headers = models.JSONField(null=True)

    class Meta:
        apps = Apps()
        app_label = "post_office"
        db_table = "post_office_email"


class Log(models.Model):
    """What the mail server said."""

    email_id = models.IntegerField()
    exception_type = models.TextField()
    message = models.TextField()

    class Meta:
        apps = Email._meta.apps
        app_label = "post_office"
        db_table = "post_office_log"


def move(apps, schema_editor):
    connection = schema_editor.connection
    tables = [name for name in connection.introspection.table_names() if name.startswith(PREFIX)]
    if "post_office_email" in tables:
        _move_rows(apps, connection.alias)
    quoted = [connection.ops.quote_name(name) for name in tables]
    # PostgreSQL drops tables that refer to each other together only; SQLite one by one only.
    for names in [", ".join(quoted)] if connection.vendor == "postgresql" and quoted else quoted:
        schema_editor.execute(f"DROP TABLE {names}")
    # Backups compare what was applied: an upgraded database is like a fresh one.
    MigrationRecorder(connection).migration_qs.filter(app="post_office").delete()


def _move_rows(apps, alias):
    Mail, Issue = apps.get_model("issues", "Mail"), apps.get_model("issues", "Issue")
    last, known = 0, set()
    while batch := list(Email.objects.using(alias).filter(pk__gt=last).order_by("pk")[:BATCH]):
        last = batch[-1].pk
        logs = Log.objects.using(alias).filter(email_id__in=[old.pk for old in batch]).order_by("pk")
        errors = {log.email_id: f"{log.exception_type}: {log.message}" for log in logs}
        rows = [row for old in batch for row in _rows(old, errors.get(old.pk, ""), Mail, Issue.objects.using(alias))]
        for row in rows:
            if not row.message_id or row.message_id in known:
                row.message_id = make_msgid(domain="localhost")
            known.add(row.message_id)
        Mail.objects.using(alias).bulk_create(rows)


def _rows(old, error, Mail, issues):
    """One row for each recipient, as `issues.mail.queue` makes them."""
    audience, issue = _about(old, issues)
    state = {SENT: "sent", FAILED: "failed"}.get(old.status, "queued")
    headers = old.headers if isinstance(old.headers, dict) else {}
    for recipient in filter(None, (address.strip() for address in old.to.split(","))):
        yield Mail(
            message_id=old.message_id or "",
            kind=next((kind for start, kind in KINDS.items() if old.subject.startswith(start)), "digest" if "/admin/issues/issue/" in old.message else ""),
            audience=audience,
            issue=issue,
            sender=old.from_email,
            recipient=recipient,
            reply_to=headers.get("Reply-To", ""),
            subject=old.subject,
            text=old.message,
            html=old.html_message,
            state=state,
            created_at=old.created,
            due_at=old.scheduled_time or old.created,
            sent_at=old.last_updated if state == "sent" else None,
            tries=old.number_of_retries or 0,
            error="" if state == "sent" else error,
        )


def _about(old, issues):
    """For whom it is, and the one issue it is about. Only mail to staff quotes what people typed: it is told first."""
    if isinstance(old.headers, dict) and "X-Opens-Account" in old.headers:
        return "account", None
    if keys := set(re.findall(r"/admin/issues/issue/(\d{1,18})/change/", old.message)):
        return "staff", issues.filter(pk=keys.pop()).first() if len(keys) == 1 else None
    if token := re.search(r"/reports/([\w-]+)/", old.message):
        return "reporter", issues.filter(token=token[1]).first()
    return "staff", None


def rename_rights(apps, schema_editor):
    """Whoever might see the old table may see the new one; the other tables' rights go."""
    alias = schema_editor.connection.alias
    types = apps.get_model("contenttypes", "ContentType").objects.using(alias).filter(app_label="post_office")
    apps.get_model("contenttypes", "ContentType").objects.using(alias).filter(app_label="issues", model="mail").delete()
    if kept := types.filter(model="email").first():
        kept.app_label, kept.model = "issues", "mail"
        kept.save()
        for right in apps.get_model("auth", "Permission").objects.using(alias).filter(content_type=kept):
            right.codename = right.codename.replace("_email", "_mail")
            right.name = f"Can {right.codename.replace('_', ' ')}"
            right.save()
    types.delete()


class Migration(migrations.Migration):
    dependencies = [
        ("issues", "0005_mail"),
        ("admin", "0003_logentry_add_action_flag_choices"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [
        migrations.RunPython(move, migrations.RunPython.noop, elidable=True),
        migrations.RunPython(rename_rights, migrations.RunPython.noop, elidable=True),
    ]
