"""Rows of the lists of the Parliament of Australia, and helpers that read them."""

from __future__ import annotations

import csv
import io

from members.sources import aph_representatives, aph_senators
from members.sources.records import MemberRecord, Parsed

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
    """Return the row with other values, by column name with underscores for spaces."""
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
