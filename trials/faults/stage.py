"""What every fault needs: an installation with members, a mail server, a host, and something that
happens all the time."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.support.installation import Installation, Template
from tests.support.smtp import SmtpServer
from trials.faults.books import Balance, close
from trials.faults.host import Host, host

MEMBERS = 60
#: Members whose data turns bad each time: with as many that turn good, below what would be held.
SPOILT = 10
CHECKS = ("--check", "email-malformed", "phone-invalid")


@dataclass
class Stage:
    installation: Installation
    smtp: SmtpServer
    host: Host
    chance: random.Random
    database: str

    def spoil(self) -> None:
        """Put right what was wrong, and break something else, as an import or another program
        would: no signal is sent."""
        query = self.installation.query
        query(
            "UPDATE members_email SET address = replace(address, ' at ', '@'), normalised = replace(address, ' at ', '@')"
        )
        query(
            "UPDATE members_phone SET number = '(08) 8999 0000', normalised = '+61889990000', line = 'landline'"
        )
        for table, values in (
            ("email", "address = replace(address, '@', ' at '), normalised = ''"),
            ("phone", "number = '12', normalised = ''"),
        ):
            keys = [key for (key,) in query(f"SELECT id FROM members_{table} ORDER BY id")]
            for key in self.chance.sample(keys, SPOILT):
                query(f"UPDATE members_{table} SET {values} WHERE id = %s", key)

    def wrong(self) -> int:
        """How many of CHECKS' issues must be open now, and are not."""
        (count,) = self.installation.query(
            "SELECT count(*) FROM issues_issue WHERE status = 0 AND origin = 'check'"
        )[0]
        return abs(int(count) - 2 * SPOILT)

    def due_now(self) -> None:
        """A mail that could not be sent waits a minute or more: that time is over."""
        self.installation.query("UPDATE issues_mail SET due_at = created_at")

    def undelivered(self) -> int:
        return int(
            self.installation.query("SELECT count(*) FROM issues_mail WHERE state <> 'sent'")[0][0]
        )

    def usual(self, *command: str) -> float:
        """How long a command takes here when nobody disturbs it, in seconds: the middle of three."""
        times = []
        for _ in range(3):
            self.spoil()
            times.append(self.host.run(*command).seconds)
        return sorted(times)[1]

    def balance(self, kind: str) -> Balance:
        return Balance(kind, self.database)

    def closed(self, balance: Balance) -> Balance:
        """With the books of mail, after the last delivery."""
        self.due_now()
        balance.stuck_if(self.host.run("delivermail").status != 0, "the last delivery failed")
        balance.stuck_if(self.undelivered() > 0, "mail is left")
        return close(balance, self.installation, self.smtp.received)


@contextmanager
def stage(
    server_url: str, seed: int = 7, disk: Path | None = None, **settings: str
) -> Iterator[Stage]:
    """A stage whose database is on that server (or, with an address of SQLite, on that disk); all
    gone at the end."""
    with tempfile.TemporaryDirectory(prefix="yvih-faults-") as made:
        path = Path(made)
        smtp = SmtpServer()
        smtp.start()
        template = Template(disk or path, server_url)
        try:
            installation = Installation(path, template.url)
            installation.env |= {
                "EMAIL_URL": smtp.url,
                "REPORT_LIMIT": "0",
                "REPORT_LIMIT_ALL": "0",
                **settings,
            }
            _load(installation)
            with host(installation) as here:
                yield Stage(
                    installation,
                    smtp,
                    here,
                    random.Random(seed),
                    "sqlite" if server_url.startswith("sqlite") else "postgresql",
                )
        finally:
            smtp.stop()
            template.remove()


def _load(installation: Installation) -> None:
    """Members that are right, and a first run, which is never held."""
    rows = "".join(
        f"fed-hor,Ada,Quill {word(n)},ada{n}@example.org,(08) 8999 0000\n" for n in range(MEMBERS)
    )
    file = installation.path / "members.csv"
    file.write_text(f"chamber,first_name,last_name,email,phone\n{rows}")
    installation.manage("importmembers", "csv", file)
    installation.manage("runchecks", *CHECKS)


def word(number: int) -> str:
    """The number in letters: a name has no digits."""
    return "".join(chr(ord("a") + int(digit)) for digit in f"{number:04}")
