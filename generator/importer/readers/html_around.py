"""What a page prints around its document: menus and paths above the title, lists of links, pages before and
after, side bars. They are set aside under a name; links to attachments are told apart.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from generator.importer.lines import ATTACHED
from generator.importer.readers.html_walk import Piece
from generator.importer.words.cites import DOC_NUMBER
from generator.importer.words.dates import find_date
from generator.importer.words.names import is_surely_unit
from generator.importer.words.numerals import mark_at

_MENU, _LINKS, _FOOT = "导航", "相关链接", "页脚"
_OVER_FILES = "栏目标签"  # 附件：, right above links to files
_LONGEST_ABOVE = 40  # characters of a line above the title that is part of a menu or a path
_LONGEST_HEAD = 10  # of a line that heads a list of links: 最新动态
_LEAST_PARAGRAPH = 20
_STOPS = re.compile("[。；，：:]")
# beside a link of a list
_DAY = re.compile(r"[\[【（(]?(?:20\d{2}[-/.年])?\d{1,2}[-/.月]\d{1,2}日?[\]】）)]?")
_LAST_DAY = re.compile(_DAY.pattern + "$")
_HEADS_FILES = re.compile("(?:相关)?附件(?:列表|下载)?[：:]?")
_MASTHEAD = re.compile(r"\S{2,30}文件")
_MOSTLY = 0.8  # of the words of a line that are links
_LEAST_LINKS = 2
_MANY_LINKS = 3  # in one line


def label_around(pieces: Sequence[Piece], title: str | None, site: str) -> None:
    """Label the lines around the document whose title a line prints."""
    words = [_words(piece) for piece in pieces]
    begin = _title_at(pieces, words, title)
    for n, piece in enumerate(pieces):
        if piece.label is None and piece.file and not piece.cells:
            piece.label = ATTACHED
        elif piece.label is None and n < begin and _is_above(piece, words[n], site, n + 1 == begin):
            piece.label = _MENU
    for n, piece in enumerate(pieces[:-1]):
        if piece.label is None and pieces[n + 1].label == ATTACHED and _HEADS_FILES.fullmatch(words[n]):
            piece.label = _OVER_FILES
    for first, last in _runs(pieces, words):
        head = first - 1
        if head >= 0 and pieces[head].label is None and _heads(pieces[head], words[head]):
            first = head
        for piece in pieces[first:last]:
            piece.label = piece.label or (_MENU if first < begin else _LINKS)


def _title_at(pieces: Sequence[Piece], words: Sequence[str], title: str | None) -> int:
    """Which line prints the title; the first, where a paragraph of a text stands above that."""
    for n, line in enumerate(words):
        if title and not pieces[n].linked and _same(line, title):
            return n
        if not pieces[n].linked and len(line) >= _LEAST_PARAGRAPH and "。" in line:
            break
    return 0


def label_outside(pieces: Sequence[Piece]) -> None:
    """Label the lines outside the article that are mostly links, or stand in navigation or a footer."""
    last = max((n for n, p in enumerate(pieces) if p.inside), default=len(pieces))
    for n, piece in enumerate(pieces):
        if (
            piece.label is None
            and not piece.inside
            and (piece.chrome or piece.linked * 2 >= len(_words(piece)))
        ):
            piece.label = _MENU if n <= last else _FOOT


def _is_above(piece: Piece, words: str, site: str, near: bool) -> bool:
    """Whether a line above the title is the page's: short, no field, no number, and no office right above."""
    if len([cell for cell in piece.cells or () if cell]) > 1:
        return piece.linked * 2 >= len(words)
    if len(words) > _LONGEST_ABOVE or find_date(words) or _STOPS.search(words):
        return piece.linked >= _MOSTLY * len(words)
    return (
        _same(words, site)
        or not (_MASTHEAD.fullmatch(words) or DOC_NUMBER.search(words) or (near and is_surely_unit(words)))
        or piece.linked > 0
    )


def _runs(pieces: Sequence[Piece], words: Sequence[str]) -> list[tuple[int, int]]:
    """Lines that are links and stand together, from the first to behind the last."""
    runs: list[tuple[int, int]] = []
    first: int | None = None
    for n in range(len(pieces) + 1):
        piece = pieces[n] if n < len(pieces) else None
        if piece is not None and piece.label not in (None, _MENU):
            continue
        linked = piece is not None and not piece.file and _is_linked(piece.linked, words[n])
        if linked and first is None:
            first = n
        elif not linked and first is not None:
            lines = [p for p in pieces[first:n] if p.label in (None, _MENU)]
            if len(lines) >= _LEAST_LINKS or any(p.links >= _MANY_LINKS for p in lines):
                runs.append((first, n))
            first = None
    return runs


def _is_linked(linked: int, words: str) -> bool:
    """Whether a line is a link, but for its day: 关于防火的通知 2025-01-10."""
    day = next((m for m in (_DAY.match(words), _LAST_DAY.search(words)) if m), None)
    rest = len(words) - (len(day.group()) if day else 0)
    return linked >= max(1, _MOSTLY * rest)


def _heads(piece: Piece, words: str) -> bool:
    """Whether a line only heads the links below it."""
    return (
        piece.cells is None
        and 0 < len(words) <= _LONGEST_HEAD
        and not _STOPS.search(words)
        and mark_at(words, 0) is None
        and find_date(words) is None
    )


def _words(piece: Piece) -> str:
    return "".join("".join(piece.words).split())


def _same(words: str, other: str) -> bool:
    return bool(other) and words == "".join(other.split())
