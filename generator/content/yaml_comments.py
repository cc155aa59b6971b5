"""What a # cuts off that may have been meant to be read, although YAML sees a comment there.

`color: #1f5a99` has no value, `title: 整治1号 #2号楼` and `title: "整治1号"#2号楼` half of one, and what
stands behind a closing bracket or the | of a block is gone as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice
from typing import Literal, Protocol

from generator.content.yaml_slips import MOST_TOLD
from generator.problems import Problem

Ending = Literal["plain", "quoted", "block", "bracket"]
"""What ends: a plain value, a quoted one, the head of a block of text (| or >), something in brackets"""


class Mark(Protocol):
    """A place in the text, as libyaml counts: all from 0."""

    index: int
    line: int
    column: int


# `# 注` is a comment; of `#1f5a99` behind a name or a value nobody can tell whether it was meant to be read.
_TIGHT = re.compile(r"^[ \t]*[^\s#].*[ \t]#[^\s#]", re.MULTILINE)
# Behind a closing quote or bracket # cuts off even where it adjoins; with a space before it, it is plainly a
# comment there. Behind the | of a block nobody writes one.
_BEHIND = re.compile(r"[\"'\]}]#[^\n]|[|>][-+\d]{0,2}[ \t]+#[^\s#]")
_CLOSED = re.compile(r"#[ \t]*(\S.{0,40})")
# How a comment that cuts off more looks behind each ending, and what to do about it.
_CUT_OFF: dict[Ending, tuple[re.Pattern[str], str]] = {
    "plain": (
        re.compile(r"(?:[ \t]*,)?[ \t]+#([^\s#].{0,40})"),
        "如果它是内容，请给整个内容加上引号；如果是注释，请在 # 后空一格",
    ),
    "quoted": (_CLOSED, "如果它是内容，请写进引号里；如果是注释，请在 # 前后各空一格"),
    "bracket": (_CLOSED, "如果它是内容，请写进括号里；如果是注释，请在 # 前后各空一格"),
    "block": (
        re.compile(r"[|>][-+\d]{0,2}[ \t]+#([^\s#].{0,40})"),
        "如果它是内容，请写到下一行；如果是注释，请在 # 后空一格",
    ),
}
_EMPTY = re.compile(r"(?:([^\s{,]+):|(?:^|\s)-)$")


def may_cut_off(text: str) -> bool:
    """Whether to look more closely."""
    return bool(_TIGHT.search(text) or _BEHIND.search(text))


def cut_off(ends: Iterable[tuple[Mark, Ending]], text: str, shown: str) -> list[Problem]:
    """Every # that cuts off what may be a value, by the places where something `ends` on its line."""
    found = (
        _problem(mark, cut, hint, text, shown)
        for mark, ending in ends
        for pattern, hint in (_CUT_OFF[ending],)
        if (cut := pattern.match(text, mark.index))
    )
    return list(islice(found, MOST_TOLD))


def _problem(mark: Mark, cut: re.Match[str], hint: str, text: str, shown: str) -> Problem:
    empty = _EMPTY.search(text[max(0, mark.index - 80) : mark.index])
    what = (
        "这个值只读到 # 之前" if empty is None else f"“{empty[1]}”的值是空的" if empty[1] else "这个值是空的"
    )
    return Problem(
        shown,
        mark.line + 1,
        mark.column + cut[0].index("#") + 1,
        f"{what}，# 后面的“{cut[1].strip()}”成了注释",
        hint,
    )
