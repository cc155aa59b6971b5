"""Rule: below a heading such as 任务分工 or 职责分工, a paragraph that opens with a body is an item of it:
县水利局：负责水库巡查, 县财政局负责落实资金, or the name alone on its line above what it does.

At least two paragraphs must do so. What stands behind one, up to the next, belongs to it.
"""

from __future__ import annotations

import re

from generator.importer.blocks import Block
from generator.importer.words.names import is_surely_unit, split_names
from generator.importer.words.responsibility_bracket import split_unit_first
from generator.importer.words.titles import OPENING_VERBS
from generator.importer.words.vocabulary import COLLECTIVES, alt

STYLE = "duty"
_LEAST = 2
_LONGEST_HEADING = 24  # characters, with the number
DUTIES = re.compile(
    r"(?:职责|任务|责任|工作|部门|单位|职能)(?:分工|分解)|(?:部门|单位|主要|工作|具体|各自)职责|职责(?:任务|要求)$"
)
_OPENS = re.compile(r"(?P<names>[^，,。；;：:\s]{3,60}?)(?:牵头)?负责(?![人制任同])")
# 优化产业布局, 做强做大某公司: work, though it ends like a body
_WORK = re.compile(
    rf"(?!各|落实办|督促检查|宣传)(?:{OPENING_VERBS}|做|抓|办|开|支持|组建|整合|调整|改造|盘活|扩大|修|疏浚|清|增强|稳定|创建|建|"
    "争创|申报|改革|培养|引进|服务(?!中心)|保障(?!中心|局))"
)
_GROUP = re.compile(rf"{alt(COLLECTIVES)}$")


def find_duties(blocks: list[Block]) -> list[Block]:
    """Make the paragraphs that open with who does the work items."""
    out = list(blocks)
    run: list[int] = []
    inside = False
    for i, block in enumerate(blocks):
        if block.kind == "heading":
            _label(out, run)
            run = []
            inside = len(block.words) <= _LONGEST_HEADING and DUTIES.search(block.words) is not None
        elif inside and block.kind == "text" and block.cells is None and opens_with_unit(block.words):
            run.append(i)
    _label(out, run)
    return out


def opens_with_unit(words: str) -> bool:
    """Whether a paragraph says at its front, or as a whole, who does what is said behind."""
    if names_only_units(words.rstrip("：:")):
        return True
    opening = _OPENS.match(words)
    return (opening is not None and names_only_units(opening["names"])) or bool(split_unit_first(words)[0])


def names_only_units(words: str) -> bool:
    """Whether words are the names of bodies and nothing else: 县水利局, 各镇（街道）, but no 领导小组."""
    names = split_names(words) if len(words) <= 60 else []
    return bool(names) and all(
        is_surely_unit(n) and not _GROUP.search(n) and not _WORK.match(n) for n in names
    )


def _label(out: list[Block], run: list[int]) -> None:
    """Make the paragraphs of one section items, numbered by their order."""
    if len(run) >= _LEAST:
        for n, i in enumerate(run, 1):
            out[i] = out[i]._replace(kind="heading", style=STYLE, ordinal=n)
