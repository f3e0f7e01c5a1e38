"""Loading members into chambers without any: records become rows."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from members.models import (
    Address,
    Chamber,
    Electorate,
    Email,
    Link,
    Member,
    Party,
    PartyAlias,
    Phone,
)
from members.sources import yvih
from tests.members.conftest import Command

HEADER = "chamber,name,electorate,party,email,phone\n"


def test_members_are_loaded_with_their_electorates_and_parties(load: Command) -> None:
    said = load(
        HEADER
        + "nt-la,Hon Ann Lee MLA,Sanderson,ALP,ann@example.org,(08) 8999 6500\nnsw-lc,Bo Lee,,,,\n"
    )
    ann, bo = Member.objects.order_by("pk")
    assert (ann.honorific, ann.first_name, ann.last_name, ann.post_nominals) == (
        "Hon",
        "Ann",
        "Lee",
        "MLA",
    )
    assert (ann.chamber.slug, str(ann.electorate), str(ann.party)) == ("nt-la", "Sanderson", "ALP")
    assert (bo.chamber.slug, bo.electorate, bo.party) == ("nsw-lc", None, None)
    assert Electorate.objects.get().seats == 1
    assert (said.error, said.listed) == ("", [])
    assert "Members: 2 loaded into 2 chambers; made: electorates 1, parties 1" in said.out
    assert said.out.rstrip().endswith("runchecks")


def test_details_are_stored_as_given_beside_their_plain_form(load: Command) -> None:
    load(
        "chamber,name,email,email,phone,fax,link:twitter,address\nnt-la,Ann Lee,ANN@Example.org,ann@,(08) 8999 6500,8999,@Ann,5 Some St.\n"
    )
    assert list(Email.objects.values_list("address", "normalised")) == [
        ("ANN@Example.org", "ann@example.org"),
        ("ann@", ""),
    ]
    assert list(Phone.objects.values_list("medium", "number", "normalised")) == [
        ("voice", "(08) 8999 6500", "+61889996500"),
        ("fax", "8999", ""),
    ]
    assert [Link.objects.get().normalised, Address.objects.get().normalised] == ["ann", "5 some st"]


def test_two_members_alike_are_both_loaded(load: Command) -> None:
    row = "nt-la,7,Ann Lee,Sanderson\n"
    load(f"chamber,id:x,name,electorate\n{row}{row}")
    assert list(Member.objects.order_by("pk").values_list("slug", flat=True)) == [
        "ann-lee",
        "ann-lee-nt-la",
    ]
    assert Electorate.objects.count() == 1


def test_parts_of_a_name_are_stored_untouched_and_win_over_a_whole_name(load: Command) -> None:
    said = load(
        "chamber,name,first_name,last_name\nnt-la,,Dr Ann ,Lee MP\nnt-la,Bob Roe,Robert,\nnt-la,Cy Fox,Cy,Fox\n"
    )
    assert list(
        Member.objects.order_by("pk").values_list(
            "honorific", "first_name", "last_name", "post_nominals"
        )
    ) == [
        ("", "Dr Ann ", "Lee MP", ""),
        ("", "Robert", "Roe", ""),
        ("", "Cy", "Fox", ""),
    ]
    assert said.listed == ["m.csv:3: name: 'Bob' is left out, because first_name is 'Robert'"]


def test_the_chamber_of_rows_that_name_none_can_be_given(load: Command) -> None:
    load("chamber,name\n,Ann Lee\nnsw-la,Bo Lee\n", "--chamber", "nt-la")
    assert list(Member.objects.order_by("pk").values_list("chamber__slug", flat=True)) == [
        "nt-la",
        "nsw-la",
    ]


def test_a_row_without_chamber_is_listed_where_others_have_one(load: Command) -> None:
    said = load("chamber,name\n,Ann Lee\nnsw-la,Bo Lee\n")
    assert said.listed == ["m.csv:2: the row names no chamber"]
    assert Member.objects.get().name == "Bo Lee"


def test_several_files_are_one_load(command: Command) -> None:
    Path("a.csv").write_text("chamber,name\nnt-la,Ann Lee\nnt-la\n")
    Path("b.csv").write_text("chamber,name\nnt-la,Bo Lee\n")
    assert "cut short" in command("importmembers", "csv", "a.csv", "b.csv").error
    Path("a.csv").write_text("chamber,name\nnt-la\nnt-la,Ann Lee\n")
    said = command("importmembers", "csv", "a.csv", "b.csv")
    assert (Member.objects.count(), said.listed) == (
        2,
        ["a.csv:2: the row has 1 cells, the header has 2"],
    )


@pytest.mark.parametrize(
    ("form", "header"), [("csv", "chamber,name,role"), ("yvih", ";".join(yvih.PERSON))]
)
def test_a_last_cell_that_may_have_been_cut_is_listed_and_loaded(
    load: Command, form: str, header: str
) -> None:
    row = (
        "nt-la,Ann Lee,Minister for Tr"
        if form == "csv"
        else ";".join(["", "Ms", "Ann", "Lee", *[""] * 7, "@an"])
    )
    said = load(f"{header}\n\n{row}", "--chamber", "nt-la", form=form)
    assert said.listed == [
        "m.csv:3: the file ends without a line break: if it was cut short, its last cell is damaged"
    ]
    assert (said.error, Member.objects.get().name) == ("", "Ann Lee")


@pytest.mark.parametrize(
    "given", ["Australian Labor Party", "australian labor party", "alp", "Labor", "LABOR"]
)
def test_a_party_is_known_by_name_abbreviation_and_alias(load: Command, given: str) -> None:
    party = Party.objects.create(name="Australian Labor Party", abbreviation="ALP")
    PartyAlias.objects.create(party=party, name="Labor")
    load(f"chamber,name,party\nnt-la,Ann Lee,{given}\n")
    assert Member.objects.get().party == party


@pytest.mark.parametrize("given", ["Australian Labour Party", "A.L.P.", "Country Labor"])
def test_a_party_that_only_looks_alike_is_another(load: Command, given: str) -> None:
    Party.objects.create(name="Australian Labor Party", abbreviation="ALP")
    load(f"chamber,name,party\nnt-la,Ann Lee,{given}\n")
    assert str(Member.objects.get().party) == given


def test_a_party_s_own_name_goes_before_another_s_abbreviation(load: Command) -> None:
    Party.objects.create(name="First", abbreviation="One")
    one = Party.objects.create(name="One")
    load("chamber,name,party\nnt-la,Ann Lee,one\n")
    assert Member.objects.get().party == one


def test_an_electorate_is_the_chamber_s_own(load: Command) -> None:
    known = Electorate.objects.create(
        chamber=Chamber.objects.get(slug="nt-la"), name="Stuart", seats=2
    )
    load(
        "chamber,name,electorate\nnt-la,Ann Lee,Stuart\nqld-la,Bo Lee,Stuart\nvic-lc,Cy Lee,Western Victoria\nfed-senate,Di Lee,Tasmania\n"
    )
    assert Member.objects.get(last_name="Lee", first_name="Ann").electorate == known
    assert list(Electorate.objects.order_by("pk").values_list("chamber__slug", "seats")) == [
        ("nt-la", 2),
        ("qld-la", 1),
        ("vic-lc", 5),
        ("fed-senate", None),
    ]


def test_a_name_that_is_too_long_is_listed_and_left_blank(load: Command) -> None:
    said = load(
        f"chamber,name,electorate,party,role\nnt-la,Ann Lee,{'e' * 201},{'p' * 201},{'r' * 5000}\nnt-la,Bo Lee,{'e' * 200},,\n"
    )
    ann, bo = Member.objects.order_by("pk")
    assert (ann.electorate, ann.party, len(ann.role)) == (None, None, 5000)
    assert str(bo.electorate) == "e" * 200
    assert [line.partition("'")[0] for line in said.listed] == [
        "m.csv:2: electorate: ",
        "m.csv:2: party: ",
    ]


def test_dates_are_stored_and_wrong_ones_listed(load: Command) -> None:
    said = load("chamber,name,started_on,ended_on\nnt-la,Ann Lee,2020-01-02,soon\n")
    assert (Member.objects.get().started_on, Member.objects.get().ended_on) == (
        date(2020, 1, 2),
        None,
    )
    assert said.listed == [
        "m.csv:2: ended_on: 'soon' is not a date of the form YYYY-MM-DD; left blank"
    ]


def test_an_explicit_slug_is_kept_whatever_an_earlier_row_s_name(load: Command) -> None:
    Member.objects.create(slug="old", chamber=Chamber.objects.get(slug="qld-la"))
    said = load(
        "chamber,name,slug\nnt-la,Ann Lee,\nnt-la,Bo Lee,ann-lee\nnt-la,Cy Lee,ann-lee\n"
        "nt-la,Di Lee,old\nnt-la,Ed Lee,a b\nnt-la,김,\nnt-la,김,\n"
    )
    assert list(
        Member.objects.filter(chamber__slug="nt-la").order_by("pk").values_list("slug", flat=True)
    ) == [
        "ann-lee-nt-la",
        "ann-lee",
        "cy-lee",
        "di-lee",
        "ed-lee",
        "member-nt-la",
        "member-nt-la-2",
    ]
    assert [line.split(";")[0] for line in said.listed] == [
        "m.csv:4: slug: 'ann-lee' is taken or not valid",
        "m.csv:5: slug: 'old' is taken or not valid",
        "m.csv:6: slug: 'a b' is taken or not valid",
    ]


def test_slugs_stay_unique_over_the_site_and_within_their_length(load: Command) -> None:
    load(
        "chamber,name\nnt-la,Ann Lee\nnt-la,Ann Lee\nnt-la,Ann Lee\n"
        + f"nt-la,{'Long ' * 200}\n" * 3
    )
    load("chamber,name\nqld-la,Ann Lee\nqld-la,Ann Lee Nt La\n")
    slugs = list(Member.objects.order_by("pk").values_list("slug", flat=True))
    assert slugs[:3] == ["ann-lee", "ann-lee-nt-la", "ann-lee-nt-la-2"]
    assert slugs[6:] == ["ann-lee-qld-la", "ann-lee-nt-la-qld-la"]
    assert max(map(len, slugs)) <= 250


def test_members_are_written_in_batches_and_not_one_by_one(load: Command) -> None:
    def queries(chamber: str, members: int) -> int:
        rows = "".join(
            f"{chamber},Ann Lee,E{number},P{number % 9} {chamber},a@x,(08) 8999 6500\n"
            for number in range(members)
        )
        with CaptureQueriesContext(connection) as counted:
            assert load(HEADER + rows).error == ""
        return len(counted)

    # SQLite takes some 60 members in a statement, PostgreSQL a thousand.
    assert queries("qld-la", 120) - queries("nt-la", 20) < 12


def test_who_has_no_name_is_no_member(load: Command) -> None:
    offices = "- {id: {bioguide: X1}, offices: [{city: Here}]}\n"
    said = load(offices, "--chamber", "nt-la", form="congress-legislators")
    assert (
        said.error
        == "m.csv: it contains no names: such a list only adds details to members who are already there"
    )
    ann = "- {id: {bioguide: X1}, name: {first: Ann, last: Lee}, terms: [{type: sen, state: OH, start: 2023-01-03}]}\n"
    said = load(offices + ann, "--chamber", "nt-la", form="congress-legislators")
    assert said.listed == ["m.csv:1: no name: the row only adds details to a member"]
    assert Member.objects.get().name == "Ann Lee"
