"""Outdated fixes: a person changed the data after the fix's copy of an official list was taken."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.utils import timezone

from issues.findings.edits import EDITABLE, stored
from issues.findings.finding import Edit
from issues.fixes import stored_fixes
from issues.fixes.applying import copy_of
from issues.fixes.validation import FixRefused
from issues.models import Issue
from members.chunks import chunks
from members.history.change_reasons import FROM_SOURCE
from members.models import Detail, Member, Snapshot

#: The columns that two details of a model share if they are of the same kind.
KIND = ("kind", "medium", "scheme")
_DETAIL = {label: model for label, model in EDITABLE.items() if issubclass(model, Detail)}
_MEMBER = Member._meta.label_lower
_WITH_HISTORY: dict[str, type[Member] | type[Detail]] = {**_DETAIL, _MEMBER: Member}
ADDED, REMOVED = "+", "-"


@dataclass(frozen=True)
class _Touch:
    """One change that a person made to a row.

    `before` is None if the row is new or its earlier values are unknown, `after` if it was deleted.
    """

    pk: int
    at: datetime
    who: str
    is_new: bool
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None

    def changed(self, columns: Iterable[str]) -> bool:
        """True if any of these columns changed, or if that is unknown."""
        return (
            self.before is None
            or self.after is None
            or any(self.before[column] != self.after[column] for column in columns)
        )

    def sides(self) -> Iterator[Mapping[str, Any]]:
        """Yield the values before and after the change, as far as there are any."""
        yield from (side for side in (self.before, self.after) if side is not None)


def outdated_by(issues: Iterable[Issue]) -> dict[int, str]:
    """Return a dict of issue key to the reason why its fixes are outdated.

    A fix is outdated if a person changed the same data after the copy of the list was taken. Staff
    should look at such a fix by itself, not apply it in bulk. Imports and fixes that follow a list
    do not count as changes by a person. Undoing such a fix does.
    """
    official = [issue for issue in issues if issue.source_slugs and issue.fixes]
    found: dict[int, str] = {}
    for part in chunks(official):
        found.update(_outdated(part))
    return found


def _outdated(issues: list[Issue]) -> Iterator[tuple[int, str]]:
    keys = {issue.pk: int(copy) for issue in issues if (copy := copy_of(issue)).isdecimal()}
    taken = dict(Snapshot.objects.filter(pk__in=set(keys.values())).values_list("pk", "taken_at"))
    edits = {issue.pk: list(_edits(issue)) for issue in issues if keys.get(issue.pk) in taken}
    touched = (
        _touches([edit for of_issue in edits.values() for edit in of_issue], min(taken.values()))
        if edits
        else {}
    )
    for key, of_issue in edits.items():
        after = [
            touch
            for edit in of_issue
            for touch in _same_data(edit, touched)
            if touch.at > taken[keys[key]]
        ]
        if after:
            last = max(after, key=lambda touch: touch.at)
            yield (
                key,
                f"Changed by {last.who} on {timezone.localtime(last.at):%-d %B %Y}, "
                "after this copy of the list was taken.",
            )


def _edits(issue: Issue) -> Iterator[Edit]:
    for data in issue.fixes:
        try:
            yield from stored_fixes.read(data).edits
        except FixRefused:  # stored in a format that is no longer supported, so it is not offered
            continue


def _same_data(edit: Edit, touched: Mapping[str, list[_Touch]]) -> Iterator[_Touch]:
    """Yield the changes to what this edit would write: its row, or a member's details of a kind."""
    for touch in touched.get(edit.model, []):
        if edit.op != "create":
            if touch.pk == edit.pk and (
                edit.model != _MEMBER or edit.op == "delete" or touch.changed(edit.values)
            ):
                yield touch
        elif edit.model in _DETAIL and not touch.is_new:
            kind = _kind({**stored(_DETAIL[edit.model]()), **edit.values})
            if any(
                side["member_id"] == edit.values.get("member_id") and _kind(side) == kind
                for side in touch.sides()
            ):
                yield touch


def _kind(values: Mapping[str, Any]) -> list[Any]:
    return [values.get(column) for column in KIND]


def _touches(edits: Iterable[Edit], since: datetime) -> dict[str, list[_Touch]]:
    """Return a dict of model label to the changes that people made after `since`.

    Covers the rows that the edits change, and the details of the members that are to get a new one.
    """
    rows: dict[str, set[int]] = defaultdict(set)
    members: dict[str, set[int]] = defaultdict(set)
    for edit in edits:
        if edit.pk is not None:
            rows[edit.model].add(edit.pk)
        elif isinstance(member := edit.values.get("member_id"), int):
            members[edit.model].add(member)
    found: dict[str, list[_Touch]] = {}
    for label, model in _WITH_HISTORY.items():
        about = Q(id__in=rows[label])
        if members[label]:
            about |= Q(member_id__in=members[label])
        if rows[label] or members[label]:
            found[label] = list(_by_persons(model, about, since))
    return found


def _by_persons(model: type[Member] | type[Detail], about: Q, since: datetime) -> Iterator[_Touch]:
    theirs = model.history.filter(about, history_user__isnull=False, history_date__gt=since)
    theirs = theirs.exclude(history_change_reason__startswith=FROM_SOURCE)
    wanted = set(theirs.values_list("history_id", flat=True))
    if not wanted:
        return
    before = None
    every = model.history.filter(id__in=theirs.values("id")).select_related("history_user")
    for row in every.order_by("id", "history_date", "history_id"):
        values = {field.attname: getattr(row, field.attname) for field in row.tracked_fields}
        earlier = before if before and before["id"] == row.id else None
        if row.history_id in wanted:
            after = None if row.history_type == REMOVED else values
            # The history entry of a deletion contains the row's last values.
            earlier = earlier or (values if after is None else None)
            yield _Touch(
                row.id,
                row.history_date,
                str(row.history_user),
                row.history_type == ADDED,
                earlier,
                after,
            )
        before = {**values, "id": row.id}
