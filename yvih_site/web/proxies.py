"""What a web server in front says of a request, believed by TRUSTED_PROXIES alone."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from issues import client_address


class ForwardedSchemeMiddleware:
    """Takes a request for one by https where one of our proxies says so in `X-Forwarded-Proto`.

    gunicorn believes that header from its own machine only, whatever address the proxy has: a site
    that wants https would send everybody back to itself for ever.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        said = request.headers.get("X-Forwarded-Proto", "").partition(",")[0].strip().lower()
        if said == "https" and client_address.is_proxy(
            request.META.get("REMOTE_ADDR", ""), settings.TRUSTED_PROXIES
        ):
            request.META["wsgi.url_scheme"] = "https"
        return self.get_response(request)
