"""The order of names: first and last names in each other's place, as in `Smith,` and `John`, or
`Smith, John` in one column."""

from __future__ import annotations

from issues.values.names import comment, generation, is_generation, post_nominals, title
from issues.values.signs import has_signs
from members import normalise

Names = tuple[str, str]


def is_misplaced(first: str, last: str) -> bool:
    """True if a comma or a generation shows that a part of the name is in the wrong place.

    `Smith, Jr.` and `Smith, MP` are right.
    """
    return _reordered(first, last) is not None


def reordered(first: str, last: str) -> list[Names]:
    """Return the pairs of first and last name that may be meant; empty if that does not follow."""
    return [
        (one, other)
        for one, other in _reordered(first, last) or []
        if one and other and _is_clean(one, False) and _is_clean(other, True)
    ]


def _reordered(first: str, last: str) -> list[Names] | None:
    first, last = first.strip(), last.strip()
    if first.endswith(",") and last:
        bare = first.rstrip(" ,")
        return None if _belongs_after(last) else [(last, bare), (bare, last)]
    if (found := generation(first)).part and last:
        return [(found.rest, f"{last} {found.part}")]
    for text, other in ((last, first), (first, last)):
        surname, _, given = (part.strip() for part in text.rstrip(" ,").partition(","))
        if surname and given and not _belongs_after(given) and not comment(text).part:
            expected = given if text is last else surname
            return (
                [(given, surname)]
                if not other or normalise.text(other) == normalise.text(expected)
                else []
            )
    return None


def _belongs_after(text: str) -> bool:
    """True if every piece of this text may follow a name after a comma: a generation, post-nominals
    or a title."""
    pieces = [f"X, {piece.strip()}" for piece in text.split(",") if piece.strip()]
    return all(
        is_generation(piece[2:]) or "X" in (post_nominals(piece, True).rest, title(piece).rest)
        for piece in pieces
    )


def _is_clean(text: str, is_last: bool) -> bool:
    return not (
        title(text).part
        or post_nominals(text, is_last).part
        or comment(text).part
        or has_signs(text)
    )
