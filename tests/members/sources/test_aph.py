"""The lists of the Parliament of Australia: whole rows, old and new."""

from __future__ import annotations

from members.models import Address, Electorate, Member
from members.sources import aph_representatives
from members.sources.records import AddressRecord, MemberRecord, PhoneRecord
from tests.members.conftest import Command
from tests.members.sources.aph_parts import (
    NEW,
    NEW_QUILL,
    SENATOR,
    SENATORS,
    changed,
    representative,
    senator,
    table,
    the_only,
)

NUMBERS = (
    PhoneRecord("(02) 5550 0001", "parliamentary"),
    PhoneRecord("(02) 5550 0002", "parliamentary", fax=True),
    PhoneRecord("(02) 5550 0004", "electorate"),
    PhoneRecord("(02) 5550 0003", "electorate", fax=True),
    PhoneRecord("1300 000 005", "tollfree"),
)


def test_a_representative_of_the_old_list_has_everything_in_its_place() -> None:
    assert representative() == MemberRecord(
        line=2,
        honorific="The Hon",
        first_name="Adelaide",
        last_name="Quill",
        post_nominals="OAM, MP",
        role="Chief Whip",
        electorate="Inland",
        party="REDS",
        phones=NUMBERS,
        addresses=(
            AddressRecord(
                "electorate",
                line1="PO Box 5",
                suburb="Here",
                state="NSW",
                postcode="2999",
                postal=True,
            ),
        ),
        other_names=("Ada Quill", "Adelaide Jane Quill"),
    )


def test_a_representative_of_the_new_list_has_both_addresses_and_all_titles() -> None:
    street = AddressRecord(
        "electorate",
        line1="Suite 1",
        line2="5 Some St",
        suburb="Here",
        state="NSW",
        postcode="2999",
    )
    assert the_only(aph_representatives.parse(table(NEW, NEW_QUILL))) == MemberRecord(
        line=2,
        honorific="Hon",
        first_name="Adelaide",
        last_name="Quill",
        post_nominals="OAM, MP",
        role="Chief Whip; Minister for Rain",
        electorate="Inland",
        party="REDS",
        phones=NUMBERS,
        addresses=(
            street,
            AddressRecord(
                "electorate",
                line1="PO Box 5",
                suburb="There",
                state="NSW",
                postcode="2998",
                postal=True,
            ),
        ),
        other_names=("Ada Quill", "Adelaide Jane Quill"),
    )


def test_a_senator_is_of_a_state_by_its_whole_name() -> None:
    assert senator() == MemberRecord(
        line=2,
        honorific="Senator the Hon",
        first_name="Ole",
        last_name="Marsh",
        post_nominals="SC",
        electorate="Tasmania",
        party="BLUES",
        phones=(
            PhoneRecord("(03) 5550 0006", "electorate"),
            PhoneRecord("(03) 5550 0007", "electorate", fax=True),
        ),
        addresses=(
            AddressRecord(
                "electorate",
                line1="Level 2",
                line2="9 Quay St",
                suburb="Port",
                state="Tas",
                postcode="7999",
            ),
            AddressRecord(
                "electorate",
                line1="GPO Box 9",
                suburb="Port",
                state="Tas",
                postcode="7998",
                postal=True,
            ),
        ),
    )


def test_a_list_is_loaded_into_its_chamber(load: Command) -> None:
    said = load(
        table(SENATORS, SENATOR, changed(SENATORS, SENATOR, Surname="Moss")),
        "--chamber",
        "fed-senate",
        form="aph-senators",
    )
    assert (said.error, said.listed) == ("", [])
    assert [member.name for member in Member.objects.order_by("last_name")] == [
        "Ole Marsh",
        "Ole Moss",
    ]
    assert Electorate.objects.get().name == "Tasmania"
    assert Address.objects.filter(postal=True).count() == 2
