"""Requests in an encoding other than UTF-8. No browser sends them, but they could name any codec of
Python."""

from __future__ import annotations

import encodings
import pkgutil

import pytest

from tests.issues.reports.form_parts import form_key
from tests.support.installation import Installation
from tests.support.site import site

pytestmark = pytest.mark.long

CODECS = sorted(
    {module.name for module in pkgutil.iter_modules(encodings.__path__)}
    - {"aliases", "mbcs", "oem"}
)
KINDS = [
    "text/plain; charset={}",
    "multipart/form-data; charset={}; boundary=x",
    "text/plain; x*={}''y",
    "multipart/form-data; boundary*={}''x",
]
TEXT = "Zoë moved. +2AA- \\ud800 %FF"


def test_a_page_answers_as_if_nothing_was_said(installation: Installation) -> None:
    assert len(CODECS) > 100
    with site(installation) as running:
        for codec in [*CODECS, "none-such", "../x", "a" * 4000, ""]:
            for kind in KINDS:
                answer = running.browser.get(
                    "/?q=Zo%C3%AB", headers={"Content-Type": kind.format(codec)}
                )
                assert answer.status_code == 200, f"{codec} {kind}"
                assert "Zoë" in answer.text


def test_what_was_typed_is_stored_as_it_was_typed(installation: Installation) -> None:
    installation.env["REPORT_LIMIT"] = "0"
    codecs = ["utf-7", "utf-16", "unicode_escape", "base64", "idna", "rot13", "cp037", "none-such"]
    with site(installation) as running:
        running.browser.get("/report/")
        for codec in codecs:
            typed = {"issue": f"{codec}: {TEXT}", "key": form_key()}
            head = 'Content-Disposition: form-data; name="{}"\r\n\r\n{}\r\n'
            parts = "".join(f"--x\r\n{head.format(name, value)}" for name, value in typed.items())
            headers = {
                "Content-Type": f'multipart/form-data; charset={codec}; Boundary="x"',
                **running.token,
            }
            assert (
                running.browser.post(
                    "/report/", content=f"{parts}--x--\r\n".encode(), headers=headers
                ).status_code
                == 302
            )
        typed = {"issue": "x", "key": form_key()}
        for kind in (
            'multipart/form-data; x="; boundary=evil"; boundary=x',
            "multipart/form-data; boundary = x",
        ):
            parts = "".join(f"--x\r\n{head.format(name, value)}" for name, value in typed.items())
            headers = {"Content-Type": kind, **running.token}
            assert (
                running.browser.post(
                    "/report/", content=f"{parts}--x--\r\n".encode(), headers=headers
                ).status_code
                == 302
            )
        answer = running.browser.post(
            "/report/",
            content=b"--x--\r\n",
            headers={"Content-Type": "multipart/form-data", **running.token},
        )
        assert answer.status_code == 400
    stored = installation.query("SELECT issue FROM issues_issue ORDER BY id")
    assert stored == [*((f"{codec}: {TEXT}",) for codec in codecs), ("x",)]
