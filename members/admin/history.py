"""The page of a member's history in the admin. It is read only."""

from __future__ import annotations

from typing import Any

from django.contrib.admin import ModelAdmin
from django.contrib.admin.views.main import PAGE_VAR
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from members.admin.base import page_context
from members.history.timeline import former, timeline
from members.models import Member

PAGE = 100


def show(admin: ModelAdmin[Member], request: HttpRequest, object_id: str) -> HttpResponse:
    """Return the history of a member, who may have been deleted.

    Raises PermissionDenied if the user may not see members, Http404 if there never was such a one.
    """
    if not admin.has_view_or_change_permission(request):
        raise PermissionDenied
    try:
        pk = Member._meta.pk.to_python(object_id)
    except ValidationError as error:
        raise Http404 from error
    member = Member.objects.filter(pk=pk).first()
    shown = member or former(pk)
    if shown is None:
        raise Http404
    paginator = Paginator(timeline(pk), PAGE)
    page = paginator.get_page(request.GET.get(PAGE_VAR, 1))
    context: dict[str, Any] = {
        **page_context(admin, request, f"History: {shown}"),
        "entries": page,
        "pages": paginator.get_elided_page_range(page.number) if paginator.num_pages > 1 else [],
        "page_var": PAGE_VAR,
        "object": shown,
        "gone": member is None,
    }
    request.current_app = admin.admin_site.name
    return TemplateResponse(request, "admin/members/member/object_history.html", context)
