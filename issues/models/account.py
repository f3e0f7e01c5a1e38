"""The table of requests that concern staff's own accounts."""

from django.db import models
from django.utils import timezone


class LinkRequest(models.Model):
    """A request for a link to choose a new password. The next delivery of mail answers and deletes
    it."""

    email = models.EmailField(max_length=254)
    asked_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"link asked for at {self.asked_at:%Y-%m-%d %H:%M}"
