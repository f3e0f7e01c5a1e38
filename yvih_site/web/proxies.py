"""The scheme of requests behind a web server, believed only from TRUSTED_PROXIES."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from issues import client_address


class ForwardedSchemeMiddleware:
    """A middleware that treats a request as https if a trusted proxy's `X-Forwarded-Proto` does.

    gunicorn believes that header from its own machine only. With a proxy elsewhere, a site that
    wants https would redirect everybody to itself for ever.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        scheme = request.headers.get("X-Forwarded-Proto", "").partition(",")[0].strip().lower()
        if scheme == "https" and client_address.is_proxy(
            request.META.get("REMOTE_ADDR", ""), settings.TRUSTED_PROXIES
        ):
            request.META["wsgi.url_scheme"] = "https"
        return self.get_response(request)
