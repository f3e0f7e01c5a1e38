"""Terms of one person in the United States Congress: for which electorate, and since when."""

from __future__ import annotations

import re
from datetime import date

from members.sources.popolo_terms import GAP
from members.sources.text import quoted
from members.sources.yamltext import Fields, YamlDocument


def electorate(document: YamlDocument, sitting: Fields, body: str) -> str:
    """Return the electorate: `OH` in the senate, `OH-13` in the house.

    A state with one district has `AK-0`, as in the list.
    """
    state, district = document.text(sitting, "state"), document.text(sitting, "district")
    if body == "house" and state and not district:
        document.add_problem(
            sitting.line,
            f"a seat in the house for {state} without district; the electorate is left blank",
        )
        return ""
    return f"{state}-{district}" if body == "house" and state else state


def first_day(document: YamlDocument, terms: list[Fields]) -> date | None:
    """Return the first day of the consecutive terms in the last term's chamber.

    None if a date among them is not valid.
    """
    held = terms[-1]
    began = _day(document, held, "start")
    for term in reversed(terms[:-1]):
        if began is None or document.text(term, "type") != document.text(held, "type"):
            break
        ended = _day(document, term, "end")
        if ended is not None and began - ended > GAP:
            break
        began = ended and _day(document, term, "start")
    return began


def _day(document: YamlDocument, term: Fields, name: str) -> date | None:
    text = document.text(term, name)
    try:
        if re.fullmatch(r"\d{4}-\d\d-\d\d", text, re.ASCII):
            return date.fromisoformat(text)
    except ValueError:
        pass  # not a day of the calendar: reported below, as any other form
    document.add_problem(
        term.line,
        f"{name}: {quoted(text)} is not a date of the form YYYY-MM-DD; started_on is left blank",
    )
    return None
