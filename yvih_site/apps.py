"""The app configurations of the site and of its admin."""

from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig
from django.db.models.signals import post_migrate


class SiteConfig(AppConfig):
    """The site as an app: registers its system checks and conditions at the start."""

    name = "yvih_site"

    def ready(self) -> None:
        from yvih_site import checks  # noqa: F401 - importing registers them
        from yvih_site.database import sqlite_file
        from yvih_site.watch import this_machine  # noqa: F401 - importing registers them

        post_migrate.connect(sqlite_file.close)


class StaffConfig(AdminConfig):
    """Django's admin with the site class of `yvih_site/admin_site.py`."""

    default_site = "yvih_site.admin_site.StaffSite"
