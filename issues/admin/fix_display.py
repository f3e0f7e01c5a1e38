"""Fixes on the page of an issue: what each would change, applying and undoing it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.urls import reverse

from issues.findings.edits import EDITABLE
from issues.findings.finding import Edit, Fix
from issues.fixes import execution
from issues.fixes.execution import FixRefused
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
#: Columns that say where a new detail belongs, and those that are not shown of a whole row when
#: they are empty.
PLACE = ("kind", "medium", "scheme")
#: Rows whose name in the database says little to whoever reads it.
NOUNS: dict[type[Model], str] = {Mismatch: "note that this is another person"}

#: The rows that columns name: by column and key (or the name by which a fix knows a row that it
#: makes), what they are called.
Names = Mapping[tuple[str, int | str], str]


@dataclass(frozen=True)
class FixStep:
    """One value that a fix changes: what it is, and the value before and after ("" for none)."""

    what: str
    old: str
    new: str


@dataclass(frozen=True)
class Offer:
    """A fix as its button and table show it. `number` is its place among the issue's fixes; `why`
    is why it has no button."""

    number: int
    label: str
    steps: list[FixStep]
    why: str


@dataclass(frozen=True)
class Done:
    """A fix that was applied, and where it is undone."""

    applied: AppliedFix
    steps: list[FixStep]
    url: str


def offers(issue: Issue) -> list[Offer]:
    """The fixes of an issue that waits for somebody, in the order in which they are offered."""
    if issue.status not in ACTIVE:
        return []
    understood = [
        (number, fix) for number, stored in enumerate(issue.fixes) if (fix := _understood(stored))
    ]
    named = names(fix for _, fix in understood)
    return [
        Offer(number, fix.label, steps(fix, named), execution.objection(fix))
        for number, fix in understood
    ]


def done(issue: Issue) -> list[Done]:
    """The fixes that were applied, the newest last."""
    every = [
        (each, _understood(each.done))
        for each in issue.applied_fixes.select_related("applied_by", "undone_by")
    ]
    named = names(fix for _, fix in every if fix)
    return [
        Done(
            each,
            steps(fix, named) if fix else [],
            reverse("admin:issues_issue_undo", args=[issue.pk, each.pk]),
        )
        for each, fix in every
    ]


def _understood(stored: Mapping[str, Any]) -> Fix | None:
    """The fix; None for one of a form that was understood once: the page is shown without it."""
    try:
        return execution.read(stored)
    except FixRefused:
        return None


def also(issue: Issue) -> list[Issue]:
    """Other issues that wait about the same field of the same member: what a fix puts right for
    one, it may for all."""
    if issue.member_id is None or not issue.field:
        return []
    return list(
        Issue.objects.filter(member=issue.member_id, field=issue.field, status__in=ACTIVE)
        .exclude(pk=issue.pk)
        .order_by("pk")[:10]
    )


def names(many: Iterable[Fix]) -> Names:
    """What the rows are called that these fixes name."""
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
    """What a fix changes, value by value."""
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
        else [FixStep(f"{noun} taken away", whole, "")]
    )


def _in_order(model: type[Model], values: Mapping[str, Any]) -> list[str]:
    """The columns as the model has them, who verified it last; PostgreSQL keeps the names of JSON
    in an order of its own."""
    columns = [field.attname for field in model._meta.concrete_fields]
    return sorted(
        values,
        key=lambda name: (
            name.startswith("verified_"),
            columns.index(name) if name in columns else len(columns),
        ),
    )


def _whole(model: type[Model], values: Mapping[str, Any], named: Names) -> str:
    """A row on one line: its values, and then where it belongs. A day, and who verified it, would
    say nothing without the word for it."""
    shown = [
        name
        for name in _in_order(model, values)
        if name != "member_id" and not isinstance(values[name], bool)
    ]
    said = {name: _shown(name, values[name], named) for name in shown}
    place = ", ".join(said[name] for name in PLACE if said.get(name))
    text = ", ".join(
        f"{_column(model, name)} {value}" if name.endswith(("_on", "_by")) else value
        for name, value in said.items()
        if value and name not in PLACE
    )
    return f"{text} ({place})" if place else text


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
            else named.get((name, value), "one that is gone")
        )
    return str(value)
