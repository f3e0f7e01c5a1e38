"""The lists of the Parliament of Australia: broken headers, old and new columns, offices, addresses
and titles."""

from __future__ import annotations

import csv
import io

import pytest

from members.models import Address, Electorate, Member
from members.sources import aph_representatives, aph_senators
from members.sources.records import AddressRecord, MemberRecord, Parsed, PhoneRecord, SourceError
from tests.members.conftest import Command

OLD = "Surname,First Name,Other Names,Preferred Name,Initials,Courtesy Title,Salutation,Honorific,Gender,Parliament House Telephone"
OLD += ",Parliament House Fax,Political Party,State,Electorate,Electorate Office Postal Address,Electorate Office Postal Suburb"
OLD += ",Electorate Office Postal State,Electorate Office Postal PostCode,Electorate Office Fax,Electorate Office Phone"
OLD += ",Electorate Office Toll Free,Parliamentary Titles"
OLD_QUILL = [
    "Quill",
    "Adelaide",
    "Jane",
    "Ada",
    "A. J.",
    "The Hon",
    "Ms",
    "OAM, MP",
    "FEMALE",
    "(02) 5550 0001",
    "(02) 5550 0002",
    "REDS",
]
OLD_QUILL += [
    "NSW",
    "Inland",
    "PO Box 5",
    "Here",
    "NSW",
    "2999",
    "(02) 5550 0003",
    "(02) 5550 0004",
    "1300 000 005",
    "Chief Whip",
]

NEW = "Honorific,Salutation,Post Nominals,Surname,First Name,Other Name,Preferred Name,Initials,Electorate,State,Political Party,Gender"
NEW += ",Telephone,Fax,Electorate Address Line 1,Electorate Address Line 2,Electorate Suburb,Electorate State,Electorate PostCode"
NEW += ",Electorate Telephone,Electorate Fax,Electorate TollFree,Electorate Postal Address,Electorate Postal Suburb"
NEW += ",Electorate Postal State,Electorate Postal Postcode,Label Address,Label Suburb,Label State,Label Postcode,Parliamentary Title"
NEW += ",Ministerial Title"
NEW_QUILL = [
    "Hon",
    "Ms",
    "OAM, MP",
    "Quill",
    "Adelaide",
    "Jane",
    "Ada",
    "A. J.",
    "Inland",
    "NSW",
    "REDS",
    "FEMALE",
    "(02) 5550 0001",
]
NEW_QUILL += [
    "(02) 5550 0002",
    "Suite 1",
    "5 Some St",
    "Here",
    "NSW",
    "2999",
    "(02) 5550 0004",
    "(02) 5550 0003",
    "1300 000 005",
]
NEW_QUILL += [
    "PO Box 5",
    "There",
    "NSW",
    "2998",
    "PO Box 5",
    "There",
    "NSW",
    "2998",
    "Chief Whip",
    "Minister for Rain",
]

SENATORS = "State,Surname,Title,First Name,Other Names,Preferred Name,Initials,Honorific,Gender,Political Party,ElectorateAddressLine1"
SENATORS += ",ElectorateAddressLine2,ElectorateSuburb,ElectorateState,ElectoratePostCode,ElectorateTelephone,ElectorateFax"
SENATORS += ",ElectorateTollFree,ElectoratePostAddress,ElectoratePostSuburb,ElectoratePostState,ElectoratePostPostCode,LabelAddress"
SENATORS += ",LabelSuburb,LabelState,LabelPostCode,Parliamentary Title"
SENATOR = [
    "Tas",
    "Marsh",
    "Senator the Hon ",
    "Ole",
    "",
    "Ole",
    "O.",
    "SC",
    "MALE",
    "BLUES",
    "Level 2",
    "9 Quay St",
    "Port",
    "Tas",
    "7999",
]
SENATOR += [
    "(03) 5550 0006",
    "(03) 5550 0007",
    "",
    "GPO Box 9",
    "Port",
    "Tas",
    "7998",
    "GPO Box 9",
    "Port",
    "TAS",
    "7998",
    "",
]


def table(header: str, *rows: list[str]) -> bytes:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows([header.split(","), *rows])
    return out.getvalue().encode("cp1252")


def changed(header: str, row: list[str], **values: str) -> list[str]:
    """The row with other values; the columns' spaces are underscores here."""
    names = header.split(",")
    row = list(row)
    for name, value in values.items():
        row[names.index(name.replace("_", " "))] = value
    return row


