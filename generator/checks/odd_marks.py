"""One mark stands where one belongs: no two in a row, none before 等, none lost between two figures."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.checks.printed import Printed
from generator.problems import Finding

_HAN = "\u4e00-\u9fff"
_ODD = re.compile(
    rf"(?P<twice>[，,、；;。：:][，,、；;。](?!。)|(?<=[{_HAN}])[,，]，)"
    rf"|(?P<etc>(?<=[{_HAN}”》）)])[，,、；;]等(?![级候待同额价量于距高线])(?=[{_HAN}]))"
    r"|(?P<lost>\d[%％]\d)"
    rf"|(?P<dash>(?<=[{_HAN}])--(?=[{_HAN}]))"
    rf"|(?P<space>[，、；][ \u3000]+(?=[{_HAN}]))"
)
_SAID = {
    "twice": ("这里连着两个标点", "请删去多余的一个"),
    "etc": ("“等”的前面多了一个标点", "请删去这个标点"),
    "lost": ("百分号和后面的数之间少了标点", "请补上标点"),
    "dash": ("两个短横不是破折号", "请改成“—”"),
    "space": ("标点后面多了空格", "请删去空格"),
}


def find_odd_marks(printed: Printed) -> Iterator[Finding]:
    """One reminder a kind and text, at the first place."""
    told: set[tuple[str, object]] = set()
    for match in _ODD.finditer(printed.whole):
        kind = match.lastgroup or ""
        piece = printed.piece_at(match.start())
        around = printed.around(match.start(), match.end())
        if (kind, piece.path) not in told and not printed.is_known_at(match.start(), match.end()):
            told.add((kind, piece.path))
            what, hint = _SAID[kind]
            hint = f"{hint}；原文确是如此，请在 note 里引上这几个字说明"
            yield printed.finding(match.start(), match[0], f"“{around}”：{what}", hint)
