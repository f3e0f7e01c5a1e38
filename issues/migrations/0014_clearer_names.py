from django.db import migrations


class Migration(migrations.Migration):
    """Columns get the names that the code and its readers use; what they hold stays."""

    dependencies = [("issues", "0013_clock")]

    operations = [
        migrations.RenameField("issue", "digest", "evidence_hash"),
        migrations.RenameField("issue", "offer", "fixes_hash"),
        migrations.RenameField("checkstate", "places", "ran_in"),
    ]
