"""The facts in the admin: wrong data can be saved, and what must not change does not."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from members.models import Address, Chamber, Electorate, Email, Member, Party, Phone
from tests.factories import chamber, electorate, email, member

pytestmark = pytest.mark.django_db
MEMBERS = "/admin/members/member/"
INLINES = ("emails", "phones", "addresses", "links", "identifiers")


def form(of: Member, **changes: Any) -> dict[str, Any]:
    """What the form of a member posts when nothing is changed, as its page shows it, with changes."""
    values: dict[str, Any] = {
        "first_name": of.first_name,
        "last_name": of.last_name,
        "honorific": of.honorific,
        "post_nominals": of.post_nominals,
        "role": of.role,
        "chamber": of.chamber_id or "",
        "electorate": of.electorate_id or "",
        "party": of.party_id or "",
        "photo_url": of.photo_url,
    }
    for prefix in INLINES:
        rows: list[Any] = list(getattr(of, prefix).all()) if of.pk else []
        values |= {f"{prefix}-TOTAL_FORMS": len(rows), f"{prefix}-INITIAL_FORMS": len(rows)}
        for number, row in enumerate(rows):
            for field in row._meta.fields:
                if field.editable and field.value_from_object(row) is not None:
                    values[f"{prefix}-{number}-{field.name}"] = field.value_from_object(row)
    return {**values, **changes}


def save(client: Client, of: Member, **changes: Any) -> None:
    response = client.post(f"{MEMBERS}{of.pk}/change/", form(of, **changes))
    assert response.status_code == 302, response.context["errors"]


def test_a_member_with_wrong_data_can_be_saved(admin_client: Client) -> None:
    ada = member("Ada Quill", photo_url="not an address")
    Phone.objects.create(member=ada, number="ring me", kind="a kind of its own")
    email("no address at all", ada)
    save(admin_client, ada, role="Minister")
    ada.refresh_from_db()
    assert (ada.role, ada.phones.get().number, ada.emails.get().address) == ("Minister", "ring me", "no address at all")


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
    admin_client.post(f"/admin/members/chamber/{house.pk}/change/", {"slug": "other", "name": "House of Representatives"})
    house.refresh_from_db()
    assert (house.slug, house.name) == ("nz-house", "House of Representatives")


def test_a_member_chooses_among_the_electorates_of_the_chamber_told_apart(admin_client: Client) -> None:
    other = chamber("sa-ha")
    here, elsewhere = electorate("Sydney"), electorate("Sydney", other)
    ada = member("Ada Quill", electorate=here)
    page = admin_client.get(f"{MEMBERS}{ada.pk}/change/").content.decode()
    assert "Sydney (nt-la)" in page
    assert "Sydney (sa-ha)" not in page
    assert "Sydney (sa-ha)" in admin_client.get(f"{MEMBERS}add/").content.decode()
    ada.electorate = elsewhere  # wrong, and there
    ada.save()
    save(admin_client, ada, role="x")
    assert Member.objects.get(pk=ada.pk).electorate == elsewhere


def test_members_are_found_by_name_electorate_and_address_and_filtered(admin_client: Client) -> None:
    email("ada@example.org", member("Ada Quill", electorate=electorate("Sydney")))
    member("Bea Former", ended_on="2001-01-01")
    found = {
        query: [str(each) for each in admin_client.get(f"{MEMBERS}?{query}").context["cl"].result_list]
        for query in ("q=quill", "q=sydney", "q=ada%40example", "sitting=no", "sitting=yes")
    }
    assert found == {
        "q=quill": ["Ada Quill"],
        "q=sydney": ["Ada Quill"],
        "q=ada%40example": ["Ada Quill"],
        "sitting=no": ["Bea Former"],
        "sitting=yes": ["Ada Quill"],
    }


@pytest.mark.parametrize("name", ["chamber", "electorate", "party"])
def test_every_list_and_page_opens(admin_client: Client, name: str) -> None:
    electorate("Sydney")
    party = Party.objects.create(name="Purple")
    party.aliases.create(name="The Purples")
    one = {"chamber": Chamber, "electorate": Electorate, "party": Party}[name]._default_manager.all()[0]
    assert admin_client.get(f"/admin/members/{name}/?q=p").status_code == 200
    assert admin_client.get(f"/admin/members/{name}/{one.pk}/change/").status_code == 200


def test_hostile_text_is_shown_and_not_run(admin_client: Client) -> None:
    evil = '"><script>alert(1)</script>'
    ada = member(evil, slug="evil", role=evil)
    email(evil, ada)
    for address in (MEMBERS, f"{MEMBERS}{ada.pk}/change/"):
        assert "<script>alert" not in admin_client.get(address).content.decode()
