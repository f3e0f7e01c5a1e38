"""The rows of chambers, electorates and parties."""

from __future__ import annotations

from typing import NamedTuple

from django.db.models.options import Options

from members.models import Chamber, Electorate, Party


class ChamberRow(NamedTuple):
    """A chamber."""

    pk: int
    slug: str
    name: str
    country: str
    jurisdiction: str
    seats: int | None

    @classmethod
    def of(cls, chamber: Chamber | ChamberRow) -> ChamberRow:
        """Return the row of a chamber."""
        return cls._make(getattr(chamber, column) for column in cls._fields)

    @property
    def _meta(self) -> Options[Chamber]:
        return Chamber._meta

    def __str__(self) -> str:
        return self.name


class ElectorateRow(NamedTuple):
    """An electorate with its chamber."""

    pk: int
    name: str
    seats: int | None
    chamber: ChamberRow

    @property
    def _meta(self) -> Options[Electorate]:
        return Electorate._meta

    def __str__(self) -> str:
        return self.name


class PartyRow(NamedTuple):
    """A party."""

    pk: int
    name: str
    abbreviation: str

    @property
    def _meta(self) -> Options[Party]:
        return Party._meta

    def __str__(self) -> str:
        return self.name
