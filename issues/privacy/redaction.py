"""Redaction: replacing a value that was published by mistake by a stub, in all stored data.

Searches the prose of every table of these apps, as `issues/privacy/text_columns.py` declares it.
"""

from __future__ import annotations

import gzip
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.contrib.sessions.models import Session
from django.db import models, transaction
from django.utils import timezone

from issues import triage
from issues.findings.registry import CHECKS
from issues.lease import HeldLease, hold
from issues.models import AppliedFix, Issue, IssueEvent, KeptFindings, Mail, Redaction
from issues.privacy import redacted_lists, split_values, text_columns
from issues.privacy.searched_value import Value
from issues.runs import check_state
from issues.runs.runner import LEASE
from members.chunks import CHUNK
from members.member_columns import Holds, columns_of
from members.models import DamagedCopy, Detail, Member, Snapshot, SnapshotRows

APPS = ("members", "issues", "admin")
#: Columns that are emptied, as a stub would not be valid in them.
PLAIN = ("normalised", *columns_of(Holds.WEB), "sender", "reply_to")


@dataclass(frozen=True)
class Hit:
    """One row that contains the value, with a dict of column to redacted value.

    `note` is added to the table's name in the counts.
    """

    model: type[models.Model]
    pk: Any
    values: dict[str, Any]
    note: str = ""


def find(value: str) -> dict[str, int]:
    """Return a dict of table to the number of rows that contain the value, in any spelling.

    Writes nothing. Raises ValueError if the value is too short.
    """
    return _counted(_hits(Value.of(value), ""))


def redact(value: str, reason: str, by: str = "") -> Redaction:
    """Replace the value by a stub everywhere, and record the redaction without the value.

    - A contact detail with the value, and mail to the value as an address, are deleted.
    - A fix that would write the value is withdrawn; one that wrote it can no longer be undone.
    - A copy of an official list loses the value without a stub, or is emptied.
    - An entry of a login session that contains the value is removed.

    All of this is one transaction. The value is then sought once more, in case somebody stored it
    meanwhile. Raises ValueError if the value is too short, and LeaseTaken during a run.
    """
    sought, stub = Value.of(value), f"redacted {timezone.localdate()}"
    with hold(LEASE) as lease:
        done = _everywhere(sought, stub, reason, by, lease)
        if find(value):
            _everywhere(sought, stub, reason, by, lease)
    return done


def _everywhere(sought: Value, stub: str, reason: str, by: str, lease: HeldLease) -> Redaction:
    with transaction.atomic():
        lease.renew()
        # A recheck that wants to store its outcome waits here. It then notices that it read the
        # data before the redaction.
        check_state.locked(CHECKS)
        hits = list(_hits(sought, stub))
        for hit in hits:
            _act(hit)
        # Once more, as the history now contains what was just deleted or changed.
        for hit in list(_hits(sought, stub)):
            hit.model._default_manager.filter(pk=hit.pk).update(**hit.values)
        # What is kept of lists is made again of what is left. Deleted last, because a copy that is
        # being read meanwhile is locked until its rows are kept.
        for kept in (SnapshotRows, KeptFindings):
            kept._default_manager.all().delete()
        triage.record_redaction(_issues(hits))
        return Redaction.objects.create(by=by, reason=reason, places=_counted(hits))


def _counted(hits: Iterator[Hit] | list[Hit]) -> dict[str, int]:
    return dict(Counter(f"{hit.model._meta.label}{hit.note}" for hit in hits))


def _hits(sought: Value, stub: str) -> Iterator[Hit]:
    def without(texts: dict[str, str]) -> dict[str, str]:
        new = {name: sought.out_of(text, stub) for name, text in texts.items()}
        return (
            new
            if text_columns.ALONE in new
            else new | split_values.texts_without(new, sought.words, stub)
        )

    for model in apps.get_models():
        fields = text_columns.prose_fields(model)
        if model._meta.app_label not in APPS or not fields:
            continue
        rows = model._default_manager.order_by("pk").values_list(
            "pk", *(field.name for field in fields)
        )
        for pk, *values in rows.iterator(chunk_size=CHUNK):
            new = {
                field.name: text_columns.with_prose_changed(field, value, without)
                for field, value in zip(fields, values, strict=True)
            }
            new |= split_values.columns_without(new, sought.words, stub)
            pairs = zip(fields, values, strict=True)
            if changed := {
                field.name: _fit(field, new[field.name])
                for field, value in pairs
                if new[field.name] != value
            }:
                yield Hit(model, pk, changed)
    for session in Session.objects.iterator(chunk_size=CHUNK):
        kept = session.get_decoded()
        left = {
            name: value
            for name, value in kept.items()
            if not sought.is_among([json.dumps(value, ensure_ascii=False, default=str)])
        }
        if left != kept:
            yield Hit(Session, session.pk, {"session_data": Session.objects.encode(left)})
    for snapshot in Snapshot.objects.select_related("source__chamber").iterator(chunk_size=1):
        try:
            data = redacted_lists.file_without(snapshot, sought)
        except DamagedCopy:  # nobody can tell whether the value is in it
            if snapshot.content:
                yield Hit(Snapshot, snapshot.pk, {"content": b""}, " (damaged, emptied)")
            continue
        if data is not None:
            # The checksum stays that of the file as it was fetched, so that the same file is
            # recognised if it is fetched again.
            yield Hit(
                Snapshot,
                snapshot.pk,
                {"content": gzip.compress(data, mtime=0)},
                "" if data else " (emptied)",
            )


def _fit(field: models.Field[Any, Any], value: Any) -> Any:
    """Return the value cut to the column's length, or "" where a stub would not be valid."""
    if isinstance(field, (models.EmailField, models.URLField)) or field.name in PLAIN:
        return ""
    return value[: field.max_length] if isinstance(value, str) else value


def _act(hit: Hit) -> None:
    """Do what goes beyond a stub: delete details and mail, withdraw fixes, and save members.

    Members are saved, not updated, so that they are rechecked.
    """
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
        kept = [
            fix for fix, new in zip(issue.fixes, hit.values["fixes"], strict=True) if fix == new
        ]
        Issue.objects.filter(pk=hit.pk).update(fixes=kept)
    elif hit.model is AppliedFix and "inverse" in hit.values:
        AppliedFix.objects.filter(pk=hit.pk, undone_at=None).update(undone_at=timezone.now())


def _issues(hits: list[Hit]) -> list[Issue]:
    keys = {model: [hit.pk for hit in hits if hit.model is model] for model in (Issue, IssueEvent)}
    of_events = IssueEvent.objects.filter(pk__in=keys[IssueEvent]).values_list("issue", flat=True)
    return list(Issue.objects.filter(pk__in={*keys[Issue], *of_events}))
