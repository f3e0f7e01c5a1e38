"""The fixes on the page of an issue: what each of them would change or has changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.urls import reverse

from issues.findings.edits import EDITABLE
from issues.findings.finding import Edit, Fix
from issues.fixes import execution, stored_fixes
from issues.fixes.validation import FixRefused
from issues.models import AppliedFix, Issue
from issues.models.choices import ACTIVE
from members.models import Chamber, Electorate, Member, Mismatch, Party

if TYPE_CHECKING:
    from django.db.models import Model

#: Columns that name another row.
NAMED: dict[str, type[Model]] = {
    "party_id": Party,
    "electorate_id": Electorate,
    "chamber_id": Chamber,
    "member_id": Member,
}
#: Columns that give the kind of a detail. A row on one line has them in brackets at its end.
KIND = ("kind", "medium", "scheme")
#: Models whose name in the database would mean little to staff.
NOUNS: dict[type[Model], str] = {Mismatch: "note that this is another person"}

#: The names of the rows to which columns refer, by column and key. For a row that the fix itself
#: creates, the key is the name that the fix gives it.
Names = Mapping[tuple[str, int | str], str]


@dataclass(frozen=True)
class FixStep:
    """One value that a fix changes, before and after ("" if empty), and what it is."""

    what: str
    old: str
    new: str


@dataclass(frozen=True)
class Offer:
    """A fix that is offered. `number` is its index in the issue's fixes. `why` is the reason why it
    cannot be applied, or ""."""

    number: int
    label: str
    steps: list[FixStep]
    why: str


@dataclass(frozen=True)
class Done:
    """A fix that was applied, and the address that undoes it."""

    applied: AppliedFix
    steps: list[FixStep]
    url: str


def offers(issue: Issue) -> list[Offer]:
    """Return the fixes of an active issue in the order they are offered; none if it is closed."""
    if issue.status not in ACTIVE:
        return []
    understood = [
        (number, fix) for number, stored in enumerate(issue.fixes) if (fix := _understood(stored))
    ]
    named = row_names(fix for _, fix in understood)
    return [
        Offer(number, fix.label, steps(fix, named), execution.objection(fix))
        for number, fix in understood
    ]


def done(issue: Issue) -> list[Done]:
    """Return the fixes of the issue that were applied, the newest last."""
    every = [
        (each, _understood(each.done))
        for each in issue.applied_fixes.select_related("applied_by", "undone_by")
    ]
    named = row_names(fix for _, fix in every if fix)
    return [
        Done(
            each,
            steps(fix, named) if fix else [],
            reverse("admin:issues_issue_undo", args=[issue.pk, each.pk]),
        )
        for each, fix in every
    ]


def _understood(stored: Mapping[str, Any]) -> Fix | None:
    """Return the fix, or None if its format is no longer supported: the page leaves it out."""
    try:
        return stored_fixes.read(stored)
    except FixRefused:
        return None


def issues_on_same_field(issue: Issue) -> list[Issue]:
    """Return up to ten other active issues about the same field of the same member.

    A fix that corrects one of them may correct all.
    """
    if issue.member_id is None or not issue.field:
        return []
    return list(
        Issue.objects.filter(member=issue.member_id, field=issue.field, status__in=ACTIVE)
        .exclude(pk=issue.pk)
        .order_by("pk")[:10]
    )


def row_names(many: Iterable[Fix]) -> Names:
    """Return the names of the rows to which these fixes refer."""
    keys: dict[str, set[int]] = defaultdict(set)
    for fix in many:
        for edit in fix.edits:
            for column, value in (*edit.expect.items(), *edit.values.items()):
                if column in NAMED and isinstance(value, int):
                    keys[column].add(value)
    return {
        (column, key): str(row)
        for column, wanted in keys.items()
        for key, row in NAMED[column]._default_manager.in_bulk(wanted).items()
    }


def steps(fix: Fix, named: Names) -> list[FixStep]:
    """Return what a fix changes, value by value."""
    made: Names = {
        (column, edit.ref): edit.values["name"]
        for edit in fix.edits
        if edit.ref and "name" in edit.values
        for column in NAMED
    }
    return [step for edit in fix.edits for step in _steps(edit, {**named, **made})]


def _steps(edit: Edit, named: Names) -> list[FixStep]:
    model = EDITABLE[edit.model]
    noun = NOUNS.get(model, str(model._meta.verbose_name))
    if edit.op == "change":
        return [
            FixStep(
                f"{noun}: {_column(model, name)}",
                _shown(name, edit.expect.get(name), named),
                _shown(name, new, named),
            )
            for name in _in_order(model, edit.values)
            if (new := edit.values[name]) != edit.expect.get(name)
        ]
    whole = _whole(model, edit.values if edit.op == "create" else edit.expect, named)
    return (
        [FixStep(f"new {noun}", "", whole)]
        if edit.op == "create"
        else [FixStep(f"{noun} removed", whole, "")]
    )


def _in_order(model: type[Model], values: Mapping[str, Any]) -> list[str]:
    """Return the columns in the model's order, with the verification last.

    PostgreSQL stores the keys of JSON in an order of its own.
    """
    columns = [field.attname for field in model._meta.concrete_fields]
    return sorted(
        values,
        key=lambda name: (
            name.startswith("verified_"),
            columns.index(name) if name in columns else len(columns),
        ),
    )


def _whole(model: type[Model], values: Mapping[str, Any], named: Names) -> str:
    """Return a row on one line: its values, then its kind in brackets.

    Dates and verifiers are preceded by the name of their column, as they mean nothing without it.
    """
    shown = [
        name
        for name in _in_order(model, values)
        if name != "member_id" and not isinstance(values[name], bool)
    ]
    words = {name: _shown(name, values[name], named) for name in shown}
    kind = ", ".join(words[name] for name in KIND if words.get(name))
    text = ", ".join(
        f"{_column(model, name)} {value}" if name.endswith(("_on", "_by")) else value
        for name, value in words.items()
        if value and name not in KIND
    )
    return f"{text} ({kind})" if kind else text


def _column(model: type[Model], name: str) -> str:
    return next(
        (str(field.verbose_name) for field in model._meta.concrete_fields if field.attname == name),
        name,
    )


def _shown(name: str, value: Any, named: Names) -> str:
    if value in (None, ""):
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if name in NAMED:
        return (
            named.get((name, value["ref"]), "the new one")
            if isinstance(value, Mapping)
            else named.get((name, value), "one that was deleted")
        )
    return str(value)
