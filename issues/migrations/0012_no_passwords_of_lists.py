"""Take user and password out of the addresses that issues of lists quote."""

from __future__ import annotations

import re
from typing import Any

from django.db import migrations


def mask(apps: Any, schema_editor: Any) -> None:
    for issue in apps.get_model("issues", "Issue").objects.filter(check_name="source-failing").iterator(chunk_size=500):
        context = issue.evidence.get("context", {})
        shown = re.sub(r"//[^/]*@", "//", context.get("address", ""))
        if shown != context.get("address", ""):
            issue.evidence = {**issue.evidence, "context": {**context, "address": shown}}
            issue.save(update_fields=["evidence"])


class Migration(migrations.Migration):
    dependencies = [("issues", "0011_member_asked_for")]

    operations = [migrations.RunPython(mask, migrations.RunPython.noop)]
