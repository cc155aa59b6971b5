"""Chinese text in lines of a terminal: a character takes two columns, and a line may end behind any of them.

Not inside a word of letters, a path or an option; and no line begins with a mark that closes, or ends with
one that opens.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from unicodedata import east_asian_width

# a run of letters with the marks that close behind it, or a character with the marks around it
_CLOSING, _OPENING = "，。；：、！？）”’》】〕…", "（“‘《【〔"
_PIECES = re.compile(rf"\s+|[{_OPENING}]*(?:[!-~]+|[^\s!-~])[{_CLOSING}]*")


def width(text: str) -> int:
    """How many columns of a terminal a text takes."""
    return sum(2 if east_asian_width(sign) in "WF" or sign in _CLOSING + _OPENING else 1 for sign in text)


def wrap(
    text: str,
    width: int = 78,
    initial_indent: str = "",
    subsequent_indent: str = "",
    preserve_paragraphs: bool = False,
) -> str:
    """As `click.wrap_text`, whose place it takes."""
    del preserve_paragraphs  # a help here is one paragraph
    return "\n".join(_lines(text.strip(), width, initial_indent, subsequent_indent))


def _lines(text: str, columns: int, indent: str, next_indent: str) -> Iterator[str]:
    line, is_empty = indent, True
    for piece in _PIECES.findall(text):
        words = " " if piece.isspace() else piece
        if not is_empty and width(line) + width(words) > columns:
            yield line.rstrip()
            line, is_empty = next_indent, True
        if not (is_empty and words == " "):
            line, is_empty = line + words, False
    yield line.rstrip()
