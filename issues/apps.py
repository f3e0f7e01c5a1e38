"""The Django app of issues."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class IssuesConfig(AppConfig):
    """Connects receivers, finds the checks and fills new databases when the app starts."""

    name = "issues"

    def ready(self) -> None:
        """Connect receivers and import all checks."""
        from issues import checks, clock, signals
        from issues.accounts import groups
        from issues.findings import registry

        signals.connect()
        registry.discover(checks)
        post_migrate.connect(groups.create, sender=self, dispatch_uid="issues.accounts.groups")
        post_migrate.connect(clock.create, sender=self, dispatch_uid="issues.clock")
