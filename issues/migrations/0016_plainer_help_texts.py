from django.db import migrations, models


class Migration(migrations.Migration):
    """Help texts get plainer words; the database stays as it is."""

    dependencies = [
        ("issues", "0015_names_on_screens"),
    ]

    operations = [
        migrations.AlterField(
            model_name="checkstate",
            name="ran_in",
            field=models.JSONField(
                default=list,
                editable=False,
                help_text="Where it has run: `chamber` or, against an official list, `chamber/source`.",
            ),
        ),
        migrations.AlterField(
            model_name="clock",
            name="wrong_until",
            field=models.DateTimeField(
                blank=True,
                help_text="A person knows of stored moments that lie ahead, up to this one.",
                null=True,
            ),
        ),
        migrations.AlterField(
            model_name="issue",
            name="fixes_hash",
            field=models.CharField(
                blank=True,
                editable=False,
                help_text="A hash of the fixes, by which a run sees that they differ.",
                max_length=64,
            ),
        ),
        migrations.AlterField(
            model_name="issue",
            name="flapping_since",
            field=models.DateTimeField(
                editable=False,
                help_text="Since when it has come and gone; the daily digest lists it.",
                null=True,
            ),
        ),
        migrations.AlterField(
            model_name="issue",
            name="source_slugs",
            field=models.JSONField(
                default=list,
                editable=False,
                help_text="Slugs of the official lists that it rests on.",
            ),
        ),
    ]
