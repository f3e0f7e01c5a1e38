"""Models of official lists: where each is published, and the copies taken of it."""

from __future__ import annotations

import gzip
import zlib

from django.conf import settings
from django.db import models
from django.utils import timezone

from members.models.directory import Chamber, Member


class Source(models.Model):
    """An official list of one chamber's members.

    `failure` is the reason why the last fetch failed, `failures` the number of failures in a row.
    A source is failing once `failures` exceeds `grace`. `failing_since` is then the time of the
    first of these failures.
    """

    slug = models.SlugField(unique=True)
    format = models.CharField(
        max_length=50, help_text="The list's format; docs/sources.md lists the formats."
    )
    chamber = models.ForeignKey(Chamber, on_delete=models.PROTECT, related_name="sources")
    url = models.URLField(
        "address", max_length=1000, blank=True, help_text="Leave blank if copies are given by hand."
    )
    grace = models.PositiveSmallIntegerField(
        "failed fetches allowed",
        default=2,
        help_text="Staff are notified after more failed fetches in a row than this.",
    )
    stale_after = models.PositiveSmallIntegerField(
        "days until it is old",
        default=90,
        help_text="For a list given by hand: days until a new copy is due; 0 means never.",
    )
    enabled = models.BooleanField(
        default=True,
        help_text="A disabled source is neither fetched nor compared with.",
    )
    part = models.CharField(
        max_length=100,
        blank=True,
        help_text=(
            "The list's own word for this chamber, "
            "if it lists several chambers and the word is not the chamber's slug."
        ),
    )
    mapping = models.JSONField(
        default=dict, blank=True, help_text="The mapping of columns, for the format mapped-csv."
    )
    vocabulary = models.JSONField(
        default=dict,
        blank=True,
        help_text=(
            "The directory's words for words of the list; "
            '"" means no value: {"party": {"SPK": ""}}.'
        ),
    )
    etag = models.CharField(max_length=500, blank=True, editable=False)
    last_modified = models.CharField(max_length=100, blank=True, editable=False)
    checked_at = models.DateTimeField(
        null=True,
        editable=False,
        help_text="When the list was last fetched or given, changed or not.",
    )
    failures = models.PositiveIntegerField(default=0, editable=False)
    first_failed_at = models.DateTimeField(null=True, editable=False)
    failing_since = models.DateTimeField(null=True, editable=False)
    failure = models.TextField(blank=True, editable=False)

    class Meta:
        ordering = ["slug"]

    def __str__(self) -> str:
        return self.slug

    def latest(self) -> Snapshot | None:
        """Return the newest copy, whatever its verdict."""
        return self.snapshots.order_by("pk").last()

    def in_force(self) -> Snapshot | None:
        """Return the newest accepted copy. Checks compare with this one."""
        return self.snapshots.filter(verdict=Snapshot.Verdict.ACCEPTED).order_by("pk").last()


class DamagedCopy(ValueError):
    """The stored file of a copy cannot be unpacked, or nothing of it is left."""


class Snapshot(models.Model):
    """A copy of a source's list, kept as it came (compressed), with the result of reading it.

    `rows` is the number of members of the source's chamber in it (None if it could not be read).
    `decided_by` is the person who overruled or confirmed the verdict. After that, a rejected copy
    no longer raises an issue.
    """

    class Verdict(models.TextChoices):
        """The decision on a copy."""

        ACCEPTED = "accepted", "accepted"
        REJECTED = "rejected", "rejected"

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="snapshots")
    taken_at = models.DateTimeField(default=timezone.now)
    origin = models.TextField(help_text="The address or file that it came from.")
    checksum = models.CharField(max_length=64, help_text="SHA-256 of the file")
    records_checksum = models.CharField(
        max_length=64,
        blank=True,
        help_text=(
            "SHA-256 of the members in it, in whatever order; blank if they could not be read."
        ),
    )
    size = models.PositiveIntegerField(help_text="bytes")
    content = models.BinaryField(help_text="The file, compressed by gzip.")
    rows = models.PositiveIntegerField(null=True)
    columns = models.JSONField(default=list)
    problems = models.JSONField(
        default=list, help_text="What could not be placed: line and reason."
    )
    verdict = models.CharField(max_length=10, choices=Verdict)
    why = models.TextField(blank=True, help_text="Why it was rejected.")
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["source", "verdict"])]

    def __str__(self) -> str:
        return f"{self.source_id and self.source.slug}, {self.taken_at:%Y-%m-%d %H:%M}"

    @property
    def data(self) -> bytes:
        """Return the file as it came, without what was redacted. Raises DamagedCopy if it cannot be
        unpacked, or nothing of it is left."""
        try:
            packed = bytes(self.content)
            data = gzip.decompress(packed)
        except (OSError, EOFError, zlib.error, TypeError) as error:
            raise DamagedCopy(f"its stored file is damaged ({error})") from error
        if not packed:
            raise DamagedCopy("its stored file is damaged (nothing of it is left)")
        return data

    @property
    def is_damaged(self) -> bool:
        """True if the file cannot be unpacked, or nothing of it is left."""
        try:
            return self.data is None
        except DamagedCopy:
            return True


class SnapshotRows(models.Model):
    """The members in a copy as they were read, so that the copy is not parsed in every run.

    Only the copy in force has any. They are made of the copy again if they are missing or `key` is
    not theirs (`members/lists/kept_rows.py`).
    """

    snapshot = models.OneToOneField(
        Snapshot, on_delete=models.CASCADE, primary_key=True, related_name="kept"
    )
    key = models.CharField(max_length=64, help_text="SHA-256 of all that decides what was read")
    content = models.BinaryField(help_text="JSON, compressed by zlib")

    class Meta:
        verbose_name_plural = "snapshot rows"

    def __str__(self) -> str:
        return f"rows of copy {self.snapshot_id}"


class Mismatch(models.Model):
    """A decision by staff that a member is not a certain person of an official list.

    The person is given by identifier. The two are never suggested as the same person again.
    """

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="mismatches")
    scheme = models.CharField(max_length=50)
    value = models.TextField()

    class Meta:
        verbose_name_plural = "mismatches"

    def __str__(self) -> str:
        return f"not {self.scheme}:{self.value}"
