"""The facts in the admin: wrong data can be saved, and what must not change does not."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
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
        "started_on": of.started_on or "",
        "ended_on": of.ended_on or "",
        "seen": str(Member.objects.get(pk=of.pk).version) if of.pk else "",
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


def refused(client: Client, posted: dict[str, Any], of: Member | None = None) -> str:
    """The page that comes back when nothing is saved."""
    response = client.post(f"{MEMBERS}{of.pk}/change/" if of else f"{MEMBERS}add/", posted)
    assert response.status_code == 200
    return response.content.decode()


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


def test_who_saves_a_page_that_is_stale_overwrites_nothing_and_sees_what_it_says_now(admin_client: Client) -> None:
    ada = member("Ada Quill", role="Member")
    both = form(ada)
    assert f'name="seen" value="{both["seen"]}"' in admin_client.get(f"{MEMBERS}{ada.pk}/change/").content.decode()
    save(admin_client, ada, role="Minister <1>")
    for _ in range(2):
        page = refused(admin_client, {**both, "post_nominals": "AM"}, ada)
        assert "Somebody changed this member while you looked at it." in page
        assert "It is now: Minister &lt;1&gt;" in page
        assert 'value="AM"' in page
    ada.refresh_from_db()
    assert (ada.role, ada.post_nominals) == ("Minister <1>", "")
    save(admin_client, ada, post_nominals="AM")
    assert Member.objects.get(pk=ada.pk).post_nominals == "AM"


@pytest.mark.parametrize("seen", ["", "x", "-1", "99999999999999999999999"])
def test_without_the_version_that_was_seen_nothing_is_saved(admin_client: Client, seen: str) -> None:
    ada = member("Ada Quill")
    refused(admin_client, form(ada, role="Minister", seen=seen), ada)
    assert Member.objects.get(pk=ada.pk).role == ""


def test_a_detail_that_somebody_deleted_meanwhile_refuses_the_page_and_says_why(admin_client: Client) -> None:
    ada = member("Ada Quill")
    email("one@example.org", ada)
    seen = form(ada, role="Minister")
    ada.emails.get().delete()
    assert "Somebody changed this member while you looked at it." in refused(admin_client, seen, ada)
    assert Member.objects.get(pk=ada.pk).role == ""


def test_whoever_may_only_look_sees_no_version(client: Client) -> None:
    ada = member("Ada Quill")
    viewer = User.objects.create_user("viewer", is_staff=True)
    viewer.user_permissions.add(Permission.objects.get(codename="view_member"))
    client.force_login(viewer)
    page = client.get(f"{MEMBERS}{ada.pk}/change/").content.decode()
    assert "Quill" in page
    assert "seen" not in page.lower()


def test_an_electorate_of_another_chamber_is_refused_when_it_is_given(admin_client: Client) -> None:
    elsewhere = electorate("Sydney", chamber("sa-ha"))
    new = Member(first_name="Ada", last_name="Quill", chamber=chamber(), electorate=elsewhere)
    assert "Sydney is an electorate of another chamber." in refused(admin_client, form(new))
    assert not Member.objects.exists()


def test_a_member_needs_a_name_unless_it_was_missing_all_the_time(admin_client: Client) -> None:
    assert "A member needs a name." in refused(admin_client, form(Member(chamber=chamber())))
    ada, nameless = member("Ada Quill"), member("", slug="nameless")
    assert "A member needs a name." in refused(admin_client, form(ada, first_name="", last_name=" "), ada)
    save(admin_client, nameless, role="Minister")


def test_an_end_before_the_start_is_refused_when_either_is_changed(admin_client: Client) -> None:
    ada = member("Ada Quill", started_on="2020-01-01", ended_on="2019-01-01")
    save(admin_client, ada, role="Minister")
    assert "This is before the member started." in refused(admin_client, form(ada, ended_on="2019-02-01"), ada)
    assert "This is before the member started." in refused(admin_client, form(ada, started_on="2021-01-01"), ada)
    save(admin_client, ada, ended_on="2021-01-01")


def test_no_party_takes_the_name_of_another(admin_client: Client) -> None:
    purple = Party.objects.create(name="Purple")
    purple.aliases.create(name="The Purples")
    green = Party.objects.create(name="Green")
    management = {"aliases-TOTAL_FORMS": "1", "aliases-INITIAL_FORMS": "0"}
    for name, alias in (("Green", "purple"), ("Green", "The Purples"), ("the purples", "")):
        data = {"name": name, "aliases-0-name": alias, "aliases-0-party": green.pk, **management}
        response = admin_client.post(f"/admin/members/party/{green.pk}/change/", data)
        assert "Purple goes by this name already." in response.content.decode()
    admin_client.post(f"/admin/members/party/{green.pk}/change/", {"name": "Green", "aliases-0-name": "Greens", **management})
    assert [alias.name for alias in green.aliases.all()] == ["Greens"]


def test_the_usual_kinds_are_suggested(admin_client: Client) -> None:
    page = admin_client.get(f"{MEMBERS}{member().pk}/change/").content.decode()
    assert '<datalist id="kinds"><option value="electorate">electorate office</option>' in page
    assert '<option value="twitter">Twitter</option>' in page
    for name, kinds in (("emails", "kinds"), ("phones", "kinds"), ("addresses", "kinds"), ("links", "link-kinds")):
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


def test_members_are_found_by_name_electorate_party_address_and_phone_and_filtered(admin_client: Client) -> None:
    ada = member("Ada Quill", electorate=electorate("Sydney"), party=Party.objects.create(name="Purple Alliance"))
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
        assert [str(each) for each in admin_client.get(f"{MEMBERS}?{query}").context["cl"].result_list] == names, query


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
