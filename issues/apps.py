from django.apps import AppConfig
from django.db.models.signals import post_migrate


class IssuesConfig(AppConfig):
    name = "issues"

    def ready(self) -> None:
        from issues import checks, clock, groups, registry, signals

        signals.connect()
        registry.discover(checks)
        post_migrate.connect(groups.create, sender=self, dispatch_uid="issues.groups")
        post_migrate.connect(clock.create, sender=self, dispatch_uid="issues.clock")
