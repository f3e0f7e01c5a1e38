"""The five fields of a crontab expression, as Debian's cron and its relatives read them."""

import re
from datetime import datetime

from cronsim import CronSim, CronSimError

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
DAYS = ("sun", "mon", "tue", "wed", "thu", "fri", "sat")
# The field's name, its first and last number, and the names that may replace the numbers in order.
FIELDS = (
    ("minute", 0, 59, ()),
    ("hour", 0, 23, ()),
    ("day of the month", 1, 31, ()),
    ("month", 1, 12, MONTHS),
    ("day of the week", 0, 7, DAYS),
)
PART = re.compile(r"(?:\*|(\w+)(?:-(\w+))?)(/\d+)?", re.ASCII)


def refuse_nonsense(expression: str) -> None:
    """Raise ValueError if cron would not take the expression; the message names the field."""
    fields = re.split(r"[ \t]+", expression.strip())
    if len(fields) != len(FIELDS):
        raise ValueError("not a crontab expression of five fields.")
    for text, (what, first, last, names) in zip(fields, FIELDS, strict=True):
        for part in text.split(","):
            if not _is_right(part, first, last, names):
                named = f", {names[0]} to {names[-1]}," if names else ""
                raise ValueError(
                    f"the {what} is {text!r}; it takes {first} to {last}{named} or `*`, "
                    "such as 1,3 or 1-5 or */2."
                )
    try:
        CronSim(" ".join(fields), datetime.now())
    except CronSimError as error:
        raise ValueError(f"it is never due: {error}.") from None


def _is_right(part: str, first: int, last: int, names: tuple[str, ...]) -> bool:
    match = PART.fullmatch(part)
    if match is None:
        return False
    start, end, step = match.groups()
    if step and (int(step[1:]) == 0 or (start and not end)):
        return False
    numbers = [_number(text, first, names) for text in (start, end) if text]
    return all(first <= number <= last for number in numbers) and numbers == sorted(numbers)


def _number(text: str, first: int, names: tuple[str, ...]) -> int:
    """Return the number that a text or a name stands for, or -1 if it is neither."""
    if text.lower() in names:
        return names.index(text.lower()) + first
    return int(text) if text.isdigit() else -1
