"""The execution of fixes: the only place that edits members on behalf of an issue."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, models, transaction

from issues.findings.edits import EDITABLE, Row, stored
from issues.findings.finding import Edit, Fix
from issues.fixes import references, validation
from issues.fixes.stored_fixes import edited_members
from issues.fixes.validation import FixRefused
from members.history.change_reasons import LONGEST
from members.models import Electorate, Member, Party, PartyAlias
from members.slugs import Slugs

#: The models whose rows many members share, with the columns that identify a row. Several fixes may
#: create or rename the same row. The second one finds it done. Undoing deletes the row only if
#: nothing refers to it any longer.
SHARED: dict[type[Row], tuple[str, ...]] = {
    Electorate: ("chamber_id", "name"),
    Party: ("name",),
    PartyAlias: ("party_id", "name"),
}
#: Rows, by model and key, that must not be deleted, with the words for what needs them.
Kept = Mapping[tuple[type[models.Model], int], str]
NOTHING: Kept = {}
#: Attempts at an insert while somebody else takes the name at the same moment.
TRIES = 5


def execute(
    fix: Fix,
    user: models.Model | None = None,
    reason: str = "",
    back: bool = False,
    kept: Kept = NOTHING,
) -> Fix:
    """Make all edits of a fix in the caller's transaction, and return the fix that undoes them.

    `user` and `reason` go into the history of the members. With `back` the fix undoes another one,
    and the earlier values return unvalidated, right or wrong. `kept` names rows that must not be
    deleted, and why.

    Raises FixRefused if a value differs from the expected one, a row does not exist, or the
    directory would not accept a new value. The caller must then roll its transaction back.
    """
    list(Member.objects.select_for_update().filter(pk__in=edited_members(fix)).order_by("pk"))
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
    """Return why the directory would not accept a value that this fix writes, or "" if it would.

    Each value is judged by itself, so executing the fix may still be refused.
    """
    for edit in fix.edits:
        row = (
            _model(edit)()
            if edit.op == "create"
            else _model(edit)._default_manager.filter(pk=edit.pk or 0).first()
        )
        if row is None or edit.op == "delete":
            continue
        # Without the columns that refer to rows which the fix itself is still to create.
        given = {
            column: value for column, value in edit.values.items() if not isinstance(value, Mapping)
        }
        try:
            validation.assign(row, given)
            if len(given) == len(edit.values):
                validation.require_references(row, given)
            validation.require_allowed_values(row, given)
        except FixRefused as why:
            return str(why)
    return ""


@dataclass(frozen=True)
class _Work:
    """The three operations of a fix.

    Each makes one edit and returns the row and the edit that undoes it. Either is None if there is
    nothing to return.
    """

    user: models.Model | None
    reason: str
    back: bool
    kept: Kept

    def change(self, edit: Edit, values: Mapping[str, Any]) -> tuple[Row, Edit | None]:
        """Write the values to a row, unless a shared row already holds them."""
        if done := _done_already(edit, values):
            return done, None
        row = _expected(edit)
        before = stored(row, *values)
        self._assign(row, values)
        self._judge(row, values)
        self._signed(row).save(update_fields=validation.field_names(row, values))
        return row, Edit("change", edit.model, row.pk, expect=stored(row, *values), values=before)

    def create(self, edit: Edit, values: Mapping[str, Any]) -> tuple[Row, Edit]:
        """Insert a row, or use the shared row of that name if it already exists."""
        row = _model(edit)()
        row.pk = edit.pk
        if edit.pk is not None and _model(edit)._default_manager.filter(pk=edit.pk).exists():
            raise FixRefused(f"The {row._meta.verbose_name} already exists.")
        self._assign(row, values)
        created = _same_shared(row) or self._insert(row, values)
        return created, Edit("delete", edit.model, created.pk, expect=stored(row))

    def delete(self, edit: Edit, values: Mapping[str, Any]) -> tuple[Row | None, Edit | None]:
        """Delete a row, unless something refers to it. An undo leaves such a shared row alone."""
        try:
            row = _expected(edit)
            self._refuse_if_needed(row)
        except FixRefused:
            if self.back and _model(edit) in SHARED:
                return None, None
            raise
        opposite = Edit("create", edit.model, row.pk, values=stored(row))
        self._signed(row).delete()
        return row, opposite

    def _refuse_if_needed(self, row: Row) -> None:
        needs = [
            *references.referrer_names(row),
            *filter(None, (self.kept.get((type(row), row.pk)),)),
        ]
        if needs:
            raise FixRefused(f"{row} cannot be removed. This refers to it: {', '.join(needs)}.")

    def _insert(self, row: Row, values: Mapping[str, Any]) -> Row:
        """Store a new row and return it, or the same row if somebody else has just stored it."""
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
                if found := _same_shared(row):
                    return found
            else:
                return row
        raise FixRefused(f"{row}: somebody else is storing the same at this moment. Try again.")

    def _assign(self, row: Row, values: Mapping[str, Any]) -> None:
        validation.assign(row, values)
        validation.require_references(row, values)
        if not self.back:
            validation.require_allowed_values(row, values)

    def _judge(self, row: Row, values: Mapping[str, Any]) -> None:
        validation.require_constraints(row, values)
        if not self.back:
            validation.require_valid_row(row, values)

    def _signed(self, row: Row) -> Row:
        """Set who changes the row and why, in the attributes that django-simple-history reads."""
        row._history_user, row._change_reason = self.user, self.reason  # type: ignore[union-attr]
        return row


def _locked(model: type[Row], **named: Any) -> Row | None:
    return model._default_manager.select_for_update().filter(**named).first()


def _same_shared(row: Row) -> Row | None:
    """Lock and return the stored row with the same name, if members share rows of this model."""
    columns = SHARED.get(type(row), ()) if row.pk is None else ()
    return (
        _locked(type(row), **{column: getattr(row, column) for column in columns})
        if columns
        else None
    )


def _done_already(edit: Edit, values: Mapping[str, Any]) -> Row | None:
    """Lock and return the edit's row, if members share it and it already holds the new values."""
    model = _model(edit)
    row = _locked(model, pk=edit.pk or 0) if model in SHARED else None
    return row if row and values.items() <= stored(row).items() else None


def _model(edit: Edit) -> type[Row]:
    if edit.model not in EDITABLE:
        raise FixRefused(f"A fix cannot edit {edit.model}.")
    return EDITABLE[edit.model]


def _expected(edit: Edit) -> Row:
    """Lock and return the edit's row. Raises FixRefused unless it holds the expected values."""
    model = _model(edit)
    row = _locked(model, pk=edit.pk or 0)
    if row is None:
        raise FixRefused(f"The {model._meta.verbose_name} no longer exists.")
    now = stored(row)
    for column, expected in edit.expect.items():
        if now.get(column) != expected:
            raise FixRefused(
                f"{row}: {validation.column_name(row, column)} is now "
                f"{validation.quoted(now.get(column))}, no longer {validation.quoted(expected)}."
            )
    return row


def _resolved(value: Any, made: Mapping[str, int]) -> Any:
    if not isinstance(value, Mapping):
        return value
    if value.get("ref") not in made:
        raise FixRefused("This fix refers to a row that it does not create.")
    return made[value["ref"]]
