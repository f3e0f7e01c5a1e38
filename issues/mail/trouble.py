"""What conditions find (`issues/health/conditions.py`), and pages, mails and commands tell."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Trouble:
    """One thing that is wrong: a word for it, the reason, what to do, and the admin's page about it
    ("" for none).

    The word and the reason are public: they hold no secret and nothing of a reporter.
    """

    what: str
    why: str
    do: str
    url: str = ""
