"""docs/operations.md, every command of it, on this machine as it would be fresh: nothing that they
change outlives the test.

Only with PostgreSQL, which is what the handbook sets up.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.installation import ROOT
from tests.support.need import need
from tests.support.smtp import SmtpServer

HANDBOOK = ROOT / "docs" / "operations.md"

#: Replaces systemd, which a container does not have: starts a unit's command as its user, in its
#: folder.
SYSTEMCTL = """#!/bin/sh
set -e
unit=/etc/systemd/system/yvih.service
value() { sed -n "s/^$1=//p" $unit; }
case "$1" in
daemon-reload) exit 0 ;;
enable) [ "$2 $3" = "--now yvih" ] ;;
stop) [ "$2" = yvih ]; pkill -f gunicorn; sleep 2; exit 0 ;;
start) [ "$2" = yvih ] ;;
*) exit 2 ;;
esac
install -d -o "$(value User)" -g "$(value Group)" "/run/$(value RuntimeDirectory)"
cd "$(value WorkingDirectory)"
setsid setpriv --reuid="$(value User)" --regid="$(value Group)" --clear-groups \\
    $(value ExecStart) >/var/log/gunicorn.log 2>&1 &
"""

#: The machine in a separate layer. All its processes end with it.
LAYER = """
set -e
mount -t tmpfs tmpfs "$1"
mkdir "$1/changed" "$1/work" "$1/machine"
mount -t overlay overlay -o "lowerdir=/,upperdir=$1/changed,workdir=$1/work" "$1/machine"
mount -t proc proc "$1/machine/proc"
mount --rbind /dev "$1/machine/dev"
mount -t tmpfs tmpfs "$1/machine/dev/shm"
mount -t tmpfs tmpfs "$1/machine/run"
mkdir "$1/machine/run/lock"
exec chroot "$1/machine" /bin/bash -e
"""

BEFORE = """
export PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
cat >/usr/local/bin/systemctl <<'SYSTEMCTL'
{systemctl}SYSTEMCTL
chmod 755 /usr/local/bin/systemctl
mkdir -p /etc/ssl/yvih
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 \\
    -subj "/CN=$HOST" -addext "subjectAltName=DNS:$HOST" \\
    -keyout /etc/ssl/yvih/privkey.pem -out /etc/ssl/yvih/fullchain.pem 2>/dev/null
cp /etc/ssl/yvih/fullchain.pem /usr/local/share/ca-certificates/yvih.crt
update-ca-certificates >/dev/null
cat /etc/hosts >/tmp/hosts
echo "127.0.0.1 $HOST" >>/tmp/hosts
cp /tmp/hosts /etc/hosts
git config --system safe.directory '*'
set -x
"""

AFTER = """
set +x
echo "=== healthz"; curl --fail --silent "https://$HOST/healthz"; echo
echo "=== headers"; curl --silent --head "https://$HOST/"
echo "=== redirect"; curl --silent --output /dev/null --write-out '%{http_code} %{redirect_url}\\n' "http://$HOST/"
echo "=== backups"; ls /var/backups/yvih
echo "=== log"; cat /var/log/yvih/yvih.log
"""


def commands() -> str:
    """Return all commands of the handbook, in order."""
    return "\n".join(
        re.findall(r"^```sh\n(.*?)^```", HANDBOOK.read_text(), re.MULTILINE | re.DOTALL)
    )


if not os.environ.get("DATABASE_URL", "sqlite").startswith("sqlite"):

    @pytest.mark.long
    def test_a_stranger_gets_from_a_bare_machine_to_a_running_service(
        tmp_path: Path, smtp: SmtpServer
    ) -> None:
        need("root", "mounts", "openssl")
        layer = tmp_path / "layer"
        layer.mkdir()
        environment = {
            **{
                name: value
                for name, value in os.environ.items()
                if name.startswith(("PIP_", "HTTP", "http", "SSL"))
            },
            "REPOSITORY": f"file://{ROOT}",
            "HOST": "yvih.example.org",
            "STAFF": "staff@example.org",
            "MAIL": smtp.url,
            "HOME": "/root",
        }
        done = subprocess.run(
            [
                "unshare",
                "--mount",
                "--pid",
                "--fork",
                "--kill-child",
                "sh",
                "-c",
                LAYER,
                "sh",
                str(layer),
            ],
            input=BEFORE.replace("{systemctl}", SYSTEMCTL) + commands() + AFTER,
            env={**environment, "PATH": os.environ["PATH"]},
            capture_output=True,
            text=True,
            check=False,
            timeout=900,
        )
        sys.stdout.write(
            done.stdout[-20_000:] + done.stderr[-20_000:]
        )  # pytest shows it when the test fails
        assert done.returncode == 0
        assert "All is well." in done.stdout
        said = dict(
            re.findall(r"^=== (\w+)\n(.*?)(?=^===|\Z)", done.stdout, re.MULTILINE | re.DOTALL)
        )
        assert '"status": "ok"' in said["healthz"]
        assert "strict-transport-security: max-age=31536000" in said["headers"].lower()
        assert said["redirect"].strip() == "301 https://yvih.example.org/"
        assert re.fullmatch(r"\d{4}-\d\d-\d\d\.gz\n", said["backups"])
        assert '"message": "The run begins."' in said["log"]
        assert "password" not in said["log"]
        invited = [
            message for message in smtp.received if message.subject.startswith("Your account")
        ]
        assert {message.recipients for message in invited} == {
            ("staff@example.org",),
            ("triage-staff@example.org",),
        }
