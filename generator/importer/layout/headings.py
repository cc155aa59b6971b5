"""Rule: a paragraph that begins with a number in turn is a heading or item;
so is one the file format calls a heading.

A line without a number is a heading only where the numbers start again behind it (2025年工作安排和打算, then
（一）). Decimal numbers (1.1, 1.1.1) count only in a text that is numbered that way throughout.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter

from generator.importer.blocks import Block, aside, cut, join
from generator.importer.layout.bare_headings import find_bare_headings
from generator.importer.words.numerals import MARKS, Mark, mark_at
from generator.importer.words.responsibility_bracket import responsibilities
from generator.importer.words.vocabulary import HAN, HAN_ZEROS

_SECTION_WORDS = re.compile(
    r"(?:工作)?(?:安排|打算|计划|思路|总结|回顾|情况|成效|做法|问题|不足|要求|措施|任务|目标|要点|建议|体会|"
    r"举措|重点|展望)$"
)
_USUAL_SECTION = re.compile(
    r"(?:主要|重点|工作|目标)(?:任务|举措|措施|内容)|任务分工|政策措施|(?:保障|推进|组织)(?:措施|保障|实施)|"
    r"实施步骤|工作(?:步骤|要求|保障)"
)
_CHAPTER = re.compile(r"(\d{1,2})[ \u3000]{1,4}[\u4e00-\u9fff][^。；]{1,40}")
_POINTS = frozenset("。；：，！？:;")
_DECIMALS = 3
_ARTICLE = 6  # paragraphs
_INDENT = 8  # characters before a number
_LABEL = 30  # characters of a number and a label
_COLONS = frozenset("：:")
_NAMES_WORK = re.compile(
    r"\s{0,4}(?:具体|主要|重点|工作|年度|建设|整改|改革)?(?:任务|工作|事项|项目|内容|举措)"
    r"(?:任务|事项|项目|内容|名称)?\s{0,4}[：:]\s{0,4}(?=\S)"
)
# numbers that may be missing between two items, withheld or lost
_NEAR = tuple(d for n in range(1, 11) for d in (-n, n))
_TIGHT = re.compile(r"\s*((\d{1,3})[.．])(?=\d)")
# 一、二、三产业, but 一、二〇二四年工作 is a heading
_ENUMERATED = re.compile(f"{HAN}、(?!二[{HAN_ZEROS}]){HAN}")
_DECIMAL = re.compile(r"\s*\d{1,2}[.．]\d")


def find_headings(blocks: list[Block]) -> list[Block]:
    """Label headings and items with their number, notation and value."""
    decimal = _is_decimal(blocks)
    articles = _find_assigned_articles(blocks)
    out: list[Block] = []
    for i, block in enumerate(blocks):
        mark = articles.get(i) or (
            _mark(block, decimal)
            if block.kind == "text" and (block.cells is None or len(block.cells) == 1)
            else None
        )
        if mark is not None:
            out.append(
                block._replace(
                    kind="heading", number=mark.printed.strip(), style=mark.style, ordinal=mark.ordinal
                )
            )
        elif block.kind == "text" and block.outline is not None and len(block.words) <= 80:
            out.append(block._replace(kind="heading", style="outline", ordinal=0))
        else:
            out.append(block)
    out = _find_before_digits(out)
    if not any(b.kind == "heading" for b in out):
        return _find_steps(out)
    out = _find_chapters(out) if decimal else out
    return find_bare_headings(
        _find_unnumbered(_find_without_numerals(_set_aside_labels(_drop_out_of_turn(out))))
    )


def _find_before_digits(blocks: list[Block]) -> list[Block]:
    """11.121人才项目 behind item 10: a number right before a digit is that of an item
    where it is the next in turn."""
    out = list(blocks)
    items = [(i, b.ordinal) for i, b in enumerate(blocks) if b.kind == "heading" and b.style == "1."]
    at = 0
    last = 0
    for i, block in enumerate(blocks):
        if block.kind == "heading":
            last = block.ordinal if block.style == "1." else last
            continue
        match = _TIGHT.match(block.text) if last and block.kind == "text" and block.cells is None else None
        if match is None or int(match.group(2)) != last + 1:
            continue
        while at < len(items) and items[at][0] < i:
            at += 1
        if at == len(items) or items[at][1] != last + 1:  # that number is not yet to come
            last += 1
            out[i] = block._replace(kind="heading", number=match.group(1), style="1.", ordinal=last)
    return out


def _set_aside_labels(blocks: list[Block]) -> list[Block]:
    """1、任务内容：修路, 2、任务内容：架桥: a label that comes again says only that work follows,
    and is set aside."""
    labels = {
        i: label
        for i, b in enumerate(blocks)
        if b.kind == "heading"
        and b.number
        and not _COLONS.isdisjoint(b.text[:_LABEL])
        and (label := _NAMES_WORK.match(b.text, b.text.index(b.number) + len(b.number)))
    }
    times = Counter(label.group().strip() for label in labels.values())
    out: list[Block] = []
    for i, block in enumerate(blocks):
        label = labels.get(i)
        if label is None or times[label.group().strip()] < 2:
            out.append(block)
        else:
            number, name, work = cut(block, label.span())
            out += [aside(name, "栏目名"), join([number, work])]
    return out


def _find_assigned_articles(blocks: list[Block]) -> dict[int, Mark]:
    """第一条, 第二条 … by paragraph, where most of them name who answers;
    otherwise they are rules, not work."""
    marks = {
        i: mark
        for i, b in enumerate(blocks)
        if b.kind == "text"
        and "第" in b.text[:_INDENT]
        and (mark := mark_at(b.words, 0))
        and mark.style == "第一条"
    }
    named = sum(any(f.units for f in responsibilities(_article(blocks, i, marks))) for i in marks)
    return marks if len(marks) > 1 and named * 2 >= len(marks) else {}


def _article(blocks: list[Block], at: int, marks: dict[int, Mark]) -> str:
    """The words of an article, which may go on in a few further paragraphs."""
    words = [blocks[at].words]
    for i in range(at + 1, min(at + _ARTICLE, len(blocks))):
        if i in marks:
            break
        words.append(blocks[i].words)
    return "\n".join(words)


def _find_steps(blocks: list[Block]) -> list[Block]:
    """Where nothing else is numbered, paragraphs that begin with 一是 or 第一，
    and name who answers are the items."""
    marks = {
        i: mark
        for i, b in enumerate(blocks)
        if b.kind == "text" and b.cells is None and (mark := mark_at(b.words, 0)) and MARKS[mark.style].step
    }
    named = sum(any(f.units for f in responsibilities(blocks[i].words)) for i in marks)
    if len(marks) < 2 or named * 2 < len(marks):
        return blocks
    return [
        b._replace(
            kind="heading", number=marks[i].printed.strip(), style=marks[i].style, ordinal=marks[i].ordinal
        )
        if i in marks
        else b
        for i, b in enumerate(blocks)
    ]


def _mark(block: Block, decimal: bool) -> Mark | None:
    words = block.words
    mark = mark_at(words, 0)
    if mark is None or MARKS[mark.style].step:
        return mark if mark is not None and mark.style in ("（1）", "1）", "①") else None
    if mark.style == "1.1" and not decimal:
        return None
    if mark.style == "一、" and _ENUMERATED.match(words):
        return None  # 一、二、三产业
    return mark if words[mark.end :].strip() else None


def _is_decimal(blocks: list[Block]) -> bool:
    """Whether the text is numbered 1.1, 1.1.1 throughout."""
    count = 0
    for block in blocks:
        if block.kind == "text" and _DECIMAL.match(block.text):
            mark = mark_at(block.words[:12], 0)
            count += mark is not None and mark.style == "1.1"
    return count >= _DECIMALS


def _drop_out_of_turn(blocks: list[Block]) -> list[Block]:
    """A lone number that cannot be in turn (19. with no 18. and no 1. anywhere) is text."""
    seen: dict[str, set[int]] = {}
    for block in blocks:
        if block.kind == "heading" and block.style != "outline":
            seen.setdefault(block.style, set()).add(block.ordinal)
    out: list[Block] = []
    for block in blocks:
        if block.kind == "heading" and block.style in ("1.", "1）") and block.ordinal > 1:
            values = seen[block.style]
            if len(values) > 1 and not any(block.ordinal + d in values for d in _NEAR):
                block = block._replace(kind="text", number="", style="", ordinal=0)
        out.append(block)
    return out


def _find_chapters(blocks: list[Block]) -> list[Block]:
    """2 抓民生 above 2.1 heads a chapter."""
    out = list(blocks)
    shown = [i for i, b in enumerate(blocks) if b.kind != "aside"]
    for i, below in itertools.pairwise(shown):
        match = (
            _CHAPTER.fullmatch(blocks[i].words)
            if blocks[i].kind == "text" and blocks[i].cells is None
            else None
        )
        if (
            match
            and blocks[below].kind == "heading"
            and blocks[below].number.rstrip(".．") == f"{match.group(1)}.1"
        ):
            out[i] = blocks[i]._replace(
                kind="heading", number=match.group(1), style="一、", ordinal=int(match.group(1))
            )
    return out


def _find_without_numerals(blocks: list[Block]) -> list[Block]:
    """主要任务 alone on its line, right above （一）, is the heading 二、主要任务 whose numeral was lost."""
    out = list(blocks)
    shown = [i for i, b in enumerate(blocks) if b.kind != "aside"]
    for i, below in itertools.pairwise(shown):
        starts = (
            blocks[below].kind == "heading"
            and blocks[below].ordinal == 1
            and blocks[below].style in ("（一）", "1.")
        )
        if (
            starts
            and blocks[i].kind == "text"
            and blocks[i].cells is None
            and _USUAL_SECTION.fullmatch(blocks[i].words)
        ):
            out[i] = blocks[i]._replace(kind="heading", style="unnumbered")
    return out


def _find_unnumbered(blocks: list[Block]) -> list[Block]:
    """Find headings without a number by the numbers that start again behind them."""
    out = list(blocks)
    last: dict[str, int] = {}
    for i, block in enumerate(blocks):
        if block.kind == "heading":
            if block.style in ("一、", "第一章"):
                return out
            last[block.style] = block.ordinal
            continue
        if (
            not last
            or block.kind != "text"
            or len(block.text) > 400
            or not _is_short_line(block.words)
            or not _SECTION_WORDS.search(block.words)
        ):
            continue
        following = next((b for b in blocks[i + 1 : i + 12] if b.kind == "heading"), None)
        if following is not None and following.ordinal == 1 and last.get(following.style, 0) >= 2:
            out[i] = block._replace(kind="heading", style="unnumbered")
            last = {}
    return out


def _is_short_line(words: str) -> bool:
    return 4 <= len(words) <= 40 and _POINTS.isdisjoint(words)
