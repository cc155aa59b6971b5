"""No word is typed twice in a row."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.checks.printed import Printed
from generator.problems import Finding

# Two characters and more: one alone may be doubled (层层), and so may counts (一户一户).
_TWICE = re.compile(r"([\u4e00-\u9fff]{2,8})\1|(?<!目)(?:的的)")
_COUNTING = re.compile(r"[一二三四五六七八九十百千万零〇两每逐]")
# In the second place these begin a phrase of four: 点对点对接, 交通保通保畅, 做到随到随收
_BETWEEN = frozenset("对保拉连打碰传靠比帮带管随边即立逢再互共群联应")
# Where one word ends and the next begins: 安全生产|生产经营单位
_SEAMS = frozenset(("生产", "安全", "管理", "发展", "服务", "社会", "工作", "建设", "中国", "中共"))


def find_doubled_words(printed: Printed) -> Iterator[Finding]:
    """One reminder a place, at the words. Some words often end one term and begin the next: not these."""
    for match in _TWICE.finditer(printed.whole):
        word = match[1] or "的"
        if _COUNTING.search(word) or word in _SEAMS or len(set(word)) == 1 or word[-1] in _BETWEEN:
            continue
        around = printed.around(match.start(), match.end())
        if not printed.is_known(match[0]):
            yield printed.finding(
                match.start(),
                match[0],
                f"“{around}”里的“{word}”连写了两次",
                "请照原文核对，多余的删去；原文确是如此，请在 note 里引上这几个字说明",
            )
