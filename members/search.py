"""Finding sitting members by words of a name, an electorate or a party, and by postcode.

Each word must begin a word of one of these, in any order: "smith greens". Case, accents and
apostrophes make no difference: O'Farrell is found as "ofarrell" and as "o farrell". Honorifics and
post-nominals beside other words need not fit ("Hon Barry O'Farrell MP"); where they do, as a whole
word, they choose ("Jane Lord"). No database folds accents in the same way, so names that have any
are compared here; the others, nearly all, in SQL.
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
    """The words of a search in plain form, at most eight that must fit, and titles that need not:
    no title is alone."""
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
    """The sitting members that fit every word; none when there is no word."""
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
    """Names in plain form, apostrophes left out and, once more, as spaces."""
    return [(pk, f" {_plain(name)} {_plain(name, ' ')} ") for pk, name in named]


def _sql_plain(name: Concat) -> Lower:
    """As `_texts`, of a name in ASCII."""
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
