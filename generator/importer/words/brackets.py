"""A bracket ends at its own closing mark, full- or half-width; brackets inside it belong to it.

Linear in the length of the text: one pass with a stack of bounded depth.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_PAIRS = {"（": "）)", "(": ")）", "〔": "〕", "[": "]", "【": "】", "［": "］"}
_CLOSERS = frozenset("）)〕]】］")
_DEEPEST = 8
_MARKS = re.compile(r"[（(〔\[【［）)〕\]】］\n]")


def outer_brackets(text: str) -> Iterator[tuple[int, int]]:
    """Start and end (exclusive) of every outermost bracket that is closed."""
    stack: list[tuple[str, int]] = []
    for match in _MARKS.finditer(text):
        char, i = match.group(), match.start()
        if char in _PAIRS:
            if len(stack) >= _DEEPEST:
                stack.clear()
            stack.append((_PAIRS[char], i))
        elif char in _CLOSERS and stack:
            closers, start = stack[-1]
            if char in closers:
                stack.pop()
                if not stack:
                    yield start, i + 1
            else:
                stack.clear()
        else:
            stack.clear()
