"""The contact details in Popolo records."""

from __future__ import annotations

from members.sources.popolo_document import Fields, PopoloDocument
from members.sources.records import AddressRecord, EmailRecord, LinkRecord, PhoneRecord
from members.sources.text import quoted

PHONES = {"voice", "phone", "tel", "telephone", "cell", "mobile", "text", "sms"}
LINKS = ("website", "twitter", "facebook", "wikipedia", "contact")
SPELT_OTHERWISE = {"url": "website", "web": "website", "homepage": "website", "x": "twitter"}
KINDS = {
    "electorate": "electorate",
    "constituency": "electorate",
    "district": "electorate",
    "parliament": "parliamentary",
    "capitol": "parliamentary",
    "minister": "ministerial",
    "toll": "tollfree",
}


class Contacts:
    """The contact details of a person and of added records. Duplicates are merged."""

    def __init__(self, document: PopoloDocument, line: int, person: Fields) -> None:
        self._document = document
        self.emails: dict[str, EmailRecord] = {}
        self.phones: dict[PhoneRecord, None] = {}
        self.addresses: dict[AddressRecord, None] = {}
        self.links: dict[LinkRecord, None] = {}
        if email := document.text(line, person, "email"):
            self.emails[email] = EmailRecord(email)
        self.add(line, person)

    def add(self, line: int, values: Fields) -> None:
        """Add the `contact_details` and `links` of a record."""
        for detail in self._document.objects(line, values, "contact_details"):
            form, value = (
                self._document.text(line, detail, "type"),
                self._document.text(line, detail, "value"),
            )
            if value:
                self._detail(line, form.lower(), value, self._kind(line, detail))
        for link in self._document.objects(line, values, "links"):
            if url := self._document.text(line, link, "url"):
                self.links[LinkRecord(url, self._link_kind(line, link))] = None

    def _detail(self, line: int, form: str, value: str, kind: str) -> None:
        form = SPELT_OTHERWISE.get(form, form)
        if form in ("email", "e-mail"):
            self.emails.setdefault(value, EmailRecord(value, kind))
        elif form in PHONES or form == "fax":
            self.phones[PhoneRecord(value, kind, fax=form == "fax")] = None
        elif form == "address":
            self.addresses[AddressRecord(kind, text=value)] = None
        elif (form in LINKS or value.lower().startswith(("http://", "https://"))) and len(
            form
        ) <= 50:
            self.links[LinkRecord(value, form)] = None
        else:
            self._document.add_problem(
                line,
                f"contact_details: there is no place for {quoted(form)}: {quoted(value)}; left out",
            )

    def _kind(self, line: int, detail: Fields) -> str:
        """Return the kind for a label. A label without a known word is the kind itself."""
        label = self._document.text(line, detail, "label")
        return next(
            (kind for word, kind in KINDS.items() if word in label.lower()),
            self._short(line, label),
        )

    def _link_kind(self, line: int, link: Fields) -> str:
        note = self._document.text(line, link, "note") or self._document.text(line, link, "type")
        word = note.lower().partition(" ")[0]
        word = SPELT_OTHERWISE.get(word, word)
        return word if word in LINKS else self._short(line, note)

    def _short(self, line: int, kind: str) -> str:
        if len(kind) <= 50:
            return kind
        self._document.add_problem(line, f"{quoted(kind)} is too long for a kind; left blank")
        return ""
