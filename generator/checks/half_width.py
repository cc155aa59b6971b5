"""Between Chinese characters stands Chinese punctuation."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.checks.printed import Printed
from generator.problems import Finding

_HAN = "\u4e00-\u9fff"
_HALF = re.compile(
    r"《[^《》]*》"  # a title, as it is printed
    rf"|(?P<mark>(?<=[{_HAN}”’》）)%])[,;:!?](?=[{_HAN}“‘《（(])|(?<=[{_HAN}”’》）)])[,;:](?=\d)|(?<=[{_HAN}])[()](?=[{_HAN}]))"
)


def find_half_width_marks(printed: Printed) -> Iterator[Finding]:
    """One reminder a document, at the first mark: what was copied from a page has hundreds."""
    places = [
        start + match.start()
        for piece, start in printed.placed()
        if piece.is_prose  # titles stay as they are printed
        for match in _HALF.finditer(piece.text)
        if match["mark"]
    ]
    if places:
        around = printed.around(places[0], places[0] + 1)
        yield printed.finding(
            places[0],
            around,
            f"中文里用了半角标点，共 {len(places)} 处，第一处在“{around}”",
            "请改成全角（，；：！？（））；整篇照原文保留的，可不理会",
        )
