"""The table of what the checks of official lists found, as long as nothing has changed since."""

from django.db import models


class KeptFindings(models.Model):
    """What the checks of official lists last found in one chamber, or in all of them together.

    They are found anew as soon as anything that they follow from has changed
    (`issues/official/unchanged.py`).
    """

    place = models.CharField(
        max_length=50, unique=True, help_text="The chamber's slug; blank for all together"
    )
    digest = models.CharField(max_length=64, help_text="SHA-256 of all that they follow from")
    horizon = models.CharField(
        max_length=10, blank=True, help_text="The last day on which a term begins"
    )
    content = models.BinaryField(help_text="JSON, compressed by zlib")

    class Meta:
        verbose_name_plural = "kept findings"

    def __str__(self) -> str:
        return f"findings of {self.place or 'all lists together'}"
