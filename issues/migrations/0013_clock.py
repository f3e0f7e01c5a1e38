"""A row that says until when the clock is known to have been right."""

import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("issues", "0012_no_passwords_of_lists")]

    operations = [
        migrations.CreateModel(
            name="Clock",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("right_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "wrong_until",
                    models.DateTimeField(blank=True, null=True, help_text="What lies ahead no further than this, a person knows of."),
                ),
            ],
        ),
    ]
