"""What a file says, as pieces of text that each tell where they stand: its name, its text, its comments, its
properties. And what it hides without words: hidden rows, tracked changes, the place of a photo.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from generator.privacy.digits import BREAK

_WORDS = re.compile(r"[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffd]{6,}")


class Piece(NamedTuple):
    """A part of a file. `what` says where it stands: 正文, 批注, 文件属性. Of one that `is_rough`, words and
    chance stand side by side.
    """

    what: str
    text: str
    is_rough: bool = False


class Said(NamedTuple):
    """All of a file: its pieces, the persons that its properties name, and what is hidden in it."""

    pieces: tuple[Piece, ...]
    authors: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()


TEXT, COMMENT, PROPERTY, NAME = "正文", "批注", "文件属性", "文件名"


def rough_pieces(data: bytes) -> Iterator[Piece]:
    """The words in bytes of a form that nobody here reads (an old .doc, a photo, a database)."""
    for encoding in ("utf-8", "gb18030"):
        yield Piece(TEXT, BREAK.join(_WORDS.findall(data.decode(encoding, "replace"))), is_rough=True)
    for start in (0, 1):
        words = data[start : start + (len(data) - start) // 2 * 2].decode("utf-16-le", "replace")
        yield Piece(TEXT, BREAK.join(_WORDS.findall(words)), is_rough=True)
