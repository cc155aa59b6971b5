"""No name is masked: XX市 and ××局 stand in samples and in what was made anonymous."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.checks.printed import Printed
from generator.problems import Finding

_MASKED = re.compile(r"[XＸxｘ×✕*○◯]{2,12}[\u4e00-\u9fff]{1,8}")
_WORD = re.compile(r"[A-Za-z0-9]")


def find_masked_names(printed: Printed) -> Iterator[Finding]:
    """One reminder a document, at the first."""
    for match in _MASKED.finditer(printed.whole):
        is_word = _WORD.match(printed.whole, match.start() - 1) if match.start() else None  # XXL, 5xx
        if not is_word and not printed.is_known(match[0]):
            yield printed.finding(
                match.start(),
                match[0],
                f"“{match[0]}”里的名称被隐去了",
                "请照原文写出全称；原文确是隐去的，请在 note 里引上这几个字说明",
            )
            return
