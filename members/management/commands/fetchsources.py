"""Fetch new copies of the official lists."""

from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import CommandError, CommandParser
from tqdm import tqdm

from members.jobs.job import Job
from members.lists import refresh
from members.lists.refresh import RefreshOutcome
from members.models import Source
from members.sources.records import SourceError
from members.transfer import files


class Command(Job):
    help = (
        "Fetch a new copy of each official list, and accept or reject it. "
        "A list without an address is skipped unless a file is given. "
        "Exits with 1 if a list could not be fetched, "
        "or was rejected and nobody has decided on that yet."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "slugs", nargs="*", metavar="slug", help="only these sources, even if disabled"
        )
        parser.add_argument(
            "--file", metavar="PATH", help="a local copy of the list; name exactly one source"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        slugs, file = options["slugs"], options["file"]
        if file is not None and len(slugs) != 1:
            raise CommandError("--file is a copy of one list: name exactly one source")
        sources = _sources(slugs)
        if not sources:
            self.stdout.write("No official list is enabled, so nothing is fetched.")
        for source in sources:
            if not source.enabled:
                self.stdout.write(f"{source.slug} is disabled: no check looks at its copies.")
        outcomes = [self._take(sources[0], file)] if file is not None else self._fetch(sources)
        if unwell := [outcome.source.slug for outcome in outcomes if not outcome.is_well]:
            # A list may fail now and then. If it goes on, an issue is opened.
            self.announces = False
            raise CommandError(
                f"To be looked at: {', '.join(unwell)} ({len(unwell)} of {len(outcomes)} lists)"
            )

    def _take(self, source: Source, file: str) -> RefreshOutcome:
        try:
            data = files.read(file)
        except SourceError as error:
            raise CommandError(f"{file}: {error}") from error
        outcome = refresh.take(source, data, file)
        self.stdout.write(str(outcome))
        return outcome

    def _fetch(self, sources: list[Source]) -> list[RefreshOutcome]:
        outcomes = []
        with tqdm(total=len(sources), disable=None, leave=False, file=sys.stderr) as bar:
            for source in sources:
                bar.set_description(source.slug)
                outcomes.append(refresh.fetch(source))
                with tqdm.external_write_mode():
                    self.stdout.write(str(outcomes[-1]))
                bar.update()
        return outcomes


def _sources(slugs: list[str]) -> list[Source]:
    """Return the sources with these slugs, ordered by slug; without slugs, all enabled ones.

    Raises CommandError if a slug does not exist.
    """
    sources = Source.objects.select_related("chamber").order_by("slug")
    if not slugs:
        return list(sources.filter(enabled=True))
    existing = [source.slug for source in sources]
    if unknown := [slug for slug in dict.fromkeys(slugs) if slug not in existing]:
        advice = (
            f"the sources are: {', '.join(existing)}"
            if existing
            else "none exists yet; create one with addsource"
        )
        raise CommandError(f"There is no source {', '.join(map(repr, unknown))}; {advice}")
    return list(sources.filter(slug__in=slugs))
