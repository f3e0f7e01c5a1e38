"""Add an official list to compare a chamber with."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import CommandError, CommandParser

from members.fetching import list_address
from members.jobs.terminal import BaseCommand
from members.management.mapping import mapping
from members.models import Chamber, Source
from members.sources import MAPPED, formats


class Command(BaseCommand):
    help = (
        "Add an official list of a chamber's members, to fetch and to compare the directory with."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("slug", help="a name for the source, of letters, digits and hyphens")
        parser.add_argument(
            "--format",
            required=True,
            help=f"the list's format: {', '.join(formats())} (docs/sources.md)",
        )
        parser.add_argument("--chamber", required=True, metavar="SLUG")
        parser.add_argument(
            "--url",
            default="",
            help="the list's address, https://...; without it, copies are given by hand",
        )
        parser.add_argument(
            "--part",
            default="",
            help="the list's own word for this chamber, if it lists several chambers",
        )
        parser.add_argument(
            "--mapping",
            metavar="FILE",
            help=(
                f"JSON file with the mapping of columns, for the format {MAPPED}; "
                "without it, the mapping is made in the admin"
            ),
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["format"] not in formats():
            raise CommandError(
                f"there is no format {options['format']!r}; the formats are {', '.join(formats())}"
            )
        chamber = Chamber.objects.filter(slug=options["chamber"]).first()
        if chamber is None:
            raise CommandError(
                f"there is no chamber {options['chamber']!r}; create chambers with importchambers"
            )
        if options["mapping"] and options["format"] != MAPPED:
            raise CommandError(f"--mapping is for the format {MAPPED} only")
        source = Source(
            **{name: options[name] for name in ("slug", "format", "url", "part")}, chamber=chamber
        )
        if options["mapping"]:
            source.mapping = mapping(options["mapping"])
        try:
            source.full_clean()
            if source.url:
                list_address.check(source.url)
        except ValidationError as error:
            reasons = "; ".join(
                f"{name}: {' '.join(messages)}" for name, messages in error.message_dict.items()
            )
            raise CommandError(reasons) from error
        except list_address.FetchError as error:
            raise CommandError(f"url: {error}") from error
        source.save()
        option = "" if source.url else " --file PATH"
        self.stdout.write(
            f"Added {source.slug}. Next: manage.py fetchsources {source.slug}{option}"
        )
