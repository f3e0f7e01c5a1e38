"""The balance after faults: compares what happened to issues with the mail that each recipient's
server accepted."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from tests.support.installation import Installation
from tests.support.smtp import Received

STAFF = ("one@example.org", "two@example.org")
_LINK = re.compile(r"/admin/issues/issue/(\d+)/change/")


@dataclass
class Balance:
    """The counts for one kind of fault.

    - `faults` were made; `hit` of them met a process at work.
    - `happened` counts openings and reopenings of issues, or fixes or copies.
    - These must be 0: `lost` and `doubled` count mails (for each recipient) and rows, `half` what
      was half done, and `stuck` what did not go on by itself.
    - `repeated` counts mails that arrived twice with one Message-ID. Mail programs show them once.
    """

    kind: str
    database: str
    faults: int = 0
    hit: int = 0
    happened: int = 0
    lost: int = 0
    doubled: int = 0
    half: int = 0
    stuck: int = 0
    repeated: int = 0
    notes: list[str] = field(default_factory=list)

    @property
    def is_even(self) -> bool:
        """True if nothing was lost, doubled, half done or stuck."""
        return not (self.lost or self.doubled or self.half or self.stuck)

    def stuck_if(self, wrong: bool, note: str) -> None:
        """Count something as stuck, with a note, if `wrong`."""
        if wrong:
            self.stuck += 1
            self.notes.append(note)


def close(balance: Balance, installation: Installation, received: Iterable[Received]) -> Balance:
    """Compare issues with the mail received, add the differences to the balance, and return it.

    Each opening and reopening must be in exactly one mail to each of STAFF, and each issue must be
    stored once. Only two reopenings of an issue count: from the third within a week on it is left
    to the daily digest, which is not sent here.
    """
    happened = Counter(
        key
        for (key,) in installation.query(
            "SELECT issue_id FROM issues_issueevent WHERE verb = 'opened'"
        )
    )
    again = Counter(
        key
        for (key,) in installation.query(
            "SELECT issue_id FROM issues_issueevent WHERE verb = 'reopened'"
        )
    )
    happened.update({key: min(times, 2) for key, times in again.items()})
    balance.happened = sum(happened.values())
    twice = (
        "SELECT count(*) FROM issues_issue WHERE fingerprint <> '' "
        "GROUP BY fingerprint HAVING count(*) > 1"
    )
    balance.doubled += len(installation.query(twice))
    mailed: dict[str, Counter[int]] = {recipient: Counter() for recipient in STAFF}
    seen: set[str] = set()
    for message in received:
        if message.message_id in seen:
            balance.repeated += 1
            continue
        seen.add(message.message_id)
        for recipient in set(message.recipients).intersection(STAFF):
            mailed[recipient].update(int(key) for key in _LINK.findall(message.text))
    for counted in mailed.values():
        balance.lost += sum((happened - counted).values())
        balance.doubled += sum((counted - happened).values())
    return balance
