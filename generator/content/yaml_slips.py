"""Slips of the pen in a single entry of YAML: an odd dash, a Chinese colon, a bracket that is none.

Asked about lines that YAML refused (`yaml_walk`), and about values that it read otherwise than was meant.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

MOST_TOLD = 1000  # findings of one kind in one file; nobody reads more
DASHES = "－﹣–—―−‐‑•●"  # what Word and Chinese keyboards put in the place of a list's dash
ODD_SPACES = "\u3000\xa0\ufeff"
ODD_SPACE = ("缩进里有全角空格或别的特殊空格", "请换成普通的英文空格")
OPENING, CLOSING = "［【｛〔「", "］】｝〕」"  # of Chinese brackets

_COLON = re.compile(r"(?P<name>[a-z_]\w{0,40})[ \t]*(?P<colon>：|﹕|︰|:(?=[^\s/]))")
_ODD_DASH = re.compile(rf"(?P<dash>[{DASHES}])(?=\s|[a-z_]\w*:\s)|-(?=[^\s\d-])")
_SWALLOWED = re.compile(rf"[ \t]*(?:-\s|[{DASHES}]\s|[a-z_]\w{{0,40}}[ \t]*[：﹕︰])")
_MAY_BE_SWALLOWED = re.compile(_SWALLOWED.pattern.replace(r"[ \t]*", r"^[ \t]*", 1), re.MULTILINE)

NO_DASH = "这个短横线没有起作用"
QUOTE_IT = "请给整个内容加上引号"
# What a value shows that YAML takes for text, and what to do about it.
_IN_VALUE = [
    (re.compile(pattern), hint)
    for pattern, hint in (
        (rf"^[{DASHES}]\s|^-(?=[^\s\d-])", "列表每项请以英文短横线加空格开头"),
        (rf"^[{OPENING}]", "请把中文括号改成英文括号"),
        ("^[“”‘’＂＇]|[“”‘’＂＇]$", "请去掉中文引号"),
        ("[,，；;、]$", "请去掉末尾的标点"),
        ("[０-９ａ-ｚＡ-Ｚ－]", "请改成半角字符"),
    )
]


@dataclass(frozen=True, slots=True)
class Slip:
    """What is wrong and what to do; `line` and `column` count from 0."""

    line: int
    column: int
    what: str
    hint: str


def colon_slip(text: str) -> tuple[int, str, str] | None:
    """A name at the start of `text` whose colon is none to YAML: where, what, what to do."""
    slip = _COLON.match(text)
    if slip is None:
        return None
    name = slip["name"]
    if slip["colon"] == ":":
        return slip.start("colon"), f"“{name}”的冒号后面少一个空格", f"请补上空格：{name}: …"
    return slip.start("colon"), f"“{name}”用的是中文冒号", f"请改成英文冒号，后面空一格：{name}: …"


def in_value(value: str) -> str:
    """What to do about a value that YAML could read and that is mistyped all the same, or nothing."""
    return next((hint for pattern, hint in _IN_VALUE if pattern.search(value)), "")


def may_be_swallowed(text: str) -> bool:
    """Whether some line begins as an entry of its own would and is not plainly one."""
    return _MAY_BE_SWALLOWED.search(text) is not None


def swallowed(lines: list[str], first: int, column: int) -> list[Slip]:
    """The lines of one plain value, the first of
    which begins at `column`, that begin as an entry of their own would.
    """
    found = [
        _swallowed_line(line, number)
        for number, line in enumerate(lines[1:], first + 1)
        if _SWALLOWED.match(line)
    ]
    odd = odd_dash(lines[0][column:]) if found else None
    return [Slip(first, column, *odd[1:]), *found] if odd else found


def _swallowed_line(line: str, number: int) -> Slip:
    start = len(line) - len(line.lstrip())
    at, what, hint = (
        odd_dash(line[start:])
        or colon_slip(line[start:])
        or (
            0,
            f"{NO_DASH}，这一行成了上一行内容的一部分",
            f"列表各项请左对齐，上一行的名称后面不写内容；确是内容时，{QUOTE_IT}",
        )
    )
    return Slip(number, start + at, what, hint)


def odd_dash(text: str) -> tuple[int, str, str] | None:
    """A dash at the start of `text` that is none to YAML: where, what, what to do."""
    slip = _ODD_DASH.match(text)
    if slip is None:
        return None
    if slip["dash"]:
        return 0, f"列表用的不是英文短横线，而是“{slip['dash']}”", "请改成英文短横线，后面空一格"
    return 0, "短横线后面少一个空格", f"请在短横线后空一格；确是内容时，{QUOTE_IT}"
