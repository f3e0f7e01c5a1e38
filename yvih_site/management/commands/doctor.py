"""`manage.py doctor`: examines the installation."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError

from members.jobs.terminal import BaseCommand, printable
from yvih_site.watch import doctor


class Command(BaseCommand):
    help = (
        "Examine the configuration, the database, mail (a test is sent), cron, the clock and "
        "permissions, and say what to do about each problem. Ends with 0 if all is well, else "
        "with 1. docs/doctor.md shows its answers."
    )
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--mail-to",
            metavar="ADDRESS",
            help="where to send the test mail (default: the first of ISSUE_EMAILS)",
        )
        parser.add_argument("--no-mail", action="store_true", help="do not send a test mail")

    def handle(self, *args: Any, **options: Any) -> None:
        to = (
            None
            if options["no_mail"]
            else options["mail_to"] or next(iter(settings.ISSUE_EMAILS), None)
        )
        wrong = 0
        for found in doctor.examine(to):
            mark = self.style.ERROR("WRONG") if found.advice else self.style.SUCCESS("ok   ")
            self.stdout.write(f"{mark} {found.head:14} {printable(found.result)}", str)
            if found.advice:
                wrong += 1
                self.stdout.write(f"{'':20} What to do: {found.advice}")
            self.stdout.flush()
        if wrong:
            raise CommandError(f"{wrong} {'thing is' if wrong == 1 else 'things are'} wrong.")
        self.stdout.write("All is well.")
