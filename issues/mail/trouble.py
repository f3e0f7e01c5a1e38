"""The form in which conditions (`issues/health/conditions.py`) report what is wrong with the
service to pages, mails and commands.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Trouble:
    """One thing that is wrong with the service.

    `what` is a word for it, `why` the reason, `advice` what to do, and `url` the admin's page about
    it ("" if it has none). `what` and `why` are public: they hold no secret and nothing about a
    reporter.
    """

    what: str
    why: str
    advice: str
    url: str = ""
