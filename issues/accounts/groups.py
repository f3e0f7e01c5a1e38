"""The groups of staff, created by `migrate`."""

from typing import Any

from django.apps import AppConfig
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission

TRIAGERS = "Triagers"
VIEWERS = "Viewers"
SEEN = ("members", "issues")


def create(sender: AppConfig, using: str, **kwargs: Any) -> None:
    """Create the groups that do not exist yet. Receives `post_migrate`.

    Existing groups stay as operators have changed them.
    """
    # Django's own receiver, which creates the permissions, runs after this one.
    create_permissions(sender, verbosity=0, using=using)
    views = Permission.objects.using(using).filter(
        codename__startswith="view_", content_type__app_label__in=SEEN
    )
    # Mail to a reporter contains the key with which they confirm, so viewers must not see it.
    views = views.exclude(codename="view_mail")
    triage = Permission.objects.using(using).filter(
        codename__in=("triage_issue", "add_issue", "view_mail", "change_source")
    )
    for name, permissions in ((VIEWERS, [*views]), (TRIAGERS, [*views, *triage])):
        group, created = Group.objects.using(using).get_or_create(name=name)
        if created:
            group.permissions.set(permissions)
