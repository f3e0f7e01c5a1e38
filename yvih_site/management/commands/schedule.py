"""`manage.py schedule`: installs, shows and removes the scheduled jobs in the user's crontab."""

from typing import Any

from django.conf import settings
from django.core.management.base import CommandError, CommandParser

from members.jobs.terminal import BaseCommand
from yvih_site.cron import crontab
from yvih_site.cron.crontab import CrontabError, UserCrontab


class Command(BaseCommand):
    help = (
        "Install the scheduled jobs in your crontab, show them or remove them. The jobs: "
        "fetchsources and then runchecks by RUNCHECKS_SCHEDULE, delivermail each minute, "
        "and the daily job from 7 o'clock on."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("verb", choices=["install", "show", "remove"])

    def handle(self, *args: Any, verb: str, **options: Any) -> None:
        try:
            getattr(self, verb)()
        except CrontabError as error:
            raise CommandError(str(error)) from error

    def execute(self, *args: Any, **options: Any) -> str | None:
        # The lines of an abandoned installation can be removed even if its configuration is gone.
        return super().execute(
            *args,
            **{**options, "skip_checks": options["skip_checks"] or options["verb"] == "remove"},
        )

    def install(self) -> None:
        if missing := crontab.only_exported():
            raise CommandError(
                f"{missing}\nPut it into {settings.ENV_FILE}. Nothing was installed."
            )
        table = UserCrontab()
        table.install()
        self.stdout.write("Installed in your crontab:")
        self._print(table.installed())

    def show(self) -> None:
        table = UserCrontab()
        installed, configured = table.installed(), table.configured()
        if table.is_configured():
            self.stdout.write("Installed, as configured:")
            self._print(installed)
        else:
            self.stdout.write(
                "Installed, but not as configured:" if installed else "Not installed."
            )
            self._print(installed)
            self.stdout.write("Configured; takes effect with `manage.py schedule install`:")
            self._print(configured)
        if missing := crontab.only_exported():
            self.stdout.write(f"{missing}\nPut it into {settings.ENV_FILE}.")

    def remove(self) -> None:
        table = UserCrontab()
        installed = table.installed()
        table.remove()
        self.stdout.write("Removed from your crontab:" if installed else "Nothing was installed.")
        self._print(installed)

    def _print(self, lines: list[str]) -> None:
        for line in lines:
            self.stdout.write("  " + line.rstrip("\n"))
