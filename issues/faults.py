"""The details that have a certain fault, streamed: the database leaves out what is surely right, Python judges the rest."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import F, Q
from django.db.models.functions import Lower, Right, Upper

from issues.instead import instead
from issues.registry import Fix
from issues.rules import phones
from issues.rules.phones import DUMMY_TAILS, Fault, Part, Verdict
from issues.scope import Scope, among
from members.models import Phone


def faulty_phones(scope: Scope, fault: Fault) -> Iterator[tuple[Phone, Verdict]]:
    """Each phone in scope with that fault, and what is to be said of it."""
    rows = scope.details(Phone)
    suspects = rows.filter(normalised="")
    if fault is Fault.PLACEHOLDER:
        suspects = rows.annotate(tail=Right("normalised", 7)).filter(Q(normalised="") | Q(tail__in=DUMMY_TAILS))
    elif fault in (Fault.NOT_A_NUMBER, Fault.COMMENTED, Fault.TWO_NUMBERS):
        suspects = rows.annotate(upper=Upper("number"), lower=Lower("number")).filter(Q(normalised="") | ~Q(upper=F("lower")))
    found: dict[int, Verdict] = {}
    for key, number, country in suspects.values_list("pk", "number", "member__chamber__country").iterator():
        verdict = phones.judge(number, country)
        if verdict and verdict.fault is fault:
            found[key] = verdict
    for phone in among(rows.prefetch_related("member__phones"), found):
        yield phone, found[phone.pk]


def in_parts(phone: Phone, parts: tuple[Part, ...], label: str) -> tuple[Fix, ...]:
    """The fix that writes each of these numbers as a detail of its own, under the kind and medium that its words tell."""
    values = []
    for part in parts:
        same = Phone(member=phone.member, number=part.number)
        same.normalise()
        tollfree = part.tollfree and same.line == "tollfree"
        values.append({"number": part.number, "medium": part.medium or phone.medium, "kind": "tollfree" if tollfree else phone.kind})
    edits = instead(phone, phone.member.phones.all(), *values)
    listed = [edit.values["number"] for edit in edits if "number" in edit.values]
    return (Fix(f"{label} {' and '.join(listed)}" if listed else "Take it out: it is listed already", edits),) if parts else ()
