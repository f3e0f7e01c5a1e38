"""Commands killed at random points of their work."""

from __future__ import annotations

import gzip
from hashlib import sha256

from tests.support.lists import list_server
from trials.faults.balance import Balance
from trials.faults.host import KILLED, host
from trials.faults.stage import BROKEN, CHECKS, MEMBERS, Stage, word


def runchecks(stage: Stage, kills: int) -> Balance:
    """Kill a run; the next one must finish its work."""
    balance, usual = stage.balance("runchecks"), stage.usual("runchecks", *CHECKS)
    for _ in range(kills):
        stage.break_data()
        balance.faults += 1
        balance.hit += (
            stage.host.run("runchecks", *CHECKS, kill_after=stage.chance.uniform(0, usual)).status
            == KILLED
        )
        balance.stuck_if(stage.host.run("runchecks", *CHECKS).status != 0, "the next run failed")
        balance.stuck_if(stage.wrong() > 0, "the next run left something undone")
    return stage.closed(balance)


def delivermail(stage: Stage, kills: int) -> Balance:
    """Kill a delivery; the next one must finish its work."""
    balance = stage.balance("delivermail")
    stage.smtp.delay = 0.01  # seconds, as long as a nearby server takes
    stage.break_data()
    stage.host.run("runchecks", *CHECKS)
    usual = stage.host.run("delivermail").seconds
    for _ in range(kills):
        stage.break_data()
        stage.host.run("runchecks", *CHECKS)
        balance.faults += 1
        balance.hit += (
            stage.host.run("delivermail", kill_after=stage.chance.uniform(0, usual)).status
            == KILLED
        )
        balance.stuck_if(stage.host.run("delivermail").status != 0, "the next delivery failed")
        balance.stuck_if(stage.undelivered() > 0, "the next delivery left something")
    return stage.closed(balance)


def fetchsources(stage: Stage, kills: int) -> Balance:
    """Kill the fetching of a list; all copies must be complete, and the newest must be the list."""
    balance = stage.balance("fetchsources")
    with list_server() as lists:
        stage.installation.manage(
            "addsource", "hor", "--format", "csv", "--chamber", "fed-hor", "--url", lists.url
        )

        def publish(number: int) -> bytes:
            rows = "".join(
                f"fed-hor,Ada,Quill {word(n)},Place {number}\n" for n in range(MEMBERS * 20)
            )
            body = f"chamber,first_name,last_name,electorate\n{rows}".encode()
            lists.sends(body)
            return body

        times = []
        for number in range(3):
            publish(number)
            times.append(stage.host.run("fetchsources").seconds)
        usual = sorted(times)[1]
        published = []
        for number in range(kills):
            published.append(publish(1000 + number))
            balance.faults += 1
            balance.hit += (
                stage.host.run("fetchsources", kill_after=stage.chance.uniform(0, usual)).status
                == KILLED
            )
            balance.stuck_if(stage.host.run("fetchsources").status != 0, "the next fetching failed")
    copies = stage.installation.query(
        "SELECT checksum, content, verdict FROM members_snapshot ORDER BY id"
    )[3:]
    balance.happened = len(copies)
    balance.half += sum(
        sha256(gzip.decompress(bytes(content))).hexdigest() != checksum
        for checksum, content, _ in copies
    )
    wanted, taken = (
        [sha256(body).hexdigest() for body in published],
        [checksum for checksum, _, _ in copies],
    )
    balance.lost += len(set(wanted) - set(taken))
    balance.doubled += len(taken) - len(set(taken))
    return balance


def two_hosts(stage: Stage, kills: int) -> Balance:
    """Let two hosts run and deliver at the same time, again and again; then let one of them die."""
    balance = stage.balance("two hosts")
    stage.smtp.delay = 0.005
    with host(stage.installation, "another.example") as other:
        both = (stage.host, other)
        for _ in range(kills):
            stage.break_data()
            for command in (("runchecks", *CHECKS), ("delivermail",)):
                for each in both:
                    each.start(*command)
                statuses = {each.wait().status for each in both}
                balance.stuck_if(
                    not statuses <= {0, 3} or 0 not in statuses,
                    f"{command[0]} ended with {statuses}",
                )
            balance.faults += 1
            balance.hit += 1
            balance.stuck_if(stage.wrong() > 0, "the runs left something undone")
        # One host dies in a run: the other waits for the lease (two minutes), and then goes on.
        stage.break_data()
        usual = stage.usual("runchecks", *CHECKS)
        stage.break_data()
        held = "SELECT count(*) FROM issues_lease WHERE name = 'runchecks' AND holder <> ''"
        while not stage.installation.query(held)[0][0]:
            other.run("runchecks", *CHECKS, kill_after=stage.chance.uniform(0, usual))
        balance.stuck_if(
            stage.host.run("runchecks", *CHECKS).status != 3, "a run took the lease of another host"
        )
        stage.installation.query("UPDATE issues_lease SET expires_at = '2001-01-01 00:00:00+00:00'")
        balance.stuck_if(
            stage.host.run("runchecks", *CHECKS).status != 0,
            "an expired lease was not taken over",
        )
        balance.stuck_if(stage.wrong() > 0, f"not {2 * BROKEN} issues")
    return stage.closed(balance)
