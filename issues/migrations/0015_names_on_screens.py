from django.db import migrations, models


class Migration(migrations.Migration):
    """Models and reasons get the names that staff read on screens. The database stays as it is."""

    dependencies = [("issues", "0014_clearer_names")]

    operations = [
        migrations.AlterModelOptions(
            "checkstate", {"ordering": ["name"], "verbose_name": "check"}
        ),
        migrations.AlterModelOptions(
            "hold", {"ordering": ["check_name", "pk"], "verbose_name_plural": "held back"}
        ),
        migrations.AlterField(
            "mail",
            "audience",
            models.CharField(
                max_length=10,
                choices=[
                    ("staff", "staff"),
                    ("reporter", "a reporter"),
                    ("account", "the owner of an account"),
                ],
            ),
        ),
        migrations.AlterField(
            "issue",
            "dismissal_reason",
            models.CharField(
                blank=True,
                max_length=20,
                choices=[
                    ("false_positive", "it is right as it is"),
                    ("source_wrong", "source is wrong"),
                    ("accepted", "accepted exception"),
                    ("duplicate", "duplicate"),
                    ("spam", "spam"),
                ],
            ),
        ),
    ]
