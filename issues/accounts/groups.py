"""The groups that staff are put in, there after `migrate`."""

from typing import Any

from django.apps import AppConfig
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission

TRIAGERS = "Triagers"
VIEWERS = "Viewers"
SEEN = ("members", "issues")


def create(sender: AppConfig, using: str, **kwargs: Any) -> None:
    """Make the groups where they are not there yet; what operators changed in them since stays.
    Receives `post_migrate`."""
    create_permissions(
        sender, verbosity=0, using=using
    )  # Django's own receiver runs after this one
    views = Permission.objects.using(using).filter(
        codename__startswith="view_", content_type__app_label__in=SEEN
    )
    # Mail to a reporter holds the key by which they confirm: it is for those who act.
    views = views.exclude(codename="view_mail")
    triage = Permission.objects.using(using).filter(
        codename__in=("triage_issue", "add_issue", "view_mail", "change_source")
    )
    for name, permissions in ((VIEWERS, [*views]), (TRIAGERS, [*views, *triage])):
        group, created = Group.objects.using(using).get_or_create(name=name)
        if created:
            group.permissions.set(permissions)
