"""Helpers for the tests of official lists in the admin."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import Permission, User
from django.test import Client

from members.lists import snapshots
from members.models import Snapshot, Source
from tests import factories

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Response

LIST = "/admin/members/source/"
COPY = "/admin/members/snapshot/"
PAGE = b"<html><script>alert(1)</script></html>"
#: The permissions of triagers, and adding sources.
ALL = ("view_source", "change_source", "add_source")


def client_with(*rights: str) -> Client:
    staff = User.objects.create_user("anna", is_staff=True)
    staff.user_permissions.set(
        Permission.objects.filter(codename__in=rights, content_type__app_label="members")
    )
    client = Client()
    client.force_login(staff)
    return client


def source(slug: str = "list", **values: Any) -> Source:
    return Source.objects.create(
        **{"slug": slug, "format": "csv", "chamber": factories.chamber(), **values}
    )


def names(count: int) -> bytes:
    return "\n".join(
        ["name,party", *(f"Ada Number{number},GRN" for number in range(count)), ""]
    ).encode()


def take(of: Source, data: bytes) -> Snapshot:
    return snapshots.take(of, data, "https://example.org/list").snapshot


def settings_of(of: Source, **changes: Any) -> dict[str, Any]:
    values = {
        "chamber": of.chamber_id,
        "format": of.format,
        "url": of.url,
        "enabled": "on",
        "part": of.part,
        "vocabulary": "",
        "mapping": "",
    }
    return {**values, **changes}


def messages(response: Response) -> str:
    return " ".join(str(message) for message in response.context["messages"])


def text(response: Response) -> str:
    return " ".join(response.content.decode().split())


def errors(response: Response) -> dict[str, list[str]]:
    assert response.status_code == 200
    return {
        name: list(map(str, said))
        for name, said in response.context["adminform"].form.errors.items()
    }
