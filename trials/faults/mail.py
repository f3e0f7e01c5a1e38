"""Faults of the mail server: it is down, slow, or refuses a recipient."""

from __future__ import annotations

from trials.faults.balance import STAFF, Balance
from trials.faults.host import host
from trials.faults.stage import CHECKS, Stage


def down(stage: Stage, times: int) -> Balance:
    """Stop the server while issues are found and mail is to be sent; nothing may wait for it."""
    balance = stage.balance("mail server down")
    for _ in range(times):
        stage.smtp.stop()
        stage.break_data()
        balance.faults += 1
        balance.stuck_if(
            stage.host.run("runchecks", *CHECKS).status != 0, "a run needs the mail server"
        )
        balance.hit += stage.host.run("delivermail").status == 1
        stage.smtp.start()
        balance.stuck_if(
            stage.host.run("delivermail").status != 0,
            "mail did not go out when the server was back",
        )
        balance.stuck_if(stage.undelivered() > 0, "mail is left")
    return stage.closed(balance)


def slow(stage: Stage, times: int) -> Balance:
    """Make the server slow, and start a run and a second delivery meanwhile; neither may wait."""
    balance = stage.balance("mail server slow")
    stage.smtp.delay = 0.02
    with host(stage.installation) as other:
        for _ in range(times):
            stage.break_data()
            stage.host.run("runchecks", *CHECKS)
            balance.faults += 1
            other.start("delivermail")
            balance.stuck_if(stage.host.run("delivermail").status != 0, "a second delivery failed")
            stage.break_data()
            balance.stuck_if(
                stage.host.run("runchecks", *CHECKS).status != 0, "a run waits for the mail server"
            )
            ended = other.wait()
            balance.hit += ended.seconds > stage.smtp.delay
            balance.stuck_if(ended.status != 0, "the delivery failed")
    return stage.closed(balance)


def refusing(stage: Stage, times: int) -> Balance:
    """Let the server refuse one recipient for a while.

    The other recipient must get every mail at once, and this one all of them later.
    """
    balance = stage.balance("one recipient refused")
    for _ in range(times):
        stage.smtp.refused = {STAFF[1]}
        stage.break_data()
        stage.host.run("runchecks", *CHECKS)
        balance.faults += 1
        balance.hit += stage.host.run("delivermail").status == 1
        waiting = stage.installation.query(
            "SELECT count(*) FROM issues_mail WHERE state <> 'sent' AND recipient = %s", STAFF[0]
        )
        balance.stuck_if(waiting != [(0,)], "a recipient waits because of the other")
        stage.smtp.refused = set()
        stage.due_now()
        balance.stuck_if(
            stage.host.run("delivermail").status != 0,
            "mail did not go out when the server accepted it again",
        )
    return stage.closed(balance)