def the_only(parsed: Parsed) -> MemberRecord:
    assert parsed.problems == ()
    (record,) = parsed.records
    return record


def representative(**values: str) -> MemberRecord:
    return the_only(aph_representatives.parse(table(OLD, changed(OLD, OLD_QUILL, **values))))


def senator(**values: str) -> MemberRecord:
    return the_only(aph_senators.parse(table(SENATORS, changed(SENATORS, SENATOR, **values))))


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


@pytest.mark.parametrize(
    ("given", "whole"),
    [
        ("ACT", "Australian Capital Territory"),
        ("NT", "Northern Territory"),
        ("Tas.", "Tasmania"),
        ("QLD", "Queensland"),
        ("Victoria", "Victoria"),
        ("Elsewhere", "Elsewhere"),
    ],
)
def test_states_are_given_by_their_whole_names(given: str, whole: str) -> None:
    assert senator(State=given).electorate == whole


def broken(header: str) -> bytes:
    """The header as the parliament has published it: each cell in doubled quotes, one of them in
    single ones."""
    return ",".join(
        f'"{name}"' if name == "State" else f'""{name}""' for name in header.split(",")
    ).encode()


def test_a_header_in_doubled_quotes_is_read() -> None:
    good = table(OLD, OLD_QUILL)
    data = good.replace(OLD.encode(), broken(OLD))
    assert b'""Surname"",' in data
    assert aph_representatives.parse(data) == aph_representatives.parse(good)
    assert aph_representatives.parse(b"\xef\xbb\xbf" + data) == aph_representatives.parse(good)
    assert aph_representatives.parse(data).columns == tuple(OLD.split(","))


def test_a_header_that_can_be_read_is_left_as_it_is() -> None:
    header = ",".join(f'"{name}"' for name in [*OLD.split(","), 'A ""note"", and more'])
    data = (
        table(OLD, OLD_QUILL)
        .replace(OLD.encode(), header.encode())
        .replace(b"Chief Whip", b"Chief Whip,")
    )
    assert aph_representatives.parse(data).columns[-1] == 'A "note", and more'


def test_only_the_header_is_mended() -> None:
    with pytest.raises(SourceError, match="text follows a closing quote") as caught:
        aph_representatives.parse(table(OLD, OLD_QUILL).replace(b"Inland", b'"In"land'))
    assert caught.value.line == 2


def test_windows_1252_and_hard_spaces_are_understood() -> None:
    record = senator(
        Surname="O\u2019Marsh\xe9",
        ElectorateAddressLine1="Level\xa02,",
        ElectorateFax="(03) 5550 0007\xa0",
    )
    assert record.last_name == "O\u2019Marsh\xe9"
    assert record.addresses[0].line1 == "Level 2,"
    assert record.phones[1].number == "(03) 5550 0007"


@pytest.mark.parametrize(
    ("titles", "role"),
    [
        ("Minister for Rain,  Minister for  Snow ", "Minister for Rain, Minister for Snow"),
        ("Minister for  Rain\r\n Minister for Snow\n\n", "Minister for Rain; Minister for Snow"),
        ("Minister for Rain; Minister for Snow \n", "Minister for Rain; Minister for Snow"),
        ("Minister for Rain;\nMinister for Snow", "Minister for Rain; Minister for Snow"),
        ("Minister for Rain,\nMinister for Snow", "Minister for Rain, Minister for Snow"),
        ("Minister for Rain\nChief Whip\n\n Chief Whip\n", "Minister for Rain; Chief Whip"),
        ("\n", ""),
    ],
)
def test_titles_are_tidied_and_each_is_said_once(titles: str, role: str) -> None:
    assert senator(Parliamentary_Title=titles).role == role


@pytest.mark.parametrize(
    ("party", "titles", "role"),
    [
        ("SPK", "", "Speaker"),
        ("PRES", "President of the Senate", "President of the Senate"),
        ("PRES", "Minister for Rain", "Minister for Rain; President"),
        (
            "DPRES",
            "Chair; Deputy President and Chair of Committees",
            "Chair; Deputy President and Chair of Committees",
        ),
        ("DSPK", "Speaker of nothing", "Speaker of nothing; Deputy Speaker"),
        ("cwm", "", "Deputy Speaker"),
    ],
)
def test_an_office_in_the_partys_place_is_a_role_and_no_party(
    party: str, titles: str, role: str
) -> None:
    record = senator(Political_Party=party, Parliamentary_Title=titles)
    assert (record.party, record.role) == ("", role)


