"""Traffic on the site: readers and reporters, and how long they waited for each answer."""

from __future__ import annotations

import random
import re
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import httpx

KEY = re.compile(r'name="key" value="([^"]+)"')
#: Seconds for which a form must be open: a faster sender is taken for a program.
READS_FORM = 2.1


@dataclass
class Log:
    """The answers to one kind of visitor: the seconds of each, and a line for each wrong answer."""

    seconds: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def percentile(self, percent: float) -> float:
        """Return the seconds within which this percentage of answers came; 0 without answers."""
        ordered = sorted(self.seconds)
        return ordered[min(len(ordered) - 1, int(len(ordered) * percent / 100))] if ordered else 0.0


@dataclass
class Traffic:
    """Threads that act as readers and writers for some seconds, from the moment it is made.

    `sent` has the texts of the reports that were accepted.
    """

    url: str
    pages: Sequence[str]
    readers: int
    writers: int
    seconds: float
    reading: Log = field(default_factory=Log)
    writing: Log = field(default_factory=Log)
    sent: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._end = time.monotonic() + self.seconds
        people = [(self._read, number) for number in range(self.readers)] + [
            (self._write, number) for number in range(self.writers)
        ]
        self._threads = [
            threading.Thread(target=be, args=[number], daemon=True) for be, number in people
        ]
        for thread in self._threads:
            thread.start()

    @property
    def is_over(self) -> bool:
        """True if the seconds have passed."""
        return time.monotonic() > self._end

    def join(self) -> None:
        """Wait for all threads."""
        for thread in self._threads:
            thread.join()

    def _read(self, number: int) -> None:
        chance = random.Random(number)
        with self._browser() as browser:
            while not self.is_over:
                page = chance.choice(self.pages)
                self._ask(self.reading, page, 200, lambda page=page: browser.get(page))  # type: ignore[misc]

    def _write(self, number: int) -> None:
        count = 0
        with self._browser() as browser:
            while not self.is_over:
                count += 1
                text = f"Report {count} of writer {number}."
                form = self._ask(self.writing, "/report/", 200, lambda: browser.get("/report/"))
                match = KEY.search(form.text) if form else None
                if match is None:
                    continue
                time.sleep(READS_FORM)
                typed = {"issue": text, "email": f"w{number}.{count}@example.net", "key": match[1]}
                headers = {"X-CSRFToken": browser.cookies.get("csrftoken") or ""}
                answer = self._ask(
                    self.writing,
                    "POST /report/",
                    302,
                    lambda typed=typed, headers=headers: browser.post(
                        "/report/", data=typed, headers=headers
                    ),  # type: ignore[misc]
                )
                if answer is not None:
                    self.sent.append(text)
                    self._ask(
                        self.writing,
                        "its page",
                        200,
                        lambda answer=answer: browser.get(answer.headers["Location"]),  # type: ignore[misc]
                    )

    def _browser(self) -> httpx.Client:
        return httpx.Client(base_url=self.url, timeout=60, trust_env=False)

    def _ask(
        self, log: Log, what: str, status: int, request: Callable[[], httpx.Response]
    ) -> httpx.Response | None:
        """Return the answer, or None if its status is another one; that is logged as an error."""
        began = time.monotonic()
        try:
            answer = request()
        except httpx.HTTPError as error:
            log.errors.append(f"{what}: {type(error).__name__}: {error}")
            return None
        log.seconds.append(time.monotonic() - began)
        if answer.status_code != status:
            log.errors.append(f"{what}: {answer.status_code}")
            return None
        return answer
