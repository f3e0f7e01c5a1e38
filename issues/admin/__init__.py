"""Triage in Django's admin, one module per subject."""

from issues.admin import checks, holds, issues, mail, quarantine, redactions, users

__all__ = ["checks", "holds", "issues", "mail", "quarantine", "redactions", "users"]
