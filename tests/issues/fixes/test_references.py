"""A row that a fix added stays when the fix is undone while anything refers to it, through any
relation."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db.models import ForeignObjectRel, Model

from issues.findings.edits import EDITABLE, change, delete
from issues.findings.finding import Fix
from issues.fixes import applying, execution, references
from issues.fixes.execution import SHARED
from issues.fixes.validation import FixRefused
from issues.models import AppliedFix, Issue, QuarantinedReport
from issues.models.choices import Origin, Status
from members.models import Electorate, Identifier, Member, Party
from tests import factories
from tests.issues.conftest import run

pytestmark = pytest.mark.django_db
RELATIONS = {
    f"{relation.related_model.__name__}.{relation.field.name}": relation
    for row in EDITABLE.values()
    for relation in references.relations(row)
}


@pytest.fixture
def added(django_capture_on_commit_callbacks: Any) -> AppliedFix:
    """The applied fix that added a member with a new party and a new electorate."""
    factories.official_list(
        {"name": "Ada Quill", "electorate": "Reef", "party": "Surf", "role": "TBA"}
    )
    run()
    with django_capture_on_commit_callbacks(execute=True):
        return applying.apply(
            Issue.objects.get(check_name="member-missing"), 0, User.objects.create_user("anna")
        )


def referring(relation: ForeignObjectRel, row: Model) -> Model:
    """Store a row of that relation's model that refers to this row, with required values only."""
    model = relation.related_model
    values: dict[str, Any] = {relation.field.name: row}
    for field in model._meta.concrete_fields:
        needed = (
            not field.null
            and not field.has_default()
            and not field.primary_key
            and field.name not in values
        )
        if needed and field.related_model:
            values[field.name] = (
                factories.member("Bo Reed")
                if field.related_model is Member
                else factories.chamber()
            )
        elif needed:
            values[field.name] = (
                "1" if "Integer" in field.get_internal_type() else field.name[: field.max_length]
            )
    return model._default_manager.create(**values)


def undo(applied: AppliedFix) -> str:
    """Undo a fix. Return the reason if that was refused, otherwise an empty text."""
    try:
        applying.undo(applied, User.objects.get())
    except FixRefused as why:
        return str(why)
    return ""


def stored_fix(label: str, *edits: Any) -> dict[str, Any]:
    return asdict(Fix(label, edits))


def test_every_relation_is_walked_hidden_ones_too() -> None:
    assert {
        "Issue.member",
        "QuarantinedReport.member",
        "Mismatch.member",
        "Email.member",
        "Member.party",
        "PartyAlias.party",
    } <= set(RELATIONS)
    assert not any(name.startswith("Historical") for name in RELATIONS)


@pytest.mark.parametrize("name", sorted(RELATIONS))
def test_a_row_that_anything_refers_to_is_not_taken_away_with_an_undone_fix(
    name: str, added: AppliedFix
) -> None:
    relation = RELATIONS[name]
    (row,) = relation.model._default_manager.all()
    other = referring(relation, row)
    why = undo(added)
    if relation.model in SHARED:
        assert (why, Member.objects.filter(last_name="Quill").exists()) == ("", False), (
            "the member goes, what others need stays"
        )
        assert relation.model._default_manager.filter(pk=row.pk).exists()
    else:
        assert "cannot be removed. This refers to it: " in why
        assert str(other._meta.verbose_name) in why
        assert Member.objects.filter(pk=row.pk).exists()
    other.refresh_from_db()
    assert getattr(other, relation.field.name) == row


def test_nothing_refers_to_it_and_what_checks_said_of_it_is_closed(
    added: AppliedFix, django_capture_on_commit_callbacks: Any
) -> None:
    assert Issue.objects.active().filter(member__last_name="Quill", origin=Origin.CHECK).exists()
    with django_capture_on_commit_callbacks(execute=True):
        assert undo(added) == ""
    assert [model.objects.count() for model in (Member, Party, Electorate)] == [0, 0, 0]
    assert list(Issue.objects.active().values_list("check_name", flat=True)) == ["member-missing"]


def test_a_report_and_one_in_quarantine_are_named_in_plain_words(added: AppliedFix) -> None:
    ada = Member.objects.get()
    report = Issue.objects.create(
        issue="Wrong", member=ada, origin=Origin.PUBLIC, status=Status.RESOLVED
    )
    held = QuarantinedReport.objects.create(issue="Wrong", member=ada, why="a link")
    assert (
        undo(added)
        == f"Ada Quill cannot be removed. This refers to it: issue {report.pk}, quarantined report “{held}”."
    )


def test_of_many_that_refer_to_it_the_first_are_named(added: AppliedFix) -> None:
    for number in range(5):
        factories.email(f"{number}@example.org", Member.objects.get())
    assert undo(added).endswith(
        "email “0@example.org”, email “1@example.org”, email “2@example.org”, more emails."
    )


def test_what_another_fix_needs_to_be_undone_stays_until_it_is(added: AppliedFix) -> None:
    user = User.objects.get()
    ada = Member.objects.get()
    given = Identifier.objects.create(member=ada, scheme="x", value="n/a")
    issue = Issue.objects.create(
        issue="Take it away", fixes=[stored_fix("Take it away", delete(given))]
    )
    later = applying.apply(issue, 0, user)
    assert f"the fix “Take it away” of issue {issue.pk}, which must be undone first" in undo(added)
    assert undo(later) == ""
    given.delete()
    assert undo(added) == ""


def test_a_party_to_which_another_fix_would_go_back_is_kept(added: AppliedFix) -> None:
    surf, tide = Party.objects.get(), Party.objects.create(name="Tide")
    bo = factories.member("Bo Reed", party=surf)
    later = applying.apply(
        Issue.objects.create(
            issue="Moved", fixes=[stored_fix("Write Tide", change(bo, party_id=tide.pk))]
        ),
        0,
        User.objects.get(),
    )
    assert undo(added) == ""
    assert Party.objects.filter(pk=surf.pk).exists()
    assert undo(later) == ""
    bo.refresh_from_db()
    assert bo.party == surf


def test_a_fix_that_takes_something_away_is_held_to_the_same(added: AppliedFix) -> None:
    ada = Member.objects.get()
    Issue.objects.create(issue="Wrong", member=ada, origin=Origin.PUBLIC)
    with pytest.raises(FixRefused, match="This refers to it: issue"):
        execution.execute(Fix("Take it away", (delete(ada),)))
