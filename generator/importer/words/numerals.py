"""A heading number is one of the notations of official documents, at the very start of a paragraph.

Rank orders them as the format of official documents does (一、 → （一） → 1. → （1）, GB/T 9704—2012, 7.3.3),
with chapters above and 一是, ①, —— below. Full- and half-width forms are one notation.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from generator.importer.words.vocabulary import CLOSE, FINANCIAL_NUMERALS, HAN_NUMERALS, OPEN, han
from generator.model.amounts import han_number

_CIRCLED = {chr(0x2460 + i): i + 1 for i in range(20)} | {chr(0x2776 + i): i + 1 for i in range(10)}
_TIME = r"(?:20\d{2}\s?年|1?\d月(?:底|份|初|末|前|[上中下]旬|\d{1,2}[日号]))"
# behind the point of 1.: 1.2019年底前完成 and 2.6月底前完成 are items, 1.5倍 is none
NO_DECIMAL = rf"(?!\d)|(?={_TIME})"
_FINANCIAL = str.maketrans(FINANCIAL_NUMERALS, HAN_NUMERALS)
_DASHES = frozenset("—－ー")
_HAN_CHARACTERS = f"{HAN_NUMERALS}百零〇{FINANCIAL_NUMERALS}"
_HAN = f"[{_HAN_CHARACTERS}]{{1,5}}"


@dataclass(frozen=True, slots=True)
class Notation:
    """One way of numbering: its rank (0 = outermost), and whether its items are only steps of another."""

    rank: int
    pattern: re.Pattern[str]
    step: bool = False


class Mark(NamedTuple):
    """A number found: its notation, its value, the mark as printed and where the text behind it begins."""

    style: str
    ordinal: int
    printed: str
    end: int


def _p(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


MARKS: dict[str, Notation] = {
    "第一章": Notation(0, _p(rf"(第({_HAN}|\d{{1,2}})[章篇编部](?:分)?)(?=[\s\u3000、：:]|\S)")),
    "第一节": Notation(1, _p(rf"(第({_HAN}|\d{{1,2}})节)")),
    "第一条": Notation(2, _p(rf"(第({_HAN}|\d{{1,3}})条)"), step=True),
    "一、": Notation(2, _p(rf"(({_HAN}|[—－ー](?=、))[ \u3000]{{0,2}}[、．.])(?=\s*\S)")),
    "（一）": Notation(3, _p(rf"({OPEN}[ \u3000]{{0,2}}({_HAN})[ \u3000]{{0,2}}{CLOSE}[、.．]?)")),
    "1.1": Notation(
        4,
        _p(
            r"((\d{1,2}(?:[.．]\d{1,2}){1,3})[.．]?)(?=[\s\u3000\u4e00-\u9fff“])"
            r"(?!月(?:底|份|初|末|前|[上中下]旬|\d))"
        ),
    ),
    "1.": Notation(
        4, _p(rf"((\d{{1,3}}|(?!19|20)\d{{4}})[ \u3000]{{0,2}}(?:[.．、](?:{NO_DECIMAL})))(?=\s*\S)")
    ),
    "（1）": Notation(
        5, _p(rf"({OPEN}[ \u3000]{{0,2}}(\d{{1,2}})[ \u3000]{{0,2}}{CLOSE}[、.．]?)"), step=True
    ),
    "1）": Notation(5, _p(r"((\d{1,2})[）)])"), step=True),
    "①": Notation(6, _p(r"(([\u2460-\u2473\u2776-\u277f]))"), step=True),
    "一是": Notation(7, _p(rf"(({_HAN})[是要])(?=[^，。、]?\S)"), step=True),
    "第一，": Notation(7, _p(rf"(第({_HAN})[，,、])"), step=True),
    "——": Notation(8, _p(r"(([—\-–]{2}))(?=\s*\S)"), step=True),
}

# Which notations can begin with a character, in the order they are tried.
_BY_FIRST: dict[str, tuple[str, ...]] = {
    "第": ("第一章", "第一节", "第一条", "第一，"),
    **dict.fromkeys(_HAN_CHARACTERS, ("一是", "一、")),
    **dict.fromkeys("（(", ("（一）", "（1）")),
    **dict.fromkeys("0123456789０１２３４５６７８９", ("1.1", "1.", "1）")),
    **dict.fromkeys(_CIRCLED, ("①",)),
    **dict.fromkeys("—-–", ("——", "一、")),
    **dict.fromkeys("－ー", ("一、",)),
}


# One character that stands for a number with its marks: ⒈ for 1., ⑴ for （1）, ㈠ for （一）.
_WHOLE = (
    {chr(0x2488 + i): ("1.", i + 1) for i in range(20)}
    | {chr(0x2474 + i): ("（1）", i + 1) for i in range(20)}
    | {chr(0x3220 + i): ("（一）", i + 1) for i in range(10)}
)
_TRIED = {
    first: tuple((style, MARKS[style].pattern.match) for style in styles)
    for first, styles in _BY_FIRST.items()
}


def _value(style: str, text: str) -> int:
    if style == "①":
        return _CIRCLED.get(text, 0)
    if style == "——":
        return 0
    if text in _DASHES:
        return 1  # —、 printed for 一、
    if style == "1.1":
        return int(text.replace("．", ".").rpartition(".")[2])
    return int(text) if text.isdecimal() else han_number(text.translate(_FINANCIAL))


def mark_at(text: str, at: int) -> Mark | None:
    """The heading number that begins at `at`, or nothing."""
    if at >= len(text):
        return None
    if text[at] in _WHOLE:
        style, ordinal = _WHOLE[text[at]]
        return Mark(style, ordinal, text[at], at + 1)
    for style, matches in _TRIED.get(text[at], ()):
        match = matches(text, at)
        if match:
            return Mark(style, _value(style, match.group(2)), match.group(1), match.end())
    return None


# where bold words that a paragraph goes on with begin an item of their own
_ITEM = re.compile(
    rf"\s{{0,4}}(?:{han(1, 3)}、|{OPEN}(?:{han(1, 3)}|\d{{1,2}}){CLOSE}|\d{{1,2}}[.．、](?!\d))\s?"
    r"[\u4e00-\u9fff“]"
)
_WORK_ENDS = re.compile(r"[；;。，,\s]\s{0,4}")
_SENTENCE_ENDS = frozenset("。！；）)”")


def opens_item(before: str, bold: str) -> bool:
    """Whether bold words inside a paragraph begin an item: a number behind the end of a sentence."""
    return _ITEM.match(bold) is not None and before.rstrip()[-1:] in _SENTENCE_ENDS


def holds_several(words: str) -> bool:
    """Whether words are a list of works with numbers of their own: 1.核对…；2.发放…."""
    first = mark_at(words, 0)
    if first is None:
        return False
    further = (mark_at(words, at.end()) for at in _WORK_ENDS.finditer(words, first.end))
    return any(mark and (mark.style, mark.ordinal) == (first.style, first.ordinal + 1) for mark in further)
