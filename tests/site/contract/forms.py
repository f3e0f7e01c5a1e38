"""The field names of forms: on public pages, on the page of an issue, and in the admin for each
kind of row."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.contrib import admin
from django.test import Client
from django.urls import NoReverseMatch, reverse

from tests.site.contract import mail
from tests.site.contract.demo import load, staff
from tests.site.contract.html import Forms, plain_path
from tests.site.contract.reporter import forms, report, revision
from tests.site.contract.running import read_json, status

#: The rows of a table within a form are numbered.
_ROW = re.compile(r"-\d+-")
PUBLIC = [
    "/",
    "/report/",
    "/report/?member=juno-kettlewick&field=email",
    "/admin/login/",
    "/admin/password_reset/",
]


def collect(folder: Path) -> dict[str, Any]:
    load()
    _one_row_of_each_kind(folder)
    client, someone = staff(), Client()
    mail.deliver()
    page = report(someone)
    confirm = mail.link(mail.deliver(), "/confirm/")
    public = {
        plain_path(path): forms(someone, path) for path in [*PUBLIC, page, f"{page}erase/", confirm]
    }
    return {
        "public": public,
        "report answers": plain_path(page),
        "first page": forms(client, "/admin/"),
        "formats of lists": _formats(client),
        "issues in the admin": _issue_pages(client),
        "rows in the admin": dict(_row_pages(client)),
    }


def _one_row_of_each_kind(folder: Path) -> None:
    file = folder / "list.csv"
    file.write_text("name\nAda Quill\n")
    assert status("addsource", "list", "--format", "csv", "--chamber", "nt-la") == 0
    status("fetchsources", "list", "--file", file)
    assert status("redact", "Hyacinth", "--reason", "asked for") == 0
    report(Client(), issue="Buy this.", email="", homepage="a program fills this in")


def _issue_pages(client: Client) -> dict[str, Any]:
    """Collect the forms on issues' pages by where they lead, and which of them each check's issues
    have; then those that acts bring."""
    found: dict[str, list[Any]] = {}
    had: dict[str, list[str]] = {}

    def look(path: str) -> list[str]:
        on_it = forms(client, path)
        for form in on_it:
            same = found.setdefault(str(form["action"]), [])
            same.extend([] if form in same else [form])
        return [str(form["action"]) for form in on_it]

    pages = {
        row["check"] or row["origin"]: f"/admin/issues/issue/{row['id']}/"
        for row in read_json("listissues")
    }
    for kind, page in pages.items():
        had[kind] = look(f"{page}change/")
    for kind, act, more in (
        ("postcode-zero-lost", "fix", {"fix": "0"}),
        ("phone-invalid", "resolve", {}),
    ):
        answer = client.post(
            f"{pages[kind]}{act}/", {"revision": revision(client, f"{pages[kind]}change/"), **more}
        )
        assert answer.status_code == 302, act
        had[f"{kind}, after {act}"] = look(f"{pages[kind]}change/")
    for act in ("resolve", "snooze", "dismiss", "assign", "note", "priority", "fix", "undo"):
        about = {"fix": "phone-two-numbers", "undo": "postcode-zero-lost"}.get(act, "phone-length")
        chosen = {"action": act, "_selected_action": pages[about].split("/")[-2], "index": "0"}
        page = client.post("/admin/issues/issue/", chosen).content.decode()
        found[f"many: {act}"] = Forms(page).found
    return {"forms": found, "on the page of": had, "filters": forms(client, "/admin/issues/issue/")}


def _formats(client: Client) -> list[str]:
    found = [
        form["controls"]["format"]["values"]
        for form in forms(client, "/admin/members/source/add/")
        if "format" in form["controls"]
    ]
    return sorted(found[0])


def _row_pages(client: Client) -> Iterator[tuple[str, Any]]:
    for model in admin.site._registry:
        at = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        first = model._default_manager.order_by("pk").first()
        paths = [("list", reverse(f"{at}_changelist")), ("add", _address(f"{at}_add"))]
        paths += [("change", reverse(f"{at}_change", args=[first.pk]))] if first else []
        yield model._meta.label_lower, {word: _names(client, path) for word, path in paths if path}


def _address(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def _names(client: Client, path: str) -> Any:
    answer = client.get(path)
    if answer.status_code != 200:
        return answer.status_code
    page = Forms(answer.content.decode(), values=False)
    actions = (
        Forms(answer.content.decode()).found if "changelist" in answer.content.decode() else []
    )
    return {
        "forms": [
            {**form, "controls": sorted({_ROW.sub("-N-", name) for name in form["controls"]})}
            for form in page.found
        ],
        "actions": [
            form["controls"]["action"]["values"] for form in actions if "action" in form["controls"]
        ],
        "filters": sorted(page.queries),
    }
