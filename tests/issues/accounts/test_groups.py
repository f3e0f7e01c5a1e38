from __future__ import annotations

from tests.support.installation import Installation

RIGHTS = """
from django.contrib.auth.models import Group
for group in Group.objects.order_by("name"):
    print(group.name, *sorted(f"{p.content_type.app_label}.{p.codename}" for p in group.permissions.select_related("content_type")))
"""


def test_migrate_makes_triagers_who_see_and_triage_and_viewers_who_only_see(
    installation: Installation,
) -> None:
    groups = dict(
        line.split(" ", 1)
        for line in installation.manage("shell", "-v0", "-c", RIGHTS).stdout.splitlines()
    )
    triagers, viewers = (set(groups[name].split()) for name in ("Triagers", "Viewers"))
    assert {"issues.view_issue", "issues.view_run", "members.view_member"} <= viewers
    assert all(right.partition(".")[2].startswith("view_") for right in viewers)
    assert triagers - viewers == {
        "issues.add_issue",
        "issues.triage_issue",
        "members.change_source",
        "issues.view_mail",
    }
