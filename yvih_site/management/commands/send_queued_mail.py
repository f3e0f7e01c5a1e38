from typing import Any

from django.core.management.base import BaseCommand, CommandError


class Command(BaseCommand):
    """Stands before django-post-office's own command of that name, which knows nothing of the lease and would send mail twice."""

    help = "Does nothing here: `delivermail` sends the mail."

    def handle(self, *args: Any, **options: Any) -> None:
        raise CommandError("Nothing was sent: here `manage.py delivermail` sends the mail, one delivery at a time.")
