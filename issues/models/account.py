"""What concerns staff's accounts."""

from django.db import models
from django.utils import timezone


class LinkRequest(models.Model):
    """Somebody asked for a link to choose a new password. Kept until the next delivery of mail
    answers it."""

    email = models.EmailField(max_length=254)
    asked_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"link asked for at {self.asked_at:%Y-%m-%d %H:%M}"
