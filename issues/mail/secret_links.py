"""Links that give access to what belongs to one person: a report to its reporter, an account to its
owner.
"""

import re

#: The text shown instead of the secret part of such a link.
HIDDEN = "[hidden]"
#: The pattern of that part. It reads each letter once, however long the part is.
SECRET = r"(?<=/reports/)[\w-]++(?:/confirm/[\w-]++)?|(?<=/admin/reset/)[\w-]++/[\w-]++"
_SECRET = re.compile(SECRET)


def hide(text: str) -> str:
    """Return the text with such links masked. A mail server may quote them when it refuses a
    message.
    """
    return _SECRET.sub(HIDDEN, text)
