"""The queue of outgoing mail, as tests read it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from issues.models import Mail


class QueuedMail:
    """The queue's rows, oldest first, read from the database each time."""

    def all(self) -> list[Mail]:
        from issues.models import Mail

        return list(Mail.objects.order_by("pk"))

    def to(self, address: str) -> list[Mail]:
        """Return the messages to this address."""
        return [message for message in self.all() if message.recipient == address]

    def subjects(self, address: str = "") -> list[str]:
        """Return the subjects of all messages, or of those to one address."""
        return [message.subject for message in (self.to(address) if address else self.all())]

    def __len__(self) -> int:
        return len(self.all())
