"""Kills of gunicorn's workers while they take a report or apply a fix."""

from __future__ import annotations

import re
import time
from collections import Counter

from tests.support.site import LOGIN, site
from trials.faults.balance import Balance
from trials.faults.stage import Stage

KEY = re.compile(r'name="key" value="([^"]+)"')
#: Fixes after which a run follows. Its changes stay below the number at which they would be held.
OFTEN = 20


def reports(stage: Stage, kills: int) -> Balance:
    """Kill the workers while a report is sent; a sender without an answer sends the form again."""
    balance = stage.balance("report, worker killed")
    with site(stage.installation) as running:
        # One copy of the form for each report, as a copy can be sent only a few times.
        keys = [
            found[1]
            for _ in range(kills + 5)
            if (found := KEY.search(running.browser.get("/report/").text))
        ]
        time.sleep(2.1)  # seconds: a form that is sent at once is taken for a program's
        forms = [
            {"issue": f"Report {n}.", "email": f"r{n}@example.net", "key": key}
            for n, key in enumerate(keys)
        ]
        assert len(forms) == kills + 5
        times = []
        for form in forms[kills:]:
            began = time.monotonic()
            assert running.post("/report/", form) == 302
            times.append(time.monotonic() - began)
        usual = sorted(times)[2]
        for form in forms[:kills]:
            balance.faults += 1
            if running.post_killed("/report/", form, stage.chance.uniform(0, usual)) != 302:
                balance.hit += 1
                balance.stuck_if(
                    not running.until("/report/", form, 302), "reports are no longer accepted"
                )
    stored = Counter(
        text
        for (text,) in stage.installation.query(
            "SELECT issue FROM issues_issue WHERE origin = 'public'"
        )
    )
    sent = Counter(form["issue"] for form in forms)
    balance.lost += sum((sent - stored).values())
    balance.doubled += sum((stored - sent).values())
    stage.closed(balance)
    confirmed = Counter(
        message.recipients[0]
        for message in {each.message_id: each for each in stage.smtp.received}.values()
    )
    balance.lost += sum(confirmed[form["email"]] == 0 for form in forms)
    balance.doubled += sum(confirmed[form["email"]] > 1 for form in forms)
    return balance


def fixes(stage: Stage, kills: int) -> Balance:
    """Kill the workers while a fix of two steps is applied.

    Both steps must be there with event, history and undo, or nothing.
    """
    balance = stage.balance("fix, worker killed")
    query = stage.installation.query
    rows = "".join(
        f"fed-senate,Bo,Reed {n},bo{n}@example.org; reed{n}@example.org\n" for n in range(kills + 5)
    )
    file = stage.installation.path / "two.csv"
    file.write_text(f"chamber,first_name,last_name,email\n{rows}")
    stage.installation.manage("importmembers", "csv", file)
    stage.installation.manage("shell", "-v0", "-c", LOGIN)
    stage.host.run("runchecks", "--check", "email-two")
    issues = query(
        "SELECT id, member_id FROM issues_issue WHERE check_name = 'email-two' ORDER BY id"
    )
    assert len(issues) == kills + 5

    def form(issue: int) -> tuple[str, dict[str, str]]:
        ((revision,),) = query("SELECT revision FROM issues_issue WHERE id = %s", issue)
        return f"/admin/issues/issue/{issue}/fix/", {"fix": "0", "revision": str(revision)}

    def done(issue: int, member: int) -> bool | None:
        """True if the fix is complete, False if nothing of it is there, None if it is half done."""
        addresses = [
            address
            for (address,) in query(
                "SELECT address FROM members_email WHERE member_id = %s ORDER BY id", member
            )
        ]
        counts = [
            query("SELECT count(*) FROM issues_appliedfix WHERE issue_id = %s", issue)[0][0],
            query(
                "SELECT count(*) FROM issues_issueevent WHERE issue_id = %s AND verb = 'fixed'",
                issue,
            )[0][0],
            query("SELECT count(*) FROM members_historicalemail WHERE member_id = %s", member)[0][0]
            // 3,
        ]
        if counts == [0, 0, 0] and len(addresses) == 1 and ";" in addresses[0]:
            return False
        return (
            True
            if counts == [1, 1, 1]
            and len(addresses) == 2
            and not any(";" in address for address in addresses)
            else None
        )

    with site(stage.installation) as running:
        running.log_in()
        times = []
        for issue, _ in issues[kills:]:
            began = time.monotonic()
            assert running.post(*form(issue)) == 302
            times.append(time.monotonic() - began)
        usual = sorted(times)[2]
        for number, (issue, member) in enumerate(issues[:kills], 1):
            balance.faults += 1
            balance.hit += running.post_killed(*form(issue), stage.chance.uniform(0, usual)) != 302
            state = done(issue, member)
            balance.half += state is None
            if state is False:
                balance.stuck_if(
                    not running.until(*form(issue), 302), "a fix can no longer be applied"
                )
                balance.half += done(issue, member) is not True
            if not number % OFTEN:
                balance.stuck_if(
                    stage.host.run("runchecks", "--check", "email-two").status != 0,
                    "the next run failed",
                )
    balance.stuck_if(
        stage.host.run("runchecks", "--check", "email-two").status != 0, "the next run failed"
    )
    left = query("SELECT count(*) FROM issues_issue WHERE check_name = 'email-two' AND status <> 3")
    events = query(
        "SELECT issue_id FROM issues_issueevent WHERE verb = 'resolved' "
        "GROUP BY issue_id HAVING count(*) > 1"
    )
    balance.stuck_if(left != [(0,)], f"{left} fixed issues are open")
    balance.doubled += len(events)
    return stage.closed(balance)
