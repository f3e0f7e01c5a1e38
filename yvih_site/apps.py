from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "yvih_site"

    def ready(self) -> None:
        from yvih_site import checks, health  # noqa: F401 - importing registers them
