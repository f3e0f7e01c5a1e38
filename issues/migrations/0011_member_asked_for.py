"""What a report in quarantine was asked about stays known when the member is deleted."""

from __future__ import annotations

from typing import Any

from django.db import migrations, models


def fill(apps: Any, schema_editor: Any) -> None:
    reports = apps.get_model("issues", "QuarantinedReport").objects.using(schema_editor.connection.alias)
    for report in reports.exclude(member=None).select_related("member"):
        report.slug = report.member.slug
        report.save(update_fields=["slug"])


class Migration(migrations.Migration):
    dependencies = [("issues", "0010_flapping")]

    operations = [
        migrations.AddField(
            model_name="quarantinedreport",
            name="slug",
            field=models.CharField(
                "member asked for", max_length=250, blank=True, default="", help_text="Kept when the member is deleted."
            ),
            preserve_default=False,
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
