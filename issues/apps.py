from django.apps import AppConfig
from django.db.models.signals import post_migrate


class IssuesConfig(AppConfig):
    name = "issues"

    def ready(self) -> None:
        from issues import checks, clock, signals
        from issues.accounts import groups
        from issues.findings import registry

        signals.connect()
        registry.discover(checks)
        post_migrate.connect(groups.create, sender=self, dispatch_uid="issues.accounts.groups")
        post_migrate.connect(clock.create, sender=self, dispatch_uid="issues.clock")
