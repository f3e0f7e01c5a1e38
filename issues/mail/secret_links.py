"""Links that open what belongs to one person: a report to its reporter, an account to its owner."""

import re

#: What is said in the place of what such a link is secret by.
HIDDEN = "[hidden]"
#: A pattern of that part; each letter is read once, however long it is.
SECRET = r"(?<=/reports/)[\w-]++(?:/confirm/[\w-]++)?|(?<=/admin/reset/)[\w-]++/[\w-]++"
_SECRET = re.compile(SECRET)


def hide(text: str) -> str:
    """Return the text with such links masked. A mail server may quote them when it refuses a
    message."""
    return _SECRET.sub(HIDDEN, text)
