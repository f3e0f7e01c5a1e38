"""Models of the directory: who sits where.

Values are stored as they were given, right or wrong. Finding the wrong ones is for the checks.
Database triggers increase `Member.version` (`members/storage/triggers.py`) with every write to a
member or one of its details.
"""

from __future__ import annotations

from django.db import models
from django.urls import reverse
from simple_history.models import HistoricalRecords

from members.models.querysets import MemberQuerySet


class Chamber(models.Model):
    """A chamber of a parliament."""

    slug = models.SlugField(unique=True)
    country = models.CharField(max_length=2, blank=True, help_text="ISO 3166 code of two letters")
    jurisdiction = models.CharField(max_length=50, blank=True)
    name = models.CharField(max_length=200)
    seats = models.PositiveIntegerField(null=True, blank=True)
    members_per_electorate = models.PositiveIntegerField(null=True, blank=True)
    member_title = models.CharField(max_length=100, blank=True)
    website = models.URLField("official list", max_length=500, blank=True)

    class Meta:
        ordering = ["slug"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("chamber", args=[self.slug])


class Electorate(models.Model):
    """An electorate of one chamber, with its number of seats (None if unknown)."""

    chamber = models.ForeignKey(Chamber, on_delete=models.CASCADE, related_name="electorates")
    name = models.CharField(max_length=200)
    seats = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["chamber", "name"], name="electorate_once_a_chamber")
        ]

    def __str__(self) -> str:
        return self.name


class Party(models.Model):
    """A party, shared by all chambers."""

    name = models.CharField(max_length=200, unique=True)
    abbreviation = models.CharField(max_length=50, blank=True)

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "parties"

    def __str__(self) -> str:
        return self.name


class PartyAlias(models.Model):
    """Another name of a party, as lists may call it."""

    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="aliases")
    name = models.CharField(max_length=200, unique=True)

    class Meta:
        verbose_name_plural = "party aliases"

    def __str__(self) -> str:
        return self.name


class Member(models.Model):
    """One person's sitting in one chamber."""

    slug = models.SlugField(
        max_length=250,
        unique=True,
        help_text="Never changes: it is the member's address on the site.",
    )
    honorific = models.TextField(blank=True)
    first_name = models.TextField(blank=True)
    last_name = models.TextField(blank=True)
    post_nominals = models.TextField(blank=True)
    role = models.TextField(blank=True)
    chamber = models.ForeignKey(Chamber, on_delete=models.PROTECT, related_name="members")
    electorate = models.ForeignKey(
        Electorate, null=True, blank=True, on_delete=models.PROTECT, related_name="members"
    )
    party = models.ForeignKey(
        Party, null=True, blank=True, on_delete=models.PROTECT, related_name="members"
    )
    started_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True, db_index=True)
    photo_url = models.TextField(blank=True)
    verified_on = models.DateField(null=True, blank=True)
    version = models.PositiveBigIntegerField(default=0, editable=False)

    objects = MemberQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["version"])

    class Meta:
        ordering = ["last_name", "first_name", "pk"]

    def __str__(self) -> str:
        return self.name or self.slug

    def get_absolute_url(self) -> str:
        return reverse("member", args=[self.slug])

    @property
    def name(self) -> str:
        """Return first and last name, as on the site and in JSON."""
        return f"{self.first_name} {self.last_name}".strip()
