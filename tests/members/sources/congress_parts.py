"""Two legislators and their offices in YAML, and helpers that read them."""

from __future__ import annotations

from members.sources import congress_legislators
from members.sources.records import Parsed

ADA = """\
- id:
    bioguide: Q000001
    thomas: '00012'
    lis: S001
    govtrack: 400001
    fec:
    - H2XX00001
    wikipedia: Ada Quill (politician)
    wikidata: Q1
  name:
    first: Ada
    middle: Mary
    last: Quill Fox
    nickname: Addie
    suffix: Jr.
    official_full: Ada M. Quill Fox, Jr.
  bio:
    birthday: '1950-01-02'
    gender: F
  terms:
  - type: rep
    start: '1993-01-05'
    end: '1995-01-03'
    state: OH
    district: 13
    party: Democrat
    phone: 202-555-0100
  - type: sen
    start: '2007-01-04'
    end: '2013-01-03'
    state: OH
    class: 1
    party: Democrat
  - type: sen
    start: 2013-01-03
    end: 2019-01-03
    state: OH
    class: 1
    state_rank: senior
    party: Independent
    url: https://ada.example
    contact_form: https://ada.example/write
    address: 503 Some Senate Office Building Washington DC 20510
    office: 503 Some Senate Office Building
    phone: 202-555-0101
    fax: 202-555-0102
"""
BO = """\
- id:
    bioguide: F000002
  name:
    first: Bo
    last: Fox
  terms:
  - type: rep
    start: '2023-01-03'
    end: '2025-01-03'
    state: AK
    district: 0
    party: Republican
"""
OFFICES = """\
- id:
    bioguide: Q000001
    govtrack: 400001
  offices:
  - id: Q000001-here
    address: 5 Some St.
    suite: Suite 104
    building: Federal Building
    city: Here
    state: OH
    zip: '05633'
    latitude: 34.5
    longitude: -86.5
    hours: M-F 9-5
    phone: 202-555-0103
    fax: 202-555-0104
  - id: Q000001-there
    city: There
    state: OH
    phone: 202-555-0103
"""


def parse(text: str) -> Parsed:
    return congress_legislators.parse(text.encode())
