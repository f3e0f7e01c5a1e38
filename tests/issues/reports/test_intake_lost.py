"""Forms that cannot be stored, for lack of a cookie or a database: the text is kept."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.issues.reports.intake_parts import TYPED, hidden, post, shown

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ada")]


def test_without_the_cookie_the_form_comes_back_with_what_was_typed(ada: None) -> None:
    strict = Client(enforce_csrf_checks=True)
    answer = post(strict)
    page = shown(answer)
    assert answer.status_code == 403
    assert "allow cookies" in page
    assert "The number rings at a bakery." in page
    again = post(strict, csrfmiddlewaretoken=hidden(page, "csrfmiddlewaretoken"))
    assert again.status_code == 302


def test_without_a_database_the_form_comes_back_with_what_was_typed(
    client: Client, no_database: None
) -> None:
    answer = post(client)
    page = shown(answer)
    assert answer.status_code == 503
    assert "Nothing you typed is lost" in page
    for typed in TYPED.values():
        assert typed in page
    assert hidden(page, "member") == "ada-quill"


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/?q=ada",
        "/chambers/nt-la/",
        "/members/ada-quill/",
        "/report/?member=ada-quill",
        "/reports/abc/",
    ],
)
def test_without_a_database_a_page_says_so(client: Client, no_database: None, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 503
    assert "We cannot answer just now" in shown(answer)
    assert answer["Retry-After"]
