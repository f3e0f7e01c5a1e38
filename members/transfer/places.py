"""The electorates and parties that a load names: those that are there already, and new ones as
named.

New ones are not saved here; they stand in `new`, in the order in which they were first named.
"""

from __future__ import annotations

from collections.abc import Iterable

from members.models import Chamber, Electorate, Party, PartyAlias


class Electorates:
    def __init__(self, chambers: Iterable[Chamber]) -> None:
        self.new: list[Electorate] = []
        known = Electorate.objects.filter(chamber__in=[chamber.pk for chamber in chambers])
        self._known = {(electorate.chamber_id, electorate.name): electorate for electorate in known}

    def find(self, chamber: Chamber, name: str) -> Electorate | None:
        """The chamber's electorate of just that name, if there is one."""
        return self._known.get((chamber.pk, name))

    def all(self) -> Iterable[Electorate]:
        """All that are known, new ones included."""
        return self._known.values()

    def named(self, chamber: Chamber, name: str) -> Electorate:
        """The chamber's electorate of just that name; a new one where there is none."""
        if (chamber.pk, name) not in self._known:
            electorate = Electorate(
                chamber=chamber, name=name, seats=chamber.members_per_electorate
            )
            self._known[chamber.pk, name] = electorate
            self.new.append(electorate)
        return self._known[chamber.pk, name]


class Parties:
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
        """The party with that name, alias or abbreviation, in this order, whatever the case of its
        letters, if there is one."""
        return self._exact.get(name) or self._folded.get(name.casefold())

    def named(self, name: str) -> Party:
        """The party with that name, alias or abbreviation, as `find`; a new one where there is
        none."""
        found = self.find(name)
        if found is None:
            found = self._exact[name] = self._folded[name.casefold()] = Party(name=name)
            self.new.append(found)
        return found
