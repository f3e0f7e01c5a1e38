from typing import Any

import pytest

from issues.checks.helpers.unclean_text import unclean
from issues.findings import Finding
from members.models import Email, Link, Member, Phone
from members.rows import reading
from tests import factories
from tests.checks.verbs import TODAY

pytestmark = pytest.mark.django_db


def found(piece: str = "&amp;") -> list[Finding]:
    """Return the findings for text with this in it."""
    return [
        finding
        for slug in Member.objects.values_list("slug", flat=True)
        for member in reading.of_members([slug], TODAY)
        for finding in unclean(member, lambda text, has_lines: piece in text, "wrong")
    ]


def test_the_columns_of_one_field_are_one_finding_with_one_fix() -> None:
    Member.objects.create(
        slug="ada",
        first_name="Ada &amp; Bo",
        last_name="Quill &amp; Reed",
        chamber=factories.chamber(),
    )
    (only,) = found()
    assert (only.field, only.evidence.compared) == ("name", ("Ada &amp; Bo", "Quill &amp; Reed"))
    ((edit,),) = [fix.edits for fix in only.fixes]
    assert edit.values == {"first_name": "Ada & Bo", "last_name": "Quill & Reed"}


def test_what_is_cleaned_to_nothing_is_removed_if_it_is_a_detail_and_left_empty_otherwise() -> None:
    ada = factories.member(role="<b></b>")
    Email.objects.create(member=ada, address="<b></b>")
    edits = {
        finding.field: [(edit.op, edit.values) for fix in finding.fixes for edit in fix.edits]
        for finding in found("<b>")
    }
    assert edits == {"role": [("change", {"role": ""})], "email": [("delete", {})]}


@pytest.mark.parametrize(
    ("model", "value"),
    [
        (Email, {"address": "ada &amp; bo"}),
        (Phone, {"number": "12 &amp;"}),
        (Link, {"url": "&amp; nothing", "kind": "website"}),
    ],
)
def test_a_detail_that_stays_malformed_is_left_to_the_checks_of_its_kind(
    model: Any, value: dict[str, str]
) -> None:
    model.objects.create(member=factories.member(), **value)
    assert found() == []


def test_lines_of_an_address_are_joined_by_commas() -> None:
    factories.address(line1="Shop 1 &amp; 2\n3 Reef Street", text="")
    (only,) = found()
    assert only.evidence.expected == "Shop 1 & 2, 3 Reef Street"
