"""The web server's entry point. It refuses to serve with an incomplete configuration, as Django
itself runs no checks here."""

import os

from django.core.checks import run_checks
from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application

from yvih_site.web import content_type

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yvih_site.settings")
application = content_type.reduced(get_wsgi_application())

if _errors := [message for message in run_checks() if message.is_serious()]:
    raise ImproperlyConfigured(
        "\n".join(f"{message.msg} {message.hint or ''}" for message in _errors)
    )
