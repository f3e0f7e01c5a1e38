"""Taking a value that was published by mistake out of everything that is kept, so that a stub is left.

Every text of every table of these apps is looked at, whatever it is called: a new column cannot be forgotten.
"""

from __future__ import annotations

import gzip
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import models, transaction
from django.utils import timezone

from issues import spellings, triage
from issues.models import AppliedFix, Issue, IssueEvent, Mail, Redaction
from issues.texts import replaced
from members.models import Detail, Member, Snapshot

APPS = ("members", "issues", "admin")
TEXT = (models.CharField, models.TextField, models.JSONField)
#: Identities, which are never shown by themselves; a slug keeps the name that it was made from.
IDENTITIES = frozenset(
    {"slug", "member_slugs", "chamber_slugs", "source_slugs", "fingerprint", "digest", "offer", "token", "message_id", "kind"}
    | {"checksum", "records_checksum"}
)
#: Where no stub may stand.
PLAIN = ("normalised", "photo_url", "sender", "reply_to")
CHUNK = 500


@dataclass(frozen=True)
class Hit:
    """One row that holds the value, and what its columns are to be instead."""

    model: type[models.Model]
    pk: Any
    values: dict[str, Any]


def find(value: str) -> dict[str, int]:
    """How many rows of each table hold the value, in any of its spellings. Writes nothing.

    Raises ValueError when it is too short to be told apart.
    """
    return _counted(_hits(spellings.pattern(value), ""))


def redact(value: str, reason: str, by: str = "") -> Redaction:
    """Put a stub in its place everywhere, in one transaction, and remember that it was done, without the value.

    A contact detail that holds it is deleted, a fix that would write it is no longer offered, one that wrote it can no longer be
    undone, a message to that very address is deleted; a copy of an official list has nothing in its place. Raises ValueError as
    `find` does.
    """
    pattern, stub = spellings.pattern(value), f"redacted {timezone.localdate()}"
    with transaction.atomic():
        hits = list(_hits(pattern, stub))
        for hit in hits:
            _act(hit)
        # Once more, as what was just deleted or changed stands in the history now.
        for hit in list(_hits(pattern, stub)):
            hit.model._default_manager.filter(pk=hit.pk).update(**hit.values)
        triage.redacted(_issues(hits))
        return Redaction.objects.create(by=by, reason=reason, places=_counted(hits))


def _counted(hits: Iterator[Hit] | list[Hit]) -> dict[str, int]:
    return dict(Counter(hit.model._meta.label for hit in hits))


def _hits(pattern: re.Pattern[str], stub: str) -> Iterator[Hit]:
    def replace(text: str) -> str:
        return pattern.sub(stub, text)

    for model in apps.get_models():
        fields = _fields(model)
        if model._meta.app_label not in APPS or not fields:
            continue
        rows = model._default_manager.order_by("pk").values_list("pk", *(field.name for field in fields))
        for pk, *values in rows.iterator(chunk_size=CHUNK):
            pairs = [(field, value, replaced(value, replace)) for field, value in zip(fields, values, strict=True)]
            if changed := {field.name: _fit(field, new) for field, value, new in pairs if new != value}:
                yield Hit(model, pk, changed)
    for snapshot in Snapshot.objects.iterator(chunk_size=1):
        if (data := _without(snapshot.data, pattern)) is not None:
            # The checksum stays that of the file as it came: the same file, fetched again, is known.
            yield Hit(Snapshot, snapshot.pk, {"content": gzip.compress(data, mtime=0)})


def _fields(model: type[models.Model]) -> list[models.Field[Any, Any]]:
    fields = [field for field in model._meta.concrete_fields if isinstance(field, TEXT) and not field.choices]
    return [field for field in fields if field.name not in IDENTITIES and not field.primary_key]


def _fit(field: models.Field[Any, Any], value: Any) -> Any:
    """What the column takes: no stub where only an address or a plain form may stand."""
    if isinstance(field, (models.EmailField, models.URLField)) or field.name in PLAIN:
        return ""
    return value[: field.max_length] if isinstance(value, str) else value


def _without(data: bytes, pattern: re.Pattern[str]) -> bytes | None:
    """The file without the value; None when it does not hold it."""
    encodings = ("utf-16",) if data.startswith((b"\xff\xfe", b"\xfe\xff")) else ("utf-8", "latin-1")
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        new = pattern.sub("", text)
        return None if new == text else new.encode(encoding)
    return None


def _act(hit: Hit) -> None:
    """What a stub in the place of the value would not be enough for. Members are written so that they are looked at again."""
    if issubclass(hit.model, Detail):
        row = hit.model._default_manager.get(pk=hit.pk)
        row._change_reason = "Redacted"  # type: ignore[attr-defined]
        row.delete()
    elif hit.model is Member:
        member = Member.objects.get(pk=hit.pk)
        for name, new in hit.values.items():
            setattr(member, name, new)
        member._change_reason = "Redacted"  # type: ignore[attr-defined]
        member.save()
    elif hit.model is Mail and "recipient" in hit.values:
        hit.model._default_manager.filter(pk=hit.pk).delete()
    elif hit.model is Issue and "fixes" in hit.values:
        issue = Issue.objects.get(pk=hit.pk)
        kept = [fix for fix, new in zip(issue.fixes, hit.values["fixes"], strict=True) if fix == new]
        Issue.objects.filter(pk=hit.pk).update(fixes=kept)
    elif hit.model is AppliedFix and "inverse" in hit.values:
        AppliedFix.objects.filter(pk=hit.pk, undone_at=None).update(undone_at=timezone.now())


def _issues(hits: list[Hit]) -> list[Issue]:
    keys = {model: [hit.pk for hit in hits if hit.model is model] for model in (Issue, IssueEvent)}
    of_events = IssueEvent.objects.filter(pk__in=keys[IssueEvent]).values_list("issue", flat=True)
    return list(Issue.objects.filter(pk__in={*keys[Issue], *of_events}))
