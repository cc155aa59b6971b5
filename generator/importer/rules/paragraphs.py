"""Rule: a line is a paragraph, unless its own layout shows several.

Two full-width spaces after a sentence, `<br/>` and, in a text without line breaks, a heading number that is due
next open a new paragraph.
"""

from __future__ import annotations

import re
from itertools import islice

from generator.importer.blocks import Block, aside, cut
from generator.importer.lines import most_lines
from generator.importer.rules.numerals import MARKS, Mark, mark_at

_BREAK = re.compile(r"<br\s{0,3}/?>", re.I)
_GAP = re.compile(r"(?<=[^\s\u3000])[ \t\u00a0\u3000]*(?:\u3000{2}|[ \u00a0]{4})[ \t\u00a0\u3000]*(?=\S)")
_MAY_SPLIT = re.compile(r"<[bB]|\S[ \t\u00a0\u3000]{2}")
_ENDERS = "。！？；：!?;）)”】〕"
_INLINE = re.compile(r"[一二三四五六七八九十]{1,4}、|[（(][一二三四五六七八九十]{1,4}[）)]|\d{1,2}[.．](?!\d)")
_FLATTENED = 500  # characters in one line before it is suspected to hold a whole document
_MANY_GAPS = 3
_MOST = 20_000  # numbers of one line that are looked at


def split_paragraphs(blocks: list[Block]) -> list[Block]:
    """Cut every line into its paragraphs; no more of them than a document can have lines."""
    out: list[Block] = []
    left = most_lines(sum(len(b.text) for b in blocks)) - len(blocks)
    for block in blocks:
        if block.cells is not None:
            out.append(block)
            continue
        if not _MAY_SPLIT.search(block.text) and len(block.text) < _FLATTENED:
            out.append(block)
            continue
        if left <= 0:
            out.append(block)
            continue
        before = len(out)
        for piece in _at_breaks(block, left):
            if piece.kind == "aside":
                out.append(piece)
                continue
            for part in cut(piece, _gaps(piece.text)[:left]):
                out.extend(cut(part, _due_headings(part.text)[:left]))
        left -= len(out) - before - 1
    return out


def _at_breaks(block: Block, most: int) -> list[Block]:
    """Cut at `<br/>`; the tag itself is set aside."""
    tags = list(islice(_BREAK.finditer(block.text), most))
    if not tags:
        return [block]
    pieces = cut(block, [o for tag in tags for o in tag.span()])
    return [aside(p, "网页标记") if _BREAK.fullmatch(p.text) else p._replace(outline=None) for p in pieces]


def _gaps(text: str) -> list[int]:
    """Where wide white space parts paragraphs: behind a sentence end, before a heading, or again and again."""
    found = list(_GAP.finditer(text))
    sure = sum(text[m.start() - 1] in _ENDERS or mark_at(text, m.end()) is not None for m in found)
    many = len(found) >= _MANY_GAPS and (len(text) > _FLATTENED or sure >= _MANY_GAPS)
    return [
        m.end()
        for m in found
        if many or text[m.start() - 1] in _ENDERS or mark_at(text, m.end()) is not None
    ]


def _due_headings(text: str) -> list[int]:
    """Where headings stand inside a line that holds a whole document.

    A number is a heading only when it is due: the next of its notation, or the first of a deeper one.
    """
    if len(text) < _FLATTENED:
        return []
    due: dict[str, int] = {}
    cuts: list[int] = []
    title_until = 0
    for match in islice(_INLINE.finditer(text), _MOST):
        at = match.start()
        if not _may_open(text, at, title_until):
            continue
        mark = mark_at(text, at)
        if mark is None:
            continue
        if mark.ordinal not in (1, due.get(mark.style, 1)):
            continue
        if mark.ordinal == 1 and mark.style in due and not _deeper(due, mark):
            continue
        for style in [s for s in due if MARKS[s].rank > MARKS[mark.style].rank]:
            if MARKS[style].rank < MARKS["1."].rank:
                del due[style]
        due[mark.style] = mark.ordinal + 1
        cuts.append(at)
        title_until = mark.end + 40
    return cuts if len(cuts) >= _MANY_GAPS else []


def _may_open(text: str, at: int, title_until: int) -> bool:
    """A heading follows a sentence end, or the short title of the heading above it."""
    before = text[:at].rstrip()[-1:] if at < 40 else text[at - 40 : at].rstrip()[-1:]
    return before in ("", *_ENDERS) or at <= title_until


def _deeper(due: dict[str, int], mark: Mark) -> bool:
    """A notation starts again at 1 only under a new heading above it; then `due` no longer holds it."""
    return mark.style not in due
