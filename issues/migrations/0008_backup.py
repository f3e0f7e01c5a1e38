import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("issues", "0007_unmade_mail")]

    operations = [
        migrations.CreateModel(
            name="Backup",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("rows", models.PositiveBigIntegerField()),
                ("size", models.PositiveBigIntegerField(help_text="bytes")),
            ],
            options={"ordering": ["-pk"]},
        ),
    ]
