import pytest

from members.models import Chamber, Member, Phone
from tests import factories
from tests.checks.verbs import assert_clean, assert_flags, findings

pytestmark = pytest.mark.django_db
CHECK = "detail-missing"


def others(of: Chamber, count: int = 12) -> None:
    for number in range(count):
        bo = factories.member("Bo Reed", of, slug=f"bo-{number}-{of.slug}")
        factories.email(f"bo{number}@example.org", bo)
        Phone.objects.create(member=bo, number="(08) 8946 1433")


def plant(number: int) -> None:
    of = factories.chamber(f"chamber-{number}")
    others(of)
    factories.email("ada@example.org", factories.member("Ada Quill", of, slug=f"ada-{number}"))


def test_what_nearly_all_have_is_missed() -> None:
    plant(0)
    assert_flags(CHECK, "ada-0", field="phone", observed="")


def test_a_fax_is_no_phone() -> None:
    plant(0)
    Phone.objects.create(
        member=Member.objects.get(slug="ada-0"), number="(08) 8946 1434", medium=Phone.Medium.FAX
    )
    assert_flags(CHECK, "ada-0", field="phone")


def test_each_detail_is_said_by_itself() -> None:
    of = factories.chamber()
    others(of)
    Member.objects.update(photo_url="https://example.org/bo.jpg")
    factories.member("Ada Quill").links.create(kind="website", url="https://example.org/ada")
    assert sorted(finding.field for finding in findings(CHECK)) == ["email", "phone", "photo_url"]


def test_one_who_cannot_be_reached_at_all_is_said_by_another_check() -> None:
    others(factories.chamber())
    factories.member("Ada Quill")
    assert_clean(CHECK)


def test_what_several_lack_is_not_usual() -> None:
    others(factories.chamber())
    for name in ("Ada Quill", "Cy Lake"):
        factories.email("a@example.org", factories.member(name))
    assert_clean(CHECK)
