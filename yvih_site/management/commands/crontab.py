"""`manage.py crontab`: what cron calls. Its job must end with the status of the work."""

from typing import Any

from django.core.management import call_command
from django.core.management.base import CommandError
from django.utils.module_loading import import_string
from django_crontab.crontab import Crontab
from django_crontab.management.commands.crontab import Command as DjangoCrontab

from members.jobs.job import Job


class Command(Job, DjangoCrontab):  # type: ignore[misc]
    """The command that replaces django-crontab's own, in which a failing job ends with status 0."""

    help = (
        "Cron calls this: `crontab run HASH` runs that job of CRONJOBS. "
        "For add, show and remove use `schedule`, which these call."
    )

    def execute(self, *args: Any, **options: Any) -> Any:
        return super().execute(
            *args,
            **{
                **options,
                "skip_checks": options["skip_checks"] or options["subcommand"] == "remove",
            },
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["subcommand"] != "run":
            call_command(
                "schedule",
                {"add": "install"}.get(options["subcommand"], options["subcommand"]),
                stdout=self.stdout,
            )
            return
        import_string(_function(options["jobhash"]))()


def _function(job: str | None) -> str:
    crontab = Crontab()
    try:
        return str(crontab._Crontab__get_job_by_hash(job)[1])
    except RuntimeError as error:
        raise CommandError(
            "The configuration has no such job any more: RUNCHECKS_SCHEDULE was changed. "
            "Run `manage.py schedule install`."
        ) from error
