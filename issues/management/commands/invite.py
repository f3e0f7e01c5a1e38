"""`manage.py invite USERNAME EMAIL [--group NAME]`: give somebody an account for the admin."""

from argparse import ArgumentParser
from typing import Any

from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.core.management.base import CommandError

from issues.accounts import invitations
from members.jobs.terminal import BaseCommand


class Command(BaseCommand):
    help = (
        "Give somebody an account for the admin: "
        "they get a mail with a link to choose their password."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username")
        parser.add_argument("email")
        parser.add_argument(
            "--group",
            action="append",
            default=[],
            help="Triagers work on issues, Viewers look at them; may be repeated",
        )
        parser.add_argument(
            "--superuser", action="store_true", help="may do everything, and manage users too"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        groups = list(Group.objects.filter(name__in=options["group"]))
        if unknown := set(options["group"]) - {group.name for group in groups}:
            names = ", ".join(Group.objects.order_by("name").values_list("name", flat=True))
            raise CommandError(
                f"There is no group {', '.join(sorted(unknown))}. The groups are: {names}."
            )
        if not groups and not options["superuser"]:
            raise CommandError("Name a --group, as an account without one may do nothing.")
        try:
            user = invitations.invite(
                options["username"], options["email"], groups, options["superuser"]
            )
        except ValidationError as error:
            raise CommandError(_in_words(error)) from error
        self.stdout.write(
            f"{user.username} is invited: the mail to {user.email} goes out with the next delivery."
        )


def _in_words(error: ValidationError) -> str:
    by_field = error.message_dict if hasattr(error, "error_dict") else {"email": error.messages}
    return "\n".join(f"{field}: {' '.join(messages)}" for field, messages in by_field.items())
