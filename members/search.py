"""Search of sitting members by words of a name, an electorate or a party, and by postcode.

Each word of the query must be the beginning of a word of one of these, in any order: "smith
greens". Case, accents and apostrophes make no difference: "ofarrell" and "o farrell" both find
O'Farrell. Honorifics and post-nominals beside other words need not match ("Hon Barry O'Farrell
MP"). If they match a whole word, they narrow the result ("Jane Lord").

Databases fold accents in different ways, so names with accents are compared in Python. All others
are compared in SQL.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from django.db.models import Exists, F, Func, OuterRef, Q, TextField, Value
from django.db.models.functions import Concat, Length, Lower, Replace

from members import names, normalise
from members.letters import APOSTROPHES, fold
from members.models import Address, Electorate, Member, Party, PartyAlias
from members.models.querysets import Among, MemberQuerySet, Octets

MOST_WORDS = 8
POSTCODE = re.compile(r"\A(?=\D*+\d)\w{3,}")
SEPARATORS = '-.,()/"'
TITLES = names.HONORIFICS | names.POST_NOMINALS
_APOSTROPHE = re.compile(f"[{APOSTROPHES}]")
_IN_ASCII = "".join(filter(str.isascii, APOSTROPHES))


def words(query: str) -> tuple[list[str], list[str]]:
    """Return the words of a query that must match and the titles that need not, in plain form.

    Of each at most eight. If there are only titles, they must match.
    """
    asked: list[str] = []
    titles: list[str] = []
    for given in query.split():
        title = given.lower().replace(".", "").strip(",")
        if title in TITLES:
            titles.append(title)
        else:
            asked += _plain(given).split()
    return (asked[:MOST_WORDS], titles[:MOST_WORDS]) if asked else (titles[:MOST_WORDS], [])


def members(query: str) -> MemberQuerySet[Member]:
    """Return the sitting members who match every word. Empty if the query has no words."""
    asked, titles = words(query)
    if not asked:
        return Member.objects.none()
    name = Concat(
        Value(" "), "first_name", Value(" "), "last_name", Value(" "), output_field=TextField()
    )
    found = Member.objects.sitting().alias(
        octets=Octets(name), letters=Length(name), plain=_sql_plain(name)
    )
    ascii = Q(octets=F("letters"))
    electorates = _texts(Electorate.objects.values_list("pk", "name"))
    parties = _texts(_parties())
    unlike_sql = found.exclude(ascii).values_list("pk", "first_name", "last_name")
    accented = _texts((pk, f"{first} {last}") for pk, first, last in unlike_sql)

    def fits(word: str) -> Q:
        named = (ascii & Q(plain__contains=f" {word}")) | Q(pk__in=_beginning(word, accented))
        return (
            named
            | Q(electorate__in=_beginning(word, electorates))
            | Q(party__in=_beginning(word, parties))
            | _postcode(word)
        )

    for word in asked:
        found = found.filter(fits(word))
    for title in titles:
        chosen = found.filter(fits(f"{title} "))
        found = chosen if chosen.exists() else found
    return found


def _plain(text: str, apostrophe: str = "") -> str:
    return normalise.text(fold(_APOSTROPHE.sub(apostrophe, text)))


def _texts(named: Iterable[tuple[int, str]]) -> list[tuple[int, str]]:
    """Return the names in plain form, each twice: without apostrophes, and with them as spaces."""
    return [(pk, f" {_plain(name)} {_plain(name, ' ')} ") for pk, name in named]


def _sql_plain(name: Concat) -> Lower:
    """Build the SQL that does for a name in ASCII what `_texts` does."""
    both = Concat(
        _replaced(name, _IN_ASCII, ""), _replaced(name, _IN_ASCII, " "), output_field=TextField()
    )
    return Lower(_replaced(both, SEPARATORS, " "))


def _replaced(text: Func, signs: str, by: str) -> Func:
    for sign in signs:
        text = Replace(text, Value(sign), Value(by), output_field=TextField())
    return text


def _parties() -> list[tuple[int, str]]:
    return [
        *Party.objects.values_list("pk", "name"),
        *Party.objects.exclude(abbreviation="").values_list("pk", "abbreviation"),
        *PartyAlias.objects.values_list("party", "name"),
    ]


def _beginning(word: str, texts: Iterable[tuple[int, str]]) -> Among:
    return Among({pk for pk, text in texts if f" {word}" in text})


def _postcode(word: str) -> Q:
    if not POSTCODE.fullmatch(word):
        return Q(pk__in=[])
    there = Address.objects.filter(member=OuterRef("pk"))
    return Q(Exists(there.filter(Q(postcode__icontains=word) | Q(text__iendswith=f" {word}"))))
