"""Set the line (landline, mobile ...) of every existing phone."""

from django.db import migrations

from members import normalise

BATCH = 1_000


def fill(apps, schema_editor):
    Phone = apps.get_model("members", "Phone")
    batch = []
    for phone in list(Phone.objects.exclude(normalised="").only("pk", "normalised")):
        phone.line = normalise.phone(phone.normalised, "")[1]
        batch.append(phone)
        if len(batch) == BATCH:
            Phone.objects.bulk_update(batch, ["line"])
            batch = []
    Phone.objects.bulk_update(batch, ["line"])


class Migration(migrations.Migration):
    dependencies = [("members", "0003_history_and_lines")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
