"""Finding sitting members by words of a name, an electorate or a party, and by postcode.

Each word must begin a word of one of these, in any order: "smith greens". Case, accents and apostrophes make no
difference. No database folds accents in the same way, so names that have any are compared here; the others, nearly
all, in SQL.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, F, Func, IntegerField, OuterRef, Q, TextField, Value
from django.db.models.functions import Concat, Length, Lower, Replace

from members import normalise
from members.models import Address, Electorate, Member, Party, PartyAlias
from members.querysets import MemberQuerySet

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper
    from django.db.models.sql.compiler import SQLCompiler

MOST_WORDS = 8
POSTCODE = re.compile(r"(?=.*\d)\w{3,}")
SEPARATORS = '-.,()"'


class _Octets(Func):
    """How many bytes of UTF-8 the text has: as many as letters if it is plain ASCII."""

    template = "OCTET_LENGTH(%(expressions)s)"
    output_field = IntegerField()

    def as_sqlite(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **context: Any) -> Any:
        return self.as_sql(compiler, connection, template="LENGTH(CAST(%(expressions)s AS BLOB))", **context)


def words(query: str) -> list[str]:
    """The words of a search, at most eight, in plain form."""
    return _plain(query).split()[:MOST_WORDS]


def members(query: str) -> MemberQuerySet:
    """The sitting members that fit every word; none when there is no word."""
    asked = words(query)
    if not asked:
        return Member.objects.none()
    names = Concat(Value(" "), "first_name", Value(" "), "last_name", output_field=TextField())
    found = Member.objects.sitting().alias(octets=_Octets(names), letters=Length(names), plain=_sql_plain(names))
    ascii = Q(octets=F("letters"))
    electorates = [(pk, _plain(name)) for pk, name in Electorate.objects.values_list("pk", "name")]
    parties = _parties()
    unlike_sql = found.exclude(ascii).values_list("pk", "first_name", "last_name")
    accented = [(pk, _plain(f"{first} {last}")) for pk, first, last in unlike_sql]
    for word in asked:
        found = found.filter(
            (ascii & Q(plain__contains=f" {word}"))
            | Q(pk__in=_beginning(word, accented))
            | Q(electorate__in=_beginning(word, electorates))
            | Q(party__in=_beginning(word, parties))
            | _postcode(word)
        )
    return found


def _plain(text: str) -> str:
    return normalise.text(re.sub("['`\N{RIGHT SINGLE QUOTATION MARK}]", "", text))


def _sql_plain(expression: Concat) -> Lower:
    plain = Replace(expression, Value("'"), Value(""), output_field=TextField())
    for separator in SEPARATORS:
        plain = Replace(plain, Value(separator), Value(" "), output_field=TextField())
    return Lower(plain)


def _parties() -> list[tuple[int, str]]:
    names = [
        *Party.objects.values_list("pk", "name"),
        *Party.objects.exclude(abbreviation="").values_list("pk", "abbreviation"),
        *PartyAlias.objects.values_list("party", "name"),
    ]
    return [(pk, _plain(name)) for pk, name in names]


def _beginning(word: str, texts: Iterable[tuple[int, str]]) -> set[int]:
    return {pk for pk, text in texts if f" {word}" in f" {text}"}


def _postcode(word: str) -> Q:
    if not POSTCODE.fullmatch(word):
        return Q(pk__in=[])
    there = Address.objects.filter(member=OuterRef("pk"))
    return Q(Exists(there.filter(Q(postcode__icontains=word) | Q(text__iendswith=f" {word}"))))
