"""Every text column of a member is validated, cleaned, taken over from a list and redacted, as the
older ones are.

`test_allowed_values.py` and `test_text_columns.py` make sure that each has a validator and is known
as prose.
"""

from __future__ import annotations

import pytest

from issues.fixes import execution
from issues.privacy import redaction
from members.member_columns import Holds, columns_of
from members.models import Member
from tests import factories
from tests.checks.verbs import assert_flags, findings

pytestmark = pytest.mark.django_db

NAMES = columns_of(Holds.NAME)
WRITTEN = (*NAMES, *columns_of(Holds.TEXT))
SPARE = [column for column in WRITTEN if column not in ("first_name", "last_name")]


@pytest.mark.parametrize("column", WRITTEN)
def test_what_is_untidy_is_found(column: str) -> None:
    Member.objects.create(slug="ada-quill", chamber=factories.chamber(), **{column: "Untidy "})
    assert_flags(
        "text-untidy", "ada-quill", field="name" if column in NAMES else column, observed="Untidy "
    )


@pytest.mark.parametrize("column", SPARE)
def test_a_list_adds_a_member_with_it_and_without_what_is_too_long(column: str) -> None:
    factories.official_list(
        {"name": "Ada Quill", "electorate": "North", column: "Fitting"},
        {"name": "Bo Reed", "electorate": "South", column: "Long " * 900},
    )
    for finding in findings("member-missing"):
        execution.execute(finding.fixes[0])
    assert dict(Member.objects.values_list("last_name", column)) == {"Quill": "Fitting", "Reed": ""}


@pytest.mark.parametrize("column", NAMES)
def test_a_value_that_stands_in_several_parts_of_a_name_is_redacted(column: str) -> None:
    other = "last_name" if column != "last_name" else "first_name"
    Member.objects.create(
        slug="ada", chamber=factories.chamber(), **{column: "Zephyrine", other: "Quillfeather"}
    )
    redaction.redact("Zephyrine Quillfeather", "Asked.")
    member = Member.objects.get(slug="ada")
    assert not {"Zephyrine", "Quillfeather"} & {getattr(member, column), getattr(member, other)}
