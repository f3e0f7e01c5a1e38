"""The value to be redacted, with the patterns that find it in all its spellings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from issues.privacy import plain_text, spellings, split_values


@dataclass(frozen=True)
class Value:
    """A value that is sought in all stored data.

    `pattern` finds the value, and `words` each of its words where they are spread over several
    columns. `folded` and `folded_words` do the same in texts without escapes and capitals.
    """

    pattern: re.Pattern[str]
    words: split_values.Words
    folded: re.Pattern[str]
    folded_words: split_values.Words

    @classmethod
    def of(cls, value: str) -> Value:
        """Build the patterns for a value. Raises ValueError if it is too short."""
        folded = plain_text.folded(value)
        return cls(
            spellings.pattern(value),
            spellings.words(value),
            spellings.pattern(folded),
            spellings.words(folded),
        )

    def is_in(self, text: str) -> bool:
        """True if the text contains the value, however it is escaped."""
        return any(self.folded.search(view) for view in plain_text.views(text))

    def is_among(self, texts: Sequence[str]) -> bool:
        """True if these texts, which belong together, contain the value or all of its words."""
        return self.is_in(" ".join(texts)) or self._has_words(texts)

    def out_of(self, text: str, stub: str = "") -> str:
        """Return the text with the stub in place of the value.

        Returns the stub alone if the value shows only in the plain form of the text.
        """
        # Tested without the stub, which may contain the value itself, such as a year.
        return stub if self.is_in(self.pattern.sub(" ", text)) else self.pattern.sub(stub, text)

    def out_of_all(self, texts: list[str]) -> list[str]:
        """Return the cells of one row without the value, and without its words if all are there."""
        new = [self.out_of(text) for text in texts]
        return [self._without_words(text) for text in new] if self._has_words(new) else new

    def _has_words(self, texts: Sequence[str]) -> bool:
        if not self.folded_words:
            return False
        seen = [view for text in texts for view in plain_text.views(text)]
        return all(any(word.search(view) for view in seen) for word in self.folded_words)

    def _without_words(self, text: str) -> str:
        for word in self.words:
            text = word.sub("", text)
        return (
            ""
            if any(
                word.search(view) for word in self.folded_words for view in plain_text.views(text)
            )
            else text
        )
