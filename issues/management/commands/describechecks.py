"""`manage.py describechecks`: print or write the document of checks, made from their docstrings."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings

from issues.checks import RETIRED
from issues.findings import catalogue
from issues.findings.registry import CHECKS
from members.jobs.terminal import BaseCommand

DOCUMENT = Path(settings.BASE_DIR) / "docs" / "checks.md"


class Command(BaseCommand):
    help = "Describe the checks in Markdown, from their docstrings."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--write", action="store_true", help="write docs/checks.md instead of printing it"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        text = catalogue.markdown(CHECKS.values(), RETIRED)
        if options["write"]:
            DOCUMENT.write_text(text)
        else:
            self.stdout.write(text, ending="")
