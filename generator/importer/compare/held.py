"""Whether a text holds words, for the thousands of sentences of a comparison.

Most sentences stand on the other side whole, between marks or in a cell of their own: a set knows them. Only
the others are looked for in all of the text, which takes as long as the text is: 20,000 rows looked up that
way took minutes.
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


class Held:
    """What a text says, as its ink; `pieces` are parts of it."""

    def __init__(self, parts: Iterable[str], whole: str) -> None:
        self._parts = {ink(part) for part in parts}
        self._whole = whole

    def __contains__(self, words: str) -> bool:
        """Whether the text has the words, which are ink."""
        return words in self._parts or words in self._whole


class Runs:
    """What a text says, with its numbers whole: as `ink_runs`, so that 1-2 is not looked for as 12."""

    def __init__(self, parts: Iterable[str], whole: str) -> None:
        self._parts = {ink_runs(part).strip() for part in parts}
        self._whole = ink_runs(whole)

    def only_part(self, sentence: str) -> bool:
        """Whether words that begin or end with a digit stand in the text only as part of a longer number:
        3项 in 13项."""
        words = ink_runs(sentence).strip()
        if not words or not (words[0].isdigit() or words[-1].isdigit()) or words in self._parts:
            return False
        at = self._whole.find(words)
        if at < 0:
            return False
        while at >= 0 and self._is_cut(words, at):
            at = self._whole.find(words, at + 1)
        return at < 0

    def _is_cut(self, words: str, at: int) -> bool:
        """Whether a number goes on before or behind the words at a place."""
        before, behind = self._whole[at - 1 : at], self._whole[at + len(words) : at + len(words) + 1]
        return (words[0].isdigit() and before.isdecimal()) or (words[-1].isdigit() and behind.isdecimal())
