"""What is queued for delivery, as a test asks for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from post_office.models import Email


class QueuedMail:
    """The queue's rows, oldest first; asked of the database each time."""

    def all(self) -> list[Email]:
        from post_office.models import Email

        return list(Email.objects.order_by("pk"))

    def to(self, address: str) -> list[Email]:
        """Those that go to this address."""
        return [message for message in self.all() if address in message.to]

    def subjects(self, address: str = "") -> list[str]:
        """The subjects of all, or of those to one address."""
        return [message.subject for message in (self.to(address) if address else self.all())]

    def __len__(self) -> int:
        return len(self.all())
