from django.db import migrations, models
from django.db.models import F


def failing_stay_failing(apps, schema_editor):
    failing = apps.get_model("members", "Source").objects.filter(failing_since__isnull=False)
    failing.update(failures=F("grace") + 1, first_failed_at=F("failing_since"))


class Migration(migrations.Migration):
    dependencies = [("members", "0005_sources")]

    operations = [
        migrations.AddField(
            model_name="source",
            name="failures",
            field=models.PositiveIntegerField(default=0, editable=False),
        ),
        migrations.AddField(
            model_name="source",
            name="first_failed_at",
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name="source",
            name="grace",
            field=models.PositiveSmallIntegerField(
                default=2, help_text="So many fetches in a row may fail before staff are told.", verbose_name="failed fetches allowed"
            ),
        ),
        migrations.AddField(
            model_name="source",
            name="stale_after",
            field=models.PositiveSmallIntegerField(
                default=90,
                help_text="For a list that is given by hand: when a new copy is due; 0 = never.",
                verbose_name="days until it is old",
            ),
        ),
        migrations.RunPython(failing_stay_failing, migrations.RunPython.noop),
    ]
