"""Helpers that read the public pages."""

from __future__ import annotations

from django.test import Client

from members.models import Party, PartyAlias


def party(name: str, abbreviation: str = "", *aliases: str) -> Party:
    made = Party.objects.create(name=name, abbreviation=abbreviation)
    PartyAlias.objects.bulk_create([PartyAlias(party=made, name=alias) for alias in aliases])
    return made


def found(client: Client, query: str) -> list[str]:
    """Return the names that a search shows, in order."""
    page = client.get("/", {"q": query}).context.get("page")
    return [str(member) for member in page] if page else []


def text(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()
