"""Fixes put into effect: the only place that edits members on an issue's behalf."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, get_args, get_type_hints

from django.db import IntegrityError, models, transaction

from issues.findings.edits import EDITABLE, Row, stored
from issues.findings.finding import Edit, Fix
from issues.fixes import references
from issues.fixes.validation import FixRefused as FixRefused
from issues.fixes.validation import assign, fit, judge, name, names, refer, shown, validate
from members.history.change_reasons import LONGEST
from members.models import Detail, Electorate, Member, Mismatch, Party, PartyAlias
from members.slugs import Slugs

_OF_A_MEMBER = {
    label: model for label, model in EDITABLE.items() if issubclass(model, (Detail, Mismatch))
}
OPERATIONS = get_args(get_type_hints(Edit)["op"])
#: Rows that many members share, by the columns that name them. Several fixes may make or rename the
#: same one: whoever comes second finds it done, and who undoes takes it away only when nobody needs
#: it any more.
SHARED: dict[type[Row], tuple[str, ...]] = {
    Electorate: ("chamber_id", "name"),
    Party: ("name",),
    PartyAlias: ("party_id", "name"),
}
#: Rows by model and key, and what needs them.
Kept = Mapping[tuple[type[models.Model], int], str]
NOTHING: Kept = {}
#: How often an insert is tried again when somebody else took the name at the same moment.
TRIES = 5


def read(data: Mapping[str, Any]) -> Fix:
    """A fix as an issue stores it. Raises Refused when it is none that is understood (any more)."""
    try:
        fix = Fix(data["label"], tuple(Edit(**edit) for edit in data["edits"]))
        unknown = next(
            (edit for edit in fix.edits if edit.op not in OPERATIONS or edit.model not in EDITABLE),
            None,
        )
    except (KeyError, TypeError) as error:
        raise FixRefused("This fix is stored in a form that is not understood.") from error
    if unknown:
        raise FixRefused(f"A fix cannot {unknown.op} {unknown.model}.")
    return fix


def members(fix: Fix) -> set[int]:
    """The keys of the members that it edits, as far as they exist."""
    keys = {
        edit.pk
        for edit in fix.edits
        if edit.pk is not None and edit.model == Member._meta.label_lower
    }
    named = [values.get("member_id") for edit in fix.edits for values in (edit.expect, edit.values)]
    keys |= {key for key in named if isinstance(key, int)}
    for edit in fix.edits:
        if edit.pk is not None and edit.model in _OF_A_MEMBER:
            keys |= set(
                _OF_A_MEMBER[edit.model]
                ._default_manager.filter(pk=edit.pk)
                .values_list("member", flat=True)
            )
    return keys


def refers_to(fix: Fix) -> Iterator[tuple[type[models.Model], int]]:
    """Yield the model and key of every stored row that a fix names: the rows that it edits, and
    those that its values point at."""
    for edit in fix.edits:
        model = EDITABLE[edit.model]
        if edit.pk is not None:
            yield model, edit.pk
        yield from _pointed_at(model, edit.values)
        yield from _pointed_at(model, edit.expect)


def needed_by(fix: Fix) -> Iterator[tuple[type[models.Model], int]]:
    """Yield the model and key of every row that must be there for a fix to write its values."""
    for edit in fix.edits:
        yield from _pointed_at(EDITABLE[edit.model], edit.values)


def _pointed_at(
    model: type[Row], values: Mapping[str, Any]
) -> Iterator[tuple[type[models.Model], int]]:
    for field in model._meta.concrete_fields:
        if isinstance(field, models.ForeignKey) and isinstance(
            key := values.get(field.attname), int
        ):
            yield field.related_model, key


def execute(
    fix: Fix,
    user: models.Model | None = None,
    reason: str = "",
    back: bool = False,
    kept: Kept = NOTHING,
) -> Fix:
    """Do all edits of a fix, in the caller's transaction, and return the fix that takes them back.

    `user` and `reason` are written into the history of the members. `back` says that this fix takes
    another one back: values return as they were, right or wrong. `kept` are rows that may not go,
    and why. Raises Refused when a value is other than expected, a row is gone, or a new value is
    none that the directory would take; then the caller's transaction must be rolled back.
    """
    list(Member.objects.select_for_update().filter(pk__in=members(fix)).order_by("pk"))
    work = _Work(user, reason[:LONGEST], back, kept)
    steps = {"create": work.create, "change": work.change, "delete": work.delete}
    made: dict[str, int] = {}
    inverse: list[Edit] = []
    for edit in fix.edits:
        row, opposite = steps[edit.op](
            edit, {column: _resolved(value, made) for column, value in edit.values.items()}
        )
        if opposite:
            inverse.append(opposite)
        if edit.ref and row:
            made[edit.ref] = row.pk
    return Fix(f"Undo: {fix.label}", tuple(reversed(inverse)))


def objection(fix: Fix) -> str:
    """Return why the directory would not take what this fix writes, "" if it would, as far as each
    value tells by itself."""
    for edit in fix.edits:
        row = (
            _model(edit)()
            if edit.op == "create"
            else _model(edit)._default_manager.filter(pk=edit.pk or 0).first()
        )
        if row is None or edit.op == "delete":
            continue
        known = {
            column: value for column, value in edit.values.items() if not isinstance(value, Mapping)
        }
        try:
            assign(row, known)
            if len(known) == len(edit.values):
                refer(row, known)
            judge(row, known)
        except FixRefused as why:
            return str(why)
    return ""


@dataclass(frozen=True)
class _Work:
    """The three steps. Each does its edit and returns the row with the edit that takes it back;
    None where there is none."""

    user: models.Model | None
    reason: str
    back: bool
    kept: Kept

    def change(self, edit: Edit, values: Mapping[str, Any]) -> tuple[Row, Edit | None]:
        if done := _done_already(edit, values):
            return done, None
        row = _expected(edit)
        before = stored(row, *values)
        self._assign(row, values)
        self._judge(row, values)
        self._signed(row).save(update_fields=names(row, values))
        return row, Edit("change", edit.model, row.pk, expect=stored(row, *values), values=before)

    def create(self, edit: Edit, values: Mapping[str, Any]) -> tuple[Row, Edit]:
        row = _model(edit)()
        row.pk = edit.pk
        if edit.pk is not None and _model(edit)._default_manager.filter(pk=edit.pk).exists():
            raise FixRefused(f"The {row._meta.verbose_name} is there already.")
        self._assign(row, values)
        kept = _there(row) or self._insert(row, values)
        return kept, Edit("delete", edit.model, kept.pk, expect=stored(row))

    def delete(self, edit: Edit, values: Mapping[str, Any]) -> tuple[Row | None, Edit | None]:
        try:
            row = _expected(edit)
            self._needed_by_nobody(row)
        except FixRefused:
            if self.back and _model(edit) in SHARED:
                return None, None
            raise
        opposite = Edit("create", edit.model, row.pk, values=stored(row))
        self._signed(row).delete()
        return row, opposite

    def _needed_by_nobody(self, row: Row) -> None:
        needs = [*references.to(row), *filter(None, (self.kept.get((type(row), row.pk)),))]
        if needs:
            raise FixRefused(f"{row} cannot be taken away. This refers to it: {', '.join(needs)}.")

    def _insert(self, row: Row, values: Mapping[str, Any]) -> Row:
        """Store a new row, and return it or what somebody else stored meanwhile in its place."""
        self._judge(row, values)
        for _ in range(TRIES):
            if isinstance(row, Member) and not values.get("slug"):
                row.slug = Slugs(Member.objects.values_list("slug", flat=True)).make(
                    row.name, row.chamber.slug
                )
            try:
                with transaction.atomic():
                    self._signed(row).save(force_insert=True)
            except IntegrityError:
                if found := _there(row):
                    return found
            else:
                return row
        raise FixRefused(f"{row}: somebody stores the same at this moment. Try again.")

    def _assign(self, row: Row, values: Mapping[str, Any]) -> None:
        assign(row, values)
        refer(row, values)
        if not self.back:
            judge(row, values)

    def _judge(self, row: Row, values: Mapping[str, Any]) -> None:
        fit(row, values)
        if not self.back:
            validate(row, values)

    def _signed(self, row: Row) -> Row:
        """Say who did it and why, for the row's history (django-simple-history's own names)."""
        row._history_user, row._change_reason = self.user, self.reason  # type: ignore[union-attr]
        return row


def _locked(model: type[Row], **named: Any) -> Row | None:
    return model._default_manager.select_for_update().filter(**named).first()


def _there(row: Row) -> Row | None:
    """The row of the same name as this new one, locked, if it is one that members share."""
    columns = SHARED.get(type(row), ()) if row.pk is None else ()
    return (
        _locked(type(row), **{column: getattr(row, column) for column in columns})
        if columns
        else None
    )


def _done_already(edit: Edit, values: Mapping[str, Any]) -> Row | None:
    """The row that members share, locked, if it holds the new values already."""
    model = _model(edit)
    row = _locked(model, pk=edit.pk or 0) if model in SHARED else None
    return row if row and values.items() <= stored(row).items() else None


def _model(edit: Edit) -> type[Row]:
    if edit.model not in EDITABLE:
        raise FixRefused(f"A fix cannot edit {edit.model}.")
    return EDITABLE[edit.model]


def _expected(edit: Edit) -> Row:
    """The row, locked, if it holds what the edit expects."""
    model = _model(edit)
    row = _locked(model, pk=edit.pk or 0)
    if row is None:
        raise FixRefused(f"The {model._meta.verbose_name} is not there any more.")
    now = stored(row)
    for column, expected in edit.expect.items():
        if now.get(column) != expected:
            raise FixRefused(
                f"{row}: {name(row, column)} is now {shown(now.get(column))}, not {shown(expected)} any more."
            )
    return row


def _resolved(value: Any, made: Mapping[str, int]) -> Any:
    if not isinstance(value, Mapping):
        return value
    if value.get("ref") not in made:
        raise FixRefused("This fix names a row that it does not make.")
    return made[value["ref"]]
