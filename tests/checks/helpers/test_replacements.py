import pytest

from issues.checks.helpers.replacements import replacing_edits
from issues.findings import Edit
from members.models import Phone
from members.rows import reading
from tests import factories
from tests.checks.verbs import TODAY

pytestmark = pytest.mark.django_db


def phone(number: str) -> Phone:
    return Phone.objects.create(member=factories.member(), number=number, kind="electorate")


def edits(row: Phone, *values: dict[str, str]) -> tuple[Edit, ...]:
    """Return the edits that replace this phone of its member."""
    (member,) = reading.of_members([row.member.slug], TODAY)
    (given,) = (phone for phone in member.phones if phone.pk == row.pk)
    return replacing_edits(member, given, member.phones, *values)


def test_the_first_value_becomes_the_row_and_the_others_new_rows_of_its_kind() -> None:
    row = phone("both")
    first, second = edits(
        row, {"number": "(08) 8946 1433"}, {"number": "(08) 8946 1434", "medium": "fax"}
    )
    assert (first.op, first.pk, first.values) == ("change", row.pk, {"number": "(08) 8946 1433"})
    assert second.op == "create"
    assert second.values == {
        "member_id": row.member_id,
        "kind": "electorate",
        "medium": "fax",
        "number": "(08) 8946 1434",
    }


def test_what_a_sibling_says_is_left_out_in_whatever_notation() -> None:
    row = phone("both")
    Phone.objects.create(member=row.member, number="+61 8 8946 1433", kind="electorate")
    (only,) = edits(row, {"number": "(08) 8946 1433"}, {"number": "(08) 8946 1434"})
    assert (only.op, only.values) == ("change", {"number": "(08) 8946 1434"})
    (gone,) = edits(row, {"number": "(08) 8946 1433"})
    assert (gone.op, gone.pk) == ("delete", row.pk)


def test_a_kind_is_changed_with_its_value_kept() -> None:
    row = phone("(08) 8946 1433")
    (edit,) = edits(row, {"kind": "parliamentary"})
    assert edit.values == {"kind": "parliamentary"}
