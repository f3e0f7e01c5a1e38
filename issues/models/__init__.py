"""The tables of `issues`: issues and their history, runs of the checks, mail, and what hosts
share."""

from issues.models.account import LinkRequest
from issues.models.backup import Backup
from issues.models.daily import DailyDigest
from issues.models.event import IssueEvent
from issues.models.fix import AppliedFix
from issues.models.hold import Hold
from issues.models.issue import Issue, new_token
from issues.models.kept import KeptFindings
from issues.models.mail import Mail
from issues.models.quarantine import QuarantinedReport
from issues.models.redaction import Redaction
from issues.models.run import CheckResult, CheckState, Run
from issues.models.shared import Clock, Lease, Throttle

__all__ = [
    "AppliedFix",
    "Backup",
    "CheckResult",
    "CheckState",
    "Clock",
    "DailyDigest",
    "Hold",
    "Issue",
    "IssueEvent",
    "KeptFindings",
    "Lease",
    "LinkRequest",
    "Mail",
    "QuarantinedReport",
    "Redaction",
    "Run",
    "Throttle",
    "new_token",
]
