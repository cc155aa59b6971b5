"""Numbers of ordered lists of a page: what a browser shows before an item although
the text does not hold it."""

from __future__ import annotations

import re
from typing import Any

from generator.importer.readers.numbering import written
from generator.importer.words.vocabulary import HAN_NUMERALS, han

_FORMS = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_UNNUMBERED = re.compile(r"list-style(?:-type)?\s{0,4}:[^;]{0,80}\bnone\b", re.I)
_OWN = re.compile(
    rf"\s*[（(]?\s?(?:\d{{1,3}}|{han(1, 3)}|[①-⑳])\s?[）).．、]|\s*[①-⑳]|"
    rf"\s*第[{HAN_NUMERALS}\d]{{1,3}}[条章节项]"
)
_DEEPEST = 20  # elements around the first words of an item
_FARTHEST = 20  # elements before them


class ListNumbers:
    """Counts the items of each list as they are met."""

    def __init__(self) -> None:
        self._next: dict[int, int] = {}

    def of(self, item: Any) -> str:
        """The number that stands before an item; empty where there is none, where its words begin with one,
        or where it has none."""
        holder = item.parent
        if holder is None or holder.tag != "ol":
            return ""
        marks = holder.attributes
        number = _whole(
            item.attributes.get("value"), self._next.get(holder.mem_id, _whole(marks.get("start"), 1))
        )
        self._next[holder.mem_id] = number + 1
        words = _first_words(item)
        if not words or _OWN.match(words):
            return ""
        if _UNNUMBERED.search(marks.get("style") or "") or _UNNUMBERED.search(
            item.attributes.get("style") or ""
        ):
            return ""
        return f"{written(number, _FORMS.get(marks.get('type') or '', 'decimal'))}."


def _whole(value: str | None, default: int) -> int:
    return int(value) if value and value.isascii() and value.isdecimal() and len(value) < 7 else default


def _first_words(item: Any) -> str:
    """The first text below an item, if it is near."""
    node = item.child
    for _ in range(_DEEPEST + _FARTHEST):
        if node is None:
            return ""
        if node.tag == "-text":
            words = node.text_content or ""
            if words.strip():
                return str(words[:20])
            node = node.next
        else:
            node = node.child or node.next
    return ""
