"""The texts that rows hold: their columns, and texts inside values as JSON keeps them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import models

TEXT = (models.CharField, models.TextField, models.JSONField)
#: Identities, which are never shown by themselves; a slug keeps the name that it was made from.
IDENTITIES = frozenset(
    {"slug", "member_slugs", "chamber_slugs", "source_slugs", "fingerprint", "digest", "offer", "token", "message_id", "kind"}
    | {"checksum", "records_checksum"}
)

#: More than anybody reads of what a program said.
LONGEST = 20_000


def printable(text: str) -> str:
    """Return the text as every database and mail can keep it: no NUL, no half characters, and not endless."""
    return text.encode("utf-8", "backslashreplace").decode().replace("\0", "\\0")[:LONGEST]


def texts_of(model: type[models.Model]) -> list[models.Field[Any, Any]]:
    """The columns of a table in which text of anybody may stand, whatever they are called: a new one cannot be forgotten."""
    fields = [field for field in model._meta.concrete_fields if isinstance(field, TEXT) and not field.choices]
    return [field for field in fields if field.name not in IDENTITIES and not field.primary_key]


def replaced(value: Any, replace: Callable[[str], str]) -> Any:
    """The value with every text in it replaced, the names in objects too."""
    if isinstance(value, str):
        return replace(value)
    if isinstance(value, list):
        return [replaced(each, replace) for each in value]
    if isinstance(value, dict):
        return {replace(name): replaced(each, replace) for name, each in value.items()}
    return value
