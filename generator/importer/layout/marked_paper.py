"""A paper that was handed out says itself what its paragraphs are; the rules see only what it leaves open:
the head above the text, the signature and the facts below.

This holds where all of the text bears marks. Where somebody has written a paragraph of another style between
them, nobody knows what it is, and the whole is read by the rules as any other document.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import groupby

from generator.importer.blocks import Block, aside
from generator.importer.layout.cell_tables import kept_rows
from generator.importer.words.numerals import mark_at
from generator.importer.words.vocabulary import HAN_NUMERALS
from generator.model.paper_marks import Mark

STRANGE = "第 {} 行的段落不是导出时的样式，整份按平常的文件识别，请核对任务是否齐全"
_TEXT: frozenset[Mark] = frozenset(
    ("text", "answer", "figures", "cites", "note", "measure", "titled", "step1", "step2", "step3")
)
_BODY: frozenset[Mark] = _TEXT | {"section", "task", "caption", "head", "row"}
_FIELDS: frozenset[Mark] = frozenset(("remark", "contact", "abridged", "summary_title"))
_ASIDE = {"summary": "据正文汇总的表", "beside": "原文出处、更正和草稿标记"}
_SIGNS = {"signer": "机关", "day": "日期"}
_PLACED = frozenset(("text", "meta", "title", "docnumber", "signature", "aside"))
# 1 标题: a bare figure is parted from the title by a blank
_BARE = re.compile(rf"(?=\S{{0,8}}[\d{HAN_NUMERALS}])(?P<number>\S{{1,8}}) (?=\S)")

Rules = Callable[[list[Block]], list[Block]]


def is_marked(blocks: list[Block]) -> bool:
    """Whether a file says itself what its paragraphs are."""
    return any(b.mark in _BODY and b.words and b.kind != "aside" for b in blocks)


def first_strange(blocks: list[Block]) -> int | None:
    """The line of the first paragraph between marked ones that says nothing of itself."""
    inked = [b for b in blocks if b.words and b.kind != "aside"]
    at = [n for n, b in enumerate(inked) if b.mark in _BODY]
    return next((b.first for b in inked[at[0] : at[-1]] if b.mark not in _BODY), None)


def without_mark(block: Block) -> Block:
    """A block for the rules to read, of a paper that is not marked throughout; what only says again what the
    text says is no second table of tasks all the same."""
    label = _ASIDE.get(block.mark or "")
    return (aside(block, label) if label and block.words else block)._replace(mark=None)


def read_marked(blocks: list[Block], rules: Rules) -> list[Block]:
    """All blocks, labelled by their marks, or by the rules where they have none."""
    own = [b for b in blocks if b.mark is not None and b.kind != "aside"]
    begin = next(b.first for b in own if b.mark in _BODY)
    held = {id(b) for b in own}
    others = rules([b for b in blocks if id(b) not in held])
    left = (_as_text(b) if b.first > begin and b.kind not in _PLACED else b for b in others)
    marked = _with_levels(list(_labelled(own)))
    return sorted([*marked, *left], key=lambda block: block.spans[0])


def _as_text(block: Block) -> Block:
    """What somebody wrote below the text stays part of it."""
    return block._replace(kind="text", cells=None, row=None)


def _labelled(blocks: list[Block]) -> Iterator[Block]:
    caption: list[Block] = []
    for is_row, run in groupby(blocks, lambda b: b.mark in ("head", "row")):
        if is_row:
            yield from _tables(caption, list(run))
            caption = []
            continue
        for block in run:
            yield from caption
            caption = [block] if block.mark == "caption" else []
            if not caption:
                yield _paragraph(block)
    yield from caption


def _tables(caption: list[Block], rows: list[Block]) -> Iterator[Block]:
    """Tables that stand right behind each other begin with a head of their own."""
    parts: list[list[Block]] = []
    for n, row in enumerate(rows):
        if not parts or (row.mark == "head" and rows[n - 1].mark != "head"):
            parts.append([])
        parts[-1].append(row)
    for n, part in enumerate(parts):
        above = caption if n == 0 else []
        yield kept_rows(above, part, sum(row.mark == "head" for row in part))


def _paragraph(block: Block) -> Block:
    if block.mark in ("section", "task"):
        return _heading(block)
    if block.mark is not None and block.mark in _SIGNS:
        return block._replace(kind="signature", label=_SIGNS[block.mark], value=block.words)
    if block.mark is not None and block.mark in _ASIDE:
        return aside(block, _ASIDE[block.mark])
    return block._replace(kind="meta") if block.mark in _FIELDS else block._replace(kind="text")


def _heading(block: Block) -> Block:
    """A heading, with its number apart."""
    words = block.words
    mark = mark_at(words, 0)
    if mark is not None and words[mark.end :].strip() not in ("", "分"):  # 第一部分 is a title
        number, style, ordinal = mark.printed.strip(), mark.style, mark.ordinal
    elif bare := _BARE.match(words):
        number, style = bare["number"], "outline"
        ordinal = int(number) if number.isdecimal() else 0
    else:
        number, style, ordinal = "", "outline", 0
    return block._replace(kind="heading", number=number, style=style, ordinal=ordinal)


def _with_levels(blocks: list[Block]) -> list[Block]:
    """The headings, with levels that begin at 0: the title of a page has one of its own."""
    top = min((b.outline or 0 for b in blocks if b.kind == "heading"), default=0)
    return [b._replace(outline=(b.outline or 0) - top) if b.kind == "heading" else b for b in blocks]
