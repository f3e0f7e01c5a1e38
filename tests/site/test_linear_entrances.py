"""Parsers of text from outside, ours and those of libraries, take time in proportion to the length
of any text."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from functools import partial
from urllib.parse import quote

import pytest
from django.test import Client

from issues.checks.helpers import unclean_text
from issues.privacy import erasure, spellings
from issues.values import (
    addresses,
    emails,
    identifiers,
    links,
    mailboxes,
    names,
    nobody,
    numbers,
    phones,
    placeholders,
    places,
    series,
    signs,
    text_kinds,
)
from issues.values import text as texts
from issues.values.same import meaning, spelling
from members import contact, normalise, postcodes, search
from members import names as members_names
from members.sources import formats
from members.sources.limits import LONGEST
from members.sources.records import SourceError
from tests import factories
from tests.support import growth, pumps
from yvih_site import logs

Act = Callable[[str], object]

#: Parsers of one value, which is never longer than a list may contain.
VALUES: dict[str, Act] = {
    "a name": members_names.split,
    "a name with a comma": lambda text: members_names.split(f"{text}, {text}"),
    "an e-mail address": normalise.email,
    "an e-mail address's domain": lambda text: normalise.email(f"a@{text}"),
    "a phone number": lambda text: normalise.phone(text, "AU"),
    "a link": lambda text: normalise.link(text, "twitter"),
    "words": normalise.text,
    "a search": search.words,
    "an address of the web": lambda text: contact.is_web(f"http://{text}"),
    "a postcode": lambda text: [
        postcodes.is_postcode(country, text) for country in ("AU", "CA", "GB", "US", "DE", "NL")
    ],
    "a lost nought": lambda text: postcodes.with_zero("US", "", text),
    "a state": lambda text: postcodes.fits("AU", text, text),
    "clean text": lambda text: texts.clean(text, True),
    "broken text": lambda text: texts.clean(f"\u00c3{text}\u00c3\u00a9"),
    "rule: e-mail": emails.kind,
    "rule: e-mail mended": emails.corrected,
    "rule: link": lambda text: links.judge(text, "website"),
    "rule: link's rest": lambda text: links.judge(f"https://example.org/{text}", "facebook"),
    "rule: link's host": lambda text: links.judge(f"https://{text}.org/", "twitter"),
    "rule: phone": lambda text: phones.judge.__wrapped__(text, "AU"),
    "rule: phone's end": lambda text: phones.judge.__wrapped__(f"02 9977 6411{text}", "AU"),
    "rule: part of an address": lambda text: text_kinds.kind_of_text("AU", text),
    "rule: line": lambda text: addresses.line_fault("AU", text),
    "rule: suburb": lambda text: addresses.suburb_fault("AU", text),
    "rule: state": lambda text: addresses.state_fault.__wrapped__("US", text),
    "rule: postcode": lambda text: addresses.postcode_fault.__wrapped__("US", "VT", text),
    "rule: postcode within": lambda text: addresses.postcode_within("CA", text),
    "rule: town": lambda text: places.in_suburb("GB", text),
    "rule: whole address": lambda text: places.in_line("AU", f"1 High Street, {text} VIC 3000"),
    "rule: title": names.title,
    "rule: post-nominals": lambda text: names.post_nominals(text, True),
    "rule: comment": names.comment,
    "rule: brackets": names.names_in_brackets,
    "rule: generation": names.generation,
    "rule: nobody": lambda text: nobody.is_nobody(text, text),
    "rule: number": numbers.coerced_start,
    "rule: number restored": numbers.restored,
    "rule: signs": signs.without_signs,
    "rule: placeholder": placeholders.is_placeholder,
    "rule: series": series.stem_and_number,
    "rule: identifier": lambda text: identifiers.common_form([text] * 20),
    "rule: mailbox": lambda text: mailboxes.last_name_slip(text, "Jacqui", "Dean"),
    "rule: mailbox of a name": lambda text: mailboxes.last_name_slip("jacqui.dean", text, text),
    "rule: spoilt": lambda text: unclean_text._cleaned("suburb", text),
    "list: name": lambda text: spelling.read_name.__wrapped__(text, text),
    "list: electorate": lambda text: meaning.same_electorate(text, "Division 1", "AU"),
    "list: role": lambda text: meaning.same_role(text, "Minister"),
    "list: phone": lambda text: meaning.same_phone("", text, "", "1"),
    "list: link": lambda text: meaning.same_link(text, "https://example.org", "website"),
    "list: e-mail": lambda text: meaning.same_email(text, "a@example.org"),
}

#: Seconds: at these lengths, anything quadratic takes several times as long.
FLOOR = 0.02


def whole(name: str, text: str) -> None:
    """Parse the text as a list of this format in this process, without the usual separate one."""
    try:
        formats()[name].args[0](text.encode())  # type: ignore[attr-defined]
    except SourceError:
        return


FILES: dict[str, Act] = {f"a file, {name}": partial(whole, name) for name in formats()}
FILES["a cell"] = lambda text: whole("csv", f"chamber,name\nnt-la,{text}\n")
FILES["a header"] = lambda text: whole("csv", f"{text}\nnt-la\n")
FILES["a value of JSON"] = lambda text: whole(
    "popolo", json.dumps({"persons": [{"id": "1", "name": text}]})
)
FILES["a value of YAML"] = lambda text: whole(
    "congress-legislators", f"- name:\n    first: {text}\n"
)


def worst(act: Act, size: int) -> tuple[float, str]:
    """Return the growth for the worst text, or for the first that exceeds the limit."""
    found = (1.0, "")
    for pump in pumps.GENERAL:
        found = max(
            found, (growth.growth(act, partial(pumps.repeated, pump, after="x"), size, FLOOR), pump)
        )
        if found[0] >= growth.LIMIT:
            break
    return found


@pytest.mark.long
@pytest.mark.parametrize("what", VALUES)
def test_a_value_is_read_in_time_in_proportion_to_it(what: str) -> None:
    times, pump = worst(VALUES[what], LONGEST // 4)
    print(f"{what}: {times:.1f} for {pump!r}")
    assert times < growth.LIMIT, f"four times as much of {pump!r} takes {times:.1f} times as long"


@pytest.mark.long
@pytest.mark.parametrize("what", FILES)
def test_a_file_is_read_in_time_in_proportion_to_it(what: str) -> None:
    times, pump = worst(FILES[what], 10_000)
    print(f"{what}: {times:.1f} for {pump!r}")
    assert times < growth.LIMIT, f"four times as much of {pump!r} takes {times:.1f} times as long"


FIELDS = ("name", "issue", "proposed", "source", "email")
REQUESTS: dict[str, Callable[[Client, str], object]] = {
    "Host": lambda client, text: client.get("/", HTTP_HOST=text),
    "Origin": lambda client, text: client.post(
        "/report/", {"issue": "x"}, HTTP_ORIGIN=f"https://{text}", HTTP_HOST="localhost"
    ),
    "path": lambda client, text: client.get(f"/{quote(text)}/"),
    "search": lambda client, text: client.get("/", {"q": text}),
    "report": lambda client, text: client.post(
        "/report/",
        {"key": "x", **dict.fromkeys(("name", "issue", "proposed", "source", "email"), text)},
    ),
}


@pytest.mark.long
@pytest.mark.django_db
@pytest.mark.parametrize("part", REQUESTS)
@pytest.mark.parametrize("pump", ["a", "a.", " ", "@", "<", "(", "1", "&"])
def test_a_request_is_answered_and_logged_in_time_in_proportion_to_it(part: str, pump: str) -> None:
    client = Client(enforce_csrf_checks=part == "Origin", raise_request_exception=False)
    line = logs.LineFormatter()

    def ask(text: str) -> None:
        with Catching() as said:
            REQUESTS[part](client, text)
        for record in said:
            line.format(record)

    ask("a")
    assert growth.growth(ask, partial(pumps.repeated, pump), 2_000, 5 * FLOOR) < growth.LIMIT


@pytest.mark.long
@pytest.mark.django_db
@pytest.mark.parametrize(
    "value", ["Ada O'Quill", "02 9977 6411", "ada@example.org", "https://example.org/ada"]
)
def test_a_value_is_looked_for_in_time_in_proportion_to_the_text(value: str) -> None:
    factories.chamber()
    pattern = spellings.pattern(value)
    for make in pumps.of_pattern(pattern):
        assert growth.growth(partial(pattern.sub, ""), make, 1_000, FLOOR) < growth.LIMIT, make(40)


#: Ambiguous names that somebody may give with a report, and the text that is searched for each.
AMBIGUOUS = {
    f"{'+ ' * 8}Zz": "+",
    "_ _ _": "_",
    '"' * 40: '"',
    '\\"' * 20: '\\"',
    "&nbsp; " * 9 + "a": "&nbsp;",
    "%20 " * 9 + "a": "%20",
    "\\n " * 9 + "a": "\\n",
    "%25" * 20 + " 25": "%25",
    "&amp;" * 20 + " amp;": "&amp;",
    "\\u00a0n a": " \\n",
    "n n": "\\n",
    " ".join(["n"] * 100): "\\n" * 20 + "n",
    "20 \xa0 Zz": "%20",
    "e" + "\u0301" * 20: "e\u0301",
}


@pytest.mark.parametrize("name", AMBIGUOUS)
def test_a_name_is_looked_for_in_time_in_proportion_to_the_text(name: str) -> None:
    reporter = erasure.Reporter.of(name, f"{name}@example.org")

    def scrub(text: str) -> None:
        for pattern in reporter.own:
            pattern.sub("", text)

    for pump in (AMBIGUOUS[name], name, name + " ", name[:3], name[-3:]):
        assert (
            growth.growth(scrub, partial(pumps.repeated, pump, after="!"), 2_000, FLOOR)
            < growth.LIMIT
        ), pump


@pytest.mark.django_db
@pytest.mark.parametrize("blank", ["\\u00a0", "%20", "%c2%a0", "&#160;", " ", "-", "\\n", "0", "("])
@pytest.mark.parametrize(
    "number", ["(02) 5550 1925", "(02) 0550 1925", "0420 160 160", "+61 2 2020 2020"]
)
def test_a_number_is_looked_for_in_time_in_proportion_to_the_text(number: str, blank: str) -> None:
    factories.chamber()
    pattern = spellings.pattern(number)
    assert (
        growth.growth(partial(pattern.sub, ""), partial(pumps.repeated, blank), 2_000, FLOOR)
        < growth.LIMIT
    )


class Catching(logging.Handler):
    """A handler that keeps the logged messages."""

    def __enter__(self) -> list[logging.LogRecord]:
        self.said: list[logging.LogRecord] = []
        logging.getLogger("django").addHandler(self)
        return self.said

    def emit(self, record: logging.LogRecord) -> None:
        self.said.append(record)

    def __exit__(self, *_: object) -> None:
        logging.getLogger("django").removeHandler(self)
