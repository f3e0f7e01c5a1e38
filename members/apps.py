"""The app of the facts: members of parliament, chambers and official lists."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class MembersConfig(AppConfig):
    name = "members"

    def ready(self) -> None:
        from members.storage import triggers

        post_migrate.connect(triggers.install, sender=self, dispatch_uid="members.storage.triggers")
