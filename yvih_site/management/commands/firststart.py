"""`manage.py firststart`: prepares a demo on the developer's own machine."""

import secrets
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.base import CommandError

from issues.models import Run
from members.jobs.terminal import BaseCommand
from members.models import Member

LOGIN = "staff"
NOT_HERE = (
    "This is for a look around on your own machine: it loads made-up members and makes a login, "
    "and mail goes into a folder. DEBUG is off, so this may be a real site, and nothing was done. "
    "For production see README.md."
)


class Command(BaseCommand):
    help = (
        "Prepare a demo, as script/server does before it serves: migrate, load the demo if there "
        "are no members, run the checks if they never ran, and make the login `staff` with a "
        "random password if it does not exist. Does only what is left to do, and nothing at all "
        "unless DEBUG is on."
    )
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEBUG:
            raise CommandError(NOT_HERE)
        self.check()
        call_command("migrate", verbosity=0, stdout=self.stdout)
        if not Member.objects.exists():
            call_command("loaddemo", stdout=self.stdout)
        if not Run.objects.exists():
            call_command("runchecks", stdout=self.stdout)
        users = get_user_model().objects
        if users.filter(username=LOGIN).exists():
            self.stdout.write(
                f"The login is `{LOGIN}`. If you have lost the password: "
                f".venv/bin/python manage.py changepassword {LOGIN}"
            )
            return
        password = secrets.token_urlsafe(12)
        users.create_superuser(username=LOGIN, password=password)
        self.stdout.write(
            f"A login for the admin: {LOGIN}, password {password} (shown only this once)"
        )
