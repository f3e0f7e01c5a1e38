"""A fictional parliament to try everything with. No such member, party or electorate exists.

Its forty members are in demo.csv, in the product's own CSV. The telephone numbers are those that
the Australian numbering plan reserves for fiction. Everything is verified on the day of the load.
These faults are planted, and everything else is correct:

- email-malformed: Ewan Farthingdell, `(at)` in place of `@`; Dagny Fennimarch, a comma in place of
  a dot.
- email-commented: Jocasta Larkspurling, `http://` before the address.
- email-shared: Juno Kettlewick has Kasper Lindengrove's address; Cormac Elderfleet has Silas
  Thornaby-Wren's, with other capitals. Not faults: Barnaby Oldacre's address passed to his
  successor Alden Brackwater; Briony Duskhollow and Hyacinth Juniperry list one shared office under
  the kind other.
- phone-length: Gideon Hallowfen's number is too short. phone-invalid: Zelda Birchmarsh's has an
  area code that does not exist.
- phone-two-numbers: Yorick Ashpenfield has two in one cell.
- postcode-not-in-state: Leocadia Mossbridge, 6330 in NSW; Emeric Gorseland, 3450 in QLD.
- postcode-zero-lost: Wendell Yarrowmead, 800 in place of 0800.
- seat-double: Fernhollow (Farida Gossamore, Tamsin Underbough); Nettlecombe (Nerida Oakhanger,
  Ulric Vantongeren).
- chamber-overfull: 21 members on the Assembly's 20 seats, 17 on the Council's 16.
- seat-vacant: Tallowood, the Assembly's twentieth electorate. electorate-missing: Mireille
  Northpenny sits in the Council for no region, so that no region is over its seats.
"""

from dataclasses import replace
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from members.models import Chamber, Electorate, Member
from members.sources import csv
from members.sources.records import Parsed
from members.transfer import importer
from members.transfer.entries import ImportRefused

FILE = Path(__file__).with_name("demo.csv")
CHAMBERS = {
    "demo-assembly": {
        "name": "Demo Assembly",
        "seats": 20,
        "members_per_electorate": 1,
        "member_title": "Member of the Demo Assembly",
    },
    "demo-council": {
        "name": "Demo Council",
        "seats": 16,
        "members_per_electorate": 4,
        "member_title": "Member of the Demo Council",
    },
}
VACANT = "Tallowood"


def load() -> importer.Loaded:
    """Create the demo's chambers and load its members.

    Raises ImportRefused if one of its chambers has members already.
    """
    with transaction.atomic():
        for slug in CHAMBERS:
            if Member.objects.filter(chamber__slug=slug).exists():
                raise ImportRefused(f"the demo is already loaded: {slug} has members")
        for slug, values in CHAMBERS.items():
            Chamber.objects.update_or_create(
                slug=slug, defaults={"country": "AU", "jurisdiction": "demo", **values}
            )
        loaded = importer.load(_verified_today, [(FILE.name, FILE.read_bytes())])
        Electorate.objects.get_or_create(
            chamber=Chamber.objects.get(slug="demo-assembly"), name=VACANT, defaults={"seats": 1}
        )
    return loaded


def _verified_today(data: bytes) -> Parsed:
    """Read the demo with today as the day of verification.

    A fixed day in the file would become too old, and a check would report it.
    """
    parsed, today = csv.parse(data), timezone.localdate()
    return replace(
        parsed, records=tuple(replace(record, verified_on=today) for record in parsed.records)
    )
