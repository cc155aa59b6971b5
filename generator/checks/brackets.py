"""A bracket or quotation mark that is opened in a text is closed there, and none is put around itself."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from generator.checks.printed import Printed
from generator.problems import Finding

_OPENING, _CLOSED = "（〔［【《〈“‘「『｛", "）〕］】》〉”’」』｝"
_CLOSING = dict(zip(_CLOSED, _OPENING, strict=True))
_PLAIN = str.maketrans(
    "()[]{}", "（）［］｛｝"
)  # a bracket may be opened in one width and closed in the other
# 1) and a） number an item and need no other half, nor does the apostrophe of a foreign word; a document
# number that lost a bracket (〔2019115号) is told as such (`document_numbers`).
_ITEM = r"(?:(?<=[。；;：:，,、\s])|^)(?:\d{1,3}|[A-Za-z]|[一二三四五六七八九十]{1,3})[)）]"
_NUMBER = r"[〔［\[（(【]\d{5,8}号|(?<![〔［\[（(【])\d{4}[〕］\]]\d{1,5}号"
_MARK = re.compile(
    rf"{_ITEM}|{_NUMBER}|(?<![A-Za-z])’|’(?![A-Za-z])|[()\[\]{{}}{_OPENING}{_CLOSED.replace('’', '')}]"
)
_HINT = "请照原文核对，补上另一半或删去多余的；原文确是如此，请在 note 里引上这几个字说明"


def find_lone_brackets(printed: Printed) -> Iterator[Finding]:
    """One reminder a text, at the first bracket that lacks its other half, or repeats the one around it."""
    for piece, start in printed.placed():
        for first, last in _odd_places(piece.text):
            around = printed.around(start + first, start + last)
            if not printed.is_known_at(start + first, start + last):
                marks = piece.text[first:last]
                what = f"里的“{marks}”没有成对" if len(marks) == 1 else f"里的“{marks}”套了两层"
                yield printed.finding(start + first, around, f"“{around}”{what}", _HINT)
                break


def _odd_places(text: str) -> Iterator[tuple[int, int]]:
    """Where a bracket stands alone, and where two close that were opened together."""
    opened: list[tuple[str, int]] = []
    waiting: Counter[str] = Counter()  # how many of each are open
    inner = (-1, -1)  # the places of the pair that was closed last
    for match in _MARK.finditer(text):
        mark, place = match[0].translate(_PLAIN), match.start()
        if len(mark) == 1 and mark in _OPENING:
            opened.append((mark, place))
            waiting[mark] += 1
        elif opening := _CLOSING.get(mark):
            if not waiting[opening]:
                yield place, place + 1
                continue
            while opened[-1][0] != opening:
                mark, alone = opened.pop()
                waiting[mark] -= 1
                yield alone, alone + 1
            waiting[opening] -= 1
            pair = opened.pop()[1], place
            if (pair[0] + 1, pair[1] - 1) == inner:
                yield place - 1, place + 1
            inner = pair
    yield from ((place, place + 1) for _, place in opened)
