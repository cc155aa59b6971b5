"""Marks of secrecy and of papers that are not for the public, where they stand as marks.

A plan may say that a draft for comments (征求意见稿) is to be written, and 《…（征求意见稿）》 may be
cited: that is no mark. One stands with a star, alone in its line or cell, behind a label, at the end of a
title or in a sentence that speaks of this very paper.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.privacy.anchors import anchors
from generator.privacy.digits import BREAK, plain
from generator.privacy.kinds import Secret

_S = r"[ \t\u00a0\u3000\u200b]{0,4}"
_LEVEL = rf"(?:绝{_S}密|机{_S}密|秘{_S}密)"
_PAPER = (
    r"内部资料|内部文件|内部材料|内部使用|内部明电|内部刊物|内部参考|内部掌握|仅供内部|工作秘密|工作密件|"
    r"征求意见稿|征求意见建议稿|送审稿|讨论稿|报批稿|审议稿|送审草案|不予公开|不宜公开|此件不公开|不公开|非公开|不得公开|不得外传|"
    r"严禁外传|注意保密|保密件"
)
_SPACED = "|".join(_S.join(word) for word in _PAPER.split("|"))
_STAR = re.compile(
    rf"{_LEVEL}{_S}(?:[★☆⭐✩✭✪⋆]|[*＊]{_S}(?:\d|[一二三五十]|长期))(?:{_S}(?:\d{{1,2}}|[一二三五十]{{1,2}}){_S}[年月]|{_S}长期)?"
)
_EDGE = rf"(?:^|(?<=[\n\t|{BREAK}]))[ \u3000>#*-]*"
_END = rf"[ \u3000*。.!！]*(?=$|[\n\r\t|{BREAK}])"
_OPEN, _CLOSE = r"[（(\[【〔《<]?\s?", r"\s?[）)\]】〕》>]?"
_ALONE = re.compile(
    rf"{_EDGE}{_OPEN}(?P<mark>{_LEVEL}|(?:{_SPACED})(?:[，,、；;·★☆\s]*(?:注意保存|不得外传|请勿外传|严禁外传|妥善保管|"
    rf"严格保密|注意保密|阅后收回|仅供参考|不得公开|不予公开|请勿转发|严禁转发|不得扩散))*){_CLOSE}{_END}",
    re.MULTILINE,
)
_LABELLED = re.compile(
    rf"(?:密{_S}级|保密(?:等级|级别)|公开(?:方式|属性|类型|选项|形式|类别|情况)|信息公开选项|是否公开)"
    rf"{_S}[:：\t| \u3000]{_S}"
    rf"(?P<mark>{_LEVEL}|内部|不予公开|不公开|非公开|否|工作秘密)(?=[\s，,。；;|]|$|{BREAK})"
)
# 某方案（送审稿） as a title is, but neither 《某方案（送审稿）》 nor 起草某方案（送审稿）
_IN_TITLE = re.compile(
    rf"{_EDGE}(?P<title>[^\n{BREAK}《》，。；]{{4,80}}?)[（(\[【〔]{_S}(?P<mark>{_SPACED}){_S}[）)\]】〕]{_END}",
    re.MULTILINE,
)
_WORK = re.compile(
    r"形成|起草|修改|印发|完成|公布|制定|编制|审查|审议|提交|报送|公开征求|征集|意见的|结果|通知|公告|函|启事|说明|反馈"
)
_OF_THIS = re.compile(
    rf"(?:此|本|该)(?:件|文|文件|材料|稿|方案|资料|表|计划|总结)(?:内容)?(?:为|是|系|属于?|列为)?[“\"《]?"
    rf"(?P<mark>{_LEVEL}|{_SPACED})(?:件|文件)?"
)
_PHRASE = re.compile(
    rf"(?P<mark>内{_S}部{_S}(?:资{_S}料|文{_S}件|材{_S}料))[，,、；;：:·★☆\s]*(?:请)?(?:注意保存|不得外传|请勿外传|严禁外传|妥善保管|注意保密|严禁转发|请勿转发|不得扩散)"
)
_HINTS = [
    "密",
    "稿",
    "外传",
    "不公开",
    "予公开",
    "非公开",
    "得公开",
    "宜公开",
    "公开方",
    "公开属",
    "公开类",
    "公开选",
    "公开形",
    "公开情",
    "否公开",
    "部资",
    "部文",
    "部材",
    "部使",
    "部明",
    "部刊",
    "部参",
    "部掌",
    "供内部",
    "作秘密",
]
_HINTS += ["送审草案", "部 ", "部\u3000", "公 开", "公\u3000开", "秘 ", "机 ", "绝 "]
_EDGES = re.compile(rf"[\n\t|{BREAK}]")
_LONGEST = 160  # characters before a hint in which its line begins; a longer line is no mark and no title


def marks_in(text: str) -> Iterator[Secret]:
    """Every mark that stands as one."""
    read_up_to = 0
    for hint in anchors(text, _HINTS):
        if hint.start < read_up_to:
            continue
        start, read_up_to = _around(text, hint.start, hint.end)
        part = text[start:read_up_to]
        for match in _STAR.finditer(part):
            yield Secret("mark", start + match.start(), start + match.end(), plain(match.group()))
        for pattern in (_ALONE, _LABELLED, _OF_THIS, _PHRASE):
            for match in pattern.finditer(part):
                yield _mark(match, start)
        for match in _IN_TITLE.finditer(part):
            if match["title"].startswith("关于") or _WORK.search(match["title"]) is None:
                yield _mark(match, start)


def _around(text: str, first: int, last: int) -> tuple[int, int]:
    """The lines or cells around a hint: its own, and the cell before it, where a label may stand."""
    start = max(0, first - _LONGEST)
    edges = [m.end() for m in _EDGES.finditer(text, start, first)]
    end = _EDGES.search(text, last, last + _LONGEST)
    begin = edges[-2] if len(edges) > 1 else edges[-1] if edges else start
    if edges and text[edges[-1] - 1] in f"\n{BREAK}":
        begin = edges[-1]
    return begin, end.start() if end else min(len(text), last + _LONGEST)


def _mark(match: re.Match[str], shift: int) -> Secret:
    return Secret("mark", shift + match.start("mark"), shift + match.end("mark"), plain(match["mark"]))
