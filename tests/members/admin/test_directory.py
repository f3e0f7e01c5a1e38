"""The directory in the admin: wrong data can be saved, and protected fields do not change."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from members.models import Address, Chamber, Electorate, Email, Member, Party, Phone
from tests.factories import chamber, electorate, email, member
from tests.members.admin.admin_parts import MEMBERS, form, save

pytestmark = pytest.mark.django_db


def test_a_member_with_wrong_data_can_be_saved(admin_client: Client) -> None:
    ada = member("Ada Quill", photo_url="not an address")
    Phone.objects.create(member=ada, number="ring me", kind="a kind of its own")
    email("no address at all", ada)
    save(admin_client, ada, role="Minister")
    ada.refresh_from_db()
    assert (ada.role, ada.phones.get().number, ada.emails.get().address) == (
        "Minister",
        "ring me",
        "no address at all",
    )


def test_saving_moves_the_version_and_writes_plain_forms(admin_client: Client) -> None:
    ada = member("Ada Quill")
    address = email("old@example.org", ada)
    before = Member.objects.get(pk=ada.pk).version
    save(admin_client, ada, **{"emails-0-address": "New@Example.org"})
    assert Email.objects.get(pk=address.pk).normalised == "new@example.org"
    assert Member.objects.get(pk=ada.pk).version > before


def test_line_breaks_in_a_value_survive_a_save(admin_client: Client) -> None:
    ada = member("Ada Quill", role="Minister for Trade\nLeader of the House")
    Address.objects.create(member=ada, text="1 High Street\nSydney")
    page = admin_client.get(f"{MEMBERS}{ada.pk}/change/").content.decode()
    assert page.count("<textarea") == 2
    save(admin_client, ada, first_name="Adeline")
    ada.refresh_from_db()
    assert ada.role.splitlines() == ["Minister for Trade", "Leader of the House"]


def test_the_usual_kinds_are_suggested(admin_client: Client) -> None:
    page = admin_client.get(f"{MEMBERS}{member().pk}/change/").content.decode()
    assert '<datalist id="kinds"><option value="electorate">electorate office</option>' in page
    assert '<option value="twitter">Twitter</option>' in page
    for name, kinds in (
        ("emails", "kinds"),
        ("phones", "kinds"),
        ("addresses", "kinds"),
        ("links", "link-kinds"),
    ):
        field = re.search(f'<input[^>]*name="{name}-__prefix__-kind"[^>]*>', page)
        assert field is not None
        assert f'list="{kinds}"' in field[0]


def test_the_slug_of_a_new_member_is_made_and_never_changes(admin_client: Client) -> None:
    there = member("Ada Quill")
    new = Member(first_name="Ada", last_name="Quill", chamber=chamber())
    response = admin_client.post(f"{MEMBERS}add/", form(new, slug="chosen"))
    assert response.status_code == 302
    assert sorted(Member.objects.values_list("slug", flat=True)) == ["ada-quill", "ada-quill-nt-la"]
    save(admin_client, there, slug="other", last_name="Other")
    there.refresh_from_db()
    assert (there.slug, there.last_name) == ("ada-quill", "Other")


def test_the_slug_of_a_chamber_is_chosen_once(admin_client: Client) -> None:
    admin_client.post("/admin/members/chamber/add/", {"slug": "nz-house", "name": "House"})
    house = Chamber.objects.get(slug="nz-house")
    admin_client.post(
        f"/admin/members/chamber/{house.pk}/change/",
        {"slug": "other", "name": "House of Representatives"},
    )
    house.refresh_from_db()
    assert (house.slug, house.name) == ("nz-house", "House of Representatives")


def test_a_member_chooses_among_the_electorates_of_the_chamber_told_apart(
    admin_client: Client,
) -> None:
    other = chamber("sa-ha")
    here, elsewhere = electorate("Sydney"), electorate("Sydney", other)
    ada = member("Ada Quill", electorate=here)
    page = admin_client.get(f"{MEMBERS}{ada.pk}/change/").content.decode()
    assert "Sydney (nt-la)" in page
    assert "Sydney (sa-ha)" not in page
    assert "Sydney (sa-ha)" in admin_client.get(f"{MEMBERS}add/").content.decode()
    ada.electorate = elsewhere  # wrong, but stored
    ada.save()
    save(admin_client, ada, role="x")
    assert Member.objects.get(pk=ada.pk).electorate == elsewhere


def test_members_are_found_by_name_electorate_party_address_and_phone_and_filtered(
    admin_client: Client,
) -> None:
    ada = member(
        "Ada Quill",
        electorate=electorate("Sydney"),
        party=Party.objects.create(name="Purple Alliance"),
    )
    email("ada@example.org", ada)
    Phone.objects.create(member=ada, number="02 9977-6411")
    member("Bea Former", ended_on="2001-01-01")
    expected = {
        "q=quill": ["Ada Quill"],
        "q=sydney": ["Ada Quill"],
        "q=ada%40example": ["Ada Quill"],
        "q=purple": ["Ada Quill"],
        "q=(02)+9977+6411": ["Ada Quill"],
        "q=%2B61299776411": ["Ada Quill"],
        "sitting=no": ["Bea Former"],
        "sitting=yes": ["Ada Quill"],
    }
    for query, names in expected.items():
        assert [
            str(each) for each in admin_client.get(f"{MEMBERS}?{query}").context["cl"].result_list
        ] == names, query


@pytest.mark.parametrize("name", ["chamber", "electorate", "party"])
def test_every_list_and_page_opens(admin_client: Client, name: str) -> None:
    electorate("Sydney")
    party = Party.objects.create(name="Purple")
    party.aliases.create(name="The Purples")
    one = {"chamber": Chamber, "electorate": Electorate, "party": Party}[
        name
    ]._default_manager.all()[0]
    assert admin_client.get(f"/admin/members/{name}/?q=p").status_code == 200
    assert admin_client.get(f"/admin/members/{name}/{one.pk}/change/").status_code == 200


def test_hostile_text_is_shown_and_not_run(admin_client: Client) -> None:
    evil = '"><script>alert(1)</script>'
    ada = member(evil, slug="evil", role=evil)
    email(evil, ada)
    for address in (MEMBERS, f"{MEMBERS}{ada.pk}/change/"):
        assert "<script>alert" not in admin_client.get(address).content.decode()
