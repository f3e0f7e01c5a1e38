"""The table of reports that look like spam."""

from django.db import models
from django.utils import timezone

from issues.models.issue import Issue, new_token
from members.models import Member


class QuarantinedReport(models.Model):
    """A report from the form that looks like spam. It becomes an issue only when staff release
    it."""

    received_at = models.DateTimeField(default=timezone.now)
    token = models.CharField(max_length=64, unique=True, default=new_token, editable=False)
    why = models.CharField(max_length=200)
    name = models.CharField(max_length=200, blank=True)
    email = models.EmailField(blank=True)
    issue = models.TextField()
    proposed = models.TextField(blank=True)
    source = models.TextField(blank=True)
    member = models.ForeignKey(
        Member, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    slug = models.CharField(
        "member asked for", max_length=250, blank=True, help_text="Kept when the member is deleted."
    )
    field = models.CharField(max_length=100, blank=True)
    erased_at = models.DateTimeField(
        null=True, editable=False, help_text="When the reporter's name and address were erased."
    )
    released = models.OneToOneField(
        Issue,
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="quarantine",
    )

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"report of {self.received_at:%Y-%m-%d %H:%M}, {self.why}"
