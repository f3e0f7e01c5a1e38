"""The tables of runs: each execution of the checks, each check's result in it, and each check's
state between runs."""

from django.db import models
from django.utils import timezone


class Run(models.Model):
    """One execution of the checks.

    `scope` has the lists `checks` and `chambers` to which it was limited.
    """

    class Outcome(models.TextChoices):
        """The outcomes of a run."""

        RUNNING = "running", "running"
        SUCCEEDED = "succeeded", "succeeded"
        ERRORED = "errored", "errored"
        INTERRUPTED = "interrupted", "interrupted"

    started_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True)
    status = models.CharField(max_length=15, choices=Outcome, default=Outcome.RUNNING)
    unmade_mails = models.PositiveIntegerField(
        default=0, help_text="Mails that could not be made; what they reported is stored."
    )
    scope = models.JSONField(
        default=dict, help_text="Checks and chambers it was limited to; empty lists mean all."
    )

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"run {self.pk}, {self.get_status_display()}"


class CheckResult(models.Model):
    """The counts of one check in one run. `seconds` is the wall time until it was decided what
    becomes of its findings."""

    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="results")
    check_name = models.CharField("check", max_length=100)
    findings = models.PositiveIntegerField(default=0)
    opened = models.PositiveIntegerField(default=0)
    reopened = models.PositiveIntegerField(default=0)
    resolved = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    held = models.PositiveIntegerField(default=0)
    error = models.TextField(blank=True)
    seconds = models.FloatField(default=0)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["run", "check_name"], name="check_result_once_a_run")
        ]

    def __str__(self) -> str:
        return f"{self.check_name} in run {self.run_id}"


class CheckState(models.Model):
    """The state of a check between runs: enabled or not, and since when it has been failing.

    The row is locked while results of the check are stored, so that one process at a time writes
    them.
    """

    name = models.CharField(max_length=100, unique=True)
    enabled = models.BooleanField(
        default=True,
        help_text="A disabled check is not run, and its open issues are closed by the next run.",
    )
    failing_since = models.DateTimeField(null=True, editable=False)
    error = models.TextField(blank=True, editable=False)
    ran_in = models.JSONField(
        default=list,
        editable=False,
        help_text="Where it has run: `chamber` or, against an official list, `chamber/source`.",
    )

    class Meta:
        ordering = ["name"]
        verbose_name = "check"

    def __str__(self) -> str:
        return self.name
