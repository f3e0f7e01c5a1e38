from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig


class SiteConfig(AppConfig):
    name = "yvih_site"

    def ready(self) -> None:
        from yvih_site import checks, health  # noqa: F401 - importing registers them


class StaffConfig(AdminConfig):
    """Django's admin with our own site."""

    default_site = "yvih_site.admin_site.StaffSite"
