"""Load the fictional parliament of `members/transfer/demo.py`."""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandError
from django.db import DatabaseError

from members.jobs.terminal import BaseCommand
from members.transfer import demo
from members.transfer.entries import ImportRefused


class Command(BaseCommand):
    help = (
        "Load a fictional parliament of forty members with some planted faults, "
        "to try everything with."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            loaded = demo.load()
        except ImportRefused as refused:
            raise CommandError(str(refused)) from refused
        except DatabaseError as error:
            raise CommandError(
                f"the database refused it, and nothing was written: {error}"
            ) from error
        chambers = " and ".join(demo.CHAMBERS)
        self.stdout.write(
            f"Members: {loaded.members} loaded into {chambers}. "
            "Nothing has been checked yet. Next: manage.py runchecks"
        )
