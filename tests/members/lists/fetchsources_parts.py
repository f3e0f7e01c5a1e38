"""Lists to serve, and the source they are fetched for."""

from __future__ import annotations

from members.models import Chamber, Source

NAMES = [
    f"{first} {last}" for first in ("Ada", "Bo", "Cy", "Di", "Eli") for last in ("Quill", "Reed")
]


def listing(names: list[str]) -> bytes:
    return "".join(f"{line}\n" for line in ["name", *names]).encode()


WHOLE = listing(NAMES)


def source(url: str = "", slug: str = "nt-list", **values: object) -> Source:
    return Source.objects.create(
        slug=slug, format="csv", chamber=Chamber.objects.get(slug="nt-la"), url=url, **values
    )
