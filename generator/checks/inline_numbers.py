"""What is counted within a text goes up by one: behind 一是 comes 二是, behind ① comes ②."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.checks.counting import Counted, counted, written
from generator.checks.printed import BREAK, Printed
from generator.problems import Finding

_MARK = re.compile(
    rf"(?:(?<=[。；;：:，,、\n{BREAK}”])|^)(?:[一二三四五六七八九十]{{1,3}}[是要]|第[一二三四五六七八九十]{{1,3}}(?=[，,]))"
    r"|[①-⑳]"
    rf"|(?:(?<=[。；;：:，,\n{BREAK}])|^)[（(]\d{{1,2}}[)）]"
    rf"|{BREAK}"
)


def find_gaps_in_text(printed: Printed) -> Iterator[Finding]:
    """One reminder a gap, at the number behind it. In a new text, and at one, counting begins anew."""
    before: dict[str, Counted] = {}
    for match in _MARK.finditer(printed.whole):
        words = match[0]
        if words == BREAK:
            before = {}
            continue
        number = counted(words)
        if number is None:
            continue
        last = before.get(number.style)
        if last and number.value not in (1, last.value + 1):
            around = printed.around(match.start(), match.end())
            if not printed.is_known_at(match.start(), match.end()):
                missing = written(last.value + 1, words)
                yield printed.finding(
                    match.start(),
                    words,
                    f"“{around}”：“{written(last.value, words)}”之后没有“{missing}”，就是“{words}”",
                    "请照原文核对有没有漏字；原文确是如此，请在 note 里引上这几个字说明",
                )
        before[number.style] = number
