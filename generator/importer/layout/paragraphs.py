"""Rule: a line is a paragraph, unless its own layout shows several.

Two full-width spaces after a sentence, `<br/>`, the first number of a deeper level behind the heading it runs
into (一、总体要求（一）指导思想) and, in a text without line breaks, a heading number that is due next open a
new paragraph.
"""

from __future__ import annotations

import re
from itertools import islice

from generator.importer.blocks import Block, aside, cut
from generator.importer.lines import most_lines
from generator.importer.words.numerals import MARKS, NO_DECIMAL, mark_at
from generator.importer.words.vocabulary import CLOSE, DOCUMENT_KINDS, OPEN, alt, han

_BREAK = re.compile(r"<br\s{0,3}/?>", re.I)
_GAP = re.compile(
    r"(?<=[^\s\u3000])[ \t\u00a0\u3000]*(?:\u3000{2}|[ \u00a0]{4}|[ \u00a0]\u3000|"
    r"\u3000[ \u00a0])[ \t\u00a0\u3000]*(?=\S)"
)
_MAY_SPLIT = re.compile(r"<[bB]|\S[ \t\u00a0\u3000]{2}")
_ENDERS = "。！？；：!?;:）)”】〕"
_INLINE = re.compile(rf"(?:{han(1, 4)}|[—－ー])、|{OPEN}{han(1, 4)}{CLOSE}|\d{{1,2}}[.．](?:{NO_DECIMAL})")
_FLATTENED = 500  # characters in one line before it is suspected to hold a whole document,
_NEARLY_ALL = 150  # or where the text hardly has another line
_MANY_GAPS = 3
_CLOSES = re.compile(
    rf"(?<=[。）])(?:上述|以上|本)[^，。；]{{0,6}}{alt(DOCUMENT_KINDS, ('举措', '政策'))}"
    r"(?:的?(?:执行|实施|有效)|自)"
)
# 信息2.认真检查, 畅通（二）抓好管护: a full stop was lost
_BARE = re.compile(
    r"[\u4e00-\u9fff](?<![第图表附件款项约达近至到的])"
    rf"(?:\d{{1,2}}[.．、]\s?|{OPEN}{han(1, 3)}{CLOSE})[\u4e00-\u9fff](?<![项条款类级])"
)
_TITLE = 100  # characters within which the first heading may follow the title of a text without line breaks
_RUNS_INTO = re.compile(
    rf"\s{{0,8}}(?:{han(1, 3)}、[^。；：，,;:\n（(]{{2,40}}(?={OPEN}一{CLOSE}\S)|"
    rf"(?:{han(1, 3)}、|{OPEN}{han(1, 3)}{CLOSE})[^。；：\n\d]{{2,40}}(?=1[.．、](?!\d)\s?\S))"
)
_MOST = 20_000  # numbers of one line that are looked at


def split_paragraphs(blocks: list[Block]) -> list[Block]:
    """Cut every line into its paragraphs; no more of them than a document can have lines."""
    out: list[Block] = []
    whole = sum(len(b.text) for b in blocks)
    left = most_lines(whole) - len(blocks)
    for block in blocks:
        if block.cells is not None:
            out.append(block)
            continue
        least = _NEARLY_ALL if len(block.text) * 10 > whole * 8 else _FLATTENED
        if not _MAY_SPLIT.search(block.text) and len(block.text) < least:
            heading = _RUNS_INTO.match(block.text)
            out.extend(cut(block, [heading.end()]) if heading and left > 0 else [block])
            left -= heading is not None
            continue
        if left <= 0:
            out.append(block)
            continue
        before = len(out)
        for piece in _split_at_breaks(block, left):
            if piece.kind == "aside":
                out.append(piece)
                continue
            for part in cut(piece, _find_gaps(piece.text)[:left]):
                out.extend(cut(part, _find_due_headings(part.text, least)[:left]))
        left -= len(out) - before - 1
    return out


def _split_at_breaks(block: Block, most: int) -> list[Block]:
    """Cut at `<br/>`; the tag itself is set aside."""
    tags = list(islice(_BREAK.finditer(block.text), most))
    if not tags:
        return [block]
    pieces = cut(block, [o for tag in tags for o in tag.span()])
    return [aside(p, "网页标记") if _BREAK.fullmatch(p.text) else p._replace(outline=None) for p in pieces]


def _find_gaps(text: str) -> list[int]:
    """Where wide white space parts paragraphs: behind a sentence end, before a heading,
    or again and again."""
    found = list(_GAP.finditer(text))
    sure = sum(text[m.start() - 1] in _ENDERS or mark_at(text, m.end()) is not None for m in found)
    many = len(found) >= _MANY_GAPS and (len(text) > _FLATTENED or sure >= _MANY_GAPS)
    return [
        m.end() for m in found if many or text[m.start() - 1] in _ENDERS or mark_at(text, m.end()) is not None
    ]


def _find_due_headings(text: str, least: int) -> list[int]:
    """Where headings stand inside a line that holds a whole document.

    A number is a heading only when it is due: the next of its notation, or the first of a deeper one.
    """
    if len(text) < least:
        return []
    due: dict[str, int] = {}
    # notations above which a heading stands since their last number: they may start again
    fresh: set[str] = set()
    cuts: list[int] = []
    title_until = _TITLE
    for match in islice(_INLINE.finditer(text), _MOST):
        at = match.start()
        mark = mark_at(text, at)
        if mark is None:
            continue
        next_one = due.get(mark.style, 1)
        if not _may_open(text, at, title_until) and not (
            next_one == mark.ordinal > 1 and _BARE.match(text, at - 1)
        ):
            continue
        is_second = mark.ordinal == 2 and mark.style == "一、" and mark.style not in due  # the first was lost
        if mark.ordinal != next_one and not is_second and not (mark.ordinal == 1 and mark.style in fresh):
            continue
        fresh.discard(mark.style)
        fresh.update(s for s in due if MARKS[s].rank > MARKS[mark.style].rank)
        due[mark.style] = mark.ordinal + 1
        cuts.append(at)
        title_until = mark.end + 40
    if len(cuts) < _MANY_GAPS:
        return []
    closing = _CLOSES.search(text, cuts[-1])
    return [*cuts, closing.start()] if closing else cuts


def _may_open(text: str, at: int, title_until: int) -> bool:
    """A heading follows a sentence end, or the short title of the heading above it."""
    before = text[:at].rstrip()[-1:] if at < 40 else text[at - 40 : at].rstrip()[-1:]
    return before in ("", *_ENDERS) or at <= title_until
