"""What is wrong, who was told, what was done."""

from issues.models.fix import AppliedFix
from issues.models.hold import Hold
from issues.models.issue import Issue, IssueEvent, new_token
from issues.models.quarantine import QuarantinedReport
from issues.models.run import CheckResult, CheckState, Run
from issues.models.shared import Lease, Throttle

__all__ = [
    "AppliedFix",
    "CheckResult",
    "CheckState",
    "Hold",
    "Issue",
    "IssueEvent",
    "Lease",
    "QuarantinedReport",
    "Run",
    "Throttle",
    "new_token",
]
