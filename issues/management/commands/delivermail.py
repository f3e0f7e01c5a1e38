"""`manage.py delivermail`: send the queued mail."""

from typing import Any

from django.conf import settings
from django.core.management.base import CommandError
from django.utils import timezone

from issues.accounts import invitations
from issues.lease import LeaseLost, LeaseTaken
from issues.mail import delivery
from issues.models import Mail
from members.jobs.job import Job


class Command(Job):
    help = (
        "Send the queued mail. "
        "Ends with 0 if nothing that is due is left, 1 if something could not be sent."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        invitations.answer_requests()
        try:
            done = delivery.deliver()
        except LeaseTaken as error:
            if options["verbosity"] > 0:
                self.stdout.write(f"Mail is already being delivered: {error}")
            return
        except LeaseLost as error:
            raise CommandError(str(error)) from error
        if options["verbosity"] > 0:
            self.stdout.write(f"{done.sent} message{'' if done.sent == 1 else 's'} sent.")
            waiting = Mail.objects.filter(state=Mail.State.QUEUED, due_at__gt=timezone.now())
            if first := waiting.order_by("due_at").first():
                self.stdout.write(
                    f"Waiting for another attempt: {waiting.count()}, "
                    f"the next at {timezone.localtime(first.due_at):%H:%M}."
                )
            if done.refused:
                self.stdout.write(f"Refused for good by reporters' servers: {done.refused}.")
        if done.down:
            folder, server = (
                settings.EMAIL_FILE_PATH,
                f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}",
            )
            where = f"mail folder {folder}" if folder else f"mail server {server}"
            raise CommandError(
                f"The {where} cannot be reached; what is queued stays queued. {done.down}"
            )
        if done.failed:
            self.announces = False  # the server works, and /healthz reports what stays undelivered
            raise CommandError(
                f"{done.failed} message{'' if done.failed == 1 else 's'} could not be sent "
                "and will be tried again later."
            )
