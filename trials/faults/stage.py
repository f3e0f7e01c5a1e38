"""The stage for a fault: an installation with members, a mail server, a host, and data that breaks
again and again."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.support.installation import Installation, Template, migrate
from tests.support.smtp import SmtpServer
from trials.faults.balance import Balance, close
from trials.faults.host import Host, host

MEMBERS = 60
#: E-mail addresses, and phones, that break each time. As many are mended, and both together stay
#: below the number at which changes would be held.
BROKEN = 10
CHECKS = ("--check", "email-malformed", "phone-invalid")


@dataclass
class Stage:
    """An installation with what a fault needs. `database` is `sqlite` or `postgresql`."""

    installation: Installation
    smtp: SmtpServer
    host: Host
    chance: random.Random
    database: str

    def break_data(self) -> None:
        """Mend what is broken and break something else, as an import would: no signal is sent."""
        query = self.installation.query
        query(
            "UPDATE members_email SET address = replace(address, ' at ', '@'), "
            "normalised = replace(address, ' at ', '@')"
        )
        query(
            "UPDATE members_phone SET number = '(08) 8999 0000', normalised = '+61889990000', "
            "line = 'landline'"
        )
        for table, values in (
            ("email", "address = replace(address, '@', ' at '), normalised = ''"),
            ("phone", "number = '12', normalised = ''"),
        ):
            keys = [key for (key,) in query(f"SELECT id FROM members_{table} ORDER BY id")]
            for key in self.chance.sample(keys, BROKEN):
                query(f"UPDATE members_{table} SET {values} WHERE id = %s", key)

    def wrong(self) -> int:
        """Return by how many the open issues of CHECKS differ from what must be open."""
        (count,) = self.installation.query(
            "SELECT count(*) FROM issues_issue WHERE status = 0 AND origin = 'check'"
        )[0]
        return abs(int(count) - 2 * BROKEN)

    def due_now(self) -> None:
        """Make all waiting mail due: mail that could not be sent waits for a minute or more."""
        self.installation.query("UPDATE issues_mail SET due_at = created_at")

    def undelivered(self) -> int:
        return int(
            self.installation.query("SELECT count(*) FROM issues_mail WHERE state <> 'sent'")[0][0]
        )

    def usual(self, *command: str) -> float:
        """Return the seconds that a command takes if nothing disturbs it: the median of three."""
        times = []
        for _ in range(3):
            self.break_data()
            times.append(self.host.run(*command).seconds)
        return sorted(times)[1]

    def balance(self, kind: str) -> Balance:
        return Balance(kind, self.database)

    def closed(self, balance: Balance) -> Balance:
        """With the balance of mail, after the last delivery."""
        self.due_now()
        balance.stuck_if(self.host.run("delivermail").status != 0, "the last delivery failed")
        balance.stuck_if(self.undelivered() > 0, "mail is left")
        return close(balance, self.installation, self.smtp.received)


@contextmanager
def loaded(server_url: str, folder: Path) -> Iterator[Template]:
    """Yield a database with members, for stages on copies of it, and delete it at the end of the
    block. It is on that server, or, with an address of SQLite, in that folder."""
    template = Template(folder, server_url, _load)
    try:
        yield template
    finally:
        template.remove()


@contextmanager
def stage(template: Template, seed: int = 7) -> Iterator[Stage]:
    """Set up a stage on a copy of a loaded database, and delete it at the end of the block."""
    with (
        tempfile.TemporaryDirectory(prefix="yvih-faults-") as made,
        template.copy(Path(made)) as installation,
        SmtpServer() as smtp,
    ):
        installation.env |= {
            "EMAIL_URL": smtp.url,
            "REPORT_LIMIT": "0",
            "REPORT_LIMIT_ALL": "0",
            "FETCH_PRIVATE_NETWORKS": "127.0.0.1/32",
        }
        with host(installation) as here:
            is_sqlite = template.url.startswith("sqlite")
            database = "sqlite" if is_sqlite else "postgresql"
            yield Stage(installation, smtp, here, random.Random(seed), database)


def _load(installation: Installation) -> None:
    """Load members without mistakes, and run the checks once: a first run is never held."""
    migrate(installation)
    rows = "".join(
        f"fed-hor,Ada,Quill {word(n)},ada{n}@example.org,(08) 8999 0000\n" for n in range(MEMBERS)
    )
    file = installation.path / "members.csv"
    file.write_text(f"chamber,first_name,last_name,email,phone\n{rows}")
    installation.manage("importmembers", "csv", file)
    installation.manage("runchecks", *CHECKS)


def word(number: int) -> str:
    """Return the number in letters, as a name has no digits."""
    return "".join(chr(ord("a") + int(digit)) for digit in f"{number:04}")
