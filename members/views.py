"""Public pages of the directory: search, chamber and member."""

from __future__ import annotations

from itertools import groupby

from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from members import contact, fields, normalise, search
from members.models import Chamber, Member
from members.models.querysets import sitting

FOUND_ON_A_PAGE = 50
MEMBERS_ON_A_PAGE = 500
LONGEST_QUERY = 200


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show the search box, the members found, and the chambers."""
    query = " ".join(request.GET.get("q", "").replace("\0", "").split())[:LONGEST_QUERY]
    counted = Count("members", filter=sitting(timezone.localdate(), "members__"))
    chambers = list(Chamber.objects.annotate(sitting=counted))
    context: dict[str, object] = {
        "query": query,
        "longest": LONGEST_QUERY,
        "filled": [chamber for chamber in chambers if chamber.sitting],
        "empty": [chamber for chamber in chambers if not chamber.sitting],
    }
    if query:
        found = search.members(query).select_related("chamber", "electorate", "party")
        context["page"] = Paginator(found, FOUND_ON_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "members/home.html", context)


@require_safe
def chamber(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the sitting members of a chamber, grouped by the first letter of the last name."""
    shown = get_object_or_404(Chamber, slug=slug)
    members = Member.objects.sitting().filter(chamber=shown).select_related("electorate", "party")
    page = Paginator(members, MEMBERS_ON_A_PAGE).get_page(request.GET.get("page"))
    ordered = sorted(page, key=lambda member: normalise.text(member.last_name or str(member)))
    letters = [
        (letter, list(group))
        for letter, group in groupby(
            ordered,
            key=lambda member: normalise.text(member.last_name or str(member))[:1].upper() or "#",
        )
    ]
    context = {
        "chamber": shown,
        "page": page,
        "letters": letters,
        "loaded": bool(page.paginator.count) or shown.members.exists(),
        "difference": _difference(shown.seats, page.paginator.count),
        "web_address": shown.website if contact.is_web(shown.website) else "",
    }
    return render(request, "members/chamber.html", context)


@require_safe
def member(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one member and how to reach them. Former members keep their page."""
    members = Member.objects.select_related("chamber", "electorate", "party")
    shown = get_object_or_404(
        members.prefetch_related("emails", "phones", "addresses", "links"), slug=slug
    )
    context = {
        "member": shown,
        "full_name": fields.full_name(shown),
        "former": shown.ended_on is not None and shown.ended_on <= timezone.localdate(),
        "groups": contact.groups(shown),
        "facts": contact.facts(shown),
        "missing": contact.missing(shown),
    }
    return render(request, "members/member.html", context)


def _difference(seats: int | None, sitting: int) -> str:
    """Return the difference between seats and sitting members in plain words.

    "" if they agree or the number of seats is unknown.
    """
    if seats is None or seats == sitting:
        return ""
    if sitting > seats:
        more = sitting - seats
        return (
            f"{more} more {'member is' if more == 1 else 'members are'} listed than there are seats"
        )
    return f"{seats - sitting} vacant"
