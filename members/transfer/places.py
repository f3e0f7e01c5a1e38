"""The electorates and parties that an import names: existing ones and new ones.

New ones are not saved here. They are collected in `new`, in the order in which they were first
named.
"""

from __future__ import annotations

from collections.abc import Iterable

from members.models import Chamber, Electorate, Party, PartyAlias


class Electorates:
    """The electorates of the chambers of an import."""

    def __init__(self, chambers: Iterable[Chamber]) -> None:
        self.new: list[Electorate] = []
        stored = Electorate.objects.filter(chamber__in=[chamber.pk for chamber in chambers])
        self._named = {
            (electorate.chamber_id, electorate.name): electorate for electorate in stored
        }

    def find(self, chamber: Chamber, name: str) -> Electorate | None:
        """Return the chamber's electorate of exactly that name, or None."""
        return self._named.get((chamber.pk, name))

    def all(self) -> Iterable[Electorate]:
        """Return all electorates, new ones included."""
        return self._named.values()

    def named(self, chamber: Chamber, name: str) -> Electorate:
        """Return the chamber's electorate of exactly that name; a new one if none exists."""
        if (chamber.pk, name) not in self._named:
            electorate = Electorate(
                chamber=chamber, name=name, seats=chamber.members_per_electorate
            )
            self._named[chamber.pk, name] = electorate
            self.new.append(electorate)
        return self._named[chamber.pk, name]


class Parties:
    """All parties, found by name, alias or abbreviation."""

    def __init__(self) -> None:
        self.new: list[Party] = []
        parties = {party.pk: party for party in Party.objects.order_by("pk")}
        self._exact = {party.name: party for party in parties.values()}
        self._folded: dict[str, Party] = {}
        for party in parties.values():
            self._folded.setdefault(party.name.casefold(), party)
        for alias in PartyAlias.objects.order_by("pk"):
            self._folded.setdefault(alias.name.casefold(), parties[alias.party_id])
        for party in parties.values():
            if party.abbreviation:
                self._folded.setdefault(party.abbreviation.casefold(), party)

    def find(self, name: str) -> Party | None:
        """Return the party with that name, alias or abbreviation (in this order), or None.

        Case makes no difference, but an exact name takes precedence.
        """
        return self._exact.get(name) or self._folded.get(name.casefold())

    def named(self, name: str) -> Party:
        """Return the party that `find` returns; a new one if none exists."""
        found = self.find(name)
        if found is None:
            found = self._exact[name] = self._folded[name.casefold()] = Party(name=name)
            self.new.append(found)
        return found
