"""Whether a text holds words, for the thousands of sentences of a comparison.

Most sentences stand on the other side whole, between marks or in a cell of their own: a set knows them. Both
sides have the same order, so that others stand near the last one found. Only what is in neither place is
looked for in all of the text, which takes as long as the text is: 20,000 rows took minutes that way.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from generator.importer.compare.facts import ink, ink_runs

SENTENCE_ENDS = re.compile(r"[。！？；;：:\n\t（(]")


def pieces(texts: Iterable[str]) -> set[str]:
    """The texts, and what stands between the marks in them."""
    found = set(texts)
    return found.union(*(SENTENCE_ENDS.split(text) for text in found))


_NEAR = 5000  # characters around the sentence found last


class Held:
    """What a text says, as its ink; `parts` are pieces of it."""

    def __init__(self, parts: Iterable[str], whole: str) -> None:
        self._parts = {ink(part) for part in parts}
        self._whole = whole
        self._last = 0

    def __contains__(self, words: str) -> bool:
        """Whether the text has the words, which are ink."""
        if words in self._parts:
            return True
        at = self._whole.find(words, max(0, self._last - _NEAR), self._last + _NEAR + len(words))
        at = self._whole.find(words) if at < 0 else at
        self._last = self._last if at < 0 else at
        return at >= 0


class Runs:
    """What a text says, with its numbers whole: as `ink_runs`, so that 1-2 is not looked for as 12."""

    def __init__(self, parts: Iterable[str], whole: str) -> None:
        self._parts = {ink_runs(part).strip() for part in parts}
        self._whole = ink_runs(whole)
        self._last = 0

    def only_part(self, sentence: str) -> bool:
        """Whether words that begin or end with a digit stand in the text only as part of a longer number:
        3项 in 13项."""
        words = ink_runs(sentence).strip()
        if not words or not (words[0].isdigit() or words[-1].isdigit()) or words in self._parts:
            return False
        near = self._find(words, max(0, self._last - _NEAR), self._last + _NEAR + len(words))
        return near is not True and self._find(words, 0, len(self._whole)) is False

    def _find(self, words: str, start: int, end: int) -> bool | None:
        """Whether the words stand between two places with their numbers whole; None if not even as a part."""
        at = first = self._whole.find(words, start, end)
        while at >= 0:
            if not self._is_cut(words, at):
                self._last = at
                return True
            at = self._whole.find(words, at + 1, end)
        return None if first < 0 else False

    def _is_cut(self, words: str, at: int) -> bool:
        """Whether a number goes on before or behind the words at a place."""
        before, behind = self._whole[max(0, at - 1) : at], self._whole[at + len(words) : at + len(words) + 1]
        return (words[0].isdigit() and before.isdecimal()) or (words[-1].isdigit() and behind.isdecimal())
