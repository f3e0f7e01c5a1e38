"""Helpers that fill in, send and read the report form."""

from __future__ import annotations

import re
from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.test import Client

from issues.models import Issue
from tests.issues.reports.form_parts import form_key

TYPED = {
    "issue": "The number rings at a bakery.",
    "proposed": "(08) 8999 6611",
    "source": "https://example.org/members/ada",
    "name": "Rita Reporter",
    "email": "rita@example.org",
}


def post(client: Client, **changes: str) -> Any:
    return client.post(
        "/report/",
        {"member": "ada-quill", "field": "phone:electorate", "key": form_key(), **TYPED, **changes},
    )


def sent(client: Client, **changes: str) -> Issue:
    """Send a report and return it as stored."""
    answer = post(client, **changes)
    assert answer.status_code == 302
    return Issue.objects.get(token=answer["Location"].split("/")[2])


def shown(answer: HttpResponseBase) -> str:
    assert isinstance(answer, HttpResponse)
    return answer.content.decode()


def hidden(page: str, name: str) -> str:
    match = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert match is not None
    return match[1]
