"""A text ends where a sentence ends."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.checks.printed import Piece, Printed
from generator.problems import Finding

_ENDS = re.compile(r"[。！？!?；;：:…”’》）)\]】〕」』.—-]\s*\Z")
_SENTENCES = re.compile(r"[。！？；;]")
_MARKS = re.compile(r"[，,、；;：:。]")
_BREAKS = "，,、"
_SHORTEST = 20  # characters of a text; what is shorter may be an item of a list
_LONG = 30  # of one that is a text without a sentence in it, where most others end
_MOST = 0.7
_SHOWN = 12


def find_broken_texts(printed: Printed) -> Iterator[Finding]:
    """One reminder a text, at its last words: it ends in a comma, or holds whole sentences and does not end
    in one. A text of one sentence is held against the others of the document: an office may leave out the
    mark everywhere.
    """
    texts = [(piece, start) for piece, start in printed.placed() if piece.is_prose]
    long = [piece for piece, _ in texts if len(piece.text) >= _LONG]
    ended = sum(_ENDS.search(piece.text) is not None for piece in long)
    is_ended = ended >= len(long) * _MOST
    for piece, start in texts:
        if not _ENDS.search(piece.text) and _is_text(piece, is_ended=is_ended):
            shown = piece.text.rstrip()[-_SHOWN:]
            if not printed.is_known(shown):
                yield printed.finding(
                    start,
                    shown,
                    f"正文到“…{shown}”就没有了，末尾没有句号",
                    "请照原文核对有没有漏掉后文或标点；原文在此中断的，请在 note 里引上这几个字说明",
                )


def _is_text(piece: Piece, *, is_ended: bool) -> bool:
    """Its last paragraph is asked: behind others, a short one is a line of a form (推广范围：全国), and one
    without any mark the title of what follows.
    """
    before, _, last = piece.text.rstrip().rpartition("\n")
    if before and not _MARKS.search(last):
        return False
    if last[-1:] in _BREAKS:
        return True
    if len(last) >= _SHORTEST and _SENTENCES.search(piece.text):
        return True
    return is_ended and len(last) >= _LONG and "measures" not in piece.path
