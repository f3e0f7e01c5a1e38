"""Querysets of members, and the SQL functions that queries use."""

from __future__ import annotations

import json
from collections.abc import Collection
from datetime import date
from typing import TYPE_CHECKING, Any, Self, TypeVar

from django.db import models
from django.db.models import Func, Q, Value
from django.utils import timezone

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper
    from django.db.models.sql.compiler import SQLCompiler

Row = TypeVar("Row", bound=models.Model, covariant=True)


def sitting(today: date, prefix: str = "") -> Q:
    """Build the condition for sitting on a day: `ended_on` is blank or after it.

    `prefix` is the lookup path to the member, as in `member__`.
    """
    return Q(**{f"{prefix}ended_on": None}) | Q(**{f"{prefix}ended_on__gt": today})


class Among(Func):
    """Many keys as one parameter: `filter(pk__in=Among(keys))`.

    SQLite rejects statements with more than 250,000 variables; many builds allow only 32,766.
    """

    template = (
        "(SELECT CAST(value AS bigint) FROM"
        " jsonb_array_elements_text(CAST(%(expressions)s AS jsonb)))"
    )

    def __init__(self, values: Collection[int] | Collection[str]) -> None:
        super().__init__(Value(json.dumps(list(values))), output_field=models.TextField())

    def as_sqlite(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **context: Any
    ) -> Any:
        return self.as_sql(
            compiler,
            connection,
            template="(SELECT value FROM json_each(%(expressions)s))",
            **context,
        )


class AmongTexts(Among):
    """Many texts as one parameter, as `Among`."""

    template = "(SELECT value FROM jsonb_array_elements_text(CAST(%(expressions)s AS jsonb)))"


class Octets(Func):
    """The number of bytes of a text in UTF-8. It equals the number of characters in plain ASCII."""

    template = "OCTET_LENGTH(%(expressions)s)"
    output_field = models.IntegerField()

    def as_sqlite(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **context: Any
    ) -> Any:
        return self.as_sql(
            compiler, connection, template="LENGTH(CAST(%(expressions)s AS BLOB))", **context
        )


class MemberQuerySet(models.QuerySet[Row]):
    """The queryset of members: `MemberQuerySet[Member]`.

    It is generic because the model imports this module, not the other way round.
    """

    def sitting(self, today: date | None = None) -> Self:
        """Return the members who sit on that day. The default is today in TIME_ZONE."""
        return self.filter(sitting(today or timezone.localdate()))
