import pytest

from members.models import Email
from tests import factories
from tests.checks.verbs import assert_clean, assert_fix_converges, assert_flags

pytestmark = pytest.mark.django_db
CHECK = "email-differs"


def plant(number: int) -> None:
    factories.email(f"old{number}@example.org", factories.member(f"Ada Quill{number}"))
    factories.listed(name=f"Ada Quill{number}", email=f"new{number}@example.org")


def test_another_address_is_found_and_takes_the_place_of_the_old_one() -> None:
    plant(1)
    finding = assert_flags(CHECK, "ada-quill1", field="email", observed="old1@example.org")
    assert (finding.evidence.expected, finding.evidence.context["copy"].isdigit()) == (
        "new1@example.org",
        True,
    )
    assert_fix_converges(CHECK)
    (row,) = Email.objects.all()
    assert (row.address, row.verified_by, str(row.verified_on)) == (
        "new1@example.org",
        "official",
        "2026-06-01",
    )


def test_an_address_that_only_the_list_has_is_added() -> None:
    factories.member("Ada Quill")
    factories.official_list({"name": "Ada Quill", "email:electorate": "ada@example.org"})
    assert_flags(CHECK, "ada-quill", field="email:electorate", observed="")
    assert_fix_converges(CHECK)


def test_an_address_that_is_none_is_said_but_cannot_be_written() -> None:
    factories.member("Ada Quill")
    factories.official_list({"name": "Ada Quill", "email": "ada at example"})
    assert assert_flags(CHECK, "ada-quill", field="email").fixes == ()


def test_two_lists_that_say_the_same_make_one_finding_and_two_that_do_not_offer_both() -> None:
    factories.email("old@example.org", factories.member("Ada Quill"))
    factories.official_list({"name": "Ada Quill", "email": "new@example.org"}, slug="first")
    factories.official_list({"name": "Ada Quill", "email": "NEW@example.org"}, slug="second")
    finding = assert_flags(CHECK, "ada-quill", field="email")
    assert (finding.sources, len(finding.fixes)) == (("first", "second"), 1)
    factories.official_list({"name": "Ada Quill", "email": "other@example.org"}, slug="second")
    finding = assert_flags(CHECK, "ada-quill", field="email")
    assert [fix.label for fix in finding.fixes] == [
        "Write new@example.org, as first says",
        "Write other@example.org, as second says",
    ]


@pytest.mark.parametrize("said", ["Ada@Example.org", ""])
def test_case_and_a_blank_are_no_difference_nor_is_an_address_more_here(said: str) -> None:
    ada = factories.member("Ada Quill")
    factories.email("ada@example.org", ada)
    factories.email("quill@example.org", ada)
    factories.official_list({"name": "Ada Quill", "email": said})
    assert_clean(CHECK)


def test_a_row_that_stands_twice_in_the_list_is_one_person() -> None:
    factories.member("Ada Quill")
    factories.official_list(*[{"name": "Ada Quill", "email": "ada@example.org"}] * 2)
    assert assert_flags(CHECK, "ada-quill", field="email").evidence.expected == "ada@example.org"
    assert_clean("member-unsure")