def test_a_salutation_stands_in_for_a_missing_title() -> None:
    assert representative(Courtesy_Title="", Salutation="Dr").honorific == "Dr"
    assert (
        the_only(
            aph_representatives.parse(table(NEW, changed(NEW, NEW_QUILL, Honorific="")))
        ).honorific
        == "Ms"
    )


@pytest.mark.parametrize(
    ("other", "preferred", "names"),
    [
        ("", "", ()),
        ("", "Adelaide", ()),
        ("Jane", "", ("Adelaide Jane Quill",)),
        ("", "Ada", ("Ada Quill",)),
    ],
)
def test_other_names_are_those_that_say_something_else(
    other: str, preferred: str, names: tuple[str, ...]
) -> None:
    assert representative(Other_Names=other, Preferred_Name=preferred).other_names == names


def test_columns_are_found_wherever_they_stand_and_unknown_ones_passed_over() -> None:
    names = OLD.split(",")
    header = (
        ",".join([*reversed(names), "Shoe Size"])
        .replace("Surname", "FAMILY_NAME")
        .replace("Phone", "telephone")
    )
    parsed = aph_representatives.parse(table(header, [*reversed(OLD_QUILL), "44"]))
    assert the_only(parsed) == representative()
    assert parsed.columns[-1] == "Shoe Size"


def test_columns_of_the_senators_are_met_under_their_other_names() -> None:
    renamed = {
        "Honorific": "Post Nominals",
        "Other Names": "Other Name",
        "Parliamentary Title": "Parliamentary Titles",
        "ElectorateAddressLine1": "Electorate Address Line 1",
        "ElectoratePostAddress": "Electorate Postal Address",
        "ElectoratePostPostCode": "Electorate Postal Postcode",
        "ElectoratePostSuburb": "Electorate Postal Suburb",
        "ElectoratePostState": "Electorate Postal State",
    }
    header = ",".join(renamed.get(name, name) for name in SENATORS.split(","))
    assert the_only(aph_senators.parse(table(header, SENATOR))) == senator()


@pytest.mark.parametrize(
    ("column", "said"),
    [("Surname", "surname: `Surname`"), ("Electorate", "electorate: `Electorate`")],
)
def test_a_list_without_a_needed_column_is_refused_naming_it(column: str, said: str) -> None:
    with pytest.raises(SourceError, match=f"there is no column for the {said}") as caught:
        aph_representatives.parse(
            table(",".join("X" if name == column else name for name in OLD.split(",")), OLD_QUILL)
        )
    assert caught.value.line == 1


def test_a_list_of_senators_needs_states_and_is_no_list_of_representatives() -> None:
    with pytest.raises(SourceError, match="there is no column for the state: `State`"):
        aph_senators.parse(table(SENATORS.replace("State,Surname", "X,Surname"), SENATOR))
    with pytest.raises(
        SourceError, match="'Inland' is no state or territory: this is no list of senators"
    ):
        aph_senators.parse(table(OLD, OLD_QUILL))
    with pytest.raises(SourceError, match="there is no column for the electorate"):
        aph_representatives.parse(table(SENATORS, SENATOR))


def test_a_column_that_stands_there_twice_is_refused() -> None:
    with pytest.raises(SourceError, match="column 'Surname' appears twice"):
        aph_representatives.parse(table(f"{OLD},surname", [*OLD_QUILL, "Quill"]))


def test_rows_that_cannot_be_placed_are_listed() -> None:
    nameless = changed(OLD, OLD_QUILL, Surname="", First_Name=" ")
    parsed = aph_representatives.parse(table(OLD, nameless, OLD_QUILL[:5], [""] * 22, OLD_QUILL))
    assert [record.line for record in parsed.records] == [5]
    assert [(problem.line, problem.reason.partition(":")[0]) for problem in parsed.problems] == [
        (2, "no name"),
        (3, "the row has 5 cells, the header has 22"),
    ]
    assert all("Jane" in problem.row for problem in parsed.problems)


@pytest.mark.parametrize("data", [b"", b"<html>", b"{}", table(OLD)])
def test_what_is_no_such_list_is_refused(data: bytes) -> None:
    for read in (aph_representatives.parse, aph_senators.parse):
        with pytest.raises(SourceError):
            read(data)


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
