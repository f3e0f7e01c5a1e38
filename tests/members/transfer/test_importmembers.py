"""Loading members: records become rows, in one transaction, into chambers that have none."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from unittest.mock import patch

import pytest
from django.db import DatabaseError, connection
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
from members.sources import formats, yvih
from members.transfer import importer
from tests.members.conftest import Command

HEADER = "chamber,name,electorate,party,email,phone\n"


def nothing() -> bool:
    return not any(model.objects.exists() for model in (Member, Electorate, Party))


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
    assert said.listed == ["m.csv:3: name: 'Bob' is left out, for first_name is 'Robert'"]


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


@pytest.mark.parametrize("again", ["a.csv", "./a.csv", "copy.csv"])
def test_a_file_that_is_given_twice_is_refused(command: Command, again: str) -> None:
    for path in ("a.csv", "copy.csv"):
        Path(path).write_text("chamber,name\nnt-la,Ann Lee\n")
    assert (
        command("importmembers", "csv", "a.csv", again).error
        == f"{again}: this file was given already, as a.csv"
    )
    assert nothing()


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
        "m.csv:2: ended_on: 'soon' is no date of the form YYYY-MM-DD; left blank"
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
        "m.csv:4: slug: 'ann-lee' is taken or is none",
        "m.csv:5: slug: 'old' is taken or is none",
        "m.csv:6: slug: 'a b' is taken or is none",
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


@pytest.mark.parametrize(
    ("content", "args", "message"),
    [
        (
            "chamber,name\nnt-la,Ann Lee\nnt-lx,Bo Lee\n",
            [],
            "m.csv:3: there is no chamber 'nt-lx'; chambers are made with `importchambers`",
        ),
        (
            "chamber,name\nnt-la,Ann Lee\n",
            ["--chamber", "no"],
            "there is no chamber 'no'; chambers are made with `importchambers`",
        ),
        ("name\nAnn Lee\n", [], "m.csv: no row names its chamber; say which with --chamber"),
        ("chamber,name\nnt-la,\nnt-la,\n", [], "m.csv: none of its rows could be placed"),
        (
            "chamber,naem\nnt-la,Ann Lee\n",
            [],
            "m.csv:1: unknown column 'naem'; the nearest known one is `name`; docs/csv.md has all columns",
        ),
        ("chamber,name\n", [], "m.csv: the file has a header and no rows"),
        ("", [], "m.csv: the file is empty"),
        (b"PK\3\4\0\0", [], "m.csv: this is not a text file: save the list as CSV (UTF-8)"),
    ],
)
def test_a_refusal_is_one_message_and_nothing_is_written(
    load: Command, content: str | bytes, args: list[str], message: str
) -> None:
    assert load(content, *args).error == message
    assert nothing()


def test_a_chamber_that_has_members_is_never_overwritten(load: Command) -> None:
    Member.objects.create(
        slug="old", chamber=Chamber.objects.get(slug="nt-la"), ended_on=date(2001, 1, 1)
    )
    said = load("chamber,name\nqld-la,Ann Lee\nnt-la,Bo Lee\n")
    assert said.error == "members are there already in nt-la; an import never overwrites them"
    assert Member.objects.get().slug == "old"


def test_a_chamber_that_was_filled_meanwhile_is_refused(load: Command) -> None:
    prepare = importer._prepare

    def meanwhile(entry: importer._Entry, chamber: Chamber, listed: list[importer.Listed]) -> None:
        Member.objects.create(slug="other", chamber=chamber)
        prepare(entry, chamber, listed)

    with patch("members.transfer.importer._prepare", meanwhile):
        assert "members are there already" in load("chamber,name\nnt-la,Ann Lee\n").error
    assert Member.objects.get().slug == "other"


def test_an_error_half_way_leaves_nothing(load: Command) -> None:
    with patch(
        "members.models.Link._default_manager.bulk_create", side_effect=DatabaseError("disk full")
    ):
        said = load("chamber,name,electorate,link\nnt-la,Ann Lee,Stuart,x\n")
    assert said.error == "the database did not take it, and nothing was written: disk full"
    assert nothing()


def test_a_dry_run_says_the_same_and_writes_nothing(load: Command) -> None:
    content = (
        "chamber,name,electorate,party,slug\nnt-la,Ann Lee,Stuart,ALP,a b\nnt-la\nnt-la,Bo Lee,,,\n"
    )
    dry = load(content, "--dry-run")
    assert nothing()
    wet = load(content)
    assert dry.listed == wet.listed
    assert (
        "Members: 2 would be loaded into 1 chamber; would be made: electorates 1, parties 1; listed: 2."
        in dry.out
    )
    assert "Members: 2 loaded into 1 chamber; made: electorates 1, parties 1; listed: 2." in wet.out


def test_an_unknown_format_is_refused_naming_those_there_are(load: Command) -> None:
    assert (
        load("chamber,name\nnt-la,Ann Lee\n", form="xlsx").error
        == f"there is no format 'xlsx'; there are {', '.join(formats())}"
    )
    assert {"csv", "popolo", "yvih"} <= set(formats())


@pytest.mark.parametrize(
    "path", [".", "missing.csv", "/dev/zero", "no/such/folder.csv", "x" * 5000]
)
def test_what_is_no_file_is_refused(command: Command, path: str) -> None:
    assert command("importmembers", "csv", path).error.startswith(f"{path}: ")


def test_a_file_larger_than_any_list_is_refused_before_it_is_read(command: Command) -> None:
    with Path("huge.csv").open("wb") as file:
        file.truncate(200_000_001)
    read = Path.read_bytes

    def other_files(path: Path) -> bytes:
        assert path.name != "huge.csv"
        return read(path)

    with patch("pathlib.Path.read_bytes", other_files):
        assert (
            command("importmembers", "csv", "huge.csv").error
            == "huge.csv: the file is larger than 200 MB"
        )


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


TWO_CHAMBERS = """\
id,name,chamber,district
x/1,Ann Lee,upper,North
x/2,Bo Fox,lower,3
"""


def test_one_chamber_of_a_list_of_several_is_loaded_as_the_chamber_that_is_named(
    load: Command,
) -> None:
    said = load(TWO_CHAMBERS, "--chamber", "nt-la", form="openstates")
    assert said.error == (
        "--chamber stands for one chamber, but these are members of 2: 'upper', 'lower'; take one with --part; "
        "chambers are made with `importchambers`"
    )
    said = load(TWO_CHAMBERS, "--chamber", "nt-la", "--part", "lower", form="openstates")
    assert (said.error, said.listed) == ("", [])
    assert [(member.name, member.chamber.slug) for member in Member.objects.all()] == [
        ("Bo Fox", "nt-la")
    ]


def test_a_part_goes_into_the_named_chamber_though_another_has_its_word_for_slug(
    load: Command,
) -> None:
    Chamber.objects.create(slug="lower", country="US", name="Lower")
    load(TWO_CHAMBERS, "--chamber", "nt-la", "--part", "lower", form="openstates")
    assert Member.objects.get().chamber.slug == "nt-la"


def test_a_part_that_is_a_chamber_s_slug_needs_no_other(load: Command) -> None:
    Chamber.objects.create(slug="lower", country="US", name="Lower")
    assert load(TWO_CHAMBERS, "--part", "lower", form="openstates").error == ""
    assert Member.objects.get().chamber.slug == "lower"


@pytest.mark.parametrize(
    ("part", "has"), [("Lower", "'upper', 'lower'"), ("house", "'upper', 'lower'")]
)
def test_a_part_that_the_list_does_not_have_is_refused(load: Command, part: str, has: str) -> None:
    said = load(TWO_CHAMBERS, "--chamber", "nt-la", "--part", part, form="openstates")
    assert said.error == f"m.csv: it has no part '{part}'; it has {has}"
    assert nothing()


def test_a_list_without_parts_has_none(load: Command) -> None:
    assert (
        load("chamber,name\nnt-la,Ann Lee\n", "--part", "lower").error
        == "m.csv: it has no part 'lower'; it has none"
    )


def test_who_has_no_name_is_no_member(load: Command) -> None:
    offices = "- {id: {bioguide: X1}, offices: [{city: Here}]}\n"
    said = load(offices, "--chamber", "nt-la", form="congress-legislators")
    assert (
        said.error
        == "m.csv: it names nobody: such a list only brings details of members who are there already"
    )
    ann = "- {id: {bioguide: X1}, name: {first: Ann, last: Lee}, terms: [{type: sen, state: OH, start: 2023-01-03}]}\n"
    said = load(offices + ann, "--chamber", "nt-la", form="congress-legislators")
    assert said.listed == ["m.csv:1: no name: the row only brings details of a member"]
    assert Member.objects.get().name == "Ann Lee"
