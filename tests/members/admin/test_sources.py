"""The list of official lists in the admin, and their settings."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from members.lists import snapshots
from members.models import Snapshot, Source
from tests import factories
from tests.members.sources.source_parts import (
    LIST,
    PAGE,
    errors,
    messages,
    names,
    settings_of,
    source,
    take,
    text,
)

pytestmark = pytest.mark.django_db
Verdict = Snapshot.Verdict


def test_the_list_says_what_each_source_last_said_and_where_something_needs_doing(
    anna: Client,
) -> None:
    take(source("good"), names(10))
    take(source("bad"), PAGE)
    source("gone", failing_since="2026-06-01T00:00:00Z", failure="It answered 404.")
    source("new")
    settled = take(source("settled"), PAGE)
    snapshots.decide(settled, Verdict.REJECTED, User.objects.get())
    take(source("off", enabled=False), PAGE)
    page = text(anna.get(LIST))
    for slug, said, to_do in (
        ("good", "accepted", False),
        ("bad", "rejected", True),
        ("gone", "failing", True),
        ("new", "never fetched", False),
        ("settled", "rejected, decided", False),
        ("off", "rejected", False),
    ):
        (row,) = [row for row in page.split("<tr>") if f">{slug}</a>" in row]
        assert f">{said}</span>" in row
        assert ('class="to-do"' in row) == to_do, slug
    assert {each.slug for each in anna.get(f"{LIST}?needs=doing").context["cl"].result_list} == {
        "bad",
        "gone",
    }


def test_the_list_costs_the_same_however_many_sources_there_are(
    anna: Client, django_assert_max_num_queries: Any
) -> None:
    for number in range(20):
        take(source(f"list-{number}"), names(3))
    with django_assert_max_num_queries(12):
        anna.get(LIST)


# --- settings
# -----------------------------------------------------------------------------------------------------


def test_a_source_is_added_with_one_of_the_formats_there_are(anna: Client) -> None:
    given = {
        "slug": "list",
        "chamber": factories.chamber().pk,
        "format": "csv",
        "url": "https://example.org/list.csv",
        "enabled": "on",
        "vocabulary": '{"party": {"SPK": ""}}',
        "mapping": "",
    }
    assert '<option value="mapped-csv">' in anna.get(f"{LIST}add/").content.decode()
    assert (
        "not one of the available choices"
        in errors(anna.post(f"{LIST}add/", {**given, "format": "fax"}))["format"][0]
    )
    assert anna.post(f"{LIST}add/", given).status_code == 302
    made = Source.objects.get()
    assert (made.slug, made.vocabulary, made.mapping) == ("list", {"party": {"SPK": ""}}, {})


def test_every_character_that_there_is_may_stand_in_a_vocabulary(anna: Client) -> None:
    of = source()
    words = {"party": {"Φ\U0001f600": "\U0001f600", "a\\u0000": ""}}
    assert (
        anna.post(
            f"{LIST}{of.pk}/change/", settings_of(of, vocabulary=json.dumps(words))
        ).status_code
        == 302
    )
    of.refresh_from_db()
    assert of.vocabulary == words


def test_the_slug_stays_as_it_is(anna: Client) -> None:
    of = source()
    assert (
        anna.post(
            f"{LIST}{of.pk}/change/", settings_of(of, slug="other", part="senate")
        ).status_code
        == 302
    )
    of.refresh_from_db()
    assert (of.slug, of.part) == ("list", "senate")


@pytest.mark.parametrize(
    ("field", "given", "said"),
    [
        ("url", "http://example.org/list", "begins with https://"),
        ("url", "file:///etc/passwd", "https://"),
        ("vocabulary", "{", "This is not valid JSON: line 1"),
        ("vocabulary", "[]", "not an object"),
        ("vocabulary", '{"party": {"SPK": "\\u0000"}}', "cannot be stored"),
        ("vocabulary", '{"party": {"SPK": "\\ud800"}}', "cannot be stored"),
        ("vocabulary", '{"party": {"SPK": "\\udc00\\ud800"}}', "cannot be stored"),
        ("vocabulary", '{"partei": {"SPK": ""}}', "'partei' cannot have words of its own"),
        ("vocabulary", '{"party": "SPK"}', "needs the list's words"),
        ("vocabulary", '{"party": {"SPK": 1}}', "a text in quotes"),
    ],
)
def test_what_makes_no_sense_is_refused_and_said_at_its_field(
    anna: Client, field: str, given: str, said: str
) -> None:
    of = source()
    response = anna.post(f"{LIST}{of.pk}/change/", settings_of(of, **{field: given}))
    found = errors(response)
    assert list(found) == [field]
    if not given.startswith("file:"):
        assert said in found[field][0]
        assert given in response.context["adminform"].form[field].value(), (
            "what was typed is still there"
        )


def test_http_is_taken_where_lists_in_the_own_network_are_allowed(
    anna: Client, settings: Any
) -> None:
    settings.FETCH_PRIVATE_NETWORKS = ["anything"]
    of = source()
    assert (
        anna.post(f"{LIST}{of.pk}/change/", settings_of(of, url="http://10.0.0.1/list")).status_code
        == 302
    )


def test_settings_that_make_a_rejected_copy_readable_have_it_judged_again(anna: Client) -> None:
    of = source(format="popolo")
    assert take(of, names(3)).verdict == Verdict.REJECTED
    response = anna.post(f"{LIST}{of.pk}/change/", settings_of(of, format="csv"), follow=True)
    assert "judged again: accepted" in messages(response)
    in_force = of.in_force()
    assert in_force
    assert in_force.rows == 3


def test_a_mapping_is_shown_where_it_says_anything(anna: Client) -> None:
    mapped, plain = source(format="mapped-csv"), source("plain")
    assert 'name="mapping"' in text(anna.get(f"{LIST}{mapped.pk}/change/"))
    assert 'name="mapping"' not in text(anna.get(f"{LIST}{plain.pk}/change/"))
    given = {"mapping": '{"columns": {"A": "nam"}}'}
    assert (
        "nam"
        in errors(anna.post(f"{LIST}{mapped.pk}/change/", settings_of(mapped, **given)))["mapping"][
            0
        ]
    )
    found = errors(
        anna.post(f"{LIST}{mapped.pk}/change/", settings_of(mapped, format="csv", **given))
    )
    assert found == {"mapping": ["Only the format mapped-csv has a mapping. Leave this empty."]}


def test_a_mapped_list_without_a_mapping_asks_for_one(anna: Client) -> None:
    of = source(format="mapped-csv")
    take(of, names(3))
    assert f'href="{LIST}{of.pk}/mapping/">Set what its columns are' in text(anna.get(LIST))
