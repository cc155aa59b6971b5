"""A list has as many items as the number beside it says: “四个责任”（甲、乙、丙、丁）."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.checks.counting import counted
from generator.checks.printed import Printed
from generator.problems import Finding

_NUMBER = r"(?P<{}>[两一二三四五六七八九十]{{1,2}}|\d{{1,2}})"
_KINDS = "[个项张大条类种件支型化员进网]"
_BEHIND = re.compile(  # “四个责任”（…）
    rf"[“‘]{_NUMBER.format('n')}{_KINDS}[^“”‘’，。；：、（(]{{0,6}}[”’][\u4e00-\u9fff]{{0,4}}[（(](?P<list>[^（）()。；;：:]{{1,200}})[)）]"
)
_BEFORE = re.compile(  # “…”等5张网
    rf"[“‘](?P<list>[^“”‘’。；;：:]{{1,200}})[”’]等?{_NUMBER.format('n')}{_KINDS}"
)
_LAST = re.compile(r"[和及与]")


def find_miscounted_lists(printed: Printed) -> Iterator[Finding]:
    """One reminder a list, at its number. A list that ends in 等 need not be whole."""
    for pattern in (_BEHIND, _BEFORE):
        for match in pattern.finditer(printed.whole):
            number, items = counted(match["n"].replace("两", "二")), match["list"].split("、")
            if number is None or len(items) < 2 or match["list"].rstrip().endswith("等"):
                continue
            joined = len(items) + bool(_LAST.search(items[-1]))
            is_open = "等" in match[0][match.end("list") - match.start() :]
            wrong = (
                joined > number.value < len(items) if is_open else number.value not in (len(items), joined)
            )
            if wrong and not printed.is_known(match[0]):
                yield printed.finding(
                    match.start(),
                    match[0],
                    f"{match[0]}说的是 {number.value}，列出的是 {len(items)} 项",
                    "请照原文核对；原文确是如此，请在 note 里引上这几个字说明",
                )
