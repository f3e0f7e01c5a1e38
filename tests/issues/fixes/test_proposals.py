"""Proposals of reporters: for each field and value there is a fix that works, or a stated reason
and no button."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.test import Client

from issues.fixes import applying, proposals
from issues.models import AppliedFix, Issue
from issues.models.choices import Origin, Status
from members import fields
from members.models import Address, Electorate, Email, Link, Member, Party, PartyAlias, Phone
from tests import factories
from tests.issues.admin.admin_parts import LIST, user
from tests.issues.conftest import run
from tests.issues.fixes.execution_parts import everything, proposal

pytestmark = pytest.mark.django_db

#: Every field that the form offers.
FIELDS = [
    *fields.WITHOUT_KIND,
    *(word for word in fields.WORDS if word not in fields.WITHOUT_KIND),
    *(f"{word}:{kind}" for word in ("email", "phone", "fax", "address") for kind in fields.KINDS),
    *(f"link:{kind}" for kind in fields.LINK_KINDS),
]
LETTERS = [f"{one}{two}" for one in "aeiou" for two in "bcdfghklmn"]
#: Values of kinds with a format of their own.
OF_KINDS = {
    "tollfree": "1800 160 4{n:02}",
    "twitter": "https://twitter.com/ada{n}",
    "facebook": "https://www.facebook.com/ada.quill{n}",
    "wikipedia": "https://en.wikipedia.org/wiki/Ada_Quill_{n}",
}
#: By field: correct values, then unknown, malformed, titled and overlong ones.
GOOD: dict[str, str] = {
    "name": "Zoe Quill{letter}", "role": "Minister for Reefs {n}", "party": "tide", "electorate": "reef {n}", "email": "zoe{n}@example.org",
    "phone": "(08) 8999 61{n:02}", "fax": "(08) 8999 62{n:02}", "address": "{n} Reef Street\nDarwin NT 0800", "link": "https://zoe{n}.example.org",
}  # fmt: skip
UNKNOWN = GOOD | {"party": "Foam {letter} Movement", "electorate": "Cove {letter}"}
MALFORMED = {
    "name": "see https://example.org", "role": "TBC", "party": "unknown", "electorate": "n/a", "email": "ask her",
    "phone": "call the office", "fax": "12", "address": "???", "link": "javascript:alert(1)",
}  # fmt: skip
TITLED = {
    "name": "The Hon Zoe Quill{letter} MP", "role": "Hon Minister {n}", "party": "Hon Tide", "electorate": "Hon Reef",
    "email": "Hon Zoe <zoe{n}@example.org>", "phone": "Hon Zoe 89996{n:03}", "fax": "Hon Zoe",
    "address": "Hon Zoe Quill\n{n} Reef Street\nDarwin NT 0800", "link": "The Hon Zoe Quill",
}  # fmt: skip
LONG = dict.fromkeys(fields.WORDS, "x" * 1999 + "y") | {
    "email": "x" * 500 + "@example.org",
    "link": "https://example.org/" + "x" * 2000,
}
CATEGORIES = {
    "good": GOOD,
    "unknown": UNKNOWN,
    "malformed": MALFORMED,
    "titled": TITLED,
    "long": LONG,
}


def value(category: str, field: str, number: int) -> str:
    word, _, kind = field.partition(":")
    template = CATEGORIES[category][word]
    if category in ("good", "unknown") and word in ("phone", "fax", "link"):
        template = OF_KINDS.get(kind, template)
    return template.format(n=number, letter=LETTERS[number]) if "{" in template else template


def detail(member: Member, field: str, number: int) -> None:
    """Store a detail under that field."""
    word, _, kind = field.partition(":")
    if word == "email":
        Email.objects.create(member=member, kind=kind, address=f"old{number}@example.org")
    elif word in ("phone", "fax"):
        Phone.objects.create(
            member=member,
            kind=kind,
            medium="fax" if word == "fax" else "voice",
            number=f"(08) 8946 14{number:02}",
        )
    elif word == "address":
        Address.objects.create(
            member=member, kind=kind, text=f"{number} Old Street\nDarwin NT 0800"
        )
    elif word == "link":
        Link.objects.create(member=member, kind=kind, url=f"https://old{number}.example.org")


@pytest.mark.long
@pytest.mark.parametrize("is_listed", [False, True], ids=["nothing listed", "listed"])
@pytest.mark.parametrize("category", CATEGORIES)
def test_every_field_and_value_has_a_fix_that_holds_or_a_reason_and_no_button(
    client: Client, category: str, is_listed: bool
) -> None:
    anna = user("anna", "Triagers")
    client.force_login(anna)
    tide, other = Party.objects.create(name="Tide"), Party.objects.create(name="Surf Alliance")
    for number in range(len(FIELDS)):
        factories.electorate(f"Reef {number}"), factories.electorate(f"Old {number}")
    sent: dict[str, Issue] = {}
    for number, field in enumerate(FIELDS):
        seat = Electorate.objects.get(name=f"Old {number}")
        ada = factories.member(
            f"Ada Old{LETTERS[number]}", party=other if number else tide, electorate=seat
        )
        if is_listed:
            detail(ada, field, number)
        if field == "party":
            Member.objects.filter(pk=ada.pk).update(party=other)
        sent[field] = proposal(Member.objects.get(pk=ada.pk), field, value(category, field, number))
    run()
    before, known = (
        everything(),
        set(Issue.objects.filter(origin=Origin.CHECK).values_list("fingerprint", flat=True)),
    )

    for field, issue in sent.items():
        page = client.get(f"{LIST}{issue.pk}/change/").content.decode()
        why = proposals.read(issue.member, field, issue.proposed).why
        assert bool(issue.fixes) == ("Apply this fix" in page), field
        assert bool(issue.fixes) or (why and "not offered as it was typed" in page), (
            field,
            issue.proposed,
        )
        assert bool(issue.fixes) or category not in ("good", "unknown"), (field, why)
        if issue.fixes:
            applying.apply(issue, 0, anna)
            issue.refresh_from_db()
            assert issue.status == Status.RESOLVED, field
    run()
    new = Issue.objects.active().filter(origin=Origin.CHECK).exclude(fingerprint__in=known)
    assert [
        each.issue
        for each in new
        if each.member in [issue.member for issue in sent.values()] and each.field in sent
    ] == []

    for applied in AppliedFix.objects.order_by("-pk"):
        applying.undo(applied, anna)
    assert everything() == before


@pytest.fixture
def ada() -> Member:
    tide = Party.objects.create(name="Labor Tide Party", abbreviation="LTP")
    PartyAlias.objects.create(party=tide, name="Country Tide")
    for name in ("Nightcliff", "Fannie Bay"):
        factories.electorate(name)
    return factories.member(
        party=Party.objects.create(name="Greens"),
        electorate=Electorate.objects.get(name="Fannie Bay"),
    )


@pytest.mark.parametrize(
    ("field", "proposed", "labels", "why"),
    [
        ("party", "country tide", ["Write Labor Tide Party"], ""),
        (
            "party",
            "Labour Tide Party",
            ["Write Labor Tide Party"],
            "No party is called “Labour Tide Party” here.",
        ),
        (
            "party",
            "Foam",
            ["Create the party Foam, and write it"],
            "No party is called “Foam” here.",
        ),
        ("party", "greens", [], "Greens is already listed, and “greens” is another name for it."),
        ("party", "Speaker", [], "“Speaker” is an office, not a party: it belongs to the role."),
        ("party", "x" * 201, [], "at most 200 fit"),
        ("electorate", "Division of Nightcliff", ["Write Nightcliff"], ""),
        (
            "electorate",
            "Nightclif",
            ["Write Nightcliff", "Create the electorate Nightclif, and write it"],
            "NT-LA has no electorate called",
        ),
        (
            "electorate",
            "Atlantis",
            ["Create the electorate Atlantis, and write it"],
            "NT-LA has no electorate called “Atlantis” here.",
        ),
        ("name", "Dr", ["Write the honorific Dr"], "“Dr” is a title, not a name."),
        ("name", "The Hon", ["Write the honorific The Hon"], "“The Hon” is a title, not a name."),
        ("name", "Dr Ada Quill", ["Write Dr Ada Quill"], ""),
        ("name", "Premier Ada Quill", ["Write Premier Ada Quill"], ""),
        ("name", "ADA REED", ["Write Ada Reed"], ""),
        ("name", "Ada Reed (since June)", [], "contains a comment"),
        ("name", "Vacant", [], "does not name anybody"),
        ("name", "Ada Quill", [], "This is already listed."),
        ("email", "ada [at] example.org", ["Add ada@example.org"], "has a typing error"),
        ("email", "look at their page", [], "is not a valid e-mail address"),
        (
            "link:website",
            "htp://ada.example.org",
            ["Add http://ada.example.org"],
            "has a typing error",
        ),
        ("link:website", "data:text/html,x", [], "is not the address of a web page"),
        ("phone", "12", [], "is not a valid phone number"),
        ("role", "n/a", [], "only means that there is no value"),
        ("", "x", [], "does not name the detail"),
    ],
)
def test_what_can_be_written_is_offered_and_what_cannot_is_said(
    ada: Member, field: str, proposed: str, labels: list[str], why: str
) -> None:
    reading = proposals.read(ada, field, proposed)
    assert [fix.label for fix in reading.fixes] == labels
    assert why in reading.why
    assert bool(why) == bool(reading.why)


def test_titles_go_to_the_honorific_and_letters_to_the_post_nominals(ada: Member) -> None:
    applying.apply(
        proposal(ada, "name", "Premier Ada Quill-Reed OAM"), 0, User.objects.create_user("anna")
    )
    ada.refresh_from_db()
    assert (ada.honorific, ada.first_name, ada.last_name, ada.post_nominals) == (
        "Premier",
        "Ada",
        "Quill-Reed",
        "OAM",
    )


def test_a_new_party_and_electorate_are_made_and_undone_they_are_gone(ada: Member) -> None:
    anna = User.objects.create_user("anna")
    before = everything()
    applied = [
        applying.apply(proposal(ada, field, name), 0, anna)
        for field, name in (("party", "Foam"), ("electorate", "Atlantis"))
    ]
    ada.refresh_from_db()
    assert (str(ada.party), str(ada.electorate)) == ("Foam", "Atlantis")
    for each in reversed(applied):
        applying.undo(each, anna)
    assert everything() == before


def test_a_report_that_names_nobody_says_so(client: Client) -> None:
    client.force_login(user("anna", "Triagers"))
    issue = proposal(None, "", "ada@example.org")
    assert (
        "does not name the member it is about"
        in client.get(f"{LIST}{issue.pk}/change/").content.decode()
    )
    silent = proposal(None, "", "")
    assert (
        "not offered as it was typed"
        not in client.get(f"{LIST}{silent.pk}/change/").content.decode()
    )
